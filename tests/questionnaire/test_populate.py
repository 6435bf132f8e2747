"""`$populate` and `$extract`: each answer with its origin, for a person to confirm; what comes back as a profile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.fhir.mapping import map_resources
from immunote.service.questionnaire import sdc
from immunote.service.questionnaire.extract import extracted
from immunote.service.questionnaire.populate import populate_asked, populated
from tests.fhir.conftest import ICD, SNOMED, condition, observation, quantity
from tests.questionnaire.conftest import AS_OF, BASE, SETTINGS, Json, every_item, given
from tests.questionnaire.constraints import broken_in_response

RECORD: list[Json] = [
    {"resourceType": "Patient", "id": "p", "birthDate": "1960-05-05", "gender": "female"},
    condition(SNOMED, "89155008", id="ssc"),
    condition(ICD, "E11.65", id="dm"),
    observation("718-7", "2026-06-10", id="hb", valueQuantity=quantity(132, "g/L")),
    observation("14682-9", "2026-06-10", id="crea", valueQuantity=quantity(88.4, "umol/L")),
]


def parameters(*parts: Json) -> Json:
    return {"resourceType": "Parameters", "parameter": list(parts)}


def bundle(*resources: Json) -> Json:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": each} for each in resources]}


def fill(engine: Engine, body: Any) -> dict[str, Json]:
    made = populated(SETTINGS, engine, populate_asked(body), BASE, AS_OF)
    return {each["name"]: each["resource"] for each in made["parameter"]}


@pytest.fixture(scope="module")
def filled(engine: Engine) -> Json:
    return fill(engine, bundle(*RECORD))["response"]


def answers(response: Json) -> dict[str, Json]:
    return {item["linkId"]: item["answer"][0] for item in every_item(response["item"]) if "answer" in item}


def value(answer: Json) -> Any:
    return next(each for key, each in answer.items() if key.startswith("value"))


def test_what_the_intake_reads_is_answered(engine: Engine, filled: Json) -> None:
    read = {each.element for each in map_resources(RECORD, engine.rulebase, AS_OF).report.elements}
    found = answers(filled)
    assert {"has_systemic_sclerosis", "has_diabetes", "age_years", "sex", "haemoglobin_g_dl"} <= set(found) & read
    assert value(found["has_diabetes"]) is True
    assert value(found["age_years"]) == 66
    assert value(found["sex"])["code"] == "female"
    assert value(found["haemoglobin_g_dl"]) == {"value": 13.2, "unit": "g/dL", "system": sdc.UCUM, "code": "g/dL"}
    assert value(found["creatinine_mg_dl"])["code"] == "umol/L"  # in the unit that the record has


def test_every_question_stands_there_answered_or_not(engine: Engine, filled: Json) -> None:
    links = [item["linkId"] for item in every_item(filled["item"])]
    assert links == [
        link for group in engine.rulebase.question_groups for link in (f"group.{group.id}", *group.elements)
    ]


def test_each_answer_says_that_it_was_read_and_of_what(filled: Json) -> None:
    found = answers(filled)
    for link, answer in found.items():
        (origin,) = answer["extension"]
        assert origin == {"url": sdc.ORIGIN, "extension": [{"url": "source", "valueCode": "auto"}]}
        assert answer["id"] == link
    origins = {each["target"][0]["extension"][0]["valueUri"]: each for each in filled["contained"]}
    assert set(origins) == set(found)
    assert origins["has_diabetes"]["entity"][0]["what"]["reference"] == "Condition/dm"
    assert origins["haemoglobin_g_dl"]["entity"][0]["what"]["reference"] == "Observation/hb"
    assert all(each["target"][0]["reference"] == "#" for each in filled["contained"])


def test_nothing_of_it_counts_until_a_person_has_completed_it(engine: Engine, filled: Json) -> None:
    assert filled["status"] == "in-progress"
    assert map_resources([filled], engine.rulebase, AS_OF).profile == {}
    confirmed = {**filled, "status": "completed"}
    profile = map_resources([confirmed], engine.rulebase, AS_OF).profile
    assert (profile["has_diabetes"], profile["haemoglobin_g_dl"], profile["creatinine_umol_l"]) == (True, 13.2, 88.4)


def test_it_meets_its_profile(filled: Json) -> None:
    assert list(broken_in_response(filled)) == []
    assert filled["subject"] == {"reference": "Patient/p"}


def test_the_record_comes_as_context_content_or_alone(engine: Engine, filled: Json) -> None:
    whole = bundle(*RECORD)
    context = {
        "name": "context",
        "part": [{"name": "name", "valueString": "patient"}, {"name": "content", "resource": whole}],
    }
    for body in (
        parameters(context),
        parameters({"name": "content", "resource": whole}),
        parameters(*({"name": "content", "resource": each} for each in RECORD)),
    ):
        assert fill(engine, body)["response"] == filled


def test_the_form_and_the_subject_may_be_named(engine: Engine) -> None:
    url = f"{BASE}/Questionnaire/ssc-ivig"
    for named in (
        {"valueCanonical": url},
        {"valueUri": url},
        {"valueReference": {"reference": "Questionnaire/ssc-ivig"}},
        {"resource": {"resourceType": "Questionnaire", "url": url}},
    ):
        body = parameters(
            {"name": "questionnaire", **named}, {"name": "subject", "valueReference": {"reference": "Patient/q"}}
        )
        assert fill(engine, body)["response"]["subject"] == {"reference": "Patient/q"}
    with pytest.raises(Refused, match="S91"):
        fill(engine, parameters({"name": "questionnaire", "valueCanonical": "http://elsewhere/Questionnaire/phq9"}))
    with pytest.raises(Refused, match="S45"):
        populate_asked(parameters({"name": "qestionnaire"}))


def test_what_was_not_used_is_said(engine: Engine) -> None:
    body = parameters(
        {"name": "local", "valueBoolean": True},
        {"name": "content", "resource": condition(SNOMED, "89155008", verificationStatus=None)},
        {"name": "content", "resource": observation("718-7", valueQuantity=quantity(13, None))},
    )
    issues = [each["details"]["text"] for each in fill(engine, body)["issues"]["issue"]]
    assert any("for a person to confirm" in each for each in issues)
    assert any("`local`" in each for each in issues)
    assert any("has no unit" in each for each in issues)


def parts(made: Json) -> dict[str, Any]:
    return {each["name"]: each.get("resource", each.get("valueString")) for each in made["parameter"]}


def test_a_finished_response_is_a_profile(engine: Engine) -> None:
    items = [given(engine, "has_diabetes", True), given(engine, "methotrexate_outcome", "failed")]
    response: Json = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": items}
    made = parts(extracted(SETTINGS, engine.rulebase, response, AS_OF))
    assert json.loads(made["profile"]) == {"has_diabetes": True, "methotrexate_outcome": "failed"}
    assert "return" not in made
    assert engine.note(json.loads(made["profile"])).digest
    unfinished = parts(extracted(SETTINGS, engine.rulebase, {**response, "status": "in-progress"}, AS_OF))
    assert json.loads(unfinished["profile"]) == {}


def test_a_number_that_a_person_answered_is_an_observation_without_a_date(engine: Engine) -> None:
    inner = [
        {"linkId": "creatinine_mg_dl", "answer": [{"valueQuantity": {"value": 1.2, "unit": "mg/dL"}}]},
        {"linkId": "egfr_ml_min_1_73m2", "answer": [{"valueDecimal": 61}]},
        {"linkId": "prednisone_mg_day", "answer": [{"valueDecimal": 5}]},
    ]
    response: Json = {"resourceType": "QuestionnaireResponse", "id": "r", "status": "completed", "item": inner,
                      "authored": "2026-06-15", "subject": {"reference": "Patient/p"}}  # fmt: skip
    made = parts(extracted(SETTINGS, engine.rulebase, response, AS_OF))
    (entry,) = made["return"]["entry"]
    assert entry["request"] == {"method": "POST", "url": "Observation"}
    found = entry["resource"]
    assert found["code"]["coding"] == [{"system": "http://loinc.org", "code": "2160-0"}]
    assert found["valueQuantity"] == {"value": 1.2, "unit": "mg/dL", "system": sdc.UCUM, "code": "mg/dL"}
    assert found["derivedFrom"] == [{"reference": "QuestionnaireResponse/r"}]
    assert not any(key.startswith(("effective", "issued")) for key in found)


def test_an_amount_of_substance_is_not_given_the_code_of_a_mass(engine: Engine) -> None:
    inner = [{"linkId": "creatinine_mg_dl", "answer": [{"valueQuantity": {"value": 106, "unit": "umol/L"}}]}]
    response: Json = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": inner}
    assert "return" not in parts(extracted(SETTINGS, engine.rulebase, response, AS_OF))


def test_what_was_read_of_the_record_is_not_made_again(engine: Engine, filled: Json) -> None:
    assert "return" not in parts(extracted(SETTINGS, engine.rulebase, {**filled, "status": "completed"}, AS_OF))
