"""From raw input to a patient: read, checked, completed by what follows, or refused whole with all faults."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from immunote.engine.consequences import Clause, ClauseLiteral, Consequences
from immunote.engine.elements import Constraint, Derivation, Element
from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.formula import Formula, contradicts, rounded, term_of, worked_out
from immunote.engine.parsing import LARGEST, parse_text
from immunote.engine.profile import json_path, profile_validator, read_values
from immunote.engine.reference import truth_of
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Facts, Value, elements_in
from immunote.engine.truth import TRUE, UNKNOWN

MOST_KEPT = 1000
"""The results of formulas that are kept; then all are forgotten."""

__all__ = ["LARGEST", "Intake", "Patient", "derived_value", "parse_text"]


@dataclass(frozen=True)
class Patient:
    """One patient's facts. `given`: as recorded. `facts`: with what follows from them. `because`: why it follows.

    A member that is no answer (`not_an_answer`) stands in `given` and not in `facts`.

    `set_aside`: a recorded "no" that does not count yet, with the elements that it needs.
    """

    given: Mapping[str, Value]
    facts: Mapping[str, Value]
    because: Mapping[str, str]
    set_aside: Mapping[str, tuple[str, ...]]

    def __hash__(self) -> int:
        """By what was recorded, from which all else follows."""
        return hash(frozenset(self.given.items()))


class Intake:
    """Checks raw profiles against one rule base."""

    def __init__(self, rulebase: RuleBase) -> None:
        self.rulebase = rulebase
        self._validator = profile_validator(rulebase.elements)
        self.ties = Consequences(rulebase)
        self._by_formula: dict[tuple[object, ...], Value | None] = {}

    def forget(self) -> None:
        """Clear the cache of formulas. No answer changes."""
        self._by_formula.clear()

    def apart(self) -> Intake:
        """Return the same intake with a cache of its own."""
        own = copy(self)
        own._by_formula = {}
        return own

    def read(self, text: bytes | str) -> Patient:
        """Parse and check. Raises Refused with every fault."""
        return self.check(parse_text(text))

    def check(self, raw: Mapping[str, Any]) -> Patient:
        """Check a profile that is parsed already. Raises Refused with every fault (P04 to P15)."""
        given, faults = read_values(self._validator, self.rulebase.elements, raw)
        return self._completed(given, faults)

    def complete_given(self, given: Mapping[str, Value]) -> Patient:
        """What follows from values that are read already. Raises Refused with every fault."""
        return self._completed(given, [])

    def _completed(self, given: Mapping[str, Value], faults: list[Fault]) -> Patient:
        facts = self._answers(given)
        because: dict[str, str] = {}
        set_aside = self._set_aside(facts)
        faults += self._follow(given, facts, because)
        faults += self._ordered(facts)
        faults += self._within(facts)
        faults += [
            Fault(json_path(name), "P09", f"{name}: false", f"it is true, since {because[name]}", (name,))
            for name in set_aside
            if facts.get(name) is True
        ]
        if faults:
            raise Refused(sorted(set(faults)))
        self._fill_in(given, facts, because, set_aside, consistent=True)
        return Patient(given, facts, because, set_aside)

    def _answers(self, given: Mapping[str, Value]) -> dict[str, Value]:
        """Return the given values without enumeration members that are declared to be no answer."""
        return {name: value for name, value in given.items() if value not in self.rulebase.elements[name].not_an_answer}

    def without(self, given: Mapping[str, Value], elements: Container[str], assume: Mapping[str, Value]) -> Facts:
        """Return the facts of a record as if some elements were not recorded and others had assumed values.

        What follows is worked out anew. An assumed element with a host is assumed only where the host is true. The
        assumed values may contradict the record; the diagram then finds the facts impossible.
        """
        kept = {name: value for name, value in given.items() if name not in elements}
        facts, because = self._answers(kept), dict[str, str]()
        set_aside = self._set_aside(facts)
        self._follow(kept, facts, because)
        self._fill_in(kept, facts, because, set_aside, consistent=False)
        for name, value in assume.items():
            host = self.rulebase.elements[name].only_if
            if host is None or facts.get(host) is True:
                facts[name] = value
        self._follow(kept, facts, because)
        return facts

    def _fill_in(
        self,
        given: Mapping[str, Value],
        facts: dict[str, Value],
        because: dict[str, str],
        set_aside: Mapping[str, tuple[str, ...]],
        *,
        consistent: bool,
    ) -> None:
        """Fill in unknown elements by their `absent_means`, in the dictionary's order.

        A value that would contradict the record is left out. `consistent`: no constraint is broken so far.
        """
        for name, fillings in self.ties.fillings:
            for filling in fillings:
                if name in facts:
                    break
                if filling.when is not None and truth_of(filling.when, facts, {}) is not TRUE:
                    continue
                trial, why = {**facts, name: filling.value}, {**because, name: filling.because}
                if self._follow(given, trial, why, new=name if consistent else None) or any(
                    trial.get(each) is True for each in set_aside
                ):
                    continue
                facts.update(trial)
                because.update(why)

    def _set_aside(self, facts: dict[str, Value]) -> dict[str, tuple[str, ...]]:
        """Remove each recorded "no" whose `no_needs` is not true from `facts`.

        Return the elements removed, each with the elements that its "no" needs.
        """
        aside: dict[str, tuple[str, ...]] = {}
        for name, needs in self.ties.no_needs:
            if facts.get(name) is False and truth_of(needs, facts, {}) is not TRUE:
                aside[name] = elements_in(needs)
                del facts[name]
        return aside

    def _follow(
        self, given: Mapping[str, Value], facts: dict[str, Value], because: dict[str, str], new: str | None = None
    ) -> list[Fault]:
        """Add derived numbers, hosts and what constraints imply until nothing more follows; return the faults found.

        `new`: the one element that was added to facts from which nothing more followed, where that is so.
        """
        waiting = self.ties.clauses if new is None else self._clauses_on([new])
        while True:
            before = dict(facts)
            faults = [*self._derive(given, facts, because), *self._only_if(facts, because)]
            if waiting is not self.ties.clauses:  # a constraint that reads no new value says what it said before
                changed = [name for name, value in facts.items() if before.get(name) != value]
                waiting = self._clauses_on(changed if new is None else [new, *changed])
            faults += self._propagate(facts, because, list(waiting))
            if faults or facts == before:
                return faults
            waiting, new = [], None

    def _derive(self, given: Mapping[str, Value], facts: dict[str, Value], because: dict[str, str]) -> Iterator[Fault]:
        for name, derivation in self.ties.derivations:
            element = self.rulebase.elements[name]
            value = self._derived(element, derivation, facts)
            if value is None or (derivation.formula is not None and name in given):
                if value is not None:
                    yield from _contradicted(element, derivation, facts, value)
                continue
            if name in facts and derivation.formula is None and _differs(facts[name], value, derivation):
                shown = ", ".join(f"{each}: {_shown(facts[each])}" for each in derivation.inputs if each in facts)
                help_line = f"from {shown} it would be {_shown(value)}; correct one of them, or leave one out"
                yield Fault(json_path(name), "P15" if name in given else "P09", _shown(facts[name]), help_line, (name,))
                continue
            assert isinstance(value, Decimal)
            if not _is_plausible(element, value):
                shown = ", ".join(f"{each}: {_shown(facts[each])}" for each in derivation.inputs)
                help_line = f"`{name}` is plausible from {element.low} to {element.high}; one of them is mistaken"
                yield Fault(
                    json_path(derivation.inputs[0]),
                    "P09",
                    f"{shown} give {_shown(value)} {element.unit}",
                    help_line,
                    derivation.inputs,
                )
                continue
            facts[name] = value
            because[name] = self._worked_out(derivation)

    def _derived(self, element: Element, derivation: Derivation, facts: Facts) -> Value | None:
        """The value that a derivation gives; that of a formula is kept for the last patients, since it takes long."""
        if derivation.formula is None:
            return derived_value(element, derivation, facts)
        read = self.ties.read_by_formula[element.name]
        key = (element.name, *map(facts.get, read))
        if key not in self._by_formula:
            if len(self._by_formula) >= MOST_KEPT:
                self._by_formula.clear()
            self._by_formula[key] = derived_value(element, derivation, facts)
        return self._by_formula.get(key)

    def _worked_out(self, derivation: Derivation) -> str:
        labels = [self.rulebase.elements[each].label for each in derivation.inputs]
        if derivation.formula is not None:
            return f"worked out by {derivation.formula.called} from " + ", ".join(labels)
        return "worked out from " + " and ".join(labels)

    def _only_if(self, facts: dict[str, Value], because: dict[str, str]) -> Iterator[Fault]:
        for name, host in self.ties.hosts:
            if name not in facts:
                continue
            if facts.get(host) is False:
                help_line = f"`{name}` has a meaning only where `{host}` is true"
                yield Fault(json_path(name), "P09", f"{host}: false", help_line, (name, host))
            elif host not in facts:
                facts[host] = True
                because[host] = f"{self.rulebase.elements[name].label} is recorded"

    def _ordered(self, facts: Facts) -> Iterator[Fault]:
        for order in self.rulebase.orders:
            known = [name for name in order.elements if name in facts]
            for lower, upper in zip(known, known[1:], strict=False):
                low, high = facts[lower], facts[upper]
                assert isinstance(low, Decimal)
                assert isinstance(high, Decimal)
                if low > high or (order.strictly and low == high):
                    text = f"{lower}: {_shown(low)}, {upper}: {_shown(high)}"
                    yield Fault(json_path(lower), "P09", text, order.says, (lower, upper))

    def _within(self, facts: Facts) -> Iterator[Fault]:
        for each in self.rulebase.spans:
            whole = facts.get(each.within)
            if not isinstance(whole, Decimal):
                continue
            for name in each.most:
                value = facts.get(name)
                if isinstance(value, Decimal) and value >= each.reaches(name, whole):
                    text = f"{name}: {_shown(value)}, {each.within}: {_shown(whole)}"
                    yield Fault(json_path(name), "P09", text, each.says, (name, each.within))

    def assume(self, facts: dict[str, Value], name: str, value: Value) -> bool:
        """Add a value and what follows from it by the constraints; return whether it was added.

        A value that breaks a constraint is not added, and `facts` stay as they were.
        """
        trial = {**facts, name: value}
        if self._propagate(trial, {}, self._clauses_on([name])):
            return False
        facts.update(trial)
        return True

    def complete(self, facts: dict[str, Value], because: dict[str, str]) -> list[Fault]:
        """Add what follows from the constraints (unit propagation); return a fault for each constraint broken."""
        return self._propagate(facts, because, list(self.ties.clauses))

    def constraints_on(self, names: Iterable[str]) -> Iterator[Constraint]:
        """The constraints that read one of these elements."""
        return (clause.constraint for clause in self._clauses_on(names))

    def _clauses_on(self, names: Iterable[str]) -> list[Clause]:
        """Return the clauses that read one of these elements, in the order declared."""
        places = {place for name in names for place in self.ties.clauses_of.get(name, ())}
        return [self.ties.clauses[place] for place in sorted(places)]

    def _propagate(self, facts: dict[str, Value], because: dict[str, str], waiting: list[Clause]) -> list[Fault]:
        faults: list[Fault] = []
        while waiting:
            clause = waiting.pop(0)
            if clause.leaves_open(facts):
                continue
            unknown: ClauseLiteral | None = None
            for literal in clause.literals:
                truth = truth_of(literal.node, facts, {})
                if truth is TRUE or (truth is UNKNOWN and unknown is not None):
                    break  # it holds, or two of its literals are open
                if truth is UNKNOWN:
                    unknown = literal
            else:
                if unknown is None:
                    faults.append(_broken(clause, facts, because))
                elif unknown.forced is not None:
                    name, value = unknown.forced
                    facts[name] = value
                    because[name] = clause.constraint.says
                    waiting += [other for other in self._clauses_on([name]) if other not in waiting]
        return faults


def _broken(clause: Clause, facts: Facts, because: Mapping[str, str]) -> Fault:
    text = ", ".join(f"{name}: {_shown(facts[name])}" for name in clause.elements)
    first = next((name for name in clause.elements if name not in because), clause.elements[0])
    return Fault(json_path(first), "P09", shorten(text, 120), clause.constraint.in_words, clause.elements)


def derived_value(element: Element, derivation: Derivation, facts: Facts) -> Value | None:
    """The value that a derivation gives, at the element's decimals; None where an input is not known."""
    if derivation.formula is not None:
        return _by_formula(element, derivation.formula, facts)
    inputs = [facts.get(name) for name in derivation.inputs]
    if any(value is None for value in inputs):
        return None
    numbers = [Decimal(int(value)) if isinstance(value, bool) else value for value in inputs]
    exact = [number for number in numbers if isinstance(number, Decimal)]
    match derivation.how:
        case "scale":
            result = exact[0] * derivation.factor
        case "product":
            result = exact[0] * exact[1] * derivation.factor
        case "difference":
            result = exact[0] - exact[1]
        case "highest":
            result = max(exact)
        case "count":
            result = sum(exact, Decimal(0))
        case "ratio" | "ratio_to_square" if exact[1] == 0:
            return None
        case "ratio":
            result = exact[0] / exact[1]
        case _:
            result = exact[0] / (exact[1] * exact[1])
    return result.quantize(Decimal(1).scaleb(-element.decimals), ROUND_HALF_EVEN) + 0


def _by_formula(element: Element, formula: Formula, facts: Facts) -> Decimal | None:
    if formula.where is not None and truth_of(formula.where, facts, {}) is not TRUE:
        return None
    if formula.unless is not None and truth_of(formula.unless, facts, {}) is TRUE:
        return None
    term = term_of(formula, facts)
    result = None if term is None else worked_out(term, facts)
    return None if result is None else rounded(result, element.decimals)


def _contradicted(element: Element, derivation: Derivation, facts: Facts, derived: Value) -> Iterator[Fault]:
    """P15 where the value given for a formula's element is too far from what the formula gives; both are named."""
    given, formula = facts[element.name], derivation.formula
    assert formula is not None
    assert isinstance(given, Decimal)
    assert isinstance(derived, Decimal)
    if contradicts(formula, given, derived):
        shown = ", ".join(f"{each}: {_shown(facts[each])}" for each in derivation.inputs)
        help_line = (
            f"by {formula.called} from {shown} it would be {_shown(derived)} {element.unit}; which of them is newer, "
            "or in another unit? correct one, or leave one out"
        )
        subjects = (element.name, *derivation.essential)
        named = ", ".join(f"{each}: {_shown(facts[each])}" for each in subjects)
        yield Fault(json_path(element.name), "P15", named, help_line, subjects)


def _differs(given: Value, derived: Value, derivation: Derivation) -> bool:
    assert isinstance(given, Decimal)
    assert isinstance(derived, Decimal)
    allowed = derivation.tolerance * (abs(derived) if derivation.tolerance_is_relative else 1)
    return abs(given - derived) > allowed


def _is_plausible(element: Element, value: Decimal) -> bool:
    return (element.low is None or element.low <= value) and (element.high is None or value <= element.high)


def _shown(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value.normalize() + 0, "f")
    return str(value).lower() if isinstance(value, bool) else value
