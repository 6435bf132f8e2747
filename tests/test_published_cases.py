"""What each published record expects, read on the records' own scale, against the notes of the scenarios tagged so.

A tag `@record:READING` says that the note meets it, `@record_differs:READING` that it does not, with the reason above
the scenario. features/published_cases/README.md has the table in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("gherkin", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.note import Note
from immunote.engine.truth import TRUE
from immunote.service.scenarios.features import Scenario, read_features
from immunote.service.scenarios.running import Runner

FEATURES = Path(__file__).parent.parent / "features" / "published_cases"
MET, DIFFERS = "record:", "record_differs:"
ORGANS = ("muscle", "joints", "upper_gi", "bowel", "skin")
Meets = Callable[[Note], bool]


def _favours_with_caution(note: Note) -> bool:
    return bool({"may_consider_with_precautions", "uncertain"} & set(note.reachable))


def _not_indicated(note: Note) -> bool:
    against = bool({"not_supported", "out_of_scope"} & set(note.reachable))
    return against and not any(each.strength == "supported" for each in note.statements)


def _specialist_review(note: Note) -> bool:
    settled_for = note.outcome in ("may_consider", "may_consider_with_precautions")
    return not settled_for and bool({"uncertain", "deferred"} & set(note.reachable))


def _kinds(*kinds: str) -> Meets:
    return lambda note: any(each.kind in kinds for each in note.statements)


def _rules(*rules: str) -> Meets:
    return lambda note: any(each.rule in rules for each in note.statements)


READINGS: dict[str, Meets] = {
    "favours_with_caution": _favours_with_caution,
    "not_indicated_on_these_facts": _not_indicated,
    "specialist_review": _specialist_review,
    "insufficient_data": lambda note: note.status == "insufficient_data",
    "out_of_scope": lambda note: note.outcome == "out_of_scope",
    "thrombosis_arterial": _kinds("thrombosis_factor"),
    "thrombosis_venous": _kinds("thrombosis_factor"),
    "renal": _kinds("renal_factor"),
    "cardiac_volume": _rules("heart_failure", "decompensated_heart_failure", "hydration_and_volume"),
    "haemolysis": _rules("haemolysis_dose_and_blood_group"),
    "none_required": lambda note: not any(each.kind in ("heavy", "complication") for each in note.statements),
}


def scenarios() -> list[Scenario]:
    return [each for feature in read_features(FEATURES) for each in feature.scenarios]


def readings() -> Iterator[tuple[Scenario, str, bool]]:
    """Each scenario with each reading that it is tagged with, and whether it is said to be met."""
    for scenario in scenarios():
        for tag in scenario.tags:
            if tag.startswith((MET, DIFFERS)):
                yield scenario, tag.partition(":")[2], tag.startswith(MET)


@pytest.fixture(scope="module")
def runner(engine: Engine) -> Runner:
    return Runner(engine)


def test_the_readings_of_the_records_are_met_and_not_met_as_the_tags_say(runner: Runner) -> None:
    found = list(readings())
    assert len(found) > 60
    otherwise = [
        (scenario.name, reading, is_met)
        for scenario, reading, is_met in found
        if READINGS[reading](runner.engine.note(runner.compiled(scenario).profile)) is not is_met
    ]
    assert otherwise == []


def test_what_differs_from_the_record_says_so_in_its_name() -> None:
    silent = {
        scenario.name
        for scenario, _, is_met in readings()
        if not is_met and not scenario.name.startswith("Differs from the record")
    }
    assert silent == set()


def test_no_drug_counts_as_failed_where_the_note_marks_nothing_for_ivig(runner: Runner) -> None:
    failed = [f"{what}_for_{organ}" for what in ("drug_failed", "drugs_unusable") for organ in ORGANS]
    checked = 0
    for scenario in scenarios():
        if 'the note marks nothing under "For"' in scenario.sentences("then"):
            facts = runner.engine.patient(runner.compiled(scenario).profile).facts
            truths = runner.engine.reference(facts)
            assert [name for name in failed if truths[name] is TRUE] == [], scenario.name
            checked += 1
    assert checked > 30


def test_a_creatinine_is_the_same_in_the_other_unit(engine: Engine) -> None:
    profile = {**engine.rulebase.cases["B19"].profile, "creatinine_umol_l": 299}
    assert str(engine.patient(profile).facts["creatinine_mg_dl"]) == "3.38"
