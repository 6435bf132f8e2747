"""Every criterion and every mutant put to every scenario that it can concern. Nothing is run twice by pytest."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from multiprocessing import get_context

from immunote.engine.api import Engine
from immunote.engine.intake import Patient
from immunote.engine.reference import truth_of
from immunote.engine.tree import Always, Is, Node, Not
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth
from immunote.service.coverage.mutants import Mutant, mutants_of
from immunote.service.coverage.places import Way, criteria, with_node
from immunote.service.coverage.variants import NEVER_KNOWN, NotQuick, QuickReading, Variant
from immunote.service.scenarios.features import Feature
from immunote.service.scenarios.note_reading import NoteReading
from immunote.service.scenarios.running import Claim, CompiledScenario, Runner

TRUTHS = (TRUE, FALSE, UNKNOWN)
AS_NODE: dict[Truth, Node] = {TRUE: Always(), FALSE: Not(Always()), UNKNOWN: Is(NEVER_KNOWN)}


@dataclass(frozen=True)
class Criterion:
    """One thing that a condition asks, at its place."""

    of: str
    way: Way
    node: Node


@dataclass(frozen=True)
class Shown:
    """For each truth of a criterion the scenario that shows it decisive; None where no scenario does."""

    criterion: Criterion
    by: Mapping[str, str | None]


@dataclass(frozen=True)
class Killed:
    """A mutant and the scenario that notices it; None where none does."""

    mutant: Mutant
    by: str | None


@dataclass(frozen=True)
class ReadyScenario:
    """A scenario with what the unchanged rule base says of its patient.

    `block`, `claimed`: the conditions that its `Rule:` block and its claims are about.
    """

    compiled: CompiledScenario
    patient: Patient
    truths: Mapping[str, Truth]
    block: frozenset[str]
    claimed: frozenset[str]

    @property
    def name(self) -> str:
        """Its file and name."""
        scenario = self.compiled.scenario
        return f"{scenario.file}:{scenario.line} {scenario.name}"


class Measure:
    """The scenarios of one rule base, ready to be asked of changed ones.

    `failing`: those that the unchanged rule base does not meet. They would fail on every changed one too.
    """

    def __init__(self, engine: Engine, features: Iterable[Feature]) -> None:
        """Raises Refused where a scenario cannot be read."""
        self.engine = Engine(engine.rulebase)  # compiled here: changed lists are compiled from the nodes of this one
        self.runner = Runner(self.engine)
        self.ready: list[ReadyScenario] = []
        self.failing: list[str] = []
        for feature in features:
            self.add(feature)

    def add(self, feature: Feature) -> None:
        """Add the scenarios of one more feature; one that fails already is listed in `failing`. Raises Refused."""
        for scenario in feature.scenarios:
            ready = self._ready(self.runner.compiled(scenario))
            reading = QuickReading(self.engine, ready.patient, ready.truths)
            if any(self._fails(claim, reading) for claim in ready.compiled.claims):
                self.failing.append(ready.name)
            else:
                self.ready.append(ready)

    def _ready(self, compiled: CompiledScenario) -> ReadyScenario:
        patient = self.engine.patient(compiled.profile)
        words = self.runner.sentences
        claimed = frozenset(name for claim in compiled.claims for name in words.conditions(claim.of.get("title")))
        block = words.conditions(compiled.scenario.rule)
        return ReadyScenario(compiled, patient, self.engine.reference(patient.facts), block, claimed)

    @cached_property
    def criteria(self) -> list[Criterion]:
        """All criteria of the program."""
        program = self.engine.rulebase.program
        return [Criterion(name, path, node) for name, when in program.items() for path, node in criteria(when)]

    @cached_property
    def mutants(self) -> list[Mutant]:
        """All mutants."""
        return list(mutants_of(self.engine.rulebase))

    def shown(self, criterion: Criterion, since: int = 0) -> Shown:
        """Find, for each truth of a criterion, a scenario that would fail if the criterion had another truth.

        `since`: skip so many scenarios from the start.
        """
        program = self.engine.rulebase.program
        by: dict[Truth, str | None] = dict.fromkeys(TRUTHS)
        variants = {
            truth: Variant(self.engine, {criterion.of: with_node(program[criterion.of], criterion.way, node)})
            for truth, node in AS_NODE.items()
        }
        for ready in self._nearest_first(variants[TRUE], criterion.of, since):
            here = truth_of(criterion.node, ready.patient.facts, ready.truths)
            if by[here] is None and any(
                self.notices(ready, variant) for truth, variant in variants.items() if truth is not here
            ):
                by[here] = ready.name
            if all(by.values()):
                break
        return Shown(criterion, {truth.name.lower(): by[truth] for truth in TRUTHS})

    def killed(self, mutant: Mutant, since: int = 0) -> Killed:
        """Find a scenario that fails on a mutant. `since`: skip so many scenarios from the start."""
        if mutant.cites is not None:
            return Killed(mutant, self._notices_citation(mutant, since))
        variant = Variant(self.engine, mutant.changed, mutant.rows, flags=mutant.flags)
        order = self._nearest_first(variant, mutant.of, since)
        return Killed(mutant, next((ready.name for ready in order if self.notices(ready, variant)), None))

    def _nearest_first(self, variant: Variant, of: str, since: int) -> list[ReadyScenario]:
        """Return scenarios about the changed name, then about names that read it, then all others.

        Those at the front can mostly be judged without compiling the changed decision list.
        """
        above = frozenset(variant.names_above)

        def distance(ready: ReadyScenario) -> int:
            if of in ready.block or of in ready.claimed:
                return 0
            return 2 - (not above.isdisjoint(ready.claimed))

        return sorted(self.ready[since:], key=distance)

    def notices(self, ready: ReadyScenario, variant: Variant) -> bool:
        """Return whether a scenario fails on a changed rule base."""
        truths = variant.truths_from(ready.patient.facts, ready.truths)
        claims = ready.compiled.claims
        if not variant.changed and not variant.turns_rows:  # a flag changed, and no condition: all truths stay
            truths = dict(ready.truths)
        elif (
            truths is None
        ):  # reachable outcomes can differ though no truth does: the diagram is more exact than Kleene's logic
            claims = tuple(claim for claim in claims if not _is_on_a_truth(claim)) if variant.turns_rows else ()
        reading = QuickReading(variant, ready.patient, truths or ready.truths)
        return any(self._fails(claim, reading) for claim in claims)

    def _fails(self, claim: Claim, reading: QuickReading) -> bool:
        try:
            return not self._is_met(claim, reading)
        except NotQuick:  # a claim about words: changed conditions are judged by claims about truths and outcomes only
            return False

    def _is_met(self, claim: Claim, reading: NoteReading) -> bool:
        return claim.ask(reading, self.runner.sentences).is_met

    def _notices_citation(self, mutant: Mutant, since: int) -> str | None:
        """Return a scenario whose claim about citations fails once the rule cites another source; else None."""
        assert mutant.cites is not None
        rulebase = self.engine.rulebase
        before, after = mutant.cites
        cites = tuple(after if each == before else each for each in rulebase.rules[mutant.of].cites)
        variant = Variant(self.engine, {}, cites={mutant.of: cites})
        label = rulebase.sources[before.split(".")[0]].label
        for ready in self.ready[since:]:
            if mutant.of not in ready.claimed:
                continue
            claims = [claim for claim in ready.compiled.claims if claim.of.get("label") == label or "count" in claim.of]
            if claims and ready.truths[mutant.of] is TRUE:
                changed = variant.noted(ready.patient)
                if failed := [claim for claim in claims if not self._is_met(claim, changed)]:
                    unchanged = Variant(self.engine, {}).noted(ready.patient)
                    if any(self._is_met(claim, unchanged) for claim in failed):
                        return ready.name
        return None


def _is_on_a_truth(claim: Claim) -> bool:
    """Return whether a claim is about the truth of a rule or an exclusion, not about the outcome or questions."""
    return "truth" in claim.of


def measured(measure: Measure, jobs: int | None = None) -> tuple[list[Shown], list[Killed]]:
    """Measure all criteria and mutants, in `jobs` processes (None: one for each core)."""
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1:
        return [measure.shown(each) for each in measure.criteria], [measure.killed(each) for each in measure.mutants]
    global _SHARED  # noqa: PLW0603  handed to the processes by fork, so that nothing has to be pickled
    _SHARED = measure
    _ = measure.criteria, measure.mutants
    gc.collect()
    gc.freeze()  # exclude what is shared from garbage collection, which runs after each variant
    with ProcessPoolExecutor(jobs, mp_context=get_context("fork")) as pool:
        shown = pool.map(_shown, range(len(measure.criteria)), chunksize=4)
        killed = pool.map(_killed, range(len(measure.mutants)), chunksize=4)
        return list(shown), list(killed)


_SHARED: Measure | None = None


def _shown(place: int) -> Shown:
    assert _SHARED is not None
    found = _SHARED.shown(_SHARED.criteria[place])
    gc.collect()  # each variant holds a diagram in a reference cycle
    return found


def _killed(place: int) -> Killed:
    assert _SHARED is not None
    found = _SHARED.killed(_SHARED.mutants[place])
    gc.collect()
    return found
