"""Folders and git revisions: what each name means, and what is refused with which words."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("z3", reason="needs the extra `proof`")

from immunote.engine.faults import Fault, Refused
from immunote.service.diffing.versions import both
from tests.diffing.support import SOUP, Edit, copy_of, git, repository_with

SALT: Edit = ("thresholds.yaml", "value: 12, unit: g/l", "value: 13, unit: g/l")
BROKEN: Edit = ("grading.yaml", "when: mould,", "when: mold,")


def refused(old: str, new: str, rules: Path | None = None) -> tuple[Fault, ...]:
    with pytest.raises(Refused) as found:
        both(old, new, rules)
    return found.value.faults


def test_revisions_are_of_the_folder_that_rules_names(tmp_path: Path) -> None:
    repository = repository_with(tmp_path, SOUP, SALT)
    old, new = both("first", "second", repository / "rules" / "soup")
    assert old.shown.given == "first:rules/soup"
    assert old.shown.commit == git(repository, "rev-parse", "first")
    values = [each.engine.rulebase.thresholds["salty_from"].value for each in (old, new)]
    assert [str(each) for each in values] == ["12", "13"]


def test_a_revision_beside_a_folder_is_of_that_folder(tmp_path: Path) -> None:
    repository = repository_with(tmp_path, SOUP, SALT)
    folder = repository / "rules" / "soup"
    old, new = both("second~1", str(folder), None)
    assert (old.shown.commit is None, new.shown.commit) == (False, None)
    assert old.shown.content_hash != new.shown.content_hash
    assert new.shown.given == str(folder)


def test_a_revision_may_name_another_folder_and_a_folder_that_is_gone(tmp_path: Path) -> None:
    repository = repository_with(tmp_path, SOUP, SALT)
    folder = repository / "rules" / "soup"
    git(repository, "mv", "rules/soup", "rules/broth")
    git(repository, "commit", "-qm", "third")
    old, new = both("first:rules/soup", "HEAD:rules/broth", repository)
    assert not folder.exists()
    assert old.engine.rulebase.id == new.engine.rulebase.id
    again, _ = both("first", str(repository / "rules" / "broth"), folder)
    assert again.shown.content_hash == old.shown.content_hash


def test_a_revision_is_read_as_committed_whatever_attributes_and_working_tree_say(tmp_path: Path) -> None:
    repository = repository_with(tmp_path, SOUP)
    (repository / ".gitattributes").write_text("thresholds.yaml export-ignore\n", encoding="utf-8")
    (repository / "rules" / "soup" / "grading.yaml").write_text("nonsense", encoding="utf-8")
    old, _ = both("first", "second", repository / "rules" / "soup")
    assert old.shown.content_hash == both(str(SOUP), str(SOUP), None)[0].shown.content_hash


def test_what_is_neither_a_folder_nor_a_revision_is_refused(tmp_path: Path) -> None:
    repository = repository_with(tmp_path, SOUP)
    faults = refused("frist", "second", repository / "rules" / "soup")
    assert [(each.code, each.text) for each in faults] == [("V40", "frist")]
    for odd in ("--output=x", "", ":rules", "first^{tree}", "-x"):
        assert refused(odd, "second", repository / "rules" / "soup")[0].code == "V40", odd


def test_a_revision_outside_any_repository_is_refused(tmp_path: Path) -> None:
    (fault,) = refused("HEAD", "HEAD", copy_of(SOUP, tmp_path / "soup"))
    assert fault.code == "V40"
    assert "--rules" in fault.help


def test_a_revision_without_the_folder_is_refused(tmp_path: Path) -> None:
    repository = repository_with(tmp_path, SOUP)
    (fault,) = refused("first:rules/stew", "first", repository / "rules" / "soup")
    assert (fault.place, fault.code, fault.text) == ("first:rules/stew", "V41", "rules/stew")


def test_a_link_in_a_revision_is_refused_and_nothing_is_followed(tmp_path: Path) -> None:
    repository = repository_with(tmp_path, SOUP)
    (repository / "rules" / "soup" / "records.yaml").symlink_to("/etc/hostname")
    git(repository, "add", "-A")
    git(repository, "commit", "-qm", "a link")
    (fault,) = refused("HEAD", "first", repository / "rules" / "soup")
    assert fault.code == "V41"
    assert "records.yaml" in fault.text


def test_a_revision_that_does_not_load_is_refused_with_its_own_faults(tmp_path: Path) -> None:
    repository = repository_with(tmp_path, SOUP, BROKEN)
    faults = refused("first", "second", repository / "rules" / "soup")
    assert {each.code for each in faults} >= {"R12"}
    assert all(each.place.startswith("second:rules/soup/") for each in faults)
    assert any("/grading.yaml:" in each.place for each in faults)


def test_the_faults_of_both_are_told_at_once(tmp_path: Path) -> None:
    repository = repository_with(tmp_path, SOUP, BROKEN)
    codes = {each.code for each in refused("nobody", "second", repository / "rules" / "soup")}
    assert {"V40", "R12"} <= codes


def test_without_git_two_folders_still_compare_and_a_revision_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert both(str(SOUP), str(SOUP), None)[0].shown.rulebase == "soup"
    (fault,) = refused("HEAD", str(SOUP))
    assert (fault.code, fault.text) == ("V42", "not installed")
