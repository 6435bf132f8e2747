"""The sequential test of a rate that falls: its bound on false alarms, and what it finds."""

from __future__ import annotations

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.service.shadow import falls

RATES = st.floats(0.001, 0.999)


def mass(outcomes: tuple[bool, ...], rate: float) -> float:
    return math.prod(rate if came else 1 - rate for came in outcomes)


def evidence_after(outcomes: tuple[bool, ...], floor: float) -> list[float]:
    sums, found = [0.0] * len(falls.LEFT), []
    for came in outcomes:
        sums = falls.next_sums(sums, floor, came)
        found.append(falls.evidence(sums))
    return found


@settings(deadline=None, max_examples=50)
@given(floor=RATES, above=st.floats(0, 1), threshold=st.floats(1.5, 40), records=st.integers(1, 8))
def test_an_alarm_within_n_records_is_at_most_as_likely_as_n_in_the_threshold(
    floor: float, above: float, threshold: float, records: int
) -> None:
    """Exact, over every sequence: whatever the rate is, if it is not below the floor."""
    rate = floor + (1 - floor) * above
    alarmed = sum(
        mass(outcomes, rate)
        for outcomes in product((True, False), repeat=records)
        if max(evidence_after(outcomes, floor)) >= threshold
    )
    assert alarmed <= records / threshold + 1e-9


@settings(deadline=None, max_examples=50)
@given(floor=RATES, records=st.integers(1, 8))
def test_at_the_floor_itself_the_evidence_grows_by_one_a_record_on_average(floor: float, records: int) -> None:
    every = product((True, False), repeat=records)
    mean = sum(mass(outcomes, floor) * evidence_after(outcomes, floor)[-1] for outcomes in every)
    assert mean == pytest.approx(records, rel=1e-6)


@settings(deadline=None, max_examples=50)
@given(records=st.integers(1, 150), rate=RATES, chance=st.sampled_from([0.2, 0.05, 1e-3]))
def test_the_floor_lies_above_the_rate_with_at_most_the_chance_that_is_allowed(
    records: int, rate: float, chance: float
) -> None:
    too_high = 0.0
    for count in range(records + 1):
        if falls.floor_of(count, records, chance) > rate:
            log = math.lgamma(records + 1) - math.lgamma(count + 1) - math.lgamma(records - count + 1)
            too_high += math.exp(log + count * math.log(rate) + (records - count) * math.log1p(-rate))
    assert too_high <= chance * (1 + 1e-6)


@given(count=st.integers(0, 300))
def test_the_floor_is_no_higher_than_what_was_seen(count: int) -> None:
    assert 0 <= falls.floor_of(count, 300, 1e-6) <= count / 300


@settings(deadline=None, max_examples=50)
@given(floor=st.floats(0.01, 0.999), threshold=st.floats(10, 1e14))
def test_a_stream_that_stops_is_reported_when_it_is_said_to_be(floor: float, threshold: float) -> None:
    needed = falls.records_to_find(floor, threshold)
    assert needed is not None
    found = evidence_after((False,) * (needed + 1), floor)
    assert found[needed] >= threshold  # one more, for rounding


def test_what_never_came_is_never_reported() -> None:
    assert falls.records_to_find(0.0, 100) is None
    # each record adds one and no more, whatever else: a threshold over the records is never reached
    assert max(evidence_after((False,) * 1000, 0.0)) <= 1000


def test_what_always_came_is_reported_after_few() -> None:
    floor = falls.floor_of(1000, 1000, 1e-6)
    found = falls.records_to_find(floor, falls.threshold_of(2e7, 1000))
    assert found is not None
    assert found < 10


def test_evidence_stays_a_number_however_long_it_grows() -> None:
    assert math.isfinite(evidence_after((False,) * 5000, 0.9)[-1])
