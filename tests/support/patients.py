"""Random patients of a rule base: one value a cell, so that each side of each threshold is met, none contradictory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import combinations
from random import Random

from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.diagram import ImpossibleFactsError
from immunote.engine.faults import Refused
from immunote.engine.tree import Value


def samples(engine: Engine, name: str) -> list[Value]:
    """Values of an element that differ for some condition; for an element that none reads, one value."""
    if name in engine.cells:
        return [cell.sample for cell in engine.cells[name]]
    element = engine.rulebase.elements[name]
    if element.type == "boolean":
        return [False, True]
    if element.type == "enumeration":
        return list(element.answers)
    assert element.low is not None
    return [element.low]


def consistent(engine: Engine, wanted: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """The wanted values in turn, each left out where it contradicts those before it or means nothing beside them.

    What follows from others by a derivation is taken from them, or is given and one of them left out: whichever is
    wanted first.
    """
    facts: dict[str, Value] = {}
    given: dict[str, Value] = {}
    elements = engine.rulebase.elements
    wanted = list(wanted)
    left_out = _too_long(engine, dict(wanted))
    for name, value in (each for each in wanted if each[0] not in left_out):
        host = elements[name].only_if
        if host is not None and facts.get(host) is not True:
            continue
        if name in facts and facts[name] != value:
            continue
        follows = _follows(engine, facts, name)
        if name in follows or follows & given.keys():
            continue
        if follows:
            worked_out = _worked_out(engine, {**given, name: value}, follows)
            if worked_out is None or any(facts.get(each, found) != found for each, found in worked_out.items()):
                continue
            trial = dict(facts)
            if not all(engine.intake.assume(trial, *each) for each in [(name, value), *worked_out.items()]):
                continue
            facts, given[name] = trial, value
        elif engine.intake.assume(facts, name, value):
            given[name] = value
    for order in engine.rulebase.orders:  # cells keep the order at the thresholds only
        for before, after in combinations(order.elements, 2):
            if before in given and after in given and not _keep_order(given[before], given[after], order.strictly):
                del given[after]
    return given if _is_possible(engine, given) else _possible_part(engine, given)


def _is_possible(engine: Engine, given: Mapping[str, Value]) -> bool:
    """Whether some patient is like this: a blood pressure of 70 systolic beside severe hypertension is of nobody."""
    try:
        engine.diagram.reachable(engine.patient(given).facts)
    except (Refused, ImpossibleFactsError):
        return False
    return True


def _possible_part(engine: Engine, given: Mapping[str, Value]) -> dict[str, Value]:
    """What is left without each value that cannot be beside those before it."""
    kept = dict(given)
    while not _is_possible(engine, kept):
        pairs = list(kept.items())
        first = bisect_left(
            range(len(pairs)), True, key=lambda place: not _is_possible(engine, dict(pairs[: place + 1]))
        )
        del kept[pairs[first][0]]
    return kept


def _too_long(engine: Engine, wanted: Mapping[str, Value]) -> set[str]:
    """The times that do not lie within the one that holds them; no cell knows of that."""
    found = set()
    for spans in engine.rulebase.spans:
        whole = wanted.get(spans.within)
        for name in spans.most if isinstance(whole, Decimal) else ():
            time = wanted.get(name)
            if isinstance(time, Decimal) and isinstance(whole, Decimal) and time >= spans.reaches(name, whole):
                found.add(name)
    return found


def _keep_order(before: Value, after: Value, strictly: bool) -> bool:
    assert isinstance(before, Decimal)
    assert isinstance(after, Decimal)
    return before < after or (before == after and not strictly)


def _follows(engine: Engine, facts: Mapping[str, Value], name: str) -> set[str]:
    """The elements that are worked out once `name` is added to what is known: `name` itself, if it is one of them."""
    known = {*facts, name}
    elements = engine.rulebase.elements
    completed = {
        other
        for other, element in elements.items()
        for each in element.derivations
        if (name in each.inputs or other == name) and set(each.essential) <= known - {other}
    }
    further = {each for other in completed - {name} for each in _follows(engine, {**facts, name: True}, other)}
    return completed | further


def _worked_out(engine: Engine, given: Mapping[str, Value], names: Iterable[str]) -> dict[str, Value] | None:
    """What follows from the values given; None where they contradict each other."""
    try:
        found = engine.patient(given).facts
    except Refused:
        return None
    return {name: found[name] for name in names if name in found}


def random_patient(engine: Engine, rng: Random, known: float) -> dict[str, Value]:
    """A patient with about the share `known` of all elements recorded."""
    names = [name for name in engine.rulebase.elements if rng.random() < known]
    hosts = [name for name in names if engine.rulebase.elements[name].only_if is None]
    rng.shuffle(hosts)
    rest = [name for name in names if engine.rulebase.elements[name].only_if is not None]
    return consistent(engine, ((name, rng.choice(samples(engine, name))) for name in hosts + rest))


def unremarkable(engine: Engine) -> dict[str, Value]:
    """A patient of whom everything is recorded at its leaning value, or at its first value where it has none."""
    wanted = [(name, element.leaning) for name, element in engine.rulebase.elements.items()]
    return consistent(engine, [(name, value) for name, value in wanted if value is not None])


def patients(engine: Engine, *, least: int = 0) -> st.SearchStrategy[dict[str, Value]]:
    """Hypothesis strategy: patients with few or many elements recorded, shrinking to few."""
    names = [name for name in engine.rulebase.elements if name in engine.cells]
    pairs = st.sampled_from(names).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(samples(engine, name)))
    )
    wanted = st.lists(pairs, min_size=least, max_size=len(names), unique_by=lambda pair: pair[0])
    return wanted.map(lambda found: consistent(engine, found))
