"""States, extensions, subjects, identities, times, ways and units that were once read wrongly: each with its kind."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from immunote.engine.faults import Refused
from tests.fhir.conftest import (
    ATC,
    LOINC,
    RXNORM,
    SNOMED,
    Mapping,
    answers,
    concept,
    condition,
    medication,
    observation,
    quantity,
    reasons,
    status,
)

SSC, PE = "89155008", "59282003"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
GM = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
SURE = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"
MODIFIED = [{"url": "http://example.org/only-planned", "valueBoolean": True}]


@pytest.mark.parametrize(
    ("resource", "element"),
    [
        (condition(SNOMED, PE, modifierExtension=MODIFIED), "had_thrombosis"),
        (condition(SNOMED, PE, implicitRules="http://example.org/rules"), "had_thrombosis"),
        (observation("718-7", valueQuantity=quantity(9, "g/dL"), modifierExtension=MODIFIED), "haemoglobin_g_dl"),
        (observation("85354-9", component=[{"code": concept(LOINC, "8480-6"), "modifierExtension": MODIFIED,
                                            "valueQuantity": quantity(120, "mm[Hg]")}]), "systolic_mmhg"),
        (medication(RXNORM, "11289", modifierExtension=MODIFIED), "takes_anticoagulant"),
        (medication(RXNORM, "11289", dosageInstruction=[{"modifierExtension": MODIFIED}]), "takes_anticoagulant"),
        (observation("718-7", valueQuantity=quantity(9, "g/dL"), implicitRules="urn:x"), "haemoglobin_g_dl"),
    ],
    ids=lambda each: str(each)[:40],
)  # fmt: skip
def test_nothing_is_read_of_what_an_unknown_modifier_may_turn_around(
    mapped: Mapping, resource: Any, element: str
) -> None:
    found = mapped(resource)
    assert found.profile == {}
    assert set(reasons(found, None)) <= {"modifier_extension", "implicit_rules"}
    assert element not in found.report.not_recorded


@pytest.mark.parametrize("depth", [1, 5, 6, 7, 20, 100])
def test_an_unknown_modifier_is_found_however_deep_it_stands(mapped: Mapping, depth: int) -> None:
    for more, told in (({}, {"is_smoker": True}), ({"modifierExtension": MODIFIED}, {})):
        item: Any = {"linkId": "is_smoker", "answer": [{"valueBoolean": True}], **more}
        for _ in range(depth):
            item = {"linkId": "group", "item": [item]}
        response = {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2026-06-10"}
        assert mapped({**response, "item": [item]}).profile == told


@pytest.mark.parametrize(
    ("letter", "reason"), [("A", "refuted"), ("V", "unconfirmed"), ("G", None), ("Z", None), ("?", "state_unclear")]
)
@pytest.mark.parametrize("form", ["valueCoding", "valueCode", "valueString"])
def test_the_letter_of_a_german_code_counts_for_all_codes_of_the_entry(
    mapped: Mapping, letter: str, reason: str | None, form: str
) -> None:
    value: Any = {"code": letter} if form == "valueCoding" else letter
    german = {"system": GM, "code": "I26.9", "extension": [{"url": SURE, form: value}]}
    found = mapped(condition(SNOMED, PE, code={"coding": [german, {"system": SNOMED, "code": PE}]}))
    assert found.profile == ({"had_thrombosis": True} if reason is None else {})
    assert reasons(found, "had_thrombosis")[:1] == ([reason] if reason else [])


@pytest.mark.parametrize("url", ["http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit|1.5",
                                 "http://fhir.de/StructureDefinition/diagnosesicherheit"])  # fmt: skip
def test_the_letter_counts_by_each_of_its_addresses_and_beside_the_code_too(mapped: Mapping, url: str) -> None:
    for letter, is_read in (("A", False), ("V", False), ("G", True)):
        extension = [{"url": url, "valueCoding": {"code": letter}}]
        coded = {"coding": [{"system": SNOMED, "code": "59282003", "extension": extension}]}
        for entry in (condition(SNOMED, "59282003", code=coded), condition(SNOMED, "59282003", extension=extension)):
            assert ("had_thrombosis" in mapped(entry).profile) is is_read


def test_a_state_after_is_past(mapped: Mapping) -> None:
    german = {"system": GM, "code": "I10.90", "extension": [{"url": SURE, "valueCoding": {"code": "Z"}}]}
    found = mapped(condition(SNOMED, "x", code={"coding": [german, {"system": SNOMED, "code": "38341003"}]}))
    assert (found.profile, reasons(found, "has_hypertension")) == ({}, ["not_current"])


@pytest.mark.parametrize(
    ("codings", "reason"),
    [
        ([("urn:local", "confirmed"), (VERIFICATION, "refuted")], "refuted"),
        ([("urn:local", "refuted"), (VERIFICATION, "confirmed")], None),
        ([("urn:local", "refuted")], "refuted"),
        ([("urn:local", "tentative")], "state_unclear"),
        ([("urn:local", "confirmed"), ("urn:other", "provisional")], "state_unclear"),
        ([(VERIFICATION, "confirmed"), (VERIFICATION, "refuted")], "state_unclear"),
        ([(VERIFICATION, "of another vocabulary")], "state_unclear"),
        ([("urn:local", "confirmed")], None),
    ],
    ids=str,
)
def test_the_standard_code_of_a_state_comes_first(
    mapped: Mapping, codings: list[tuple[str, str]], reason: str | None
) -> None:
    stated = {"coding": [{"system": system, "code": code} for system, code in codings]}
    found = mapped(condition(SNOMED, SSC, verificationStatus=stated))
    assert found.profile == ({} if reason else {"has_systemic_sclerosis": True})
    assert reasons(found, "has_systemic_sclerosis") == ([reason] if reason else [])


def test_a_clinical_status_in_words_of_its_own_is_not_known(mapped: Mapping) -> None:
    for stated in ({"text": "geheilt"}, {"coding": [{"code": "aktuell"}]}):
        found = mapped(condition(SNOMED, "38341003", clinicalStatus=stated))
        assert (found.profile, reasons(found, "has_hypertension")) == ({}, ["state_unclear"])
    assert mapped(condition(SNOMED, "38341003", clinicalStatus={"text": "Active"})).profile == {
        "has_hypertension": True
    }


ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
PATIENT = {"resourceType": "Patient", "id": "1", "identifier": [{"system": "urn:mrn", "value": "77"}]}


@pytest.mark.parametrize(
    ("subject", "reason"),
    [
        ({"reference": "RelatedPerson/1"}, "other_person"),
        ({"reference": "Group/1"}, "other_person"),
        ({"reference": "Practitioner/1"}, "other_person"),
        ({"reference": "Patient/2"}, "other_person"),
        ({"reference": "https://b.example/fhir/Patient/1"}, "other_person"),
        ({"reference": "https://b.example/fhir/RelatedPerson/1"}, "other_person"),
        ({"reference": "#1"}, "other_person"),
        ({"type": "RelatedPerson", "display": "her sister"}, "other_person"),
        ({"identifier": {"system": "urn:mrn", "value": "78"}}, "other_person"),
        ({"reference": "Patient/1", "identifier": {"system": "urn:mrn", "value": "78"}}, "other_person"),
        ({"identifier": {"system": "urn:other", "value": "1"}}, "subject_not_known"),
        ({"display": "Somebody"}, "subject_not_known"),
        ({"reference": "Patient/1"}, None),
        ({"reference": "https://a.example/fhir/Patient/1"}, None),
        ({"reference": "Patient/1/_history/3"}, None),
        ({"identifier": {"system": "urn:mrn", "value": "77"}}, None),
        ({}, None),
        ({"extension": [{"url": ABSENT, "valueCode": "masked"}]}, "subject_not_known"),
    ],
    ids=str,
)
def test_only_what_is_about_this_patient_is_read(mapped: Mapping, subject: Any, reason: str | None) -> None:
    entries = [
        {"fullUrl": "https://a.example/fhir/Patient/1", "resource": PATIENT},
        {"fullUrl": "https://a.example/fhir/Condition/9", "resource": condition(SNOMED, SSC, id="9", subject=subject)},
    ]
    found = mapped({"resourceType": "Bundle", "entry": entries})
    assert found.profile == ({} if reason else {"has_systemic_sclerosis": True})
    assert reasons(found, None) == ([reason] if reason else [])


def test_an_entry_that_names_two_people_is_not_read(mapped: Mapping) -> None:
    entry = condition(SNOMED, "59282003", subject={"reference": "Patient/1"})
    assert mapped(PATIENT, {**entry, "patient": {"reference": "Patient/1"}}).profile == {"had_thrombosis": True}
    found = mapped(PATIENT, {**entry, "patient": {"reference": "Patient/2"}})
    assert found.profile == {}
    assert "other_person" in reasons(found, None)


def test_a_status_that_is_said_to_be_absent_is_not_known(mapped: Mapping) -> None:
    result = observation("718-7", status=None, valueQuantity=quantity(11, "g/dL"))
    masked = {**result, "_status": {"extension": [{"url": ABSENT, "valueCode": "unknown"}]}}
    assert mapped(result).profile == {"haemoglobin_g_dl": 11}
    assert reasons(mapped(masked), "haemoglobin_g_dl") == ["state_unclear"]


def test_the_patient_of_another_server_is_another_where_only_the_entries_name_servers(mapped: Mapping) -> None:
    about = [condition(SNOMED, code, id=str(n), subject={"reference": f"https://{n}.example/Patient/1"})
             for n, code in (("a", SSC), ("b", PE))]  # fmt: skip
    found = mapped(PATIENT, *about)
    assert (found.profile, reasons(found, None)) == ({}, ["other_person", "other_person"])
    assert mapped(PATIENT, about[0]).profile == {"has_systemic_sclerosis": True}


@pytest.mark.parametrize(
    ("focus", "is_read"),
    [
        ([{"reference": "Patient/2"}], False),
        ([{"reference": "RelatedPerson/1"}], False),
        ([{"display": "fetus"}], False),
        ([{"identifier": {"value": "donor"}}], False),
        ([{"reference": "Specimen/1"}], False),
        ([{"reference": "Patient/1"}], True),
        ([], True),
    ],
    ids=str,
)
def test_a_result_with_another_focus_is_not_the_patients(mapped: Mapping, focus: Any, is_read: bool) -> None:
    found = mapped(PATIENT, observation("718-7", valueQuantity=quantity(11, "g/dL"), focus=focus))
    assert found.profile == ({"haemoglobin_g_dl": 11} if is_read else {})
    assert "haemoglobin_g_dl" not in found.report.not_recorded


def entry(url: str, resource: Any) -> Any:
    return {"fullUrl": url, "resource": resource}


@pytest.mark.parametrize("code", ["38341003", "73211009", "266261006", "233703007", "709044004"])
def test_two_servers_may_use_one_id(mapped: Mapping, code: str) -> None:
    first, second = condition(SNOMED, SSC, id="7"), condition(SNOMED, code, id="7")
    bundle = {"resourceType": "Bundle", "entry": [entry("https://a.example/Condition/7", first),
                                                  entry("https://b.example/Condition/7", second)]}  # fmt: skip
    found = mapped(bundle).profile
    assert len(found) == 2
    assert set(found.values()) == {True}


def test_a_reference_means_the_resource_of_its_own_server(mapped: Mapping) -> None:
    drugs = {"a": "11289", "b": "8640"}
    entries = [
        entry(f"https://{server}.example/Medication/m", {"resourceType": "Medication", "id": "m",
                                                         "code": concept(RXNORM, code)})
        for server, code in drugs.items()
    ]  # fmt: skip
    order = medication(
        RXNORM, "x", id="o", medicationCodeableConcept=None, medicationReference={"reference": "Medication/m"}
    )
    of_b = [*entries, entry("https://b.example/MedicationRequest/o", order)]
    assert mapped({"resourceType": "Bundle", "entry": of_b}).profile == {"takes_corticosteroid": True}
    of_nobody = mapped({"resourceType": "Bundle", "entry": [*entries, {"resource": order}]})
    assert (of_nobody.profile, reasons(of_nobody, None)) == ({}, ["elsewhere"])


def test_the_same_patient_twice_is_one_patient(mapped: Mapping) -> None:
    full = {"resourceType": "Patient", "id": "1", "gender": "female", "birthDate": "1968-05-14"}
    for other in (full, {"resourceType": "Patient", "id": "1"}, {**full, "meta": {"versionId": "3"}}):
        found = mapped(full, other, condition(SNOMED, SSC, subject={"reference": "Patient/1"})).profile
        assert found == {"age_years": 58, "sex": "female", "has_systemic_sclerosis": True}
    assert mapped(full, {**full, "birthDate": "1986-05-14"}).profile == {"sex": "female"}
    with pytest.raises(Refused, match="S42"):
        mapped(full, {**full, "id": "2"})


@pytest.mark.parametrize(
    "other",
    [
        {"verificationStatus": status("refuted")},
        {"clinicalStatus": status("resolved")},
        {"code": concept(SNOMED, "73211009")},
        {"onsetDateTime": "2019", "code": concept(SNOMED, "38341003", text="hypertension")},
        {"recordedDate": "2020-01-01", "note": [{"text": "x"}], "onsetDateTime": "2019"},
    ],
    ids=str,
)
def test_copies_that_differ_without_a_time_are_not_read_unless_one_has_all_of_the_other(
    mapped: Mapping, other: Any
) -> None:
    one = condition(SNOMED, "38341003", id="7")
    found = mapped(one, {**one, **other})
    if "note" in other:
        assert found.profile == {"has_hypertension": True}
    else:
        assert found.profile == {}
        assert "versions_differ" in reasons(found, "has_hypertension")


def prednisone(repeat: Any, **more: Any) -> Any:
    dosage = {"doseAndRate": [{"doseQuantity": quantity(10, "mg")}], "timing": {"repeat": repeat}, **more}
    return medication(RXNORM, "8640", dosageInstruction=[dosage])


DAILY = {"frequency": 1, "period": 1, "periodUnit": "d"}


@pytest.mark.parametrize(
    ("repeat", "a_day"),
    [
        ({"period": 1, "periodUnit": "d", "when": ["MORN", "NOON", "NIGHT"]}, 30),
        ({"frequency": 2, "period": 1, "periodUnit": "d", "when": ["MORN", "NIGHT"]}, 20),
        ({"frequency": 1, "period": 1, "periodUnit": "d", "when": ["MORN", "NIGHT"]}, None),
        ({"period": 1, "periodUnit": "d", "timeOfDay": ["08:00:00", "20:00:00"]}, 20),
        ({"period": 1, "periodUnit": "d", "timeOfDay": ["08:00:00"], "when": ["MORN"]}, None),
        ({"when": ["MORN", "NIGHT"]}, None),
        ({**DAILY, "dayOfWeek": ["mon", "thu"]}, 2.86),
        ({**DAILY, "dayOfWeek": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}, 10),
        ({**DAILY, "dayOfWeek": ["mon", "mon"]}, None),
        ({"frequency": 1, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon", "thu"]}, None),
        ({"frequency": 1, "period": 1, "periodUnit": "wk", "dayOfWeek": ["mon"]}, 1.43),
        ({"frequency": 3, "period": 1, "periodUnit": "wk"}, 4.29),
        ({**DAILY, "count": 500}, None),
        ({**DAILY, "periodMax": 2}, None),
        ({"frequency": 1, "period": 1, "periodUnit": "mo"}, None),
        ({}, None),
    ],
    ids=str,
)
def test_a_timing_is_read_as_a_whole_or_left_open(mapped: Mapping, repeat: Any, a_day: float | None) -> None:
    found = mapped(prednisone(repeat)).profile
    assert found.get("prednisone_mg_day") == a_day
    assert found["takes_corticosteroid"] is True


@pytest.mark.parametrize(
    "more",
    [{"asNeeded": True}, {"asNeededFor": [{"text": "flare"}]}, {"asNeededCodeableConcept": {"text": "flare"}},
     {"asNeededBoolean": True}, {"timing": {"repeat": DAILY, "event": ["2026-05-01"]}},
     {"timing": {"repeat": DAILY, "code": {"coding": [{"code": "BID"}]}}}],
    ids=str,
)  # fmt: skip
def test_what_is_taken_as_needed_or_timed_twice_has_no_amount_a_day(mapped: Mapping, more: Any) -> None:
    assert mapped(prednisone(DAILY, **more)).profile == {"takes_corticosteroid": True}


@pytest.mark.parametrize(("code", "a_day"), [("BID", 20), ("TID", 30), ("QD", 10), ("QOD", 5), ("somehow", None)])
def test_a_timing_by_its_code(mapped: Mapping, code: str, a_day: float | None) -> None:
    found = mapped(prednisone(None, timing={"code": {"coding": [{"code": code}]}}))
    assert found.profile.get("prednisone_mg_day") == a_day


@pytest.mark.parametrize(
    ("bounds", "reason"),
    [
        ({"boundsDuration": {"value": 5, "unit": "d", "code": "d"}}, "not_current"),  # ordered on 2026-05-01
        ({"boundsDuration": {"value": 6, "code": "wk"}}, "not_current"),
        ({"boundsDuration": {"value": 1, "code": "mo"}}, "not_current"),
        ({"boundsDuration": {"value": 45, "code": "d"}}, None),
        ({"boundsDuration": {"value": 44, "code": "d"}}, "not_current"),
        ({"boundsDuration": {"value": 2, "code": "a"}}, None),
        ({"boundsDuration": {"value": 2, "unit": "cycles"}}, "course_not_dated"),
        ({"boundsRange": {"low": {"value": 5, "code": "d"}, "high": {"value": 10, "code": "d"}}}, "not_current"),
        ({"boundsRange": {"low": {"value": 5, "code": "d"}, "high": {"value": 90, "code": "d"}}}, "course_not_dated"),
        ({"boundsPeriod": {"start": "2026-05-01", "end": "2026-06-14"}}, "not_current"),
        ({"boundsPeriod": {"start": "2026-05-01", "end": "2026-06-15"}}, None),
        ({"boundsPeriod": {"start": "2026-07-01"}}, "future"),
        ({"boundsPeriod": {"end": "when well"}}, "course_not_dated"),
        ({**DAILY, "count": 10}, "not_current"),
        ({**DAILY, "count": 100}, None),
    ],
    ids=str,
)
def test_a_course_ends_by_its_own_bounds(mapped: Mapping, bounds: Any, reason: str | None) -> None:
    found = mapped(medication(RXNORM, "11289", dosageInstruction=[{"timing": {"repeat": bounds}}]))
    assert found.profile == ({} if reason else {"takes_anticoagulant": True})
    assert reasons(found, "takes_anticoagulant") == ([reason] if reason else [])


def test_a_bounded_course_without_a_date_is_not_known_to_be_over_or_not(mapped: Mapping) -> None:
    bounds = {"boundsDuration": {"value": 5, "code": "d"}}
    found = mapped(medication(RXNORM, "11289", authoredOn=None, dosageInstruction=[{"timing": {"repeat": bounds}}]))
    assert reasons(found, "takes_anticoagulant") == ["course_not_dated"]


@pytest.mark.parametrize(
    ("dosage", "reason"),
    [
        ({"route": concept(SNOMED, "54485002")}, "way"),
        ({"route": concept(SNOMED, "6064005")}, "way"),
        ({"route": {"text": "both eyes"}}, "way"),
        ({"route": {"text": "voie nasale, spray nasal"}}, "way"),
        ({"route": concept("urn:local", "OPH", display="Ophthalmic")}, "way"),
        ({"text": "1 drop both eyes BID"}, "way"),
        ({"text": "2 Hübe inhalieren"}, "way"),
        ({"text": "apply cream twice daily"}, "way"),
        ({"route": concept("urn:local", "77")}, "way_not_known"),
        ({"route": concept(SNOMED, "26643006")}, None),
        ({"route": {"text": "Oral"}}, None),
        ({"route": {"text": "voie orale"}}, None),
        ({"text": "10 mg le matin"}, None),
        ({}, None),
    ],
    ids=str,
)
def test_what_acts_in_one_place_is_no_corticosteroid_treatment(
    mapped: Mapping, dosage: Any, reason: str | None
) -> None:
    found = mapped(medication(RXNORM, "8638", dosageInstruction=[dosage]))
    assert found.profile == ({} if reason else {"takes_corticosteroid": True})
    assert reasons(found, "takes_corticosteroid") == ([reason] if reason else [])


def test_the_form_and_the_name_of_a_drug_tell_its_way_too(mapped: Mapping) -> None:
    for code in (concept(RXNORM, "8638", text="prednisolone acetate 1 % eye drops"),
                 concept(ATC, "H02AB06", display="Prednisolone ointment")):  # fmt: skip
        found = mapped(medication(RXNORM, "x", medicationCodeableConcept=code))
        assert (found.profile, reasons(found, "takes_corticosteroid")) == ({}, ["way"])


PREGNANT = concept(SNOMED, "77386006")


@pytest.mark.parametrize(
    ("resource", "value"),
    [
        (observation("82810-3", "2022-08-24", valueCodeableConcept=PREGNANT), None),
        (observation("82810-3", "2025-08-19", valueCodeableConcept=PREGNANT), True),
        (observation("82810-3", "2025-08-18", valueCodeableConcept=PREGNANT), None),
        (observation("82810-3", None, valueCodeableConcept=PREGNANT), None),
        (condition(SNOMED, "77386006", recordedDate="2026-05-01"), True),
        (condition(SNOMED, "77386006", recordedDate="2022-05-01"), None),
        (condition(SNOMED, "77386006", assertedDate="2022-05-01"), None),
        (answers("2022-05-01", is_pregnant={"valueBoolean": True}), None),
        (answers("2026-05-16", is_pregnant={"valueBoolean": False}), False),
        (answers("2026-05-15", is_pregnant={"valueBoolean": False}), None),
    ],
    ids=lambda each: str(each)[-60:],
)
def test_a_pregnancy_has_an_age_beyond_which_it_says_nothing(
    mapped: Mapping, resource: Any, value: bool | None
) -> None:
    assert mapped(resource).profile.get("is_pregnant") is value


@pytest.mark.parametrize(
    ("day", "value"),
    [("2026-06-01", False), ("2025-06-15", False), ("2025-06-14", None), ("2010-02-01", None), ("2010", None),
     (None, None)],
)  # fmt: skip
@pytest.mark.parametrize("words", ["Negative", "not detected", "NEG"])
def test_an_old_negative_does_not_answer_ever(mapped: Mapping, day: str | None, value: bool | None, words: str) -> None:
    found = mapped(observation("5117-7", day, valueString=words))
    assert found.profile.get("has_cryoglobulinaemia") is value
    assert mapped(observation("5117-7", day, valueString="positive")).profile == {"has_cryoglobulinaemia": True}


@pytest.mark.parametrize("day", ["2024-06-15", "2024-06-14", "2001"])
def test_a_smoking_status_counts_for_two_years(mapped: Mapping, day: str) -> None:
    for code, value in (("449868002", True), ("8517006", False)):
        found = mapped(observation("72166-2", day, valueCodeableConcept=concept(SNOMED, code)))
        assert found.profile == ({"is_smoker": value} if day == "2024-06-15" else {})


@pytest.mark.parametrize(
    ("value", "code", "reason"),
    [
        (quantity(2.1, "g/L", code="mg/dL"), "2458-8", "units_disagree"),
        (quantity(210, "mg/dL", code="g/L"), "2458-8", "units_disagree"),
        (quantity(1.1, "mg/dL", code="umol/L"), "2160-0", "units_disagree"),
        (quantity(11.7, "g/L", code="g/dL"), "718-7", "units_disagree"),
        (quantity(80, "kg", code="[lb_av]"), "29463-7", "units_disagree"),
        (quantity(1.1, "mg/dL", code="mg/dl"), "2160-0", None),
        (quantity(97, "µmol/L", code="umol/L"), "2160-0", None),
        (quantity(2.1, "grammes par litre", code="g/L"), "2458-8", None),
        (quantity(1.1, "mg/dl"), "2160-0", None),
        (quantity(2.1, "g/l"), "2458-8", None),
        (quantity(139, "mmol/l"), "2951-2", None),
        (quantity(117, "g/l"), "718-7", None),
    ],
    ids=str,
)
def test_a_unit_in_words_and_a_coded_unit_must_agree_and_l_is_the_litre(
    mapped: Mapping, value: Any, code: str, reason: str | None
) -> None:
    found = mapped(observation(code, valueQuantity=value))
    assert bool(found.profile) is (reason is None)
    assert [each.reason for each in found.report.not_used] == ([reason] if reason else [])


@pytest.mark.parametrize(
    "broken",
    [{"value": "1.1", "unit": "mg/dL"}, {"value": True, "unit": "mg/dL"}, {"value": {"x": 1}}, {"value": [1.1]},
     "1.1 mg/dL", [1.1]],
    ids=str,
)  # fmt: skip
def test_one_bad_value_is_named_with_its_element_and_drops_nothing_beside_it(mapped: Mapping, broken: Any) -> None:
    found = mapped(observation("2160-0", valueQuantity=broken), condition(SNOMED, SSC))
    assert found.profile == {"has_systemic_sclerosis": True}
    assert set(reasons(found, "creatinine_mg_dl")) == {"unreadable"}
    assert "creatinine_mg_dl" not in found.report.not_recorded
    assert "sodium_mmol_l" in found.report.not_recorded


def test_a_no_is_not_settled_beside_a_newer_entry_that_was_not_read(mapped: Mapping) -> None:
    said = answers("2025-06-01", has_hypertension={"valueBoolean": False})
    assert mapped(said).profile == {"has_hypertension": False}
    for doubt in (condition(SNOMED, "38341003", recordedDate="2026-01-01", clinicalStatus=5),
                  condition(SNOMED, "38341003", recordedDate="2026-01-01", modifierExtension=MODIFIED),
                  condition(SNOMED, "38341003", recordedDate="2026-01-01", verificationStatus=status("provisional")),
                  condition(SNOMED, "38341003", clinicalStatus={"text": "?"}),
                  condition(SNOMED, "x", code={"text": "hypertension"})):  # fmt: skip
        found = mapped(said, doubt)
        assert "has_hypertension" not in found.profile
        assert "in_doubt" in reasons(found, "has_hypertension")
    old = condition(SNOMED, "38341003", recordedDate="2020-01-01", verificationStatus=status("provisional"))
    assert mapped(said, old).profile == {"has_hypertension": False}


def test_the_day_of_these_tests_is_the_day_of_all() -> None:
    from tests.fhir.conftest import AS_OF

    assert date(2026, 6, 15) == AS_OF
