"""`--since RESULT`: whatever changed in a list, the result has the bytes of a whole run."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists import law
from immunote.service.lists.manifest import Done
from immunote.service.lists.progress import progress
from immunote.service.lists.run import Options, run
from tests.lists.cohorts import WRITERS, cohort, files_in

_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def decided(engine: Engine, source: Path, out: Path, **options: Any) -> Done:
    return run(Options(source, out, **options), engine, progress("none"))


@settings(max_examples=8, deadline=None, suppress_health_check=_SLOW)
@given(
    seed=st.integers(0, 999),
    change=st.sampled_from(["none", "some", "order", "new", "gone", "bad", "twice", "all"]),
    kinds=st.sampled_from([("csv", "out.csv"), ("parquet", "out"), ("csv", "out.parquet"), ("ndjson", "out.ndjson")]),
    part_rows=st.sampled_from([7, 1000]),
)
def test_whatever_changed_the_bytes_are_those_of_a_whole_run(
    engine: Engine, seed: int, change: str, kinds: tuple[str, str], part_rows: int
) -> None:
    rng, (kind, out) = Random(seed), kinds
    old = cohort(engine, 30, seed)
    new = _changed(engine, old, change, rng)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for place in ("then", "whole", "since"):
            (folder / place).mkdir()
        decided(engine, WRITERS[kind](folder / f"old.{kind}", engine, old), folder / "then" / out)
        source = WRITERS[kind](folder / f"new.{kind}", engine, new)
        decided(engine, source, folder / "whole" / out, part_rows=part_rows, notes="3")
        done = decided(
            engine, source, folder / "since" / out, part_rows=part_rows, notes="3", since=folder / "then" / out
        )
        assert files_in(folder / "since") == files_in(folder / "whole")
        if change == "all":
            assert done.taken_over == 0
        elif part_rows == 1000 and change in ("none", "order"):
            assert done.taken_over >= 30 - law.CHECKED_ROWS - 3


def _changed(engine: Engine, rows: list[dict[str, Any]], change: str, rng: Random) -> list[dict[str, Any]]:
    others = cohort(engine, 40, rng.randrange(1000, 2000))
    match change:
        case "some":
            return [{**rng.choice(others), "id": row["id"]} if rng.random() < 0.2 else row for row in rows]
        case "order":
            return rng.sample(rows, len(rows))
        case "new":
            return [*rows, *others[len(rows) :]]
        case "gone":
            return rows[5:25]
        case "bad":
            return [{**row, "age_years": 900} if rng.random() < 0.2 else row for row in rows]
        case "twice":
            return [*rows, rows[3]]
        case "all":
            return [{**row, "id": f"X{row['id']}"} for row in rows]
        case _:
            return rows


def test_a_result_of_other_options_or_an_edited_one_is_refused(engine: Engine, tmp_path: Path) -> None:
    source = WRITERS["csv"](tmp_path / "list.csv", engine, cohort(engine, 12))
    decided(engine, source, tmp_path / "then.csv", jurisdiction="us")
    with pytest.raises(Refused, match="L71"):
        decided(engine, source, tmp_path / "now.csv", since=tmp_path / "then.csv")
    decided(engine, source, tmp_path / "few.csv", columns="status,outcome")
    with pytest.raises(Refused, match="L71"):
        decided(engine, source, tmp_path / "now.csv", since=tmp_path / "few.csv")
    (tmp_path / "then.csv.facts.bin").write_bytes(bytes(8 * 12))
    with pytest.raises(Refused, match="L24"):
        decided(engine, source, tmp_path / "now.csv", since=tmp_path / "then.csv", jurisdiction="us")
    assert not (tmp_path / "now.csv").exists()
