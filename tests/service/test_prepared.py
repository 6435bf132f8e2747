"""A rule base that was loaded before is kept for the next process, and used only where nothing has changed."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.service.rulebases import prepared

RULES = Path(__file__).parents[2] / "rules" / "ssc_ivig"
SOUP = Path(__file__).parents[1] / "rulebases" / "soup"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv(prepared.VARIABLE, str(folder))
    prepared.cache_folder.cache_clear()
    return folder


@pytest.fixture(scope="module")
def soup() -> Engine:
    return Engine.load(SOUP)


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    prepared.cache_folder.cache_clear()


def test_a_kept_rule_base_gives_the_notes_of_one_that_was_loaded(cache: Path, engine: Engine) -> None:
    prepared.keep(engine, "these files")
    kept = prepared.take(RULES, "these files")
    assert kept is not None
    assert kept.rulebase == engine.rulebase
    for case in engine.rulebase.cases.values():
        assert kept.note(case.profile) == engine.note(case.profile)
        assert kept.note({**case.profile, **case.completed}) == engine.note({**case.profile, **case.completed})


def test_the_place_of_the_folder_is_that_of_whoever_asks(cache: Path, soup: Engine, tmp_path: Path) -> None:
    prepared.keep(soup, "these files")
    kept = prepared.take(tmp_path / "elsewhere", "these files")
    assert kept is not None
    assert kept.rulebase.folder == str(tmp_path / "elsewhere")


def test_other_files_find_nothing(cache: Path, soup: Engine) -> None:
    prepared.keep(soup, "these files")
    assert prepared.take(SOUP, "other files") is None


def test_another_program_finds_nothing(cache: Path, soup: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared.keep(soup, "these files")
    monkeypatch.setattr(prepared, "_program", lambda: "another")
    assert prepared.take(SOUP, "these files") is None


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 4000])
def test_a_damaged_file_is_deleted_and_never_run(cache: Path, soup: Engine, damage: bytes) -> None:
    prepared.keep(soup, "these files")
    (file,) = cache.glob("*.pickle")
    file.write_bytes(file.read_bytes()[:40] + damage)
    assert prepared.take(SOUP, "these files") is None
    assert not list(cache.glob("*"))


def test_a_folder_that_others_may_write_is_not_used(cache: Path, soup: Engine) -> None:
    prepared.keep(soup, "these files")
    cache.chmod(0o770)
    prepared.cache_folder.cache_clear()
    assert prepared.take(SOUP, "these files") is None


def test_a_folder_that_cannot_be_made_keeps_nothing(
    tmp_path: Path, soup: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(prepared.VARIABLE, str(tmp_path / "file" / "below"))
    prepared.cache_folder.cache_clear()
    prepared.keep(soup, "these files")
    assert prepared.take(SOUP, "these files") is None


def test_a_full_disk_leaves_nothing_behind(cache: Path, soup: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    prepared.keep(soup, "these files")
    assert not list(cache.iterdir())


def test_off_keeps_nothing(tmp_path: Path, soup: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(prepared.VARIABLE, prepared.OFF)
    monkeypatch.chdir(tmp_path)
    prepared.cache_folder.cache_clear()
    prepared.keep(soup, "these files")
    assert prepared.take(SOUP, "these files") is None
    assert not list(tmp_path.iterdir())


def test_the_ones_used_longest_ago_go_first(cache: Path, soup: Engine) -> None:
    prepared.keep(soup, "first")
    for number in range(prepared.KEPT - 1):
        prepared.keep(soup, f"files {number}")
    for age, file in enumerate(sorted(cache.glob("*.pickle"))):
        os.utime(file, (age, age))
    assert prepared.take(SOUP, "first") is not None  # used now
    prepared.keep(soup, "one more")
    assert len(list(cache.glob("*"))) == prepared.KEPT
    assert prepared.take(SOUP, "first") is not None


def test_only_this_user_may_read_what_is_kept(cache: Path, soup: Engine) -> None:
    prepared.keep(soup, "these files")
    assert cache.stat().st_mode & 0o077 == 0
    (file,) = cache.glob("*.pickle")
    assert file.stat().st_mode & 0o077 == 0


def test_nothing_of_a_patient_is_kept() -> None:
    engine = Engine.load(SOUP)
    before = pickle.dumps(engine.compiled)
    for case in engine.rulebase.cases.values():
        engine.note(case.profile)
    assert pickle.dumps(engine.compiled) == before
