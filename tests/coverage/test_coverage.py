"""What the scenarios show: measured as the note would have it, complete for our rules, and honest about a gap."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.proof import Prover
from immunote.engine.reference import truth_of
from immunote.engine.tree import And, AtLeast, Compare, Is, Node, Not, OneOf, Or, Ref
from immunote.engine.truth import FALSE, TRUE, UNKNOWN
from immunote.service.cli.coverage import LEFT_OUT, answered
from immunote.service.coverage.gaps import Gaps, Impossible, Proposal
from immunote.service.coverage.measure import Criterion, Measure, measured
from immunote.service.coverage.mutants import mutants_of
from immunote.service.coverage.places import criteria, nodes, with_node
from immunote.service.coverage.proposing import as_features
from immunote.service.coverage.variants import NotQuick, QuickReading, Variant
from immunote.service.scenarios.features import Feature, read_feature, read_features
from immunote.service.scenarios.note_reading import NoteReading
from immunote.service.scenarios.running import Runner

ROOT = Path(__file__).parent.parent.parent
SCENARIOS = (ROOT / "features", ROOT / "tests" / "turning_points")
SOUP = ROOT / "tests" / "rulebases" / "soup"


@pytest.fixture(scope="module")
def features() -> list[Feature]:
    found = [each for folder in SCENARIOS for each in read_features(folder)]
    return [each for each in found if not LEFT_OUT & set(Path(each.file).parts)]


@pytest.fixture(scope="module")
def measure(engine: Engine, features: list[Feature]) -> Measure:
    return Measure(engine, features)


def test_every_criterion_and_every_mutant_is_covered_or_proved_to_be_noticed_by_nobody(measure: Measure) -> None:
    shown, killed = measured(measure)
    found = answered(measure, shown, killed)
    assert [text for _, _, text in found.scenarios] == [], "immunote rules coverage ... --propose DIR"
    assert found.not_answered == []
    assert measure.failing == []
    assert len(shown) > 400
    assert len(killed) > 400
    assert len(found.impossible) < 160  # most: a rule that asks for what the scope asks for is hidden where it fails


def test_the_quick_reading_says_what_the_note_says(engine: Engine, measure: Measure) -> None:
    for ready in measure.ready[::3]:
        note = NoteReading(engine.note(ready.compiled.profile))
        quick = QuickReading(engine, ready.patient, ready.truths)
        for name in ("status", "outcome", "grade", "reachable", "leaning", "once_corrected", "certainty"):
            assert getattr(quick, name) == getattr(note, name), (ready.name, name)
        assert list(quick.reasons) == list(note.reasons)
        for name in ("asked", "missing", "turns_on"):
            assert set(getattr(quick, name)) == set(getattr(note, name)), (ready.name, name)
        for rule in engine.rulebase.rules:
            assert quick.truth_of_rule(rule) == note.truth_of_rule(rule), (ready.name, rule)
        for exclusion in engine.rulebase.exclusions:
            assert quick.truth_of_exclusion(exclusion.title) == note.truth_of_exclusion(exclusion.title)
        assert quick.settled_by == note.settled_by
        with pytest.raises(NotQuick):
            _ = quick.note


def test_an_unchanged_variant_writes_the_note_of_the_engine(engine: Engine, measure: Measure) -> None:
    for ready in measure.ready[::50]:
        found, wanted = Variant(engine, {}).noted(ready.patient), engine.note(ready.compiled.profile)
        assert replace(found.note, settled_by=found.settled_by, needs_more=wanted.needs_more) == wanted


def test_a_condition_with_another_node_in_a_place_differs_there_alone() -> None:
    condition = And((Is("a"), Or((Not(Is("b")), Is("c")))))
    assert [node for _, node in criteria(condition)] == [Is("a"), Is("b"), Is("c")]
    for way, node in nodes(condition):
        assert with_node(condition, way, node) == condition
    assert with_node(condition, (1, 0, 0), Is("x")) == And((Is("a"), Or((Not(Is("x")), Is("c")))))
    with pytest.raises(ValueError, match="nothing stands"):
        with_node(Is("a"), (0,), Is("b"))


@pytest.mark.parametrize(
    ("condition", "kinds"),
    [
        (Compare("age_years", ">=", Decimal(65), "t"), ["threshold", "threshold", "comparison"]),
        (Compare("age_years", "==", Decimal(65), "t"), ["threshold", "threshold"]),
        (And((Is("has_diabetes"), Is("is_smoker"))), ["and to or"]),
        (Or((Is("has_diabetes"), Not(Is("is_smoker")))), ["or to and", "not dropped"]),
        (AtLeast(1, (Is("has_diabetes"), Is("is_smoker")), "t"), ["threshold"]),
        (AtLeast(2, (Is("has_diabetes"), Is("is_smoker"), Ref("x")), "t"), ["threshold", "threshold"]),
        (OneOf("sex", ("female",)), []),
    ],
)
def test_each_node_has_the_mutants_of_its_kind(engine: Engine, condition: Node, kinds: list[str]) -> None:
    rulebase = replace(engine.rulebase, named={"x": replace(engine.rulebase.named["heart_failure"], when=condition)})
    found = [each for each in mutants_of(rulebase) if each.of == "x" and each.changed]
    assert [each.kind for each in found] == kinds
    assert all(each.changed["x"] != condition for each in found)


def test_one_step_is_the_smallest_that_the_element_can_hold(engine: Engine) -> None:
    values = {
        node.value
        for mutant in mutants_of(engine.rulebase)
        if mutant.of == "iga_deficiency" or mutant.kind == "threshold"
        for when in mutant.changed.values()
        for _, node in nodes(when)
        if isinstance(node, Compare) and node.threshold == "egfr_insufficient"
    }
    decimals = engine.rulebase.elements["egfr_ml_min_1_73m2"].decimals
    limit = engine.rulebase.thresholds["egfr_insufficient"].value
    assert {abs(value - limit) for value in values} - {0} == {Decimal(1).scaleb(-decimals)}


def scenario(text: str, name: str = "one") -> str:
    return f"Feature: x\n  Rule: y\n    Scenario: {name}\n{text}"


def on(engine: Engine, *texts: str) -> Measure:
    return Measure(engine, [read_feature(text, f"{number}.feature") for number, text in enumerate(texts)])


def criterion_of(engine: Engine, of: str, element: str) -> Criterion:
    found = [
        (way, node) for way, node in criteria(engine.rulebase.program[of]) if getattr(node, "element", None) == element
    ]
    return Criterion(of, *found[0])


def title_of(engine: Engine, rule: str) -> str:
    return engine.rulebase.rules[rule].title


def test_a_scenario_shows_a_criterion_only_where_a_claim_would_notice(engine: Engine) -> None:
    title = title_of(engine, "kidney_diabetes")
    asks = criterion_of(engine, "kidney_diabetes", "has_diabetes")
    noticed = on(engine, scenario(f'      Given diabetes: yes\n      Then the rule "{title}" holds\n'))
    assert noticed.shown(asks).by["true"] is not None
    assert noticed.shown(asks).by["false"] is None
    only_met = on(engine, scenario("      Given diabetes: yes\n      Then the note has insufficient data\n"))
    assert only_met.shown(asks).by["true"] is None
    still_open = on(
        engine, scenario(f'      Given diabetes is not known\n      Then the rule "{title}" cannot be decided\n')
    )
    assert still_open.shown(asks).by["unknown"] is not None


def test_a_scenario_that_fails_already_shows_nothing(engine: Engine) -> None:
    title = title_of(engine, "kidney_diabetes")
    asks = criterion_of(engine, "kidney_diabetes", "has_diabetes")
    measure = on(engine, scenario(f'      Given diabetes: yes\n      Then the rule "{title}" does not hold\n'))
    assert measure.ready == []
    assert measure.failing == ["0.feature:3 one"]
    assert measure.shown(asks).by == {"true": None, "false": None, "unknown": None}


def test_a_scenario_that_names_a_rule_by_its_id_counts_like_one_by_its_title(engine: Engine) -> None:
    asks = criterion_of(engine, "kidney_diabetes", "has_diabetes")
    by_id = on(engine, scenario('      Given diabetes: yes\n      Then the rule "kidney_diabetes" holds\n'))
    assert by_id.ready[0].claimed == {"kidney_diabetes"}
    assert by_id.shown(asks).by["true"] is not None


def test_a_gap_is_answered_by_a_scenario_that_closes_it(engine: Engine) -> None:
    finder = Gaps(engine, Prover(engine))
    asks = criterion_of(engine, "kidney_diabetes", "has_diabetes")
    for truth in (TRUE, FALSE, UNKNOWN):
        found = finder.of_criterion(asks, truth)
        assert isinstance(found, Proposal)
        patient = engine.patient(found.profile)
        assert truth_of(asks.node, patient.facts, engine.reference(patient.facts)) is truth
        claims = "".join(f"      {'And' if place else 'Then'} {each}\n" for place, each in enumerate(found.claims))
        from immunote.service.scenarios.writing import given_sentences

        given = "".join(
            f"      {'And' if place else 'Given'} {each}\n"
            for place, each in enumerate(given_sentences(engine, found.profile))
        )
        alone = on(engine, scenario(given + claims))
        assert all(Runner(engine).asked(each.compiled).passed for each in alone.ready)
        assert alone.shown(asks).by[truth.name.lower()] is not None


def test_a_mutant_that_tells_everybody_the_same_is_proved_so(engine: Engine) -> None:
    finder = Gaps(engine, Prover(engine))
    moved = next(
        each for each in mutants_of(engine.rulebase) if each.kind == "row moved" and each.of == "row.no_active_target"
    )
    assert isinstance(finder.of_mutant(moved), Impossible)
    dropped = next(each for each in mutants_of(engine.rulebase) if each.kind == "row dropped")
    assert isinstance(finder.of_mutant(dropped), Proposal)


def test_a_rule_base_without_scenarios_gets_a_scenario_for_each_of_its_gaps(tmp_path: Path) -> None:
    """Also on another rule base; what is proposed is met, and closes every gap."""
    folder = tmp_path / "soup"
    shutil.copytree(SOUP, folder)
    engine = Engine.load(folder)
    first = f"      Given {next(iter(engine.rulebase.elements.values())).label} is not known\n"
    only = scenario(first + "      Then no grade is given\n")
    measure = on(engine, only)
    shown, killed = measured(measure, 1)
    found = answered(measure, shown, killed)
    assert len(found.scenarios) > 20
    ids = {*engine.rulebase.program, *(each.id for each in engine.rulebase.exclusions)}
    assert {block for _, block, _ in found.scenarios} <= ids  # a changed title breaks none of them
    files = as_features(engine.rulebase, found)
    read = [read_feature(text, name) for name, text in files.items()]
    assert all(result.passed for result in Runner(engine).run_all(read))
    again = Measure(engine, [read_feature(only, "only.feature"), *read])
    left = answered(again, *measured(again, 1))
    # a few gaps of this rule base get neither a proof nor a patient within the tries, and are reported so
    unanswered = {(gap.of, gap.words(engine.rulebase)) for gap in found.not_answered}
    assert len(unanswered) < 6
    assert {(gap.of, gap.words(engine.rulebase)) for gap, _, _ in left.scenarios} <= unanswered
    assert {(gap.of, gap.words(engine.rulebase)) for gap in left.not_answered} <= unanswered
