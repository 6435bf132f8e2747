"""What is taken now, what was once given, and when a dose can be read."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import ATC, RXNORM, SNOMED, Mapping, concept, medication, reasons

WARFARIN, PREDNISONE, METHOTREXATE = "11289", "8640", "6851"


def test_an_active_order_is_taken_now(mapped: Mapping) -> None:
    assert mapped(medication(RXNORM, WARFARIN)).profile == {"takes_anticoagulant": True}


@pytest.mark.parametrize("status", ["stopped", "completed", "on-hold", "unknown"])
def test_an_order_that_is_not_in_force_says_nothing_about_now(mapped: Mapping, status: str) -> None:
    found = mapped(medication(RXNORM, WARFARIN, status=status))
    assert found.profile == {}
    assert reasons(found, "takes_anticoagulant") == ["not_current"]


@pytest.mark.parametrize(
    "more", [{"status": "draft"}, {"status": "cancelled"}, {"intent": "plan"}, {"doNotPerform": True}]
)
def test_an_order_that_was_never_carried_out_is_not_used(mapped: Mapping, more: Any) -> None:
    assert reasons(mapped(medication(RXNORM, WARFARIN, **more)), "takes_anticoagulant") == ["not_done"]


def test_an_order_that_ended_is_not_in_force(mapped: Mapping) -> None:
    timing = {"repeat": {"boundsPeriod": {"start": "2026-01-01", "end": "2026-02-01"}}}
    found = mapped(medication(RXNORM, WARFARIN, dosageInstruction=[{"timing": timing}]))
    assert reasons(found, "takes_anticoagulant") == ["not_current"]


def test_a_statement_counts_while_it_is_active(mapped: Mapping) -> None:
    statement = medication(RXNORM, WARFARIN, intent=None, authoredOn=None, resourceType="MedicationStatement")
    assert mapped(statement).profile == {"takes_anticoagulant": True}
    assert mapped({**statement, "effectivePeriod": {"end": "2026-01-01"}}).profile == {}
    assert mapped({**statement, "status": "not-taken"}).profile == {}


def test_an_administration_that_ended_does_not_say_what_is_taken_now(mapped: Mapping) -> None:
    given = medication(RXNORM, WARFARIN, intent=None, authoredOn=None, resourceType="MedicationAdministration")
    assert mapped({**given, "status": "completed", "effectiveDateTime": "2026-06-14"}).profile == {}
    assert mapped({**given, "status": "in-progress"}).profile == {"takes_anticoagulant": True}


@pytest.mark.parametrize("status", ["active", "completed", "stopped"])
def test_that_a_drug_was_given_never_says_what_came_of_it(mapped: Mapping, status: str) -> None:
    found = mapped(medication(RXNORM, METHOTREXATE, status=status))
    given = {} if status == "active" else {"methotrexate_outcome": "result_not_known"}  # which is no answer
    assert found.profile == given
    assert reasons(found, "methotrexate_outcome") == ["outcome_not_said"]


def test_a_code_of_a_group_holds_for_each_drug_in_it(mapped: Mapping) -> None:
    assert mapped(medication(ATC, "M01AE52")).profile == {"takes_nephrotoxic_drugs": True}
    assert mapped(medication(ATC, "G03AA07")).profile == {"takes_oestrogens": True}
    found = mapped(medication(ATC, "G03AC09"))
    assert reasons(found, "takes_oestrogens") == ["near"]


def test_an_order_for_the_product_itself_does_not_say_that_it_is_given_now(mapped: Mapping) -> None:
    found = mapped(medication(ATC, "J06BA02"))
    assert found.profile == {}
    assert reasons(found, "on_ivig_now") == ["near"]


@pytest.mark.parametrize(
    ("dosage", "said"),
    [
        ({}, True),
        ({"route": {"coding": [{"system": SNOMED, "code": "47625008"}]}}, True),
        ({"route": {"text": "IV"}}, True),
        ({"route": {"coding": [{"system": SNOMED, "code": "34206005"}]}}, "way"),
        ({"route": {"coding": [{"system": SNOMED, "code": "78421000"}]}}, "way"),
        ({"route": {"text": "subcutaneous"}}, "way"),
        ({"text": "10 g s.c. weekly"}, "way"),
        ({"route": {"coding": [{"system": "urn:local", "code": "7"}]}}, "way_not_known"),
    ],
)
def test_only_immunoglobulin_given_into_a_vein_was_ivig(mapped: Mapping, dosage: Any, said: Any) -> None:
    given = medication(
        ATC, "J06BA02", resourceType="MedicationAdministration", status="completed", intent=None, authoredOn=None,
        effectiveDateTime="2026-05-01", dosage=dosage,
    )  # fmt: skip
    found = mapped(given)
    if said is True:
        assert found.profile == {"has_ever_had_ivig": True}
    else:
        assert found.profile == {}
        assert reasons(found, "has_ever_had_ivig") == [said]


def test_a_medication_is_found_where_it_is_referred_to(mapped: Mapping) -> None:
    drug = {"resourceType": "Medication", "id": "m1", "code": concept(RXNORM, WARFARIN)}
    for reference in ("Medication/m1", "http://example.org/fhir/Medication/m1"):
        order = medication(RXNORM, "x", medicationCodeableConcept=None, medicationReference={"reference": reference})
        assert mapped(order, drug).profile == {"takes_anticoagulant": True}
    order = medication(
        RXNORM, "x", medicationCodeableConcept=None, medicationReference={"reference": "#m1"}, contained=[drug]
    )
    assert mapped(order).profile == {"takes_anticoagulant": True}


def dosed(dose: Any, repeat: Any | None = None, **more: Any) -> Any:
    dosage = {
        "doseAndRate": [{"doseQuantity": dose}],
        "timing": {"repeat": repeat or {"frequency": 1, "period": 1, "periodUnit": "d"}},
    }
    return medication(RXNORM, PREDNISONE, dosageInstruction=[{**dosage, **more}])


@pytest.mark.parametrize(
    ("repeat", "a_day"),
    [
        ({"frequency": 1, "period": 1, "periodUnit": "d"}, 10),
        ({"frequency": 2, "period": 1, "periodUnit": "d"}, 20),
        ({"period": 2, "periodUnit": "d"}, 5),
        ({"frequency": 1, "period": 12, "periodUnit": "h"}, 20),
    ],
)
def test_a_dose_with_unit_and_regular_time_is_an_amount_a_day(mapped: Mapping, repeat: Any, a_day: float) -> None:
    found = mapped(dosed({"value": 10, "unit": "mg", "code": "mg"}, repeat))
    assert found.profile == {"takes_corticosteroid": True, "prednisone_mg_day": a_day}


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        (dosed({"value": 10}), "no_unit"),
        (dosed({"value": 2, "unit": "tablet", "code": "{tbl}"}), "unit"),
        (
            dosed({"value": 10, "code": "mg"}, {"frequency": 1, "frequencyMax": 2, "period": 1, "periodUnit": "d"}),
            "dose_not_read",
        ),
        (dosed({"value": 10, "code": "mg"}, asNeededBoolean=True), "dose_not_read"),
        (dosed({"value": 9000, "code": "mg"}), "implausible"),
        (dosed({"value": 20, "code": "mg"}, text="20 mg, taper as directed"), "dose_not_read"),
        (dosed({"value": 20, "code": "mg"}, text="ausschleichen"), "dose_not_read"),
        (dosed({"value": 20, "code": "mg"}, additionalInstruction=[{"text": "dose dégressive"}]), "dose_not_read"),
        (dosed({"value": 20, "code": "mg"}) | {"note": [{"text": "Weaning from July."}]}, "dose_not_read"),
        (medication(RXNORM, PREDNISONE), "dose_not_read"),
        (medication(RXNORM, PREDNISONE, dosageInstruction=[{"text": "ten a day"}]), "dose_not_read"),
        (medication(RXNORM, "6902"), "dose_not_read"),
    ],
)
def test_a_dose_that_is_not_plain_is_not_read(mapped: Mapping, order: Any, reason: str) -> None:
    found = mapped(order)
    assert found.profile == {"takes_corticosteroid": True}
    assert reasons(found, "prednisone_mg_day") == [reason]


def test_two_drugs_of_one_kind_leave_the_amount_open(mapped: Mapping) -> None:
    for other in (medication(RXNORM, "6902"), dosed({"value": 5, "code": "mg"})):
        found = mapped(dosed({"value": 10, "code": "mg"}), other)
        assert found.profile == {"takes_corticosteroid": True}
        assert "several_drugs" in reasons(found, "prednisone_mg_day")


def test_a_medication_that_was_not_sent_is_named(mapped: Mapping) -> None:
    reference = {"reference": "Medication/elsewhere"}
    found = mapped(medication(RXNORM, "x", medicationCodeableConcept=None, medicationReference=reference))
    assert (found.profile, reasons(found, None)) == ({}, ["elsewhere"])


@pytest.mark.parametrize(
    "more",
    [
        {"note": [{"text": "Infusion not given, patient unwell."}]},
        {"statusReason": [{"text": "patient refused"}]},
        {"statusReason": {"text": "nicht durchgeführt"}},
        {"reasonNotGiven": [{"text": "no access"}]},
    ],
)
def test_what_is_done_by_its_status_and_not_by_its_words_is_no_ivig(mapped: Mapping, more: dict[str, Any]) -> None:
    given = {"resourceType": "MedicationAdministration", "id": "a", "status": "completed",
             "effectiveDateTime": "2026-05-01", "medicationCodeableConcept": concept(ATC, "J06BA02")}  # fmt: skip
    done = {"resourceType": "Procedure", "id": "p", "status": "completed", "code": concept(ATC, "J06BA02")}
    for entry in (given, done):
        assert mapped(entry).profile == {"has_ever_had_ivig": True}
        if "reasonNotGiven" in more or not isinstance(more.get("statusReason"), list) or entry is given:
            assert "has_ever_had_ivig" not in mapped({**entry, **more}).profile
