"""What a draft order says of the plan, and what it leaves open."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.cds.detail import asides_of
from immunote.service.cds.draft_facts import course_of, facts_of, with_draft
from immunote.service.cds.orders import Drafts, ordered
from immunote.service.fhir.mapping import map_resources
from tests.cds.support import PATIENT, SICK, SIGN, bundle, draft, prefetch, request

TODAY = datetime.now(UTC).date()
ICD = "http://hl7.org/fhir/sid/icd-10-cm"
SCT = "http://snomed.info/sct"


def daily(value: float, unit: str, days: int, **more: Any) -> dict[str, Any]:
    repeat = {"frequency": 1, "period": 1, "periodUnit": "d", "boundsDuration": {"value": days, "code": "d"}, **more}
    return {"doseAndRate": [{"doseQuantity": {"value": value, "code": unit}}], "timing": {"repeat": repeat}}


def facts(
    engine: Engine, name: str = "IVIG", *, record: tuple[dict[str, Any], ...] = (), **more: Any
) -> dict[str, Any]:
    found = ordered(engine.rulebase, Drafts([draft({"text": name}, **more)]))
    assert len(found) == 1
    return facts_of(engine.rulebase, found, record)


def coded(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def test_the_way_comes_from_the_instruction_before_the_name(engine: Engine) -> None:
    assert facts(engine, "Gamunex-C")["planned_product"] == "gamunex_c"
    assert "route_requested" not in facts(engine, "Gamunex-C")
    assert "route_requested" not in facts(engine, "Gammagard Liquid for intravenous and subcutaneous use")
    assert facts(engine, "IVIG")["route_requested"] == "intravenous"
    under = facts(engine, "IVIG", dosageInstruction=[{"route": coded(SCT, "34206005")}])
    assert under["route_requested"] == "subcutaneous"
    assert facts(engine, "Gamunex-C", dosageInstruction=[{"route": {"text": "IV"}}])["route_requested"] == "intravenous"


@pytest.mark.parametrize(
    ("concept", "expected"),
    [
        (coded(ICD, "M34.81"), "systemic_sclerosis"),
        (coded(SCT, "89155008"), "systemic_sclerosis"),
        ({"text": "Diffuse systemic sclerosis"}, "systemic_sclerosis"),
        (coded(ICD, "D80.1"), "antibody_replacement"),
        (coded(ICD, "D83.9"), "antibody_replacement"),
        (coded(ICD, "G61.81"), "other_disease"),
        (coded(ICD, "D69.3"), "other_disease"),
        (coded(ICD, "G61.0"), "other_disease"),
        (coded(ICD, "G61.82"), "other_disease"),
        (coded(ICD, "G70.01"), "other_disease"),
        (coded(ICD, "M30.3"), "other_disease"),
        ({"text": "CIDP"}, "other_disease"),
        (coded(ICD, "R53.83"), None),
        ({"text": "see note"}, None),
    ],
)
def test_the_reason_of_a_draft_answers_what_it_is_requested_for(
    engine: Engine, concept: dict[str, Any], expected: str | None
) -> None:
    assert facts(engine, reasonCode=[concept]).get("ivig_requested_for") == expected
    assert facts(engine, reason=[{"concept": concept}]).get("ivig_requested_for") == expected  # R5
    condition = {"resourceType": "Condition", "id": "r", "code": concept}
    refers = [{"reference": "https://ehr.example.org/fhir/Condition/r"}]
    assert facts(engine, record=(condition,), reasonReference=refers).get("ivig_requested_for") == expected
    within = facts(engine, contained=[condition], reasonReference=[{"reference": "#r"}])
    assert within.get("ivig_requested_for") == expected


@pytest.mark.parametrize(
    "more",
    [{"modifierExtension": [{"url": "urn:x", "valueBoolean": True}]}, {"implicitRules": "urn:rules"},
     {"dosageInstruction": [{"route": {"text": "IV"}, "modifierExtension": [{"url": "urn:x"}]}]}],
)  # fmt: skip
def test_nothing_is_read_of_a_draft_that_an_unknown_modifier_may_turn_around(
    engine: Engine, more: dict[str, Any]
) -> None:
    said = {"reasonCode": [coded(ICD, "M34.9")], **more}
    assert facts(engine, "Gamunex-C", **said) == {}
    assert facts(engine, "Gamunex-C", reasonCode=said["reasonCode"])["planned_product"] == "gamunex_c"


@pytest.mark.parametrize("more", [{"implicitRules": "urn:rules"}, {"modifierExtension": [{"url": "urn:x"}]}])
def test_a_card_says_that_only_the_product_of_a_modified_draft_was_read(
    client: TestClient, more: dict[str, Any]
) -> None:
    order = draft({"text": "Gamunex-C"}, **more)
    context = {"userId": "Practitioner/1", "patientId": PATIENT, "draftOrders": bundle(order)}
    asked = request(SIGN, context=context, prefetch=prefetch(conditions=bundle(SICK)))
    (card,) = client.post(f"/cds-services/{SIGN}", json=asked).json()["cards"]
    assert "Of a draft only its product was read" in card["detail"]


@pytest.mark.parametrize(
    "condition",
    [{"verificationStatus": coded("http://terminology.hl7.org/CodeSystem/condition-ver-status", "refuted")},
     {"verificationStatus": coded("http://terminology.hl7.org/CodeSystem/condition-ver-status", "entered-in-error")},
     {"modifierExtension": [{"url": "urn:x"}]}, {"code": {"text": "No systemic sclerosis"}}],
)  # fmt: skip
def test_a_condition_that_does_not_stand_is_no_reason_of_a_draft(engine: Engine, condition: dict[str, Any]) -> None:
    named = {"resourceType": "Condition", "id": "r", "code": {"text": "Diffuse systemic sclerosis"}}
    refers = [{"reference": "Condition/r"}]
    assert facts(engine, record=(named,), reasonReference=refers)["ivig_requested_for"] == "systemic_sclerosis"
    assert "ivig_requested_for" not in facts(engine, record=({**named, **condition},), reasonReference=refers)


def test_two_reasons_of_two_kinds_leave_it_open(engine: Engine) -> None:
    assert "ivig_requested_for" not in facts(engine, reasonCode=[coded(ICD, "M34.9"), coded(ICD, "D80.1")])


@pytest.mark.parametrize(
    ("dosage", "days", "grams", "per_kg"),
    [
        (daily(0.4, "g/kg", 5), 5, None, "2.0"),
        (daily(400, "mg/kg", 5), 5, None, "2.0"),
        (daily(35, "g", 4), 4, "140", None),
        (daily(35, "g", 2, frequency=2), 2, "140", None),
        (daily(30, "g", 1, boundsDuration={"value": 1, "unit": "wk"}), 7, "210", None),
        ({**daily(30, "g", 1), "timing": {"repeat": {"count": 1}}}, 1, "30", None),
        ({"timing": {"repeat": {"frequency": 1, "period": 1, "periodUnit": "d", "count": 3}}}, 3, None, None),
        ({"text": "2 g/kg IV over 5 days"}, 5, None, "2"),
        ({"text": "Infuse 0.4 g/kg/day for 5 days"}, 5, None, "2.0"),
        ({"text": "400 mg/kg daily x 5 days"}, 5, None, "2.000"),
    ],
)
def test_an_amount_is_of_the_whole_course(
    dosage: dict[str, Any], days: int, grams: str | None, per_kg: str | None
) -> None:
    course = course_of(dosage)
    assert course.days == days
    assert course.grams == (None if grams is None else Decimal(grams))
    assert course.grams_a_kg == (None if per_kg is None else Decimal(per_kg))


@pytest.mark.parametrize(
    "dosage",
    [
        {},
        {"doseAndRate": [{"doseQuantity": {"value": 2, "code": "g/kg"}}]},  # for how many times is not said
        daily(2, "g/kg", 5) | {"asNeededBoolean": True},
        daily(2, "g/kg", 5, frequencyMax=2),
        daily(2, "g/kg", 5, period=4, periodUnit="wk"),
        daily(2, "g/kg", 5, boundsDuration={"value": 2.5, "code": "d"}),
        daily(2, "g/kg", 5, boundsDuration={"value": 5, "code": "mo"}),
        daily(2, "g/kg", 5, boundsDuration={"value": 5, "code": "d", "comparator": ">"}),
        {"text": "as directed"},
        {"text": "10 %"},
        {"text": 7, "timing": "x"},
    ],
)
def test_what_is_not_plain_is_left_open(dosage: dict[str, Any]) -> None:
    course = course_of(dosage)
    assert (course.days, course.grams, course.grams_a_kg) == (None, None, None)


@pytest.mark.parametrize(
    ("dosage", "days", "per_kg"),
    [
        (daily(0.4, "g/kg", 5) | {"text": "0.4 g/kg/day for 5 days"}, 5, "2.0"),
        (daily(0.4, "g/kg", 5) | {"text": "2 g/kg over 5 days"}, 5, "2.0"),
        (daily(2, "g/kg", 5) | {"text": "2 g/kg over 5 days"}, 5, None),  # the whole dose on each day?
        (daily(1, "g/kg", 2) | {"patientInstruction": "1 g/kg over 2 days"}, 2, None),
        (daily(0.4, "g/kg", 5) | {"text": "0.4 g/kg/day for 2 days"}, None, None),
        ({"text": "2 g/kg over 5 days", "patientInstruction": "2 g/kg over 2 days"}, None, None),
        ({"text": "2 g/kg over 5 days", "patientInstruction": "0.4 g/kg daily for 5 days"}, 5, "2"),
    ],
)
def test_what_timing_and_words_say_differently_is_left_open(
    dosage: dict[str, Any], days: int | None, per_kg: str | None
) -> None:
    course = course_of(dosage)
    assert (course.days, course.grams) == (days, None)
    assert course.grams_a_kg == (None if per_kg is None else Decimal(per_kg))


@pytest.mark.parametrize("quantity", [{"value": 100, "code": "mL"}, {"value": "1", "code": "g"}, {"value": True}, {}])
def test_an_amount_in_another_unit_is_left_open_and_the_days_are_not(quantity: dict[str, Any]) -> None:
    dosage = daily(1, "g", 5) | {"doseAndRate": [{"doseQuantity": quantity}]}
    course = course_of(dosage)
    assert (course.days, course.grams, course.grams_a_kg) == (5, None, None)


def test_two_drafts_that_differ_leave_open_what_they_differ_in(engine: Engine) -> None:
    drafts = [draft({"text": "IVIG"}, id=str(days), dosageInstruction=[daily(35, "g", days)]) for days in (2, 5)]
    found = facts_of(engine.rulebase, ordered(engine.rulebase, Drafts(drafts)), ())
    assert "planned_days" not in found
    assert found["planned_grams_day"] == Decimal("35.0")


def test_the_draft_counts_before_the_record_and_what_contradicts_is_left_out(engine: Engine) -> None:
    mapped = map_resources([SICK], engine.rulebase, TODAY)
    patient, left_out = with_draft(
        mapped, engine.rulebase, {"planned_days": Decimal(5), "planned_g_kg": Decimal("2.000")}
    )
    assert (patient.given["planned_days"], left_out) == (Decimal(5), ())
    patient, left_out = with_draft(
        mapped, engine.rulebase, {"planned_days": Decimal(500), "route_requested": "intravenous"}
    )
    assert left_out == ("planned_days",)
    assert patient.given["route_requested"] == "intravenous"


def ask(client: TestClient, *drafts: dict[str, Any]) -> list[dict[str, Any]]:
    context = {"patientId": PATIENT, "userId": "Practitioner/1", "draftOrders": bundle(*drafts)}
    answer = client.post(
        f"/cds-services/{SIGN}", json=request(SIGN, context=context, prefetch=prefetch(conditions=bundle(SICK)))
    )
    assert answer.status_code == 200, answer.text
    cards: list[dict[str, Any]] = answer.json()["cards"]
    return cards


def test_what_a_draft_says_reaches_the_note(client: TestClient, engine: Engine) -> None:
    order = draft({"text": "Privigen 10 %"}, dosageInstruction=[{**daily(0.5, "g/kg", 5), "route": {"text": "IV"}}])
    (card,) = ask(client, order)
    said = {
        "has_systemic_sclerosis": True,
        "planned_product": "privigen",
        "route_requested": "intravenous",
        "planned_g_kg": 2.5,
        "planned_days": 5,
    }
    assert card["extension"]["immunote.note"]["digest"] == engine.note(said).digest


def test_immunoglobulin_under_the_skin_or_for_another_disease_is_outside(client: TestClient) -> None:
    assert ask(client, draft({"text": "Hizentra 20 %"})) == []
    assert ask(client, draft({"text": "IVIG"}, reasonCode=[coded(ICD, "G61.81")])) == []
    assert len(ask(client, draft({"text": "IVIG"}, reasonCode=[coded(ICD, "M34.9")]))) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [({"deceasedBoolean": True}, "recorded as dead"), ({"active": False}, "no longer in use"), ({}, None)],
)
def test_what_is_said_of_a_record_names_a_patient_who_died(
    engine: Engine, more: dict[str, Any], words: str | None
) -> None:
    report = map_resources([{"resourceType": "Patient", "id": "1", **more}], engine.rulebase, TODAY).report
    said = asides_of({}, report, engine.rulebase)
    assert said == [] if words is None else words in said[0]
