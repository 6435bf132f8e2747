"""What a Condition says, and what it does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import ATC, ICD, SNOMED, Mapping, concept, condition, reasons, status

SSC = "89155008"


def test_no_record_is_not_known(mapped: Mapping) -> None:
    found = mapped()
    assert found.profile == {}
    assert "has_systemic_sclerosis" in found.report.absent


def test_an_active_confirmed_condition_is_a_yes(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, SSC, recordedDate="2020-01-02"))
    assert found.profile["has_systemic_sclerosis"] is True
    (element,) = found.report.elements
    assert (element.source.resource, element.source.date) == ("Condition/c-89155008", "2020-01-02")


@pytest.mark.parametrize(
    ("verification", "reason"),
    [("refuted", "refuted"), ("provisional", "unconfirmed"), ("differential", "unconfirmed")],
)
def test_a_condition_that_is_not_confirmed_says_neither_yes_nor_no(
    mapped: Mapping, verification: str, reason: str
) -> None:
    found = mapped(condition(SNOMED, SSC, verificationStatus=status(verification)))
    assert found.profile == {}
    assert reasons(found, "has_systemic_sclerosis") == [reason]


def test_refuted_is_never_a_no(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, "84114007", verificationStatus=status("refuted")))
    assert "has_heart_failure" not in found.profile
    assert "has_heart_failure" in found.report.absent


def test_entered_in_error_is_as_if_it_were_not_there(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, SSC, verificationStatus=status("entered-in-error")))
    assert found.profile == {}
    assert reasons(found, None) == ["entered_in_error"]
    assert found.report.unknown_codes == ()


@pytest.mark.parametrize("clinical", ["resolved", "inactive", "remission"])
def test_what_is_over_does_not_answer_whether_it_is_there_now(mapped: Mapping, clinical: str) -> None:
    found = mapped(condition(SNOMED, "38341003", clinicalStatus=status(clinical)))
    assert found.profile == {}
    assert reasons(found, "has_hypertension") == ["not_current"]


def test_what_is_over_answers_whether_it_ever_was(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, "22298006", clinicalStatus=status("resolved"), onsetDateTime="2020-06-15"))
    assert found.profile == {"had_thrombosis": True, "months_since_thrombosis": 72}


def test_an_active_condition_with_an_end_is_over(mapped: Mapping) -> None:
    assert mapped(condition(ICD, "E86.0", abatementDateTime="2026-01-01")).profile == {}
    assert mapped(condition(ICD, "E86.0", abatementString="after surgery")).profile == {}
    assert mapped(condition(ICD, "E86.0", abatementDateTime="2027-01-01")).profile == {"has_volume_depletion": True}


def test_without_a_clinical_status_only_lasting_diagnoses_count(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, SSC, clinicalStatus=None), condition(ICD, "A41.9", clinicalStatus=None))
    assert found.profile == {"has_systemic_sclerosis": True}
    assert reasons(found, "has_sepsis") == ["status_missing"]


@pytest.mark.parametrize(
    "words",
    [
        "No history of hypertension",
        "Family history of hypertension",
        "Suspected hypertension",
        "hypertension ruled out",
    ],
)
def test_words_that_turn_a_code_around_win_over_the_code(mapped: Mapping, words: str) -> None:
    for code in (concept(SNOMED, "38341003", text=words), concept(SNOMED, "38341003", display=f"{words} (situation)")):
        found = mapped(condition(SNOMED, "38341003", code=code))
        assert found.profile == {}
        assert reasons(found, "has_hypertension") == ["words_against"]


def test_a_history_of_something_is_a_yes_where_the_element_asks_for_ever(mapped: Mapping) -> None:
    code = concept(SNOMED, "399211009", "History of myocardial infarction (situation)")
    found = mapped(condition(SNOMED, "399211009", code=code, onsetDateTime="2026-05-01"))
    # dated by the day on which the history was taken, so nothing is counted from it
    assert found.profile == {"had_thrombosis": True}


def test_a_negated_situation_with_a_code_of_its_own_is_not_read(mapped: Mapping) -> None:
    found = mapped(
        condition(SNOMED, "162573006", code=concept(SNOMED, "162573006", "Suspected lung cancer (situation)"))
    )
    assert found.profile == {}
    assert [each.code for each in found.report.unknown_codes] == ["162573006"]


def test_a_composed_expression_is_named_and_not_taken_apart(mapped: Mapping) -> None:
    absent = "243796009:246090004=38341003,408729009=410516002"
    found = mapped(condition(SNOMED, absent))
    assert found.profile == {}
    assert reasons(found, None) == ["expression"]


def test_a_code_that_comes_near_leaves_the_question_open(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, "236502006"))
    assert found.profile == {}
    assert reasons(found, "had_renal_crisis") == ["near"]


def test_localised_scleroderma_is_not_systemic_sclerosis(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, "201048007"), condition(SNOMED, "22784002"))
    assert found.profile == {"diagnosis_instead": "localised_scleroderma"}


def test_a_subcode_of_icd_is_of_the_kind_of_its_code(mapped: Mapping) -> None:
    assert mapped(condition(ICD, "N18.31")).profile == {"has_chronic_kidney_disease": True}
    assert mapped(condition(ICD, "n18.9")).profile == {"has_chronic_kidney_disease": True}


def test_what_cannot_be_seen_changes_no_code_and_no_word(mapped: Mapping) -> None:
    code = concept(SNOMED, "38341003\u200b", "Hyper\u200btension \u00a0 (disorder)")
    found = mapped(condition(SNOMED, "x", code=code))
    assert found.profile == {"has_hypertension": True}
    shown = found.report.elements[0].source.code
    assert shown is not None
    assert (shown.code, shown.display) == ("38341003", "Hypertension (disorder)")
    hidden = concept(SNOMED, "38341003", "No\u200b history\u200b of hypertension")
    assert mapped(condition(SNOMED, "x", code=hidden)).profile == {}


def test_an_edition_of_a_system_is_the_system(mapped: Mapping) -> None:
    for system in (
        f"{SNOMED}/731000124108",
        f"{SNOMED}/731000124108/version/20240301",
        "urn:oid:2.16.840.1.113883.6.96",
    ):
        assert mapped(condition(system, SSC)).profile == {"has_systemic_sclerosis": True}
    assert mapped(condition("http://example.org/own", SSC)).profile == {}


def test_what_begins_after_the_day_is_not_used(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, SSC, onsetDateTime="2026-06-16"))
    assert found.profile == {}
    assert reasons(found, "has_systemic_sclerosis") == ["future"]


def months(mapped: Mapping, **onset: Any) -> Any:
    patient = {"resourceType": "Patient", "id": "p", "birthDate": "1966-06-15"}
    return mapped(patient, condition(SNOMED, "59282003", **onset)).profile.get("months_since_thrombosis")


def test_months_since_onset_are_counted_to_the_day(mapped: Mapping) -> None:
    assert months(mapped, onsetDateTime="2025-12-15") == 6
    assert months(mapped, onsetDateTime="2026-06-15") == 0
    assert months(mapped) is None
    assert months(mapped, onsetString="last spring") is None


def test_a_range_of_dates_is_used_where_no_rule_tells_its_ends_apart(mapped: Mapping) -> None:
    assert months(mapped, onsetDateTime="2001") == 293.5
    assert months(mapped, onsetPeriod={"start": "2001-01", "end": "2001-03"}) == 302.5
    assert months(mapped, onsetAge={"value": 40, "code": "a"}) == 228
    found = mapped(condition(SNOMED, "59282003", onsetDateTime="2026"))
    assert found.profile == {"had_thrombosis": True}
    assert reasons(found, "months_since_thrombosis") == ["date_too_wide"]


def test_the_latest_event_counts_and_one_without_a_date_could_be_later(mapped: Mapping) -> None:
    old, new = (
        condition(SNOMED, code, onsetDateTime=day)
        for code, day in (("59282003", "2010-01-15"), ("128053003", "2026-03-15"))
    )
    assert mapped(old, new).profile["months_since_thrombosis"] == 3
    found = mapped(old, condition(SNOMED, "128053003"))
    assert found.profile == {"had_thrombosis": True}
    assert reasons(found, "months_since_thrombosis") == ["undated"]


def test_acute_kidney_injury_is_never_denied_without_a_recent_creatinine(mapped: Mapping) -> None:
    denied = {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "authored": "2026-06-15",
        "item": [{"linkId": "has_acute_kidney_injury", "answer": [{"valueBoolean": False}]}],
    }
    creatinine: dict[str, Any] = {
        "resourceType": "Observation",
        "status": "final",
        "code": concept("http://loinc.org", "2160-0"),
        "valueQuantity": {"value": 1, "unit": "mg/dL", "code": "mg/dL"},
    }
    for day, known in (("2026-05-16", True), ("2026-05-15", False), (None, False)):
        found = mapped(denied, {**creatinine, **({"effectiveDateTime": day} if day else {})})
        assert ("has_acute_kidney_injury" in found.patient.facts) is known, day
        assert ("has_acute_kidney_injury" in found.report.absent) is not known, day
        assert reasons(found, "has_acute_kidney_injury") == ([] if known else ["no_needs"])
        assert "has_acute_kidney_injury" not in found.report.not_recorded


def test_a_drug_code_in_a_condition_is_read_as_what_it_says(mapped: Mapping) -> None:
    assert mapped(condition(ICD, "Z79.01")).profile == {"takes_anticoagulant": True}
    found = mapped(condition(ATC, "L04AX03"))
    assert reasons(found, "methotrexate_outcome") == ["outcome_not_said"]


def test_words_alone_are_shown_and_not_read(mapped: Mapping) -> None:
    found = mapped(condition(SNOMED, "1", code={"text": "Systemic sclerosis"}))
    assert found.profile == {}
    assert [(each.code, each.display) for each in found.report.unknown_codes] == [(None, "Systemic sclerosis")]


def test_without_a_verification_status_a_condition_counts_as_confirmed(mapped: Mapping) -> None:
    assert mapped(condition(SNOMED, SSC, verificationStatus=None)).profile == {"has_systemic_sclerosis": True}


@pytest.mark.parametrize(
    ("other", "is_counted"),
    [
        ({"verificationStatus": {"coding": [{"code": "provisional"}]}, "onsetDateTime": "2026-06-01"}, False),
        ({"code": {"text": "Acute DVT"}, "onsetDateTime": "2026-06-01"}, False),
        ({"code": {"text": "Acute DVT"}}, False),
        ({"modifierExtension": [{"url": "urn:x"}], "onsetDateTime": "2026-06-01"}, False),
        ({"verificationStatus": {"coding": [{"code": "refuted"}]}, "onsetDateTime": "2026-06-01"}, True),
        ({"verificationStatus": {"coding": [{"code": "entered-in-error"}]}, "onsetDateTime": "2026-06-01"}, True),
        ({"verificationStatus": {"coding": [{"code": "provisional"}]}, "onsetDateTime": "2019-06-01"}, True),
        ({"code": {"text": "No pulmonary embolism"}, "onsetDateTime": "2026-06-01"}, True),
    ],
)
def test_a_later_event_that_was_not_read_leaves_the_time_since_open(
    mapped: Mapping, other: dict[str, Any], is_counted: bool
) -> None:
    event = condition(SNOMED, "59282003", onsetDateTime="2024-06-15")
    found = mapped(event, condition(SNOMED, "128053003", **other))
    assert found.profile["had_thrombosis"] is True
    assert found.profile.get("months_since_thrombosis") == (24 if is_counted else None)
    assert is_counted or reasons(found, "months_since_thrombosis") == ["later_unread"]
