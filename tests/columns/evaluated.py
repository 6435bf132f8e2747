"""Evaluated frames and single patients in one form, to be compared; and whole rule bases made at random."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from random import Random
from typing import Any

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.columns import Columns
from immunote.engine.columns.values import fact, fact_type
from immunote.engine.diagram import ImpossibleFactsError
from immunote.engine.elements import Element
from immunote.engine.explain import Explanation
from immunote.engine.flags import HoldingFlag, flags_of
from immunote.engine.intake import Patient
from immunote.engine.loading import load
from immunote.engine.noting import judge
from immunote.engine.rulebase import Named, Row, RuleBase
from immunote.engine.sentences import Text
from immunote.engine.tables import Flag, Flags, FlagValue
from immunote.engine.tree import Always, Facts, Node, Value
from immunote.engine.truth import FALSE, TRUE
from immunote.service.rulebases.in_use import engine_of
from tests.conftest import RULES
from tests.support.patients import consistent, random_patient, samples, unremarkable
from tests.support.random_lists import HERE, SmallList, all_values, random_list, some_facts

SOUP = RULES.parent.parent / "tests" / "rulebases" / "soup"


@dataclass(frozen=True)
class Answer:
    """All that is said of one patient; of facts that are impossible together, only the truths."""

    truths: Mapping[str, bool | None]
    status: str | None = None
    outcome: str | None = None
    leaning: str | None = None
    certainty: str | None = None
    reachable: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    deciding: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    open_flags: frozenset[str] = frozenset()


def facts_frame(elements: Iterable[Element], patients: Sequence[Facts]) -> pl.DataFrame:
    """The facts of patients as columns, beside their number in `row`."""
    held = [pl.Series("row", range(len(patients)), dtype=pl.Int64)]
    for element in elements:
        name = element.name
        values = [fact(element, facts[name]) if name in facts else None for facts in patients]
        held.append(pl.Series(name, values, dtype=fact_type(element)))
    return pl.DataFrame(held)


def together(columns: Columns, patients: Sequence[Facts]) -> list[Answer]:
    """What the columns say."""
    elements = [columns.rulebase.elements[name] for name in columns.inputs]
    evaluated = columns.evaluate(facts_frame(elements, patients))
    shown = columns.output(
        evaluated,
        ["status", "outcome", "leaning", "certainty", "reachable", "missing", "deciding", "flags", "open_flags"],
    )
    truths = evaluated.select(pl.col("^truth\\..*$").name.map(lambda name: name.removeprefix("truth.")))
    assert evaluated["row"].to_list() == list(range(len(patients)))
    return [
        Answer(truth, row["status"], row["outcome"], row["leaning"], row["certainty"],
               *(frozenset(row[name]) for name in ("reachable", "missing", "deciding", "flags", "open_flags")))
        for truth, row in zip(truths.iter_rows(named=True), shown.iter_rows(named=True), strict=True)
    ]  # fmt: skip


def alone(engine: Engine, facts: Facts) -> Answer:
    """What the reference evaluator and the diagram say, one patient at a time."""
    truths = engine.reference(facts)
    plain = {name: {TRUE: True, FALSE: False}.get(truth) for name, truth in truths.items()}
    explanation = Explanation(engine.rulebase.program, facts, truths)
    try:
        found = judge(engine, Patient(facts, facts, {}, {}), truths, explanation)
    except ImpossibleFactsError:
        holding = flags_of(engine.rulebase, facts, truths)
        return Answer(plain, flags=_ids(holding), open_flags=_ids(each for each in holding if each.is_open))
    return Answer(
        plain, found.status, found.outcome, found.leaning, found.certainty,
        frozenset(found.reachable), frozenset(found.missing), frozenset(found.rules),
        _ids(found.flags), _ids(each for each in found.flags if each.is_open),
    )  # fmt: skip


def _ids(flags: Iterable[HoldingFlag]) -> frozenset[str]:
    return frozenset(each.flag.id for each in flags)


def differences(engine: Engine, columns: Columns, patients: Sequence[Facts]) -> list[tuple[Facts, Answer, Answer]]:
    """The patients of whom columns and engine say different things."""
    pairs = zip(patients, together(columns, patients), strict=True)
    return [(facts, found, true) for facts, found in pairs if found != (true := alone(engine, facts))]


@lru_cache
def real() -> tuple[Engine, Columns]:
    """The rule base that ships."""
    engine = engine_of(RULES)
    return engine, Columns(engine)


@lru_cache
def soup() -> tuple[Engine, Columns]:
    """The second rule base."""
    engine = Engine.load(SOUP)
    return engine, Columns(engine)


def some_patients(engine: Engine, count: int, seed: int = 0) -> list[Facts]:
    """Facts of random patients: by chance alone, or near one who is unremarkable, published or wholly recorded."""
    rng = Random(seed)
    cases = [
        unremarkable(engine),
        *({**case.profile, **(case.completed or {})} for case in engine.rulebase.cases.values()),
    ]
    for _ in range(8):  # and some of whom nothing is left open
        rest = [(name, rng.choice(samples(engine, name))) for name in engine.cells]
        cases.append(consistent(engine, [*cases[0].items(), *rest]))
    cases = [dict(engine.patient(case).given) for case in cases]
    found: list[Facts] = []
    while len(found) < count:
        raw = random_patient(engine, rng, rng.random()) if rng.random() < 0.3 else _near(engine, rng.choice(cases), rng)
        found.append(engine.patient(raw).facts)
    return found


def _near(engine: Engine, case: Mapping[str, Value], rng: Random) -> dict[str, Value]:
    elements = engine.rulebase.elements
    changed = rng.sample(list(engine.cells), rng.randint(0, 4))
    wanted = [(name, rng.choice(samples(engine, name))) for name in changed]
    kept, leans = rng.uniform(0.3, 1), rng.random() < 0.6  # nobody leans while what has no leaning is not known
    wanted += [
        (name, value)
        for name, value in case.items()
        if name not in changed and (rng.random() < kept or (leans and elements[name].leaning is None))
    ]
    needed = dict.fromkeys([*engine.rulebase.about.leaning_requires, *engine.cells]) if leans else {}
    wanted += [
        (name, elements[name].leaning if elements[name].leaning is not None else rng.choice(samples(engine, name)))
        for name in needed
        if elements[name].leaning is None or name in engine.rulebase.about.leaning_requires
    ]
    return consistent(engine, wanted)


def random_engine(seed: int) -> tuple[Engine, Columns, list[Facts]] | None:
    """An engine on a rule base made at random, and patients of it; None where no patient is possible."""
    rng = Random(seed)
    small = random_list(rng, most_elements=6)
    if not small.patients:
        return None
    engine = Engine(rulebase_of(small, rng))
    patients = [some_facts(rng, small, rng.random()) for _ in range(40)]
    completed = []
    for facts in patients:
        held = dict(facts)
        assert engine.intake.complete(held, {}) == []
        completed.append(held)
    return engine, Columns(engine), completed


def rulebase_of(small: SmallList, rng: Random | None = None) -> RuleBase:
    """A rule base around a decision list; where `rng` is given, with leanings, hosts and requirements by chance."""
    base = _base()
    elements = small.elements
    if rng is not None:
        elements = {name: _random_element(rng, element, small) for name, element in elements.items()}
    names = list(elements)
    about = base.about.model_copy(update={
        "leaning_requires": rng.sample(names, rng.choice([0, 0, 1])) if rng else [],
        "insufficient_unless_known": rng.sample(names, rng.choice([0, 0, 1])) if rng else [],
    })  # fmt: skip
    return replace(
        base,
        about=about,
        elements=elements,
        constraints=small.constraints,
        orders=(),
        named={name: _random_named(rng or Random(0), name, when) for name, when in small.program.items()},
        rows=tuple(Row(f"r{i}", outcome, when, Text("", HERE), HERE) for i, (outcome, when) in enumerate(small.rows)),
        exclusion_conditions={},
        flags=_random_flags(rng, small) if rng else Flags(),
    )


@lru_cache
def _base() -> RuleBase:
    return load(SOUP)


def _random_element(rng: Random, element: Element, small: SmallList) -> Element:
    leaning: Any = rng.choice(all_values(element)) if rng.random() < 0.8 else None
    hosts = [name for name, each in small.elements.items() if each.type == "boolean" and name != element.name]
    return replace(element, leaning=leaning, only_if=rng.choice(hosts) if hosts and rng.random() < 0.3 else None)


def _random_flags(rng: Random, small: SmallList) -> Flags:
    """None, one or two flags, each on a condition of the list, that hold back some of the outcomes."""
    elements, booleans = list(small.elements), [n for n, each in small.elements.items() if each.type == "boolean"]
    outcomes = list(dict.fromkeys(outcome for outcome, _ in small.rows))
    conditions = [when for _, when in small.rows[:-1] if not isinstance(when, Always)]
    flags = [
        Flag(
            f"f{i}",
            "",
            f"flag.f{i}",
            rng.choice(conditions),
            rng.choice([None, *booleans]),
            tuple(rng.sample(elements, rng.randint(0, 2))),
            (),
            Text("", HERE),
            (),
            None,
            HERE,
        )
        for i in range(rng.randint(0, 2) if conditions else 0)
    ]
    values = [FlagValue(elements[0], "flag_value.a", rng.choice(conditions), Text("", HERE), "")] if conditions else []
    held = rng.sample(outcomes, rng.randint(0, len(outcomes)))
    return Flags(tuple(held), tuple(values if rng.random() < 0.3 else []), {}, tuple(flags))


def _random_named(rng: Random, name: str, when: Node) -> Named:
    kind = rng.choice(["definition", "worry", "pleasure", "pleasure"])
    certainty = rng.choice(list(_base().about.certainties))
    return Named(name, name, when, "", (), None, (), HERE, kind=kind, certainty=certainty)
