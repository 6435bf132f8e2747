"""What would help: the numbers are counted, and what is promised holds for every patient."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.tree import elements_in
from immunote.service.lists.report.helping import MOST_ITEMS, helping, worklist
from immunote.service.lists.synth.chance import ROW
from immunote.service.lists.synth.drawing import SyntheticCohort

NAMES = "abcdefgh"
PLACE = {name: at for at, name in enumerate(NAMES)}
SETS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=MOST_ITEMS, unique=True).map(lambda s: tuple(sorted(s)))


@given(counts=st.dictionaries(SETS, st.integers(1, 50), max_size=25))
def test_each_step_counts_just_those_who_miss_nothing_else(counts: Mapping[tuple[str, ...], int]) -> None:
    recorded: set[str] = set()
    before = 0
    for step in worklist(counts, PLACE):
        assert not recorded & set(step.items)
        recorded |= set(step.items)
        assert step.by_then == sum(count for names, count in counts.items() if set(names) <= recorded)
        assert step.newly == step.by_then - before > 0
        before = step.by_then
    assert len(recorded) <= MOST_ITEMS


@given(counts=st.dictionaries(SETS, st.integers(1, 50), min_size=1, max_size=25))
def test_the_first_step_is_at_least_as_good_as_any_single_item(counts: Mapping[tuple[str, ...], int]) -> None:
    steps = list(worklist(counts, PLACE))
    best = max((counts.get((name,), 0) for name in NAMES), default=0)
    if best:
        assert steps[0].newly >= best


@given(counts=st.dictionaries(SETS, st.integers(1, 50), max_size=25), seed=st.randoms())
def test_the_worklist_does_not_hang_on_the_order_of_what_it_is_given(
    counts: Mapping[tuple[str, ...], int], seed: Any
) -> None:
    shuffled = list(counts.items())
    seed.shuffle(shuffled)
    assert list(worklist(counts, PLACE)) == list(worklist(dict(shuffled), PLACE))


def test_whoever_has_all_that_is_missing_recorded_is_settled_whatever_it_is(engine: Engine) -> None:
    """On synthetic patients, whose forgotten truth is known: what is missing is recorded as it truly is."""
    assert engine.rulebase.synthetic is not None
    people = SyntheticCohort(engine.rulebase, engine.rulebase.synthetic, 11)
    rows = people.rows(0, 400)
    truth = _as_rows(engine, people, 400)
    met = 0
    for row, true in zip(rows.iter_rows(named=True), truth, strict=True):
        raw = {name: value for name, value in row.items() if value is not None and name != ROW}
        facts = engine.patient(raw).facts
        if len(engine.diagram.reachable(facts)) == 1:
            continue
        missing = list(engine.diagram.missing(facts))
        settles = True  # unless the truth is, say, a drug whose result nobody knows yet: that answers nothing
        for name in missing:
            node = engine.rulebase.elements[name].no_needs
            for each in (*_behind(engine, name), *(elements_in(node) if node is not None else ())):
                if true.get(each) is not None:
                    raw[each] = true[each]
                    settles &= true[each] not in engine.rulebase.elements[each].not_an_answer
            if node is not None and raw.get(name) is False:  # a "no" counts only with what it needs
                raw |= dict.fromkeys(elements_in(node), 0)
        if settles:
            assert len(engine.diagram.reachable(engine.patient(raw).facts)) == 1, missing
            met += 1
    assert met > 40


def test_items_are_counted_for_those_who_are_open(engine: Engine) -> None:
    first, second, third = list(engine.rulebase.elements)[:3]
    rows = pl.LazyFrame(
        {
            "id": ["p", "q", "r", "s"],
            "status": ["settled", "provisional", "provisional", "insufficient_data"],
            "missing": [[], [first], [first, second], [second, third]],
        },
        schema_overrides={"missing": pl.List(pl.String)},
    )
    found = helping(rows, "id", engine.rulebase, {"status", "missing"}, with_ids=True)
    assert found.patients == 3
    assert {(each.element, each.matters, each.alone) for each in found.items} == {
        (first, 2, 1),
        (second, 2, 0),
        (third, 1, 0),
    }
    assert [(step.items, step.newly, step.ids) for step in found.steps] == [
        ((first,), 1, ("q",)),
        ((second,), 1, ("r",)),
        ((third,), 1, ("s",)),
    ]
    assert found.could is None


def _behind(engine: Engine, name: str) -> list[str]:
    """The element and whatever it is worked out from, at any distance."""
    found = [name]
    for each in found:
        found += [i for d in engine.rulebase.elements[each].derivations for i in d.inputs if i not in found]
    return found


def _as_rows(engine: Engine, people: SyntheticCohort, count: int) -> list[dict[str, Any]]:
    """The complete patients as profiles."""
    shown = []
    for row in people.complete(0, count).iter_rows(named=True):
        person = {}
        for name in people.elements:
            element, value = engine.rulebase.elements[name], row[name]
            if value is None or element.type in ("boolean", "integer"):
                person[name] = value
            elif element.type == "enumeration":
                person[name] = list(element.values)[value]
            else:
                person[name] = value / 10**element.decimals
        shown.append(person)
    return shown
