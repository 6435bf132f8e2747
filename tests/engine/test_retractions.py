"""A retracted source stops counting: what supports falls away, what warns stays, and every evaluator agrees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.loading import load
from immunote.engine.loading.retractions import NEVER, cited_by, is_support, without_retracted
from immunote.engine.rulebase import RuleBase
from immunote.engine.sources import Notice
from immunote.engine.tree import Always, And, Is, Node, Not, Or, Ref
from tests.diffing.support import RULES, copy_of

NOTICE = Notice("2026-05-01", "10.1000/notice")
LINE = 'retracted: {on: "2026-05-01", notice: 10.1000/notice}'
TARGETS = ("sanges-2017", "raja-2016", "nacci-2007")


def with_retracted(rulebase: RuleBase, names: Collection[str]) -> RuleBase:
    """As the loader makes it, without reading the folder again."""
    sources = {
        name: replace(each, retracted=NOTICE) if name in names else each for name, each in rulebase.sources.items()
    }
    named, rows, headlines = without_retracted(
        rulebase.named, rulebase.rows, rulebase.headlines, sources, rulebase.about
    )
    return replace(rulebase, sources=sources, named=named, rows=rows, headlines=headlines)


def behind(rulebase: RuleBase) -> list[str]:
    """The sources that rules of evidence cite."""
    rules = (each for each in rulebase.rules.values() if is_support(each, rulebase.about))
    return sorted({source for rule in rules for source in cited_by(rule)})


def test_without_a_retraction_nothing_changes(engine: Engine) -> None:
    again = with_retracted(engine.rulebase, ())
    assert again == engine.rulebase


def test_one_line_in_the_file_of_a_source_takes_its_support_away(tmp_path: Path) -> None:
    file = "evidence/sanges-2017.yaml"
    loaded = load(copy_of(RULES, tmp_path / "rules", (file, "\nkind: study\n", f"\nkind: study\n{LINE}\n")))
    muscle = loaded.rules["muscle_target"]
    assert (muscle.strength, muscle.certainty) == ("none_found", "none")
    assert "muscle_target" not in loaded.names_under(loaded.named["has_supported_target"].when)
    assert loaded.named["muscle_target"].when == Ref("muscle_is_supported_target")
    # raja-2016 stands behind these too
    assert loaded.rules["upper_gi_target"].strength == "supported"
    note = Engine(loaded).note({**loaded.cases["A01"].profile, **loaded.cases["A01"].completed})
    assert note.outcome == "uncertain"
    assert any("supports no grade, every source behind it is retracted" in each for each in note.also)
    shown = next(each for each in note.citations if each.source == "sanges-2017")
    assert shown.label == "Sanges 2017 (RETRACTED)"
    assert shown.limits is not None
    assert shown.limits.startswith("RETRACTED on 2026-05-01 (10.1000/notice): it does not count as evidence.")


@settings(max_examples=4, deadline=None)
@given(st.data())
def test_a_retraction_never_improves_a_grade_and_hides_no_danger(engine: Engine, data: st.DataObject) -> None:
    before = engine.rulebase
    names = data.draw(st.sets(st.sampled_from([*behind(before), *TARGETS]), min_size=1))
    after = Engine(with_retracted(before, names))
    order = list(before.outcomes)
    dangers = [n for n, r in before.rules.items() if r.kind in ("contraindication", "deferral", "heavy", "precaution")]
    for case in list(before.cases.values())[::3]:
        profile = {**case.profile, **case.completed}
        old, new = engine.note(profile), after.note(profile)  # durable-rules and the reference agree, or it raises
        if old.status == new.status == "settled":
            assert old.outcome is not None
            assert new.outcome is not None
            assert order.index(new.outcome) >= order.index(old.outcome), (case.name, names)
        facts = engine.patient(profile).facts
        truths, again = engine.reference(facts), after.reference(facts)
        assert {name: truths[name] for name in dangers} == {name: again[name] for name in dangers}


def test_a_rule_that_warns_keeps_its_lines_and_says_what_was_retracted(engine: Engine) -> None:
    rulebase = engine.rulebase
    after = with_retracted(rulebase, rulebase.sources)
    for name, rule in rulebase.rules.items():
        if is_support(rule, rulebase.about) or not cited_by(rule):
            continue
        kept = after.rules[name]
        assert kept.details[: len(rule.details)] == rule.details
        assert kept.says == rule.says
        said = [line.text.template for line in kept.details[len(rule.details) :]]
        assert len(said) == len(cited_by(rule))
        assert all("stays as a caution until it is read again" in line for line in said)


def test_with_every_source_retracted_nothing_supports_and_a_note_is_given(engine: Engine) -> None:
    after = Engine(with_retracted(engine.rulebase, engine.rulebase.sources))
    graded = set()
    for case in list(engine.rulebase.cases.values())[::2]:
        note = after.note({**case.profile, **case.completed})
        graded.add(note.outcome)
        assert all(line.citations or line.choice for each in note.statements for line in each.lines)
    assert graded & set(engine.rulebase.outcomes)
    assert not graded & {"may_consider", "may_consider_with_precautions"}


def test_columns_agree_with_single_notes_after_a_retraction(engine: Engine) -> None:
    pytest.importorskip("polars", reason="needs the extra `lists`")
    from immunote.engine.columns import Columns
    from tests.support.agreement import by_columns, by_definition, differences

    after = Engine(with_retracted(engine.rulebase, TARGETS))
    raws = [{**case.profile, **case.completed} for case in after.rulebase.cases.values()]
    assert differences(raws, [by_definition(after, raw) for raw in raws], by_columns(Columns(after), raws)) == []


@pytest.mark.parametrize(("steps", "expected"), [(0, "moderate"), (1, "low"), (2, "very_low"), (3, "very_low")])
def test_certainty_falls_one_step_a_time_and_never_to_none(engine: Engine, steps: int, expected: str) -> None:
    from immunote.engine.loading.retractions import one_lower

    certainty = "moderate"
    for _ in range(steps):
        certainty = one_lower(certainty, engine.rulebase.about)
    assert certainty == expected


A, B, LOST = Is("a"), Is("b"), Ref("lost")


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (LOST, NEVER),
        (Not(LOST), Always()),
        (And((A, LOST)), NEVER),
        (Or((A, LOST)), A),
        (Or((LOST, LOST)), NEVER),
        (And((A, Not(LOST))), A),
        (Or((A, Not(LOST))), Always()),
        (And((Or((A, LOST)), B)), And((A, B))),
        (Ref("other"), Ref("other")),
    ],
)
def test_a_condition_reads_a_lost_rule_as_not_holding(written: Node, left: Node) -> None:
    from immunote.engine.loading.retractions import condition_without

    assert condition_without(written, {"lost"}) == left


@pytest.mark.parametrize("day", ["2026-5-1", "2026-02-30", "last May"])
def test_a_day_that_is_none_is_refused_with_its_place(tmp_path: Path, day: str) -> None:
    line = f'retracted: {{on: "{day}", notice: x}}'
    file = "evidence/sanges-2017.yaml"
    with pytest.raises(Refused) as refused:
        load(copy_of(RULES, tmp_path / "rules", (file, "\nkind: study\n", f"\nkind: study\n{line}\n")))
    (fault,) = refused.value.faults
    assert (fault.code, fault.place.partition(":")[0]) == ("R05", file)


@pytest.mark.parametrize(("years", "due"), [(9, True), (10, True), (11, False)])
def test_a_source_is_due_at_the_declared_age_and_not_before_it(tmp_path: Path, years: int, due: bool) -> None:
    # poelman-2015 was published eleven years before 2026, raja-2016 ten
    loaded = load(copy_of(RULES, tmp_path / "rules", ("rulebase.yaml", "  years: 10\n", f"  years: {years}\n")))
    source = loaded.sources["raja-2016"]
    assert (source.due_after == years) is due
    assert any("due to be read again" in each for each in source.caveats) is due
    assert loaded.sources["sclerodermanews-2024"].due_after is None
    assert loaded.sources["barsotti-iim"].due_after is None  # its year is not shown in the copy that was read
