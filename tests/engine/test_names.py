"""Names may hold digits: those of the rule base itself, and those that its sentences say."""

from pathlib import Path
from random import Random

import pytest

from immunote.engine.api import Engine
from immunote.engine.columns import Columns
from immunote.engine.examples import check_examples
from immunote.engine.faults import Fault
from immunote.engine.loading.dictionary import is_name
from immunote.engine.loading.texts import SentenceChecker
from immunote.engine.places import Place
from immunote.service.cli.prove import prove
from tests.support.agreement import by_columns, by_definition, plain
from tests.support.patients import random_patient

DIGITS = Path(__file__).parent.parent / "rulebases" / "digits"
LOW = {"b12_pg_ml": 100, "stage2": "2a", "has_t4": True, "p53": False}


@pytest.fixture(scope="module")
def digits() -> Engine:
    return Engine.load(DIGITS)


def test_every_name_of_the_rule_base_has_a_digit(digits: Engine) -> None:
    rulebase = digits.rulebase
    about, elements = rulebase.about, rulebase.elements
    names = {rulebase.id, *about.domains, *about.sections, *about.kinds, *rulebase.thresholds, *rulebase.named}
    names |= {*elements, *rulebase.groups, *rulebase.outcomes, *rulebase.sources, *rulebase.cases}
    names |= {row.name for row in rulebase.rows} | {flag.id for flag in rulebase.flags.flags}
    names |= {each.id for each in (*rulebase.checklist, *rulebase.question_groups, *rulebase.properties)}
    names |= {part for parts in rulebase.groups.values() for part in parts} - {"members"}
    names |= {member for each in elements.values() for member in each.values}
    names |= {key for source in rulebase.sources.values() for key in source.figures}
    names |= {key for rule in rulebase.rules.values() for key in rule.lists}
    assert len(names) > 25
    assert {name for name in names if not any(char.isdigit() for char in name)} == set()


def test_its_examples_come_out_and_its_sentences_say_names(digits: Engine) -> None:
    assert check_examples(digits.rulebase) == []
    note = digits.note(LOW)
    assert (note.status, note.outcome, note.certainty) == ("settled", "grade1", "level1")
    assert digits.rulebase.rules["p2y12"].title == "B12 is low at T4"
    assert [each.text for each in note.statements] == ["It is 100 pg/mL, low."]


def test_every_evaluator_takes_its_names(digits: Engine) -> None:
    raws = [random_patient(digits, Random(seed), (seed % 10 + 1) / 10) for seed in range(200)]
    plainly = [{name: plain(value) for name, value in raw.items()} for raw in raws]
    assert by_columns(Columns(digits), plainly) == [by_definition(digits, raw) for raw in plainly]
    assert [finding.holds for finding, _ in prove(digits, [])] == [True]


@pytest.mark.parametrize("name", ["b12", "t4_is_low", "x_2", "a1b2_3c", "egfr_ml_min_1_73m2"])
def test_a_name_may_hold_digits(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["", "12b", "2_drugs", "_b12", "B12", "b-12", "b12 ", "b¹²", "not", "in"])
def test_a_name_begins_with_a_letter_and_is_no_word_of_the_language(name: str) -> None:
    assert not is_name(name)


def faults_of(sentence: str) -> list[Fault]:
    """What is said about a sentence."""
    faults: list[Fault] = []
    SentenceChecker({}, {}, {}, (), faults).text(sentence, Place("rule.yaml", 1, 1))
    return faults


@pytest.mark.parametrize(
    "name",
    ["B12", "T4", "HbA1c", "CYP2C19", "CHA2DS2-VASc", "IgG4", "SpO2", "P2Y12", "IL-6", "COVID-19", "SARS-CoV-2",
     "HLA-B27", "anti-B12", "HLA-B*58:01"],
)  # fmt: skip
@pytest.mark.parametrize("sentence", ["{} is low.", "Of {}, nothing.", "Low ({}).", "It hangs on {}."])
def test_a_sentence_may_say_a_name_that_holds_digits(name: str, sentence: str) -> None:
    assert faults_of(sentence.format(name)) == []


@pytest.mark.parametrize(
    "number",
    ["5", "B 12", "Age-65", "Grade-3", "Stage3", "over65", "x3", "5B", "1B12", "B12.5", "B12,5", "B12/5", "B12:3",
     "A10%", "IL-6-7", "IL--6", "CO2 5", "-B12", "T20mg-5", "65-year-olds", "B12 of 200"],
)  # fmt: skip
def test_any_other_digit_in_a_sentence_is_refused(number: str) -> None:
    assert [fault.code for fault in faults_of(f"It is {number}.")] == ["R25"]
    assert [fault.code for fault in faults_of(f"{number} it is.")] == ["R25"]
