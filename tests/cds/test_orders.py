"""Hooks about orders speak only where a draft is of a product that the rule base covers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.cds.codes import uris
from tests.cds.conftest import Make
from tests.cds.support import IVIG, PATIENT, SELECT, SIGN, FhirServer, bundle, draft, prefetch, request

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
OTHER = {"coding": [{"system": RXNORM, "code": "617993", "display": "Amoxicillin 120 MG/ML"}], "text": "Amoxicillin"}


def ask(client: TestClient, orders: Any, service: str = SIGN, **fields: Any) -> Any:
    context = {"patientId": PATIENT, "userId": "Practitioner/1", "selections": [], "draftOrders": orders}
    return client.post(f"/cds-services/{service}", json=request(service, context=context, **fields))


def speaks(client: TestClient, *drafts: dict[str, Any], service: str = SIGN) -> bool:
    answer = ask(client, bundle(*drafts), service)
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["cards"])


@pytest.mark.parametrize("service", [SELECT, SIGN])
def test_a_draft_of_the_product_is_spoken_to_and_no_other(client: TestClient, service: str) -> None:
    assert speaks(client, draft(OTHER), draft(IVIG), service=service)
    assert not speaks(client, draft(OTHER), service=service)
    assert not speaks(client, service=service)


def test_every_code_of_the_rule_base_is_recognised(client: TestClient, engine: Engine) -> None:
    ordered_as = engine.rulebase.ordered_as
    assert ordered_as is not None
    for system, listed in ordered_as.codes.items():
        for code in listed:
            uri = uris(engine.rulebase, system)[0]
            assert speaks(client, draft({"coding": [{"system": uri, "code": code}]}))
            assert not speaks(client, draft({"coding": [{"system": "http://example.org", "code": code}]}))
            assert not speaks(client, draft({"coding": [{"system": uri, "code": code[:-1]}]}))


def test_names_count_as_whole_words_whatever_is_unseen_in_them(client: TestClient, engine: Engine) -> None:
    products = [product.name for product in engine.rulebase.products.values()]
    for name in ("Intravenous  IMMUNOGLOBULIN 10 %", "Immune Globulin\u200b Intravenous\u200b", products[0].upper()):
        assert speaks(client, draft({"text": name})), name
        assert speaks(client, draft({"coding": [{"display": name}]})), name
    assert not speaks(client, draft({"text": "Rabies immunoglobulin"}))
    assert not speaks(client, draft({"text": f"x{products[0]}x"}))


def test_the_words_in_a_request_for_a_test_are_no_order_of_the_product(client: TestClient) -> None:
    test = {"resourceType": "ServiceRequest", "code": {"text": "Immunoglobulin G [Mass/volume] in Serum"}}
    assert not speaks(client, test)


def test_drafts_that_are_no_valid_r4_are_read(client: TestClient) -> None:
    for orders in (
        {"entry": [{"resource": draft(IVIG)}]},  # no type, no resourceType
        {"resourceType": "Bundle", "entry": [draft(IVIG)]},  # no `resource` around it
        {"resourceType": "Bundle", "entry": [None, 7, {"resource": 7}, {"resource": draft(IVIG)}]},
        bundle({"resourceType": "MedicationOrder", "medicationCodeableConcept": IVIG}),  # DSTU2
        bundle({"resourceType": "MedicationRequest", "medication": {"concept": IVIG}}),  # R5
        bundle(draft(IVIG, dosageInstruction={"text": "as an object"}, subject=7, status=None)),
    ):
        answer = ask(client, orders)
        assert answer.status_code == 200, orders
        assert answer.json()["cards"], orders


@pytest.mark.parametrize(
    "orders", [None, [], "x", 7, {"entry": "x"}, {}, draft(IVIG), {"medicationRequest": [draft(IVIG)]}]
)
def test_draft_orders_that_are_no_bundle_are_refused(client: TestClient, orders: Any) -> None:
    answer = ask(client, orders)
    assert answer.status_code == 400
    assert [(fault["code"], fault["pointer"]) for fault in answer.json()["faults"]] == [("S60", "/context/draftOrders")]


def test_an_order_without_a_covered_product_needs_no_data(client: TestClient) -> None:
    answer = ask(client, bundle(draft(OTHER)), prefetch=...)
    assert answer.status_code == 200
    assert answer.json() == {"cards": []}


def test_a_medication_is_found_where_the_draft_refers_to_it(client: TestClient) -> None:
    medication = {"resourceType": "Medication", "id": "m1", "code": IVIG}
    inside = draft(medicationReference={"reference": "#m1"}, contained=[medication])
    assert speaks(client, inside)
    assert speaks(client, draft(medicationReference={"reference": "Medication/m1"}), medication)
    named = {"reference": "Medication/m9", "display": "Intravenous immunoglobulin"}
    assert speaks(client, draft(medicationReference=named))


def test_a_medication_among_the_drafts_is_found_by_each_form_of_reference(client: TestClient) -> None:
    urn, url = "urn:uuid:7a3f1a8c-0000-4000-8000-000000000001", "https://ehr.example.org/fhir/Medication/m1"
    for given, full, reference in (
        ({"code": IVIG}, urn, urn),
        ({"code": IVIG, "id": "m1"}, urn, urn),
        ({"code": IVIG, "id": "m1"}, url, url),
        ({"code": IVIG, "id": "m1"}, url, f"{url}/_history/2"),
        ({"code": IVIG, "id": "m1"}, None, "Medication/m1/_history/2"),
        ({"ingredient": [{"itemCodeableConcept": IVIG}], "id": "m1"}, None, "Medication/m1"),
    ):
        medication = {"resource": {"resourceType": "Medication", **given}, **({"fullUrl": full} if full else {})}
        order = {"resource": draft(medicationReference={"reference": reference})}
        answer = ask(client, {"resourceType": "Bundle", "entry": [medication, order]})
        assert answer.status_code == 200
        assert answer.json()["cards"], reference


def test_what_is_selected_may_be_named_by_its_full_url(client: TestClient) -> None:
    ours, other = draft(IVIG), draft(OTHER)
    entries = [{"fullUrl": f"urn:uuid:{name}", "resource": {key: value for key, value in each.items() if key != "id"}}
               for name, each in (("a", ours), ("b", other))]  # fmt: skip
    for name, is_said in (("a", True), ("b", False)):
        context = {"patientId": PATIENT, "userId": f"Practitioner/{name}", "selections": [f"urn:uuid:{name}"],
                   "draftOrders": {"resourceType": "Bundle", "entry": entries}}  # fmt: skip
        answer = client.post(f"/cds-services/{SELECT}", json=request(SELECT, context=context))
        assert bool(answer.json()["cards"]) is is_said


def test_a_medication_that_is_not_known_is_fetched_and_never_taken_as_another(
    client: TestClient, asking: TestClient, fhir: FhirServer
) -> None:
    order = bundle(draft(medicationReference={"reference": "Medication/m1"}))
    assert ask(client, order).status_code == 412
    fhir.answers["Medication/m1"] = {"resourceType": "Medication", "id": "m1", "code": IVIG}
    assert ask(asking, order, **fhir.access()).json()["cards"]
    fhir.answers["Medication/m1"] = {"resourceType": "Medication", "id": "m1", "code": OTHER}
    assert ask(asking, order, **fhir.access()).json() == {"cards": []}
    fhir.answers["Medication/m1"] = lambda _: (404, {}, b"{}")
    assert ask(asking, order, **fhir.access()).status_code == 412


@pytest.mark.parametrize("reference", ["https://evil.example.org/Medication/1", "Medication/../../x", "Medication/.."])
def test_a_reference_leads_nowhere_else(asking: TestClient, fhir: FhirServer, reference: str) -> None:
    answer = ask(asking, bundle(draft(medicationReference={"reference": reference})), **fhir.access())
    assert answer.status_code == 412
    assert fhir.asked == []


def test_a_draft_answers_nothing_about_the_patient(client: TestClient, engine: Engine) -> None:
    (card,) = ask(client, bundle(draft(IVIG)), prefetch=prefetch()).json()["cards"]
    assert card["extension"]["immunote.note"]["digest"] == engine.note({}).digest


def test_another_rule_base_says_itself_what_an_order_looks_like(make: Make) -> None:
    from tests.engine.bad_rules import SOUP

    client = make(rules=SOUP)
    context = {"patientId": PATIENT, "draftOrders": bundle(draft({"text": "Hot soup, one bowl"}))}
    body = {"hook": "order-sign", "hookInstance": "1", "context": context}
    body["prefetch"] = dict.fromkeys(client.get("/cds-services").json()["services"][0]["prefetch"])
    answer = client.post("/cds-services/soup-order-sign", json=body)
    assert answer.status_code == 200, answer.text
    assert json.dumps(answer.json()).count("a soup") >= 1


@pytest.mark.parametrize("more", [{"status": each} for each in ("cancelled", "stopped", "revoked", "entered-in-error")]
                         + [{"doNotPerform": True}, {"doNotPerform": "true"}])  # fmt: skip
def test_an_order_that_is_taken_back_or_says_not_to_is_none(client: TestClient, more: dict[str, Any]) -> None:
    assert not speaks(client, {**draft(IVIG), **more})
    assert speaks(client, {**draft(IVIG), **more}, draft(IVIG))
    assert speaks(client, {**draft(IVIG), "status": "active", "doNotPerform": False})


def test_a_draft_of_another_patient_is_refused(client: TestClient) -> None:
    mine, other = ({"subject": {"reference": f"Patient/{each}"}} for each in (PATIENT, "999"))
    assert speaks(client, {**draft(IVIG), **mine})
    answer = ask(client, bundle(draft(IVIG), {**draft(OTHER), **other}))
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["code"] == "S63"
