"""A run that was stopped goes on to the same bytes, and only one run at a time writes an output.

On the small rule base: what is run, and how often, is the same whatever the rules are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists import deciding, parts, working
from immunote.service.lists import run as running
from immunote.service.lists.finishing import finish
from immunote.service.lists.manifest import Manifest
from immunote.service.lists.parts import Stopped
from immunote.service.lists.tables.raw_table import ReadingChoices
from immunote.service.rulebases.in_use import engine_of
from tests.lists.cohorts import WRITERS, cohort, files_in, write_csv
from tests.lists.test_run import ROWS, run

SOUP = Path(__file__).parents[1] / "rulebases" / "soup"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_of(SOUP)


@pytest.fixture(scope="module")
def rows(engine: Engine) -> list[dict[str, Any]]:
    return cohort(engine, ROWS)


@pytest.fixture(scope="module")
def lists(engine: Engine, rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("lists")
    return {kind: write(folder / f"list.{kind}", engine, rows) for kind, write in WRITERS.items()}


@pytest.mark.parametrize("kind", ["parquet", "csv"])
@pytest.mark.parametrize("out", ["out.parquet", "out.csv", "folder"])
def test_a_run_stopped_after_any_part_goes_on_to_the_same_bytes(
    engine: Engine, lists: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, out: str
) -> None:
    options: dict[str, Any] = {"part_rows": 16, "notes": "2"}
    (tmp_path / "whole").mkdir()
    run(engine, lists[kind], tmp_path / "whole" / out, **options)
    expected = files_in(tmp_path / "whole")
    real = parts.write_bytes
    for stop in (1, 2, 3, 5):
        folder = tmp_path / f"stopped-{stop}"
        folder.mkdir()
        written = 0

        def failing(path: Path, content: bytes, stop: int = stop) -> str:
            nonlocal written
            written += 1
            if written > stop:
                raise Stopped(parts.cannot_write(path, OSError(28, "No space left on device")))
            return real(path, content)

        with monkeypatch.context() as patch:
            patch.setattr(running, "write_bytes", failing)
            patch.setattr(working, "write_bytes", failing)
            with pytest.raises(Stopped):
                run(engine, lists[kind], folder / out, **options)
        run(engine, lists[kind], folder / out, resume=True, **options)
        assert files_in(folder) == expected


def test_a_part_that_was_damaged_meanwhile_is_made_again(
    engine: Engine, lists: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(running, "finish", refuse_to_finish)
        with pytest.raises(Stopped):
            run(engine, lists["csv"], tmp_path / "out", part_rows=16)
    (tmp_path / "out" / "part-00001.parquet").write_bytes(b"half")
    run(engine, lists["csv"], tmp_path / "out", part_rows=16, resume=True)
    run(engine, lists["csv"], tmp_path / "whole", part_rows=16)
    assert files_in(tmp_path / "out") == files_in(tmp_path / "whole")


def refuse_to_finish(*_: object) -> None:
    raise Stopped(parts.cannot_write(Path("x"), OSError(28, "No space left on device")))


def test_one_run_at_a_time_writes_an_output(engine: Engine, lists: dict[str, Path], tmp_path: Path) -> None:
    with parts.held(parts.ResultPaths(tmp_path / "out.csv", "csv")), pytest.raises(Refused) as refused:
        run(engine, lists["csv"], tmp_path / "out.csv", force=True)
    assert [fault.code for fault in refused.value.faults] == ["L19"]
    assert not any(tmp_path.iterdir())
    run(engine, lists["csv"], tmp_path / "out.csv")


@pytest.mark.parametrize("out", ["out.csv", "folder"])
def test_a_run_holds_its_output_until_it_ends(
    engine: Engine, lists: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    """Also against a second one that would resume it: the run that clears the output keeps its lock."""
    seen: list[str] = []

    def second(*_: object) -> Manifest:
        for how in ("resume", "force"):
            with pytest.raises(Refused) as refused:
                run(engine, lists["csv"], tmp_path / out, part_rows=16, **{how: True})
            seen.extend(fault.code for fault in refused.value.faults)
        return finish(*_)  # type: ignore[arg-type]

    monkeypatch.setattr(running, "finish", second)
    run(engine, lists["csv"], tmp_path / out, part_rows=16)
    assert seen == ["L19", "L19"]


def test_where_nothing_was_written_yet_resuming_begins(engine: Engine, lists: dict[str, Path], tmp_path: Path) -> None:
    run(engine, lists["csv"], tmp_path / "begun", part_rows=16, resume=True)
    run(engine, lists["csv"], tmp_path / "whole", part_rows=16)
    assert files_in(tmp_path / "begun") == files_in(tmp_path / "whole")


def test_a_finished_run_has_nothing_left_to_resume(engine: Engine, lists: dict[str, Path], tmp_path: Path) -> None:
    run(engine, lists["csv"], tmp_path / "out.csv")
    before = files_in(tmp_path)
    done = run(engine, lists["csv"], tmp_path / "out.csv", resume=True)
    assert done.manifest.status == "finished"
    assert files_in(tmp_path) == before


@pytest.mark.parametrize(
    "change",
    [
        {"part_rows": 9},
        {"columns": "status"},
        {"settled_by": True},
        {"notes": "1"},
        {"reading": ReadingChoices(missing=("77",))},
    ],
)
def test_a_run_that_differs_is_not_resumed(
    engine: Engine, lists: dict[str, Path], tmp_path: Path, change: dict[str, Any]
) -> None:
    run(engine, lists["csv"], tmp_path / "out.csv", part_rows=16)
    before = files_in(tmp_path)
    with pytest.raises(Refused) as refused:
        run(engine, lists["csv"], tmp_path / "out.csv", **{"part_rows": 16, **change}, resume=True)
    assert {fault.code for fault in refused.value.faults} == {"L21"}
    assert files_in(tmp_path) == before


def test_a_list_that_differs_is_not_resumed(
    engine: Engine, rows: list[dict[str, Any]], lists: dict[str, Path], tmp_path: Path
) -> None:
    run(engine, lists["csv"], tmp_path / "out.csv")
    other = write_csv(tmp_path / "other.csv", engine, rows[1:])
    with pytest.raises(Refused) as refused:
        run(engine, other, tmp_path / "out.csv", resume=True)
    assert [fault.text.split(":")[0] for fault in refused.value.faults] == ["input.bytes", "input.sha256"]


def test_a_list_that_changes_while_it_is_read_stops_the_run(
    engine: Engine, rows: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_csv(tmp_path / "list.csv", engine, rows)
    real = deciding.PartDecider.decide

    def changing(self: deciding.PartDecider, part: Any) -> Any:
        if part.number == 2:
            source.write_bytes(source.read_bytes() + b"\n")
        return real(self, part)

    monkeypatch.setattr(deciding.PartDecider, "decide", changing)
    with pytest.raises(Stopped) as stopped:
        run(engine, source, tmp_path / "out", part_rows=16)
    assert stopped.value.fault.code == "L22"
    assert not (tmp_path / "out" / "part-00002.parquet").exists()
