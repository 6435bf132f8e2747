"""Thirty ways to write to the database past the service; each is found, most by `verify` alone, all with anchors."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from immunote.engine.api import Engine
from immunote.service.server.anchoring import append
from immunote.service.storage import audit, heads, retention
from immunote.service.storage.chain import End, canonical, chain_of, moment_text
from immunote.service.storage.decisions import DecisionLog
from immunote.service.storage.events import EventLog
from immunote.service.storage.heads import SignedHead
from immunote.service.storage.keys import KeyStore
from immunote.service.storage.rulebases import RuleBaseStore
from tests.storage.support import START, Runs, decision, filled, past_the_service, tamper

ROWS = 9
CLEARED = 2
KEY = Ed25519PrivateKey.generate()


@dataclass
class Kept:
    """A database with decisions, a retention, a key and a rule base; and the heads that were signed meanwhile."""

    database: sqlalchemy.Engine
    log: DecisionLog
    heads: list[SignedHead]

    def found(self, anchored: bool = True) -> list[str]:
        noted = self.heads if anchored else []
        return [str(each) for each in audit.verify(DecisionLog(self.database), None, noted, [KEY.public_key()])]

    @property
    def is_sqlite(self) -> bool:
        return self.database.dialect.name == "sqlite"


@pytest.fixture
def kept(database: sqlalchemy.Engine, engine: Engine) -> Kept:
    database.update_execution_options(signing_key=KEY)
    log = filled(database, ROWS)
    RuleBaseStore(database).keep(engine.rulebase)
    KeyStore(database).add("a" * 128, ["notes:write"], None, "of the ward")
    noted = [sign(log)]
    retention.retain(log, decision(CLEARED + 1).at)
    return Kept(database, log, [*noted, sign(log)])


def sign(log: DecisionLog) -> SignedHead:
    ends = log.head(), EventLog(log.engine).head()
    assert ends[0] is not None
    assert ends[1] is not None
    return heads.sign(ends[0], ends[1], KEY)


def test_what_nobody_wrote_to_is_whole(kept: Kept) -> None:
    assert kept.found() == kept.found(anchored=False) == []


# each writes as somebody with all rights on the database may, and knows how the chain is made


def rewritten(kept: Kept, since: int) -> list[str]:
    """Statements that change the caller of each decision from a number on, with hashes that fit again."""
    statements, previous = [], ""
    for entry in kept.log.entries():
        if entry.sequence < since:
            continue
        previous = previous or entry.previous
        chain = chain_of(previous, canonical(entry.decision.content() | {"caller": "nobody"}))
        values = f"caller = 'nobody', previous = '{previous}', chain = '{chain}'"
        statements.append(f"UPDATE decisions SET {values} WHERE sequence = {entry.sequence}")
        previous = chain
    return [*statements, f"UPDATE log_head SET chain = '{previous}'"]


def a_row_changed(kept: Kept) -> None:
    tamper(kept.database, "UPDATE decisions SET outcome = 'keep' WHERE sequence = 5")


def a_row_removed(kept: Kept) -> None:
    tamper(kept.database, "DELETE FROM decisions WHERE sequence = 5")


def two_rows_swapped(kept: Kept) -> None:
    tamper(
        kept.database,
        "UPDATE decisions SET sequence = 99 WHERE sequence = 5",
        "UPDATE decisions SET sequence = 5 WHERE sequence = 6",
        "UPDATE decisions SET sequence = 6 WHERE sequence = 99",
    )


def all_rows_written_anew(kept: Kept) -> None:
    tamper(kept.database, *rewritten(kept, CLEARED + 1))


def the_last_row_replaced(kept: Kept) -> None:
    tamper(kept.database, *rewritten(kept, ROWS))


def the_tail_cut_with_the_head(kept: Kept) -> None:
    chain = next(each.chain for each in kept.log.entries() if each.sequence == 6)
    cut = "DELETE FROM decisions WHERE sequence > 6"
    tamper(kept.database, cut, f"UPDATE log_head SET sequence = 6, chain = '{chain}'")


def everything_removed(kept: Kept) -> None:
    cut = "DELETE FROM decisions"
    tamper(kept.database, cut, "DELETE FROM anchors", f"UPDATE log_head SET sequence = 0, chain = '{'0' * 64}'")


def forged_anchor(kept: Kept) -> str:
    (first,) = audit.anchors(kept.log)
    rows = {each.sequence: each for each in kept.log.entries()}
    at = moment_text(START)
    forged = audit.Anchor(CLEARED + 1, 5, at, at, first.chain, rows[5].chain, at, "")
    values = {**forged.__dict__, "hash": forged.hash_of_content()}
    listed = ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in values.values())
    return f"INSERT INTO anchors ({', '.join(values)}) VALUES ({listed})"


def rows_removed_under_a_forged_anchor(kept: Kept) -> None:
    """No guard refuses it: an anchor may be added, and rows below one may go."""
    added = forged_anchor(kept)
    with past_the_service(kept.database) as connection:
        connection.execute(added)
        connection.execute("DELETE FROM decisions WHERE sequence <= 5")


def an_anchor_removed(kept: Kept) -> None:
    tamper(kept.database, "DELETE FROM anchors")


def a_rule_base_overwritten(kept: Kept) -> None:
    empty = "x'789c030000000001'" if kept.is_sqlite else "'\\x789c030000000001'::bytea"
    tamper(kept.database, f"UPDATE rulebases SET files = {empty}")


def a_rule_base_removed(kept: Kept) -> None:
    tamper(kept.database, "DELETE FROM rulebases")


def a_rule_base_added(kept: Kept) -> None:
    columns = "content_hash, name, version, kept_at, files"
    with past_the_service(kept.database) as connection:
        connection.execute(
            f"INSERT INTO rulebases ({columns}) SELECT '{'e' * 64}', name, version, kept_at, files FROM rulebases"
        )


def a_key_inserted(kept: Kept) -> None:
    columns = "id, hashed, scopes, label, created, expires, revoked"
    values = f"'feedfeedfeed', '{'f' * 128}', scopes, 'mine', created, expires, revoked"
    with past_the_service(kept.database) as connection:
        connection.execute(f"INSERT INTO api_keys ({columns}) SELECT {values} FROM api_keys")


def a_key_inserted_with_an_event_that_fits(kept: Kept) -> None:
    """The event is chained as the service would; only its signature cannot be made."""
    a_key_inserted(kept)
    kept.database.update_execution_options(signing_key=None)
    with kept.database.connect() as connection:
        row = connection.execute(sqlalchemy.text("SELECT * FROM api_keys WHERE id = 'feedfeedfeed'")).mappings().one()
        types = KeyStore(kept.database).list()
    from immunote.service.storage.keys import fingerprint

    made = next(each for each in types if each.id == "feedfeedfeed")
    detail = {"row": fingerprint({**row, "created": made.created, "expires": made.expires}), "scopes": []}
    EventLog(kept.database).append("key-added", "feedfeedfeed", detail)


def a_key_given_more_scopes(kept: Kept) -> None:
    with past_the_service(kept.database) as connection:
        connection.execute('UPDATE api_keys SET scopes = \'["decisions:read","notes:write"]\'')


def a_key_removed(kept: Kept) -> None:
    with past_the_service(kept.database) as connection:
        connection.execute("DELETE FROM api_keys")


def an_event_changed(kept: Kept) -> None:
    run_past_guards(kept, "audit_events", "UPDATE audit_events SET actor = 'nobody' WHERE sequence = 1")


def the_events_cut_with_their_head(kept: Kept) -> None:
    chain = next(each.chain for each in EventLog(kept.database).entries() if each.sequence == 1)
    run_past_guards(kept, "audit_events", "DELETE FROM audit_events WHERE sequence > 1")
    run_past_guards(kept, "events_head", f"UPDATE events_head SET sequence = 1, chain = '{chain}'")


def a_trigger_that_does_nothing(kept: Kept) -> None:
    with past_the_service(kept.database) as connection:
        connection.execute("DROP TRIGGER decisions_no_update" + ("" if kept.is_sqlite else " ON decisions"))
        if kept.is_sqlite:
            connection.execute("CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions BEGIN SELECT 1; END")
        else:
            nothing = "CREATE FUNCTION nothing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
            connection.execute(nothing)
            made = "CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions FOR EACH ROW"
            connection.execute(f"{made} EXECUTE FUNCTION nothing()")


def a_guard_that_never_holds(kept: Kept) -> None:
    with past_the_service(kept.database) as connection:
        if kept.is_sqlite:
            (sql,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'anchors_no_update'").fetchone()
            connection.execute("DROP TRIGGER anchors_no_update")
            connection.execute(sql.replace(" BEGIN ", " WHEN 0 BEGIN "))
        else:
            source = "CREATE OR REPLACE FUNCTION immunote_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
            connection.execute(f"{source} BEGIN RETURN NEW; END $$")


def a_trigger_of_somebody_else(kept: Kept) -> None:
    with past_the_service(kept.database) as connection:
        if kept.is_sqlite:
            body = "BEGIN UPDATE api_keys SET revoked = NULL; END"
            connection.execute(f"CREATE TRIGGER helpful AFTER INSERT ON decisions {body}")
        else:
            connection.execute("CREATE RULE helpful AS ON INSERT TO anchors DO INSTEAD NOTHING")


_ROW = (
    "INSERT INTO decisions SELECT {}, at, digest, rulebase_hash, engine_version, status, 'forged', names, truths,"
    " facts, caller, entry, request_id, previous, chain FROM decisions WHERE sequence = 5"
)


def a_row_before_the_first(kept: Kept) -> None:
    """No guard refuses a row that is added."""
    with past_the_service(kept.database) as connection:
        connection.execute(_ROW.format(-1))


def a_row_where_an_anchor_stands(kept: Kept) -> None:
    with past_the_service(kept.database) as connection:
        connection.execute(_ROW.format(CLEARED))


def an_event_before_the_first(kept: Kept) -> None:
    columns = "at, kind, subject, detail, actor, previous, chain, signature"
    with past_the_service(kept.database) as connection:
        connection.execute(f"INSERT INTO audit_events SELECT 0, {columns} FROM audit_events WHERE sequence = 1")


def a_second_end_of_the_log(kept: Kept) -> None:
    with past_the_service(kept.database) as connection:
        connection.execute("INSERT INTO log_head SELECT 2, sequence, chain FROM log_head")


def the_facts_in_other_words(kept: Kept) -> None:
    """Who reads the table takes the first of two equal keys; the hash covers the last."""
    said = "'{\"guests\":99,' || substr(facts, 2)"
    tamper(kept.database, f"UPDATE decisions SET facts = {said} WHERE sequence = 5")


def a_rule_base_of_another_version(kept: Kept) -> None:
    tamper(kept.database, "UPDATE rulebases SET version = 'other'")


def an_index_removed(kept: Kept) -> None:
    with past_the_service(kept.database) as connection:
        connection.execute("DROP INDEX uq_reviews_open")


def an_index_that_lets_twice(kept: Kept) -> None:
    with past_the_service(kept.database) as connection:
        connection.execute("DROP INDEX uq_reviews_open")
        connection.execute("CREATE INDEX uq_reviews_open ON reviews (source) WHERE closed IS NULL")


def run_past_guards(kept: Kept, table: str, statement: str) -> None:
    with past_the_service(kept.database) as connection, guards_off(kept, connection, table):
        connection.execute(statement)


@contextlib.contextmanager
def guards_off(kept: Kept, connection: Runs, table: str) -> Any:
    if not kept.is_sqlite:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        return
    query = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'"
    triggers = connection.execute(query).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for _, sql in triggers:
        connection.execute(sql)


ALONE: list[Callable[[Kept], None]] = [
    a_row_changed,
    a_row_removed,
    two_rows_swapped,
    everything_removed,
    rows_removed_under_a_forged_anchor,
    an_anchor_removed,
    a_rule_base_overwritten,
    a_rule_base_removed,
    a_rule_base_added,
    a_key_inserted,
    a_key_given_more_scopes,
    a_key_removed,
    an_event_changed,
    the_events_cut_with_their_head,
    a_trigger_that_does_nothing,
    a_guard_that_never_holds,
    a_trigger_of_somebody_else,
    a_row_before_the_first,
    a_row_where_an_anchor_stands,
    an_event_before_the_first,
    a_second_end_of_the_log,
    the_facts_in_other_words,
    a_rule_base_of_another_version,
    an_index_removed,
    an_index_that_lets_twice,
]


def every_signature_removed_and_an_event_added(kept: Kept) -> None:
    a_key_inserted_with_an_event_that_fits(kept)
    run_past_guards(kept, "audit_events", "UPDATE audit_events SET signature = NULL")


BY_ANCHORS: list[Callable[[Kept], None]] = [
    all_rows_written_anew,
    the_last_row_replaced,
    the_tail_cut_with_the_head,
    a_key_inserted_with_an_event_that_fits,
    every_signature_removed_and_an_event_added,
]
"""What leaves everything fitting together, so that only what is kept elsewhere tells."""


@pytest.mark.parametrize("attack", ALONE, ids=lambda each: each.__name__)
def test_it_is_found_by_verify_alone_and_with_anchors(kept: Kept, attack: Callable[[Kept], None]) -> None:
    attack(kept)
    assert kept.found(anchored=False)
    assert kept.found()


@pytest.mark.parametrize("attack", BY_ANCHORS, ids=lambda each: each.__name__)
def test_it_is_found_with_anchors_where_everything_fits_together(kept: Kept, attack: Callable[[Kept], None]) -> None:
    attack(kept)
    assert kept.found(anchored=False) == []
    assert any(each.startswith("signed:") for each in kept.found())


def test_insert_or_replace_is_refused_in_every_table_that_is_never_changed(kept: Kept) -> None:
    if not kept.is_sqlite:
        pytest.skip("PostgreSQL has no INSERT OR REPLACE; ON CONFLICT DO UPDATE fires the triggers of an update")
    for table in ("decisions", "anchors", "condition_names", "rulebases", "log_head", "audit_events", "events_head"):
        with past_the_service(kept.database) as connection, pytest.raises(Exception, match="not changed"):
            connection.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    assert kept.found() == []


def test_an_upsert_is_refused_in_postgresql(kept: Kept) -> None:
    if kept.is_sqlite:
        pytest.skip("above")
    with past_the_service(kept.database) as connection, pytest.raises(Exception, match="not changed"):
        connection.execute(
            "INSERT INTO decisions SELECT * FROM decisions ON CONFLICT (sequence) DO UPDATE SET caller = 'nobody'"
        )


def test_a_trigger_that_postgresql_does_not_fire_is_found(kept: Kept) -> None:
    if kept.is_sqlite:
        pytest.skip("SQLite has no disabled triggers")
    with past_the_service(kept.database) as connection:
        connection.execute("ALTER TABLE audit_events DISABLE TRIGGER audit_events_no_delete")
    assert kept.found() == ["guard: the trigger audit_events_no_delete is missing or switched off"]


def test_heads_that_another_key_signed_are_not_believed(kept: Kept) -> None:
    stranger = Ed25519PrivateKey.generate()
    kept.heads = [heads.sign(End(ROWS, "0" * 64), End(1, "0" * 64), stranger)]
    assert kept.found()[0] == "signed: line 0 of the anchors: none of the keys given signed it"


def test_a_head_that_was_changed_is_not_believed_and_a_line_of_syslog_is_read(kept: Kept, tmp_path: Path) -> None:
    file = tmp_path / "anchors"
    text = kept.heads[-1].text()
    changed = text.replace(f'"{ROWS}:', f'"{ROWS - 1}:')
    file.write_text(f"Nov 22 08:00:00 host immunote: {text}\n\n{changed}\n", encoding="utf-8")
    kept.heads, _ = heads.read(file)
    assert [each.line for each in kept.heads] == [1, 3]
    assert kept.found() == ["signed: line 3 of the anchors: none of the keys given signed it"]


def test_a_revoked_key_that_is_valid_again_is_found(kept: Kept) -> None:
    (key,) = KeyStore(kept.database).list()
    assert KeyStore(kept.database).revoke(key.id)
    assert kept.found() == []
    with past_the_service(kept.database) as connection:
        connection.execute("UPDATE api_keys SET revoked = NULL")
    assert kept.found() == [f"kept: the API key {key.id} is not revoked any more"]


_WHEN = "WHEN OLD.sequence > (SELECT COALESCE({}) FROM anchors)"
_REFUSES = "BEGIN SELECT RAISE(ABORT, 'decisions: what was written is not changed'); END"
_HELPS = "BEGIN UPDATE api_keys SET revoked = NULL; END"


@pytest.mark.parametrize(
    "statements",
    [
        [f"CREATE TRIGGER helpful AFTER INSERT ON DECISIONS {_HELPS}"],
        [f"CREATE TRIGGER helpful AFTER UPDATE ON alembic_version {_HELPS}"],
        # quotes make a text of what is not the name of a column, and no number is more than a text
        [
            "DROP TRIGGER decisions_no_delete",
            "CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions "
            + _WHEN.format('"MAX(last)", 0')
            + _REFUSES,
        ],
        [
            "PRAGMA writable_schema = ON",
            "INSERT INTO sqlite_master VALUES ('trigger', 'helpful', 'decisions', 0, "
            f"'CREATE/**/TRIGGER helpful AFTER INSERT ON decisions {_HELPS}')",
        ],
        # an index of other rows: what is asked by digest is not found
        [
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'ix_cards_at')"
            " WHERE name = 'ix_decisions_digest'",
        ],
        ["DELETE FROM readiness"],
    ],
)
def test_what_only_sqlite_takes_is_found(kept: Kept, statements: list[str]) -> None:
    if not kept.is_sqlite:
        pytest.skip("PostgreSQL has none of these")
    with past_the_service(kept.database) as connection:
        for statement in statements:
            connection.execute(statement)
    kept.database.dispose()
    assert kept.found(anchored=False)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET at = '2026-11-06T10:00:00.000000+02:00' WHERE sequence = 5",
        "UPDATE decisions SET at = '0001-01-01T00:00:00+14:00' WHERE sequence = 5",
        "UPDATE decisions SET caller = CAST(x'ff' AS TEXT) WHERE sequence = 5",
        "UPDATE log_head SET sequence = 'x'",
        "UPDATE anchors SET before = x'ff'",
        "UPDATE anchors SET removed_at = replace(removed_at, 'Z', '+00:00')",
        "UPDATE api_keys SET scopes = x'00'",
        "UPDATE rulebases SET files = 5",
        "UPDATE audit_events SET signature = x'ff' WHERE sequence = 1",
        "UPDATE audit_events SET kind = 'upgraded', detail = '{\"keys\":{\"a\":5}}' WHERE sequence = 1",
    ],
)
def test_values_that_no_program_writes_are_found_and_hide_nothing(kept: Kept, statement: str) -> None:
    if not kept.is_sqlite:
        pytest.skip("PostgreSQL takes no value of another kind")
    tamper(kept.database, statement, "UPDATE decisions SET outcome = 'keep' WHERE sequence = 7")
    found = kept.found()
    assert len(found) > 1
    assert any(each.startswith("changed: row 7:") for each in found)


def test_a_key_that_was_revoked_at_another_moment_is_found(kept: Kept) -> None:
    (key,) = KeyStore(kept.database).list()
    KeyStore(kept.database).revoke(key.id)
    with past_the_service(kept.database) as connection:
        connection.execute("UPDATE api_keys SET revoked = '2020-01-01T00:00:00.000000Z'")
    assert kept.found() == [f"kept: the API key {key.id} was revoked at another moment"]


@pytest.mark.parametrize("half", ['{"at": "20', "\0" * 50, '{"at":' + "[" * 4000, '{"at": "\\ud800"}'])
def test_a_line_of_anchors_that_is_no_head_is_named_and_the_others_are_read(
    tmp_path: Path, kept: Kept, half: str
) -> None:
    file = tmp_path / "anchors"
    file.write_text(f"{kept.heads[0].text()}\n{half}", encoding="utf-8")
    append(file, kept.heads[1].text())
    found, others = heads.read(file)
    assert [head.text() for head in found] == [head.text() for head in kept.heads]
    assert others == [2]
