"""The patient in the manner of the German core data set: ICD-10-GM, ATC and PZN, OPS, LOINC with UCUM."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
GM, OPS = "http://fhir.de/CodeSystem/bfarm/icd-10-gm", "http://fhir.de/CodeSystem/bfarm/ops"
ATC, PZN = "http://fhir.de/CodeSystem/bfarm/atc", "http://fhir.de/CodeSystem/ifa/pzn"
SURE = "http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit"
SURE_CODES = "https://fhir.kbv.de/CodeSystem/KBV_CS_SFHIR_ICD_DIAGNOSESICHERHEIT"
SEVERAL = "http://fhir.de/StructureDefinition/icd-10-gm-mehrfachcodierungs-kennzeichen"
SEVERAL_CODES = "http://fhir.de/CodeSystem/icd-10-gm-mehrfachcodierungs-kennzeichen"
SNOMED, LOINC, UCUM = "http://snomed.info/sct", "http://loinc.org", "http://unitsofmeasure.org"
HL7 = "http://terminology.hl7.org/CodeSystem"
OWN = "https://www.charite-example.invalid/fhir/labor"
SUBJECT = {"reference": "Patient/VHF00001"}
LAB = "https://www.medizininformatik-initiative.de/fhir/core/modul-labor/StructureDefinition/ObservationLab"


def diagnosis(number: int, code: str, text: str, *snomed: str, letter: str = "G", status: str | None = "active",
              sign: str | None = None, recorded: str = "2026-01-10", begun: str | None = None) -> Json:  # fmt: skip
    extensions = [{"url": SURE, "valueCoding": {"system": SURE_CODES, "code": letter}}]
    if sign:
        extensions.append({"url": SEVERAL, "valueCoding": {"system": SEVERAL_CODES, "code": sign}})
    codings = [{"extension": extensions, "system": GM, "version": "2026", "code": code, "display": text}]
    codings += [{"system": SNOMED, "code": each} for each in snomed]
    made: Json = {
        "resourceType": "Condition",
        "id": f"diag-{number}",
        "code": {"coding": codings, "text": text},
        "subject": SUBJECT,
        "encounter": {"reference": "Encounter/fall-1"},
        "recordedDate": recorded,
        "category": [{"coding": [{"system": SNOMED, "code": "439401001", "display": "Diagnosis"}]}],
    }
    if status:
        made["clinicalStatus"] = {"coding": [{"system": f"{HL7}/condition-clinical", "code": status}]}
    if begun:
        made["onsetPeriod"] = {"start": begun, "_start": {"extension": [
            {"url": "http://fhir.de/StructureDefinition/lebensphase", "valueCodeableConcept": {"coding": [
                {"system": SNOMED, "code": "41847000", "display": "Adulthood"}]}}]}}  # fmt: skip
    return made


def value(number: float, unit: str, code: str) -> Json:
    return {"value": number, "unit": unit, "system": UCUM, "code": code}


def result(number: int, text: str, loinc: str | None, drawn: str = "2026-11-10T08:15:00+01:00", **more: Any) -> Json:
    codings = [{"system": LOINC, "code": loinc, "display": text}] if loinc else []
    return {
        "resourceType": "Observation",
        "id": f"lab-{number}",
        "meta": {"profile": [LAB]},
        "identifier": [{"type": {"coding": [{"system": f"{HL7}/v2-0203", "code": "OBI"}]}, "system": OWN,
                        "value": f"2026-{number}", "assigner": {"identifier": {"value": "DIZ-ID"}}}],
        "status": "final",
        "category": [{"coding": [{"system": LOINC, "code": "26436-6"},
                                 {"system": f"{HL7}/observation-category", "code": "laboratory"}]}],
        "code": {"coding": [*codings, {"system": OWN, "code": f"T{number}", "display": text}], "text": text},
        "subject": SUBJECT,
        "effectiveDateTime": drawn,
        **more,
    }  # fmt: skip


def drug(number: int, atc: str, text: str) -> Json:
    return {"resourceType": "Medication", "id": f"med-{number}", "status": "active",
            "code": {"coding": [{"system": PZN, "code": f"0{number}234567"}, {"system": ATC, "code": atc}],
                     "text": text}}  # fmt: skip


def taken(number: int, status: str = "active", **more: Any) -> Json:
    return {"resourceType": "MedicationStatement", "id": f"ms-{number}", "status": status, "subject": SUBJECT,
            "medicationReference": {"reference": f"Medication/med-{number}"}, "dateAsserted": "2026-11-01",
            "effectivePeriod": {"start": "2026-09-01"}, **more}  # fmt: skip


def entry(resource: Json) -> Json:
    return {
        "fullUrl": f"https://diz.example.org/fhir/{resource['resourceType']}/{resource['id']}",
        "resource": resource,
    }


ENTRIES: list[Json] = [
    {"resourceType": "Patient", "id": "VHF00001", "gender": "female", "birthDate": "1968-05-14",
     "identifier": [{"type": {"coding": [{"system": f"{HL7}/v2-0203", "code": "MR"}]}, "value": "42285243",
                     "system": "https://www.example.org/fhir/sid/patienten"}]},
    {"resourceType": "Encounter", "id": "fall-1", "status": "in-progress", "subject": SUBJECT,
     "class": {"system": f"{HL7}/v3-ActCode", "code": "IMP"},
     "diagnosis": [{"condition": {"reference": "Condition/diag-1"}, "use": {"coding": [
         {"system": "http://fhir.de/CodeSystem/dki-diagnosetyp", "code": "hauptdiagnose"}]}}]},
    {"resourceType": "Consent", "id": "consent-1", "status": "active", "patient": SUBJECT,
     "scope": {"coding": [{"system": f"{HL7}/consentscope", "code": "research"}]},
     "category": [{"coding": [{"system": LOINC, "code": "57016-8"}]}]},
    diagnosis(1, "M34.0", "Progressive systemische Sklerose, diffus-kutane Form", "89155008", begun="2021-03-01"),
    diagnosis(2, "M33.2", "Polymyositis", "31384009"),
    diagnosis(3, "J84.11", "Sonstige interstitielle Lungenkrankheiten mit Fibrose", "233703007", sign="†"),
    diagnosis(4, "I73.0", "Raynaud-Syndrom", "266261006"),
    diagnosis(5, "L98.4", "Digitale Ulzerationen", recorded="2026-08-01"),
    diagnosis(6, "K21.9", "Gastroösophageale Refluxkrankheit ohne Ösophagitis", "235595009"),
    diagnosis(7, "R13.9", "Dysphagie", "40739000"),
    diagnosis(8, "K63.8", "Bakterielle Fehlbesiedlung des Dünndarms"),
    diagnosis(9, "I10.90", "Essentielle Hypertonie, nicht näher bezeichnet", "59621000"),
    diagnosis(10, "E11.20", "Diabetes mellitus, Typ 2: Mit Nierenkomplikationen", sign="†"),
    diagnosis(11, "N18.3", "Chronische Nierenkrankheit, Stadium 3", "433144002"),
    diagnosis(12, "I50.13", "Linksherzinsuffizienz: Mit Beschwerden bei leichterer Belastung", "85232009"),
    diagnosis(13, "E78.0", "Reine Hypercholesterinämie", "13644009"),
    diagnosis(14, "I25.12", "Atherosklerotische Herzkrankheit: Zwei-Gefäß-Erkrankung", "53741008"),
    diagnosis(15, "I80.28", "Tiefe Beinvenenthrombose", letter="Z", status=None),
    diagnosis(16, "M34.8", "Z. n. renaler Krise bei Sklerodermie", letter="Z", status="resolved"),
    diagnosis(17, "D68.6", "Antiphospholipid-Syndrom", "26843008"),
    diagnosis(18, "Z74.0", "Bettlägerigkeit", recorded="2026-10-15"),
    result(1, "Kreatinin", "14682-9", valueQuantity=value(106, "µmol/l", "umol/L"), referenceRange=[
        {"low": value(45, "µmol/l", "umol/L"), "high": value(97, "µmol/l", "umol/L")}]),
    result(2, "GFR (CKD-EPI)", "62238-1", valueQuantity=value(52, "ml/min/1,73 m²", "mL/min/{1.73_m2}")),
    result(3, "CK gesamt", "2157-6", valueQuantity=value(20.67, "µkat/l", "ukat/L"), interpretation=[
        {"coding": [{"system": f"{HL7}/v3-ObservationInterpretation", "code": "H"}]}], referenceRange=[
        {"high": value(200, "U/l", "U/L")}]),
    result(4, "CRP", "1988-5", valueQuantity=value(12, "mg/l", "mg/L")),
    result(5, "Immunglobulin A", "2458-8", valueQuantity=value(2.1, "g/l", "g/L")),
    result(6, "Immunglobulin G", "2465-3", valueQuantity=value(11, "g/l", "g/L")),
    result(7, "Hämoglobin", "718-7", valueQuantity=value(11.2, "g/dl", "g/dL")),
    result(8, "Natrium", "2951-2", valueQuantity=value(138, "mmol/l", "mmol/L")),
    result(9, "Anti-Scl-70-Ak", None, valueString="positiv"),
    result(10, "Anti-Zentromer-Ak", None, valueString="negativ"),
    result(11, "RNA-Polymerase III-Ak", None, valueCodeableConcept={"coding": [
        {"system": SNOMED, "code": "260415000", "display": "Nicht nachgewiesen"}]}),
    result(12, "Blutgruppe AB0", "883-9", valueCodeableConcept={"coding": [
        {"system": SNOMED, "code": "112144000", "display": "Blutgruppe A"}]}),
    result(13, "Blutdruck", "85354-9", component=[
        {"code": {"coding": [{"system": LOINC, "code": "8480-6"}, {"system": SNOMED, "code": "271649006"}]},
         "valueQuantity": value(134, "mmHg", "mm[Hg]")},
        {"code": {"coding": [{"system": LOINC, "code": "8462-4"}]}, "valueQuantity": value(78, "mmHg", "mm[Hg]")}]),
    result(14, "Körpergewicht", "29463-7", valueQuantity=value(64, "kg", "kg")),
    result(15, "Körpergröße", "8302-2", valueQuantity=value(1.65, "m", "m")),
    result(16, "Raucherstatus", "72166-2", valueCodeableConcept={"coding": [
        {"system": LOINC, "code": "LA15920-4", "display": "Former smoker"}]}),
    result(17, "Modifizierter Rodnan-Skin-Score (mRSS)", None, valueQuantity={"value": 24, "unit": "Punkte"}),
    result(18, "HAQ-DI", None, valueQuantity={"value": 1.4, "system": UCUM, "code": "{score}"}),
    result(19, "FVC % Soll", "19872-1", valueQuantity=value(68, "%", "%")),
    result(20, "DLCO SB % Soll", None, valueQuantity=value(52, "%", "%")),
    result(21, "LVEF", "10230-1", valueQuantity=value(48, "%", "%")),
    result(22, "Schwangerschaftsstatus", "82810-3", valueCodeableConcept={"coding": [
        {"system": LOINC, "code": "LA26683-5", "display": "Nicht schwanger"}]}),
    drug(1, "H02AB07", "Prednison 10 mg Tabletten"),
    taken(1, dosage=[{"text": "1-0-0-0", "timing": {"repeat": {"when": ["MORN"], "frequency": 1, "period": 1,
                                                               "periodUnit": "d"}},
                      "route": {"coding": [{"system": "http://standardterms.edqm.eu", "code": "20053000",
                                            "display": "zum Einnehmen"}]},
                      "doseAndRate": [{"doseQuantity": value(10, "mg", "mg")}]}]),
    drug(2, "B01AF02", "Eliquis 5 mg"), taken(2),
    drug(3, "G03CA03", "Estradiol 1 mg"), taken(3),
    drug(4, "C03CA04", "Torasemid 10 mg"), taken(4),
    drug(5, "M01AE01", "Ibuprofen 600 mg"), taken(5),
    drug(6, "L04AA06", "CellCept 500 mg"),
    taken(6, "stopped", effectivePeriod={"start": "2024-01-10", "end": "2025-02-10"},
          statusReason=[{"text": "unwirksam"}]),
    drug(7, "L01FA01", "MabThera 500 mg"),
    taken(7, "stopped", effectivePeriod={"start": "2025-03-01", "end": "2025-03-15"},
          statusReason=[{"text": "Unverträglichkeit (Infusionsreaktion)"}]),
    drug(8, "J06BA02", "Privigen 100 mg/ml"),
    {"resourceType": "MedicationAdministration", "id": "ma-8", "status": "completed", "subject": SUBJECT,
     "medicationReference": {"reference": "Medication/med-8"},
     "effectivePeriod": {"start": "2023-02-01T10:00:00+01:00", "end": "2023-02-01T15:00:00+01:00"},
     "dosage": {"dose": value(40, "g", "g")}},
    {"resourceType": "Procedure", "id": "proz-1", "status": "completed", "subject": SUBJECT,
     "category": {"coding": [{"system": SNOMED, "code": "277132007", "display": "Therapeutic procedure"}]},
     "code": {"coding": [{"system": OPS, "version": "2023", "code": "8-810.wb",
                          "display": "Transfusion von Plasmabestandteilen: Human-Immunglobulin, polyvalent"}],
              "text": "Gabe von polyvalentem Immunglobulin"}, "performedDateTime": "2023-02-01"},
    {"resourceType": "Procedure", "id": "proz-2", "status": "completed", "subject": SUBJECT,
     "code": {"coding": [{"system": OPS, "version": "2026", "code": "5-399.5"}],
              "text": "Implantation eines venösen Portkatheters"}, "performedDateTime": "2026-09-20"},
    {"resourceType": "Procedure", "id": "proz-3", "status": "completed", "subject": SUBJECT,
     "code": {"coding": [{"system": OPS, "version": "2026", "code": "1-313.1"}],
              "text": "Ösophagusmanometrie: aufgehobene Peristaltik"}, "performedDateTime": "2025-09-20"},
    {"resourceType": "AllergyIntolerance", "id": "all-1", "patient": SUBJECT, "criticality": "high",
     "clinicalStatus": {"coding": [{"system": f"{HL7}/allergyintolerance-clinical", "code": "active"}]},
     "verificationStatus": {"coding": [{"system": f"{HL7}/allergyintolerance-verification", "code": "confirmed"}]},
     "code": {"coding": [{"system": ATC, "code": "J06BA02"}], "text": "Humanes Immunglobulin"},
     "reaction": [{"severity": "severe", "manifestation": [{"text": "Anaphylaxie"}]}]},
    {"resourceType": "DiagnosticReport", "id": "bef-1", "status": "final", "subject": SUBJECT,
     "code": {"text": "MRT Oberschenkel bds."}, "effectiveDateTime": "2026-10-01",
     "conclusion": "Ödem beider Quadricepsmuskeln, vereinbar mit aktiver Myositis."},
    {"resourceType": "DiagnosticReport", "id": "bef-2", "status": "final", "subject": SUBJECT,
     "code": {"text": "Elektromyographie"}, "effectiveDateTime": "2026-10-02",
     "conclusion": "Myopathisches Muster mit Spontanaktivität."},
]  # fmt: skip
