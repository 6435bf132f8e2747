"""What began in a patient's life began after birth: age in completed years against months, years and days since."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.engine.columns.intake import ColumnIntake
from immunote.engine.faults import Refused

THROMBOSIS = {"had_thrombosis": True}
ENDS = [
    # element, age, the longest time that a patient of this age can have, and the shortest that none has
    ("months_since_thrombosis", 46, "563.99", "564"),
    ("months_since_thrombosis", 46, "563", "564.01"),
    ("months_since_thrombosis", 46, "553", "623"),
    ("months_since_thrombosis", 0, "11.99", "12"),
    ("months_since_thrombosis", 79, "959.99", "960"),
    ("ssc_duration_years", 46, "46.99", "47"),
    ("ssc_duration_years", 46, "46", "47.01"),
    ("ssc_duration_years", 18, "18.99", "19"),
    ("prednisone_months", 30, "371.99", "372"),
    ("months_on_ivig", 30, "371.99", "372"),
    ("creatinine_age_days", 1, "731", "732"),
    ("creatinine_before_days", 1, "731", "732"),
]
NEEDED = {"months_since_thrombosis": THROMBOSIS, "months_on_ivig": {"on_ivig_now": True}}


def refused(engine: Engine, profile: dict[str, object]) -> list[tuple[str, str]]:
    try:
        engine.patient(profile)
    except Refused as found:
        return [(fault.code, fault.text) for fault in found.faults]
    return []


@pytest.mark.parametrize(("name", "age", "longest", "too_long"), ENDS)
def test_a_time_is_shorter_than_the_next_birthday_is_old(
    engine: Engine, name: str, age: int, longest: str, too_long: str
) -> None:
    about = {**NEEDED.get(name, {}), "age_years": age}
    whole = engine.rulebase.elements[name].type == "integer"
    low, high = (int(each) if whole else float(each) for each in (longest, too_long))
    assert refused(engine, {**about, name: low}) == []
    assert refused(engine, {**about, name: high}) == [("P09", f"{name}: {high:g}, age_years: {age}")]


@pytest.mark.parametrize("name", sorted({name for name, *_ in ENDS}))
def test_without_an_age_nothing_is_refused_and_nothing_follows(engine: Engine, name: str) -> None:
    high = engine.rulebase.elements[name].high
    assert high is not None
    patient = engine.patient({**NEEDED.get(name, {}), name: int(high)})
    assert "age_years" not in patient.facts
    assert name in patient.facts
    assert set(engine.diagram.reachable(patient.facts)) >= {"out_of_scope"}


def test_every_time_that_has_passed_lies_within_the_life(engine: Engine) -> None:
    """A new element that counts time is put under the constraint, or here with the reason why not."""
    not_since = {"age_years", "planned_days"}  # the life itself; days to come
    times = {name for name, each in engine.rulebase.elements.items() if each.unit in ("days", "months", "years")}
    (spans,) = engine.rulebase.spans
    assert spans.within == "age_years"
    assert set(spans.most) == times - not_since


def test_columns_refuse_the_same_rows(engine: Engine) -> None:
    rows = [
        {"age_years": age, **{each: str(value) for each, value in NEEDED.get(name, {}).items()}, name: time}
        for name, age, *times in ENDS
        for time in times
    ]
    cells = [{name: str(value).lower() for name, value in row.items()} for row in rows]
    names = [*dict.fromkeys(name for row in cells for name in row)]
    frame = pl.DataFrame({"row": range(1, len(rows) + 1), **{name: [row.get(name) for row in cells] for name in names}})
    checked = ColumnIntake(engine, names).check(frame.cast(dict.fromkeys(names, pl.String)), texts=True)
    assert checked.facts["row"].to_list() == [*range(1, len(rows), 2)]
    assert checked.faults["row"].to_list() == [*range(2, len(rows) + 1, 2)]
    assert set(checked.faults["code"]) == {"P09"}


def test_a_year_has_as_many_days_as_the_longest(engine: Engine) -> None:
    (spans,) = engine.rulebase.spans
    assert spans.reaches("creatinine_age_days", Decimal(0)) == Decimal(366)
    assert spans.reaches("months_since_thrombosis", Decimal(46)) == Decimal(564)
