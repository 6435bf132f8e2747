"""Raw rows of a rule base, ordinary and adversarial, and what the engine makes of each of them alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.columns.intake import Checked
from immunote.engine.elements import Element
from immunote.engine.faults import Refused
from immunote.engine.profile import NOT_KNOWN
from immunote.engine.tree import Compare, Value, elements_in, walk
from tests.support.patients import random_patient

HOUSE = Path(__file__).parent.parent.parent
RULEBASES = [HOUSE / "rules" / "ssc_ivig", *sorted(path for path in (HOUSE / "tests" / "rulebases").iterdir())]

Outcome = dict[str, Value] | list[tuple[str, str, str, str]]
"""What intake makes of a row: its facts, or its faults as (element, code, text, help)."""


@cache
def engine_of(folder: Path) -> Engine:
    return Engine.load(folder)


def alone(engine: Engine, raw: Mapping[str, Any], inputs: Sequence[str]) -> Outcome:
    """What the engine's own intake makes of a raw profile."""
    try:
        facts = engine.patient(raw).facts
    except Refused as refused:
        return [(fault.place.removeprefix("$."), fault.code, fault.text, fault.help) for fault in refused.faults]
    return {name: facts[name] for name in inputs if name in facts}


def in_columns(engine: Engine, checked: Checked, rows: Sequence[int]) -> list[Outcome]:
    """The same from a checked frame, row by row; a row that is neither good nor bad, or both, fails."""
    elements = engine.rulebase.elements
    good = {line["row"]: line for line in checked.facts.iter_rows(named=True)}
    bad: dict[int, list[tuple[str, str, str, str]]] = {}
    for row, *fault in checked.faults.iter_rows():
        bad.setdefault(row, []).append((fault[0], fault[1], fault[2], fault[3]))
    assert sorted([*good, *bad]) == sorted(rows)
    outcomes: list[Outcome] = []
    for row in rows:
        if row in bad:
            outcomes.append(bad[row])
            continue
        cells = {name: cell for name, cell in good[row].items() if name != "row" and cell is not None}
        outcomes.append({name: _meant(elements[name], cell) for name, cell in cells.items()})
    return outcomes


def _meant(element: Element, cell: Any) -> Value:
    if element.type == "boolean":
        assert isinstance(cell, bool)
        return cell
    if element.type == "enumeration":
        return [*element.values][cell]
    return Decimal(cell) / 10**element.decimals


def numbers_near(engine: Engine, name: str) -> list[Decimal]:
    """Numbers below, at and above every threshold and every end of the range, ties between two decimals among them."""
    element = engine.rulebase.elements[name]
    rulebase = engine.rulebase
    conditions = [*rulebase.program.values(), *(lit for clause in rulebase.constraints for lit in clause.literals)]
    limits = [
        node.value
        for condition in conditions
        for node in walk(condition)
        if isinstance(node, Compare) and name in elements_in(node)
    ]
    mistaken = element.mistaken_unit or {}
    limits += [Decimal(end) for end in (element.low, element.high, mistaken.get("above"), mistaken.get("below")) if end]
    step = Decimal(1).scaleb(-element.decimals)
    shifts = [Decimal(0), step, step / 2, step * 3 / 2, step / 2 + step / 1000, step / 2 - step / 1000, step / 10**9]
    return [limit + sign * shift for limit in dict.fromkeys(limits) for shift in shifts for sign in (1, -1)]


def number(engine: Engine, name: str, rng: Random) -> Decimal:
    """A number that an element may hold, or may just not."""
    element = engine.rulebase.elements[name]
    if rng.random() < 0.5:
        return rng.choice(numbers_near(engine, name))
    assert element.low is not None
    assert element.high is not None
    whole = rng.randint(int(element.low), int(element.high))
    return Decimal(whole) + rng.randint(0, 9999) * Decimal(1).scaleb(-rng.choice([0, 1, 2, 3, 4]) - 1)


BAD_NUMBERS = [
    "0,07",
    "1e3",
    "5 mg",
    "<5",
    " 5",
    "5 ",
    "+5",
    ".5",
    "5.",
    "012",
    "-",
    "nan",
    "inf",
    "0x10",
    "٣",
    "1_000",
]
BAD_WORDS = ["yes", "TRUE", "True", "1", "0", " true", "true ", "Unknown", "NA", "n/a", "é", '{"a": 1}', "{help}"]


def text_cell(engine: Engine, name: str, value: Value | None, rng: Random, odd: float) -> str | None:
    """A field of a list in text: the value as written, or with the chance `odd` something to trip over."""
    element = engine.rulebase.elements[name]
    if rng.random() < odd:
        kind = rng.random()
        if kind < 0.2:
            return rng.choice(["", None, NOT_KNOWN])
        if kind < 0.4:
            return rng.choice(BAD_NUMBERS + BAD_WORDS)
        if element.is_number:
            found = number(engine, name, rng)
            return rng.choice([f"{found:f}", f"{found:f}00000000000000000000", f"{-found:f}", "9" * 30, "-0", "-0.000"])
        if element.type == "boolean":
            return rng.choice(["true", "false"])
        return rng.choice([*element.values, next(iter(element.values)).upper()])
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else f"{value:f}"


_JSON_NUMBER = re.compile(r"[-0-9.]+")


def text_as_raw(element: Element, cell: str | None) -> Any:
    """What a profile would hold for a field of text, by the JSON parser: it decides what a number is."""
    if cell is None or cell == "":
        return None
    if element.type == "boolean" and cell in ("true", "false"):
        return json.loads(cell)
    if element.is_number and _JSON_NUMBER.fullmatch(cell) and cell.isascii():
        try:
            return json.loads(cell, parse_float=Decimal, parse_int=Decimal)
        except json.JSONDecodeError:
            return cell
    return cell


def typed_column(engine: Engine, name: str, values: Sequence[Value | None], rng: Random, odd: float) -> pl.Series:
    """A column of a type that fits the element; some cells are replaced by adversarial ones of that type."""
    element = engine.rulebase.elements[name]
    if element.type == "boolean":
        return pl.Series(name, values, dtype=pl.Boolean)
    if element.type == "enumeration":
        words = [*element.values, next(iter(element.values)).upper(), "", NOT_KNOWN]
        cells = [rng.choice(words) if rng.random() < odd else value for value in values]
        dtype = rng.choice([pl.String(), pl.Categorical(), pl.Enum(sorted(set(words)))])
        return pl.Series(name, cells, dtype=pl.String).cast(dtype)
    numbers = [number(engine, name, rng) if rng.random() < odd else value for value in values]
    exact = [None if each is None else Decimal(each) for each in numbers]
    kind = rng.choice(["float", "float", "float", "decimal", "integer", "object"])
    if kind == "float":
        strange = [float("nan"), float("inf"), -float("inf"), -0.0, 1e300, 5e-324]
        floats = [None if each is None else float(each) for each in exact]
        return pl.Series(
            name, [rng.choice(strange) if rng.random() < odd / 4 else each for each in floats], dtype=pl.Float64
        )
    if kind == "decimal":
        scale = rng.randint(0, 12)
        cells = [None if each is None else round(each, scale) for each in exact]
        return pl.Series(name, cells, dtype=pl.Decimal(30, scale))
    if kind == "integer":
        dtype = rng.choice([pl.Int64(), pl.Int32(), pl.UInt64(), pl.Int128(), pl.Float64()])
        ints = [None if each is None else abs(int(each)) for each in exact]
        return pl.Series(name, ints, dtype=dtype)
    mixed = [rng.choice([NOT_KNOWN, "5", True, [1], {"a": 1}, 10**40]) if rng.random() < odd else e for e in exact]
    return pl.Series(name, mixed, dtype=pl.Object)


def profiles(engine: Engine, rng: Random, count: int) -> list[dict[str, Value]]:
    """Patients with few or many elements recorded; some elements are then changed, so that facts contradict."""
    found = []
    names = [*engine.rulebase.elements]
    for _ in range(count):
        patient = random_patient(engine, rng, rng.random())
        for name in rng.sample(names, min(rng.choice([0, 0, 1, 2, 6]), len(names))):
            element = engine.rulebase.elements[name]
            if element.is_number:
                patient[name] = number(engine, name, rng)
            else:
                patient[name] = rng.choice([*element.values]) if element.values else rng.random() < 0.5
        found.append(patient)
    return found
