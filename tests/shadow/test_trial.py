"""One decision under a second rule base: the same, moved, refused; and what is left of it in the counts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from immunote.engine.api import Disagreement, Engine
from immunote.engine.faults import Refused
from immunote.engine.truth import TRUE
from immunote.service.running.shadow_metrics import ShadowMetrics
from immunote.service.server.shadow_process import ShadowCounting
from immunote.service.settings.shadow import ShadowSettings
from immunote.service.shadow import trial_file
from immunote.service.shadow.drift import KINDS, DriftWatch
from immunote.service.shadow.messages import ServedDecision
from immunote.service.shadow.reporting import report_lines
from immunote.service.shadow.tally import MOST_DIGESTS, TrialTally
from immunote.service.shadow.trial import SilentTrial, TrialResult, take
from tests.running.test_metrics import value
from tests.shadow.support import SETTLED, stricter_soup

SOUP = Path(__file__).parents[1] / "rulebases" / "soup"
PLAIN = {"is_a_soup": True, "has_mould": False, "temperature_c": 20, "flavour": "bland", "pot_was_opened": True}


@pytest.fixture(scope="module")
def served() -> Engine:
    return Engine.load(SOUP)


@pytest.fixture(scope="module")
def stricter(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return Engine.load(stricter_soup(tmp_path_factory.mktemp("stricter")))


def decision(engine: Engine, facts: Mapping[str, object], **more: object) -> ServedDecision:
    decided = engine.decide(engine.patient(facts))
    given: dict[str, object] = {
        "rulebase": engine.rulebase.content_hash,
        "digest": decided.note.digest,
        "outcome": decided.note.outcome,
        "is_true": tuple(name for name in engine.rulebase.rules if decided.truths[name] is TRUE),
        "facts": facts,
        "inputs": None,
        "hook": None,
        "user": None,
        "indicator": None,
        **more,
    }
    return ServedDecision(**given)  # type: ignore[arg-type]


def trial(served: Engine, shadow: Engine) -> SilentTrial:
    hashes = served.rulebase.content_hash, shadow.rulebase.content_hash
    return SilentTrial(*hashes, "2026-11-30T00:00:00+00:00", TrialTally(), DriftWatch(100, 1000))


def taken(found: SilentTrial, engine: Engine, made: ServedDecision) -> TrialResult:
    return take(found, engine, ServedDecision.of_line(made.line()))  # as it arrives


def test_the_same_rule_base_moves_nobody(served: Engine) -> None:
    found = trial(served, served)
    for facts in ({}, PLAIN, {"is_a_soup": False}, {"has_mould": True}):
        assert taken(found, served, decision(served, facts)).result == "same"
    assert (found.tally.decisions, found.tally.same, found.tally.moved) == (4, 4, 0)


def test_who_moves_is_counted_by_outcome_and_named_by_digest(served: Engine, stricter: Engine) -> None:
    found = trial(served, stricter)
    moving = decision(served, SETTLED)
    result = taken(found, stricter, moving)
    assert result.result == "moved"
    (((before, after), move),) = found.tally.moves.items()
    assert (before, after) == ("serve_with_care", "keep")
    assert move.digests == [moving.digest]
    text = "\n".join(report_lines(found))
    assert f"{before} -> {after}" in text
    assert moving.digest[:12] in text


def test_facts_that_the_second_rule_base_does_not_have_are_left_out_and_said(served: Engine, engine: Engine) -> None:
    found = trial(served, engine)
    taken(found, engine, decision(served, PLAIN))
    assert set(found.tally.left_out) == set(PLAIN)
    assert "left out, since the second rule base does not have it: flavour (1)" in "\n".join(report_lines(found))


def test_a_refusal_is_counted_by_its_codes(served: Engine) -> None:
    found = trial(served, served)
    impossible = replace(decision(served, PLAIN), facts={"is_a_soup": False, "has_mould": True})
    assert taken(found, served, impossible).result == "refused"
    assert sum(found.tally.refused.values()) >= 1
    assert found.tally.moved == 0


def test_a_disagreement_under_the_second_rule_base_is_counted_and_the_note_stays(
    served: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, made = trial(served, served), decision(served, PLAIN)

    def disagree(*_: object) -> None:
        raise Disagreement("a rule", "0" * 12)

    monkeypatch.setattr(Engine, "decide", disagree)
    result = taken(found, served, made)
    assert (result.result, result.shadow_note) == ("disagreed", None)
    assert (found.tally.decisions, found.tally.disagreed, found.tally.same, found.tally.moved) == (1, 1, 0, 0)
    assert "1 where the evaluators disagreed under the second rule base: it is not to be used" in report_lines(found)


def test_no_fact_of_a_patient_is_kept(served: Engine, stricter: Engine, tmp_path: Path) -> None:
    found = trial(served, stricter)
    taken(found, stricter, decision(served, {**SETTLED, "temperature_c": 37.7, "temperature_highest_c": 47.1}))
    trial_file.write_trials(tmp_path / "trial.json", [found])
    kept = (tmp_path / "trial.json").read_text(encoding="utf-8")
    assert "temperature_c" in kept
    assert "37.7" not in kept
    assert "47.1" not in kept
    assert "bland" not in kept


def test_the_digests_of_a_move_are_bounded(served: Engine, stricter: Engine) -> None:
    tally = TrialTally()
    for number in range(MOST_DIGESTS + 5):
        tally.move("a", "b", (), f"digest {number}")
    (move,) = tally.moves.values()
    assert move.count == MOST_DIGESTS + 5
    assert move.digests[0] == "digest 5"
    assert len(move.digests) == MOST_DIGESTS


def test_decisions_that_never_arrive_are_counted_as_dropped(served: Engine) -> None:
    found = trial(served, served)
    for worker, number in (("a", 1), ("b", 1), ("a", 2), ("a", 5), ("b", 3), ("c", 2)):
        take(found, served, decision(served, PLAIN, worker=worker, number=number))
    assert (found.tally.decisions, found.tally.dropped) == (6, 2 + 1 + 1)


def test_cards_are_counted_by_hook_and_user() -> None:
    tally = TrialTally()
    tally.alert("order-sign", "Practitioner 12", served=True, shadow=False)
    tally.alert("order-sign", "Practitioner 12", served=True, shadow=True)
    tally.alert("patient-view", "Practitioner 12", served=False, shadow=True)
    assert [(key, each.decisions, each.served, each.shadow) for key, each in tally.alerts.items()] == [
        (("order-sign", "Practitioner 12"), 2, 2, 1),
        (("patient-view", "Practitioner 12"), 1, 0, 1),
    ]


def test_users_beyond_some_hundred_are_counted_together() -> None:
    tally = TrialTally()
    for number in range(700):
        tally.alert("patient-view", f"Practitioner {number}", served=True, shadow=True)
    assert len(tally.alerts) == 501
    assert tally.alerts["patient-view", "others"].decisions == 200


def test_a_file_gives_back_what_was_written_and_belongs_to_its_owner(
    served: Engine, stricter: Engine, tmp_path: Path
) -> None:
    found = trial(served, stricter)
    taken(found, stricter, decision(served, PLAIN, worker="a", number=4, inputs=(("code", "a local b"),)))
    found.tally.alert("order-sign", "Practitioner", served=True, shadow=False)
    file = tmp_path / "trial.json"
    trial_file.write_trials(file, [found])
    (read,) = trial_file.read_trials(file)
    assert read.to_json() == found.to_json()
    assert read.tally.dropped == 3
    assert file.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["trial.json"]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"format":2,"trials":[]}', '{"format":1,"trials":[{}]}', "null", "[" * 5000]
)
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "trial.json"
    file.write_text(content)
    with pytest.raises(Refused) as refused:
        trial_file.read_trials(file)
    assert [each.code for each in refused.value.faults] == ["S68"]
    assert file.read_text() == content


def test_two_services_never_count_into_one_file(tmp_path: Path) -> None:
    with (
        trial_file.alone_with(tmp_path / "trial.json"),
        pytest.raises(Refused),
        trial_file.alone_with(tmp_path / "trial.json"),
    ):
        pass
    with trial_file.alone_with(tmp_path / "trial.json"):
        pass


def test_a_decision_on_its_way_is_one_line(served: Engine) -> None:
    made = decision(served, {**PLAIN}, inputs=(("code", "a\nb"),))
    assert made.line().count(b"\n") == 1
    assert ServedDecision.of_line(made.line()) == made
    assert json.loads(made.line())["inputs"] == [["code", "a\nb"]]


def test_an_alarm_of_an_earlier_start_is_still_shown(served: Engine, tmp_path: Path) -> None:
    found = trial(served, served)
    for _ in range(100):
        found.drift.add("decision", [("rule", "a")])
    while not found.drift.alarms:
        found.drift.add("decision", [])
    trial_file.write_trials(tmp_path / "trial.json", [found])
    metrics = ShadowMetrics(KINDS)
    settings = ShadowSettings(rules=SOUP, file=tmp_path / "trial.json")
    ShadowCounting(served, settings, metrics)
    assert value(metrics.page(), "immunote_shadow_stopped_inputs", kind="rule") == 1
    assert value(metrics.page(), "immunote_shadow_stopped_inputs", kind="code") == 0
    text = "\n".join(report_lines(trial_file.read_trials(tmp_path / "trial.json")[0]))
    assert "rule a: came in 100 of the first 100" in text
