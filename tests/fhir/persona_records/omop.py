"""The patient in the manner of OMOP on FHIR: encounter diagnoses without a status, units as words, drugs by RxNorm."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
SNOMED, LOINC = "http://snomed.info/sct", "http://loinc.org"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
OHDSI = "https://fhir-terminology.ohdsi.org"
HL7 = "http://terminology.hl7.org/CodeSystem"
SUBJECT = {"reference": "Patient/1042"}


def concept(number: int, system: str, code: str | None, text: str) -> Json:
    """A concept with its public code, or the number of the concept table alone."""
    public = [{"system": system, "code": code, "display": text}] if code else []
    return {"coding": [*public, {"system": OHDSI, "code": str(4000000 + number), "display": text}],
            "text": text}  # fmt: skip


def occurrence(number: int, code: str | None, text: str, begun: str = "2022-01-01", ended: str | None = None) -> Json:
    made: Json = {
        "resourceType": "Condition",
        "id": str(2000 + number),
        "category": [{"coding": [{"system": f"{HL7}/condition-category", "code": "encounter-diagnosis",
                                  "display": "Encounter Diagnosis"}]}],
        "code": concept(number, SNOMED, code, text),
        "subject": SUBJECT,
        "encounter": {"reference": "Encounter/31"},
        "onsetDateTime": f"{begun}T00:00:00-05:00",
    }  # fmt: skip
    return {**made, "abatementDateTime": f"{ended}T00:00:00-05:00"} if ended else made


def measurement(number: int, code: str, text: str, system: str = LOINC, **more: Any) -> Json:
    return {"resourceType": "Observation", "id": f"measurement-{number}", "status": "final",
            "category": [{"coding": [{"system": f"{HL7}/observation-category", "code": "laboratory"}]}],
            "code": concept(number, system, code, text), "subject": SUBJECT,
            "effectiveDateTime": "2026-11-10T08:15:00-05:00", **more}  # fmt: skip


def worded(value: float, unit: str) -> Json:
    return {"value": value, "unit": unit}


def exposure(number: int, code: str | None, text: str, begun: str = "2026-09-01", ended: str | None = None,
             status: str = "active", **more: Any) -> Json:  # fmt: skip
    period = {"start": f"{begun}T00:00:00-05:00", **({"end": f"{ended}T00:00:00-05:00"} if ended else {})}
    return {
        "resourceType": "MedicationStatement",
        "id": str(5000 + number),
        "status": status,
        "subject": SUBJECT,
        "medicationCodeableConcept": concept(number, RXNORM, code, text),
        "effectivePeriod": period,
        **more,
    }


ENTRIES: list[Json] = [
    {"resourceType": "Patient", "id": "1042", "gender": "female", "birthDate": "1968-05-14"},
    occurrence(1, "89155008", "Diffuse cutaneous systemic sclerosis", "2021-03-01"),
    occurrence(2, "31384009", "Polymyositis"),
    occurrence(3, "233703007", "Interstitial lung disease"),
    occurrence(4, "266261006", "Raynaud's phenomenon"),
    occurrence(5, None, "Ulcer of finger", "2026-08-01"),
    occurrence(6, "235595009", "Gastroesophageal reflux disease"),
    occurrence(7, "40739000", "Dysphagia"),
    occurrence(8, "446081009", "Small intestinal bacterial overgrowth"),
    occurrence(9, "59621000", "Essential hypertension"),
    occurrence(10, "44054006", "Type 2 diabetes mellitus"),
    occurrence(11, "433144002", "Chronic kidney disease stage 3"),
    occurrence(12, "84114007", "Heart failure"),
    occurrence(13, "55822004", "Hyperlipidemia"),
    occurrence(14, "53741008", "Coronary arteriosclerosis"),
    occurrence(15, "128053003", "Deep venous thrombosis", "2023-05-01", "2023-08-01"),
    occurrence(16, None, "Scleroderma renal crisis", "2022-05-01", "2022-06-01"),
    occurrence(17, "26843008", "Antiphospholipid syndrome"),
    occurrence(18, "160685001", "Bed-ridden", "2026-10-15"),
    measurement(1, "2160-0", "Creatinine [Mass/volume] in Serum or Plasma", valueQuantity=worded(
        1.2, "milligram per deciliter"), referenceRange=[{"low": {"value": 0.5}, "high": {"value": 1.1}}]),
    measurement(2, "98979-8", "Glomerular filtration rate", valueQuantity=worded(
        52, "milliliter per minute per 1.73 square meter")),
    measurement(3, "2157-6", "Creatine kinase [Enzymatic activity/volume]", valueQuantity=worded(1240,
            "unit per liter"),
                referenceRange=[{"low": {"value": 30}, "high": {"value": 200}}]),
    measurement(4, "1988-5", "C reactive protein", valueQuantity=worded(12, "milligram per liter")),
    measurement(5, "2458-8", "IgA", valueQuantity=worded(210, "milligram per deciliter")),
    measurement(6, "2465-3", "IgG", valueQuantity=worded(11, "gram per liter")),
    measurement(7, "718-7", "Hemoglobin", valueQuantity=worded(11.2, "gram per deciliter")),
    measurement(8, "2951-2", "Sodium", valueQuantity=worded(138, "millimole per liter")),
    measurement(9, "47322-3", "SCL-70 extractable nuclear Ab", valueCodeableConcept=concept(
        9, SNOMED, "10828004", "Positive")),
    measurement(10, "16570-4", "Centromere Ab", valueCodeableConcept=concept(10, SNOMED, "260385009", "Negative")),
    measurement(11, "79182-2", "RNA polymerase III Ab", valueCodeableConcept=concept(11, SNOMED, "260385009",
            "Negative")),
    measurement(12, "883-9", "ABO group", valueCodeableConcept=concept(12, SNOMED, "112144000", "Blood group A")),
    measurement(13, "8480-6", "Systolic blood pressure", valueQuantity=worded(134, "millimeter mercury column")),
    measurement(14, "29463-7", "Body weight", valueQuantity=worded(64, "kilogram")),
    measurement(15, "8302-2", "Body height", valueQuantity=worded(165, "centimeter")),
    measurement(16, "72166-2", "Tobacco smoking status", valueCodeableConcept=concept(16, SNOMED, "8517006",
            "Ex-smoker")),
    measurement(17, "17", "Modified Rodnan skin score", OHDSI, valueQuantity={"value": 24}),
    measurement(18, "18", "Health assessment questionnaire disability index", OHDSI, valueQuantity={"value": 1.4}),
    measurement(19, "19872-1", "FVC measured/predicted", valueQuantity=worded(68, "percent")),
    measurement(20, "20", "DLCO % predicted", OHDSI, valueQuantity=worded(52, "percent")),
    measurement(21, "10230-1", "Left ventricular ejection fraction", valueQuantity=worded(48, "percent")),
    measurement(22, "82810-3", "Pregnancy status", valueCodeableConcept=concept(22, LOINC, "LA26683-5",
            "Not pregnant")),
    measurement(23, "23", "Muscle MRI", OHDSI, valueString="edema consistent with active myositis"),
    measurement(24, "24", "Electromyography", OHDSI, valueString="irritable myopathy"),
    exposure(1, "198145", "prednisone 10 MG Oral Tablet", dosage=[{"text": "10 mg daily", "doseAndRate": [
        {"doseQuantity": {"value": 10, "unit": "milligram"}}], "timing": {"repeat": {
            "frequency": 1, "period": 1, "periodUnit": "d"}}}]),
    exposure(2, "1364445", "apixaban 5 MG Oral Tablet"),
    exposure(3, None, "estradiol 1 MG Oral Tablet"),
    exposure(4, "313988", "furosemide 40 MG Oral Tablet"),
    exposure(5, "197806", "ibuprofen 600 MG Oral Tablet"),
    exposure(6, "200060", "mycophenolate mofetil 500 MG Oral Tablet", "2024-01-10", "2025-02-10", "stopped",
             statusReason=[{"text": "Lack of response"}]),
    exposure(7, None, "rituximab 10 MG/ML Injectable Solution", "2025-03-01", "2025-03-15", "stopped",
             statusReason=[{"text": "Adverse drug reaction"}]),
    exposure(8, None, "immunoglobulin G, human", "2023-02-01", "2023-02-01", "completed"),
    {"resourceType": "AllergyIntolerance", "id": "allergy-1", "patient": SUBJECT,
     "code": concept(90, RXNORM, None, "immunoglobulin G, human"),
     "reaction": [{"severity": "severe", "manifestation": [concept(91, SNOMED, "39579001", "Anaphylaxis")]}]},
    {"resourceType": "Procedure", "id": "p-1", "status": "completed", "subject": SUBJECT,
     "code": concept(92, SNOMED, "233527006", "Central venous cannula insertion"), "performedDateTime": "2026-09-20"},
    {"resourceType": "Procedure", "id": "p-2", "status": "completed", "subject": SUBJECT,
     "code": concept(93, SNOMED, None, "Esophageal manometry"), "performedDateTime": "2025-09-20"},
]  # fmt: skip
