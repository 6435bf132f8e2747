"""Whether a drug of the record is still taken: the age of an order, words, notes, supplies and later entries."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import ATC, RXNORM, Mapping, concept, medication, quantity, reasons

PREDNISONE, TAKEN, AMOUNT = "8640", "takes_corticosteroid", "prednisone_mg_day"
NOT_TAKEN = [
    "no longer on prednisone", "prednisone stopped", "stopped prednisone", "prednisone discontinued",
    "prednisone - d/c", "Prednisone (not taking)", "prednison abgesetzt", "Prednison abgesetzt 2020",
    "prednisone arrêtée", "prednisone arrêt", "prednisona suspendida", "prednisona retirada", "prednisone sospeso",
    "prednisone interrotto", "prednisone on hold", "prednisone paused", "Prednison pausiert", "prednisone completed",
    "history of prednisone use", "previous prednisone", "prednisone in the past", "off prednisone",
    "weaned off prednisone", "patient declined prednisone", "refused prednisone", "intolerant of prednisone",
    "avoid prednisone", "consider prednisone", "planned prednisone", "Z.n. Prednisontherapie", "früher Prednison",
    "ehemals Prednison", "ancien traitement par prednisone", "prednisone en pause",
    "tratamiento previo con prednisona", "pregressa terapia con prednisone", "never took prednisone",
    "if needed prednisone", "prednisone, stopped 2019", "ex prednisone", "do not give prednisone",
    "prednisone contraindicated", "last dose prednisone 2020",
]  # fmt: skip
NOTES = [
    "Patient no longer takes this", "stopped by patient", "not taking", "Patient hat Prednison abgesetzt",
    "n'est plus pris", "ya no lo toma", "non lo assume più", "hold until surgery", "held since Monday",
    "course completed",
    "finished course", "tapered off in May", "never filled",
]  # fmt: skip


def order(**more: Any) -> dict[str, Any]:
    return medication(RXNORM, PREDNISONE, **more)


def statement(**more: Any) -> dict[str, Any]:
    return {
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationCodeableConcept": concept(RXNORM, PREDNISONE),
        **more,
    }


def handed_over(day: str, days: int) -> dict[str, Any]:
    return {
        "resourceType": "MedicationDispense",
        "status": "completed",
        "medicationCodeableConcept": concept(RXNORM, PREDNISONE),
        "whenHandedOver": day,
        "daysSupply": quantity(days, "d"),
    }


def daily(**more: Any) -> dict[str, Any]:
    repeat = {"frequency": 1, "period": 1, "periodUnit": "d"}
    dose = {"timing": {"repeat": repeat}, "doseAndRate": [{"doseQuantity": quantity(10, "mg")}]}
    return order(dosageInstruction=[dose], **more)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (order(authoredOn="2009-01-01"), "order_old"),
        (order(authoredOn="2024"), "order_old"),
        (order(authoredOn="2025-06-14"), "order_old"),  # 366 days before
        (order(authoredOn="2025-06-15"), None),  # 365 days
        (order(authoredOn="2025-06-16"), None),
        (order(authoredOn=None), None),  # nothing tells its age
        (order(authoredOn="2009-01-01", dispenseRequest={"validityPeriod": {"end": "2027-01-01"}}), None),
        (statement(effectivePeriod={"start": "2009-01-01"}), "order_old"),
        (statement(effectiveDateTime="2010-01-01"), "order_old"),
        (statement(effectivePeriod={"start": "2009-01-01"}, dateAsserted="2026-06-01"), None),
        ({**statement(effectiveDateTime="2015-06-01"), "resourceType": "MedicationAdministration",
          "status": "in-progress"}, "order_old"),
        (medication(RXNORM, "11289", authoredOn="2009-01-01"), "order_old"),
    ],
)  # fmt: skip
def test_an_order_older_than_a_year_does_not_say_that_a_drug_is_taken(
    mapped: Mapping, entry: Any, reason: str | None
) -> None:
    element = "takes_anticoagulant" if "11289" in str(entry) else TAKEN
    found = mapped(entry)
    assert found.profile.get(element) is (True if reason is None else None)
    assert reasons(found, element) == ([reason] if reason else [])


def test_the_amount_of_an_old_order_stays_open_and_is_said(mapped: Mapping) -> None:
    found = mapped(daily(authoredOn="2009-01-01"))
    assert found.profile == {}
    assert reasons(found, AMOUNT) == ["order_old"]
    assert mapped(daily()).profile == {TAKEN: True, AMOUNT: 10}


def test_a_newer_sign_counts_beside_an_old_order(mapped: Mapping) -> None:
    old = order(authoredOn="2009-01-01")
    assert mapped(old, handed_over("2026-06-01", 30)).profile == {TAKEN: True}
    assert mapped(old, handed_over("2026-03-01", 30)).profile == {}
    assert mapped(old, statement(dateAsserted="2026-06-01")).profile == {TAKEN: True}


def test_a_drug_that_was_once_had_stays_had_however_old_the_entry(mapped: Mapping) -> None:
    given = {"resourceType": "MedicationAdministration", "status": "completed", "effectiveDateTime": "2009-01-01",
             "medicationCodeableConcept": concept(ATC, "J06BA02")}  # fmt: skip
    assert mapped(given).profile == {"has_ever_had_ivig": True}


@pytest.mark.parametrize("words", NOT_TAKEN)
def test_words_that_a_drug_is_not_taken_leave_it_open(mapped: Mapping, words: str) -> None:
    found = mapped(order(medicationCodeableConcept=concept(RXNORM, PREDNISONE, text=words)))
    assert found.profile == {}
    assert reasons(found, TAKEN)[0] in ("not_taken", "words_past", "words_against")


@pytest.mark.parametrize(
    "words",
    ["Prednisone 10 mg tablet", "Prednisone 5 MG Oral Tablet", "prednisone 10 mg daily by mouth", "Prednison 5mg Tabl.",
     "prednisone oral suspension", "Prednisone. Do not stop suddenly"],
)  # fmt: skip
def test_the_plain_name_of_a_drug_is_taken(mapped: Mapping, words: str) -> None:
    named = order(medicationCodeableConcept=concept(RXNORM, PREDNISONE, text=words))
    assert mapped(named).profile == {TAKEN: True}


@pytest.mark.parametrize("words", NOTES)
@pytest.mark.parametrize("place", ["note", "dosageInstruction", "statusReason"])
def test_a_note_instruction_or_reason_that_it_is_not_taken_counts(mapped: Mapping, words: str, place: str) -> None:
    more: Any = {"text": words} if place == "statusReason" else [{"text": words}]
    found = mapped(order(**{place: more}))
    assert found.profile == {}
    assert reasons(found, TAKEN) == ["not_taken"]


@pytest.mark.parametrize("words", ["take with food", "do not stop without asking", "ne pas arrêter brusquement"])
def test_other_notes_change_nothing(mapped: Mapping, words: str) -> None:
    assert mapped(order(note=[{"text": words}])).profile == {TAKEN: True}


@pytest.mark.parametrize(
    ("later", "is_open"),
    [
        (order(id="b", status="stopped", authoredOn="2026-06-10"), True),
        (order(id="b", status="on-hold", authoredOn="2026-06-10"), True),
        (statement(id="b", status="not-taken", dateAsserted="2026-06-10"), True),
        (statement(id="b", status="stopped", effectivePeriod={"start": "2026-01-01", "end": "2026-06-01"}), True),
        (statement(id="b", status="completed", effectivePeriod={"end": "2026-06-01"}), True),
        (order(id="b", status="stopped", authoredOn="2026-01-01"), False),  # renewed on the same day
        (order(id="b", status="stopped", authoredOn="2025-06-10"), False),
        (order(id="b", status="completed", authoredOn="2026-06-10"), False),
        (medication(RXNORM, "6902", id="b", status="stopped", authoredOn="2026-06-10"), False),  # another drug
    ],
)
def test_a_later_stop_of_the_same_drug_leaves_it_open(mapped: Mapping, later: Any, is_open: bool) -> None:
    found = mapped(daily(id="a", authoredOn="2026-01-01"), later)
    assert found.profile == ({} if is_open else {TAKEN: True, AMOUNT: 10})
    assert ("stopped_later" in reasons(found, TAKEN)) is is_open


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"dosageInstruction": [{"text": "40 mg daily for 5 days"}]}, "course_not_dated"),
        ({"dosageInstruction": [{"text": "40 mg für 2 Wochen"}]}, "course_not_dated"),
        ({"dosageInstruction": [{"text": "40 mg pendant 5 jours"}]}, "course_not_dated"),
        ({"dosageInstruction": [{"text": "40 mg por 5 días"}]}, "course_not_dated"),
        ({"dosageInstruction": [{"text": "40 mg per 5 giorni"}]}, "course_not_dated"),
        ({"dosageInstruction": [{"text": "40 mg for 5 days, then 10 mg"}]}, None),
        ({"dosageInstruction": [{"text": "every 5 days"}]}, None),
        ({"dosageInstruction": [{"text": "40 mg for 52 weeks"}]}, None),
        ({"dispenseRequest": {"expectedSupplyDuration": quantity(5, "d"), "numberOfRepeatsAllowed": 0}},
         "course_not_dated"),
        ({"dispenseRequest": {"expectedSupplyDuration": quantity(90, "d"), "numberOfRepeatsAllowed": 3}}, None),
        ({"dispenseRequest": {"expectedSupplyDuration": quantity(5, "d")}}, None),
        ({"effectiveDosePeriod": {"end": "2026-05-10"}}, "not_current"),
        ({"dateEnded": "2026-05-10"}, "not_current"),
    ],
)  # fmt: skip
def test_a_course_or_supply_that_may_be_over_leaves_it_open(
    mapped: Mapping, more: dict[str, Any], reason: str | None
) -> None:
    found = mapped(order(authoredOn="2026-01-01", **more))
    assert found.profile == ({TAKEN: True} if reason is None else {})
    assert reasons(found, TAKEN) == ([reason] if reason else [])


def test_a_drug_of_ingredients_alone_is_named(mapped: Mapping) -> None:
    made = {"resourceType": "Medication", "id": "m",
            "ingredient": [{"itemCodeableConcept": concept(RXNORM, PREDNISONE)}]}  # fmt: skip
    found = mapped(made, order(medicationCodeableConcept=None, medicationReference={"reference": "Medication/m"}))
    assert found.profile == {}
    assert reasons(found, TAKEN) == ["ingredients"]


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        (["2026-06-01"], "not_current"),
        (["2026-06-01", "2026-07-01"], None),
        (["2026-07-01"], "future"),
        (["in spring"], "course_not_dated"),
    ],
)
def test_doses_at_single_moments_end_with_the_last(mapped: Mapping, events: list[str], reason: str | None) -> None:
    found = mapped(medication(ATC, "H02AB07", dosageInstruction=[{"timing": {"event": events}}]))
    assert ("takes_corticosteroid" in found.profile) is (reason is None)
    assert reason is None or reason in reasons(found, "takes_corticosteroid")


@pytest.mark.parametrize("start", [{"effectivePeriod": {"start": "2026-07-01"}}, {"effectiveDateTime": "2026-07-01"}])
def test_what_is_written_down_before_it_begins_is_not_taken_yet(mapped: Mapping, start: dict[str, Any]) -> None:
    given = medication(ATC, "H02AB07", resourceType="MedicationStatement", dateAsserted="2026-06-01", authoredOn=None)
    assert "future" in reasons(mapped({**given, **start}), "takes_corticosteroid")
    early = medication(ATC, "P01BA02", resourceType="MedicationStatement", dateAsserted="2026-06-01", authoredOn=None)
    assert mapped({**early, **start}).profile == {}


@pytest.mark.parametrize(
    "start",
    [
        {"dispenseRequest": {"validityPeriod": {"start": "2026-07-01"}}},
        {"effectiveDosePeriod": {"start": "2026-07-01"}},
    ],
)
def test_an_order_that_is_valid_from_a_later_day_is_not_taken_yet(mapped: Mapping, start: dict[str, Any]) -> None:
    assert "future" in reasons(mapped(medication(ATC, "H02AB07", **start)), "takes_corticosteroid")


def test_an_additional_instruction_counts_as_the_others(mapped: Mapping) -> None:
    said = [{"additionalInstruction": [{"text": "patient is not taking it"}]}]
    assert mapped(medication(ATC, "H02AB07", dosageInstruction=said)).profile == {}
