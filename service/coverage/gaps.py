"""Answers each coverage gap with z3: a patient whose scenario would close it, or a proof that no patient can."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import z3  # type: ignore[import-untyped]

from immunote.engine.api import Engine
from immunote.engine.diagram import ImpossibleFactsError
from immunote.engine.intake import Patient
from immunote.engine.proof import Prover
from immunote.engine.proof.counterexample import Json, Shows, shortest
from immunote.engine.proof.translation import Complete, ThreeValued, TruthPair, deciding
from immunote.engine.proof.variables import Variable
from immunote.engine.reference import truth_of
from immunote.engine.tables import Flag
from immunote.engine.tree import Facts, Value, elements_in, refs_in
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth
from immunote.service.coverage.measure import AS_NODE, Criterion
from immunote.service.coverage.mutants import Mutant
from immunote.service.coverage.places import with_node
from immunote.service.coverage.variants import NEVER_KNOWN, QuickReading, Variant
from immunote.service.scenarios.writing import in_words

TRIES = 12


@dataclass(frozen=True)
class Proposal:
    """A patient who closes a gap, and the claims about the patient that would fail on the changed rule base."""

    profile: Mapping[str, Json]
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Impossible:
    """A proof that no patient can close a gap."""

    reason: str


Answer = Proposal | Impossible | None
"""None: neither a proof nor an example was found."""


class Gaps:
    """Answers the coverage gaps of one rule base."""

    def __init__(self, engine: Engine, prover: Prover) -> None:
        self.engine = engine
        self.prover = prover

    def of_criterion(self, criterion: Criterion, truth: Truth) -> Answer:
        """Return a patient for whom the criterion has this truth, and whose note would change with another one."""
        program = self.engine.rulebase.program
        variants = [
            Variant(self.engine, {criterion.of: with_node(program[criterion.of], criterion.way, node)})
            for other, node in AS_NODE.items()
            if other is not truth
        ]

        def has_the_truth(facts: Facts, truths: Mapping[str, Truth]) -> bool:
            return truth_of(criterion.node, facts, truths) is truth

        rails: TruthPair = self.prover.recorded.of(criterion.node)
        wanted = {TRUE: rails.true, FALSE: rails.false, UNKNOWN: rails.unknown}[truth]
        for variant in variants:
            found = self._noticed(variant, criterion.of, wanted, has_the_truth)
            if found is not None:
                return found
        if truth is UNKNOWN:
            found = self._turns_the_outcome_when_open(criterion, variants, has_the_truth)
        else:
            holds = self.prover.complete.of(criterion.node)
            known = holds if truth is TRUE else z3.Not(holds)
            found = self._turns_the_outcome(variants[0], criterion.of, known, has_the_truth)
        if found is not None:
            return found
        if self._is_never_noticed(variants, wanted, self._decides(criterion, truth)):
            return Impossible(f"no patient for whom it is {truth.name.lower()} would be told anything else")
        if truth is UNKNOWN and self._is_always_filled_in(criterion):
            return Impossible("what its absence means is filled in at intake, so that it is known of every patient")
        return None

    def _is_always_filled_in(self, criterion: Criterion) -> bool:
        """Return whether intake fills in every element that the criterion reads, so that none is ever unknown."""
        elements = self.engine.rulebase.elements
        read = elements_in(criterion.node)
        return bool(read) and all(any(each.when is None for each in elements[name].absent_means) for name in read)

    def of_mutant(self, mutant: Mutant) -> Answer:
        """Return a patient whose note the mutant would change."""
        if mutant.flags is not None:
            return self._flag_open_otherwise(mutant)
        variant = Variant(self.engine, mutant.changed, mutant.rows)

        def anybody(_: Facts, __: Mapping[str, Truth]) -> bool:
            return True

        found = self._noticed(variant, mutant.of, z3.BoolVal(True), anybody)
        found = found or self._turns_the_outcome(variant, mutant.of, z3.BoolVal(True), anybody)
        rows_differ = _differ(self._rows, self._rows_of(variant))
        if found is None and self._is_never_noticed([variant], z3.BoolVal(True), rows_differ):
            return Impossible("every patient is told the same by both")
        return found

    def _flag_open_otherwise(self, mutant: Mutant) -> Answer:
        """Return a patient for whom the state of a flag (open, answered, does not hold) differs in a mutant.

        It looks among patients whose flag is explained by `unless`, has all its answers, or has all but one.
        """
        variant = Variant(self.engine, {}, flags=mutant.flags)
        flag = next(each for each in self.engine.rulebase.flags.flags if each.condition == mutant.of)
        variables = self.prover.variables

        def shows(facts: Facts, truths: Mapping[str, Truth]) -> bool:
            return self._told(self.engine, mutant.of, facts, truths) != self._told(variant, mutant.of, facts, truths)

        explained = [] if flag.unless is None else [[variables[flag.unless].known, variables[flag.unless].value]]
        wishes = explained + [self._answered(flag, leaving) for leaving in (None, *flag.asks)]
        holds = self.prover.recorded.named(mutant.of).true
        for wish in wishes:
            for values in self._patients([self.prover.is_record, holds, *wish], whole=False):
                profile = shortest(self.engine, values, shows)
                if profile is not None:
                    return Proposal(profile, (self._claim(mutant.of, profile),))
        return None

    def _answered(self, flag: Flag, leaving: str | None) -> list[Any]:
        """Return the claims that a flag has all answers and values that it asks for, except the element `leaving`.

        Also that its `unless` element is not known to be yes.
        """
        variables, recorded = self.prover.variables, self.prover.recorded
        asked = [name for name in flag.asks if name in variables]
        found = [z3.Not(variables[name].known) if name == leaving else variables[name].known for name in asked]
        found += [recorded.named(value.condition).true for value in self.engine.rulebase.flags.values]
        if flag.unless is not None:
            explains = variables[flag.unless]
            found.append(z3.Not(z3.And(explains.known, explains.value)))
        return found

    def _where_told(self, name: str) -> list[list[Any]]:
        """Return the ways in which a note can show the truth of a name, each a list of claims about the patient.

        A value that flags ask for shows where some flag holds and everything else that it asks is answered. Other names
        need no claim here.
        """
        flags = self.engine.rulebase.flags
        if name not in {value.condition for value in flags.values}:
            return [[]]
        ways = []
        for flag in flags.flags:
            others = [value.condition for value in flags.values if value.condition != name]
            answered = [self.prover.variables[each].known for each in flag.asks if each in self.prover.variables]
            holds = [self.prover.recorded.named(each).true for each in (flag.condition, *others)]
            ways.append([*holds, *answered])
        return ways

    def _decides(self, criterion: Criterion, truth: Truth) -> Any:
        """Return the claim that another row decides on a complete patient if the criterion has the other truth."""
        program = self.engine.rulebase.program
        true, false = (
            self._rows_of(
                Variant(self.engine, {criterion.of: with_node(program[criterion.of], criterion.way, AS_NODE[each])})
            )
            for each in (TRUE, FALSE)
        )
        holds = self.prover.complete.of(criterion.node)
        has_it = {TRUE: holds, FALSE: z3.Not(holds), UNKNOWN: z3.BoolVal(True)}[truth]
        return z3.And(_differ(true, false), has_it)

    def _noticed(self, variant: Variant, of: str, wanted: object, also: Shows) -> Proposal | None:
        """Return a patient for whom a rule, exclusion or flag has another truth in the variant; `of` is tried first.

        `wanted`: what must hold of the patient, as a claim for z3; `also`: the same as a test of facts and truths.
        """
        theirs = self._three(variant)
        names = [name for name in variant.names_above if self._is_told(name)]
        for name in sorted(names, key=lambda each: each != of):
            differs = self._told_apart(name, variant, theirs)

            def shows(facts: Facts, truths: Mapping[str, Truth], name: str = name) -> bool:
                changed = variant.truths_from(facts, truths)
                if changed is None or changed[name] is truths[name] or not also(facts, truths):
                    return False
                return self._told(self.engine, name, facts, truths) != self._told(variant, name, facts, changed)

            for where in self._where_told(name):
                for values in self._patients([self.prover.is_record, wanted, differs, *where], whole=False):
                    profile = shortest(self.engine, values, shows)
                    if profile is not None:
                        return Proposal(profile, (self._claim(name, profile),))
        return None

    def _turns_the_outcome(self, variant: Variant, of: str, wanted: object, also: Shows) -> Proposal | None:
        """Return a patient whose reachable outcomes, or the reasons for the one left, differ in the variant."""
        differs = _differ(self._rows, self._rows_of(variant))

        def shows(facts: Facts, truths: Mapping[str, Truth]) -> bool:
            return also(facts, truths) and self._said(self.engine, facts) != self._said(variant, facts)

        for values in self._patients([self.prover.is_recordable, wanted, differs], whole=True):
            profile = shortest(self.engine, values, shows)
            if profile is not None:
                return Proposal(profile, tuple(self._claims_on_the_outcome(variant, profile)))
        return None

    def _turns_the_outcome_when_open(
        self, criterion: Criterion, variants: Sequence[Variant], also: Shows
    ) -> Proposal | None:
        """Return a patient for whom the criterion is unknown and whose reachable outcomes differ in a variant.

        It takes patients for whom the criterion decides between rows, and leaves out elements that it reads.
        """
        true, false = (self._rows_of(variant) for variant in variants)
        asked = set(elements_in(criterion.node))
        for name in refs_in(criterion.node):
            asked |= set(self.engine.rulebase.elements_of[name])
        rows = [name for name in variants[0].names_above if name.startswith("row.")]
        opens = z3.Or([self.prover.recorded.named(name).unknown for name in rows])
        unknown = self.prover.recorded.of(criterion.node).unknown
        holds = self.prover.complete.of(criterion.node)
        patients = itertools.chain(
            # where the criterion holds, leaving out one answer mostly makes it unknown
            self._patients([self.prover.is_recordable, _differ(true, false), holds], whole=True),
            self._patients([self.prover.is_recordable, _differ(true, false), z3.Not(holds)], whole=True),
            self._patients([self.prover.is_record, unknown, opens, _differ(true, false)], whole=False),
        )
        for values in patients:
            for left in _without(values, asked):
                for variant in variants:

                    def shows(facts: Facts, truths: Mapping[str, Truth], variant: Variant = variant) -> bool:
                        return also(facts, truths) and self._said(self.engine, facts) != self._said(variant, facts)

                    profile = shortest(self.engine, left, shows)
                    if profile is not None:
                        return Proposal(profile, tuple(self._claims_on_the_outcome(variant, profile)))
        return None

    def _is_never_noticed(self, variants: Sequence[Variant], wanted: Any, rows_differ: Any) -> bool:
        """Return whether no note can differ: this is proved for all variants.

        No truth that a note shows differs for any record that meets `wanted`, and `rows_differ`, the claim that another
        row decides on a complete patient, is impossible.
        """
        for variant in variants:
            theirs = self._three(variant)
            told = [self._told_apart(name, variant, theirs) for name in variant.names_above if self._is_told(name)]
            if self.prover.model(self.prover.is_record, wanted, z3.Or(told)) is not None:
                return False
        return self.prover.model(rows_differ) is None

    def _patients(self, wanted: Sequence[object], whole: bool) -> Iterator[dict[str, Value]]:
        """Yield up to `TRIES` different patients for whom all claims of `wanted` hold.

        `whole`: give all values of each patient, not only the recorded ones.
        """
        solver = self.prover.solver()
        solver.add(*wanted)
        for _ in range(TRIES):
            model = self.prover.ask(solver, ())
            if model is None:
                return
            values = self.prover.values(model) if whole else self.prover.recorded_values(model)
            yield values
            variables = self.prover.variables
            alike = [variables[name].equals(value) for name, value in values.items()]
            if not whole:
                alike += [variables[name].known for name in values]
            solver.add(z3.Not(z3.And(alike)))

    def _three(self, variant: Variant) -> ThreeValued:
        return ThreeValued(variant.rulebase.program, self._variables(variant))

    def _variables(self, variant: Variant) -> dict[str, Variable]:
        found = dict(self.prover.variables)
        if NEVER_KNOWN in variant.rulebase.elements:
            element = variant.rulebase.elements[NEVER_KNOWN]
            found[NEVER_KNOWN] = Variable(element, z3.BoolVal(False), z3.Bool(NEVER_KNOWN), z3.BoolVal(True))
        return found

    def _is_told(self, name: str) -> bool:
        """Return whether a note shows the truth of this name: of a rule, an exclusion, a flag or a value for flags."""
        if name in self.engine.rulebase.flags.conditions:
            return True
        return name in self.engine.rulebase.rules or name in self.engine.rulebase.exclusion_conditions

    def _told_apart(self, name: str, variant: Variant, theirs: ThreeValued) -> Any:
        """Return the claim that the notes of both rule bases show different truths for a name.

        A rule that the outcome's notes do not print is shown as not holding.
        """
        told = []
        for engine, three in ((self.engine, self.prover.recorded), (variant, theirs)):
            if name in engine.rulebase.flags.conditions:  # a note shows only the flags that hold
                told.append((three.named(name).true, z3.BoolVal(False)))
                continue
            rails, shown = three.named(name), z3.Not(self._hidden(name, engine, three))
            told.append((z3.And(rails.true, shown), z3.And(rails.unknown, shown)))
        return z3.Or([ours != other for ours, other in zip(*told, strict=True)])

    def _hidden(self, name: str, engine: Engine, three: ThreeValued) -> Any:
        """Return the claim that the truths of the rows settle an outcome whose notes do not print this name."""
        rulebase = engine.rulebase
        kind = rulebase.rules[name].kind if name in rulebase.rules else None
        ways, none_before = [], z3.BoolVal(True)
        for row in rulebase.rows:
            rails = three.of(row.when)
            prints = rulebase.outcomes[row.outcome].prints
            if prints is not None and kind not in prints:
                ways.append(z3.And(none_before, rails.true))
            none_before = z3.And(none_before, rails.false)
        return z3.Or(ways)

    def _told(self, engine: Engine, name: str, facts: Facts, truths: Mapping[str, Truth]) -> str:
        reading = self._reading(engine, facts, truths)
        if name in engine.rulebase.rules:
            return reading.truth_of_rule(name)
        if name in engine.rulebase.flags.conditions:
            return "; ".join(reading.state_of_flag(each) for each in self._flags(name))
        return reading.truth_of_exclusion(self._exclusion(name))

    def _flags(self, condition: str) -> list[str]:
        """Return the ids of the flags that a condition belongs to: all, for a value that every flag asks for."""
        flags = self.engine.rulebase.flags.flags
        return [flag.id for flag in flags if flag.condition == condition] or [flag.id for flag in flags]

    @staticmethod
    def _reading(engine: Engine, facts: Facts, truths: Mapping[str, Truth]) -> QuickReading:
        return QuickReading(engine, Patient(facts, facts, {}, {}), truths)

    @cached_property
    def _rows(self) -> dict[str, Any]:
        return deciding(self.engine.rulebase.rows, self.prover.complete)

    def _rows_of(self, variant: Variant) -> dict[str, Any]:
        theirs = Complete(variant.rulebase.program, self._variables(variant))
        return deciding(variant.rulebase.rows, theirs)

    @staticmethod
    def _said(engine: Engine, facts: Facts) -> tuple[Sequence[str], Sequence[str]]:
        """Return the reachable outcomes and, if one is settled, its reasons; nothing for impossible facts."""
        reading = QuickReading(engine, Patient(facts, facts, {}, {}), engine.reference(facts))
        try:
            return reading.reachable, reading.reasons
        except ImpossibleFactsError:
            return (), ()

    def _exclusion(self, name: str) -> str:
        return next(each.title for each in self.engine.rulebase.exclusions if each.condition == name)

    def _claim(self, name: str, profile: Mapping[str, Json]) -> str:
        """Return the scenario sentence on what a note shows of a name, by its id, since a title may change."""
        truth = in_words(self.engine.reference(self.engine.patient(profile).facts)[name].name)
        if name in self.engine.rulebase.rules:
            return f'the rule "{name}" {truth}'
        if name in self.engine.rulebase.flags.conditions:
            patient = self.engine.patient(profile)
            reading = self._reading(self.engine, patient.facts, self.engine.reference(patient.facts))
            flag = next((each for each in self._flags(name) if each in reading.flags), self._flags(name)[0])
            return f'the flag "{flag}" {reading.state_of_flag(flag)}'
        exclusion = next(each.id for each in self.engine.rulebase.exclusions if each.condition == name)
        return f'the product exclusion "{exclusion}" {truth}'

    def _claims_on_the_outcome(self, variant: Variant, profile: Mapping[str, Json]) -> Iterator[str]:
        """Yield scenario sentences on the outcome or, if several are reachable, on those that the variant changes."""
        facts = self.engine.patient(profile).facts
        (ours, reasons), (theirs, others) = self._said(self.engine, facts), self._said(variant, facts)
        if len(ours) == 1:
            yield f'the outcome is "{ours[0]}"'
            if ours == theirs:
                yield from (f'the reason is "{each}"' for each in reasons if each not in others)
            return
        yield from (f'"{each}" is still possible' for each in ours if each not in theirs)
        yield from (f'"{each}" is no longer possible' for each in theirs if each not in ours)


def _without(values: Mapping[str, Value], asked: set[str]) -> Iterator[dict[str, Value]]:
    """Yield the values without all elements of `asked`, then without one of these at a time."""
    yield {name: value for name, value in values.items() if name not in asked}
    for one in sorted(asked & values.keys()):
        yield {name: value for name, value in values.items() if name != one}


def _differ(one: Mapping[str, Any], other: Mapping[str, Any]) -> Any:
    return z3.Or([one[name] != other.get(name, z3.BoolVal(False)) for name in one])
