"""A scenario that says something the data dictionary does not know fails with a clear word, never in silence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.service.scenarios.patient import ScenarioPatient
from immunote.service.scenarios.sentences import NO_FINDING, ScenarioWords, Unreadable
from immunote.service.scenarios.steps import read_patient


@pytest.fixture(scope="module")
def sentences(engine: Engine) -> ScenarioWords:
    return ScenarioWords(engine.rulebase)


def read(engine: Engine, sentences: ScenarioWords, *steps: str) -> dict[str, object]:
    return read_patient(steps, sentences, engine.intake).raw()


def test_labels_are_unique_so_that_a_sentence_means_one_element(engine: Engine) -> None:
    labels = [element.label.lower() for element in engine.rulebase.elements.values()]
    assert sorted(labels) == sorted(set(labels))


def test_titles_are_unique_so_that_a_sentence_means_one_rule(engine: Engine) -> None:
    titles = [named.title for named in engine.rulebase.named.values() if named.is_rule]
    titles += [exclusion.title for exclusion in engine.rulebase.exclusions]
    titles += [flag.title for flag in engine.rulebase.flags.flags]
    assert sorted(titles) == sorted(set(titles))


def test_what_has_a_title_goes_by_its_id_too(engine: Engine, sentences: ScenarioWords) -> None:
    rulebase = engine.rulebase
    for name, rule in rulebase.rules.items():
        assert sentences.rule(rule.title) == sentences.rule(name) == name
        assert name in sentences.conditions(rule.title) & sentences.conditions(name)
    for name, outcome in rulebase.outcomes.items():
        assert sentences.outcome(outcome.title) == sentences.outcome(name) == name
    for each in rulebase.exclusions:
        assert sentences.exclusion(each.title) == sentences.exclusion(each.id) == each.title
        assert each.condition in sentences.conditions(each.title) & sentences.conditions(each.id)
    for flag in rulebase.flags.flags:
        assert sentences.flag(flag.title) == sentences.flag(flag.id) == flag.id
        assert flag.condition in sentences.conditions(flag.title) & sentences.conditions(flag.id)
    for row in rulebase.rows:
        assert f"row.{row.name}" in sentences.conditions(row.reason.template.removesuffix("."))
    assert sentences.conditions(None) == sentences.conditions("nothing") == frozenset()


def test_every_element_can_be_stated_from_its_entry_in_the_dictionary(engine: Engine, sentences: ScenarioWords) -> None:
    for name, element in engine.rulebase.elements.items():
        steps: dict[str, object]
        if element.type == "boolean":
            steps = {f"the patient has {element.label}": True, f"the patient has no {element.label}": False}
        elif element.is_number:
            steps = {f"the {element.label} is {element.high} {element.unit}": element.high}
        else:
            steps = {f"{element.label}: {words}": member for member, words in element.values.items()}
        for step, value in steps.items():
            assert read_patient([step], sentences, engine.intake).stated == {name: value}
        assert read_patient([f"{element.label} is not known"], sentences, engine.intake).not_known == {name}


@pytest.mark.parametrize(
    ("step", "message"),
    [
        ("the patient has diabetis", "no element has the label `diabetis`; did you mean `diabetes`?"),
        ("the age is 65 months", "`age` is measured in years, not in months"),
        ("the age is 65", "`age` is measured in years, not in nothing"),
        ("the diabetes is 3", "`diabetes` is no number; it is `yes` or `no`"),
        ("the patient has age", "`age` is no yes-or-no question; it is a number in years"),
        ("blood group: group C", "`group C` is no answer to `blood group`; it is one of `group A`"),
        ("the published case A99", "there is no published case `A99`; "),
        ("it rains", "no sentence of a patient: `it rains`"),
    ],
)
def test_a_sentence_that_cannot_be_read_says_why(
    engine: Engine, sentences: ScenarioWords, step: str, message: str
) -> None:
    with pytest.raises(Unreadable) as caught:
        read(engine, sentences, step)
    assert message in str(caught.value)


def test_a_later_sentence_changes_an_earlier_one(engine: Engine, sentences: ScenarioWords) -> None:
    steps = ["the age is 50 years", "the age is 65 years"]
    assert read(engine, sentences, *steps) == {"age_years": Decimal(65)}


def test_an_answer_in_a_table_may_be_that_nothing_is_known(engine: Engine, sentences: ScenarioWords) -> None:
    steps = ["the published case A02", "the patient has diabetes", "diabetes: not known"]
    assert "has_diabetes" not in read(engine, sentences, *steps)


def test_a_published_case_may_stand_after_what_it_changes(engine: Engine, sentences: ScenarioWords) -> None:
    steps = ["sex: man", "upper limit for creatine kinase is 200 U/L", "the published case A02"]
    facts = dict(engine.rulebase.cases["A02"].profile)
    assert read(engine, sentences, *steps) == {**facts, "ck_upper_limit_u_l": Decimal(200)}


def test_what_is_not_known_stays_out_of_a_patient_without_findings(engine: Engine, sentences: ScenarioWords) -> None:
    profile = read(engine, sentences, NO_FINDING, "diabetes is not known")
    assert "has_diabetes" not in profile
    assert profile["has_hypertension"] is False


def test_what_is_stated_wins_over_a_patient_without_findings(engine: Engine, sentences: ScenarioWords) -> None:
    profile = read(engine, sentences, NO_FINDING, "the patient has decompensated heart failure")
    assert "has_heart_failure" not in profile or profile["has_heart_failure"] is True


def test_something_that_follows_cannot_be_called_not_known(engine: Engine, sentences: ScenarioWords) -> None:
    with pytest.raises(Unreadable, match="it follows from the other facts"):
        read(engine, sentences, "the patient has decompensated heart failure", "heart failure is not known")


def test_a_fact_after_the_note_is_refused(engine: Engine, sentences: ScenarioWords) -> None:
    patient = ScenarioPatient(sentences, engine.intake)
    patient.is_noted = True
    with pytest.raises(Unreadable, match="the note is written already"):
        patient.has_no_findings()


def test_no_step_names_an_element_so_that_a_new_one_needs_no_new_python(engine: Engine) -> None:
    root = Path(__file__).parent.parent
    files = [root / "features" / "conftest.py", *(root / "service" / "scenarios").glob("*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    names = [*engine.rulebase.elements, *engine.rulebase.rules, *engine.rulebase.thresholds]
    assert [name for name in names if f'"{name}"' in code] == []
