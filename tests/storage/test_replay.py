"""Deciding again under the rules of then and of now."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sqlalchemy

from immunote.engine.api import Engine, alarm
from immunote.engine.faults import Refused
from immunote.engine.loading import load
from immunote.engine.noting.digest import digest_of_one_piece
from immunote.engine.profile import value_json
from immunote.service.storage.decisions import DecisionLog, RecordedDecision
from immunote.service.storage.replay import Replay, ReplayDifference
from immunote.service.storage.rulebases import RuleBaseStore
from tests.storage.support import past_the_service, tamper
from tests.support.patients import random_patient

SOUP = Path(__file__).parent.parent / "rulebases" / "soup"


def decided(engine: Engine, raw: dict[str, Any]) -> RecordedDecision:
    """A decision as the service logs it."""
    patient = engine.patient(raw)
    found = engine.decide(patient)
    elements = engine.rulebase.elements
    return RecordedDecision(
        digest=found.note.digest,
        rulebase_hash=engine.rulebase.content_hash,
        engine_version=engine.version,
        status=found.note.status,
        outcome=found.note.outcome,
        truths={name: found.truths[name].name.lower() for name in engine.rulebase.rules},
        facts={name: value_json(elements[name], value) for name, value in patient.given.items()},
        caller="key-1",
        entry="rest",
        request_id="request-1",
        at=datetime.now(UTC),
    )


def changed_soup(folder: Path, file: str, old: str, new: str) -> Engine:
    """The soup with one text replaced in one file."""
    shutil.copytree(SOUP, folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return Engine.load(folder)


@pytest.fixture
def soup() -> Engine:
    return Engine.load(SOUP)


@pytest.fixture
def first(soup: Engine) -> RecordedDecision:
    case = soup.rulebase.cases["FIRST"]
    return decided(soup, {**case.profile, **case.completed})


def test_nothing_changes_under_the_same_rules(
    database: sqlalchemy.Engine, soup: Engine, first: RecordedDecision
) -> None:
    kept = RuleBaseStore(database)
    assert kept.keep(soup.rulebase)
    log = DecisionLog(database)
    log.append(first)
    (found,) = Replay(kept, soup)(log.by_digest(first.digest))
    assert not found.is_changed
    assert [(each.under, each.is_same_rulebase, each.changes) for each in found.again] == [
        ("then", True, ()),
        ("now", True, ()),
    ]


def test_random_patients_come_out_by_the_digest_after_a_way_through_the_log(
    database: sqlalchemy.Engine, engine: Engine
) -> None:
    kept, log, rng = RuleBaseStore(database), DecisionLog(database), Random(3)
    kept.keep(engine.rulebase)
    for known in (0.1, 0.4, 0.7, 0.9):
        raw = random_patient(engine, rng, known)
        elements = engine.rulebase.elements
        log.append(decided(engine, {name: value_json(elements[name], value) for name, value in raw.items()}))
    again = list(Replay(kept, engine)(log.since(datetime(2026, 1, 1, tzinfo=UTC))))
    assert [each.is_changed for each in again] == [False] * 4


def test_a_moved_threshold_shows_as_outcome_and_truths(
    database: sqlalchemy.Engine, soup: Engine, first: RecordedDecision, tmp_path: Path
) -> None:
    kept = RuleBaseStore(database)
    kept.keep(soup.rulebase)
    now = changed_soup(tmp_path / "now", "thresholds.yaml", "too_hot_from: {value: 80", "too_hot_from: {value: 61")
    (found,) = Replay(kept, now)([first])
    then, after = found.again
    assert (then.is_changed, after.is_changed) == (False, True)
    assert ReplayDifference("outcome", None, first.outcome, "wait") in after.changes
    assert ReplayDifference("truth", "too_hot", "false", "true") in after.changes
    assert "digest" in {each.what for each in after.changes}
    assert found.line()["changed"] is True


def test_a_new_comment_changes_nothing_and_a_new_sentence_the_digest_alone(
    database: sqlalchemy.Engine, soup: Engine, first: RecordedDecision, tmp_path: Path
) -> None:
    kept = RuleBaseStore(database)
    kept.keep(soup.rulebase)
    now = changed_soup(tmp_path / "now", "grading.yaml", "It pleases.", "It pleases all.")
    (found,) = Replay(kept, now)([first])
    assert [each.what for each in found.again[1].changes] == ["digest"]
    assert not found.is_changed
    same = changed_soup(tmp_path / "same", "grading.yaml", "outcomes:", "# a comment\noutcomes:")
    assert same.rulebase.content_hash == soup.rulebase.content_hash


def test_a_log_that_says_otherwise_shows_under_the_rules_of_then(
    database: sqlalchemy.Engine, soup: Engine, first: RecordedDecision
) -> None:
    kept = RuleBaseStore(database)
    kept.keep(soup.rulebase)
    truths = {**first.truths, "mould": "true", "gone": "true"}
    (found,) = Replay(kept, soup)([replace(first, outcome="keep", digest="0" * 64, truths=truths)])
    assert found.again[0].changes == (
        ReplayDifference("outcome", None, "keep", first.outcome),
        ReplayDifference("digest", None, "0" * 64, first.digest),
        ReplayDifference("truth", "mould", "true", "false"),
        ReplayDifference("truth", "gone", "true", None),
    )


def test_facts_that_the_rules_of_now_refuse(
    database: sqlalchemy.Engine, soup: Engine, first: RecordedDecision, engine: Engine
) -> None:
    kept = RuleBaseStore(database)
    kept.keep(soup.rulebase)
    (found,) = Replay(kept, engine)([first])
    assert not found.again[0].is_changed
    assert "P04 $.is_a_soup" in found.again[1].refused
    assert "61.5" not in str(found.line())


def test_evaluators_that_disagree(
    database: sqlalchemy.Engine, soup: Engine, first: RecordedDecision, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disagree(*_: object) -> None:
        raise alarm("forced")

    kept = RuleBaseStore(database)
    kept.keep(soup.rulebase)
    monkeypatch.setattr(Engine, "decide", disagree)
    (found,) = Replay(kept, soup)([first])
    assert found.is_changed
    assert [each.refused[0][:3] for each in found.again] == ["E01", "E01"]


def test_rules_that_were_not_kept(database: sqlalchemy.Engine, soup: Engine, first: RecordedDecision) -> None:
    (found,) = Replay(RuleBaseStore(database), soup)([first])
    assert found.again[0].refused == ("S14 rule base",)
    assert not found.again[1].is_changed


def test_rule_bases_are_kept_once_and_loaded_as_they_were(
    database: sqlalchemy.Engine, soup: Engine, engine: Engine
) -> None:
    kept = RuleBaseStore(database)
    assert [kept.keep(each.rulebase) for each in (soup, soup, engine)] == [True, False, True]
    assert kept.hashes() == [soup.rulebase.content_hash, engine.rulebase.content_hash]
    loaded = kept.load(engine.rulebase.content_hash)
    assert loaded.content_hash == engine.rulebase.content_hash
    assert replace(loaded, folder="") == replace(engine.rulebase, folder="")


def test_a_folder_that_changed_since_it_was_loaded_is_not_kept(database: sqlalchemy.Engine, tmp_path: Path) -> None:
    now = changed_soup(tmp_path / "now", "grading.yaml", "It pleases.", "It pleases all.")
    path = tmp_path / "now" / "grading.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("pleases all", "pleases"), encoding="utf-8")
    with pytest.raises(Refused, match="S14"):
        RuleBaseStore(database).keep(now.rulebase)
    assert RuleBaseStore(database).hashes() == []


def test_kept_files_that_were_changed_are_refused(database: sqlalchemy.Engine, soup: Engine) -> None:
    kept = RuleBaseStore(database)
    kept.keep(soup.rulebase)
    other = "x'00'" if database.dialect.name == "sqlite" else "'\\x00'"
    with past_the_service(database) as connection, pytest.raises(Exception, match="not changed"):
        connection.execute(f"UPDATE rulebases SET files = {other}")
    tamper(database, f"UPDATE rulebases SET files = {other}")
    with pytest.raises(Refused, match="S14"):
        kept.load(soup.rulebase.content_hash)


@pytest.mark.parametrize("name", ["../outside.yaml", "/outside.yaml", "a/../../outside.yaml"])
def test_kept_files_never_leave_their_folder(tmp_path: Path, name: str) -> None:
    import zlib

    import orjson

    from immunote.service.storage.rulebases import _unpack

    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(Refused, match="S14"):
        _unpack(zlib.compress(orjson.dumps({name: "x"})), inside, "0" * 64)
    assert list(tmp_path.iterdir()) == [inside]


def test_a_rule_base_loads_from_what_ships(engine: Engine) -> None:
    assert load(Path(engine.rulebase.folder)).content_hash == engine.rulebase.content_hash


def test_a_decision_logged_under_the_earlier_digest_is_the_same(
    database: sqlalchemy.Engine, soup: Engine, first: RecordedDecision
) -> None:
    kept = RuleBaseStore(database)
    kept.keep(soup.rulebase)
    note = soup.note(dict(first.facts))
    earlier = replace(first, digest=digest_of_one_piece(note))
    assert earlier.digest != first.digest
    other = replace(first, digest="0" * 64)
    same, different = Replay(kept, soup)([earlier, other])
    assert not same.is_changed
    assert [each.what for each in different.again[0].changes] == ["digest"]
