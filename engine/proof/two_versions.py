"""Two versions of a rule base: can any patient have another outcome, and who?

A patient here has values that fit both versions. What both declare alike is one value to both; where they declare it
in another way, the values are tied together as a record would tie them (a member by its name, a number by rounding), or
not at all, where one entry of a record cannot mean the same to both.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import z3  # type: ignore[import-untyped]

from immunote.engine.api import Engine
from immunote.engine.diagram import ImpossibleFactsError
from immunote.engine.elements import Element
from immunote.engine.faults import Refused
from immunote.engine.noting.outcome import corrected_facts
from immunote.engine.profile import value_json
from immunote.engine.proof.counterexample import Json, recordable
from immunote.engine.proof.prover import SECONDS, Prover
from immunote.engine.proof.variables import Variable, variables
from immunote.engine.questions import flags_open
from immunote.engine.tree import Value

Profiles = tuple[dict[str, Json], dict[str, Json]]

_PATIENTS_ASKED_FOR = 24
"""With 6, two of sixty seeds of z3 found no profile of a move that has one; with 12 each did."""


@dataclass(frozen=True)
class Moved:
    """A patient with another outcome in each version, as a short profile for each; None where no record shows it."""

    old_outcome: str
    new_outcome: str
    profiles: Profiles | None


class TwoVersions:
    """Questions about all patients of two versions. Not safe to share between threads: z3 is not."""

    def __init__(self, old: Engine, new: Engine, seconds: float = SECONDS) -> None:
        self.old, self.new = Prover(old, seconds), Prover(new, seconds)
        # Both provers call the value of an element by its name, so to z3 it is one value. Only what the two declare in
        # different ways needs a name of its own in the new version.
        both = [name for name in self.new.variables if name in self.old.variables]
        others = {name: self.new.variables[name].element for name in both if not self._is_alike(name)}
        self._others = variables(others, copy=".new")
        self._ties = [
            _tie(self.old.variables[name], self._others[name])
            for name in others
            if _same_kind(self.old.variables[name].element, others[name])
        ]

    @property
    def apart(self) -> tuple[str, ...]:
        """The elements that do not mean the same in both versions, so that no record holds both values."""
        return tuple(
            name
            for name, each in self._others.items()
            if not _same_kind(self.old.variables[name].element, each.element)
        )

    def has_patients(self) -> bool:
        """Whether any patient fits both versions. Raises Uncertain."""
        return Prover.ask(self._solver(), ()) is not None

    def moves(self) -> Iterator[Moved]:
        """Yield a patient for each pair of outcomes (old, new) that differ and that some patient has; in order.

        If it yields none, no patient's outcome differs between the versions. Raises Uncertain.
        """
        solver = self._solver()
        is_recordable = [self.old.is_recordable, self._of_new(self.new.is_recordable)]
        new_outcomes = {name: self._of_new(has_it) for name, has_it in self.new.outcomes.items()}
        ours, theirs = (list(prover.rulebase.outcomes) for prover in (self.old, self.new))
        for before, after in itertools.product(ours, theirs):
            if before != after and before in self.old.outcomes and after in new_outcomes:
                moved = z3.And(self.old.outcomes[before], new_outcomes[after])
                as_recorded = self._moved(solver, [moved, *is_recordable], before, after)
                if found := as_recorded or self._moved(solver, [moved], before, after):
                    yield found

    def _moved(self, solver: z3.Solver, wanted: Sequence[Any], before: str, after: str) -> Moved | None:
        """Return a patient for whom `wanted` holds, with profiles if one of the first few has any; else None.

        z3 does not know how derived elements are worked out, so its patient may contradict these. Then the next patient
        asked for differs in one of the derived elements or of their inputs.
        """
        others: list[Any] = []
        somebody = False
        for _ in range(_PATIENTS_ASKED_FOR):
            model = Prover.ask(solver, [*wanted, *others])
            if model is None:
                break
            somebody = True
            if profiles := self._profiles(model, before, after):
                return Moved(before, after, profiles)
            values = [self.old.variables[name].value for name in self._worked_out]
            others.append(z3.Or([value != model.eval(value, model_completion=True) for value in values]))
        return Moved(before, after, None) if somebody else None

    @property
    def _worked_out(self) -> list[str]:
        """The elements of the old version that are derived, and their inputs."""
        found: set[str] = set()
        for name, element in self.old.rulebase.elements.items():
            for each in element.derivations:
                found |= {name, *each.inputs}
        return [name for name in self.old.variables if name in found]

    def _solver(self) -> z3.Solver:
        solver = self.old.solver()
        solver.add(self._of_new(self.new.is_possible), *self._ties)
        solver.add([each.domain for each in self._others.values()])
        return solver

    def _of_new(self, claim: Any) -> Any:
        """Return a claim of the new version's prover, about the variables made for elements declared differently."""
        swaps = [(self.new.variables[name].value, each.value) for name, each in self._others.items()]
        return z3.substitute(claim, *swaps) if swaps else claim

    def _is_alike(self, name: str) -> bool:
        before, after = self.old.variables[name].element, self.new.variables[name].element
        return (
            _same_kind(before, after)
            and before.decimals == after.decimals
            and list(before.values) == list(after.values)
        )

    def _profiles(self, model: z3.ModelRef, before: str, after: str) -> Profiles | None:
        old, new = self.old.engine, self.new.engine
        old_values = self.old.values(model)
        new_values = {name: self._others.get(name, each).read(model) for name, each in self.new.variables.items()}
        old_values |= _also_declared(old, new, new_values, old_values)
        new_values |= _also_declared(new, old, old_values, new_values)
        profiles = _recordable(old, old_values), _recordable(new, new_values)

        def shows(profiles: Profiles) -> bool:
            return _settled(old, profiles[0]) == before and _settled(new, profiles[1]) == after

        for tried in (profiles, _without_inputs((old, new), profiles), _without_derived((old, new), profiles)):
            if shows(tried):
                return _shortest(tried, shows)
        return None


def _same_kind(before: Element, after: Element) -> bool:
    """Whether one entry of a record means the same to both."""
    if before.is_number and after.is_number:
        (low, high), (other_low, other_high) = before.accepted, after.accepted
        meet = [(low, other_high), (other_low, high)]
        return before.unit == after.unit and all(end is None or start is None or start <= end for start, end in meet)
    shares_a_member = not before.values or any(member in after.values for member in before.values)
    return before.type == after.type and shares_a_member


def _tie(before: Variable, after: Variable) -> Any:
    """How two variables hang together that stand for one entry of a record."""
    if not before.element.is_number:
        old, new = list(before.element.values), list(after.element.values)
        shared = [member for member in old if member in new]
        return z3.Or([z3.And(before.value == old.index(each), after.value == new.index(each)) for each in shared])
    fine, coarse = (before, after) if before.element.decimals >= after.element.decimals else (after, before)
    scale = 10 ** (fine.element.decimals - coarse.element.decimals)
    error = 2 * (coarse.value * scale - fine.value)
    is_half = z3.Or(error == scale, error == -scale)
    return z3.And(error <= scale, error >= -scale, z3.Implies(is_half, coarse.value % 2 == 0))  # half to even


def _also_declared(
    version: Engine, other: Engine, found: Mapping[str, Value], own: Mapping[str, Value]
) -> dict[str, Value]:
    """What the other version has of this patient and this one declares too, though no condition of it reads it."""
    mine, theirs = version.rulebase.elements, other.rulebase.elements
    return {
        name: value
        for name, value in found.items()
        if name not in own
        and name in mine
        and (mine[name].type, mine[name].unit) == (theirs[name].type, theirs[name].unit)
    }


def _recordable(engine: Engine, values: Mapping[str, Value]) -> dict[str, Json]:
    elements = engine.rulebase.elements
    ready = {name: value_json(elements[name], value) for name, value in values.items()}
    return {name: ready[name] for name in recordable(engine, values)}


def _without_inputs(engines: Iterable[Engine], profiles: Profiles) -> Profiles:
    """Without what other elements are worked out from: z3 takes each for a value of its own."""
    inputs = {
        name
        for engine in engines
        for element in engine.rulebase.elements.values()
        for derivation in element.derivations
        for name in derivation.essential
    }
    return _without(inputs, profiles)


def _without_derived(engines: Iterable[Engine], profiles: Profiles) -> Profiles:
    """Without what is worked out from other elements, so that intake works it out and cannot contradict it."""
    elements = (element for engine in engines for element in engine.rulebase.elements.values())
    return _without({element.name for element in elements if element.derivations}, profiles)


def _without(names: Collection[str], profiles: Profiles) -> Profiles:
    old, new = ({name: value for name, value in each.items() if name not in names} for each in profiles)
    return old, new


def _settled(engine: Engine, profile: Mapping[str, Json]) -> str | None:
    """The outcome of a profile; None where a note is refused, leaves more than one open, or a flag holds it back."""
    try:
        patient = engine.patient(profile)
        reachable = engine.diagram.reachable(patient.facts)
        once = engine.rulebase.once_corrected
        if once is not None and reachable == (once.outcome,):  # what is assumed then may contradict the record
            engine.corrected_diagram.reachable(corrected_facts(engine.intake, patient))
    except (Refused, ImpossibleFactsError):
        return None
    rulebase = engine.rulebase
    if len(reachable) > 1 or (reachable[0] in rulebase.flags.holds_back and flags_open(rulebase, patient.facts)):
        return None
    return reachable[0]


def _shortest(profiles: Profiles, shows: Callable[[Profiles], bool]) -> Profiles:
    """Without any element that can be left out: first many at once, then one by one."""
    size = max(len(each) for each in profiles)
    while size > 0:
        names = list({**profiles[0], **profiles[1]})
        for start in range(0, len(names), size):
            dropped = set(names[start : start + size])
            old, new = ({name: value for name, value in each.items() if name not in dropped} for each in profiles)
            if shows((old, new)):
                profiles = (old, new)
        size //= 2
    return profiles
