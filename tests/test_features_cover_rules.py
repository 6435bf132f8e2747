"""The scenarios leave nothing out: every rule, row and exclusion in each truth, every threshold on each side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_bdd.feature import get_features
from pytest_bdd.parser import Scenario

from immunote.engine.api import Engine
from immunote.engine.reference import truth_of
from immunote.engine.tree import AtLeast, Compare, Facts, Node, refs_in, walk
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth
from immunote.service.scenarios.note_reading import CANNOT_BE_DECIDED, DOES_NOT_HOLD, HOLDS
from immunote.service.scenarios.sentences import ScenarioWords
from immunote.service.scenarios.steps import read_patient
from tests.test_features_are_claims import LONG, lines_of

FEATURES = Path(__file__).parent.parent / "features"
IN_WORDS = {TRUE: HOLDS, FALSE: DOES_NOT_HOLD, UNKNOWN: CANNOT_BE_DECIDED}
SIDES = {"below", "at", "above"}


@dataclass(frozen=True)
class Tried:
    """One scenario, read but not run: what its `Given` sentences make known and what its `Then` sentences claim."""

    name: str
    facts: Facts
    truths: dict[str, Truth]
    claims: tuple[str, ...]


@pytest.fixture(scope="module")
def blocks(engine: Engine) -> dict[str, list[Tried]]:
    """The scenarios of each `Rule:` block, by its name."""
    found: dict[str, list[Tried]] = {}
    sentences = ScenarioWords(engine.rulebase)
    folders = [str(path) for path in sorted(FEATURES.iterdir()) if path.is_dir()]
    for feature in get_features(folders):
        for template in feature.scenarios.values():
            assert template.rule is not None, f"{feature.rel_filename}: `{template.name}` stands in no `Rule:` block"
            rows = [row for examples in template.examples for row in examples.as_contexts()]
            tried = found.setdefault(template.rule.name, [])
            tried += [_tried(engine, sentences, template.render(row)) for row in rows or [{}]]
    return found


def _tried(engine: Engine, sentences: ScenarioWords, scenario: Scenario) -> Tried:
    given = [step.name for step in scenario.steps if step.type == "given"]
    facts = engine.intake.check(read_patient(given, sentences, engine.intake).raw()).facts
    claims = tuple(step.name for step in scenario.steps if step.type == "then")
    return Tried(scenario.name, facts, engine.reference(facts), claims)


def test_every_rule_has_a_block_with_scenarios_where_it_holds_does_not_and_is_open(
    engine: Engine, blocks: dict[str, list[Tried]]
) -> None:
    gaps: list[str] = []
    for name, rule in engine.rulebase.rules.items():
        gaps += _gaps(name, rule.title, f'the rule "{rule.title}"', blocks)
    assert gaps == []


def test_every_exclusion_of_a_product_has_one_too(engine: Engine, blocks: dict[str, list[Tried]]) -> None:
    gaps: list[str] = []
    for exclusion in engine.rulebase.exclusions:
        claim = f'the product exclusion "{exclusion.title}"'
        gaps += _gaps(exclusion.condition, exclusion.title, claim, blocks)
    assert gaps == []


def test_every_flag_has_one_with_scenarios_where_it_is_open_answered_and_does_not_hold(
    engine: Engine, blocks: dict[str, list[Tried]]
) -> None:
    gaps: list[str] = []
    for flag in engine.rulebase.flags.flags:
        tried = blocks.get(flag.title, [])
        states = ("is open", "is answered", "does not hold")
        claimed = {claim for each in tried for claim in each.claims}
        gaps += [f"{flag.title}: {state}" for state in states if f'the flag "{flag.title}" {state}' not in claimed]
        for value in (*engine.rulebase.flags.values, flag):
            for threshold, nodes in _thresholds([value.when]).items():
                sides = {side for each in tried for node in nodes for side in _sides(node, each)}
                gaps += [f"{flag.title}: {threshold} is never tried {side}" for side in sorted(SIDES - sides)]
    assert gaps == []


def test_every_definition_with_a_threshold_has_one_too(engine: Engine, blocks: dict[str, list[Tried]]) -> None:
    gaps: list[str] = []
    for name, named in engine.rulebase.named.items():
        if not named.is_rule and _thresholds([named.when]):
            gaps += _gaps(name, named.title, None, blocks)
    assert gaps == []


def test_every_row_of_the_decision_list_has_one_too(engine: Engine, blocks: dict[str, list[Tried]]) -> None:
    gaps: list[str] = []
    for position, row in enumerate(engine.rulebase.rows):
        title = row.reason.template.removesuffix(".")
        before = [f"row.{each.name}" for each in engine.rulebase.rows[:position]]
        decided = [tried for tried in blocks.get(title, []) if _decides(tried, f"row.{row.name}", before)]
        outcome = f'the outcome is "{engine.rulebase.outcomes[row.outcome].title}"'
        gaps += [f"{title}: never decides"] if not any(outcome in tried.claims for tried in decided) else []
        others = [tried for tried in blocks.get(title, []) if tried not in decided]
        if not any(claim.startswith("the outcome is ") and claim != outcome for t in others for claim in t.claims):
            gaps.append(f"{title}: no scenario in which another row decides")
        if not any("the note is provisional" in tried.claims for tried in others):
            gaps.append(f"{title}: no scenario in which a missing fact leaves it open")
    assert gaps == []


def test_every_heavy_risk_and_every_deferral_decides_the_grade_of_a_patient(
    engine: Engine, blocks: dict[str, list[Tried]]
) -> None:
    """Some scenario has the rule true and claims the outcome that this kind of rule leads to."""
    everybody = [each for block in blocks.values() for each in block]
    titles = {"heavy": "uncertain", "deferral": "deferred"}
    claims = {kind: f'the outcome is "{engine.rulebase.outcomes[name].title}"' for kind, name in titles.items()}
    gaps = []
    for name, rule in engine.rulebase.rules.items():
        if rule.kind in claims and not any(
            each.truths[name] is TRUE and claims[rule.kind] in each.claims for each in everybody
        ):
            gaps.append(f"{rule.title}: decides no patient's grade")
    assert gaps == []


def test_every_row_heavy_risk_and_deferral_decides_for_a_patient_told_in_six_lines(
    engine: Engine, blocks: dict[str, list[Tried]]
) -> None:
    names = [re.sub("<[^>]*>", ".+", re.escape(name)) for _, name, count in lines_of() if count <= LONG]
    is_short = re.compile("|".join(names)).fullmatch
    short = [each for block in blocks.values() for each in block if is_short(each.name)]
    titles = {name: outcome.title for name, outcome in engine.rulebase.outcomes.items()}
    wanted = {f"row.{row.name}": row.outcome for row in engine.rulebase.rows}
    wanted |= {name: "uncertain" for name, rule in engine.rulebase.rules.items() if rule.kind == "heavy"}
    wanted |= {name: "deferred" for name, rule in engine.rulebase.rules.items() if rule.kind == "deferral"}
    told = {
        name
        for name, outcome in wanted.items()
        for each in short
        if each.truths[name] is TRUE and f'the outcome is "{titles[outcome]}"' in each.claims
    }
    assert sorted({*wanted} - told) == []


def test_every_threshold_is_tried_below_at_and_above(engine: Engine, blocks: dict[str, list[Tried]]) -> None:
    gaps: list[str] = []
    for name, named in engine.rulebase.named.items():
        readers = [engine.rulebase.named[reader].title for reader in _readers(engine, name)]
        tried = [each for title in readers for each in blocks.get(title, [])]
        for threshold, nodes in _thresholds([named.when]).items():
            sides = {side for each in tried for node in nodes for side in _sides(node, each)}
            gaps += [
                f"{name}: {threshold} is never tried {side}" for side in sorted(_within_range(engine, nodes) - sides)
            ]
    assert gaps == []


def test_every_threshold_of_the_dictionary_is_tried_too(engine: Engine, blocks: dict[str, list[Tried]]) -> None:
    tried = [each for block in blocks.values() for each in block]
    nodes = [literal for clause in engine.rulebase.constraints for literal in clause.literals]
    nodes += [element.no_needs for element in engine.rulebase.elements.values() if element.no_needs is not None]
    gaps: list[str] = []
    for threshold, found in _thresholds(nodes).items():
        sides = {side for each in tried for node in found for side in _sides(node, each)}
        gaps += [f"{threshold} is never tried {side}" for side in sorted(_within_range(engine, found) - sides)]
    assert gaps == []


def test_no_block_outside_grading_names_something_that_is_no_rule(
    engine: Engine, blocks: dict[str, list[Tried]]
) -> None:
    known = {named.title for named in engine.rulebase.named.values()}
    known |= {exclusion.title for exclusion in engine.rulebase.exclusions}
    known |= {flag.title for flag in engine.rulebase.flags.flags}
    known |= {row.reason.template.removesuffix(".") for row in engine.rulebase.rows}
    features = get_features([str(path) for path in FEATURES.iterdir() if path.is_dir()])
    topics = [each for each in features if Path(each.filename).parent.name not in ("grading", "published_cases")]
    named = {template.rule.name for each in topics for template in each.scenarios.values() if template.rule}
    assert sorted(named - known) == []


def _gaps(name: str, title: str, claim: str | None, blocks: dict[str, list[Tried]]) -> Iterator[str]:
    if title not in blocks:
        yield f"{title}: no `Rule:` block"
        return
    for truth, words in IN_WORDS.items():
        tried = [each for each in blocks[title] if each.truths[name] is truth]
        if not any(claim is None or f"{claim} {words}" in each.claims for each in tried):
            yield f"{title}: no scenario in which it {words}"


def _decides(tried: Tried, row: str, before: Iterable[str]) -> bool:
    return tried.truths[row] is TRUE and all(tried.truths[each] is FALSE for each in before)


def _thresholds(nodes: Iterable[Node]) -> dict[str, list[Compare | AtLeast]]:
    found: dict[str, list[Compare | AtLeast]] = {}
    for node in nodes:
        for each in walk(node):
            if isinstance(each, Compare | AtLeast):
                found.setdefault(each.threshold, []).append(each)
    return found


def _readers(engine: Engine, name: str) -> list[str]:
    """The name itself and every definition or rule that reads it, also through others."""
    readers = [name]
    for other, named in engine.rulebase.named.items():
        if any(ref in readers for ref in refs_in(named.when)):
            readers.append(other)
    return readers


def _sides(node: Compare | AtLeast, tried: Tried) -> Iterator[str]:
    """On which side of a threshold a scenario stands; of a count only what touches it on either side."""
    if isinstance(node, Compare):
        value = tried.facts.get(node.element)
        if isinstance(value, Decimal):
            yield "below" if value < node.value else "above" if value > node.value else "at"
        return
    truths = [truth_of(child, tried.facts, tried.truths) for child in node.children]
    surely, possibly = truths.count(TRUE), len(truths) - truths.count(FALSE)
    if surely == possibly == node.count - 1:
        yield "below"
    elif surely == node.count:
        yield "at"
    elif surely > node.count:
        yield "above"


def _within_range(engine: Engine, nodes: Iterable[Compare | AtLeast]) -> set[str]:
    """The sides of a threshold that a patient can stand on: nothing lies below the least value that intake takes."""
    possible: set[str] = set()
    for node in nodes:
        if isinstance(node, Compare):
            element = engine.rulebase.elements[node.element]
            assert element.low is not None
            possible |= {"at", "above"} | ({"below"} if element.low < node.value else set())
        else:
            possible |= SIDES
    return possible
