"""Keys, used tokens, feedback and reviews."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy
from sqlalchemy import insert, select

from immunote.service.storage.feedback import ASKS_FOR_REVIEW, UNLISTED, FeedbackStore, GivenCard, NotOpen
from immunote.service.storage.keys import KeyStore
from immunote.service.storage.tables import TokenRow
from immunote.service.storage.tokens import JtiStore
from tests.storage.support import PLANTED, past_the_service

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
ONE, TWO, THREE = (f"0000000{number}-0000-4000-8000-000000000000" for number in (1, 2, 3))


def test_keys_are_found_by_their_hash_and_end(database: sqlalchemy.Engine) -> None:
    store = KeyStore(database)
    first = store.add("hash-1", ["notes:write", "knowledge:read"], NOW + timedelta(days=1), "EHR")
    second = store.add("hash-2", [], None, "")
    found = store.find("hash-1")
    assert found is not None
    assert (found.id, found.scopes, found.label) == (first, {"notes:write", "knowledge:read"}, "EHR")
    assert found.is_valid(NOW)
    assert not found.is_valid(NOW + timedelta(days=1))
    assert store.find("hash-3") is None
    assert [key.id for key in store.list()] == [first, second]
    assert store.revoke(second)
    assert store.revoke(second)
    assert not store.revoke("none")
    gone = store.find("hash-2")
    assert gone is not None
    assert not gone.is_valid(NOW)


def test_a_token_is_used_once_whoever_asks(database: sqlalchemy.Engine) -> None:
    stores = [JtiStore(database), JtiStore(database)]
    later = datetime.now(UTC) + timedelta(minutes=5)
    answers: list[bool] = []
    threads = [
        threading.Thread(target=lambda each=each: answers.append(each.use_once("https://ehr.example", "1", later)))
        for each in stores * 4
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [False] * 7 + [True]
    assert stores[0].use_once("https://other.example", "1", later)
    assert stores[0].use_once("https://ehr.example", "2", later)


def test_expired_tokens_are_forgotten(database: sqlalchemy.Engine) -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    with database.begin() as connection:
        connection.execute(insert(TokenRow).values(hash="0" * 64, expires=past))
    assert JtiStore(database).use_once("https://ehr.example", "new", datetime.now(UTC))
    with database.connect() as connection:
        assert "0" * 64 not in connection.execute(select(TokenRow.hash)).scalars().all()
    assert not JtiStore(database).use_once("https://ehr.example", "old", past)


def test_feedback_is_counted_by_rule_and_citation(database: sqlalchemy.Engine) -> None:
    store = FeedbackStore(database)
    store.remember([GivenCard(ONE, "d" * 64, ("warm", "salty"), ("cook-book",), NOW)])
    store.remember([])
    assert store.add(ONE, "overridden", reason="patient-refused", comment_present=True, at=NOW, caller="ehr")
    assert not store.add(ONE.upper(), "overridden", reason="patient-refused", at=NOW, caller="ehr")
    assert store.add(TWO, "accepted", rules=["warm", "warm"], citations=[], at=NOW)
    assert store.add(THREE, "accepted", at=NOW)
    found = store.summary()
    assert found.total.model_dump() == {
        "outcomes": {"accepted": 2, "overridden": 1},
        "reasons": {"patient-refused": 1},
    }
    assert found.rules["warm"].outcomes == {"accepted": 1, "overridden": 1}
    assert found.rules["salty"].outcomes == {"overridden": 1}
    assert found.citations["cook-book"].reasons == {"patient-refused": 1}
    assert found.comments == 1
    assert store.reviews() == []


def test_evidence_that_is_said_to_be_behind_opens_one_review_a_source(database: sqlalchemy.Engine) -> None:
    store = FeedbackStore(database)
    sources = ["cook-book", "grandmother"]
    store.add(ONE, "overridden", reason=ASKS_FOR_REVIEW, rules=["warm"], citations=sources, at=NOW)
    store.add(ONE, "overridden", reason=ASKS_FOR_REVIEW, rules=["warm"], citations=sources, at=NOW)
    later = NOW + timedelta(hours=1)
    store.add(TWO, "overridden", reason=ASKS_FOR_REVIEW, rules=["warm"], citations=["cook-book"], at=later)
    one, two = store.reviews(open_only=True)
    assert (one.source, one.times, one.opened, one.asked_last) == ("cook-book", 2, NOW, later)
    assert (two.source, two.times) == ("grandmother", 1)
    closed = store.close(one.id, "  read again; nothing newer ", "key:1")
    assert (closed.resolution, closed.closed_by, closed.times) == ("read again; nothing newer", "key:1", 2)
    assert closed.closed is not None
    with pytest.raises(NotOpen) as again:
        store.close(one.id, "again", "key:2")
    assert again.value.closed == closed
    with pytest.raises(NotOpen) as unknown:
        store.close(10**12, "again", "key:2")
    assert unknown.value.closed is None
    assert [each.source for each in store.reviews(open_only=True)] == ["grandmother"]
    store.add(THREE, "overridden", reason=ASKS_FOR_REVIEW, citations=["cook-book"], rules=[], at=later)
    assert [(each.source, each.times, each.resolution) for each in store.reviews()] == [
        ("cook-book", 2, "read again; nothing newer"),
        ("grandmother", 1, None),
        ("cook-book", 1, None),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews SET resolution = 'another' WHERE id = 1",
        "UPDATE reviews SET closed = NULL WHERE id = 1",
        "UPDATE reviews SET times = 9 WHERE id = 1",
        "UPDATE reviews SET source = 'another' WHERE id = 2",
        "DELETE FROM reviews WHERE id = 2",
    ],
)
def test_what_came_of_a_review_is_written_once(database: sqlalchemy.Engine, statement: str) -> None:
    store = FeedbackStore(database)
    store.add(ONE, "overridden", reason=ASKS_FOR_REVIEW, rules=[], citations=["cook-book", "grandmother"], at=NOW)
    store.close(1, "read again", "key:1")
    before = store.reviews()
    assert [(each.id, each.closed is None) for each in before] == [(1, False), (2, True)]
    with past_the_service(database) as connection, pytest.raises(Exception, match="not changed"):
        connection.execute(statement)
    assert store.reviews() == before


@pytest.mark.parametrize("text", ["", "   ", "two\nlines", "hidden\u200b", "x" * 1001])
def test_what_came_of_a_review_is_one_line_that_can_be_read(database: sqlalchemy.Engine, text: str) -> None:
    store = FeedbackStore(database)
    store.add(ONE, "overridden", reason=ASKS_FOR_REVIEW, rules=[], citations=["cook-book"], at=NOW)
    with pytest.raises(ValueError, match="one line"):
        store.close(1, text, "key:1")
    assert store.close(1, "x" * 1000, "key:1").resolution == "x" * 1000


def test_free_text_is_not_kept(database: sqlalchemy.Engine) -> None:
    store = FeedbackStore(database)
    store.add(ONE, "overridden", reason=f"{PLANTED} said no", at=NOW)
    assert store.summary().total.reasons == {UNLISTED: 1}
    with pytest.raises(ValueError, match="UUID"):
        store.add(PLANTED, "accepted")
    with pytest.raises(ValueError, match="outcome"):
        store.add(TWO, PLANTED)
