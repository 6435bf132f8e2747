"""What becomes of cards: kept, counted by rule and source, and sources sent to be read again."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.cds.reasons import SYSTEM
from immunote.service.security.api_keys import make_key
from tests.cds.conftest import Make
from tests.cds.support import VIEW, prefetch, record_of, request
from tests.cds.test_cards import SEVERE

BEHIND = "does-not-align-latest-evidence"


@pytest.fixture
def own(make: Make) -> TestClient:
    """A service with a database of its own, so that counts begin at nothing."""
    return make()


def card(client: TestClient, engine: Engine, profile: dict[str, Any] = SEVERE) -> dict[str, Any]:
    resources = record_of(engine.rulebase, profile)
    answer = client.post(f"/cds-services/{VIEW}", json=request(prefetch=prefetch(*resources)))
    found: dict[str, Any] = answer.json()["cards"][0]
    return found


def overridden(card_id: str, code: str | None = None, comment: str | None = None) -> dict[str, Any]:
    why: dict[str, Any] = {}
    if code is not None:
        why["reason"] = {"code": code, "system": SYSTEM}
    if comment is not None:
        why["userComment"] = comment
    found: dict[str, Any] = {"card": card_id, "outcome": "overridden", "outcomeTimestamp": "2020-12-11T00:00:00Z"}
    return {**found, "overrideReason": why} if why else found


def send(client: TestClient, *entries: dict[str, Any]) -> Any:
    return client.post(f"/cds-services/{VIEW}/feedback", json={"feedback": list(entries)})


def summary(client: TestClient) -> dict[str, Any]:
    answer = client.get("/v1/feedback/summary")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_feedback_is_counted_by_rule_and_by_source(own: TestClient, engine: Engine) -> None:
    given = card(own, engine)
    note = engine.note(SEVERE)
    answer = send(own, overridden(given["uuid"], "risk-benefit-ratio"))
    assert answer.status_code == 200
    assert answer.json() == {"received": 1, "kept": 1}
    found = summary(own)
    assert found["total"] == {"outcomes": {"overridden": 1}, "reasons": {"risk-benefit-ratio": 1}}
    assert set(found["rules"]) == {each.rule for each in note.statements if each.decides}
    assert found["citations"]
    assert set(found["citations"]) <= set(engine.rulebase.sources)
    for counts in (*found["rules"].values(), *found["citations"].values()):
        assert counts == {"outcomes": {"overridden": 1}, "reasons": {"risk-benefit-ratio": 1}}


def test_doubt_about_the_evidence_opens_a_review_of_the_sources(own: TestClient, engine: Engine) -> None:
    send(own, overridden(card(own, engine)["uuid"], "policy-contradicts"))
    assert "reviews" in summary(own)
    assert summary(own)["reviews"] == []
    send(own, overridden(card(own, engine)["uuid"], BEHIND))
    found = summary(own)
    assert {each["source"] for each in found["reviews"]} == set(found["citations"])
    assert all(each["closed"] is None and each["times"] == 1 for each in found["reviews"])


def test_a_review_is_closed_once_with_what_came_of_it(own: TestClient, engine: Engine) -> None:
    send(own, overridden(card(own, engine)["uuid"], BEHIND))
    first, *others = own.get("/v1/feedback/reviews?open=true").json()["reviews"]
    path = f"/v1/feedback/reviews/{first['id']}/close"
    closed = own.post(path, json={"resolution": "Read again: no newer trial."})
    assert closed.status_code == 200
    found = closed.json()
    assert (found["resolution"], found["closed_by"]) == ("Read again: no newer trial.", "development")
    assert found["closed"] is not None
    assert own.get("/v1/feedback/reviews?open=true").json()["reviews"] == others
    assert own.get("/v1/feedback/reviews").json()["reviews"] == [found, *others]
    again = own.post(path, json={"resolution": "Something else."})
    assert (again.status_code, again.json()["faults"][0]["code"]) == (409, "S67")
    unknown = own.post("/v1/feedback/reviews/999999/close", json={"resolution": "Something else."})
    assert (unknown.status_code, unknown.json()["faults"][0]["code"]) == (404, "S67")
    # said once more, the doubt opens another entry and leaves the closed one as it is
    send(own, overridden(card(own, engine)["uuid"], BEHIND))
    after = own.get("/v1/feedback/reviews").json()["reviews"]
    assert after[0] == found
    assert [each["source"] for each in after if each["closed"] is None].count(first["source"]) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/resolution"),
        ({"resolution": ""}, "/resolution"),
        ({"resolution": "two\nlines"}, "/resolution"),
        ({"resolution": "x" * 1001}, "/resolution"),
        ({"resolution": 1}, "/resolution"),
        ({"resolution": "x", "by": "somebody else"}, "/by"),
    ],
)
def test_what_came_of_a_review_is_refused_where_it_cannot_be_read(client: TestClient, body: Any, pointer: str) -> None:
    answer = client.post("/v1/feedback/reviews/1/close", json=body)
    assert answer.status_code == 400
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["faults"]] == [("S07", pointer)]


@pytest.mark.parametrize("query", ["opened=true", "open=true&since=2026", "open=perhaps"])
def test_a_question_for_reviews_is_refused_where_it_cannot_be_read(client: TestClient, query: str) -> None:
    assert client.get(f"/v1/feedback/reviews?{query}").status_code == 422


def test_who_may_read_feedback_may_not_close_a_review(make: Make) -> None:
    shut = make(development=False)
    context = shut.app.state.context  # type: ignore[attr-defined]
    key = make_key(context.keys, context.settings.security, ["feedback:read"], 1, "")
    headers = {"Authorization": f"Bearer {key}"}
    assert shut.get("/v1/feedback/reviews", headers=headers).status_code == 200
    refused = shut.post("/v1/feedback/reviews/1/close", json={"resolution": "x"}, headers=headers)
    assert (refused.status_code, refused.json()["faults"][0]["code"]) == (403, "S23")


def test_an_accepted_suggestion_is_counted(own: TestClient, engine: Engine) -> None:
    given = card(own, engine, {"has_systemic_sclerosis": True})
    accepted = {
        "card": given["uuid"],
        "outcome": "accepted",
        "acceptedSuggestions": [{"id": given["suggestions"][0]["uuid"]}],
        "outcomeTimestamp": "2021-12-11T10:05:31Z",
    }
    assert send(own, accepted).json() == {"received": 1, "kept": 1}
    assert summary(own)["total"]["outcomes"] == {"accepted": 1}


def test_several_cards_come_at_once_and_the_same_twice_counts_once(own: TestClient, engine: Engine) -> None:
    first, second = (overridden(card(own, engine)["uuid"]) for _ in range(2))
    assert send(own, first, second).json() == {"received": 2, "kept": 2}
    assert send(own, first).json() == {"received": 1, "kept": 0}
    assert summary(own)["total"]["outcomes"] == {"overridden": 2}


def test_a_comment_is_counted_and_not_kept(own: TestClient, engine: Engine, tmp_path: Any) -> None:
    comment = "Mrs Example of 12 Example Street said no"
    assert send(own, overridden(card(own, engine)["uuid"], "policy-contradicts", comment)).status_code == 200
    assert summary(own)["comments"] == 1
    assert "Example Street" not in own.get("/v1/feedback/summary").text
    assert all(b"Example Street" not in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


def test_a_reason_that_no_card_offers_is_counted_and_not_kept(own: TestClient, engine: Engine) -> None:
    send(own, overridden(card(own, engine)["uuid"], "local-reason-7"))
    send(own, overridden(card(own, engine)["uuid"], "Mrs Example said no"))
    assert summary(own)["total"]["reasons"] == {"unlisted": 2}


def test_feedback_on_a_card_that_is_not_known_counts_in_total_alone(own: TestClient) -> None:
    assert send(own, overridden(str(uuid4()), BEHIND)).json() == {"received": 1, "kept": 1}
    found = summary(own)
    assert found["total"]["outcomes"] == {"overridden": 1}
    assert found["rules"] == found["citations"] == {}
    assert found["reviews"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/feedback"),
        ({"feedback": []}, "/feedback"),
        ({"feedback": [{"card": "no-uuid", "outcome": "overridden"}]}, "/feedback/0/card"),
        ({"feedback": [{"card": str(uuid4()), "outcome": "ignored"}]}, "/feedback/0/outcome"),
        ({"feedback": [{"outcome": "overridden"}]}, "/feedback/0/card"),
    ],
)
def test_feedback_that_cannot_be_read_is_refused_whole(client: TestClient, body: Any, pointer: str) -> None:
    answer = client.post(f"/cds-services/{VIEW}/feedback", json=body)
    assert answer.status_code == 400
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["faults"]] == [("S66", pointer)]


def test_feedback_for_a_service_that_does_not_exist_is_refused(client: TestClient) -> None:
    assert client.post("/cds-services/nothing/feedback", json={"feedback": []}).status_code == 404
