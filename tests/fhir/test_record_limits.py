"""The limits of a record: who it is of, when it can be true, and what its Bundles, documents and panels take back."""

from __future__ import annotations

from typing import Any

import pytest

from immunote.engine.faults import Refused
from tests.fhir.conftest import SNOMED, Mapping, condition, observation, quantity, reasons, status
from tests.fhir.test_turned import bundle

SSC, PE, CREATININE = "89155008", "59282003", "2160-0"
SCLEROSIS = {"has_systemic_sclerosis": True}


def patient(**more: Any) -> dict[str, Any]:
    return {"resourceType": "Patient", "id": "1", "birthDate": "1970-01-01", "gender": "female", **more}


def sclerosis(**more: Any) -> dict[str, Any]:
    return condition(SNOMED, SSC, **more)


def creatinine(**more: Any) -> dict[str, Any]:
    return observation(CREATININE, valueQuantity=quantity(1.1, "mg/dL"), **more)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"deceasedBoolean": True}, "deceased"),
        ({"deceasedDateTime": "2026-01-01"}, "deceased"),
        ({"deceasedDateTime": "2026"}, "deceased"),
        ({"deceasedDateTime": "in spring"}, "deceased"),
        ({"active": False}, "inactive_record"),
        ({"link": [{"other": {"reference": "Patient/2"}, "type": "replaced-by"}]}, "replaced"),
        ({"deceasedBoolean": False}, None),
        ({"deceasedDateTime": "2027-01-01"}, None),
        ({"active": True}, None),
        ({"link": [{"other": {"reference": "Patient/0"}, "type": "replaces"}]}, None),
        ({"link": [{"other": {"reference": "Patient/7"}, "type": "seealso"}]}, None),
    ],
)
def test_a_patient_who_died_or_whose_record_ended_is_said(
    mapped: Mapping, more: dict[str, Any], reason: str | None
) -> None:
    found = mapped(patient(**more), sclerosis(subject={"reference": "Patient/1"}))
    assert reasons(found, None) == ([reason] if reason else [])


@pytest.mark.parametrize("more", [{"active": False}, {"link": [{"type": "replaced-by"}]}])
def test_a_list_in_a_record_that_ended_closes_nothing(mapped: Mapping, more: dict[str, Any]) -> None:
    listed = {"resourceType": "List", "id": "l", "status": "current", "mode": "working", "date": "2026-06-10",
              "code": {"coding": [{"system": "http://loinc.org", "code": "11450-4"}]},
              "entry": [{"item": {"reference": f"Condition/c-{SSC}"}}]}  # fmt: skip
    assert mapped(patient(), sclerosis(), listed).profile["has_diabetes"] is False
    assert "has_diabetes" not in mapped(patient(**more), sclerosis(), listed).profile


def test_two_patients_are_refused_and_one_urn_in_two_cases_is_one(mapped: Mapping) -> None:
    with pytest.raises(Refused):
        mapped(patient(), patient(id="2"))
    own = "urn:uuid:3f2504e0-4f89-11d3-9a0c-0305e82c3301"
    sent = bundle(
        {"fullUrl": own, "resource": {"resourceType": "Patient"}},
        {"resource": sclerosis(subject={"reference": f"urn:uuid:{own[9:].upper()}"})},
    )
    assert mapped(sent).profile == SCLEROSIS


@pytest.mark.parametrize("written", ["unknown", "F", "Female"])
def test_a_sex_that_is_not_read_is_said(mapped: Mapping, written: str) -> None:
    found = mapped({"resourceType": "Patient", "id": "1", "gender": written})
    assert found.profile == {}
    assert reasons(found, "sex") == ["coded_value"]


@pytest.mark.parametrize(
    ("entry", "element"),
    [
        (condition(SNOMED, PE, onsetDateTime="1960-01-01"), "had_thrombosis"),
        (condition(SNOMED, PE, recordedDate="1969-12-31"), "had_thrombosis"),
        (observation(CREATININE, "1969-12-31", valueQuantity=quantity(1, "mg/dL")), "creatinine_mg_dl"),
    ],
)
def test_what_is_dated_before_birth_is_not_used(mapped: Mapping, entry: Any, element: str) -> None:
    found = mapped(patient(), entry)
    assert element not in found.profile
    assert reasons(found, element) == ["before_birth"]


def test_the_day_and_the_year_of_birth_are_not_before_it(mapped: Mapping) -> None:
    assert mapped(patient(), condition(SNOMED, PE, onsetDateTime="1970-01-01")).profile["had_thrombosis"] is True
    assert mapped(patient(), condition(SNOMED, PE, onsetDateTime="1970")).profile["had_thrombosis"] is True


def test_a_result_that_comes_out_after_the_day_is_not_used(mapped: Mapping) -> None:
    found = mapped(creatinine(issued="2026-06-16T08:00:00Z"))
    assert found.profile == {}
    assert reasons(found, "creatinine_mg_dl") == ["future"]
    assert "creatinine_mg_dl" in mapped(creatinine(issued="2026-06-15T08:00:00Z")).profile


DELETES = {"request": {"method": "DELETE", "url": "Condition?_id=9"}}
ERROR = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "exception"}]}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (bundle({"resource": sclerosis(id="9")}, DELETES, type="transaction"), "may_be_deleted"),
        (bundle({"resource": sclerosis(id="8")}, DELETES, type="transaction"), None),
        (bundle({"resource": sclerosis()}, {"request": {"method": "DELETE", "url": "Condition?code=x"}}),
         "may_be_deleted"),
        (bundle({"resource": sclerosis()}, {"request": {"method": "DELETE", "url": "Observation?code=x"}}), None),
        (bundle({"search": {"mode": "outcome"}, "resource": sclerosis()}, type="searchset"), "search_outcome"),
        (bundle({"search": {"mode": "include"}, "resource": sclerosis()}, type="searchset"), None),
        (bundle({"resource": {"resourceType": "Composition", "status": "entered-in-error"}},
                {"resource": sclerosis()}, type="document"), "entered_in_error"),
        (bundle({"resource": {"resourceType": "Composition", "status": "final"}}, {"resource": sclerosis()},
                type="document"), None),
        (bundle({"resource": sclerosis(), "response": {"status": "201 Created"}}, type="transaction-response"), None),
    ],
)  # fmt: skip
def test_what_a_bundle_takes_back_is_not_read(mapped: Mapping, given: Any, reason: str | None) -> None:
    found = mapped(given)
    assert found.profile == (SCLEROSIS if reason is None else {})
    assert reason is None or reason in reasons(found, None)


@pytest.mark.parametrize(
    ("entry", "is_incomplete"),
    [({"response": {"status": "404 Not Found"}}, True), ({"resource": ERROR}, True),
     ({"resource": {**ERROR, "issue": [{"severity": "warning", "code": "x"}]}}, False),
     ({"resource": {**ERROR, "issue": [{"severity": "warning", "code": "suppressed"}]}}, True),
     ({"response": {"status": "200 OK"}, "resource": creatinine()}, False)],
)  # fmt: skip
def test_a_part_that_could_not_be_had_makes_a_record_incomplete(
    mapped: Mapping, entry: dict[str, Any], is_incomplete: bool
) -> None:
    assert mapped(bundle({"resource": sclerosis()}, entry)).report.incomplete is is_incomplete


@pytest.mark.parametrize(
    ("panel", "reason"),
    [
        ({"status": "entered-in-error"}, "panel_in_error"),
        ({"specimen": {"display": "Urine"}}, "panel_in_error"),
        ({"status": "cancelled"}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize(("kind", "key"), [("Observation", "hasMember"), ("DiagnosticReport", "result")])
def test_what_may_not_be_read_of_a_panel_may_not_be_read_of_its_members(
    mapped: Mapping, panel: dict[str, Any], reason: str | None, kind: str, key: str
) -> None:
    held = observation("24323-8", id="p", **{key: [{"reference": "Observation/a"}], **panel})
    found = mapped({**held, "resourceType": kind}, creatinine(id="a"))
    if kind == "DiagnosticReport" and "specimen" in panel:
        reason = None  # a report may be of several specimens
    assert ("creatinine_mg_dl" in found.profile) is (reason is None)
    assert reason is None or reason in reasons(found, "creatinine_mg_dl")


def test_an_allergy_without_code_and_words_is_named(mapped: Mapping) -> None:
    found = mapped({"resourceType": "AllergyIntolerance", "id": "a", "code": {}})
    assert [each.reason for each in found.report.not_used] == ["no_code"]


def test_a_device_in_use_that_was_not_sent_is_named_by_its_words(mapped: Mapping) -> None:
    use = {"resourceType": "DeviceUseStatement", "id": "d", "status": "active"}
    named = mapped({**use, "device": {"display": "Hickman catheter"}})
    assert reasons(named, "has_indwelling_vascular_catheter") == ["words"]
    assert reasons(mapped({**use, "device": {"reference": "Device/9"}}), None) == ["elsewhere"]


ABSENT = {"extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked"}]}


@pytest.mark.parametrize(
    ("more", "element", "reason"),
    [
        ({"birthDate": "14.05.1968"}, "age_years", "date_not_read"),
        ({"birthDate": None, "_birthDate": ABSENT}, "age_years", "value_absent"),
        ({"_birthDate": ABSENT}, "age_years", "value_absent"),
        ({"_gender": ABSENT}, "sex", "value_absent"),
    ],
)
def test_a_birth_date_or_sex_that_cannot_be_read_or_is_masked_is_said(
    mapped: Mapping, more: dict[str, Any], element: str, reason: str
) -> None:
    found = mapped(patient(**more))
    assert element not in found.profile
    assert reasons(found, element) == [reason]


def test_an_entry_without_code_and_words_is_named(mapped: Mapping) -> None:
    found = mapped({"resourceType": "Condition", "clinicalStatus": status("active")})
    assert reasons(found, None) == ["no_code"]
