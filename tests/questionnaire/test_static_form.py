"""The static form: every question, in the groups and the order of the rule base, as R4 and SDC 3 have it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.index import Index
from immunote.service.fhir.mapping import map_resources
from immunote.service.questionnaire import sdc
from immunote.service.questionnaire.forms import static_form
from immunote.service.questionnaire.units import units_of
from tests.questionnaire.conftest import AS_OF, BASE, Json, every_item


@pytest.fixture(scope="module")
def form(index: Index) -> Json:
    return static_form(index, BASE)


def extensions(item: Json, url: str) -> list[Any]:
    return [
        next(value for key, value in each.items() if key != "url")
        for each in item.get("extension", [])
        if each["url"] == url
    ]


def test_groups_and_questions_stand_in_the_order_of_the_rule_base(form: Json, engine: Engine) -> None:
    groups = engine.rulebase.question_groups
    assert [item["linkId"] for item in form["item"]] == [f"group.{group.id}" for group in groups]
    for item, group in zip(form["item"], groups, strict=True):
        assert item["text"] == group.title
        questions = [each["linkId"] for each in item["item"] if "." not in each["linkId"]]
        assert questions == list(group.elements)


def test_its_url_and_version_are_those_of_the_rule_base(form: Json, engine: Engine) -> None:
    assert form["url"] == f"{BASE}/Questionnaire/{form['id']}"
    assert form["version"] == engine.rulebase.content_hash
    assert form["id"] == "ssc-ivig"


def test_each_question_has_the_type_answers_and_words_of_its_element(form: Json, engine: Engine) -> None:
    elements = engine.rulebase.elements
    for item in every_item(form["item"]):
        element = elements.get(item["linkId"])
        if element is None:
            continue
        assert item["text"] == element.question
        if element.type == "enumeration":
            assert item["type"] == "choice"
            options = [option["valueCoding"] for option in item["answerOption"]]
            assert {option["code"]: option["display"] for option in options} == dict(element.values)
        elif element.type == "boolean":
            assert item["type"] == "boolean"
        else:
            assert item["type"] in ("quantity", element.type)


def test_a_number_has_its_unit_or_a_choice_of_units(form: Json, index: Index) -> None:
    for item in every_item(form["item"]):
        name = item["linkId"]
        if name not in index.elements or not index.elements[name].is_number:
            continue
        units = [each["code"] for each in extensions(item, sdc.UNIT if item["type"] != "quantity" else sdc.UNIT_OPTION)]
        assert units == list(units_of(index, name)), name
        assert units


def test_each_unit_on_offer_is_read_back_by_the_intake(engine: Engine, index: Index) -> None:
    """Twice the lower end of the range, or one, in each unit: read exactly, never refused for its unit."""
    for group in engine.rulebase.question_groups:
        for name in group.elements:
            if not index.elements[name].is_number:
                continue
            for unit in units_of(index, name):
                quantity = {"value": 1, "unit": unit, "code": unit, "system": sdc.UCUM}
                item = {"linkId": name, "answer": [{"valueQuantity": quantity}]}
                response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [item]}
                found = map_resources([response], engine.rulebase, AS_OF)
                reasons = {each.reason for each in found.report.not_used}
                assert reasons <= {"implausible", "undated", "stated_earlier", "too_old"}, (name, unit, reasons)


def test_a_question_that_hangs_on_another_is_enabled_by_it(form: Json, engine: Engine) -> None:
    found = {item["linkId"]: item["enableWhen"] for item in every_item(form["item"]) if "enableWhen" in item}
    hosts = {name: each.only_if for name, each in engine.rulebase.elements.items() if each.only_if}
    assert set(found) == set(hosts)
    for name, host in hosts.items():
        assert found[name] == [{"question": host, "operator": "=", "answerBoolean": True}]


def test_each_group_with_one_answer_to_all_offers_it(form: Json, engine: Engine) -> None:
    for item, group in zip(form["item"], engine.rulebase.question_groups, strict=True):
        offered = [each["text"] for each in item["item"] if each["linkId"].startswith("none_of_these.")]
        assert offered == ([group.none_of_these] if group.none_of_these else [])


def test_a_code_is_the_first_loinc_code_of_the_element_and_none_names_a_formula(form: Json, engine: Engine) -> None:
    coded = {item["linkId"]: item["code"] for item in every_item(form["item"]) if "code" in item}
    for name, codes in coded.items():
        element = engine.rulebase.elements[name]
        assert codes == [{"system": "http://loinc.org", "code": element.codes["loinc"][0]}]
        assert not any(each.formula for each in element.derivations)
    assert "creatinine_mg_dl" in coded
    assert "egfr_ml_min_1_73m2" not in coded


def test_the_period_of_a_value_is_the_age_that_the_rule_base_allows(form: Json, engine: Engine) -> None:
    for item in every_item(form["item"]):
        for duration in extensions(item, sdc.LINK_PERIOD):
            limit = engine.rulebase.elements[item["linkId"]].says_nothing_after
            assert limit is not None
            assert (Decimal(duration["value"]), duration["code"]) == (limit.value, "d")


def test_help_says_the_range_of_a_number(form: Json) -> None:
    items = {item["linkId"]: item for item in every_item(form["item"])}
    assert items["creatinine_mg_dl.help"]["text"] == "From 0.1 to 20 mg/dL."
    assert items["mrss.help"]["text"] == "From 0 to 51."
    assert "leaves the question open" in items["methotrexate_outcome.help"]["text"]
