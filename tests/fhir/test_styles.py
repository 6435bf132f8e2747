"""Small records in the manner of Cerner, of the German core data set, of OMOP's way out, and of R5."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import (
    ATC,
    LOINC,
    RXNORM,
    SNOMED,
    UCUM,
    Mapping,
    concept,
    condition,
    medication,
    observation,
    quantity,
    reasons,
)

PREDNISONE, WARFARIN, MYCOPHENOLATE, RITUXIMAB = "8640", "11289", "68149", "121191"


def own(system: str, code: str, standard: tuple[str, str] | None, text: str) -> Any:
    """A code of the hospital beside a public one, or alone."""
    codings = [{"system": system, "code": code, "userSelected": True}]
    codings += [{"system": standard[0], "code": standard[1]}] if standard else []
    return {"coding": codings, "text": text}


CERNER = "https://fhir.cerner.com/abc/codeSet/72"


def test_a_record_in_the_manner_of_cerner(mapped: Mapping) -> None:
    subject = {"reference": "Patient/12724066", "display": "DOE, JANE"}
    found = mapped(
        {"resourceType": "Patient", "id": "12724066", "gender": "female", "birthDate": "1968-05-14"},
        condition(SNOMED, "x", id="p1", subject=subject, code=own(CERNER, "1", (SNOMED, "89155008"), "Scleroderma"),
                  recordedDate="2020-01-01"),
        condition(SNOMED, "x", id="p2", subject=subject, code={"text": "Type II diabetes"}),
        observation("x", code=own(CERNER, "703558", (LOINC, "2160-0"), "Creatinine Lvl"), subject=subject,
                    valueQuantity={"value": 1.2, "unit": "mg/dL", "system": UCUM, "code": "mg/dL"},
                    referenceRange=[{"low": {"value": 0.5, "unit": "mg/dL"}, "high": {"value": 1.1, "unit": "mg/dL"}}]),
        medication(RXNORM, PREDNISONE, subject=subject, reportedBoolean=False, dosageInstruction=[{
            "text": "10 mg = 1 tab(s), Oral, Daily", "route": own(CERNER, "318853", None, "Oral"),
            "timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d",
                                  "boundsPeriod": {"start": "2026-05-01T10:00:00.000Z"}}},
            "doseAndRate": [{"doseQuantity": {"value": 10, "unit": "mg", "system": UCUM, "code": "mg"}}]}]),
        {"resourceType": "AllergyIntolerance", "patient": subject, "code": {"text": "No Known Allergies"}},
    )  # fmt: skip
    assert found.profile == {
        "age_years": 58, "sex": "female", "has_systemic_sclerosis": True, "creatinine_mg_dl": 1.2,
        "creatinine_age_days": 14, "creatinine_upper_limit_mg_dl": 1.1, "takes_corticosteroid": True,
        "prednisone_mg_day": 10,
    }  # fmt: skip
    assert reasons(found, "has_diabetes") == ["words"]


def test_a_record_in_the_manner_of_the_german_core_data_set(mapped: Mapping) -> None:
    gm = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
    sure = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"

    def diagnosis(own_id: str, code: str, snomed: str, letter: str, text: str) -> Any:
        german = {"system": gm, "version": "2026", "code": code,
                  "extension": [{"url": sure, "valueCoding": {"code": letter}}]}  # fmt: skip
        made = condition(SNOMED, "x", id=own_id, recordedDate="2026-01-10",
                         code={"coding": [german, {"system": SNOMED, "code": snomed}], "text": text})  # fmt: skip
        return {key: each for key, each in made.items() if key != "verificationStatus"}

    drug = {"resourceType": "Medication", "id": "m", "code": concept("http://fhir.de/CodeSystem/bfarm/atc", "x"),
            "form": {"text": "Tablette"}}  # fmt: skip
    drug["code"] = {"coding": [{"system": ATC, "code": "H02AB07"}], "text": "Prednison 5 mg"}
    statement = medication(
        ATC, "x", resourceType="MedicationStatement", intent=None, authoredOn=None, medicationCodeableConcept=None,
        medicationReference={"reference": "Medication/m"}, effectivePeriod={"start": "2026-01-01"},
        dosage=[{"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "when": ["MORN"]}},
                 "doseAndRate": [{"doseQuantity": quantity(5, "mg")}]}],
    )  # fmt: skip
    found = mapped(
        diagnosis("d1", "M34.0", "89155008", "G", "Systemische Sklerose"),
        diagnosis("d2", "I26.9", "59282003", "V", "V.a. Lungenembolie"),
        diagnosis("d3", "I10.90", "38341003", "A", "Hypertonie ausgeschlossen"),
        diagnosis("d4", "I80.2", "128053003", "Z", "Z.n. TVT"),
        drug,
        statement,
        observation("2160-0", valueQuantity={"value": 97, "unit": "µmol/l", "system": UCUM, "code": "umol/L"}),
    )
    assert found.profile == {
        "has_systemic_sclerosis": True, "had_thrombosis": True, "takes_corticosteroid": True, "prednisone_mg_day": 5,
        "creatinine_umol_l": 97, "creatinine_age_days": 14,
    }  # fmt: skip
    assert "has_hypertension" not in found.report.not_recorded


def test_a_record_in_the_manner_of_omop(mapped: Mapping) -> None:
    """Concept ids of its own beside the standard code, no statuses, statements without a dosage, numbers as text."""
    omop = "https://fhir-terminology.ohdsi.org"
    code = {"coding": [{"system": omop, "code": "80182"}, {"system": SNOMED, "code": "89155008"}]}
    bare = {"clinicalStatus": None, "verificationStatus": None}
    found = mapped(
        condition(SNOMED, "x", id="1", code=code, **bare),
        condition(SNOMED, "x", id="2", code=concept(SNOMED, "91302008", display="Sepsis"), **bare),
        condition(SNOMED, "x", id="3", code=concept(omop, "201826", display="Type 2 diabetes mellitus"), **bare),
        medication(RXNORM, WARFARIN, resourceType="MedicationStatement", status="unknown", intent=None),
        observation("2160-0", valueQuantity={"value": "1.1", "unit": "mg/dL"}, id="9"),
        observation("2951-2", valueQuantity={"value": 139, "unit": "mmol/L", "code": "mmol/L"}, status=None),
    )
    assert found.profile == {"has_systemic_sclerosis": True, "sodium_mmol_l": 139}
    assert reasons(found, "takes_anticoagulant") == ["not_current"]
    assert reasons(found, "has_diabetes") == ["words"]
    assert "creatinine_mg_dl" not in found.report.not_recorded


def drug_of(form: str) -> Any:
    """An order in each of the forms in which FHIR names a drug."""
    named = concept(RXNORM, WARFARIN)
    drug = {"resourceType": "Medication", "id": "m", "code": named}
    order = medication(RXNORM, "x", medicationCodeableConcept=None)
    return {
        "in place": [{**order, "medicationCodeableConcept": named}],
        "R5 concept": [{**order, "medication": {"concept": named}}],
        "R5 reference": [drug, {**order, "medication": {"reference": {"reference": "Medication/m"}}}],
        "reference": [drug, {**order, "medicationReference": {"reference": "Medication/m"}}],
        "contained": [{**order, "medicationReference": {"reference": "#m"}, "contained": [drug]}],
        "full URL": [
            {"resourceType": "Bundle", "entry": [
                {"fullUrl": "urn:uuid:5", "resource": {"resourceType": "Medication", "code": named}},
                {"resource": {**order, "medicationReference": {"reference": "urn:uuid:5"}}}]},
        ],
    }[form]  # fmt: skip


@pytest.mark.parametrize("form", ["in place", "R5 concept", "R5 reference", "reference", "contained", "full URL"])
def test_a_drug_is_found_in_each_form_of_naming_it(mapped: Mapping, form: str) -> None:
    assert mapped(*drug_of(form)).profile == {"takes_anticoagulant": True}


def test_a_drug_that_was_not_sent_is_named_by_the_words_beside_its_reference(mapped: Mapping) -> None:
    reference = {"reference": "Medication/gone", "display": "apixaban 5 mg tablet"}
    found = mapped(medication(RXNORM, "x", medicationCodeableConcept=None, medicationReference=reference))
    assert (found.profile, reasons(found, "takes_anticoagulant")) == ({}, ["elsewhere"])
    reference["display"] = "Lantus"  # no ingredient by which it is known
    found = mapped(medication(RXNORM, "x", medicationCodeableConcept=None, medicationReference=reference))
    assert (found.profile, reasons(found, None)) == ({}, ["elsewhere"])


@pytest.mark.parametrize(
    ("status", "reason", "more", "outcome"),
    [
        ("stopped", None, {}, "result_not_known"),
        ("completed", None, {}, "result_not_known"),
        ("stopped", "Infusion reaction / intolerance", {}, "not_tolerated"),
        ("stopped", "Adverse effect", {}, "not_tolerated"),
        ("stopped", "Unverträglichkeit", {}, "not_tolerated"),
        ("stopped", "Effets indésirables", {}, "not_tolerated"),
        ("stopped", "Ineffective / lack of response", {}, "result_not_known"),
        ("stopped", "Ineffective", {"effectivePeriod": {"start": "2025-01-01", "end": "2026-01-01"}}, "failed"),
        ("stopped", "Ineffective", {"effectivePeriod": {"start": "2025-01-01", "end": "2025-05-01"}}, "failed"),
        ("stopped", "Ineffective", {"effectivePeriod": {"start": "2025-01-01", "end": "2025-04-30"}},
         "result_not_known"),
        ("stopped", "lack of response or intolerance", {}, "result_not_known"),
        ("stopped", "Not an adverse effect", {}, "result_not_known"),
        ("stopped", "Patient moved away", {}, "result_not_known"),
        ("active", "Ineffective", {}, None),
        ("cancelled", "Adverse effect", {}, None),
    ],
)  # fmt: skip
def test_what_came_of_a_stopped_drug_is_what_the_reason_says(
    mapped: Mapping, status: str, reason: str | None, more: Any, outcome: str | None
) -> None:
    for stated in ({"text": reason}, [{"coding": [{"display": reason}]}]):
        given = {"status": status, **({"statusReason": stated} if reason else {}), **more}
        found = mapped(medication(RXNORM, MYCOPHENOLATE, **given))
        assert found.profile.get("mycophenolate_outcome") == outcome
        assert found.report.not_used or outcome in ("failed", "not_tolerated")


@pytest.mark.parametrize(
    ("kind", "status", "answer"),
    [
        ("MedicationAdministration", "completed", True),
        ("MedicationAdministration", "in-progress", True),
        ("MedicationAdministration", "not-done", None),
        ("MedicationAdministration", "entered-in-error", None),
        ("MedicationAdministration", "stopped", None),
        ("MedicationRequest", "completed", None),
        ("MedicationRequest", "active", None),
        ("MedicationDispense", "completed", None),
    ],
)
def test_a_completed_administration_of_immunoglobulin_is_ever_had(
    mapped: Mapping, kind: str, status: str, answer: bool | None
) -> None:
    given = medication(ATC, "J06BA02", resourceType=kind, status=status, intent=None, effectiveDateTime="2023-02-01")
    found = mapped(given)
    assert found.profile.get("has_ever_had_ivig") is answer
    if status != "entered-in-error" and answer is None:
        assert "has_ever_had_ivig" not in found.report.not_recorded


@pytest.mark.parametrize(("days", "answer"), [(45, None), (46, True), (None, None), (10, None)])
def test_a_dispense_is_taken_for_the_days_that_it_lasts(mapped: Mapping, days: int | None, answer: bool | None) -> None:
    given = medication(RXNORM, WARFARIN, resourceType="MedicationDispense", status="completed", intent=None,
                       authoredOn=None, whenHandedOver="2026-05-01",
                       daysSupply={"value": days, "unit": "d"} if days else None)  # fmt: skip
    assert mapped(given).profile.get("takes_anticoagulant") is (True if days in (45, 46) else answer)


def test_statements_and_administrations_say_what_was_ever_given(mapped: Mapping) -> None:
    for kind, status in (("MedicationStatement", "completed"), ("MedicationAdministration", "completed"),
                         ("MedicationDispense", "completed")):  # fmt: skip
        given = medication(RXNORM, "5521", resourceType=kind, status=status, intent=None)
        assert mapped(given).profile == {"had_hydroxychloroquine": True}
    assert mapped(medication(RXNORM, "5521", status="completed")).profile == {}


def report(conclusion: str, code: str = "42148-7", **more: Any) -> Any:
    return {"resourceType": "DiagnosticReport", "status": "final", "code": concept(LOINC, code), "id": "r",
            "effectiveDateTime": "2026-06-01", "conclusion": conclusion, **more}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("LVEF 48%.", 48),
        ("TTE: LVEF is 48 %, no effusion", 48),
        ("Left ventricular ejection fraction: 55.5%", 55.5),
        ("FEVG 62%", 62),
        ("LVEF of 35%", 35),
        ("LVEF 45-50%", None),
        ("LVEF >55%", None),
        ("LVEF 48%, previously LVEF 60%", None),
        ("Prior LVEF 60%", None),
        ("LVEF 48", None),
        ("LVEF normal (> 55%)", None),
        ("EF preserved", None),
    ],
)
def test_a_number_in_a_conclusion_is_read_only_where_it_is_the_only_one(
    mapped: Mapping, words: str, value: float | None
) -> None:
    found = mapped(report(words))
    assert found.profile.get("lvef_pct") == value
    if "LVEF" in words:
        assert "lvef_pct" not in found.report.not_recorded
    assert mapped(report(words, status="preliminary")).profile == {}


def test_results_that_a_report_contains_are_read(mapped: Mapping) -> None:
    inside = observation("19872-1", valueQuantity=quantity(68, "%"))
    found = mapped(report("see results", contained=[inside], result=[{"reference": "#o"}]))
    assert found.profile == {"fvc_pct_predicted": 68}


def test_the_reference_range_of_creatine_kinase_is_its_limit(mapped: Mapping) -> None:
    ck = observation("2157-6", valueQuantity=quantity(1240, "U/L"),
                     referenceRange=[{"low": quantity(26, "U/L"), "high": quantity(200, "U/L")}])  # fmt: skip
    assert mapped(ck).profile == {"ck_u_l": 1240, "ck_upper_limit_u_l": 200}


def test_a_device_that_is_active_in_the_patient_is_in_place(mapped: Mapping) -> None:
    local = concept("urn:immunote:element", "has-indwelling-vascular-catheter")
    device = {"resourceType": "Device", "status": "active", "type": local, "patient": {"reference": "Patient/1"}}
    assert mapped(device).profile == {"has_indwelling_vascular_catheter": True}
    for other in ({"status": "inactive"}, {"status": None}, {"patient": None}):
        assert mapped({key: each for key, each in {**device, **other}.items() if each}).profile == {}


@pytest.mark.parametrize(
    ("link", "more"),
    [
        ("72166-2", {}),
        ("/72166-2", {}),
        ("http://loinc.org/72166-2", {}),
        ("q1", {"item_code": True}),
        ("is_smoker", {}),
    ],
)
@pytest.mark.parametrize(
    ("answer", "value"),
    [
        ({"valueCoding": {"system": SNOMED, "code": "449868002"}}, True),
        ({"valueCoding": {"display": "Former smoker"}}, False),
        ({"valueString": "never smoker"}, False),
        ({"valueString": "yes"}, True),
        ({"valueString": "Nein"}, False),
        ({"valueBoolean": True}, True),
        ({"valueDate": "2020-01-01"}, None),
        ({"valueString": "sometimes perhaps"}, None),
    ],
    ids=str,
)
def test_a_question_is_known_by_its_name_or_its_code(
    mapped: Mapping, link: str, more: Any, answer: Any, value: bool | None
) -> None:
    response = {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2026-06-10",
                "questionnaire": "http://example.org/q|2",
                "item": [{"linkId": link, "text": "Smoking", "answer": [answer]}]}  # fmt: skip
    asked = {"resourceType": "Questionnaire", "url": "http://example.org/q",
             "item": [{"linkId": "q1", "code": [{"system": LOINC, "code": "72166-2"}]}]}  # fmt: skip
    found = mapped(response, *([asked] if more else []))
    assert found.profile.get("is_smoker") is value
    assert "is_smoker" not in found.report.not_recorded


@pytest.mark.parametrize(
    ("text", "value"),
    [("Former", False), ("Never smoker", False), ("Every day", True), ("ex-fumeur", False), ("Nichtraucher", False)],
)
def test_a_status_in_words_as_a_whole_is_an_answer(mapped: Mapping, text: str, value: bool | None) -> None:
    for more in ({"valueCodeableConcept": {"text": text}}, {"valueString": text}):
        found = mapped(observation("72166-2", **more))
        assert found.profile.get("is_smoker") is value
