"""Profiles on which evaluators could differ, and the answers of each in one form, to be compared.

Values as a typed Parquet file holds them: booleans, numbers as floats (so that NaN, infinities and fractions occur),
members as text. A profile that is refused is an answer too: which elements, by which codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import chain, cycle
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from immunote.engine.api import Engine
from immunote.engine.diagram import ImpossibleFactsError
from immunote.engine.explain import Explanation
from immunote.engine.faults import Refused
from immunote.engine.noting import judge
from immunote.engine.tree import Compare, walk
from immunote.engine.truth import FALSE, TRUE
from tests.support.patients import consistent, random_patient, samples, unremarkable

if TYPE_CHECKING:
    import polars as pl

    from immunote.engine.columns import Columns
    from immunote.engine.tables import Case
    from immunote.engine.tree import Value

Raw = dict[str, Any]
ODD = 0.06
"""The share of random profiles into which one odd value is put."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one evaluator says of one profile. `refused`: (element or $, code); then the rest is empty."""

    refused: frozenset[tuple[str, str]] = frozenset()
    status: str | None = None
    outcome: str | None = None
    leaning: str | None = None
    certainty: str | None = None
    reachable: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    open_flags: tuple[str, ...] = ()
    truths: tuple[bool | None, ...] = ()


def plain(value: Any) -> Any:
    """A value as a typed file holds it."""
    return float(value) if isinstance(value, Decimal) else value


def profiles(engine: Engine, count: int, seed: int) -> list[Raw]:
    """`count` profiles: the adversarial ones (all of them from about 4,000 on), and random ones."""
    rng = Random(seed)
    found = list(adversarial(engine, rng))
    found = rng.sample(found, min(len(found), count * 6 // 10))
    whole = [unremarkable(engine), *({**case.profile, **(case.completed or {})} for case in _cases(engine))]
    whole += settled_patients(engine, rng, 6)
    examples = [each.given for several in engine.rulebase.examples.values() for each in several]
    while len(found) < count:
        # patients of chance alone are mostly settled at once; those near a published case seldom are
        facts = _near(engine, whole, examples, rng) if rng.random() < 0.8 else _random(engine, rng)
        raw = _plain(facts)
        if rng.random() < ODD:
            _break(engine, raw, rng)
        found.append(raw)
    return found


def adversarial(engine: Engine, rng: Random) -> Iterator[Raw]:
    """Each threshold below, at and above, on top of several patients; each element missing in turn; odd numbers."""
    whole = [_plain(unremarkable(engine))]
    whole += [{**_plain(case.profile), **_plain(case.completed or {})} for case in _cases(engine)]
    yield {}
    yield from whole
    whole += [_plain(facts) for facts in settled_patients(engine, rng, 1)]
    some = cycle([*whole, *(_plain(random_patient(engine, rng, share)) for share in (0.2, 0.5, 0.8, 0.95) * 5)])
    for name, limit in dict.fromkeys(_limits(engine)):
        step = Decimal(1).scaleb(-engine.rulebase.elements[name].decimals)
        for value in (limit - step, limit - step / 2, limit, limit + step / 2, limit + step):
            yield {**next(some), name: float(value)}
            yield {**whole[0], name: float(value)}
            yield {name: float(value)}
    for raw in whole:
        for name in raw:
            yield {key: value for key, value in raw.items() if key != name}
            yield {**raw, name: None}
    for name, element in engine.rulebase.elements.items():
        if element.is_number:
            for value in (float("nan"), float("inf"), -float("inf"), -0.0, 1e300, 5e-324):
                yield {**next(some), name: value}


def _cases(engine: Engine) -> list[Case]:
    return list(engine.rulebase.cases.values())


def _random(engine: Engine, rng: Random) -> dict[str, Value]:
    return random_patient(engine, rng, rng.random())


def settled_patients(engine: Engine, rng: Random, each: int) -> Iterator[dict[str, Value]]:
    """About `each` patients of every outcome: what is open is answered so that the outcome stays possible."""
    diagram = engine.diagram
    for outcome in diagram.outcomes:
        for _ in range(each):
            facts: dict[str, Value] = {}
            left, refused = diagram.narrowing(facts), set[str]()
            while True:
                patient = engine.patient(_plain(facts))
                left = left.to(patient.facts)
                if len(left.reachable) == 1:
                    yield facts
                    break
                # what a "no" needs that was set aside; and elements that constraints tie to each other, none missing
                needed = [name for names in patient.set_aside.values() for name in names]
                names = [
                    name for name in {**diagram.cells, **dict.fromkeys(needed)} if name not in facts.keys() | refused
                ]
                rng.shuffle(names)
                asked = (name for name in names if name in needed or left.matters(name))
                tied = (name for name in names if name in engine.outcome_elements and name not in patient.facts)
                name = next(asked, None) or next(tied, None)
                if name is None:  # all is known, and constraints that only together rule something out leave two
                    break
                values = samples(engine, name)
                rng.shuffle(values)
                kept = next((value for value in values if _leaves(engine, {**facts, name: value}, outcome)), None)
                if kept is None:  # an answer may be refused beside those given before
                    refused.add(name)
                else:
                    facts[name] = kept


def _leaves(engine: Engine, facts: dict[str, Value], outcome: str) -> bool:
    """Whether a patient may come to that outcome."""
    try:
        return outcome in engine.diagram.reachable(engine.patient(_plain(facts)).facts)
    except (ImpossibleFactsError, Refused):
        return False


def _near(
    engine: Engine, whole: Sequence[Mapping[str, Any]], examples: Sequence[Mapping[str, Any]], rng: Random
) -> dict[str, Value]:
    """A published patient with an example laid over it, some answers changed and some left out, still consistent."""
    changed = rng.sample(list(engine.cells), rng.choice([0, 0, 1, 2, 4, 8]))
    wanted = [(name, rng.choice(samples(engine, name))) for name in changed]
    over = rng.choice(examples) if rng.random() < 0.5 else {}
    kept = rng.choice([0.5, 0.9, 1])
    for case in (over, rng.choice(whole)):
        wanted += [(name, exact(value)) for name, value in case.items() if name not in changed and rng.random() < kept]
    return consistent(engine, [(name, value) for name, value in wanted if value is not None])


def exact(value: Any) -> Any:
    """A value as the engine holds it."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value


def _plain(values: Mapping[str, Any]) -> Raw:
    return {name: plain(value) for name, value in values.items()}


def _limits(engine: Engine) -> Iterator[tuple[str, Decimal]]:
    conditions = chain(
        engine.rulebase.program.values(),
        (literal for constraint in engine.rulebase.constraints for literal in constraint.literals),
    )
    for condition in conditions:
        for node in walk(condition):
            if isinstance(node, Compare):
                yield node.element, node.value
    for name, element in engine.rulebase.elements.items():
        for limit in (element.low, element.high, *element.accepted):
            if limit is not None:
                yield name, limit


def _break(engine: Engine, raw: Raw, rng: Random) -> None:
    """One value that is odd: out of range, no member, not a number, or of another patient."""
    name, element = rng.choice(list(engine.rulebase.elements.items()))
    if element.type == "boolean":
        raw[name] = rng.random() < 0.5
    elif element.is_number:
        assert element.low is not None
        assert element.high is not None
        low, high = float(element.low), float(element.high)
        raw[name] = rng.choice([low - 1, high + 1, float("nan"), rng.uniform(low, high), round(rng.uniform(low, high))])
    else:
        raw[name] = rng.choice([*element.values, "no such member"])


def frame_of(engine: Engine, raws: Sequence[Raw]) -> pl.DataFrame:
    """The profiles as one typed frame: `row`, then every element."""
    import polars as pl

    types = {"boolean": pl.Boolean, "integer": pl.Float64, "decimal": pl.Float64, "enumeration": pl.String}
    columns = [pl.Series("row", range(len(raws)), dtype=pl.Int64)]
    for name, element in engine.rulebase.elements.items():
        columns.append(pl.Series(name, [raw.get(name) for raw in raws], dtype=types[element.type]))
    return pl.DataFrame(columns)


def by_definition(engine: Engine, raw: Raw) -> Answer:
    """One at a time: durable-rules, checked against the reference evaluator, and the diagram. Raises Disagreement."""
    try:
        patient = engine.patient(raw)
        truths = engine.truths(patient.facts)
        explanation = Explanation(engine.rulebase.program, patient.facts, truths)
        found = judge(engine, patient, truths, explanation)
    except Refused as refused:
        return Answer(frozenset((fault.place.removeprefix("$.") or "$", fault.code) for fault in refused.faults))
    except ImpossibleFactsError:
        return Answer(frozenset({("$", "P09")}))
    return Answer(
        status=found.status,
        outcome=found.outcome,
        leaning=found.leaning,
        certainty=found.certainty,
        reachable=found.reachable,
        missing=tuple(found.missing),
        deciding=tuple(name for name in engine.rulebase.rules if name in found.rules),
        flags=tuple(each.flag.id for each in found.flags),
        open_flags=tuple(each.flag.id for each in found.flags if each.is_open),
        truths=tuple({TRUE: True, FALSE: False}.get(truths[name]) for name in engine.rulebase.program),
    )


def by_columns(columns: Columns, raws: Sequence[Raw]) -> list[Answer]:
    """All at once, by Polars."""
    checked = columns.check(frame_of(columns.engine, raws), texts=False)
    evaluated = columns.evaluate(checked.facts)
    names = ["status", "outcome", "leaning", "certainty", "reachable", "missing", "deciding", "flags", "open_flags"]
    shown = columns.output(evaluated, names)
    found = {row: Answer(refused) for row, refused in refusals(checked.faults).items()}
    truths = evaluated.select(f"truth.{name}" for name in columns.rulebase.program)
    rows = zip(evaluated["row"], evaluated["reachable"], shown.iter_rows(named=True), truths.iter_rows(), strict=True)
    for row, reachable, said, held in rows:
        found[row] = answer(said, held) if reachable else Answer(frozenset({("$", "P09")}))
    assert sorted(found) == list(range(len(raws))), "a row was lost"
    return [found[row] for row in range(len(raws))]


def list_of(engine: Engine, raws: Sequence[Raw]) -> pl.DataFrame:
    """The profiles as a list: `id`, then every element."""
    import polars as pl

    return frame_of(engine, raws).with_columns(pl.col("row").cast(pl.String)).rename({"row": "id"})


def answers_of_result(engine: Engine, out: Path, count: int) -> list[Answer]:
    """What `immunote list` wrote of `list_of` so many; of truths the rules' alone."""
    import polars as pl

    faults = pl.read_csv(out / "quarantine.csv")
    placed = faults.select(pl.col("row") - 1, pl.col("column").fill_null("$").alias("element"), "code")
    found = {row: Answer(refused) for row, refused in refusals(placed).items()}
    for row in pl.read_parquet(out / "part-*.parquet").iter_rows(named=True):
        found[int(row["id"])] = answer(row, (row[f"rule.{name}"] for name in engine.rulebase.rules))
    return [found[row] for row in range(count)]


def only_rules(engine: Engine, answers: Iterable[Answer]) -> list[Answer]:
    """The answers with the truths of rules alone, which is what a result shows."""
    places = [place for place, name in enumerate(engine.rulebase.program) if name in engine.rulebase.rules]
    return [
        replace(each, truths=tuple(each.truths[place] for place in places)) if each.truths else each for each in answers
    ]


def answer(said: Mapping[str, Any], truths: Iterable[bool | None]) -> Answer:
    """One row of a result, with truths beside it."""
    words = {name: said[name] for name in ("status", "outcome", "leaning", "certainty")}
    lists = {name: tuple(said[name]) for name in ("reachable", "missing", "deciding", "flags", "open_flags")}
    return Answer(truths=tuple(truths), **words, **lists)


def refusals(faults: pl.DataFrame) -> dict[int, frozenset[tuple[str, str]]]:
    """Row -> (element or $, code) of each of its faults."""
    found: dict[int, set[tuple[str, str]]] = {}
    for row, element, code in faults.select("row", "element", "code").iter_rows():
        found.setdefault(row, set()).add((element, code))
    return {row: frozenset(each) for row, each in found.items()}


def by_definition_in_parallel(folder: Path, raws: Sequence[Raw], processes: int) -> list[Answer]:
    """The same over several processes, in order."""
    size = max(1, len(raws) // (4 * processes))
    shares = [raws[at : at + size] for at in range(0, len(raws), size)]
    # spawned, since a copy of a process in which Polars has threads may wait for ever
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(chain.from_iterable(pool.map(_share, [folder] * len(shares), shares)))


@lru_cache(maxsize=1)
def _engine(folder: Path) -> Engine:
    return Engine.load(folder)


def _share(folder: Path, raws: Sequence[Raw]) -> list[Answer]:
    return [by_definition(_engine(folder), raw) for raw in raws]


def differences(
    raws: Iterable[Raw], one: Sequence[Answer], other: Sequence[Answer]
) -> list[tuple[Raw, Answer, Answer]]:
    """The profiles of which two evaluators say different things."""
    return [(raw, a, b) for raw, a, b in zip(raws, one, other, strict=True) if a != b]
