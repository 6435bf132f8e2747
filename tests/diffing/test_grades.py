"""Whether grades can differ: proved equal, or a patient for each way, confirmed by both engines."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("z3", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.elements import Constraint
from immunote.engine.places import Place
from immunote.engine.profile import value_json
from immunote.engine.proof.prover import Uncertain
from immunote.engine.proof.two_versions import TwoVersions
from immunote.engine.tree import Is, Node, Not
from immunote.service.diffing.comparing import compared
from immunote.service.diffing.grades import grades_of
from immunote.service.diffing.model import Grades
from tests.diffing.support import RULES, SOUP, Edit, engine_with
from tests.support.patients import random_patient

AGE: Edit = ("thresholds.yaml", "age_for_thrombosis:\n    value: 65", "age_for_thrombosis:\n    value: 60")
WEAK = "when: has_weak_refractory_target and not has_heavy_risk"
HOT: Edit = ("thresholds.yaml", "value: 80, unit: C", "value: 85, unit: C")


@pytest.fixture(scope="module")
def soup() -> Engine:
    return Engine.load(SOUP)


def grades(old: Engine, new: Engine) -> Grades:
    return grades_of(old, new, compared(old.rulebase, new.rulebase))


def confirmed(found: Grades, old: Engine, new: Engine) -> None:
    """Each patient is settled as claimed, by notes of both versions."""
    for move in found.moves:
        assert move.old_profile is not None
        assert move.new_profile is not None
        assert old.note(move.old_profile).outcome == move.old_outcome
        assert new.note(move.new_profile).outcome == move.new_outcome
        assert move.old_outcome != move.new_outcome
        assert move.causes


def test_a_rule_base_is_equivalent_to_itself(engine: Engine, soup: Engine) -> None:
    assert grades(engine, engine).verdict == "equivalent"
    assert grades(soup, soup).verdict == "equivalent"


@pytest.mark.parametrize(
    "edit",
    [
        ("grading.yaml", WEAK, "when: not (has_heavy_risk or not has_weak_refractory_target)"),
        ("grading.yaml", "reason: A supported target is refractory.", "reason: A supported target was refractory."),
    ],
    ids=["written in another way", "worded in another way"],
)
def test_what_says_the_same_is_proved_equivalent(engine: Engine, tmp_path: Path, edit: Edit) -> None:
    new = engine_with(RULES, tmp_path, edit)
    assert compared(engine.rulebase, new.rulebase)
    found = grades(engine, new)
    assert (found.verdict, found.moves) == ("equivalent", ())


def test_a_threshold_moves_just_those_between_the_two(engine: Engine, tmp_path: Path) -> None:
    new = engine_with(RULES, tmp_path, AGE)
    found = grades(engine, new)
    assert found.verdict == "differ"
    assert found.not_covered == ()
    confirmed(found, engine, new)
    for move in found.moves:
        assert move.old_profile is not None
        assert 60 <= move.old_profile["age_years"] < 65  # type: ignore[operator]
        assert [(each.kind, each.id) for each in move.causes] == [("rule", "thrombosis_age")]
        (threshold,) = move.causes[0].thresholds
        assert (threshold.name, threshold.before, threshold.after) == ("age_for_thrombosis", "65 years", "60 years")
        assert {each.cite for each in move.causes[0].citations} >= {
            "privigen-us-insert.advanced_age",
            "daniel-2012.age_and_history",
        }


def test_no_witness_holds_a_line_that_could_be_left_out(engine: Engine, tmp_path: Path) -> None:
    new = engine_with(RULES, tmp_path, AGE)
    for move in grades(engine, new).moves:
        profile = dict(move.old_profile or {})
        for name in profile:
            smaller = {key: value for key, value in profile.items() if key != name}
            outcomes = engine.note(smaller).outcome, new.note(smaller).outcome
            assert outcomes != (move.old_outcome, move.new_outcome), name


def test_every_way_in_which_a_random_patient_moves_was_found(engine: Engine, tmp_path: Path) -> None:
    new = engine_with(RULES, tmp_path, ("grading.yaml", WEAK, "when: has_weak_refractory_target"), AGE)
    found = grades(engine, new)
    confirmed(found, engine, new)
    ways = {(each.old_outcome, each.new_outcome) for each in found.moves}
    seen = set()
    for seed in range(300):
        facts = random_patient(engine, Random(seed), 1.0)
        before, after = engine.diagram.reachable(facts), new.diagram.reachable(facts)
        if len(before) == len(after) == 1 and before != after:
            seen.add((before[0], after[0]))
    assert seen <= ways


def test_a_row_that_moved_is_the_cause(engine: Engine, tmp_path: Path) -> None:
    text = (RULES / "grading.yaml").read_text(encoding="utf-8")
    rows = [f"  - row: {part}" for part in text.split("once_corrected:")[0].split("  - row: ")[1:]]
    place = next(place for place, row in enumerate(rows) if "outcome: contraindicated" in row)
    swap: Edit = ("grading.yaml", rows[place] + rows[place + 1], rows[place + 1] + rows[place])
    new = engine_with(RULES, tmp_path, swap)
    found = grades(engine, new)
    confirmed(found, engine, new)
    assert {(each.kind, each.how) for move in found.moves for each in move.causes} == {("row", "moved")}


@pytest.mark.parametrize(
    ("edit", "verdict"),
    [
        (("profile/pot.yaml", "label: mould\n    type: boolean", "label: mould\n    type: boolean"), "equivalent"),
        (
            ("profile/table.yaml", "unit: minutes\n    range: [0, 10000]", "unit: minutes\n    range: [0, 9000]"),
            "equivalent",
        ),
        (
            (
                "profile/table.yaml",
                "values: {bland: bland, good: good, salty: salty}",
                "values: {salty: salty, sour: sour, good: good, bland: bland}",
            ),
            "equivalent",
        ),
        (HOT, "differ"),
    ],
    ids=["nothing", "a shorter range", "members in another order and one more", "a threshold"],
)
def test_a_dictionary_that_changed_is_tied_together(soup: Engine, tmp_path: Path, edit: Edit, verdict: str) -> None:
    new = engine_with(SOUP, tmp_path, edit)
    found = grades(soup, new)
    assert found.verdict == verdict
    assert bool(found.not_covered) == (edit[1] != edit[2] and edit != HOT)


def test_a_number_kept_at_fewer_decimals_is_rounded_as_intake_does(soup: Engine, tmp_path: Path) -> None:
    question = "question: How warm is it now?\n    label: temperature\n    type: decimal\n    unit: C\n    decimals: "
    new = engine_with(SOUP, tmp_path, ("profile/table.yaml", question + "1", question + "0"))
    found = grades(soup, new)
    confirmed(found, soup, new)
    temperatures = [dict(move.old_profile or {}).get("temperature_c") for move in found.moves]
    assert found.verdict == "differ"
    # 49.5 and 79.5 are rounded up to the threshold above; half goes to the even number, so 50 and 80
    assert all(each in (49.5, 49.6, 49.7, 49.8, 49.9, 79.5, 79.6, 79.7, 79.8, 79.9) for each in temperatures)


def test_an_element_in_another_unit_is_told_apart(soup: Engine, tmp_path: Path) -> None:
    edits: tuple[Edit, ...] = (
        ("profile/table.yaml", "type: integer\n    unit: minutes", "type: integer\n    unit: hours"),
        ("thresholds.yaml", "value: 10, unit: minutes", "value: 10, unit: hours"),
    )
    new = engine_with(SOUP, tmp_path, *edits)
    assert TwoVersions(soup, new).apart == ("minutes_since_boil_over",)
    assert any("minutes_since_boil_over" in each for each in grades(soup, new).not_covered)


def test_a_range_with_no_number_in_common_is_told_apart(soup: Engine, tmp_path: Path) -> None:
    span: Edit = (
        "profile/table.yaml",
        "range: [0, 10000]\n    leaning: 600",
        "range: [20000, 30000]\n    leaning: 20000",
    )
    new = engine_with(SOUP, tmp_path, span)
    assert TwoVersions(soup, new).apart == ("minutes_since_boil_over",)
    assert TwoVersions(soup, new).has_patients()


def test_versions_that_no_patient_fits_are_not_called_equivalent(soup: Engine) -> None:
    def where(literal: Node) -> Engine:
        clause = Constraint((literal,), "it is so", Place("x", 1))
        return Engine(replace(soup.rulebase, constraints=(*soup.rulebase.constraints, clause)))

    herbs = Is("has_herbs")
    assert grades(where(herbs), where(Not(herbs))).verdict == "nobody"


def test_a_prover_that_gives_up_proves_nothing(soup: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_: object) -> None:
        raise Uncertain("timeout")

    monkeypatch.setattr(TwoVersions, "moves", gives_up)
    found = grades(soup, soup)
    assert found.verdict == "open"
    assert any("gave up" in each for each in found.not_covered)


def test_codes_of_a_record_are_no_part_of_the_proof_and_that_is_said(soup: Engine, tmp_path: Path) -> None:
    found = grades(soup, engine_with(SOUP, tmp_path, ("profile/pot.yaml", "{local: [mould]}", "{local: [mildew]}")))
    assert found.verdict == "equivalent"
    assert [each for each in found.not_covered if "mapped" in each]


def test_a_witness_of_a_version_without_an_element_is_a_profile_for_each(engine: Engine, soup: Engine) -> None:
    """Two rule bases about different things share no element: each outcome of one goes with each of the other."""
    found = TwoVersions(soup, engine)
    assert found.apart == ("jurisdiction",)  # it has no member in common
    move = next(found.moves())
    assert move.profiles is not None
    before, after = move.profiles
    assert soup.note(before).outcome == move.old_outcome
    assert engine.note(after).outcome == move.new_outcome


def test_what_a_proof_does_not_see_is_said(soup: Engine, tmp_path: Path) -> None:
    edit: Edit = ("profile/pot.yaml", "no_needs: pot_was_opened", "no_needs: is_a_soup")
    found = grades(soup, engine_with(SOUP, tmp_path, edit))
    assert found.verdict == "equivalent"
    assert any("read from a record" in each for each in found.not_covered)


def test_random_patients_of_an_equivalent_version_never_differ(engine: Engine, tmp_path: Path) -> None:
    edit: Edit = ("grading.yaml", WEAK, "when: not (has_heavy_risk or not has_weak_refractory_target)")
    new = engine_with(RULES, tmp_path, edit)
    for seed in range(60):
        facts = random_patient(engine, Random(seed), 0.8)
        raw = {name: value_json(engine.rulebase.elements[name], value) for name, value in facts.items()}
        assert new.diagram.reachable(new.patient(raw).facts) == engine.diagram.reachable(engine.patient(raw).facts)
