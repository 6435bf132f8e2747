"""The patient in the manner of Cerner Millennium: codes of its own beside public ones, texts, drugs by RxNorm."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
TENANT = "https://fhir.cerner.com/a1b2c3d4-0000-4000-8000-000000000000/codeSet"
ICD, SNOMED, LOINC = "http://hl7.org/fhir/sid/icd-10-cm", "http://snomed.info/sct", "http://loinc.org"
RXNORM, MULTUM = "http://www.nlm.nih.gov/research/umls/rxnorm", "urn:oid:2.16.840.1.113883.6.314"
UCUM = "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem"
SUBJECT = {"reference": "Patient/12724066", "display": "DOE, JANE"}
DRAWN = "2026-11-10T13:15:00.000Z"


def codes(text: str, *codings: tuple[str, str, str]) -> Json:
    made = [{"system": system, "code": code, "display": display, "userSelected": index == 0}
            for index, (system, code, display) in enumerate(codings)]  # fmt: skip
    return {"coding": made, "text": text}


def problem(number: int, text: str, onset: str | None, *codings: tuple[str, str, str], status: str = "active") -> Json:
    made: Json = {
        "resourceType": "Condition",
        "id": f"p{4000 + number}",
        "meta": {"versionId": "1", "lastUpdated": "2026-11-10T13:20:00Z"},
        "text": {"status": "generated", "div": "<div>Condition</div>"},
        "clinicalStatus": {"coding": [{"system": f"{HL7}/condition-clinical", "code": status, "display": status}],
                           "text": status.title()},
        "verificationStatus": {"coding": [{"system": f"{HL7}/condition-ver-status", "code": "confirmed"}]},
        "category": [{"coding": [{"system": f"{HL7}/condition-category", "code": "problem-list-item"}]}],
        "code": codes(text, *codings),
        "subject": SUBJECT,
        "recordedDate": "2024-03-04",
    }  # fmt: skip
    return {**made, "onsetDateTime": onset} if onset else made


def result(number: int, text: str, own: str, loinc: tuple[str, str] | None, category: str = "laboratory",
           **more: Any) -> Json:  # fmt: skip
    codings = [(f"{TENANT}/72", own, text)]
    return {
        "resourceType": "Observation",
        "id": f"L-{7000 + number}",
        "status": "final",
        "category": [{"coding": [{"system": f"{HL7}/observation-category", "code": category}]}],
        "code": codes(text, *([(LOINC, *loinc)] if loinc else []), *codings),
        "subject": SUBJECT,
        "effectiveDateTime": DRAWN,
        "issued": "2026-11-10T15:02:11.000Z",
        **more,
    }


def number(value: float, unit: str, code: str | None = None) -> Json:
    return {"value": value, "unit": unit, "system": UCUM, "code": code or unit}


def limits(low: float, high: float, unit: str) -> list[Json]:
    normal = {"coding": [{"system": f"{HL7}/referencerange-meaning", "code": "normal", "display": "Normal Range"}]}
    return [{"low": number(low, unit), "high": number(high, unit), "type": normal, "text": f"{low} - {high} {unit}"}]


def flag(code: str, display: str) -> list[Json]:
    return [codes(display, (f"{HL7}/v3-ObservationInterpretation", code, display), (f"{TENANT}/52", "201", display))]


def order(number: int, text: str, rxnorm: tuple[str, str] | None, multum: str, status: str = "active",
          **more: Any) -> Json:  # fmt: skip
    codings = [*([(RXNORM, *rxnorm)] if rxnorm else []), (MULTUM, multum, text)]
    return {
        "resourceType": "MedicationRequest",
        "id": str(313000 + number),
        "status": status,
        "intent": "order",
        "category": [{"coding": [{"system": f"{HL7}/medicationrequest-category", "code": "outpatient"}]}],
        "reportedBoolean": False,
        "medicationCodeableConcept": codes(text, *codings),
        "subject": SUBJECT,
        "authoredOn": "2026-09-01T14:00:00.000Z",
        **more,
    }


def dose(text: str, value: float, unit: str) -> Json:
    oral = codes("Oral", (SNOMED, "26643006", "Oral route (qualifier value)"), (f"{TENANT}/4001", "318853", "Oral"))
    daily = {"repeat": {"boundsPeriod": {"start": "2026-09-01T05:00:00.000Z"}, "frequency": 1, "period": 1,
                        "periodUnit": "d", "timeOfDay": ["09:00:00"]},
             "code": codes("Daily", (f"{TENANT}/4003", "2271540", "Daily"))}  # fmt: skip
    return {"text": text, "patientInstruction": text, "timing": daily, "asNeededBoolean": False, "route": oral,
            "doseAndRate": [{"doseQuantity": number(value, unit)}]}  # fmt: skip


ENTRIES: list[Json] = [
    {"resourceType": "Patient", "id": "12724066", "gender": "female", "birthDate": "1968-05-14", "active": True},
    problem(1, "Systemic sclerosis, diffuse", "2021-03-01", (SNOMED, "89155008", "Systemic sclerosis"),
            (ICD, "M34.0", "Progressive systemic sclerosis")),
    problem(2, "Polymyositis", "2022-01", (SNOMED, "31384009", "Polymyositis"), (ICD, "M33.20", "Polymyositis")),
    problem(3, "Interstitial lung disease", "2021-09", (SNOMED, "233703007", "Interstitial lung disease")),
    problem(4, "Raynaud's disease", "2019", (SNOMED, "266261006", "Raynaud's phenomenon"),
            (ICD, "I73.00", "Raynaud's")),
    problem(5, "Ulcer of finger", "2026-08-01", (f"{TENANT}/72", "9000005", "Ulcer of finger"),
            (ICD, "L98.499", "Skin ulcer")),
    problem(6, "GERD (gastroesophageal reflux disease)", "2020", (ICD, "K21.9", "GERD without esophagitis")),
    problem(7, "Dysphagia", "2021", (SNOMED, "40739000", "Dysphagia"), (ICD, "R13.10", "Dysphagia, unspecified")),
    problem(8, "Small intestinal bacterial overgrowth", "2023", (SNOMED, "446081009", "SIBO"),
            (ICD, "K63.8219", "Small intestinal bacterial overgrowth, unspecified")),
    problem(9, "HTN (hypertension)", "2018", (SNOMED, "38341003", "Hypertensive disorder"),
            (ICD, "I10", "Hypertension")),
    problem(10, "Diabetes mellitus type 2", "2017", (SNOMED, "44054006", "Type 2 diabetes mellitus"),
            (ICD, "E11.9", "Type 2 diabetes mellitus without complications")),
    problem(11, "CKD stage 3", "2024", (SNOMED, "433144002", "Chronic kidney disease stage 3"),
            (ICD, "N18.31", "CKD 3a")),
    problem(12, "HFrEF", "2024", (SNOMED, "703272007", "Heart failure with reduced ejection fraction"),
            (ICD, "I50.22", "Chronic systolic (congestive) heart failure")),
    problem(13, "Hyperlipidemia", "2016", (SNOMED, "55822004", "Hyperlipidemia"), (ICD, "E78.5", "Hyperlipidemia")),
    problem(14, "CAD (coronary artery disease)", "2019", (SNOMED, "53741008", "Coronary arteriosclerosis"),
            (ICD, "I25.10", "Atherosclerotic heart disease of native coronary artery")),
    problem(15, "History of DVT", None, (SNOMED, "161508001", "History of deep vein thrombosis"),
            (ICD, "Z86.718", "Personal history of other venous thrombosis and embolism"), status="resolved"),
    problem(16, "Scleroderma renal crisis", "2022-05", (f"{TENANT}/72", "9000016", "Scleroderma renal crisis"),
            status="resolved"),
    problem(17, "Antiphospholipid syndrome", "2022", (SNOMED, "26843008", "Antiphospholipid syndrome"),
            (ICD, "D68.61", "Antiphospholipid syndrome")),
    problem(18, "Bedbound", "2026-10-01", (SNOMED, "160685001", "Bed-ridden"),
            (ICD, "Z74.01", "Bed confinement status")),
    result(1, "Creatinine Lvl", "703558", ("2160-0", "Creatinine"), valueQuantity=number(1.2, "mg/dL"),
           interpretation=flag("H", "HI"), referenceRange=limits(0.5, 1.1, "mg/dL")),
    result(2, "eGFR CKD-EPI 2021", "4270001", ("98979-8", "GFR"), valueQuantity=number(52, "mL/min/1.73m2",
           "mL/min/{1.73_m2}")),
    result(3, "CK", "703570", ("2157-6", "Creatine kinase"), valueQuantity=number(1240, "units/L", "U/L"),
           interpretation=flag("HH", "CRIT"), referenceRange=limits(30, 200, "U/L")),
    result(4, "CRP", "703571", ("1988-5", "C reactive protein"), valueQuantity=number(1.2, "mg/dL")),
    result(5, "IgA", "703572", ("2458-8", "IgA"), valueQuantity=number(210, "mg/dL")),
    result(6, "IgG", "703573", ("2465-3", "IgG"), valueQuantity=number(1100, "mg/dL")),
    result(7, "Hgb", "703574", ("718-7", "Hemoglobin"), valueQuantity=number(11.2, "g/dL"),
           interpretation=flag("L", "LOW")),
    result(8, "Sodium Lvl", "703575", ("2951-2", "Sodium"), valueQuantity=number(138, "mmol/L")),
    result(9, "Scl-70 Ab", "703576", ("47322-3", "SCL-70 Ab"), valueString="Positive >8.0 AI",
           interpretation=flag("A", "Abnormal")),
    result(10, "Centromere Ab", "703577", ("16570-4", "Centromere Ab"),
           valueCodeableConcept=codes("Negative", (SNOMED, "260385009", "Negative"), (f"{TENANT}/1902", "5", "NEG"))),
    result(11, "RNA Polymerase III IgG", "703578", None, valueString="Negative"),
    result(12, "ABO/Rh", "703579", ("883-9", "ABO group"), valueString="A"),
    result(13, "Blood pressure", "703501", ("85354-9", "Blood pressure panel"), "vital-signs", component=[
        {"code": codes("Systolic Blood Pressure", (LOINC, "8480-6", "Systolic blood pressure")),
         "valueQuantity": number(134, "mmHg", "mm[Hg]")},
        {"code": codes("Diastolic Blood Pressure", (LOINC, "8462-4", "Diastolic blood pressure")),
         "valueQuantity": number(78, "mmHg", "mm[Hg]")}]),
    result(14, "Weight Measured", "703502", ("29463-7", "Body weight"), "vital-signs", valueQuantity=number(64, "kg")),
    result(15, "Height/Length Measured", "703503", ("8302-2", "Body height"), "vital-signs",
           valueQuantity=number(165, "cm")),
    result(16, "Smoking Status", "703504", ("72166-2", "Tobacco smoking status NHIS"), "social-history",
           valueCodeableConcept=codes("Former smoker", (SNOMED, "8517006", "Ex-smoker"))),
    result(17, "Modified Rodnan Skin Score", "703505", None, "survey", valueQuantity={"value": 24}),
    result(18, "HAQ Disability Index", "703506", None, "survey", valueQuantity={"value": 1.4}),
    result(19, "FVC % Predicted", "703507", ("19872-1", "FVC measured/predicted"), "procedure",
           valueQuantity=number(68, "%")),
    result(20, "DLCO % Predicted", "703508", None, "procedure", valueQuantity=number(52, "%")),
    result(21, "LV Ejection Fraction", "703509", ("10230-1", "LVEF"), "procedure", valueQuantity=number(48, "%")),
    result(22, "Pregnancy Status", "703510", ("82810-3", "Pregnancy status"), "social-history",
           valueCodeableConcept=codes("Not pregnant", (LOINC, "LA26683-5", "Not pregnant"))),
    order(1, "predniSONE 10 mg oral tablet", ("198145", "prednisone 10 MG Oral Tablet"), "x00001",
          dosageInstruction=[dose("10 mg = 1 tab(s), Oral, Daily", 10, "mg")]),
    order(2, "apixaban 5 mg oral tablet", ("1364445", "apixaban 5 MG Oral Tablet"), "x00002"),
    order(3, "estradiol 1 mg oral tablet", None, "x00003"),
    order(4, "furosemide 40 mg oral tablet", ("313988", "furosemide 40 MG Oral Tablet"), "x00004"),
    order(5, "ibuprofen 600 mg oral tablet", ("197806", "ibuprofen 600 MG Oral Tablet"), "x00005"),
    order(6, "mycophenolate mofetil 500 mg oral tablet", ("200060", "mycophenolate mofetil 500 MG Oral Tablet"),
            "x00006",
          "stopped", statusReason=codes("Lack of efficacy", (f"{TENANT}/1309", "1", "Lack of efficacy")),
          dosageInstruction=[{"text": "1 g BID", "timing": {"repeat": {"boundsPeriod": {"start": "2024-01-10",
                                                                                        "end": "2025-02-10"}}}}]),
    order(7, "riTUXimab 10 mg/mL intravenous solution", None, "x00007",
          "stopped", statusReason=codes("Adverse reaction", (f"{TENANT}/1309", "2", "Adverse reaction"))),
    {"resourceType": "MedicationAdministration", "id": "88001", "status": "completed", "subject": SUBJECT,
     "medicationCodeableConcept": codes("immune globulin intravenous (human) 10%", (MULTUM, "x00008", "IVIG")),
     "effectivePeriod": {"start": "2023-02-01T10:00:00Z", "end": "2023-02-01T15:00:00Z"},
     "dosage": {"text": "40 g, IV", "route": codes("IV", (SNOMED, "47625008", "Intravenous route"))}},
    {"resourceType": "AllergyIntolerance", "id": "771", "patient": SUBJECT, "category": ["medication"],
     "criticality": "high",
     "clinicalStatus": {"coding": [{"system": f"{HL7}/allergyintolerance-clinical", "code": "active"}]},
     "verificationStatus": {"coding": [{"system": f"{HL7}/allergyintolerance-verification", "code": "confirmed"}]},
     "code": codes("immune globulin intravenous", (MULTUM, "x00008", "immune globulin intravenous")),
     "reaction": [{"severity": "severe", "manifestation": [codes("Anaphylaxis",
             (SNOMED, "39579001", "Anaphylaxis"))]}]},
    {"resourceType": "Procedure", "id": "9001", "status": "completed", "subject": SUBJECT,
     "code": codes("Insertion of tunneled central venous catheter with port",
                   ("http://www.ama-assn.org/go/cpt", "36561", "Insertion of tunneled CVC with port")),
     "performedDateTime": "2026-09-20"},
    {"resourceType": "Procedure", "id": "9002", "status": "completed", "subject": SUBJECT,
     "code": codes("Esophageal manometry: absent contractility", ("http://www.ama-assn.org/go/cpt", "91010", "")),
     "performedDateTime": "2025-09-20"},
    {"resourceType": "DiagnosticReport", "id": "R1", "status": "final", "subject": SUBJECT,
     "code": codes("MRI Thigh Bilateral", (f"{TENANT}/72", "2820001", "MRI Thigh Bilateral")),
     "effectiveDateTime": "2026-10-01", "conclusion": "Edema of both quadriceps, consistent with active myositis."},
    {"resourceType": "DiagnosticReport", "id": "R2", "status": "final", "subject": SUBJECT,
     "code": codes("EMG", (f"{TENANT}/72", "2820002", "Electromyography")),
     "effectiveDateTime": "2026-10-02", "conclusion": "Irritable myopathy."},
]  # fmt: skip
