"""Every mistake of tests/bad_rules/ gives the faults that stand beside it, and nothing else."""

import re
from functools import partial
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.chaining import CannotCompileError
from immunote.engine.diagram import Diagram
from immunote.engine.faults import CODES, Refused
from immunote.engine.loading import load
from tests.engine.bad_rules import BAD_RULES, SOUP, BadRule, all_faults, copy_of_soup

NOT_IN_A_FILE = {"R37": "a limit of the diagram", "R38": "a limit of durable-rules"}


@pytest.mark.parametrize("bad", BAD_RULES, ids=lambda bad: bad.name)
def test_a_broken_rule_base_gives_just_the_faults_expected(bad: BadRule, tmp_path: Path) -> None:
    assert bad.faults(tmp_path) == [fault.rstrip("\n") for fault in bad.expect]
    assert any(f": {bad.code} " in fault for fault in bad.expect)


def test_each_code_of_the_rule_base_has_a_broken_file() -> None:
    codes = {code for code in CODES if code.startswith("R")}
    assert {bad.code for bad in BAD_RULES} == codes - set(NOT_IN_A_FILE)
    assert len(BAD_RULES) >= 40


def test_each_fault_names_file_line_and_column_the_text_and_a_help() -> None:
    whole = re.compile(r"[\w/.-]+\.(?:ya?ml|json)(:[1-9]\d*:[1-9]\d*)?: R\d\d .+: `.+`\n {4}help: \S.*")
    for bad in BAD_RULES:
        for fault in bad.expect:
            assert whole.fullmatch(fault.rstrip("\n")), fault


def test_several_faults_in_several_files_are_all_reported_at_once(tmp_path: Path) -> None:
    together = [
        "R05_rank_is_a_word",
        "R07_file_name_differs",
        "R13_derived_from_a_member",
        "R18_unknown_jurisdiction",
        "R21_threshold_without_evidence",
        "R30_one_side",
        "R36_assumed",
    ]
    chosen = [bad for bad in BAD_RULES if bad.name in together]
    assert len(chosen) == len(together)
    folder = copy_of_soup(tmp_path)
    for bad in chosen:
        bad.make_in(folder)
    assert sorted(all_faults(folder)) == sorted(fault.rstrip("\n") for bad in chosen for fault in bad.expect)


def test_several_faults_in_one_condition_are_all_reported_at_once(tmp_path: Path) -> None:
    folder = copy_of_soup(tmp_path)
    path = folder / "definitions" / "soup_is_warm.yaml"
    before = "when: warm_from <= temperature_c < too_hot_from"
    after = (
        f'when: |\n  {before[6:]}\n  and (has_mold or temperature_c > 5)\n  and not flavour == "god"\n  and salt_g + 1'
    )
    path.write_text(path.read_text().replace(before, after))
    found = [tuple(fault.split(": ")[:2]) for fault in all_faults(folder)]
    assert [(place, code[:3]) for place, code in found] == [
        ("definitions/soup_is_warm.yaml:5:8", "R12"),
        ("definitions/soup_is_warm.yaml:5:36", "R14"),
        ("definitions/soup_is_warm.yaml:6:22", "R18"),
        ("definitions/soup_is_warm.yaml:7:7", "R11"),
    ]


@pytest.mark.parametrize("name", ["profile/pot.yaml", "evidence/cook-book.yaml", "definitions/soup_is_warm.yaml"])
def test_an_unreadable_file_is_one_fault_and_does_not_make_its_names_unknown(name: str, tmp_path: Path) -> None:
    folder = copy_of_soup(tmp_path)
    (folder / name).write_text((folder / name).read_text() + "\nbroken: [\n")
    (fault,) = all_faults(folder)
    assert f"{name}:" in fault
    assert ": R01 " in fault


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    folder = copy_of_soup(tmp_path)
    (folder / "stop" / "latin.yaml").write_bytes("rule: kühl\n".encode("latin-1"))
    (fault,) = all_faults(folder)
    assert fault.startswith("stop/latin.yaml:1:1: R01 ")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nowhere: R09"):
        load(tmp_path / "nowhere")


def test_an_empty_folder_names_each_file_that_a_rule_base_has(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        load(tmp_path)
    assert [fault.place for fault in refused.value.faults] == ["grading.yaml", "rulebase.yaml"]


@pytest.mark.parametrize("name", ["patient.json", "evidence/grandmother.json", "stop/mould_too.json", "reviews/a.json"])
def test_a_json_file_may_lie_in_the_folder_and_changes_nothing(name: str, tmp_path: Path) -> None:
    folder = copy_of_soup(tmp_path)
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text('{"is_a_soup": true}')
    assert all_faults(folder) == []
    assert load(folder).content_hash == load(SOUP).content_hash


def test_a_decision_list_too_large_for_the_diagram_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("immunote.engine.api.Diagram", partial(Diagram, node_cap=5))
    with pytest.raises(Refused, match="R37"):
        Engine.load(SOUP)


def test_a_program_that_durable_rules_cannot_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_program: object) -> None:
        raise CannotCompileError("two names have one hash")

    monkeypatch.setattr("immunote.engine.chaining.Chaining", refuse)
    with pytest.raises(Refused, match="R38"):
        Engine.load(SOUP).note({"is_a_soup": True})
