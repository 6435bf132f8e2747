"""Each small record that was once read wrongly (`faults.jsonl`) is read as expected, or left open with its reason."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.mapping import Mapped, map_resources
from immunote.service.fhir.recognition import MatchedBy

FILE = Path(__file__).parents[3] / "shared" / "data" / "records" / "faults.jsonl"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the faults stand in shared/, beside the checkout")
AS_OF = date(2026, 11, 28)
PATIENT = {"resourceType": "Patient", "id": "1", "gender": "female", "birthDate": "1968-05-14"}

OPEN = "open, and seen"
# What each line expects, by its name: values that are allowed (None: open); OPEN: open, and named as seen.
EXPECTED: dict[str, dict[str, Any]] = {
    "a problem list does not close over a condition that it could not read": {"has_diabetes": (True,)},
    "a text-only diabetes keeps diabetes open under a reviewed list": {"has_diabetes": OPEN},
    "a list said empty does not close over an active condition": {"has_diabetes": (True,)},
    "uncertainty extension": {"had_thrombosis": OPEN},
    "ICD-10-GM certainty A (excluded)": {"had_thrombosis": OPEN},
    "verificationStatus: a local coding before the standard one": {"has_systemic_sclerosis": OPEN},
    "words against: R/O pulmonary embolism": {"had_thrombosis": OPEN},
    "words against: ?PE": {"had_thrombosis": OPEN},
    "words against: No PE": {"had_thrombosis": OPEN},
    "words against: FHx: DVT": {"had_thrombosis": OPEN},
    "words against: V.a. Lungenembolie": {"had_thrombosis": OPEN},
    "words against: Kein Hinweis auf Thrombose": {"had_thrombosis": OPEN},
    "words against: Pas d'embolie pulmonaire": {"had_thrombosis": OPEN},
    "allergy by text": {"immunoglobulin_reaction": OPEN},
    "no known allergy of 2010 beside an active corn allergy of 2024": {"has_corn_allergy": OPEN},
    "times of day without a frequency": {"prednisone_mg_day": (30,)},
    "days of the week": {"prednisone_mg_day": (2.86,)},
    "an old short course": {"takes_corticosteroid": OPEN, "prednisone_mg_day": (None,)},
    "pregnant four years ago": {"is_pregnant": OPEN},
    "pregnancy as a condition": {"is_pregnant": (True,)},
    "ever is not answered by an old negative": {"has_cryoglobulinaemia": OPEN},
    "mg/dl": {"creatinine_mg_dl": (1.1,)},
    "unit and code disagree": {"iga_g_l": OPEN},
    "the same patient twice": {"has_systemic_sclerosis": (True,), "age_years": (58,)},
    "drug by reference": {"takes_corticosteroid": (True,), "prednisone_mg_day": (10,)},
    "eye drops are no corticosteroid treatment": {"takes_corticosteroid": OPEN},
    "one string among numbers": {"has_systemic_sclerosis": (True,), "creatinine_mg_dl": OPEN},
    "observation about another": {"haemoglobin_g_dl": OPEN},
    "two servers, one id": {"has_systemic_sclerosis": (True,), "has_hypertension": (True,)},
    # that there is then no card is tested with the cards
    "no SSc, no card": {"has_systemic_sclerosis": (None,), "has_hypertension": (True,)},
}
LINES = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()] if FILE.is_file() else []


def read(engine: Engine, resources: list[dict[str, Any]]) -> Mapped:
    """Map the resources of a line as entries of a Bundle, beside the patient."""
    entries = [{"resource": PATIENT}]
    for each in resources:
        resource = {key: value for key, value in each.items() if key != "_fullUrl"}
        entries.append(
            {"fullUrl": each["_fullUrl"], "resource": resource} if "_fullUrl" in each else {"resource": resource}
        )
    return map_resources({"resourceType": "Bundle", "entry": entries}, engine.rulebase, AS_OF)


def test_every_line_has_an_expectation_here() -> None:
    assert {line["name"] for line in LINES} == set(EXPECTED)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["name"])
def test_a_record_that_was_read_wrongly_is_read_as_expected(engine: Engine, line: dict[str, Any]) -> None:
    found = read(engine, line["resources"])
    report = found.report
    seen = {each.element for each in report.not_used}
    for each in report.seen:
        assert each.words.startswith("seen, not read with certainty: ")
    for element, allowed in EXPECTED[line["name"]].items():
        value = found.profile.get(element)  # what follows from other facts, as from the age, is no reading
        options = allowed if isinstance(allowed, tuple) else (allowed,)
        if value is None and OPEN in options:
            assert element in seen
            assert element not in report.not_recorded
        else:
            assert value in options, (element, value, report.not_used)


# By what a line of the file is recognised where its code is not one that is listed itself.
RECOGNISED = {
    "a problem list does not close over a condition that it could not read": ("has_diabetes", MatchedBy.category),
    "a list said empty does not close over an active condition": ("has_diabetes", MatchedBy.category),
    "drug by reference": ("prednisone_mg_day", MatchedBy.ingredient_text),
}


@pytest.mark.parametrize("name", RECOGNISED)
def test_the_report_says_by_what_an_entry_was_recognised(engine: Engine, name: str) -> None:
    (line,) = [each for each in LINES if each["name"] == name]
    element, by = RECOGNISED[name]
    found = read(engine, line["resources"])
    assert [each.source.by for each in found.report.elements if each.element == element] == [by]
