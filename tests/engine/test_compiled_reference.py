"""The compiled reference is the reference: proved condition by condition, and tried on random programs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import pytest
import z3  # type: ignore[import-untyped]

from immunote.engine import reference
from immunote.engine.api import Disagreement, Engine
from immunote.engine.compiled_reference import BITS, ReferenceSource, compiled
from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Compare,
    Is,
    Known,
    Node,
    Not,
    OneOf,
    Or,
    Program,
    Ref,
    refuse,
)
from immunote.engine.truth import FALSE, TRUE
from tests.engine.bad_rules import SOUP
from tests.engine.test_chaining import some_facts, some_program
from tests.engine.test_properties import ENGINE

PROGRAMS = {"ssc_ivig": ENGINE.rulebase.program, "soup": Engine.load(SOUP).rulebase.program}


class Kleene:
    """The definition in z3: false 0, unknown 1, true 2; *and* the least, *or* the greatest, *not* two less it."""

    def __init__(self, of: Callable[[Node], Any]) -> None:
        self.of = of

    def __call__(self, node: Node) -> Any:
        match node:
            case Always():
                return z3.IntVal(2)
            case Is() | Compare() | OneOf() | Known() | Ref():
                return self.of(node)
            case Not(child):
                return 2 - self(child)
            case And(children):
                return self.best(children, lambda one, other: one < other)
            case Or(children):
                return self.best(children, lambda one, other: one > other)
            case AtLeast(count, children, _):
                true = z3.Sum([z3.If(self(child) == 2, 1, 0) for child in children])
                left = z3.Sum([z3.If(self(child) == 0, 0, 1) for child in children])
                return z3.If(true >= count, 2, z3.If(left >= count, 1, 0))
        refuse(node, "proof")

    def best(self, children: Sequence[Node], better: Callable[[Any, Any], Any]) -> Any:
        found, *others = map(self, children)
        for other in others:
            found = z3.If(better(other, found), other, found)
        return found


class Swapped:
    """What `SWAPPED` is to numbers, for bits in z3."""

    def __getitem__(self, bits: Any) -> Any:
        return z3.LShR(bits, 1) | (bits & 1) << 1


def at_least(count: int, parts: Sequence[Any]) -> Any:
    can_hold = z3.Sum([z3.If(part & 1 == 1, 1, 0) for part in parts]) >= count
    can_fail = z3.Sum([z3.If(part == 1, 1, 0) for part in parts]) < count
    zero, one, two = (z3.BitVecVal(number, 3) for number in range(3))
    return z3.If(can_hold, one, zero) | z3.If(can_fail, two, zero)


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_compiled_condition_is_proved_equal_to_its_definition(name: str) -> None:
    """Whatever the truths of its atoms and of the names that it reads, a condition's own code gives what is defined."""
    program = PROGRAMS[name]
    source = ReferenceSource(program)
    bits = {each: z3.BitVec(each, 3) for each in (*source.atoms.values(), *source.names.values())}

    def rank(node: Node) -> Any:
        held = bits[source.names[node.name] if isinstance(node, Ref) else source.atoms[node]]
        return z3.If(held == BITS[TRUE], 2, z3.If(held == BITS[FALSE], 0, 1))

    defined = Kleene(rank)
    solver = z3.Solver()
    solver.add([z3.And(each >= 1, each <= 3) for each in bits.values()])
    for condition, lines in source.conditions.items():
        held = {**bits, "swapped": Swapped(), "at_least": at_least}
        exec("\n".join(lines), held)
        found = held[source.names[condition]]
        found = z3.BitVecVal(found, 3) if isinstance(found, int) else found
        meant = defined(program[condition])
        as_bits = z3.If(meant == 2, z3.BitVecVal(1, 3), z3.If(meant == 0, z3.BitVecVal(2, 3), z3.BitVecVal(3, 3)))
        assert solver.check(found != as_bits) == z3.unsat, condition


@pytest.mark.parametrize("seed", range(60))
def test_random_programs_mean_the_same_with_facts_dropped(seed: int) -> None:
    program = some_program(seed)
    evaluate = compiled(program)
    rng = random.Random(seed)
    for known in (0.0, 0.4, 0.75, 1.0):
        facts = some_facts(rng, program, known)
        assert evaluate(facts) == reference.evaluate(program, facts)


def test_known_is_two_valued() -> None:
    program: Program = {"is_recorded": Known("ck"), "is_not": Not(Known("ck"))}
    evaluate = compiled(program)
    assert evaluate({}) == {"is_recorded": FALSE, "is_not": TRUE} == reference.evaluate(program, {})
    assert evaluate({"ck": False}) == {"is_recorded": TRUE, "is_not": FALSE}


def test_a_node_that_it_does_not_know_is_refused_by_name() -> None:
    with pytest.raises(NotImplementedError, match="compiled reference back end has no translation for `object`"):
        compiled({"something": object()})  # type: ignore[dict-item]


def test_no_note_leaves_where_the_compiled_reference_says_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(ENGINE.rulebase, ENGINE.compiled)
    right = engine.compiled_reference
    name = next(iter(engine.rulebase.rules))

    def wrong(facts: Any) -> Any:
        return {**right(facts), name: TRUE}

    monkeypatch.setitem(engine.__dict__, "compiled_reference", wrong)
    with pytest.raises(Disagreement):
        engine.note({})
