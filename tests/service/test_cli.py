"""The commands in this process: what they say, and how they refuse."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import pytest

from immunote.engine.api import Engine, alarm
from immunote.engine.diagram import Diagram, DiagramTooLargeError, ImpossibleFactsError
from immunote.engine.faults import Fault
from immunote.engine.rulebase import RuleBase
from immunote.engine.unparse import condition_words
from immunote.service import rulebases
from immunote.service.cli import notes
from immunote.service.rulebases import in_use, prepared
from immunote.service.rulebases.readers import deciders, readers_of
from immunote.service.terminal import output

SOUP = Path(__file__).parent.parent / "rulebases" / "soup"


@pytest.fixture
def loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands load the rule base themselves, as in a process of their own."""
    monkeypatch.setattr(in_use, "_in_use", WeakValueDictionary())
    monkeypatch.setattr(prepared, "take", lambda *_: None)


@pytest.fixture
def rulebase(engine: Engine) -> RuleBase:
    return engine.rulebase


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.json"
    path.write_text('{"age_years": 56, "sex": "female", "has_systemic_sclerosis": true}', encoding="utf-8")
    return path


def test_the_jurisdiction_option_fills_what_the_profile_leaves_open(immunote: Any, profile: Path) -> None:
    for given in ("us", "eu", "au", "ca-on", "uk"):
        answer = immunote("note", str(profile), "--jurisdiction", given, "--format", "json")
        assert (answer.status, json.loads(answer.out)["jurisdiction"]) == (0, given)
    assert json.loads(immunote("note", str(profile), "--format", "json").out)["jurisdiction"] is None


@pytest.mark.parametrize(
    ("recorded", "codes"),
    [(None, []), ("unknown", []), ("us", []), ("eu", ["P09"]), ("mars", []), (["us"], []), (5, [])],
)
def test_a_jurisdiction_in_the_profile_stands(recorded: object, codes: list[str], rulebase: RuleBase) -> None:
    raw, faults = notes.placed({"jurisdiction": recorded}, "us", rulebase)
    assert [fault.code for fault in faults] == codes
    kept = "us" if recorded in (None, "unknown") else recorded
    assert raw["jurisdiction"] == kept


def test_a_disagreement_has_status_3_and_no_note(immunote: Any, profile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(self: Engine, facts: object) -> object:
        raise alarm("chaining and reference: a_rule")

    monkeypatch.setattr(Engine, "truths", disagree)
    answer = immunote("note", str(profile))
    assert (answer.status, answer.out) == (3, "")
    assert ": E01 " in answer.err
    assert "report the id" in answer.err


def test_an_engine_that_loses_a_fact_has_status_3_and_no_note(
    immunote: Any, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from immunote.engine.chaining import Chaining, InferenceError

    def lose(self: Chaining, facts: object) -> object:
        raise InferenceError("a fact was lost")

    monkeypatch.setattr(Chaining, "evaluate", lose)
    answer = immunote("note", str(profile))
    assert (answer.status, answer.out) == (3, "")
    assert ": E01 " in answer.err


@pytest.mark.usefixtures("loaded_anew")
def test_durable_rules_that_is_not_built_has_status_3_and_says_how_to_build_it(
    immunote: Any, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "immunote.engine.chaining", None)
    for arguments in (["note", str(profile)], ["rules", "check"]):
        answer = immunote(*arguments)
        assert (answer.status, answer.out) == (3, "")
        assert ": E02 " in answer.err


@pytest.mark.usefixtures("loaded_anew")
def test_facts_that_no_patient_can_have_together_are_refused(
    immunote: Any, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impossible(self: Diagram, facts: object) -> object:
        raise ImpossibleFactsError(("age_years", "sex"))

    monkeypatch.setattr(Diagram, "reachable", impossible)
    answer = immunote("note", str(profile))
    assert (answer.status, answer.out) == (2, "")
    assert ": P09 " in answer.err


@pytest.mark.usefixtures("loaded_anew")
def test_a_decision_list_that_is_too_large_is_refused(immunote: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(*_: object) -> object:
        raise DiagramTooLargeError(9, 8, 7)

    monkeypatch.setattr("immunote.engine.diagram.diagram.compiled", too_large)
    answer = immunote("rules", "check")
    assert (answer.status, answer.out) == (2, "")
    assert ": R37 " in answer.err


def test_every_published_case_has_a_note(engine: Engine) -> None:
    for name, case in engine.rulebase.cases.items():
        note = engine.note(case.profile)
        assert note.status in ("settled", "provisional", "insufficient_data"), name


def test_examples_are_listed_with_a_star_where_they_are_completed(immunote: Any, rulebase: RuleBase) -> None:
    answer = immunote("example", "--list")
    lines = answer.out.splitlines()
    assert answer.status == 0
    for name, case in rulebase.cases.items():
        line = next(each for each in lines if each.split()[0] == name)
        assert case.title in line
        assert ("*" in line) == bool(case.completed)


def test_an_example_is_a_profile_as_reported(immunote: Any, rulebase: RuleBase, engine: Engine) -> None:
    for name in rulebase.cases:
        answer = immunote("example", name)
        assert (answer.status, answer.err) == (0, "")
        assert engine.patient(json.loads(answer.out)).given == engine.patient(rulebase.cases[name].profile).given


def test_a_completed_example_says_beside_it_that_answers_are_made_up(immunote: Any) -> None:
    reported, completed = immunote("example"), immunote("example", "--completed")
    assert completed.status == 0
    assert "made up by this project, for illustration" in completed.err
    assert json.loads(reported.out).items() < json.loads(completed.out).items()


def test_the_notes_of_make_note_say_what_they_are(immunote: Any) -> None:
    reported, completed = immunote("example", "--note"), immunote("example", "--completed", "--note")
    assert (reported.status, completed.status) == (0, 0)
    assert reported.out.splitlines()[1] == "A01, AS REPORTED"
    assert completed.out.splitlines()[1] == "A01, COMPLETED FOR ILLUSTRATION"
    assert "made up" in " ".join(completed.out.split("=" * output.page_width())[1].split())
    assert "CANNOT BE GRADED YET" in reported.out
    assert "MAY BE CONSIDERED, WITH PRECAUTIONS" in completed.out
    assert len((reported.out + completed.out).splitlines()) < 128  # two pages; make prints two lines between them


def test_names_that_do_not_exist_are_refused_with_the_nearest(immunote: Any) -> None:
    asked = {
        ("example", "C12_11"): ("Q01", "did you mean `C12_1`?"),
        ("example", "A02", "--completed"): ("Q01", "--list"),
        ("rules", "show", "muscle_targt"): ("Q02", "muscle_target"),
        ("rules", "show", ""): ("Q02", "rules list"),
        ("fields", "--format", "jsn"): ("Q03", "json"),
        ("schema", "notes"): ("Q03", "`note`?"),
    }
    for arguments, (code, near) in asked.items():
        answer = immunote(*arguments)
        assert (answer.status, answer.out) == (2, ""), arguments
        assert f": {code} " in answer.err
        assert near in answer.err


def test_fields_are_the_data_dictionary(immunote: Any, rulebase: RuleBase) -> None:
    found = json.loads(immunote("fields", "--format", "json").out)
    assert [each["name"] for each in found] == list(rulebase.elements)
    by_name = {each["name"]: each for each in found}
    for element in rulebase.elements.values():
        each = by_name[element.name]
        assert each["question"] == element.question
        assert (each["type"], each["unit"], each["absence"]) == (element.type, element.unit, "unknown")
        assert each["codes"] == {system: list(codes) for system, codes in element.codes.items()}
        assert (each["range"] is None) == (not element.is_number)


def test_fields_as_text_show_every_element_and_its_question(immunote: Any, rulebase: RuleBase) -> None:
    answer = immunote("fields")
    flat = " ".join(answer.out.split())
    assert answer.status == 0
    for element in rulebase.elements.values():
        assert f"{element.name} " in flat
        assert " ".join(element.question.split()) in flat
    assert flat.count("left out: not known") == len(rulebase.elements)


def test_fields_with_a_word_are_those_that_have_it(immunote: Any, rulebase: RuleBase) -> None:
    for word in ("creatinine", "CREATININE", "serum  creatinine", "renal crisis", "age_years"):
        found = [each["name"] for each in json.loads(immunote("fields", word, "--json").out)]
        wanted = " ".join(word.lower().split())
        expected = [
            each.name
            for each in rulebase.elements.values()
            if any(
                wanted in " ".join(text.lower().split())
                for text in (each.name, each.name.replace("_", " "), each.label, each.question)
            )
        ]
        assert found == expected
        assert 0 < len(found) < len(rulebase.elements)
    text = immunote("fields", "serum creatinine").out
    assert "creatinine_mg_dl" in text
    assert "sex " not in text


def test_fields_without_a_match_name_the_nearest(immunote: Any) -> None:
    for word, near in {
        "kreatinine": "`creatinine`",
        "age_yeers": "`age_years`",
        "xyzxyz": "immunote fields",
        "": "",
    }.items():
        answer = immunote("fields", word, "--json")
        assert (answer.status, answer.out) == (2, "")
        assert "WORD: Q04 " in answer.err
        assert near in answer.err


def test_faults_of_a_profile_name_its_file(immunote: Any, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"age_year": 56, "sex": "femal"}', encoding="utf-8")
    for command in (["note"], ["scenario"]):
        answer = immunote(*command, str(path))
        assert (answer.status, answer.out) == (2, "")
        assert f"{path}: $.age_year: P04 " in answer.err
        assert f"{path}: $.sex: P13 " in answer.err


def test_schemas_are_json_schemas(immunote: Any, rulebase: RuleBase) -> None:
    profile, note = (json.loads(immunote("schema", name).out) for name in ("profile", "note"))
    assert list(profile["properties"]) == list(rulebase.elements)
    assert {"status", "outcome", "grade", "statements", "digest"} <= set(note["properties"])


def test_rules_check_counts_what_there_is(immunote: Any, rulebase: RuleBase) -> None:
    answer = immunote("rules", "check")
    assert answer.status == 0
    assert f"{len(rulebase.rules)} rules" in answer.out
    assert immunote("rules", "check", str(SOUP)).status == 0


def test_rules_check_places_every_fault_at_file_and_line(immunote: Any, tmp_path: Path) -> None:
    copy = tmp_path / "soup"
    shutil.copytree(SOUP, copy)
    rule = next((copy / "stop").glob("*.yaml"))
    text = rule.read_text(encoding="utf-8")
    swapped = (
        text.replace("then: true", "then: ?").replace("then: false", "then: true").replace("then: ?", "then: false")
    )
    rule.write_text(swapped, encoding="utf-8")
    answer = immunote("rules", "check", str(copy))
    assert (answer.status, answer.out) == (2, "")
    assert f"{copy}/stop/{rule.name}:" in answer.err
    assert ": R28 " in answer.err
    rule.write_text(text + "\nnonsense: 5\n", encoding="utf-8")
    answer = immunote("rules", "check", str(copy))
    assert f"{copy}/stop/{rule.name}:" in answer.err
    assert ": R04 " in answer.err


def test_a_folder_without_a_rule_base_is_refused_by_every_command(immunote: Any, tmp_path: Path, profile: Path) -> None:
    empty = str(tmp_path / "none")
    commands = (
        ["rules", "check", empty],
        ["rules", "list", "--rules", empty],
        ["rules", "show", "x", "--rules", empty],
        ["fields", "--rules", empty],
        ["schema", "profile", "--rules", empty],
        ["example", "--rules", empty],
        ["note", str(profile), "--rules", empty],
    )
    for arguments in commands:
        answer = immunote(*arguments)
        assert (answer.status, answer.out) == (2, ""), arguments
        assert ": R09 " in answer.err


def test_another_rule_base_needs_no_other_command(immunote: Any) -> None:
    for arguments in (
        ["rules", "list"],
        ["fields"],
        ["schema", "profile"],
        ["example"],
        ["example", "--list"],
        ["example", "--note"],
    ):
        answer = immunote(*arguments, "--rules", str(SOUP))
        assert (answer.status, answer.err) == (0, ""), arguments


def test_rules_list_names_every_rule_row_and_definition(immunote: Any, rulebase: RuleBase) -> None:
    lines = immunote("rules", "list").out.splitlines()
    listed = {line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("   ")}
    assert listed == {*rulebase.named, *(row.name for row in rulebase.rows)}


def test_every_rule_row_and_definition_can_be_shown(rulebase: RuleBase) -> None:
    from immunote.service.cli import show

    for named in rulebase.named.values():
        lines = "\n".join(text.plain for text in show._named(rulebase, named))
        assert named.title in lines
        assert named.source_text.strip() in lines.replace("\n  ", "\n")
        assert lines.count(", as stated: ") == len(named.examples)
        for cite in named.cites:
            assert cite.partition(".")[0] in lines
    for row in rulebase.rows:
        assert row.name in "\n".join(text.plain for text in show._row(rulebase, row))


def test_a_rule_tells_its_sources_examples_and_outcomes(immunote: Any) -> None:
    out = immunote("rules", "show", "severe_reaction_to_immunoglobulin").out
    for part in ("CONDITION, AS WRITTEN", "EXAMPLES", "SOURCES", "read: ", "contraindicated: ", "is_contraindicated"):
        assert part in out
    assert "no outcome depends on it" in immunote("rules", "show", "cost_and_supply").out


def test_what_reads_a_name_is_found_through_others(rulebase: RuleBase) -> None:
    assert "contraindicated" in deciders(rulebase, "severe_reaction_to_immunoglobulin")
    for name in rulebase.named:
        if deciders(rulebase, name):
            assert readers_of(rulebase, name)


def test_conditions_print_in_the_rule_language(rulebase: RuleBase) -> None:
    from immunote.engine.loading.conditions import Scope, parse
    from immunote.engine.places import Place

    groups = {name: dict(parts) for name, parts in rulebase.groups.items()}
    scope = Scope(dict(rulebase.elements), dict(rulebase.thresholds), groups, frozenset(rulebase.named))
    for node in rulebase.program.values():
        faults: list[Fault] = []
        text = condition_words(node)
        if text != "otherwise":
            assert parse(text, Place("x", 1), scope, faults) == node, text
            assert faults == []


def test_what_a_terminal_would_obey_is_escaped() -> None:
    assert output.visible("\x1b[31mred\u200b \ud800") == "\\x1b[31mred\\u200b \\ud800"
    assert output.visible("IgA 0,4 g/L · µ") == "IgA 0,4 g/L · µ"


def test_the_rule_base_that_ships_is_found() -> None:
    assert (rulebases.folder() / "rulebase.yaml").is_file()
    assert not rulebases.folder("no_such").exists()
