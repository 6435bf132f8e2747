"""What turns an entry around outside its code and status: fields of other versions, reasons, specimens, Bundles."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import (
    ATC,
    ICD,
    LOCAL,
    LOINC,
    RXNORM,
    SNOMED,
    Mapping,
    concept,
    condition,
    medication,
    observation,
    quantity,
    reasons,
)

PE, SSC, CREATININE, PREDNISONE, IVIG = "59282003", "89155008", "2160-0", "8640", "J06BA02"
NO = concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "NEG")
ABSENT = {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "error"}
NULL = {"url": "http://hl7.org/fhir/StructureDefinition/iso21090-nullFlavor", "valueCode": "UNC"}
WRITTEN = {"id": "9", "meta": {"versionId": "1", "lastUpdated": "2026-01-01T00:00:00Z"}}


def statement(**more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationCodeableConcept": concept(RXNORM, PREDNISONE),
        "effectivePeriod": {"start": "2026-05-01"},
        **more,
    }


def adherence(code: str) -> dict[str, Any]:
    return {"code": concept("http://hl7.org/fhir/CodeSystem/medication-statement-adherence", code)}


def creatinine(**more: Any) -> dict[str, Any]:
    return observation(CREATININE, **{"valueQuantity": quantity(1.1, "mg/dL"), **more})


@pytest.mark.parametrize(
    ("system", "code", "element"),
    [(SNOMED, PE, "had_thrombosis"), (SNOMED, "46635009", "has_diabetes"), (ICD, "E11.9", "has_diabetes"),
     (SNOMED, "31848007", "has_systemic_sclerosis"), (RXNORM, PREDNISONE, "takes_corticosteroid")],
)  # fmt: skip
@pytest.mark.parametrize(
    "said",
    [{"valueBoolean": False}, {"valueString": "negative"}, {"valueCodeableConcept": concept(SNOMED, "373067005")},
     {"interpretation": [NO]}],
    ids=["false", "negative", "no", "NEG"],
)  # fmt: skip
def test_a_no_to_one_diagnosis_or_drug_is_no_no_to_its_element(
    mapped: Mapping, system: str, code: str, element: str, said: dict[str, Any]
) -> None:
    found = mapped(observation(code, system=system, **said))
    assert found.profile == {}
    assert reasons(found, element) == ["refuted"]
    assert element not in found.report.not_recorded


@pytest.mark.parametrize(
    ("code", "element"),
    [(SSC, "has_systemic_sclerosis"), ("73211009", "has_diabetes"), ("190979003", "has_iga_deficiency")],
)
def test_a_no_to_the_widest_or_only_code_of_an_element_is_a_no(mapped: Mapping, code: str, element: str) -> None:
    assert mapped(observation(code, system=SNOMED, valueBoolean=False)).profile == {element: False}


@pytest.mark.parametrize(("code", "told"), [(PE, {}), (SSC, {"has_systemic_sclerosis": False})])
def test_a_no_to_a_question_with_the_code_of_a_diagnosis_counts_in_the_same_way(
    mapped: Mapping, code: str, told: dict[str, Any]
) -> None:
    asked = {"linkId": "q1", "code": [{"system": SNOMED, "code": code}]}
    form = {"resourceType": "Questionnaire", "url": "https://forms.example/1", "item": [asked]}
    given = {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2026-06-10",
             "questionnaire": form["url"], "item": [{"linkId": "q1", "answer": [{"valueBoolean": False}]}]}  # fmt: skip
    assert mapped(form, given).profile == told


def test_a_no_to_a_question_of_its_own_is_a_no(mapped: Mapping) -> None:
    assert mapped(observation("has-synovitis", system=LOCAL, valueBoolean=False)).profile == {"has_synovitis": False}
    assert mapped(observation("5117-7", valueString="negative")).profile == {"has_cryoglobulinaemia": False}


@pytest.mark.parametrize(
    ("resource", "element", "reason"),
    [
        (statement(taken="n"), "takes_corticosteroid", "not_done"),
        (statement(taken="unk"), "takes_corticosteroid", "state_unclear"),
        (statement(taken="y"), "takes_corticosteroid", None),
        (statement(wasNotTaken=True), "takes_corticosteroid", "not_done"),
        (statement(adherence=adherence("not-taking")), "takes_corticosteroid", "not_done"),
        (statement(adherence=adherence("stopped-as-directed")), "takes_corticosteroid", "not_current"),
        (statement(adherence=adherence("unknown")), "takes_corticosteroid", "state_unclear"),
        (statement(adherence={"code": {"coding": [{"code": ["x"]}]}}), "takes_corticosteroid", "state_unclear"),
        (statement(adherence=adherence("taking-not-as-directed")), "takes_corticosteroid", None),
        ({"resourceType": "MedicationAdministration", "status": "completed", "notGiven": True,
          "medicationCodeableConcept": concept(ATC, IVIG), "effectiveDateTime": "2026-06-01"},
         "has_ever_had_ivig", "not_done"),
        ({"resourceType": "Procedure", "status": "completed", "notDone": True, "performedDateTime": "2026-06-01",
          "code": concept(SNOMED, "265764009")}, "is_on_dialysis", "not_done"),
        (condition(SNOMED, "44054006", abatementBoolean=True), "has_diabetes", "not_current"),
        (condition(SNOMED, "44054006", abatementBoolean=False), "has_diabetes", None),
        (medication(RXNORM, PREDNISONE, dispenseRequest={"validityPeriod": {"end": "2026-06-14"}}),
         "takes_corticosteroid", "not_current"),
        (medication(RXNORM, PREDNISONE, dispenseRequest={"validityPeriod": {"end": "2026-06-15"}}),
         "takes_corticosteroid", None),
        (creatinine(extension=[{"url": "http://hl7.org/fhir/StructureDefinition/observation-focusCode",
                                "valueCodeableConcept": {"text": "donor"}}]), "creatinine_mg_dl", "other_focus"),
    ],
)  # fmt: skip
def test_a_field_of_another_version_that_says_not_done_or_over_counts(
    mapped: Mapping, resource: Any, element: str, reason: str | None
) -> None:
    found = mapped(resource)
    assert (element in found.profile) is (reason is None)
    assert reason is None or reason in reasons(found, element)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"dataAbsentReason": concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "error")},
         "value_absent"),
        ({"valueQuantity": {**quantity(1.1, "mg/dL"), "extension": [ABSENT]}}, "value_absent"),
        ({"valueQuantity": {**quantity(1.1, "mg/dL"), "_value": {"extension": [NULL]}}}, "value_absent"),
        ({"valueString": "2.5 mg/dL"}, "several_values"),
    ],
    ids=["reason", "extension", "null flavour", "two values"],
)  # fmt: skip
def test_a_value_beside_a_reason_for_its_absence_or_another_value_is_not_used(
    mapped: Mapping, more: dict[str, Any], reason: str
) -> None:
    found = mapped(creatinine(**more))
    assert found.profile == {}
    assert reasons(found, "creatinine_mg_dl") == [reason]
    panel = {"code": concept(LOINC, CREATININE), "valueQuantity": quantity(1.1, "mg/dL"), **more}
    assert mapped(observation("24323-8", component=[panel])).profile == {}


@pytest.mark.parametrize(
    ("specimen", "is_read"),
    [
        ({"type": {"text": "Urine, 24 h"}}, False),
        ({"type": concept(SNOMED, "122575003")}, False),
        ({"type": {"text": "Sammelurin"}}, False),
        ({"type": {"text": "Serum"}, "status": "unsatisfactory"}, False),
        ({"type": {"text": "Serum"}, "status": "available"}, True),
        ({}, True),
    ],
)
def test_a_result_of_another_specimen_than_blood_is_not_used(
    mapped: Mapping, specimen: dict[str, Any], is_read: bool
) -> None:
    sent = {"resourceType": "Specimen", "id": "s", **specimen}
    by_reference = mapped(sent, creatinine(specimen={"reference": "Specimen/s"}))
    contained = mapped(creatinine(contained=[sent], specimen={"reference": "#s"}))
    for found in (by_reference, contained):
        assert ("creatinine_mg_dl" in found.profile) is is_read
        assert is_read or "specimen" in reasons(found, "creatinine_mg_dl")


def test_a_specimen_that_is_only_named_counts_too(mapped: Mapping) -> None:
    assert mapped(creatinine(specimen={"display": "Pleural fluid"})).profile == {}
    assert "creatinine_mg_dl" in mapped(creatinine(specimen={"display": "Venous blood"})).profile


def bundle(*entries: Any, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Bundle", "type": "collection", "entry": list(entries), **more}


DELETED = {"request": {"method": "DELETE", "url": "Condition/9"},
           "response": {"status": "204", "lastModified": "2026-02-01T00:00:00Z"}}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (bundle(DELETED, {"resource": condition(SNOMED, PE, **WRITTEN)}, type="history"), "deleted"),
        (bundle({"fullUrl": "https://a.example/Condition/9", "resource": condition(SNOMED, PE, **WRITTEN)},
                {**DELETED, "fullUrl": "https://a.example/Condition/9"}, type="history"), "deleted"),
        (bundle({"resource": condition(SNOMED, PE), "request": {"method": "DELETE", "url": "Condition/1"}},
                type="transaction"), "deleted"),
        (bundle({"resource": condition(SNOMED, PE), "response": {"status": "404 Not Found"}}, type="batch-response"),
         "request_failed"),
        (bundle({"resource": condition(SNOMED, PE)}, implicitRules="urn:rules"), "implicit_rules"),
        (bundle({"resource": condition(SNOMED, PE), "modifierExtension": [{"url": "urn:x"}]}), "modifier_extension"),
        (bundle({"resource": condition(SNOMED, PE), "search": {"modifierExtension": [{"url": "urn:x"}]}}),
         "modifier_extension"),
        (bundle(DELETED, {"resource": condition(SNOMED, PE, id="9", meta={"lastUpdated": "2026-03-01T00:00:00Z"})},
                type="history"), None),
        (bundle(DELETED, {"resource": condition(SNOMED, PE, id="19")}, type="history"), None),
        (bundle(DELETED, {"resource": condition(SNOMED, PE, id="9", meta={"lastUpdated": 5})}), "deleted"),
        (bundle({"request": DELETED["request"]}, {"resource": condition(SNOMED, PE, **WRITTEN)}, DELETED), "deleted"),
        (bundle({"resource": condition(SNOMED, PE), "request": {"method": "POST", "url": "Condition"},
                 "response": {"status": "201"}}, type="transaction"), None),
    ],
)  # fmt: skip
def test_what_a_bundle_says_was_deleted_or_failed_is_not_read(mapped: Mapping, given: Any, reason: str | None) -> None:
    found = mapped(given)
    assert found.profile == ({"had_thrombosis": True} if reason is None else {})
    assert reason is None or reason in reasons(found, None)


@pytest.mark.parametrize(
    ("more", "is_read"),
    [({"status": "final"}, True), ({"status": "entered-in-error"}, False), ({"status": "cancelled"}, False),
     ({"status": "final", "modifierExtension": [{"url": "urn:x", "valueBoolean": True}]}, False),
     ({"status": "final", "implicitRules": "urn:x"}, False)],
)  # fmt: skip
def test_what_may_not_be_read_of_a_report_may_not_be_read_of_the_results_in_it(
    mapped: Mapping, more: dict[str, Any], is_read: bool
) -> None:
    report = {"resourceType": "DiagnosticReport", "code": concept(LOINC, "24323-8"), "contained": [creatinine(id="o")]}
    assert ("creatinine_mg_dl" in mapped({**report, **more}).profile) is is_read


@pytest.mark.parametrize(
    ("words", "amount"),
    [("30 mg daily", None), ("10 mg twice a day", 20), ("20 mg a day in two doses", 20), ("1 tablet at eight", 20),
     ("40 mg for 5 days, then 10 mg", None), ("7,5 mg", None), ("10MG PO BID", 20), ("for 10 mg/kg see below", 20)],
)  # fmt: skip
@pytest.mark.parametrize("key", ["text", "patientInstruction"])
def test_a_dose_that_its_own_words_contradict_is_not_read(
    mapped: Mapping, words: str, amount: int | None, key: str
) -> None:
    repeat = {"frequency": 2, "period": 1, "periodUnit": "d"}
    dose = {"timing": {"repeat": repeat}, "doseAndRate": [{"doseQuantity": quantity(10, "mg")}], key: words}
    found = mapped(medication(RXNORM, PREDNISONE, dosageInstruction=[dose]))
    assert found.profile == {"takes_corticosteroid": True} | ({"prednisone_mg_day": amount} if amount else {})
    assert amount or reasons(found, "prednisone_mg_day") == ["dose_disagrees"]


@pytest.mark.parametrize("kind", ["Procedure", "MedicationAdministration"])
def test_what_r5_calls_its_occurrence_is_its_date(mapped: Mapping, kind: str) -> None:
    product = concept(ATC, "J06BA02")
    for day, had in (("2026-06-01", True), ("2027-01-01", None)):
        for dated in ({"occurrenceDateTime": day}, {"occurrencePeriod": {"start": day, "end": day}}):
            given = {"resourceType": kind, "status": "completed", **dated}
            named = {"code": product} if kind == "Procedure" else {"medication": {"concept": product}}
            assert mapped({**given, **named}).profile.get("has_ever_had_ivig") is had


def test_a_type_in_a_list_as_in_r5_is_named(mapped: Mapping) -> None:
    line = {"resourceType": "Device", "status": "active", "type": [concept(SNOMED, "445085009")]}
    assert reasons(mapped(line), "has_indwelling_vascular_catheter") == ["unreadable"]
