"""A coded result whose code is a hospital's own is read by its words, as a result in words is; and scores by number."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import ATC, LOCAL, SNOMED, Mapping, concept, medication, observation, reasons

SCL = "47322-3"
OWN = "urn:oid:1.2.246.537.10.1"


def result(mapped: Mapping, value: dict[str, Any], code: str = SCL) -> Any:
    return mapped(observation(code, valueCodeableConcept=value))


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Positive", True), ("POSITIVE", True), ("Negative", False), ("Not detected", False), ("nachgewiesen", True),
     ("Borderline", None), ("weakly positive", None), ("see comment", None), ("Code 17", None)],
)  # fmt: skip
def test_a_hospitals_own_code_says_what_its_words_say(mapped: Mapping, words: str, expected: bool | None) -> None:
    """The words of a code count as the same words without one, wherever they stand."""
    plain = mapped(observation(SCL, valueString=words)).profile.get("has_anti_scl_70")
    assert plain is expected
    values = [concept(OWN, "R1", words), concept(OWN, "R1", text=words), {"coding": [{"display": words}]}]
    for value in ({"text": words}, *values):
        assert result(mapped, value).profile.get("has_anti_scl_70") is expected


@pytest.mark.parametrize(
    "value", [concept(OWN, "P", "Positive", "Negative"), concept(OWN, "B", "Borderline", "Positive")]
)
def test_words_of_one_code_that_differ_leave_it_open(mapped: Mapping, value: dict[str, Any]) -> None:
    assert reasons(result(mapped, value), "has_anti_scl_70") == ["coded_value"]


def test_a_code_of_a_known_system_that_nothing_reads_stays_unread(mapped: Mapping) -> None:
    assert reasons(result(mapped, concept(SNOMED, "999", "Positive")), "has_anti_scl_70") == ["coded_value"]


def test_an_answer_in_words_beside_an_own_code_is_read(mapped: Mapping) -> None:
    assert result(mapped, concept(OWN, "A", text="A"), "883-9").profile["abo_group"] == "A"
    assert result(mapped, concept(OWN, "A", "B", "A"), "883-9").profile == {}


def test_a_score_may_be_a_whole_number_without_a_unit(mapped: Mapping) -> None:
    assert mapped(observation("mrss", system=LOCAL, valueInteger=18)).profile["mrss"] == 18
    over = mapped(observation("mrss", system=LOCAL, valueInteger=52))
    assert reasons(over, "mrss") == ["implausible"]
    assert reasons(mapped(observation("2160-0", valueInteger=1)), "creatinine_mg_dl") == ["no_unit"]


@pytest.mark.parametrize("name", ["note", "notes", "comment", "comments"])
def test_a_note_counts_under_its_name_in_any_version(mapped: Mapping, name: str) -> None:
    for note in ("mislabelled", [{"text": "mislabelled"}], {"text": "mislabelled"}):
        found = mapped(observation(SCL, valueBoolean=True, **{name: note}))
        assert reasons(found, "has_anti_scl_70") == ["note_against"]


@pytest.mark.parametrize(
    ("code", "element", "local", "general"),
    [("B01AB01", "takes_anticoagulant", "Heparin lock flush", "Heparin 25 000 IU in 0.9 % NaCl"),
     ("G03CA03", "takes_oestrogens", "Estradiol vaginal insert", "Estradiol 2 mg tablet"),
     ("M01AE01", "takes_nephrotoxic_drugs", "Ibuprofen 5 % gel", "Ibuprofen 400 mg tablet")],
)  # fmt: skip
def test_words_of_a_form_for_local_use_leave_a_code_open_too(
    mapped: Mapping, code: str, element: str, local: str, general: str
) -> None:
    def named(text: str, **more: Any) -> Any:
        return mapped(medication(ATC, code, medicationCodeableConcept=concept(ATC, code, text=text), **more))

    assert reasons(named(local), element) == ["near"]
    assert named(general).profile[element] is True
    topical = [{"route": {"text": "Topical"}}]
    assert reasons(named(general, dosageInstruction=topical), element) == ["near"]
