"""What a card says, how urgently, and when there is none."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused
from immunote.engine.note import Note
from immunote.engine.profile import value_json
from immunote.service.cds.cards import card_of, indicator_of, refused_card, summary_of
from immunote.service.cds.detail import recorded_of
from immunote.service.cds.models import Card
from immunote.service.cds.reasons import OVERRIDE_REASONS, SYSTEM
from immunote.service.fhir.mapping import map_resources
from immunote.service.rulebases.in_use import engine_of
from immunote.service.settings.cds import CdsSettings
from tests.cds.conftest import BASE, Make
from tests.cds.support import PATIENT, SIGN, VIEW, empty_values, prefetch, record_of, request
from tests.engine.bad_rules import SOUP
from tests.support.patients import patients

CASES = ("A01", "A02", "A10", "B03", "B19", "C01", "C24")
SEVERE: dict[str, Any] = {
    "has_systemic_sclerosis": True,
    "age_years": 50,
    "ivig_requested_for": "systemic_sclerosis",
    "route_requested": "intravenous",
    "immunoglobulin_reaction": "severe",
    "has_ever_had_ivig": True,
    "jurisdiction": "us",
}


def profile_of(engine: Engine, case: str) -> dict[str, Any]:
    found = engine.rulebase.cases[case]
    return {**found.profile, **found.completed}


def ask(client: TestClient, engine: Engine, profile: dict[str, Any], service: str = VIEW) -> list[dict[str, Any]]:
    resources = record_of(engine.rulebase, profile)
    answer = client.post(f"/cds-services/{service}", json=request(service, prefetch=prefetch(*resources)))
    assert answer.status_code == 200, answer.text
    assert list(answer.json()) == ["cards"]
    cards: list[dict[str, Any]] = answer.json()["cards"]
    return cards


def made(engine: Engine, profile: dict[str, Any]) -> tuple[Note, dict[str, Any]]:
    note = engine.note(profile)
    found = card_of(note, engine.rulebase, PATIENT, BASE, CdsSettings())
    assert found is not None
    return note, found.card.model_dump(mode="json", exclude_none=True)


@pytest.mark.parametrize("case", CASES)
def test_the_card_is_of_the_note_that_the_record_gives(client: TestClient, engine: Engine, case: str) -> None:
    profile = profile_of(engine, case)
    note = engine.note(profile)
    cards = ask(client, engine, profile, SIGN)
    silent = note.outcome is not None and engine.rulebase.outcomes[note.outcome].indicator == "none"
    assert len(cards) == (0 if silent else 1)
    for card in cards:
        about = card["extension"]["immunote.note"]
        assert (about["status"], about.get("outcome")) == (note.status, note.outcome)
        assert about["reachable"] == list(note.reachable)
        Card.model_validate(card)
        assert empty_values(card) == []


def test_evaluated_and_out_of_scope_is_an_empty_list(client: TestClient, engine: Engine) -> None:
    assert ask(client, engine, {"has_systemic_sclerosis": False}) == []
    assert ask(client, engine, {"has_systemic_sclerosis": False}, SIGN) == []


def test_what_could_not_be_assessed_is_a_card_that_says_what_is_missing(client: TestClient, engine: Engine) -> None:
    (card,) = ask(client, engine, {"age_years": 50}, SIGN)
    missing = [engine.rulebase.elements[name].label for name in engine.rulebase.about.insufficient_unless_known]
    assert "could not be assessed" in card["summary"]
    assert all(label in card["summary"] for label in missing)
    assert "Ask first" in card["detail"]


def test_an_error_is_an_error_status_and_never_an_empty_list(
    client: TestClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = client.app.state.context  # type: ignore[attr-defined]
    monkeypatch.setitem(context.knowledge.engine.__dict__, "compiled_reference", lambda _: {})
    resources = record_of(engine.rulebase, SEVERE)
    answer = client.post(f"/cds-services/{VIEW}", json=request(prefetch=prefetch(*resources)))
    assert answer.status_code == 500
    assert answer.json()["faults"][0]["code"] == "E01"
    assert "cards" not in answer.json()


def test_the_summary_holds_the_grade_and_is_short(engine: Engine) -> None:
    for case in engine.rulebase.cases:
        for profile in (engine.rulebase.cases[case].profile, profile_of(engine, case), {}):
            note = engine.note(profile)
            summary = summary_of(note, engine.rulebase)
            assert 0 < len(summary) < 140
            assert "\n" not in summary
            if note.status == "settled":
                assert note.outcome is not None
                outcome, opening = engine.rulebase.outcomes[note.outcome], note.headline.split(". ")[0]
                assert opening.removesuffix(".").lower()[:60] in summary.lower()
                assert outcome.title in summary or not outcome.is_grade
            elif note.status == "provisional" and any(flag.open for flag in note.flags):
                assert "not graded yet" in summary
            else:
                assert "not recorded: " in summary


def test_the_summary_stays_short_whatever_the_rule_base_is_called(engine: Engine) -> None:
    longer = replace(engine.rulebase, title="A very long title " * 20)
    for profile in ({}, SEVERE, profile_of(engine, "A01")):
        assert len(summary_of(engine.note(profile), longer)) < 140


def test_the_certainty_stands_in_the_summary_and_as_a_code(engine: Engine) -> None:
    note, card = made(engine, profile_of(engine, "A01"))
    assert "(certainty: very low)" in card["summary"]
    ours, theirs = card["extension"]["immunote.certainty"]
    assert ours == {"system": f"{BASE}/v1/rulebase#certainties", "code": note.certainty, "display": "very low"}
    assert (theirs["system"], theirs["code"]) == ("http://terminology.hl7.org/CodeSystem/certainty-rating", "very-low")


def test_urgency_is_that_of_the_rule_base(client: TestClient, engine: Engine) -> None:
    outcomes = engine.rulebase.outcomes
    assert {name: each.indicator for name, each in outcomes.items() if each.indicator != "info"} == {
        "contraindicated": "critical",
        "deferred": "warning",
        "out_of_scope": "none",
    }
    (card,) = ask(client, engine, SEVERE)
    assert card["extension"]["immunote.note"]["outcome"] == "contraindicated"
    assert card["indicator"] == "critical"


def test_a_card_is_never_more_urgent_than_what_is_settled(engine: Engine) -> None:
    outcomes = engine.rulebase.outcomes
    order = ("none", "info", "warning", "critical")
    for case in engine.rulebase.cases.values():
        note = engine.note(case.profile)
        found = indicator_of(note, engine.rulebase)
        possible = [outcomes[name].indicator for name in note.reachable]
        if note.status == "settled":
            assert found == possible[0]
        else:
            assert found != "none"
            assert order.index(found) <= max(order.index(each) for each in possible)
            assert found == "info" or "info" not in possible


def test_the_source_names_the_rule_base_and_its_edition(engine: Engine) -> None:
    _, card = made(engine, {})
    assert engine.rulebase.title in card["source"]["label"]
    assert engine.rulebase.version in card["source"]["label"]
    assert card["source"]["url"] == f"{BASE}/v1/rulebase"
    assert card["source"]["topic"]["code"] == engine.rulebase.id


def words_of(card: dict[str, Any]) -> int:
    """All that is read on a card, but for the reasons to set it aside, which open on demand."""
    read = [card["summary"], card["detail"], card["source"]["label"]]
    read += [each["label"] for part in ("links", "suggestions") for each in card.get(part, ())]
    return sum(len(text.split()) for text in read)


def assert_short(card: dict[str, Any]) -> None:
    assert words_of(card) <= 150, card
    assert len(card["detail"].splitlines()) + 1 <= 12, card["detail"]
    assert len(card.get("links", ())) == 1


RECORDED = "From the record: creatine kinase 1240 U/L, 10 Nov 2026; creatinine 3.4 mg/dL, 11 Nov 2026."
ASIDES = (
    "The record system has nothing under: conditions, allergies, medications and 5 more.",
    "The record system could not give: lists. What it would have said is not known, which never means no.",
)


def test_every_card_of_a_published_case_is_short(engine: Engine) -> None:
    for case in engine.rulebase.cases:
        for profile in (engine.rulebase.cases[case].profile, profile_of(engine, case)):
            for asides, recorded in (((), ""), (ASIDES, RECORDED)):
                note = engine.note(profile)
                found = card_of(note, engine.rulebase, PATIENT, BASE, CdsSettings(suggestions=5), asides, recorded)
                if found is not None:
                    assert_short(found.card.model_dump(mode="json", exclude_none=True))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_every_card_of_any_patient_is_short(engine: Engine, data: st.DataObject) -> None:
    facts = data.draw(patients(engine))
    note = engine.note({name: value_json(engine.rulebase.elements[name], value) for name, value in facts.items()})
    found = card_of(note, engine.rulebase, PATIENT, BASE, CdsSettings(suggestions=5), ASIDES, RECORDED)
    if found is not None:
        assert_short(found.card.model_dump(mode="json", exclude_none=True))


def test_a_card_says_the_outcome_what_decides_and_what_to_ask(engine: Engine) -> None:
    _, card = made(engine, profile_of(engine, "A01"))
    first, blank, *lines = card["detail"].splitlines()
    assert first == "**May be considered, with precautions.**"
    assert blank == ""
    assert any("azathioprine" in line for line in lines)
    assert any(line.startswith("- **Risks:**") for line in lines)
    assert "not reviewed" in lines[-1]
    _, asking = made(engine, {"has_systemic_sclerosis": True})
    assert "**Ask first:**" in asking["detail"]


def test_what_holds_now_stands_on_a_card_whatever_decides(engine: Engine) -> None:
    note, card = made(engine, {"has_systemic_sclerosis": True, "systolic_mmhg": 220})
    assert note.status == "provisional"
    assert "blood pressure 220 systolic" in card["detail"]


def test_the_page_of_a_rule_base_without_an_order_of_lines_makes_a_card() -> None:
    soup = engine_of(SOUP)
    found = card_of(soup.note({}), soup.rulebase, PATIENT, BASE, CdsSettings())
    assert found is None or words_of(found.card.model_dump(mode="json", exclude_none=True)) <= 150


def test_the_one_link_opens_the_whole_note(client: TestClient, engine: Engine) -> None:
    (card,) = ask(client, engine, SEVERE)
    (link,) = card["links"]
    page = client.get(link["url"].removeprefix(BASE), headers={"Authorization": ""})
    assert page.status_code == 200, page.text
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"
    assert card["extension"]["immunote.note"]["digest"][:12] in page.text
    assert PATIENT not in page.text
    other = client.get("/v1/cards/00000000-0000-4000-8000-000000000000/note")
    assert (other.status_code, other.json()["faults"][0]["code"]) == (404, "S06")
    assert client.get("/v1/cards/x/note").status_code == 422


def test_the_link_ends_after_its_time_and_can_be_switched_off(make: Make, engine: Engine) -> None:
    closed = make(cds={"note_hours": 0})
    (card,) = ask(closed, engine, SEVERE)
    assert [link["url"] for link in card["links"]] == [f"{BASE}/v1/rulebase"]
    assert closed.get(f"/v1/cards/{card['uuid']}/note").status_code == 404


def test_the_measured_values_that_decide_stand_with_their_days(engine: Engine) -> None:
    today = time.strftime("%Y-%m-%d", time.gmtime())
    profile = profile_of(engine, "A01")
    mapped = map_resources(record_of(engine.rulebase, profile), engine.rulebase, date.fromisoformat(today))
    said = recorded_of(engine.note(profile), mapped.report, engine.rulebase)
    assert said.startswith("From the record: ")
    assert "2100" in said
    assert str(date.fromisoformat(today).year) in said


def test_no_test_is_suggested_while_the_disease_is_not_recorded(engine: Engine) -> None:
    _, card = made(engine, {"age_years": 50})
    assert "suggestions" not in card


def test_a_test_is_suggested_only_where_the_outcome_hangs_on_it(engine: Engine) -> None:
    for case in engine.rulebase.cases:
        note = engine.note(profile_of(engine, case))
        found = card_of(note, engine.rulebase, PATIENT, BASE, CdsSettings(suggestions=5))
        if found is not None and found.card.suggestions:
            deciding = {each.label for each in note.missing if each.outcomes}
            assert {each.label.removeprefix("Draft a request: ") for each in found.card.suggestions} <= deciding
            assert note.status != "settled"


def test_reasons_to_override_are_those_of_hl7(engine: Engine) -> None:
    _, card = made(engine, {})
    assert len(card["overrideReasons"]) == len(OVERRIDE_REASONS)
    assert all(each["system"] == SYSTEM and each["display"] for each in card["overrideReasons"])
    assert "does-not-align-latest-evidence" in {each["code"] for each in card["overrideReasons"]}


def test_suggestions_are_draft_requests_for_missing_measurements_and_nothing_else(engine: Engine) -> None:
    note, card = made(engine, {"has_systemic_sclerosis": True})
    assert card["suggestions"]
    assert card["selectionBehavior"] == "any"
    loinc = {code: name for name, each in engine.rulebase.elements.items() for code in each.codes.get("loinc", ())}
    missing = {each.element for each in note.missing if each.outcomes}
    for suggestion in card["suggestions"]:
        (action,) = suggestion["actions"]
        assert action["type"] == "create"
        resource = action["resource"]
        assert (resource["resourceType"], resource["status"], resource["intent"]) == (
            "ServiceRequest",
            "draft",
            "proposal",
        )
        assert resource["subject"] == {"reference": f"Patient/{PATIENT}"}
        (coding,) = resource["code"]["coding"]
        assert coding["system"] == "http://loinc.org"
        assert loinc[coding["code"]] in missing
    assert len({suggestion["uuid"] for suggestion in card["suggestions"]}) == len(card["suggestions"])


def test_nothing_is_suggested_where_nothing_is_missing(engine: Engine) -> None:
    _, card = made(engine, profile_of(engine, "A01"))
    assert "suggestions" not in card
    assert "selectionBehavior" not in card


def test_no_card_orders_a_medicine(engine: Engine) -> None:
    for case in engine.rulebase.cases.values():
        found = card_of(engine.note(case.profile), engine.rulebase, PATIENT, BASE, CdsSettings())
        assert found is None or "Medication" not in json.dumps(found.card.model_dump(mode="json"))


def test_each_card_has_an_id_of_its_own(client: TestClient, engine: Engine) -> None:
    ids = {ask(client, engine, {"has_systemic_sclerosis": True})[0]["uuid"] for _ in range(3)}
    assert len(ids) == 3


def test_a_record_that_cannot_be_is_a_card_that_says_so(engine: Engine) -> None:
    fault = Fault("$", "P09", "two <b>facts</b>", "each is possible, all together are not")
    made = refused_card(Refused([fault]), engine.rulebase, BASE, CdsSettings(), ["left out: *lists*"])
    card = made.card.model_dump(mode="json", exclude_none=True)
    assert "could not be assessed" in card["summary"]
    assert "two &lt;b&gt;facts&lt;/b&gt;" in card["detail"]
    assert r"left out: \*lists\*" in card["detail"]
    assert empty_values(card) == []


def test_names_of_extensions_can_be_made_unique(engine: Engine) -> None:
    own = CdsSettings(namespace="org.example.immunote")
    found = card_of(engine.note({}), engine.rulebase, PATIENT, BASE, own)
    assert found is not None
    assert found.card.extension is not None
    assert all(name.startswith("org.example.immunote.") for name in found.card.extension)


def test_a_decision_behind_a_card_is_recorded_without_the_patient(client: TestClient, engine: Engine) -> None:
    (card,) = ask(client, engine, SEVERE, SIGN)
    (decision, *_) = client.app.state.context.decisions.by_digest(  # type: ignore[attr-defined]
        card["extension"]["immunote.note"]["digest"]
    )
    assert decision.entry in ("cds:order-sign", "cds:patient-view")
    assert PATIENT not in str(decision)
