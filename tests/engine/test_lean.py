"""The lean form of a note: small for any patient, and with the knowledge of its rule base the same note."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import orjson
import pytest
from pydantic import TypeAdapter

from immunote.engine.api import Disagreement, Engine
from immunote.engine.lean import MOST_BYTES, lean_json
from immunote.engine.lean.model import LeanNote
from immunote.engine.note import Note
from immunote.engine.noting.digest import plain
from tests.engine.bad_rules import SOUP
from tests.engine.test_page import CASES, many_risks
from tests.engine.test_properties import ENGINE
from tests.support.patients import random_patient

SOUPS = Engine.load(SOUP)
SCHEMA = TypeAdapter(LeanNote)
Json = dict[str, Any]


def forms(engine: Engine, profile: Mapping[str, Any]) -> tuple[Json, Json, Json]:
    """The lean form, the knowledge and the whole form, each as a client reads it."""
    decided = engine.decide(engine.patient(profile))
    assert len(lean_json(engine.lean(decided))) < MOST_BYTES
    lean = lean_json(engine.lean(decided, settled_by=True))
    whole = plain(engine.whole(decided))
    return orjson.loads(lean), known_of(engine), whole


_KNOWN: dict[str, Json] = {}


def known_of(engine: Engine) -> Json:
    content_hash = engine.rulebase.content_hash
    if content_hash not in _KNOWN:
        _KNOWN[content_hash] = orjson.loads(lean_json(engine.knowledge))
    return _KNOWN[content_hash]


def check(engine: Engine, profile: Mapping[str, Any]) -> Json:
    lean, known, whole = forms(engine, profile)
    same_facts_for_a_machine(lean, known, whole)
    same_statements(lean, known, whole)
    same_open_rules(lean, known, whole)
    same_questions(lean, known, whole)
    same_flags(lean, known, whole)
    same_tables(lean, known, whole)
    same_sources(lean, known, whole)
    return lean


def filled(lean: Json, text: str, words: Mapping[str, str] | None = None) -> str:
    said = {**lean["dossier"]["words"], **(words or {})}
    return re.sub(r"\{([^{}]*)\}", lambda found: said[found[1]], text)


def sources_of(whole: Json, numbers: list[int]) -> list[str]:
    return [whole["citations"][number - 1]["source"] for number in numbers]


def fixed(known: Json, numbers: list[int]) -> list[str]:
    return [known["sources"][number - 1]["source"] for number in numbers]


def shown_lines(lean: Json, known: Json, lines: list[Json], words: Mapping[str, str] | None = None) -> list[Any]:
    return [(filled(lean, e["text"], words), e["role"], fixed(known, e["citations"]), e["choice"]) for e in lines]


def lines_of(whole: Json, lines: list[Json]) -> list[Any]:
    return [(e["text"], e["role"], sources_of(whole, e["citations"]), e["choice"]) for e in lines]


def same_facts_for_a_machine(lean: Json, known: Json, whole: Json) -> None:
    same = ["status", "outcome", "grade", "grade_once_corrected", "reachable_once_corrected", "certainty", "line"]
    same += [
        "also_now",
        "leaning",
        "reachable",
        "answers_needed",
        "nothing_to_change",
        "needs_more",
    ]
    same += ["jurisdiction", "reviewed_by_clinician", "review", "provenance", "digest", "set_aside"]
    assert {name: lean[name] for name in same} == {name: whole[name] for name in same}
    said = " ".join([lean["page"]["headline"], *lean["page"]["said"]]).casefold()
    for text in (whole["headline"], *whole["also"]):
        assert all(part.casefold() in said for part in re.split(r"[.:?](?: |$)", text))
    assert lean["recorded"] == {each["element"]: each["value"] for each in whole["recorded"]}
    assert lean["decision"] == {name: whole["decision"][name] for name in ("rows", "rules")}
    assert [filled(lean, known["rows"][row]) for row in lean["decision"]["rows"]] == whole["decision"]["reasons"]
    assert known["titles"] == whole["titles"]
    assert known["intended_use"] == whole["intended_use"]
    for name in ("settled_by", "would_change"):
        found = {
            outcome: [[_answer(known, *each) for each in answers] for answers in sets]
            for outcome, sets in lean[name].items()
        }
        wanted = {
            each["outcome"]: [[(e["element"], e["answer"], e["sample"]) for e in answers] for answers in each["sets"]]
            for each in whole[name]
        }
        assert found == wanted


def _answer(known: Json, element: str, sample: Any, words: str | None = None) -> tuple[str, str, Any]:
    answers = known["elements"][element]["answers"]
    said = words or next(each for each, value in answers.items() if value == sample and type(value) is type(sample))
    return element, said, sample


def besides(lean: Json, known: Json) -> list[str]:
    elements = [*known["elements"]]
    return [elements[place] for place in lean["dossier"]["missing_besides"]]


def facts_of(lean: Json, known: Json, facts: list[Any]) -> list[Any]:
    values: dict[str, Json] = {name: {"value": value} for name, value in lean["recorded"].items()}
    order = [*values, *lean["derived"]]
    values |= lean["derived"]
    found = []
    for each in facts:
        place, *compared = str(each).split(" ")
        element = order[int(place)]
        limit = None
        if compared:
            comparison, name = compared
            threshold = known["thresholds"][name]
            limit = (name, comparison, threshold["value"], threshold["unit"], threshold["choice"])
        found.append((element, values[element]["value"], values[element].get("because"), limit))
    return found


def usual_facts(lean: Json, rule: Json) -> list[str]:
    order = [*lean["recorded"], *lean["derived"]]
    derived = {name: len(lean["recorded"]) + place for place, name in enumerate(lean["derived"])}
    split = [each.split(" ") for each in rule["facts"]]
    return [" ".join([str(derived.get(name, order.index(name))), *compared]) for name, *compared in split]


def whole_facts(facts: list[Json]) -> list[Any]:
    return [(each["element"], each["value"], each["because"], _limit(each["limit"])) for each in facts]


def _limit(limit: Json | None) -> Any:
    return limit and tuple(limit[name] for name in ("name", "comparison", "value", "unit", "choice"))


def same_statements(lean: Json, known: Json, whole: Json) -> None:
    wanted = [*whole["statements"], *whole["conflicts"], *whole["follow_up"]]
    found = lean["dossier"]["statements"]
    assert len(found) == len(wanted)
    for section in ("conflicts", "follow_up"):
        listed = [rule for rule in found if known["rules"][rule]["section"] == section]
        assert listed == [each["rule"] for each in whole[section]]
    for statement in wanted:
        ref, rule = found[statement["rule"]], known["rules"][statement["rule"]]
        words = ref.get("words", {})
        assert filled(lean, rule["sentences"][ref.get("text", -1)], words) == statement["text"]
        assert fixed(known, rule["citations"]) == sources_of(whole, statement["citations"])
        assert (rule["choice"] and filled(lean, rule["choice"])) == statement["choice"]
        short = [rule["short"][place] for place in ref.get("short", range(len(rule["short"])))]
        assert [filled(lean, each, words) for each in short] == statement["short"]
        lines = [rule["lines"][place] for place in ref.get("lines", range(len(rule["lines"])))]
        assert shown_lines(lean, known, lines, words) == lines_of(whole, statement["lines"])
        because = shown_lines(lean, known, rule["certainty_because"])
        assert because == lines_of(whole, statement["certainty_because"])
        facts = ref["facts"] if "facts" in ref else usual_facts(lean, rule)
        assert facts_of(lean, known, facts) == whole_facts(statement["facts"])
        assert ref.get("decides", False) == statement["decides"]
        for name in ("kind", "section", "mark", "domain", "strength", "certainty"):
            assert rule[name] == statement[name]


def same_open_rules(lean: Json, known: Json, whole: Json) -> None:
    refs, truths = lean["dossier"], lean["truths"]
    holds = truths.get("holds", [*refs["statements"]])
    fails = [[*known["rules"]][place] for place in truths.get("fails", [])]
    open_ = truths.get("open", [rule for rule in known["rules"] if rule not in {*holds, *fails}])
    shown = refs.get("open_rules", open_)
    missing = {each["element"] for each in lean["missing"]} | {*besides(lean, known)}
    assert shown == [each["rule"] for each in whole["open_rules"]]
    for name, wanted in zip(shown, whole["open_rules"], strict=True):
        rule, ref = known["rules"][name], refs["open_differently"].get(name, {})
        usual = [element for element in rule["missing"] if element in missing]
        places = ref.get("missing")
        found = usual if places is None else [rule["missing"][p] if isinstance(p, int) else p for p in places]
        assert found == wanted["missing"]
        lines = [rule["lines"][place] for place in ref.get("lines", [])]
        assert shown_lines(lean, known, lines) == lines_of(whole, wanted["lines"])
        for key in ("title", "kind", "section", "strength", "certainty"):
            assert rule[key] == wanted[key]


def same_questions(lean: Json, known: Json, whole: Json) -> None:
    by_element = {each["element"]: each for each in whole["missing"]}
    waited = [each["element"] for each in lean["missing"]]
    assert sorted([*waited, *besides(lean, known)]) == sorted(by_element)
    order = [*by_element]
    assert sorted(waited, key=order.index) == waited
    for each in lean["missing"]:
        element, wanted = known["elements"][each["element"]], by_element[each["element"]]
        assert (each.get("after"), each.get("flags", [])) == (wanted["after"], wanted["flags"])
        assert each.get("depends", True) == bool(wanted["outcomes"])
        found = {}
        if each.get("depends", True):
            possible = [words for words in element["answers"] if words not in each.get("not_possible", [])]
            found = {words: {*lean["reachable"]} for words in possible}
            found |= {words: {*lean["leaves"][place]} for words, place in each.get("leads", {}).items()}
        assert found == {lead["answer"]["answer"]: {*lead["outcomes"]} for lead in wanted["answers"]}
        for lead in wanted["answers"]:
            assert element["answers"][lead["answer"]["answer"]] == lead["answer"]["sample"]
        assert {*wanted["outcomes"]} == set().union(*found.values())
    for name, wanted in by_element.items():
        element = known["elements"][name]
        assert (element["label"], element["rank"]) == (wanted["label"], wanted["rank"])
        assert filled(lean, element["question"]) == wanted["question"]
    for name in besides(lean, known):
        assert not by_element[name]["outcomes"]
    assert len(lean["dossier"]["questions"]) == len(whole["questions"])
    for ref, wanted in zip(lean["dossier"]["questions"], whole["questions"], strict=True):
        group = known["groups"][ref["group"]]
        elements = ref.get("elements", [name for name in order if name in group["elements"]])
        stores = ref.get("stores", [name for name in group["stores"] if name in elements])
        changes = any(by_element[name]["outcomes"] for name in elements if name in by_element)
        assert (ref["group"], elements, stores) == (wanted["group"], wanted["elements"], wanted["stores"])
        assert ref.get("title", group["title"]) == wanted["title"]
        assert ref.get("changes_outcome", changes) == wanted["changes_outcome"]
        assert (group["none_of_these"] if stores else None) == wanted["none_of_these"]


def same_flags(lean: Json, known: Json, whole: Json) -> None:
    assert len(lean["flags"]) == len(whole["flags"])
    for ref, wanted in zip(lean["flags"], whole["flags"], strict=True):
        flag = known["flags"][ref["flag"]]
        for name in ("flag", "heading", "open"):
            assert ref[name] == wanted[name]
        assert (flag["title"], filled(lean, flag["text"])) == (wanted["title"], wanted["text"])
        assert fixed(known, flag["citations"]) == sources_of(whole, wanted["citations"])
        assert (flag["choice"] and filled(lean, flag["choice"])) == wanted["choice"]
        asked = [(name, known["flag_questions"][name]) for name in ref.get("asks", [])]
        asked += [(name, known["flag_values"][name]) for name in ref.get("asks_values", [])]
        found = [(name, filled(lean, each["asked_as"]), filled(lean, each["question"])) for name, each in asked]
        assert found == [(each["element"], each["asked_as"], each["question"]) for each in wanted["questions"]]
        assert facts_of(lean, known, ref.get("facts", [])) == whole_facts(wanted["facts"])
        assert ref.get("answered", []) == [each["element"] for each in wanted["answers"]]


def same_tables(lean: Json, known: Json, whole: Json) -> None:
    refs = lean["dossier"]
    found = []
    for name, line in known["checklist"].items():
        if name in refs["not_concerned"] or not refs["is_whole"]:
            continue
        each = {"id": name, **refs["checklist"].get(name, {})}
        state = each.get("state", "missing" if line["is_recorded"] else None)
        words = filled(lean, line["text"])
        cites = fixed(known, line["citations"])
        found.append(
            (each["id"], line["label"], line["phase"], state, each.get("shown", ""), words, cites, line["choice"])
        )
    assert found == [
        (
            e["id"],
            e["label"],
            e["phase"],
            e["state"],
            e["shown"],
            e["text"],
            sources_of(whole, e["citations"]),
            e["choice"],
        )
        for e in whole["checklist"]
    ]
    assert len(refs["products"]) == len(whole["products_excluded"])
    for ref, wanted in zip(refs["products"], whole["products_excluded"], strict=True):
        exclusion = known["exclusions"][ref["id"]]
        for name in ("product", "name", "reason", "wording"):
            assert exclusion[name] == wanted[name]
        missing = ref.get("missing", [])
        text = exclusion["reason"] if missing else filled(lean, exclusion["text"])
        assert (missing, text) == (wanted["missing"], wanted["text"])
        assert fixed(known, exclusion["citations"]) == sources_of(whole, wanted["citations"])
    assert (known["products_not_listed"] if refs["is_whole"] else "") == whole["products_not_listed"]
    same_dose(lean, known, whole)


def same_dose(lean: Json, known: Json, whole: Json) -> None:
    ref, dose = lean["dossier"].get("dose"), whole["dose"]
    assert (ref is None) == (dose is None)
    if ref is None:
        return
    for name in ("weight_kg", "weight_used_kg", "ideal_weight_kg", "weight_basis", "missing"):
        assert ref[name] == dose[name]
    choice = ref["weight_choice"]
    assert (None if choice is None else known["dose"]["weight_choices"][choice]) == dose["weight_choice"]
    assert fixed(known, ref["weight_citations"]) == sources_of(whole, dose["weight_citations"])
    assert filled(lean, known["dose"]["flag"]) == dose["flag"]
    assert fixed(known, known["dose"]["flag_citations"]) == sources_of(whole, dose["flag_citations"])
    assert shown_lines(lean, known, known["dose"]["notes"]) == lines_of(whole, dose["notes"])
    for course, wanted in zip(ref["courses"], dose["courses"], strict=True):
        of = known["dose"]["courses"][course["id"]]
        assert (course["id"], of["label"]) == (wanted["id"], wanted["label"])
        assert fixed(known, of["citations"]) == sources_of(whole, wanted["citations"])
        assert course["daily"] == [[each["days"], each["grams"], each["flagged"]] for each in wanted["daily"]]
        assert (course["g_per_kg"], course["total_grams"]) == (wanted["g_per_kg"], wanted["total_grams"])


def same_sources(lean: Json, known: Json, whole: Json) -> None:
    found = []
    for number, *places in lean["dossier"]["sources"]:
        source = dict(known["sources"][number - 1])
        assert source.pop("number") == number
        found.append({**source, "figures": [source["figures"][place] for place in places]})
    assert found == [{name: value for name, value in each.items() if name != "number"} for each in whole["citations"]]
    page = lean["page"]
    assert len(page["sources"]) <= 12
    for each in page["sources"]:
        source = known["sources"][each["number"] - 1]
        assert (each["source"], each["label"], each["text"]) == (source["source"], source["label"], source["text"])
    cited = {number for block in page["blocks"] for item in block["items"] for number in item.get("cites", [])}
    assert cited <= {each["number"] for each in page["sources"]}


@pytest.mark.parametrize(("name", "completed"), CASES)
def test_both_forms_of_a_published_case_say_the_same(name: str, completed: bool) -> None:
    case = ENGINE.rulebase.cases[name]
    check(ENGINE, {**case.profile, **(case.completed if completed else {})})


@pytest.mark.parametrize("known", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_both_forms_of_random_patients_say_the_same(known: float) -> None:
    rng = Random(f"lean {known}")
    for _ in range(40):
        check(ENGINE, random_patient(ENGINE, rng, known))


def test_both_forms_say_the_same_where_nothing_is_known_and_where_forty_risks_hold() -> None:
    check(ENGINE, {})
    risky = many_risks()
    lean = check(ENGINE, {each.element: each.value for each in risky.recorded})
    assert lean["digest"] == risky.digest


def test_another_rule_base_needs_no_change() -> None:
    check(SOUPS, {})
    rng = Random(7)
    for _ in range(40):
        check(SOUPS, random_patient(SOUPS, rng, 0.6))


def test_the_same_number_is_the_same_source_in_every_note() -> None:
    names: dict[int, set[str]] = {}
    for name, _ in CASES:
        for each in forms(ENGINE, ENGINE.rulebase.cases[name].profile)[0]["page"]["sources"]:
            names.setdefault(each["number"], set()).add(each["source"])
    assert len(names) > 20
    assert {len(each) for each in names.values()} == {1}


def test_a_lean_note_is_read_back_by_its_schema() -> None:
    for name, _ in CASES:
        decided = ENGINE.decide(ENGINE.patient(ENGINE.rulebase.cases[name].profile))
        lean = ENGINE.lean(decided, "29 Nov 2026")
        assert not {"settled_by", "needs_more"} & orjson.loads(lean_json(lean)).keys()
        assert lean.page.day == "29 Nov 2026"
        assert SCHEMA.validate_json(lean_json(lean)) == lean
        assert SCHEMA.dump_json(lean, exclude_defaults=True) == lean_json(lean)
        assert isinstance(decided.note, Note)


def test_a_lean_note_that_would_be_too_large_leaves_out_its_dossier(monkeypatch: pytest.MonkeyPatch) -> None:
    lean = ENGINE.lean(ENGINE.decide(ENGINE.patient(ENGINE.rulebase.cases["A01"].profile)))
    size = len(lean_json(lean))
    monkeypatch.setattr("immunote.engine.lean.MOST_BYTES", size + 1)
    assert orjson.loads(lean_json(lean))["dossier"]
    monkeypatch.setattr("immunote.engine.lean.MOST_BYTES", size)
    small = orjson.loads(lean_json(lean))
    assert small["dossier"] is None
    assert small["page"] == orjson.loads(lean_json(lean.page))
    assert SCHEMA.validate_python(small).dossier is None


def test_a_sentence_that_the_knowledge_does_not_hold_gives_no_answer() -> None:
    decided = ENGINE.decide(ENGINE.patient(ENGINE.rulebase.cases["A01"].profile))
    first, *others = decided.note.statements
    changed = replace(first, text="Something else.")
    note = replace(decided.note, statements=(changed, *others))
    with pytest.raises(Disagreement) as raised:
        ENGINE.lean(replace(decided, note=note))
    assert raised.value.fault.code == "E01"
    assert "Something else" not in str(raised.value)
