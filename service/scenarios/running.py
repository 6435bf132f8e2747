"""Scenarios run without pytest: what each sentence claims, and what the note has instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from immunote.engine.api import Engine, NoAnswer
from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.near import LONGEST, denials
from immunote.service.scenarios.features import Feature, Scenario, Step
from immunote.service.scenarios.note_reading import NoteReading
from immunote.service.scenarios.sentences import ScenarioWords, Unreadable
from immunote.service.scenarios.steps import GIVEN, THEN, ClaimResult, match, read_patient


@dataclass(frozen=True)
class Claim:
    """A `Then` sentence that was read: ask it of any reading."""

    step: Step
    pattern: str
    of: dict[str, str | None]

    def ask(self, reading: NoteReading, sentences: ScenarioWords) -> ClaimResult:
        """Whether it is met. Raises Unreadable where it names something that there is not."""
        return THEN[self.pattern](reading, sentences, self.of)


@dataclass(frozen=True)
class CompiledScenario:
    """A scenario ready to be asked of any engine on the same dictionary: a profile, and claims about its note."""

    scenario: Scenario
    profile: Mapping[str, Any]
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Result:
    """What came of a scenario. `failed`: the sentences that are not met, with what was found in words."""

    scenario: Scenario
    failed: tuple[tuple[Step, str], ...]

    @property
    def passed(self) -> bool:
        """Whether every sentence is met."""
        return not self.failed


class Runner:
    """Reads and runs scenarios on one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.sentences = ScenarioWords(engine.rulebase)

    @cached_property
    def _nobody(self) -> NoteReading:
        """The note of a patient of whom nothing is known, on which claims are tried to find names that do not exist."""
        return self.read({})

    def read(self, profile: Mapping[str, Any]) -> NoteReading:
        """The note of a patient, for claims to be tried on. Raises Refused and NoAnswer."""
        decided = self.engine.decide(self.engine.patient(profile))
        return NoteReading(decided.note, lambda: self.engine.whole(decided))

    def run_all(self, features: Iterable[Feature]) -> list[Result]:
        """Run every scenario. Raises Refused with every fault of all of them."""
        results: list[Result] = []
        faults: list[Fault] = []
        for scenario in (each for feature in features for each in feature.scenarios):
            try:
                results.append(self.run(scenario))
            except Refused as refused:
                faults += refused.faults
        if faults:
            raise Refused(faults)
        return results

    def run(self, scenario: Scenario) -> Result:
        """Run one scenario. Raises Refused where it cannot be read."""
        return self.asked(self.compiled(scenario))

    def asked(self, ready: CompiledScenario) -> Result:
        """Test the claims of a scenario on the note of its patient."""
        try:
            reading = self.read(ready.profile)
        except NoAnswer as error:
            return Result(ready.scenario, ((ready.scenario.steps[-1], str(error.fault)),))
        found = [(claim, claim.ask(reading, self.sentences)) for claim in ready.claims]
        return Result(ready.scenario, tuple((claim.step, each.words) for claim, each in found if not each.is_met))

    def compiled(self, scenario: Scenario) -> CompiledScenario:
        """Read a scenario's sentences. Raises Refused with every one that cannot be read (V04, V05)."""
        faults: list[Fault] = []
        claims: list[Claim] = []
        for place, step in enumerate(scenario.steps):
            is_claim = step.kind == "then"
            found = None if step.has_table or step.kind == "when" else match(step.text, THEN if is_claim else GIVEN)
            if found is None:
                faults.append(_no_sentence(scenario, step))
                continue
            if is_claim:
                claims.append(Claim(step, *found))
            elif any(each.kind == "then" for each in scenario.steps[:place]):
                faults.append(_fault(scenario, step, _BEFORE))
            faults += self._unreadable(scenario, step, claims[-1] if is_claim else None)
        if not claims and not faults:
            help_line = "a scenario without `Then` can never fail; say what is expected"
            faults.append(_fault(scenario, scenario, help_line))
        if faults:
            raise Refused(faults)
        return CompiledScenario(scenario, self._profile(scenario), tuple(claims))

    def _profile(self, scenario: Scenario) -> Mapping[str, Any]:
        try:
            profile = read_patient(scenario.sentences("given"), self.sentences, self.engine.intake).raw()
            self.engine.patient(profile)
        except Unreadable as error:
            raise Refused([_fault(scenario, scenario, str(error))]) from None
        except Refused as refused:
            helps = "; ".join(f"{fault.text}: {fault.help}" for fault in refused.faults)
            raise Refused([_fault(scenario, scenario, helps)]) from None
        return profile

    def _unreadable(self, scenario: Scenario, step: Step, claim: Claim | None) -> list[Fault]:
        try:
            if claim is not None:
                claim.ask(self._nobody, self.sentences)
            else:
                read_patient([step.text], self.sentences, self.engine.intake)
        except Unreadable as error:
            return [_fault(scenario, step, str(error))]
        return []


_BEFORE = "what is given stands before the first `Then`: the note is written by then"


def _fault(scenario: Scenario, at: Scenario | Step, help_line: str) -> Fault:
    text = at.text if isinstance(at, Step) else at.name
    return Fault(f"{scenario.file}:{at.line}", "V05", shorten(text), help_line)


def _no_sentence(scenario: Scenario, step: Step) -> Fault:
    if step.kind == "then" and match(step.text, GIVEN) is not None:
        return _fault(scenario, step, _BEFORE)
    table = THEN if step.kind == "then" else GIVEN
    shown = {_plainly(pattern): pattern for pattern in table}
    near = _nearest_form(step.text, shown)
    help_line = f"did you mean `{near}`?" if near else "features/README.md lists the sentences"
    return Fault(f"{scenario.file}:{step.line}", "V04", step.text, help_line)


def _nearest_form(text: str, shown: Iterable[str]) -> str | None:
    """Return the sentence form most similar to `text`, among those that have the same negations; None if none is."""
    denies = denials(text)
    alike = [form for form in shown if denials(form) == denies]
    return next(iter(get_close_matches(text[:LONGEST], alike, n=1, cutoff=0.5)), None)


def _plainly(pattern: str) -> str:
    """Return a pattern (regular expression) as readable text, such as `the rule "..." holds`."""
    plain = re.sub(r"\(\?P<\w+>([a-z][^|()\[\\.]*)(?:\|[^()]*)?\)", r"<\1>", pattern)  # its first choice
    plain = re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)", "...", plain)
    plain = re.sub(r"(?:\(\?:[^()|]*\)|<[^<>]*>)\?", "", plain)
    plain = re.sub(r"\(\?:([^|()]*)\|[^()]*\)", r"\1", plain)
    plain = re.sub(r"[<>]", "", plain)
    return plain.replace("\\", "")
