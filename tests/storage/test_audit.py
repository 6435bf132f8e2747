"""A log that somebody wrote to past the service: `verify` says which row, and what became of it."""

from __future__ import annotations

import hashlib

import pytest
import sqlalchemy

from immunote.service.storage import audit
from immunote.service.storage.audit import AuditFinding
from immunote.service.storage.chain import End, canonical, chain_of
from immunote.service.storage.decisions import BrokenRow, DecisionLog
from tests.storage.support import START, filled, tamper

ROWS = 7


def found(log: DecisionLog, witness: End | None = None) -> list[tuple[str, int, int]]:
    return [(each.kind, each.first, each.last) for each in audit.verify(DecisionLog(log.engine), witness)]


@pytest.fixture
def log(database: sqlalchemy.Engine) -> DecisionLog:
    return filled(database, ROWS)


@pytest.mark.parametrize(
    "column",
    [
        "outcome = 'keep'",
        "status = 'provisional'",
        "caller = 'somebody'",
        "facts = '{\"guests\":4}'",
        "facts = 'no JSON'",
        "facts = '[]'",
        "truths = 'ttt'",
        "truths = 't'",
        "truths = 'xyz'",
        "engine_version = '9'",
        f"digest = '{'f' * 64}'",
        f"rulebase_hash = '{'f' * 64}'",
        f"names = '{'f' * 64}'",
        f"previous = '{'f' * 64}'",
        "at = '2020-01-01T00:00:00.000000Z'",
        "request_id = ''",
        "entry = 'cds'",
    ],
)
def test_a_changed_row(log: DecisionLog, column: str) -> None:
    tamper(log.engine, f"UPDATE decisions SET {column} WHERE sequence = 4")
    assert found(log) == [("changed", 4, 4)]


def test_a_moment_that_is_none_any_more(log: DecisionLog) -> None:
    if log.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL takes only moments there")
    tamper(log.engine, "UPDATE decisions SET at = 'long ago' WHERE sequence = 4")
    assert found(log) == [("changed", 4, 4)]


def test_a_changed_hash(log: DecisionLog) -> None:
    """The row no longer has its hash, and so the next one follows nothing."""
    tamper(log.engine, f"UPDATE decisions SET chain = '{'e' * 64}' WHERE sequence = 4")
    assert found(log) == [("changed", 4, 4)]


def test_a_changed_last_row(log: DecisionLog) -> None:
    tamper(log.engine, f"UPDATE decisions SET outcome = 'keep' WHERE sequence = {ROWS}")
    assert found(log) == [("changed", ROWS, ROWS)]


def rewritten(log: DecisionLog, number: int) -> str:
    """SQL for a row that is changed together with its hash."""
    entry = next(each for each in log.entries() if each.sequence == number)
    content = entry.decision.content() | {"outcome": "keep"}
    chain = chain_of(entry.previous, canonical(content))
    return f"UPDATE decisions SET outcome = 'keep', chain = '{chain}' WHERE sequence = {number}"


@pytest.mark.parametrize("number", [1, 4, ROWS])
def test_a_row_that_was_changed_together_with_its_hash(log: DecisionLog, number: int) -> None:
    tamper(log.engine, rewritten(log, number))
    assert found(log) == [("changed", number, number)]


@pytest.mark.parametrize(
    ("condition", "first", "last"),
    [
        ("= 4", 4, 4),
        ("= 1", 1, 1),
        ("IN (3, 4, 5)", 3, 5),
        (f"= {ROWS}", ROWS, ROWS),
        ("> 0", 1, ROWS),
        ("> 5", 6, ROWS),
    ],
)
def test_missing_rows(log: DecisionLog, condition: str, first: int, last: int) -> None:
    tamper(log.engine, f"DELETE FROM decisions WHERE sequence {condition}")
    assert found(log) == [("missing", first, last)]


def test_a_missing_row_whose_gap_was_closed(log: DecisionLog) -> None:
    closing = [
        f"UPDATE decisions SET sequence = {number - 1} WHERE sequence = {number}" for number in range(5, ROWS + 1)
    ]
    tamper(log.engine, "DELETE FROM decisions WHERE sequence = 4", *closing)
    kinds = found(log)
    assert ("missing", ROWS, ROWS) in kinds
    assert ("changed", 3, 3) in kinds
    assert "a row between was removed" in str(audit.verify(DecisionLog(log.engine))[0])


@pytest.mark.parametrize(("one", "other"), [(3, 6), (3, 4), (1, ROWS)])
def test_two_rows_that_changed_places(log: DecisionLog, one: int, other: int) -> None:
    tamper(
        log.engine,
        f"UPDATE decisions SET sequence = -1 WHERE sequence = {one}",
        f"UPDATE decisions SET sequence = {one} WHERE sequence = {other}",
        f"UPDATE decisions SET sequence = {other} WHERE sequence = -1",
    )
    assert found(log) == [("reordered", one, one), ("reordered", other, other)]
    says = [each.says for each in audit.verify(log)]
    assert says == [f"by its hash it belongs at row {other}", f"by its hash it belongs at row {one}"]


def test_two_rows_whose_contents_changed_places(log: DecisionLog) -> None:
    columns = ("at", "digest", "outcome", "facts", "request_id")
    swaps = ", ".join(
        f"{name} = (SELECT {name} FROM kept WHERE kept.sequence = 9 - decisions.sequence)" for name in columns
    )
    tamper(
        log.engine,
        "CREATE TABLE kept AS SELECT * FROM decisions",
        f"UPDATE decisions SET {swaps} WHERE sequence IN (3, 6)",
        "DROP TABLE kept",
    )
    assert [str(each) for each in audit.verify(log)] == [
        "reordered: row 3: it holds the content of row 6",
        "reordered: row 6: it holds the content of row 3",
    ]


def test_a_row_too_much(log: DecisionLog) -> None:
    names = (
        "at, digest, rulebase_hash, engine_version, status, outcome, names, truths, facts, caller, entry, request_id"
    )
    copied = f"SELECT {ROWS + 1}, {names}, previous, chain FROM decisions WHERE sequence = {ROWS}"
    tamper(log.engine, f"INSERT INTO decisions (sequence, {names}, previous, chain) {copied}")
    assert found(log) == [("added", ROWS + 1, ROWS + 1)]


def test_several_things_at_once(log: DecisionLog) -> None:
    tamper(
        log.engine,
        "UPDATE decisions SET outcome = 'keep' WHERE sequence = 2",
        "DELETE FROM decisions WHERE sequence = 4",
        "UPDATE decisions SET caller = 'x' WHERE sequence = 6",
    )
    assert found(log) == [("changed", 2, 2), ("missing", 4, 4), ("changed", 6, 6)]


def test_changed_names_of_conditions(log: DecisionLog) -> None:
    tamper(log.engine, 'UPDATE condition_names SET names = \'["a","b","c"]\'')
    assert found(log) == [("changed", number, number) for number in range(1, ROWS + 1)]
    with pytest.raises(BrokenRow):
        list(DecisionLog(log.engine).since(START))


def test_the_record_of_the_end(log: DecisionLog) -> None:
    tamper(log.engine, "DELETE FROM log_head")
    assert [str(each) for each in audit.verify(log)] == ["head: the record of where the log ends is gone"]


def test_a_guard_that_is_gone(log: DecisionLog) -> None:
    word = "DROP TRIGGER decisions_no_update"
    if log.engine.dialect.name == "postgresql":
        word = "ALTER TABLE decisions DISABLE TRIGGER decisions_no_update"
    with log.engine.begin() as connection:
        connection.execute(sqlalchemy.text(word))
    assert audit.verify(log) == [
        AuditFinding("guard", 0, 0, "the trigger decisions_no_update is missing or switched off")
    ]


def test_a_log_that_was_written_anew_is_found_by_a_witness(log: DecisionLog) -> None:
    noted = log.head()
    assert noted is not None
    assert audit.verify(log, noted) == []
    assert audit.verify(log, End(3, next(each.chain for each in log.entries() if each.sequence == 3))) == []
    previous, statements = "", []
    for entry in log.entries():
        content = entry.decision.content() | {"caller": "nobody"}
        previous = previous or entry.previous
        chain = chain_of(previous, canonical(content))
        values = f"caller = 'nobody', previous = '{previous}', chain = '{chain}'"
        statements.append(f"UPDATE decisions SET {values} WHERE sequence = {entry.sequence}")
        previous = chain
    tamper(log.engine, *statements, f"UPDATE log_head SET chain = '{previous}'")
    assert found(log) == []
    assert found(log, noted) == [("witness", ROWS, ROWS)]
    assert found(log, End(99, hashlib.sha256().hexdigest())) == [("witness", 99, 99)]
