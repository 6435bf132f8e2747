"""Dates are spans; ages, days and months are counted as people count them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.service.fhir.dates import completed_years, months_between, span_between, span_of


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-06-15", "2026-06-15", "2026-06-15"),
        ("2026-06-15T23:30:00-05:00", "2026-06-15", "2026-06-15"),
        ("2026-06-15T10:00:00.123Z", "2026-06-15", "2026-06-15"),
    ],
)
def test_a_date_is_as_wide_as_it_is_written(written: str, first: str, last: str) -> None:
    span = span_of(written)
    assert span is not None
    assert (span.first_day.isoformat(), span.last_day.isoformat()) == (first, last)


@pytest.mark.parametrize("written", ["", "yesterday", "2026-13", "2026-02-30", "15.06.2026", "2026-6-1", "0000", None])
def test_what_is_no_date_is_none(written: str | None) -> None:
    assert span_of(written) is None


def test_moments_are_compared_across_time_zones() -> None:
    evening, night = span_of("2026-06-15T23:00:00-05:00"), span_of("2026-06-16T03:00:00Z")
    assert evening is not None
    assert night is not None
    assert night.is_before(evening)


def test_a_period_runs_from_the_first_day_of_its_start_to_the_last_of_its_end() -> None:
    span = span_between("2025-01", "2025-03")
    assert span is not None
    assert span.words == "2025-01-01 to 2025-03-31"
    assert span_between("2025-03", "2025-01") is None


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [("1960-06-15", "2026-06-15", 66), ("1960-06-16", "2026-06-15", 65), ("2004-02-29", "2026-02-28", 21)],
)
def test_years_are_completed_on_the_birthday(born: str, day: str, years: int) -> None:
    assert completed_years(date.fromisoformat(born), date.fromisoformat(day)) == years


@pytest.mark.parametrize(
    ("start", "day", "months"),
    [
        ("2026-01-15", "2026-07-15", Decimal(6)),
        ("2026-01-31", "2026-02-28", Decimal(28) / 28),
        ("2026-06-01", "2026-06-16", Decimal(15) / 30),
        ("2025-06-15", "2026-06-15", Decimal(12)),
    ],
)
def test_months_are_calendar_months(start: str, day: str, months: Decimal) -> None:
    assert abs(months_between(date.fromisoformat(start), date.fromisoformat(day)) - months) < Decimal("0.05")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 20_000))
def test_a_later_start_is_never_longer_ago(day: date, back: int) -> None:
    start = date.fromordinal(max(day.toordinal() - back, 1))
    later = date.fromordinal(min(start.toordinal() + 1, day.toordinal()))
    assert months_between(start, day) >= months_between(later, day) >= 0
