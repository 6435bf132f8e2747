"""Where a program reads, every answer of a command is JSON: what was found, and what was refused."""

from __future__ import annotations

import json
from pathlib import Path

from immunote.engine.api import Engine
from immunote.engine.lean import lean_json
from immunote.engine.tree import limits_in
from immunote.service.cli.new import write
from tests.service.conftest import Immunote

SOUP = Path(__file__).parent.parent / "rulebases" / "soup"
SCENARIOS = """Feature: Scleroderma

  Rule: A note is settled only where nothing is open

    Scenario: Little is known
      Given the patient has systemic sclerosis
      Then the note is settled

    Scenario: Little is known, said so
      Given the patient has systemic sclerosis
      Then the note is provisional
"""


def test_a_checked_rule_base_says_what_it_holds(immunote: Immunote, engine: Engine) -> None:
    answer = immunote("rules", "check", str(engine.rulebase.folder), "--json")
    status, found, said = answer.status, answer.json, answer.err
    assert (status, said, found["faults"]) == (0, "", [])
    assert found["content_hash"] == engine.rulebase.content_hash
    assert found["holds"]["rules"] == len(engine.rulebase.rules)
    assert found["holds"]["examples"] == sum(map(len, engine.rulebase.examples.values()))


def test_a_refused_rule_base_says_every_fault(immunote: Immunote, tmp_path: Path) -> None:
    write("umbrella", tmp_path / "umbrella")
    path = tmp_path / "umbrella" / "grading.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "surprise: 1\nsecond: 2\n", encoding="utf-8")
    answer = immunote("rules", "check", str(tmp_path / "umbrella"), "--format", "json")
    status, found, said = answer.status, answer.json, answer.err
    assert (status, said, found["rulebase"]) == (2, "", None)
    assert {(each["code"], each["text"]) for each in found["faults"]} >= {("R04", "surprise"), ("R04", "second")}
    assert all(each["place"].startswith(str(path)) and each["help"] for each in found["faults"])


def test_one_is_not_counted_as_many(immunote: Immunote, tmp_path: Path) -> None:
    write("umbrella", tmp_path / "umbrella")
    said = " ".join(immunote("rules", "check", str(tmp_path / "umbrella")).out.split())
    assert "no fault in 1 rule, " in said
    assert " 1 rules" not in said
    assert " 1 sources" not in said


def test_published_cases_are_listed(immunote: Immunote, engine: Engine) -> None:
    answer = immunote("example", "--list", "--json")
    status, found = answer.status, answer.json
    assert status == 0
    assert [each["name"] for each in found] == list(engine.rulebase.cases)
    completed = [each["name"] for each in found if each["can_be_completed"]]
    assert completed == [name for name, case in engine.rulebase.cases.items() if case.completed]


def test_the_note_of_a_published_case_is_that_of_its_profile(immunote: Immunote, engine: Engine) -> None:
    name, case = next(iter(engine.rulebase.cases.items()))
    answer = immunote("example", name, "--note", "--json")
    status, found = answer.status, answer.json
    assert status == 0
    assert found == json.loads(lean_json(engine.lean(engine.decide(engine.patient(dict(case.profile))))))


def test_scenarios_say_which_claims_are_not_met_and_what_was_found(immunote: Immunote, tmp_path: Path) -> None:
    path = tmp_path / "one.feature"
    path.write_text(SCENARIOS, encoding="utf-8")
    answer = immunote("scenario", "--check", str(path), "--json")
    status, found = answer.status, answer.json
    assert (status, found["faults"]) == (1, [])
    not_met, met = found["scenarios"]
    assert not_met == {
        "name": "Little is known",
        "rule": "A note is settled only where nothing is open",
        "file": str(path),
        "line": 5,
        "is_met": False,
        "not_met": [{"line": 7, "claim": "the note is settled", "found": "the note is provisional"}],
    }
    assert (met["is_met"], met["not_met"]) == (True, [])


def test_scenarios_that_cannot_be_read_say_every_fault(immunote: Immunote, tmp_path: Path) -> None:
    path = tmp_path / "one.feature"
    path.write_text(SCENARIOS.replace("the note is", "the moon is"), encoding="utf-8")
    answer = immunote("scenario", "--check", str(path), "--json")
    status, found, said = answer.status, answer.json, answer.err
    assert (status, said, found["scenarios"]) == (2, "", [])
    assert [(each["code"], each["place"]) for each in found["faults"]] == [("V04", f"{path}:7"), ("V04", f"{path}:11")]


def test_a_written_scenario_is_no_json(immunote: Immunote) -> None:
    answer = immunote("scenario", "patient.json", "--json")
    assert answer.status == 2
    assert "Q03" in answer.err


def test_a_threshold_says_what_reads_it(immunote: Immunote, engine: Engine) -> None:
    for name, threshold in engine.rulebase.thresholds.items():
        answer = immunote("rules", "show", name, "--json")
        status, found = answer.status, answer.json
        assert (status, found["value"]) == (0, str(threshold.value))
        for reader in found["read_by"]:
            assert name in limits_in(engine.rulebase.program[reader])


def test_rules_knowledge_prints_what_lean_notes_refer_to(immunote: Immunote, engine: Engine) -> None:
    answer = immunote("rules", "knowledge")
    assert (answer.status, answer.err) == (0, "")
    assert json.loads(answer.out) == json.loads(lean_json(engine.knowledge))
