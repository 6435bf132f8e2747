"""A formula gives a column the numbers that it gives each patient alone, at, above and below every limit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.columns import Columns
from immunote.engine.columns.values import value
from immunote.engine.faults import Refused
from immunote.engine.tree import Facts
from tests.engine.bad_rules import SOUP

RATE = "egfr_ml_min_1_73m2"
# creatinines on either side of the rates of 30 and 60 of a woman of 56 and a man of 67, in both units
NEAR = [1.08, 1.09, 1.1, 1.29, 1.3, 1.31, 1.9, 1.91, 1.92, 1.93, 2.3, 2.31, 2.32, 2.33, 2.34, 0.69, 0.7, 0.71, 0.9]
NEAR_UMOL = [95.5, 96.3, 97.2, 114.1, 114.9, 115.8, 168, 169, 170, 204, 205, 206, 61.9, 79.6, 600]
PROFILES = st.fixed_dictionaries(
    {},
    optional={
        "sex": st.sampled_from(["female", "male", "other"]),
        "age_years": st.one_of(st.integers(0, 120), st.sampled_from([17, 18, 56, 67])),
        "creatinine_mg_dl": st.one_of(st.sampled_from(NEAR), st.integers(100, 20000).map(lambda i: i / 1000)),
        "creatinine_umol_l": st.sampled_from(NEAR_UMOL),
        "creatinine_before_mg_dl": st.sampled_from(NEAR),
        "creatinine_before_days": st.sampled_from([0, 1, 2, 3, 6, 7, 8]),
        "creatinine_upper_limit_mg_dl": st.sampled_from([0.9, 1.0, 1.1]),
        RATE: st.one_of(st.integers(100, 20000).map(lambda i: i / 100), st.sampled_from([29.99, 30, 30.01, 59.99, 60])),
        "is_on_dialysis": st.booleans(),
        "had_renal_crisis": st.booleans(),
        "has_active_renal_crisis": st.booleans(),
        "creatinine_is_stable": st.booleans(),
        "has_acute_kidney_injury": st.booleans(),
        "creatinine_age_days": st.sampled_from([5, 30, 31]),
        "has_chronic_kidney_disease": st.booleans(),
        "systolic_mmhg": st.sampled_from([89.9, 90, 90.1, 110, 139, 140, 179.9, 180]),
        "diastolic_mmhg": st.sampled_from([60, 89.9, 90, 109.9, 110, 140]),
        "has_severe_hypertension": st.booleans(),
        "has_hypotension": st.booleans(),
        "haemoglobin_g_dl": st.sampled_from([7.99, 8, 8.01]),
        "has_severe_anaemia": st.booleans(),
        "sodium_mmol_l": st.sampled_from([124.9, 125, 125.1]),
        "has_severe_hyponatraemia": st.booleans(),
    },
)
SOUPS = st.fixed_dictionaries(
    {},
    optional={
        "spoon_material": st.sampled_from(["wood", "silver", "other"]),
        "ladle_l": st.integers(1, 100).map(lambda i: i / 100),
        "ladles": st.integers(0, 2000),
        "pepper_heat": st.integers(0, 10),
        "temperature_c": st.sampled_from([49.9, 50, 70]),
        "temperature_highest_c": st.sampled_from([60, 90]),
        "spoon_is_cracked": st.booleans(),
        "spoon_is_dry": st.booleans(),
        "is_a_soup": st.booleans(),
        "has_mould": st.booleans(),
        "pot_was_opened": st.booleans(),
        "spoon_warmth": st.integers(0, 1000).map(lambda i: i / 100),
    },
)


@pytest.fixture(scope="module")
def columns(engine: Engine) -> Columns:
    return Columns(engine)


@pytest.fixture(scope="module")
def soups() -> Columns:
    return Columns(Engine.load(SOUP))


def alone(engine: Engine, profile: dict[str, Any]) -> Facts | Refused:
    try:
        return engine.patient(profile).facts
    except Refused as refused:
        return refused


def agree(columns: Columns, profiles: list[dict[str, Any]]) -> None:
    """Each row has the facts, or is refused with the faults, of the patient taken alone."""
    elements = columns.rulebase.elements
    names = list(dict.fromkeys(name for profile in profiles for name in profile))
    types = {"boolean": pl.Boolean, "enumeration": pl.String, "integer": pl.Int64}
    frame = pl.DataFrame(
        {
            "row": range(len(profiles)),
            **{
                name: pl.Series(
                    [profile.get(name) for profile in profiles], dtype=types.get(elements[name].type, pl.Float64)
                )
                for name in names
            },
        }
    )
    checked = columns.check(frame, texts=False)
    rows = {row.pop("row"): row for row in checked.facts.to_dicts()}
    refused: dict[int, set[str]] = {}
    for fault in checked.faults.to_dicts():
        refused.setdefault(fault["row"], set()).add(fault["code"])
    for number, profile in enumerate(profiles):
        facts = alone(columns.engine, profile)
        if isinstance(facts, Refused):
            assert refused[number] == {fault.code for fault in facts.faults}
            continue
        held = {name: value(elements[name], cell) for name, cell in rows[number].items() if cell is not None}
        assert held == {name: each for name, each in facts.items() if name in columns.inputs}


@settings(max_examples=60, deadline=None)
@given(profiles=st.lists(PROFILES, min_size=1, max_size=30))
def test_values_follow_in_columns_as_for_each_patient_alone(columns: Columns, profiles: list[dict[str, Any]]) -> None:
    agree(columns, profiles)


@settings(max_examples=60, deadline=None)
@given(profiles=st.lists(SOUPS, min_size=1, max_size=30))
def test_another_rule_base_has_a_formula_and_fillings_too(soups: Columns, profiles: list[dict[str, Any]]) -> None:
    agree(soups, profiles)


def test_every_creatinine_of_two_ages_gives_the_same_rate(columns: Columns) -> None:
    rows = [
        {"sex": sex, "age_years": age, "creatinine_mg_dl": float(Decimal(i) / 100)}
        for sex in ("female", "male")
        for age in (18, 56)
        for i in range(10, 2001, 7)
    ]
    agree(columns, rows)
