"""Scenario names are claims about patients in a clinician's words, and each patient is told in few lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("gherkin", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.service.scenarios.features import Scenario, read_features

FEATURES = Path(__file__).parent.parent / "features"
# words of the program; none of them is said of a patient
WORDS = re.compile(
    r"\b(profiles?|rows?|elements?|headlines?|lean(?:s|ing)?|provisional|evaluators?|engines?|thresholds?|booleans?"
    r"|enumerations?|null|schema|json|api|digests?|diagrams?|mutants?|parse[ds]?|fields?|modules?)\b",
    re.IGNORECASE,
)
# words of the steps, which a rule or a row may have in its title and a claim about a patient has not
WORDS_OF_STEPS = re.compile(
    r"\b(holds?|cannot be decided|turn(?:s|ing)? on|fires?|flags?|this rule(?! base)|each note|the line)\b",
    re.IGNORECASE,
)
MOST_LINES = 14
LONG = 6
LONG_SHARE = 0.12
"""At most so much of all scenarios may take more lines than `LONG`, backgrounds not counted."""


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    return [each for feature in read_features(FEATURES) for each in feature.scenarios]


def lines_of() -> Iterator[tuple[str, str, int]]:
    """File, name and number of own lines of each scenario, as written."""
    for path in sorted(FEATURES.rglob("*.feature")):
        name, count = "", 0
        for line in [*path.read_text(encoding="utf-8").splitlines(), "Rule:"]:
            bare = line.strip()
            begins = re.match(r"(?:Scenario|Scenario Outline|Background|Rule|Examples):(.*)", bare)
            if begins:
                if name:
                    yield str(path.relative_to(FEATURES)), name, count
                name, count = begins[1].strip() if bare.startswith("Scenario") else "", 0
            elif re.match(r"(?:Given|When|Then|And|But) ", bare):
                count += 1


def test_names_of_scenarios_and_blocks_hold_no_word_of_the_program(scenarios: list[Scenario]) -> None:
    said = {(each.file, words) for each in scenarios for words in (each.name, each.rule or "")}
    assert sorted((file, words, found[0]) for file, words in said if (found := WORDS.search(words))) == []


def test_names_of_scenarios_are_claims_and_not_steps(scenarios: list[Scenario]) -> None:
    names = {(each.file, each.name) for each in scenarios}
    assert sorted((file, name, found[0]) for file, name in names if (found := WORDS_OF_STEPS.search(name))) == []


def test_names_hold_no_id_of_the_rule_base(engine: Engine, scenarios: list[Scenario]) -> None:
    rulebase = engine.rulebase
    ids = {name for names in (rulebase.elements, rulebase.named, rulebase.thresholds) for name in names if "_" in name}
    assert [each.name for each in scenarios if ids & set(re.findall(r"\w+", each.name))] == []


def test_a_patient_is_told_in_few_lines() -> None:
    found = list(lines_of())
    assert len(found) > 1000
    published = "published_cases/"
    too_long = [each for each in found if each[2] > MOST_LINES and not each[0].startswith(published)]
    assert too_long == []
    assert sum(count > LONG for _, _, count in found) <= LONG_SHARE * len(found)


def test_every_row_heavy_risk_and_deferral_is_shown_by_a_patient(engine: Engine, scenarios: list[Scenario]) -> None:
    rulebase = engine.rulebase
    blocks = {each.rule for each in scenarios}
    rules = {name: rule.title for name, rule in rulebase.rules.items() if rule.kind in ("heavy", "deferral")}
    rows = {f"row {row.name}": row.reason.template.removesuffix(".") for row in rulebase.rows}
    assert [name for name, title in {**rules, **rows}.items() if title not in blocks] == []
    assert len(rules) >= 10
