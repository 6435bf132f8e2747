"""Bundles, Parameters and lists; whose record it is; versions; what cannot be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from immunote.engine.faults import Refused
from immunote.service.fhir.resources import parse, resources_in
from tests.fhir.conftest import LOINC, SNOMED, Mapping, concept, condition, reasons

SSC = condition(SNOMED, "89155008")
SEPSIS = condition(SNOMED, "1", code={"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "A41.9"}]})


def bundle(*resources: Any, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Bundle", "entry": [{"resource": each} for each in resources], **more}


@pytest.mark.parametrize("kind", ["collection", "searchset", "transaction", "document", None])
def test_a_bundle_of_any_type_is_read(mapped: Mapping, kind: str | None) -> None:
    more = {"type": kind} if kind else {}
    assert mapped(bundle(SSC, SEPSIS, **more)).profile == {"has_systemic_sclerosis": True, "has_sepsis": True}


def test_parameters_lists_and_bundles_in_them_are_read(mapped: Mapping) -> None:
    parameters = {
        "resourceType": "Parameters",
        "parameter": [{"name": "record", "resource": bundle(SSC)}, {"name": "asOf", "valueDate": "2026-01-01"}],
    }
    assert mapped(parameters, [SEPSIS]).profile == {"has_systemic_sclerosis": True, "has_sepsis": True}
    assert resources_in(parameters).parameters == [("asOf", "2026-01-01")]


def test_an_empty_bundle_and_one_without_entries_know_nothing(mapped: Mapping) -> None:
    assert mapped(bundle()).profile == mapped({"resourceType": "Bundle"}).profile == {}


@pytest.mark.parametrize(
    ("given", "places"),
    [
        ({}, ["$"]),
        ("text", ["$"]),
        ([{"resourceType": "Patient"}, 5, {}], ["$[1]", "$[2]"]),
        ({"resourceType": "Bundle", "entry": [5, {"resource": {"id": "x"}}]}, ["$.entry[0]", "$.entry[1].resource"]),
        ({"resourceType": "Bundle", "entry": None}, []),
        ({"resourceType": "Bundle", "entry": {}}, ["$.entry"]),
        ({"resourceType": "not a kind"}, ["$"]),
        ({"resourceType": "Bundle", "entry": {"a": 1}}, ["$.entry"]),
        ({"resourceType": "Parameters", "parameter": [5]}, ["$.parameter[0]"]),
        ({"resourceType": "Parameters", "parameter": 5}, ["$.parameter"]),
        ({"resourceType": 5}, ["$"]),
    ],
)
def test_what_is_no_resource_is_refused_with_every_place(given: Any, places: list[str]) -> None:
    if not places:
        assert resources_in(given).entries == []
        return
    with pytest.raises(Refused) as refused:
        resources_in(given)
    assert [fault.place for fault in refused.value.faults] == places
    assert {fault.code for fault in refused.value.faults} == {"S41"}


def test_what_is_no_json_and_what_is_too_much_is_refused() -> None:
    for body in (b"", b"<Bundle/>", b"{", b'{"a": NaN}', b"\xff", b"[" * 2000):
        with pytest.raises(Refused, match="S40"):
            parse(body)
    with pytest.raises(Refused, match="S43"):
        resources_in([SSC] * 3, most=2)


def test_bundles_do_not_nest_without_end() -> None:
    nested: Any = SSC
    for _ in range(20):
        nested = bundle(nested)
    with pytest.raises(Refused, match="S41"):
        resources_in(nested)


def about(who: str | None, code: str = "89155008") -> dict[str, Any]:
    return condition(SNOMED, code, subject={"reference": who} if who else None)


@pytest.mark.parametrize(
    "reference", ["Patient/p", "http://example.org/fhir/Patient/p", "Patient/p/_history/2", "urn:uuid:p", None]
)
def test_entries_about_the_patient_are_found_however_they_refer(mapped: Mapping, reference: str | None) -> None:
    found = mapped({"resourceType": "Patient", "id": "p"}, about(reference))
    assert found.profile == {"has_systemic_sclerosis": True}


def test_entries_about_somebody_else_are_left_out_and_named(mapped: Mapping) -> None:
    found = mapped({"resourceType": "Patient", "id": "p"}, about("Patient/q"))
    assert (found.profile, reasons(found, None)) == ({}, ["other_person"])


def test_two_people_are_refused(mapped: Mapping) -> None:
    people = [{"resourceType": "Patient", "id": each} for each in "pq"]
    for given in (people, [about("Patient/p"), about("Patient/q", "38341003")]):
        with pytest.raises(Refused, match="S42"):
            mapped(*given)


def test_the_full_url_names_a_resource_too(mapped: Mapping) -> None:
    entries = [
        {"fullUrl": "urn:uuid:1-2", "resource": {"resourceType": "Patient"}},
        {"resource": about("urn:uuid:1-2")},
        {"resource": about("urn:uuid:3-4", "38341003")},
    ]
    found = mapped({"resourceType": "Bundle", "entry": entries})
    assert found.profile == {"has_systemic_sclerosis": True}


def test_of_versions_of_one_entry_the_newest_is_used(mapped: Mapping) -> None:
    wrong = {"coding": [{"code": "entered-in-error"}]}
    old, new = ({**SSC, "meta": {"lastUpdated": day}} for day in ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"))
    assert mapped({**new, "verificationStatus": wrong}, old).profile == {}
    assert mapped(new, {**old, "verificationStatus": wrong}).profile == {"has_systemic_sclerosis": True}
    found = mapped(SSC, SSC)
    assert (found.profile, found.report.not_used) == ({"has_systemic_sclerosis": True}, ())


@pytest.mark.parametrize(
    "broken",
    [
        {"code": 5},
        {"code": {"coding": [None]}},
        {"clinicalStatus": "active"},
        {"onsetDateTime": 2020},
        {"subject": {"reference": 5}, "verificationStatus": []},
    ],
)
def test_an_entry_of_another_form_is_named_and_the_others_are_read(mapped: Mapping, broken: Any) -> None:
    found = mapped({**SSC, "id": "broken", **broken}, SEPSIS)
    assert found.profile == {"has_sepsis": True}
    assert reasons(found, None) == ["unreadable"]


def test_what_is_not_read_at_all_is_counted_by_kind(mapped: Mapping) -> None:
    kinds = ["Immunization", "FamilyMemberHistory", "FamilyMemberHistory", "OperationOutcome"]
    found = mapped(*({"resourceType": kind} for kind in kinds))
    assert found.report.not_read == {"Immunization": 1, "FamilyMemberHistory": 2, "OperationOutcome": 1}
    assert found.profile == {}


@pytest.mark.parametrize(
    ("born", "years"),
    [
        ("1960-06-15", 66),
        ("1960-06-16", 65),
        ("1960-06", None),  # 65 or 66: a threshold may lie between, and here it does not matter which
        ("1980", 45),
        ("2008", None),  # 17 or 18
        ("2027", None),
        ("1850-01-01", None),
        ("60", None),
    ],
)
def test_age_is_in_completed_years_and_a_partial_date_counts_where_no_rule_minds(
    mapped: Mapping, born: str, years: int | None
) -> None:
    found = mapped({"resourceType": "Patient", "id": "p", "birthDate": born})
    assert found.profile.get("age_years") == years


def test_the_sex_is_the_administrative_one_and_unknown_is_not_known(mapped: Mapping) -> None:
    for gender, known in (("female", {"sex": "female"}), ("other", {"sex": "other"}), ("unknown", {}), ("F", {})):
        assert mapped({"resourceType": "Patient", "gender": gender}).profile == known


def test_the_day_of_the_assessment_is_the_only_clock(mapped: Mapping) -> None:
    patient = {"resourceType": "Patient", "birthDate": "1960-06-15"}
    assert [mapped(patient, as_of=date(year, 1, 1)).profile for year in (2000, 2020)] == [
        {"age_years": 39},
        {"age_years": 59},
    ]


def test_a_device_in_use_and_a_procedure_raise_questions_at_most(mapped: Mapping) -> None:
    line = {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "Z95.828"}]}
    for resource in (
        {"resourceType": "Device", "status": "active", "type": line},
        {"resourceType": "Procedure", "status": "completed", "code": line},
    ):
        found = mapped(resource)
        assert (found.profile, reasons(found, "has_indwelling_vascular_catheter")) == ({}, ["near"])


def test_a_device_in_use_says_yes_by_its_local_code(mapped: Mapping) -> None:
    local = {"coding": [{"system": "urn:immunote:element", "code": "has-indwelling-vascular-catheter"}]}
    device = {"resourceType": "Device", "id": "d", "type": local}
    use = {"resourceType": "DeviceUseStatement", "status": "active", "device": {"reference": "Device/d"}}
    assert mapped(device, use).profile == {"has_indwelling_vascular_catheter": True}
    assert mapped(device, {**use, "status": "completed"}).profile == {}
    assert mapped(device, {**use, "timingPeriod": {"end": "2026-01-01"}}).profile == {}


def test_what_stands_within_another_entry_is_named_and_not_read(mapped: Mapping) -> None:
    diabetes = condition(SNOMED, "44054006", id="c")
    for holder in (
        {"resourceType": "Encounter", "id": "e", "status": "finished"},
        {"resourceType": "List", "id": "l", "status": "current", "mode": "working", "date": "2026-06-10",
         "code": concept(LOINC, "11450-4"), "entry": [{"item": {"reference": "#c"}}]},
    ):  # fmt: skip
        found = mapped({**holder, "contained": [diabetes]})
        assert found.profile == {}
        assert reasons(found, "has_diabetes") == ["contained"]


def test_the_parts_of_a_parameter_are_read(mapped: Mapping) -> None:
    part = {"name": "conditions", "part": [{"name": "record", "resource": condition(SNOMED, "44054006")}]}
    assert mapped({"resourceType": "Parameters", "parameter": [part]}).profile == {"has_diabetes": True}
    deep: dict[str, Any] = {"name": "record", "resource": condition(SNOMED, "44054006")}
    for _ in range(40):
        deep = {"name": "record", "part": [deep]}
    with pytest.raises(Refused):
        mapped({"resourceType": "Parameters", "parameter": [deep]})
