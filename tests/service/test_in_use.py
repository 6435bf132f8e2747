"""A folder is loaded once while its engine is in use, and again as soon as a file in it changes."""

from __future__ import annotations

import gc
import shutil
import weakref
from pathlib import Path

import pytest

from immunote.engine.faults import Refused
from immunote.service.rulebases.in_use import engine_of, found

SOUP = Path(__file__).parents[1] / "rulebases" / "soup"


@pytest.fixture
def soup(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUP, tmp_path / "soup"))


def test_an_unchanged_folder_is_loaded_once(soup: Path) -> None:
    engine = engine_of(soup)
    assert engine_of(soup) is engine
    assert found(soup) is engine


def test_a_comment_more_is_a_change(soup: Path) -> None:
    engine = engine_of(soup)
    path = soup / "grading.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# looked at again\n", encoding="utf-8")
    again = engine_of(soup)
    assert again is not engine
    assert again.rulebase.content_hash == engine.rulebase.content_hash
    assert again.rulebase.files_hash != engine.rulebase.files_hash


def test_a_file_that_makes_it_wrong_is_seen(soup: Path) -> None:
    engine = engine_of(soup)
    (soup / "surprise.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(Refused):
        engine_of(soup)
    assert found(soup) is None
    (soup / "surprise.yaml").unlink()
    assert engine_of(soup) is engine


def test_two_folders_with_the_same_files_are_two(soup: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(soup, tmp_path / "other"))
    engine = engine_of(soup)
    assert engine_of(other) is not engine
    assert engine_of(other).rulebase.folder == str(other)


def test_an_engine_that_nobody_uses_is_not_kept(soup: Path) -> None:
    seen = weakref.ref(engine_of(soup))
    gc.collect()
    assert seen() is None


def test_a_file_that_cannot_be_read_is_reported_by_the_loader(soup: Path) -> None:
    (soup / "broken.yaml").mkdir()
    (soup / "lost.yaml").symlink_to(soup / "nowhere.yaml")
    with pytest.raises(Refused) as refused:
        engine_of(soup)
    assert {fault.code for fault in refused.value.faults} >= {"R01"}
