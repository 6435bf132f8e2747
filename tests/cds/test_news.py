"""When a card is shown, and when it stays away: on whose chart, for whom, after which answer and for how long."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.cds.models import HookRequest
from immunote.service.cds.news import key_of, state_of
from immunote.service.cds.reasons import ACCEPTED, DISMISSED, OVERRIDE_REASONS, SET_ASIDE, answer_of, stays_away
from immunote.service.cds.speaking import may_speak
from immunote.service.fhir.mapping import map_resources
from immunote.service.kernel.scopes import Caller
from immunote.service.settings.security import SecuritySettings
from immunote.service.storage.shown import CardState, ShownCard
from tests.cds.conftest import Make
from tests.cds.support import PATIENT, SELECT, SICK, SIGN, VIEW, bundle, draft, prefetch, record_of, request

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SSC = {"has_systemic_sclerosis": True}


def ask(
    client: TestClient, engine: Engine, profile: dict[str, Any], user: str, service: str = VIEW, **context: Any
) -> list[dict[str, Any]]:
    given = {"userId": f"Practitioner/{user}", "patientId": PATIENT, **context}
    if service != VIEW:
        given.setdefault("draftOrders", bundle(draft({"text": "IVIG"})))
    sent = request(service, context=given, prefetch=prefetch(*record_of(engine.rulebase, profile)))
    answer = client.post(f"/cds-services/{service}", json=sent)
    assert answer.status_code == 200, answer.text
    cards: list[dict[str, Any]] = answer.json()["cards"]
    return cards


def answered(client: TestClient, card: dict[str, Any], reason: str | None = None, outcome: str = "overridden") -> None:
    entry: dict[str, Any] = {"card": card["uuid"], "outcome": outcome, "outcomeTimestamp": "2026-11-29T12:00:00Z"}
    if outcome == "accepted":
        entry["acceptedSuggestions"] = [{"id": card["uuid"]}]
    elif reason:
        entry["overrideReason"] = {"reason": {"code": reason}}
    sent = client.post(f"/cds-services/{VIEW}/feedback", json={"feedback": [entry]})
    assert sent.status_code == 200, sent.text


def test_a_chart_without_the_disease_or_a_sign_of_it_gets_no_card(client: TestClient, engine: Engine) -> None:
    for profile in ({}, {"age_years": 50, "has_diabetes": True, "has_raynaud": True}, {"has_anticentromere": True}):
        assert ask(client, engine, profile, "a") == []
        assert len(ask(client, engine, profile, "a", SIGN)) == 1


@pytest.mark.parametrize(
    "profile",
    [
        {"has_systemic_sclerosis": True},
        {"has_anti_scl_70": True, "has_raynaud": True},
        {"has_anticentromere": True, "has_digital_ulcers": True},
        {"had_renal_crisis": True},
    ],
)
def test_a_chart_with_the_disease_or_where_it_is_probable_gets_one(
    client: TestClient, engine: Engine, profile: dict[str, Any]
) -> None:
    assert len(ask(client, engine, profile, f"probable-{sorted(profile)}".encode().hex()[:20])) == 1


def test_an_entry_that_could_not_be_read_surely_is_enough_and_one_that_was_ruled_out_is_not(engine: Engine) -> None:
    def speaks(code: str) -> bool:
        entry = {**SICK, "verificationStatus": {"coding": [{"code": code}]}}
        return may_speak(map_resources([entry], engine.rulebase, NOW.date()), engine.rulebase)

    assert speaks("confirmed")
    assert speaks("provisional")
    assert not speaks("refuted")
    assert not speaks("entered-in-error")


def test_the_same_user_is_shown_the_same_card_once_and_another_user_as_well(client: TestClient, engine: Engine) -> None:
    assert len(ask(client, engine, SSC, "once")) == 1
    assert ask(client, engine, SSC, "once") == []
    assert len(ask(client, engine, SSC, "another")) == 1
    assert ask(client, engine, SSC, "once") == []


def test_a_new_fact_brings_it_back(client: TestClient, engine: Engine) -> None:
    assert len(ask(client, engine, SSC, "fact")) == 1
    assert len(ask(client, engine, {**SSC, "age_years": 60}, "fact")) == 1
    assert ask(client, engine, {**SSC, "age_years": 60}, "fact") == []


def test_orders_are_answered_each_time_unless_the_card_was_set_aside(client: TestClient, engine: Engine) -> None:
    for service in (SELECT, SIGN):
        (card,) = ask(client, engine, SSC, "orders", service)
        assert len(ask(client, engine, SSC, "orders", service)) == 1
        (card,) = ask(client, engine, SSC, "orders", service)
        answered(client, card, "risk-benefit-ratio")
        assert ask(client, engine, SSC, "orders", service) == []
        assert len(ask(client, engine, {**SSC, "age_years": 60}, "orders", service)) == 1


def test_what_rules_an_order_out_is_said_at_each_signature(client: TestClient, engine: Engine) -> None:
    severe = {**SSC, "immunoglobulin_reaction": "severe", "has_ever_had_ivig": True, "age_years": 50}
    severe |= {"ivig_requested_for": "systemic_sclerosis", "route_requested": "intravenous", "jurisdiction": "us"}
    for service, said in ((SIGN, 1), (SELECT, 0)):
        (card,) = ask(client, engine, severe, "severe", service)
        assert card["indicator"] == "critical"
        answered(client, card, "expert-contradicts")
        assert len(ask(client, engine, severe, "severe", service)) == said


def test_a_set_aside_card_comes_back_as_its_reason_says(client: TestClient, engine: Engine) -> None:
    (card,) = ask(client, engine, SSC, "reasons")
    answered(client, card, "inappropriate-recipient")
    assert ask(client, engine, {**SSC, "age_years": 60}, "reasons") == []  # a fact alone does not
    (card,) = ask(client, engine, SSC, "more")
    answered(client, card, "need-more-info")
    assert ask(client, engine, SSC, "more") == []
    assert len(ask(client, engine, {**SSC, "age_years": 60}, "more")) == 1


ONE = CardState("f", "o", "r")


def shown(answer: str, days: float) -> ShownCard:
    return ShownCard("u", ONE, NOW - timedelta(days=days + 1), answer, NOW - timedelta(days=days))


@pytest.mark.parametrize("answer", SET_ASIDE)
def test_each_answer_keeps_a_card_away_for_its_days_and_no_longer(answer: str) -> None:
    days = SET_ASIDE[answer].days
    for once in (True, False):
        assert stays_away(shown(answer, days - 0.01), ONE, NOW, once)
        assert not stays_away(shown(answer, days), ONE, NOW, once)
        assert not stays_away(shown(answer, days + 0.01), ONE, NOW, once)
        assert not stays_away(shown(answer, 2), ONE, NOW, once, {answer: 1})


@pytest.mark.parametrize("answer", SET_ASIDE)
@pytest.mark.parametrize("what", ["facts", "outcome", "rules"])
def test_what_is_new_brings_a_card_back_where_its_answer_says_so(answer: str, what: str) -> None:
    changed = CardState(**{**ONE.__dict__, what: "new"})
    comes = not stays_away(shown(answer, 0.5), changed, NOW, once=True)
    assert comes == (what in SET_ASIDE[answer].back_on)
    assert "outcome" in SET_ASIDE[answer].back_on


def test_a_card_that_nobody_answered_comes_again_with_news_alone() -> None:
    last = ShownCard("u", ONE, NOW - timedelta(days=1000))
    assert stays_away(last, ONE, NOW, once=True)
    assert not stays_away(last, CardState("f2", "o", "r"), NOW, once=True)
    assert not stays_away(last, ONE, NOW, once=False)
    assert not stays_away(None, ONE, NOW, once=True)


def test_every_reason_that_is_offered_has_its_days_and_any_other_counts_as_dismissed() -> None:
    assert {each.code for each in OVERRIDE_REASONS} == SET_ASIDE.keys() - {ACCEPTED, DISMISSED}
    assert answer_of("overridden", "need-more-info") == "need-more-info"
    assert answer_of("overridden", "made-up") == answer_of("overridden", None) == DISMISSED
    assert answer_of("overridden", "accepted") == DISMISSED
    assert answer_of("accepted", "need-more-info") == ACCEPTED


def test_the_documentation_has_each_answer_with_its_days_and_what_brings_it_back() -> None:
    page = (ROOT / "docs" / "cds-hooks.md").read_text(encoding="utf-8")
    for answer, rule in SET_ASIDE.items():
        assert re.search(rf"\| `?{re.escape(answer)}`? \| {rule.days} \| {', '.join(rule.back_on)} \|", page), answer


def test_time_that_only_goes_on_is_no_news(engine: Engine) -> None:
    def state(months: int, creatinine: float = 1.0) -> CardState:
        facts = {"had_thrombosis": True, "months_since_thrombosis": months, "creatinine_mg_dl": creatinine, **SSC}
        patient = engine.patient(facts)
        return state_of(engine.note(facts), patient.given, engine.rulebase)

    assert state(40).facts == state(41).facts
    assert state(2).facts != state(40).facts  # a rule tells the two apart
    assert state(40).facts != state(40, 1.1).facts
    assert state(40).rules == engine.rulebase.content_hash


def test_the_key_holds_nobodys_name_and_tells_everybody_apart() -> None:
    def key(pepper: str | None = None, caller: str = "cds:one", **context: str) -> str:
        about = {"userId": "Practitioner/1", "patientId": "1", **context}
        asked = HookRequest.model_validate({"hook": "patient-view", "hookInstance": "x", "context": about})
        settings = SecuritySettings(key_pepper=pepper)
        return key_of(asked, Caller(caller, "cds_client", frozenset()), settings)

    keys = [key(), key(userId="Practitioner/2"), key(patientId="2"), key(caller="cds:two"), key(pepper="p" * 32)]
    assert len(set(keys)) == len(keys)
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in keys)
    assert key() == key()


@pytest.mark.parametrize("user", [None, ""])
def test_a_user_who_is_not_named_is_shown_the_card_each_time(client: TestClient, user: str | None) -> None:
    """Somebody else may have seen it before."""
    for instance in ("one", "two"):
        context = {"patientId": PATIENT, "userId": user}
        sent = request(context=context, hookInstance=f"{instance}-{user}", prefetch=prefetch(SICK))
        assert len(client.post(f"/cds-services/{VIEW}", json=sent).json()["cards"]) == 1


def test_nothing_of_user_or_patient_is_written_down(make: Make, engine: Engine, tmp_path: Path) -> None:
    client = make()
    (card,) = ask(client, engine, SSC, "a-name-not-to-be-kept")
    answered(client, card, "need-more-info")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert card["uuid"].encode() in written
    assert b"a-name-not-to-be-kept" not in written
    assert PATIENT.encode() not in written


def test_what_was_shown_outlasts_the_process(make: Make, engine: Engine) -> None:
    assert len(ask(make(), engine, SSC, "stays")) == 1
    assert ask(make(), engine, SSC, "stays") == []


def test_days_can_be_set_for_a_site(make: Make, engine: Engine) -> None:
    client = make(cds={"set_aside_days": {"need-more-info": 0}})
    (card,) = ask(client, engine, SSC, "days")
    answered(client, card, "need-more-info")
    assert len(ask(client, engine, SSC, "days")) == 1
