"""A problem list reviewed on a date closes lasting diagnoses; anything less closes nothing."""

from __future__ import annotations

from typing import Any

import pytest

from immunote.engine.api import Engine
from tests.fhir.conftest import LOINC, SNOMED, Mapping, concept, condition, reasons, status

HYPERTENSION, SSC = "38341003", "89155008"


def problem_list(*ids: str, **more: Any) -> dict[str, Any]:
    made = {
        "resourceType": "List",
        "status": "current",
        "mode": "snapshot",
        "code": concept(LOINC, "11450-4"),
        "date": "2026-06-01",
        "entry": [{"item": {"reference": f"Condition/{each}"}} for each in ids],
        **more,
    }
    return {key: value for key, value in made.items() if value is not None}


def test_a_reviewed_list_closes_the_lasting_diagnoses_that_it_lacks(mapped: Mapping, engine: Engine) -> None:
    found = mapped(condition(SNOMED, SSC), problem_list(f"c-{SSC}"))
    closing = [name for name, each in engine.rulebase.elements.items() if each.closed_by_problem_list]
    assert {name: found.profile[name] for name in closing} == dict.fromkeys(closing, False)
    assert found.profile["has_systemic_sclerosis"] is True
    (element,) = [each for each in found.report.elements if each.element == "has_diabetes"]
    assert (element.how, element.source.date) == ("closed", "2026-06-01")


def test_what_is_on_the_list_or_open_for_another_reason_is_not_closed(mapped: Mapping) -> None:
    found = mapped(
        condition(SNOMED, HYPERTENSION),
        condition(SNOMED, "73211009", verificationStatus=status("provisional")),
        problem_list(f"c-{HYPERTENSION}", "c-73211009"),
    )
    assert found.profile["has_hypertension"] is True
    assert "has_diabetes" not in found.profile
    assert found.profile["has_raynaud"] is False


def test_never_closed_are_elements_for_which_a_list_is_not_enough(mapped: Mapping) -> None:
    found = mapped(
        problem_list(
            entry=[], emptyReason=concept("http://terminology.hl7.org/CodeSystem/list-empty-reason", "nilknown")
        )
    )
    assert found.profile["has_hypertension"] is False
    assert "had_thrombosis" not in found.profile
    assert "has_heart_failure" not in found.profile


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"date": None}, "list_not_dated"),
        ({"date": "2026-06-16"}, "list_not_dated"),
        ({"date": "2019-12-31"}, "list_not_dated"),
        ({"mode": "changes"}, "list_not_whole"),
        ({"status": "retired"}, "list_not_whole"),
        ({"entry": []}, "list_not_whole"),
        ({"entry": [{"item": {"reference": "Condition/elsewhere"}}]}, "list_not_read"),
        ({"entry": [{"item": {"display": "something"}}]}, "list_not_read"),
        ({"title": "Family history"}, "relative"),
        ({"entry": [{"item": {"reference": f"Condition/c-{SSC}"}},
                    {"deleted": True, "item": {"reference": "Condition/9"}}]}, "list_not_whole"),
        ({"meta": {"tag": [{"code": "SUBSETTED"}]}}, "list_not_whole"),
    ],
)  # fmt: skip
def test_a_list_that_is_not_dated_whole_and_readable_closes_nothing(mapped: Mapping, more: Any, reason: str) -> None:
    found = mapped(condition(SNOMED, SSC, recordedDate="2020-01-01"), problem_list(f"c-{SSC}", **more))
    assert found.profile == {"has_systemic_sclerosis": True}
    assert reasons(found, None) == [reason]


def test_a_list_with_an_entry_that_cannot_be_read_closes_nothing(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, "444814009"), problem_list("c-444814009"))
    assert found.profile == {}
    assert reasons(found, None) == ["list_not_read"]


@pytest.mark.parametrize(
    ("more", "is_incomplete"),
    [
        ({"link": [{"relation": "next", "url": "http://example.org/more"}]}, True),
        ({"total": 40}, True),
        ({"total": 2}, False),
        ({"total": True}, False),
    ],
)
def test_a_record_with_more_pages_closes_nothing(mapped: Mapping, more: dict[str, Any], is_incomplete: bool) -> None:
    bundle = {
        "resourceType": "Bundle",
        "type": "searchset",
        **more,
        "entry": [{"resource": each} for each in (condition(SNOMED, SSC), problem_list(f"c-{SSC}"))],
    }
    found = mapped(bundle)
    assert found.report.incomplete is is_incomplete
    assert (found.profile == {"has_systemic_sclerosis": True}) is is_incomplete


def test_another_list_is_not_a_problem_list(mapped: Mapping) -> None:
    found = mapped(problem_list(code=concept(LOINC, "48765-2")))
    assert found.profile == {}
    assert [each.code for each in found.report.unknown_codes] == ["48765-2"]
    assert reasons(mapped(problem_list(code=None)), None) == ["no_code"]
