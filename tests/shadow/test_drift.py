"""Inputs that stop: planted, clean, counted apart for decisions and for records. More seeds: bench/drift.py."""

from __future__ import annotations

import json
from random import Random

import pytest

from immunote.service.shadow.drift import DriftWatch

BASELINE = 1000
RATES = {f"code{number}": rate for number, rate in enumerate((0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 0.9, 0.99))}


def record(random: Random, stopped: str | None = None, left: float = 0.0) -> list[tuple[str, str]]:
    return [
        ("element", name) for name, rate in RATES.items() if random.random() < rate * (left if name == stopped else 1.0)
    ]


def watch() -> DriftWatch:
    return DriftWatch(BASELINE, 20_000)


def test_a_planted_stop_is_found_within_500_records() -> None:
    found = 0
    for seed in range(20):
        random, drift = Random(seed), watch()
        stopped = random.choice(list(RATES))
        for _ in range(BASELINE + 200):
            assert drift.add("decision", record(random)) == []
        for _ in range(500):
            drift.add("decision", record(random, stopped))
        alarms = drift.alarms
        assert {each.name for each in alarms} <= {stopped}
        found += bool(alarms)
    assert found >= 19


def test_a_stream_that_falls_to_a_tenth_is_found_too() -> None:
    random, drift = Random(3), watch()
    for _ in range(BASELINE):
        drift.add("decision", record(random))
    for _ in range(500):
        drift.add("decision", record(random, "code4", 0.1))
    assert [each.name for each in drift.alarms] == ["code4"]


def test_an_alarm_is_raised_once_and_says_when() -> None:
    drift = watch()
    for _ in range(BASELINE):
        drift.add("decision", [("rule", "a"), ("rule", "b")])
    raised = [drift.add("decision", [("rule", "b")]) for _ in range(50)]
    assert [[each.name for each in some] for some in raised if some] == [["a"]]
    (alarm,) = drift.alarms
    assert (alarm.last, alarm.count) == (BASELINE, BASELINE)
    assert alarm.alarm is not None
    assert raised[alarm.alarm - BASELINE - 1] == [alarm]


def test_codes_are_counted_of_records_alone() -> None:
    """However many decisions come without a record, a code has not stopped coming."""
    drift = watch()
    for _ in range(BASELINE):
        drift.add("decision", [("element", "e")])
        drift.add("record", [("code", "e loinc 1-2"), ("unit", "e mg")])
    for _ in range(1000):
        assert drift.add("decision", [("element", "e")]) == []
    raised = [each for _ in range(20) for each in drift.add("record", [("code", "e loinc 1-2")])]
    assert [(each.kind, each.name) for each in raised] == [("unit", "e mg")]


def test_what_is_met_after_the_first_stretch_is_not_watched() -> None:
    drift = watch()
    for _ in range(BASELINE):
        drift.add("decision", [])
    drift.add("decision", [("rule", "new")])
    assert drift.streams == {}


@pytest.mark.parametrize("records", [10, BASELINE - 1, BASELINE, BASELINE + 1, BASELINE + 30])
def test_a_watch_goes_on_where_it_was_left(records: int) -> None:
    random, whole = Random(1), watch()
    drawn = [record(random) for _ in range(records)] + [record(random, "code6") for _ in range(60)]
    halved = watch()
    for each in drawn[:records]:
        halved.add("decision", each)
    halved = DriftWatch.from_json(json.loads(json.dumps(halved.to_json())))
    for each in drawn:
        whole.add("decision", each)
    for each in drawn[records:]:
        halved.add("decision", each)
    assert halved.to_json() == whole.to_json()
