"""Scenarios mean the same with pytest and without; what cannot be read is refused whole; what is written reads back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("gherkin", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.profile import value_json
from immunote.service.scenarios.features import Scenario, read_feature, read_features
from immunote.service.scenarios.running import Runner
from immunote.service.scenarios.steps import THEN, match, read_patient
from immunote.service.scenarios.writing import feature_of, scenario_of, spelled_out
from tests.support.patients import random_patient

ROOT = Path(__file__).parent.parent.parent
FEATURES = ROOT / "features"
BAD = ROOT / "tests" / "bad_features"


@pytest.fixture(scope="module")
def runner(engine: Engine) -> Runner:
    return Runner(engine)


def scenarios() -> list[Scenario]:
    return [each for feature in read_features(FEATURES) for each in feature.scenarios]


def test_a_folder_of_scenarios_is_checked_without_pytest() -> None:
    """Here one folder by the command; tests/site/test_site.py has all of them run the same way."""
    folder = FEATURES / "published_cases"
    written = [each for feature in read_features(folder) for each in feature.scenarios]
    checked = immunote("scenario", "--check", str(folder))
    assert (checked.returncode, checked.stderr) == (0, "")
    assert f"{len(written)} scenarios: all are met." in checked.stdout
    assert len(written) > 30


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ('the outcome is "may be considered"', "the outcome is outside the scope of this rule base"),
        ("the note is provisional", "the note is settled"),
        ('the rule "Under eighteen" does not hold', "the rule holds"),
        ('"may be considered" is still possible', "possible: outside the scope of this rule base"),
        ("the note asks for pregnancy", "it asks for"),
        ("the certainty is low", "the certainty is not_rated"),
        ('the note marks nothing under "Decides"', "it marks Under eighteen"),
        ('the note is about "man"', "it is about 17 years"),
        ('the note puts "Under eighteen" before "Diabetes: boxed kidney factor"', "it states Under eighteen"),
        ('the rule "Under eighteen" names sex', "it names age"),
        ('the headline begins with "Contraindicated"', "it begins: Outside"),
    ],
)
def test_a_claim_that_is_not_met_fails_and_says_what_was_found(runner: Runner, sentence: str, found: str) -> None:
    text = f"Feature: x\n  Scenario: y\n    Given age is 17 years\n    Then {sentence}\n"
    result = runner.run(read_feature(text, "x.feature").scenarios[0])
    assert not result.passed
    assert result.failed[0][1].startswith(found)


def test_no_sentence_of_a_scenario_fits_two_claims() -> None:
    sentences = {step.text for scenario in scenarios() for step in scenario.steps if step.kind == "then"}
    for sentence in sentences:
        assert sum(match(sentence, [pattern]) is not None for pattern in THEN) == 1, sentence


@pytest.mark.parametrize("path", sorted(BAD.glob("*.feature")), ids=lambda path: path.stem)
def test_a_bad_feature_is_refused_with_just_the_faults_expected(path: Path, runner: Runner) -> None:
    expected = path.with_suffix(".expected.txt").read_text(encoding="utf-8").rstrip("\n")
    with pytest.raises(Refused) as refused:
        runner.run_all([read_feature(path.read_text(encoding="utf-8"), path.name)])
    assert "\n".join(map(str, refused.value.faults)) == expected
    assert all(fault.code in expected for fault in refused.value.faults)


def test_a_folder_without_scenarios_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_features(tmp_path)
    assert [fault.code for fault in refused.value.faults] == ["V01"]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32), known=st.floats(0, 1))
def test_a_written_scenario_reads_back_as_its_profile_and_is_met(engine: Engine, seed: int, known: float) -> None:
    facts = random_patient(engine, Random(seed), known)
    raw = {name: value_json(engine.rulebase.elements[name], value) for name, value in facts.items()}
    text = feature_of("Any", [scenario_of(engine, raw, "Whoever it is", tags=("proposed",))], "Written")
    runner = Runner(engine)
    ready = runner.compiled(read_feature(text, "written.feature").scenarios[0])
    assert engine.patient(ready.profile).given == engine.patient(raw).given
    assert runner.asked(ready).passed
    assert ready.scenario.tags == ("proposed",)


def test_a_published_case_is_read_as_its_facts_and_spelled_out_as_them(engine: Engine, runner: Runner) -> None:
    for name, case in engine.rulebase.cases.items():
        for sentence, profile in (
            (f"the published case {name}", case.profile),
            (f"the published case {name}, completed for illustration", {**case.profile, **case.completed}),
        ):
            facts = list(spelled_out(engine.rulebase, [sentence]))
            for said in ([sentence], facts):
                patient = read_patient(said, runner.sentences, engine.intake)
                assert engine.patient(patient.raw()).given == engine.patient(profile).given, (name, said)


def test_a_fact_that_no_sentence_can_hold_is_refused(engine: Engine) -> None:
    from dataclasses import replace

    elements = dict(engine.rulebase.elements)
    elements["age_years"] = replace(elements["age_years"], label="age: in years")
    odd = Engine(replace(engine.rulebase, elements=elements))
    with pytest.raises(Refused) as refused:
        scenario_of(odd, {"age_years": 50}, "x")
    assert [fault.code for fault in refused.value.faults] == ["V06"]


def test_a_name_never_breaks_the_file(engine: Engine) -> None:
    text = feature_of("R", [scenario_of(engine, {}, "# @not a\ncomment | at all")], "T\nU")
    feature = read_feature(text, "x.feature")
    assert feature.name == "T U"
    assert feature.scenarios[0].name == "not a comment | at all"


def test_keywords_may_be_in_another_language(runner: Runner) -> None:
    text = (
        "# language: fr\nFonctionnalité: Une patiente\n  Règle: Portée\n    Scénario: Sans sclérodermie\n"
        '      Soit systemic sclerosis: no\n      Alors the outcome is "outside the scope of this rule base"\n'
        "      Et no grade is given\n"
    )
    scenario = read_feature(text, "x.feature").scenarios[0]
    assert scenario.rule == "Portée"
    assert [step.kind for step in scenario.steps] == ["given", "then", "then"]
    assert runner.run(scenario).passed


def immunote(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "immunote.service.cli", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)


def test_the_command_writes_a_scenario_and_checks_it(tmp_path: Path) -> None:
    written = immunote("scenario", "-", "--name", "Too young", text=json.dumps({"age_years": 17}))
    assert written.returncode == 0, written.stderr
    path = tmp_path / "young.feature"
    path.write_text("Feature: Written\n\n" + written.stdout, encoding="utf-8")
    checked = immunote("scenario", "--check", str(path))
    assert (checked.returncode, "1 scenario: all are met." in checked.stdout) == (0, True), checked.stdout
    path.write_text(path.read_text(encoding="utf-8").replace("17", "18"), encoding="utf-8")
    failed = immunote("scenario", "--check", str(path))
    assert failed.returncode == 1
    assert "FAIL  Too young" in failed.stdout
    assert "found: the note has insufficient data" in failed.stdout.replace("is insufficient", "has insufficient")


def test_the_command_wants_one_thing_to_do() -> None:
    assert immunote("scenario").returncode == 2
    assert immunote("scenario", "-", "--check", "features").returncode == 2


def test_every_label_can_be_written(engine: Engine) -> None:
    assert [name for name, element in engine.rulebase.elements.items() if ":" in element.label] == []
