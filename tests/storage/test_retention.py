"""What is removed when its time is over, and that the rest is verified as before."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy

from immunote.engine.faults import Refused
from immunote.service.storage import audit
from immunote.service.storage.audit import Anchor
from immunote.service.storage.chain import GENESIS, End
from immunote.service.storage.decisions import DecisionLog
from immunote.service.storage.exports import lines, verify_export
from immunote.service.storage.feedback import FeedbackStore, GivenCard
from immunote.service.storage.retention import removable, retain
from immunote.service.storage.shown import CardState, ShownStore
from tests.storage.support import PLANTED, START, decision, filled, past_the_service, tamper


def test_old_rows_go_and_an_anchor_stays(database: sqlalchemy.Engine, tmp_path: Path) -> None:
    log = filled(database, 8)
    before = START + timedelta(days=4)
    archive = tmp_path / "old.ndjson"
    archive.write_text("".join(f"{line}\n" for line in lines(log.entries(until=before))), encoding="utf-8")
    assert removable(log, before) == (1, 3)
    (anchor,) = retain(log, before)
    assert (anchor.first, anchor.last) == (1, 3)
    assert anchor.last_at == "2026-11-04T08:00:00.000000Z"
    assert [entry.sequence for entry in log.entries()] == [4, 5, 6, 7, 8]
    assert audit.verify(log) == []
    assert audit.verify(log, End(3, anchor.chain)) == []
    assert log.append(decision(9)) == 9
    assert audit.verify(log) == []
    # what was exported before is still verified, against the anchor
    assert verify_export(archive)[1:] == (End(anchor.last, anchor.chain), [])


def test_ranges_follow_each_other(database: sqlalchemy.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("immunote.service.storage.retention._RANGE", 2)
    log = filled(database, 8)
    retain(log, START + timedelta(days=4))
    found = retain(log, START + timedelta(days=7))
    assert [(each.first, each.last) for each in found] == [(1, 2), (3, 3), (4, 5), (6, 6)]
    assert audit.verify(log) == []
    assert removable(log, START) is None
    assert retain(log, START) == found


def test_all_may_go(database: sqlalchemy.Engine) -> None:
    log = filled(database, 3)
    retain(log, START + timedelta(days=99))
    assert list(log.entries()) == []
    assert audit.verify(log) == []
    assert log.append(decision(4)) == 4
    assert audit.verify(log) == []


def test_an_older_row_behind_a_younger_one_stays(database: sqlalchemy.Engine) -> None:
    """Clocks differ between machines: a range has no holes."""
    log = DecisionLog(database)
    for number in (1, 5, 2):
        log.append(decision(number))
    retain(log, START + timedelta(days=3))
    assert [entry.decision.request_id for entry in log.entries()] == ["request-5", "request-2"]


def test_a_broken_log_is_evidence(database: sqlalchemy.Engine) -> None:
    log = filled(database, 4)
    tamper(database, "UPDATE decisions SET caller = 'x' WHERE sequence = 2")
    with pytest.raises(Refused) as refused:
        retain(log, START + timedelta(days=99))
    assert [fault.code for fault in refused.value.faults] == ["S12"]
    assert len(list(log.links())) == 4


@pytest.mark.parametrize(
    ("statement", "kinds"),
    [
        ("UPDATE anchors SET removed_at = '2020-01-01T00:00:00.000000Z'", ["anchor"]),
        (f"UPDATE anchors SET chain = '{'c' * 64}'", ["anchor", "anchor"]),
        ("UPDATE anchors SET last = 4", ["anchor", "anchor"]),
        ("DELETE FROM anchors", ["missing"]),
        ("DELETE FROM decisions WHERE sequence = 4", ["missing"]),
    ],
)
def test_a_changed_anchor(database: sqlalchemy.Engine, statement: str, kinds: list[str]) -> None:
    log = filled(database, 6)
    retain(log, START + timedelta(days=4))
    tamper(database, statement)
    assert [each.kind for each in audit.verify(log)] == kinds


def test_a_forged_anchor_does_not_join_the_rest(database: sqlalchemy.Engine) -> None:
    log = filled(database, 6)
    forged = Anchor(1, 3, *["2026-11-02T08:00:00.000000Z"] * 2, GENESIS, "c" * 64, "2026-11-20T08:00:00.000000Z", "")
    values = asdict(replace(forged, hash=forged.hash_of_content()))
    names, shown = ", ".join(values), ", ".join(f"'{value}'" for value in values.values())
    tamper(database, f"INSERT INTO anchors ({names}) VALUES ({shown})", "DELETE FROM decisions WHERE sequence <= 3")
    assert [str(each) for each in audit.verify(log)] == [
        "anchor: row 4: it does not follow the anchor at row 3; rows before it were removed"
    ]


def test_rows_that_no_anchor_stands_for_cannot_be_deleted(database: sqlalchemy.Engine) -> None:
    log = filled(database, 6)
    retain(log, START + timedelta(days=4))
    for statement in ("DELETE FROM decisions", "DELETE FROM anchors", "UPDATE anchors SET last = 5"):
        with past_the_service(database) as connection, pytest.raises(Exception, match="not changed"):
            connection.execute(statement)
    assert [entry.sequence for entry in log.entries()] == [4, 5, 6]
    assert audit.verify(log) == []


def test_what_was_removed_is_gone_from_the_files(database: sqlalchemy.Engine, tmp_path: Path) -> None:
    if database.dialect.name == "postgresql":
        pytest.skip("PostgreSQL clears its own files")
    log = filled(database, 4)
    retain(log, START + timedelta(days=99))
    assert all(PLANTED.encode() not in path.read_bytes() for path in tmp_path.iterdir())


def test_cards_of_that_time_go_too(database: sqlalchemy.Engine) -> None:
    log = filled(database, 2)
    store = FeedbackStore(database)
    old, young = "a" * 36, "b" * 36
    store.remember(
        [GivenCard(old, "d" * 64, (), (), START), GivenCard(young, "d" * 64, (), (), START + timedelta(days=9))]
    )
    retain(log, START + timedelta(days=2))
    assert store.card(old) is None
    assert store.card(young) is not None


def test_what_a_user_was_shown_goes_with_the_decisions_of_that_time_and_feedback_stays(
    database: sqlalchemy.Engine,
) -> None:
    log = filled(database, 2)
    shown, feedback, state = ShownStore(database), FeedbackStore(database), CardState("f" * 64, "e" * 64, "d" * 64)
    for letter, days in (("a", 0), ("b", 9)):
        shown.keep(letter * 64, letter * 36, state, START + timedelta(days=days))
    assert feedback.add("a" * 36, "overridden", "need-more-info", at=START)
    before = feedback.summary()
    retain(log, START + timedelta(days=2))
    assert shown.last("a" * 64) is None
    assert shown.last("b" * 64) is not None
    assert feedback.summary() == before
    assert before.total.reasons == {"need-more-info": 1}
