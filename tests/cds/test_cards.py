"""What a card says, how urgently, and when there is none."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused
from immunote.engine.note import Note
from immunote.service.cds.cards import card_of, indicator_of, refused_card, summary_of
from immunote.service.cds.models import Card
from immunote.service.cds.reasons import OVERRIDE_REASONS, SYSTEM
from immunote.service.settings.cds import CdsSettings
from tests.cds.conftest import BASE
from tests.cds.support import PATIENT, SIGN, VIEW, empty_values, prefetch, record_of, request

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
    cards = ask(client, engine, profile)
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
    (card,) = ask(client, engine, {"age_years": 50})
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


def test_the_summary_counts_what_is_missing_as_the_detail_does(client: TestClient, engine: Engine) -> None:
    (card,) = ask(client, engine, {"has_systemic_sclerosis": True})
    note = engine.note({"has_systemic_sclerosis": True})
    deciding = [each for each in note.missing if each.outcomes]
    assert 0 < len(deciding) < len(note.missing)
    in_summary, in_detail = (
        re.search(r"(?i)not recorded:\*{0,2} (.*?) and (\d+) more", card[part]) for part in ("summary", "detail")
    )
    assert in_summary is not None
    assert in_detail is not None
    counts = [len(found[1].split(", ")) + int(found[2]) for found in (in_summary, in_detail)]
    assert counts == [len(deciding)] * 2


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


@pytest.mark.parametrize("case", ["A01", "B03"])
def test_links_lead_to_the_pages_of_rules_and_sources(client: TestClient, engine: Engine, case: str) -> None:
    note, card = made(engine, profile_of(engine, case))
    urls = [link["url"] for link in card["links"]]
    assert len(urls) == len(set(urls)) <= CdsSettings().links
    assert all(link["type"] == "absolute" and link["label"] for link in card["links"])
    assert all(f"{BASE}/v1/rules/{rule}" in urls for rule in note.decision.rules)
    assert any(url.startswith(f"{BASE}/v1/sources/") for url in urls)
    for url in (*urls, *re.findall(r"\]\((.*?)\)", card["detail"])):
        assert client.get(url.removeprefix(BASE)).status_code == 200, url


@pytest.mark.parametrize("most", [0, 3, 24])
def test_no_rule_and_no_source_is_lost_where_links_are_few(engine: Engine, most: int) -> None:
    for case in engine.rulebase.cases:
        note = engine.note(profile_of(engine, case))
        all_of_them, few = (
            card_of(note, engine.rulebase, "1", BASE, CdsSettings(links=links)) for links in (100, most)
        )
        if all_of_them is None or few is None:
            continue
        reached = {link.url for link in few.card.links or ()}
        assert len(reached) <= most
        for link in all_of_them.card.links or ():
            assert link.url in reached or f"({link.url})" in few.card.detail, (case, link.url)


def test_every_number_cited_in_the_detail_leads_to_its_source(engine: Engine) -> None:
    note, card = made(engine, profile_of(engine, "A01"))
    statements = [line for line in card["detail"].splitlines() if "([rule](" in line]
    assert statements
    cited = {
        int(number)
        for line in statements
        for first, last in re.findall(r"(\d+)(?:-(\d+))?(?=[\d, -]*\\\])", line.partition(r"\[")[2])
        for number in range(int(first), int(last or first) + 1)
    }
    shown = {int(number) for number in re.findall(r"^- \\\[(\d+)\\\] \[", card["detail"], re.MULTILINE)}
    assert cited == shown
    assert cited <= {citation.number for citation in note.citations}


def test_the_deciding_statements_all_stand_in_the_detail(engine: Engine) -> None:
    note, card = made(engine, profile_of(engine, "A01"))
    for rule in note.decision.rules:
        assert f"{BASE}/v1/rules/{rule}" in card["detail"]


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
    ids = {ask(client, engine, {})[0]["uuid"] for _ in range(3)}
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
