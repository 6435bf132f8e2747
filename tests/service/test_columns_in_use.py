"""What lists compile of a rule base is kept for the next process, and used only where nothing has changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.columns import Columns, answers
from immunote.service.rulebases import in_use, prepared
from immunote.service.rulebases.columns_in_use import columns_in_use
from immunote.service.rulebases.in_use import engine_of
from tests.conftest import RULES
from tests.support.agreement import by_columns, by_definition, differences, profiles

SOUP = Path(__file__).parents[1] / "rulebases" / "soup"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder of its own, and no engine in use."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(prepared.VARIABLE, str(folder))
    next_process()
    prepared.cache_folder.cache_clear()
    yield folder
    next_process()
    prepared.cache_folder.cache_clear()


def next_process() -> None:
    """Forget what this process holds, as if it had ended."""
    in_use._in_use.clear()
    columns_in_use.cache_clear()


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rule bases whose circuits were compiled."""
    found: list[str] = []
    made = answers.Circuit

    def counted() -> answers.Circuit:
        found.append("compiled")
        return made()

    monkeypatch.setattr(answers, "Circuit", counted)
    return found


@pytest.mark.parametrize("folder", [RULES, SOUP], ids=lambda folder: folder.name)
def test_columns_that_were_kept_say_what_the_definition_says(folder: Path, compilations: list[str]) -> None:
    columns_in_use(engine_of(folder))
    next_process()
    engine = engine_of(folder)
    raws = profiles(engine, 300, 7)
    kept = columns_in_use(engine)
    assert compilations == ["compiled"]
    assert differences(raws, [by_definition(engine, raw) for raw in raws], by_columns(kept, raws)) == []


def test_a_changed_rule_base_is_compiled_anew(tmp_path: Path, compilations: list[str]) -> None:
    folder = tmp_path / "soup"
    shutil.copytree(SOUP, folder)
    columns_in_use(engine_of(folder))
    next_process()
    (folder / "rulebase.yaml").write_bytes((folder / "rulebase.yaml").read_bytes() + b"\n")
    columns_in_use(engine_of(folder))
    assert compilations == ["compiled", "compiled"]


def test_a_rule_base_that_was_not_loaded_from_a_folder_is_compiled_and_not_kept(
    cache: Path, compilations: list[str]
) -> None:
    for _ in range(2):
        columns_in_use(Engine.load(SOUP))
    assert compilations == ["compiled", "compiled"]
    assert not list(cache.glob("*"))


def test_a_damaged_file_is_deleted_and_compiled_anew(cache: Path, compilations: list[str]) -> None:
    engine_of(SOUP)
    before = set(cache.iterdir())
    columns_in_use(engine_of(SOUP))
    (kept,) = set(cache.iterdir()) - before
    kept.write_bytes(kept.read_bytes()[:-1])
    next_process()
    assert isinstance(columns_in_use(engine_of(SOUP)), Columns)
    assert compilations == ["compiled", "compiled"]
    next_process()
    columns_in_use(engine_of(SOUP))  # it was kept again
    assert compilations == ["compiled", "compiled"]


def test_off_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compilations: list[str]) -> None:
    monkeypatch.setenv(prepared.VARIABLE, prepared.OFF)
    prepared.cache_folder.cache_clear()
    for _ in range(2):
        next_process()
        columns_in_use(engine_of(SOUP))
    assert compilations == ["compiled", "compiled"]
    assert not list(tmp_path.iterdir())
