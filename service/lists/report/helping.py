"""What would help: which items, once recorded, would settle how many patients who are open now. Exact counts.

`missing` holds every item on which a patient's outcome still hangs. Once all of them are recorded the patient is
settled, whatever the answers; while one is not, some answers to the others leave it open, unless a constraint lets them
imply it. So a patient counts once all are recorded, and never too early. Which items are put on the worklist is chosen
greedily; the number beside each step is counted, not estimated.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from immunote.engine.columns import STATUSES
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import elements_in

MOST_ITEMS = 6
"""Items of a worklist. Patients who miss more of them than that are counted, and never among those it settles."""

_AT_ONCE = 3
_STEPS = 6
_BY = ";"


@dataclass(frozen=True)
class MissingElement:
    """An element: for how many open patients it matters, and how many it would settle by itself.

    `needs`: what a "no" needs beside it to count.
    """

    element: str
    label: str
    matters: int
    alone: int
    needs: tuple[str, ...]


@dataclass(frozen=True)
class WorklistStep:
    """A step of the worklist: what to record next, and how many patients are settled by then, whatever the answers."""

    items: tuple[str, ...]
    newly: int
    by_then: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class Could:
    """How many patients answers to these elements could settle.

    `patients`: those with a settling set of just these elements. `outcomes`: outcome -> patients for whom some answers
    leave it alone.
    """

    elements: tuple[str, ...]
    patients: int
    outcomes: Mapping[str, int]


@dataclass(frozen=True)
class Helping:
    """What would help the patients who are not settled. `patients`: how many they are.

    `items`: missing elements, those that matter to most patients first. `could`: None unless `--settled-by` was given.
    """

    patients: int
    items: tuple[MissingElement, ...]
    steps: tuple[WorklistStep, ...]
    could: tuple[Could, ...] | None


def helping(rows: pl.LazyFrame, id_column: str, rulebase: RuleBase, have: set[str], with_ids: bool) -> Helping:
    """Count which missing elements would settle the patients of a result who are not settled.

    `have`: the columns of the result. `with_ids`: also list the ids of the patients whom each step settles.
    """
    waiting = rows.filter(pl.col("status") != STATUSES[0])
    sets = waiting.filter(pl.col("missing").list.len() <= MOST_ITEMS)
    number, matters, few = pl.collect_all(
        [
            waiting.select(pl.len()),
            waiting.select(pl.col("missing").explode().drop_nulls()).group_by("missing").len(),
            sets.select(pl.col("missing").list.join(_BY)).group_by("missing").len(),
        ],
        engine="streaming",
    )
    counts = {tuple(filter(None, text.split(_BY))): count for text, count in few.iter_rows()}
    place = {name: at for at, name in enumerate(rulebase.elements)}
    first = rulebase.about.insufficient_unless_known  # without these a note says only that data are insufficient

    def order(each: tuple[str, int]) -> tuple[int, bool, int, int]:
        name, count = each
        return -count, name not in first, rulebase.elements[name].rank, place[name]

    by_count = sorted(matters.iter_rows(), key=order)
    items = tuple(
        MissingElement(name, rulebase.elements[name].label, count, counts.get((name,), 0), _needs(rulebase, name))
        for name, count in by_count
    )
    steps = tuple(worklist(counts, place))
    if with_ids:
        steps = tuple(_with_ids(steps, sets, id_column))
    could = None
    if "settled_by" in have:
        found = waiting.select("settled_by").collect()["settled_by"].drop_nulls()
        could = tuple(_could(found, place))
    return Helping(number.item(), items, steps, could)


def worklist(counts: Mapping[tuple[str, ...], int], place: Mapping[str, int]) -> Iterable[WorklistStep]:
    """Yield steps chosen greedily: each adds the items that newly settle the most patients per item.

    `counts`: set of missing elements -> patients. `place`: the order of the elements. It ends after six items, or where
    nothing more would be settled.
    """
    left = {frozenset(names): count for names, count in counts.items() if names}
    recorded: set[str] = set()
    by_then = 0
    for _ in range(_STEPS):
        room = min(_AT_ONCE, MOST_ITEMS - len(recorded))
        rest: Counter[frozenset[str]] = Counter()
        for names, count in left.items():
            still = names - recorded
            if len(still) <= room:
                rest[still] += count
        if not rest:
            return
        within = {names: _within(names, rest) for names in rest}
        best = max(within, key=lambda names: (within[names] / len(names), -len(names), _order(names, place)))
        recorded |= best
        settled = {names for names in left if names <= recorded}
        newly = sum(left.pop(names) for names in settled)
        by_then += newly
        yield WorklistStep(tuple(sorted(best, key=place.__getitem__)), newly, by_then)


def _within(names: frozenset[str], rest: Mapping[frozenset[str], int]) -> int:
    """Return how many patients miss only elements among `names`. `rest`: set of missing elements -> patients."""
    listed = sorted(names)
    parts = (frozenset(name for at, name in enumerate(listed) if mask >> at & 1) for mask in range(1, 1 << len(listed)))
    return sum(rest.get(part, 0) for part in parts)


def _order(names: frozenset[str], place: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(sorted(-place[name] for name in names))


def _needs(rulebase: RuleBase, name: str) -> tuple[str, ...]:
    node = rulebase.elements[name].no_needs
    return () if node is None else tuple(rulebase.elements[each].label for each in elements_in(node))


def _with_ids(steps: Iterable[WorklistStep], sets: pl.LazyFrame, id_column: str) -> Iterable[WorklistStep]:
    """Yield the steps with the ids of the patients whom each newly settles."""
    people = sets.select(pl.col(id_column).cast(pl.String), "missing").collect()
    recorded: list[str] = []
    for step in steps:
        recorded += step.items
        # not list.set_difference: Polars 2.1 panics in it where a frame was filtered before
        done = people.select(pl.col("missing").list.eval(pl.element().is_in(recorded)).list.all()).to_series()
        ids = people.filter(done)[id_column].to_list()
        people = people.filter(~done)
        yield WorklistStep(step.items, step.newly, step.by_then, tuple(ids))


def _could(found: Iterable[str], place: Mapping[str, int]) -> Iterable[Could]:
    patients: Counter[tuple[str, ...]] = Counter()
    outcomes: dict[tuple[str, ...], Counter[str]] = {}
    for text in found:
        seen: dict[tuple[str, ...], set[str]] = {}
        for way in json.loads(text):
            for answers in way["sets"]:
                names = tuple(sorted({each["element"] for each in answers}, key=place.__getitem__))
                seen.setdefault(names, set()).add(way["outcome"])
        for names, ends in seen.items():
            patients[names] += 1
            outcomes.setdefault(names, Counter()).update(ends)
    for names, number in sorted(patients.items(), key=lambda each: (-each[1], len(each[0]), each[0])):
        yield Could(names, number, dict(sorted(outcomes[names].items(), key=lambda each: (-each[1], each[0]))))
