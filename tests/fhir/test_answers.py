"""QuestionnaireResponse: an item whose linkId is the name of an element answers it."""

from __future__ import annotations

from typing import Any

import pytest

from immunote.engine.api import Engine
from tests.fhir.conftest import SNOMED, Mapping, answers, condition, quantity, reasons


def test_each_type_of_element_is_answered(mapped: Mapping) -> None:
    found = mapped(
        answers(
            muscle_is_active={"valueBoolean": True},
            mrss={"valueInteger": 12},
            ck_u_l={"valueDecimal": 812.5},
            weight_kg={"valueQuantity": quantity(150, "[lb_av]")},
            ssc_subset={"valueCoding": {"code": "diffuse"}},
            methotrexate_outcome={"valueString": "failed"},
            has_systemic_sclerosis={"valueCoding": {"system": SNOMED, "code": "373066001"}},
        )
    )
    assert found.profile == {
        "muscle_is_active": True,
        "mrss": 12,
        "ck_u_l": 812.5,
        "weight_kg": 68.04,
        "ssc_subset": "diffuse",
        "methotrexate_outcome": "failed",
        "has_systemic_sclerosis": True,
    }


def test_items_within_items_are_read(mapped: Mapping) -> None:
    inner = {"linkId": "mrss", "answer": [{"valueInteger": 3}]}
    for item in (
        {"linkId": "skin", "item": [inner]},
        {"linkId": "skin", "answer": [{"valueBoolean": True, "item": [inner]}]},
    ):
        response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [item]}
        assert mapped(response).profile == {"mrss": 3}


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"valueInteger": 99}, "implausible"),
        ({"valueString": "12"}, "text"),
        ({"valueDecimal": 1.5}, "implausible"),
        ({"valueBoolean": True}, "value_kind"),
    ],
)
def test_an_answer_that_does_not_fit_is_named(mapped: Mapping, answer: Any, reason: str) -> None:
    found = mapped(answers(mrss=answer))
    assert (found.profile, reasons(found, "mrss")) == ({}, [reason])


def test_an_item_without_one_answer_answers_nothing(mapped: Mapping) -> None:
    for given in ([], [{"valueInteger": 1}, {"valueInteger": 2}]):
        response = {
            "resourceType": "QuestionnaireResponse",
            "status": "completed",
            "item": [{"linkId": "mrss", "answer": given}],
        }
        assert mapped(response).profile == {}


@pytest.mark.parametrize("status", ["in-progress", "stopped", "entered-in-error"])
def test_an_unfinished_questionnaire_answers_nothing(mapped: Mapping, status: str) -> None:
    assert mapped({**answers(mrss={"valueInteger": 1}), "status": status}).profile == {}


def test_a_newer_answer_wins_over_an_older_entry_and_an_older_answer_does_not(mapped: Mapping) -> None:
    hypertension = condition(SNOMED, "38341003", recordedDate="2025-01-01")
    assert mapped(hypertension, answers("2026-01-01", has_hypertension={"valueBoolean": False})).profile == {
        "has_hypertension": False
    }
    assert mapped(hypertension, answers("2024-01-01", has_hypertension={"valueBoolean": False})).profile == {
        "has_hypertension": True
    }


def test_a_time_that_was_stated_on_another_day_has_gone_on(mapped: Mapping) -> None:
    given: Any = {"creatinine_age_days": {"valueInteger": 5}}
    assert mapped(answers("2026-06-15", **given)).profile == {"creatinine_age_days": 5}
    for day in ("2026-04-01", None):
        found = mapped(answers(day, **given))
        assert (found.profile, reasons(found, "creatinine_age_days")) == ({}, ["stated_earlier"])


def test_a_question_that_nothing_reads_is_an_unknown_code(mapped: Mapping) -> None:
    found = mapped(answers(favourite_colour={"valueString": "red"}))
    assert [(each.system, each.code) for each in found.report.unknown_codes] == [("linkId", "favourite_colour")]


def test_yes_or_no_by_other_codes_is_named(mapped: Mapping) -> None:
    found = mapped(answers(muscle_is_active={"valueCoding": {"code": "maybe"}}))
    assert reasons(found, "muscle_is_active") == ["coded_value"]


def test_none_of_these_answers_what_is_open_and_changes_no_answer(mapped: Mapping, engine: Engine) -> None:
    group = next(each for each in engine.rulebase.question_groups if each.id == "clots")
    yes: Any = {"has_diabetes": {"valueBoolean": True}}
    profile = mapped(answers(**yes, **{"none_of_these.clots": {"valueBoolean": True}})).profile
    assert profile["has_diabetes"] is True
    assert {name for name in group.stores if profile.get(name) is False} == set(group.stores) - {"has_diabetes"}
    recorded = mapped(condition(SNOMED, "38341003"), answers(**{"none_of_these.clots": {"valueBoolean": True}}))
    assert recorded.profile["has_hypertension"] is True
    for nothing in ({"valueBoolean": False}, {"valueString": "yes"}):
        assert mapped(answers(**{"none_of_these.clots": nothing})).profile == {}
    unfinished = {**answers(**{"none_of_these.clots": {"valueBoolean": True}}), "status": "in-progress"}
    assert mapped(unfinished).profile == {}
    assert mapped(answers("2026-07-01", **{"none_of_these.clots": {"valueBoolean": True}})).profile == {}


def test_a_no_that_contradicts_another_answer_is_not_stored(mapped: Mapping) -> None:
    low: Any = {"haemoglobin_g_dl": {"valueQuantity": quantity(5, "g/dL")}}
    found = mapped(answers(**low, **{"none_of_these.acutely_unwell": {"valueBoolean": True}}))
    assert found.patient.facts["has_severe_anaemia"] is True
    assert found.profile["has_sepsis"] is False


def test_the_day_of_an_answer_is_not_the_day_of_a_value(mapped: Mapping) -> None:
    """A creatinine that is answered today was not taken today for that."""
    given: Any = {"creatinine_mg_dl": {"valueQuantity": quantity(1.2, "mg/dL")}}
    assert mapped(answers("2026-06-15", **given)).profile == {"creatinine_mg_dl": 1.2}
