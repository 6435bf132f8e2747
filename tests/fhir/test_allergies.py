"""No known allergy, allergies to the product, and reactions of which the cause is not said."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fhir.conftest import ATC, SNOMED, Mapping, concept, reasons, status

PRODUCT = concept(ATC, "J06BA02")


def allergy(system: str, code: str, *severities: str, **more: Any) -> dict[str, Any]:
    reactions = [{"manifestation": [{"text": "collapse"}], "severity": each} for each in severities]
    return {
        "resourceType": "AllergyIntolerance",
        "clinicalStatus": status("active"),
        "verificationStatus": status("confirmed"),
        "code": concept(system, code),
        **({"reaction": reactions} if reactions else {}),
        **more,
    }


def test_no_known_allergy_answers_what_it_covers_and_no_reaction_to_the_product(mapped: Mapping) -> None:
    found = mapped(allergy(SNOMED, "716186003"))
    assert found.profile == {"has_corn_allergy": False}
    assert "immunoglobulin_reaction" in found.report.absent


def test_an_empty_list_of_allergies_answers_nothing(mapped: Mapping) -> None:
    assert mapped({"resourceType": "Bundle", "type": "searchset", "total": 0}).profile == {}


def test_no_known_allergy_that_is_refuted_or_over_answers_nothing(mapped: Mapping) -> None:
    for more in ({"verificationStatus": status("refuted")}, {"clinicalStatus": status("resolved")}):
        assert mapped(allergy(SNOMED, "716186003", **more)).profile == {}
    found = mapped(allergy(SNOMED, "716186003", verificationStatus=status("entered-in-error")))
    assert (found.profile, reasons(found, None)) == ({}, ["entered_in_error"])


def test_a_severe_reaction_to_the_product_is_for_good(mapped: Mapping) -> None:
    for more in ({}, {"clinicalStatus": status("resolved")}):
        assert mapped(allergy(ATC, "J06BA02", "mild", "severe", **more)).profile == {
            "immunoglobulin_reaction": "severe"
        }


@pytest.mark.parametrize("severities", [(), ("mild",), ("moderate",)])
def test_a_reaction_that_is_not_said_to_be_severe_leaves_the_question_open(
    mapped: Mapping, severities: tuple[str, ...]
) -> None:
    found = mapped(allergy(ATC, "J06BA02", *severities))
    assert found.profile == {}
    assert reasons(found, "immunoglobulin_reaction") == ["severity_not_said"]


def test_a_refuted_allergy_to_the_product_is_not_the_answer_none(mapped: Mapping) -> None:
    found = mapped(allergy(ATC, "J06BA02", "severe", verificationStatus=status("refuted")))
    assert found.profile == {}
    assert reasons(found, "immunoglobulin_reaction") == ["refuted"]


@pytest.mark.parametrize("code", ["39579001", "241937000", "213320003"])
def test_a_reaction_of_any_other_cause_raises_the_question(mapped: Mapping, code: str) -> None:
    condition = {"resourceType": "Condition", "clinicalStatus": status("active"), "code": concept(SNOMED, code)}
    found = mapped(condition)
    assert found.profile == {}
    assert reasons(found, "immunoglobulin_reaction") == ["near"]


def test_an_allergy_to_something_else_is_an_unknown_code(mapped: Mapping) -> None:
    found = mapped(allergy(SNOMED, "300913006", "severe"))
    assert found.profile == {}
    assert [each.code for each in found.report.unknown_codes] == ["300913006"]


@pytest.mark.parametrize(
    ("code", "substance", "expected"),
    [
        (PRODUCT, None, "severe"),
        (PRODUCT, {}, "severe"),
        (PRODUCT, PRODUCT, "severe"),
        (PRODUCT, {"text": "Privigen 10 %"}, "severe"),
        (PRODUCT, {"text": "penicillin"}, None),
        ({"text": "penicillin"}, PRODUCT, "severe"),
        ({"text": "penicillin"}, None, None),
    ],
)
def test_a_reaction_counts_for_the_substance_that_caused_it(
    mapped: Mapping, code: dict[str, Any], substance: dict[str, Any] | None, expected: str | None
) -> None:
    severe = {"severity": "severe", "substance": substance}
    mild = {"severity": "mild", "substance": {"text": "penicillin"}}
    for reactions in ([severe], [mild, severe]):
        found = mapped({**allergy(ATC, "J06BA02", reaction=reactions), "code": code})
        assert found.profile.get("immunoglobulin_reaction") == expected
    if code is PRODUCT and expected is None:
        assert reasons(found, "immunoglobulin_reaction") == ["severity_not_said"]


def test_a_note_that_withdraws_an_allergy_counts(mapped: Mapping) -> None:
    """A note that only speaks of the product does not withdraw the reaction."""
    severe = [{"severity": "severe"}]
    wrong = mapped(allergy(ATC, "J06BA02", reaction=severe, note=[{"text": "wrong patient"}]))
    assert reasons(wrong, "immunoglobulin_reaction") == ["note_against"]
    plain = mapped(allergy(ATC, "J06BA02", reaction=severe, note=[{"text": "No IVIG in future"}]))
    assert plain.profile["immunoglobulin_reaction"] == "severe"
    none_known = mapped(allergy(SNOMED, "716186003", note=[{"text": "entered in error"}]))
    assert reasons(none_known, "has_corn_allergy") == ["note_against"]
