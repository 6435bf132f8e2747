"""A help line never leads to another fact than was meant."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.faults import LISTED, SUGGESTED, Refused, nearest, nearest_element
from immunote.engine.near import MOST, near, one_slip
from tests.engine.bad_rules import SOUP

NAMES = [
    "age_years",
    "creatinine_mg_dl",
    "creatinine_umol_l",
    "creatinine_age_days",
    "iga_g_l",
    "igg_g_l",
    "has_diabetes",
    "had_renal_crisis",
    "has_active_renal_crisis",
    "rituximab_outcome",
    "takes_loop_diuretic",
    "highest_in_3_months_mg",
    "highest_in_6_months_mg",
    "has_severe_hypertension",
    "has_severe_anaemia",
]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("age_year", ["age_years"]),
        ("AGE-YEARS", ["age_years"]),
        ("ageyears", ["age_years"]),
        ("age", ["age_years"]),
        ("creatinin_mg_dl", ["creatinine_mg_dl"]),
        ("cretainine_mg_dl", ["creatinine_mg_dl"]),
        ("creatinin", ["creatinine_mg_dl", "creatinine_umol_l"]),
        ("creatinine", ["creatinine_mg_dl", "creatinine_umol_l"]),
        ("rituximab", ["rituximab_outcome"]),
        ("outcome_of_rituximab", ["rituximab_outcome"]),
        ("has_renal_crisis", ["had_renal_crisis", "has_active_renal_crisis"]),
        ("highest_in_6_month_mg", ["highest_in_6_months_mg"]),
    ],
)
def test_what_is_one_slip_away_or_of_the_same_words_is_suggested(word: str, found: list[str]) -> None:
    assert near(word, NAMES) == found


@pytest.mark.parametrize(
    "word",
    [
        "rifaximin_outcome",
        "date_of_birth",
        "ige_g_l",
        "albumin_g_l",
        "bilirubin_umol_l",
        "no_diabetes",
        "diabetes_not_known",
        "urine_creatinine",
        "has_severe_hypotension",
        "has_severe_thrombocytopenia",
        "highest_in_5_months_mg",
        "",
        "_",
        "x",
        "a" * 100_000,
    ],
)
def test_another_fact_is_never_suggested(word: str) -> None:
    assert near(word, NAMES) == []
    assert nearest(word, NAMES) == "no known name is near it"
    assert nearest_element(word, NAMES) == LISTED


def test_several_that_may_be_meant_are_all_named() -> None:
    assert nearest("has_renal_crisis", NAMES) == "did you mean `had_renal_crisis` or `has_active_renal_crisis`?"
    assert nearest("a", ["ab", "aB"], "") == ""
    assert nearest("x_y", ["x", "x y", "x-y", "y"]) == "did you mean `x y` or `x-y`?"
    assert len(near("spoon", [f"spoon_{each}" for each in "pqrvw"])) == MOST


def test_the_two_of_the_issue_suggest_nothing_in_the_rule_base(engine: Engine) -> None:
    with pytest.raises(Refused) as refused:
        engine.note({"rifaximin_outcome": "failed", "date_of_birth": "1960-01-01"})
    assert {(fault.code, fault.help) for fault in refused.value.faults} == {("P04", LISTED)}
    assert {"rituximab_outcome", "takes_loop_diuretic"} <= set(engine.rulebase.elements)


_WORD = st.text("ab_1 ", max_size=8)


@given(first=_WORD, second=_WORD)
def test_one_slip_is_the_same_both_ways(first: str, second: str) -> None:
    assert one_slip(first, second) == one_slip(second, first)


@given(word=st.text(max_size=30), names=st.lists(st.text(max_size=12), max_size=8))
def test_only_known_names_are_suggested(word: str, names: list[str]) -> None:
    assert set(near(word, names)) <= set(names)


def _soup(raw: dict[str, Any]) -> list[str]:
    with pytest.raises(Refused) as refused:
        Engine.load(SOUP).note(raw)
    return [fault.help for fault in refused.value.faults]


def test_the_first_ten_mistaken_names_get_a_suggestion_and_the_rest_the_list() -> None:
    helps = _soup({f"{'_' * number}has_herb": True for number in range(1, 16)})
    assert helps.count("did you mean `has_herbs`?") == SUGGESTED
    assert helps.count(LISTED) == 15 - SUGGESTED


def test_a_profile_of_999_mistaken_names_is_refused_at_once() -> None:
    began = time.process_time()
    helps = _soup({f"has_herb{'s' * 100}{number}": True for number in range(999)})
    assert len(helps) == 999
    assert time.process_time() - began < 2
