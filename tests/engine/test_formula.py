"""A formula is worked out exactly, alike everywhere: against plain floats, along its inputs, beside a given value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.faults import Refused

RATE = "egfr_ml_min_1_73m2"
CREATININES = st.integers(10, 2000).map(lambda i: Decimal(i) / 100)
AGES = st.integers(18, 120)
SEXES = st.sampled_from(["female", "male"])


def rate(engine: Engine, sex: str, age: int, creatinine: Decimal | float) -> Decimal:
    found = engine.patient({"sex": sex, "age_years": age, "creatinine_mg_dl": creatinine}).facts[RATE]
    assert isinstance(found, Decimal)
    return found


def in_floats(sex: str, age: int, creatinine: float) -> float:
    kappa, alpha, factor = (0.7, -0.241, 1.012) if sex == "female" else (0.9, -0.302, 1.0)
    ratio = creatinine / kappa
    return 142 * min(ratio, 1) ** alpha * max(ratio, 1) ** -1.2 * 0.9938**age * factor


@pytest.mark.parametrize(
    ("sex", "age", "creatinine", "expected"),
    [("female", 56, 0.8, "86.42"), ("female", 56, 6.79, "6.64"), ("male", 67, 1.3, "60.21")],
)
def test_the_worked_examples_of_the_knowledge_base(
    engine: Engine, sex: str, age: int, creatinine: float, expected: str
) -> None:
    assert rate(engine, sex, age, creatinine) == Decimal(expected)


@settings(max_examples=300, deadline=None)
@given(sex=SEXES, age=AGES, creatinine=CREATININES)
def test_it_is_the_same_as_in_floats_to_a_hundredth(engine: Engine, sex: str, age: int, creatinine: Decimal) -> None:
    assert abs(float(rate(engine, sex, age, creatinine)) - in_floats(sex, age, float(creatinine))) <= 0.01


@settings(max_examples=200, deadline=None)
@given(sex=SEXES, age=st.integers(18, 119), creatinine=st.integers(10, 1999).map(lambda i: Decimal(i) / 100))
def test_more_creatinine_or_more_years_never_give_a_higher_rate(
    engine: Engine, sex: str, age: int, creatinine: Decimal
) -> None:
    here = rate(engine, sex, age, creatinine)
    assert rate(engine, sex, age, creatinine + Decimal("0.01")) <= here
    assert rate(engine, sex, age + 1, creatinine) <= here


def test_every_adult_has_a_plausible_rate(engine: Engine) -> None:
    for sex in ("female", "male"):
        for age in (18, 120):
            for creatinine in (Decimal("0.1"), Decimal(20)):
                rate(engine, sex, age, creatinine)


@pytest.mark.parametrize(
    "more", [{"sex": "other"}, {"age_years": 17}, {"is_on_dialysis": True}, {"sex": None}, {"creatinine_mg_dl": None}]
)
def test_where_it_does_not_hold_nothing_is_worked_out(engine: Engine, more: dict[str, object]) -> None:
    raw = {"sex": "female", "age_years": 50, "creatinine_mg_dl": 0.9, **more}
    assert RATE not in engine.patient(raw).facts


def test_a_given_value_counts_before_the_one_worked_out(engine: Engine) -> None:
    raw = {"sex": "female", "age_years": 56, "creatinine_mg_dl": 0.8, RATE: 105}
    patient = engine.patient(raw)
    assert patient.facts[RATE] == 105
    assert RATE not in patient.because


@pytest.mark.parametrize(
    ("given_rate", "stands"),
    [
        (57.61, False),  # 1.5 times under and 28.81 away
        (57.62, True),  # under 1.5 times
        (129.62, True),
        (129.63, False),
    ],
)
def test_a_gross_difference_is_refused_and_both_are_named(engine: Engine, given_rate: float, stands: bool) -> None:
    raw = {"sex": "female", "age_years": 56, "creatinine_mg_dl": 0.8, RATE: given_rate}  # 86.42 by the formula
    if stands:
        assert engine.patient(raw).facts[RATE] == Decimal(str(given_rate))
        return
    with pytest.raises(Refused) as refused:
        engine.patient(raw)
    (fault,) = refused.value.faults
    assert fault.code == "P15"
    assert str(given_rate) in fault.text
    assert "86.42" in str(fault)
    assert "CKD-EPI 2021" in str(fault)


def test_a_difference_of_less_than_twenty_stands_whatever_the_factor(engine: Engine) -> None:
    raw = {"sex": "male", "age_years": 60, "creatinine_mg_dl": 6, "has_chronic_kidney_disease": True}
    derived = engine.patient(raw).facts[RATE]
    assert isinstance(derived, Decimal)
    assert engine.patient({**raw, RATE: derived + Decimal("19.99")}).facts[RATE] == derived + Decimal("19.99")
    with pytest.raises(Refused):
        engine.patient({**raw, RATE: derived + 20})


def test_the_wrong_unit_of_a_creatinine_is_caught_by_a_given_rate(engine: Engine) -> None:
    with pytest.raises(Refused):  # 8.8 mg/dL in place of 88 umol/L is plausible by itself
        engine.patient({"sex": "female", "age_years": 56, "creatinine_mg_dl": 8.8, RATE: 68})
