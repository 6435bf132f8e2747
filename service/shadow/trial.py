"""One silent trial: each decision decided again under a second rule base, and only counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from immunote.engine.api import Engine, NoAnswer
from immunote.engine.faults import Refused
from immunote.engine.note import Note
from immunote.engine.truth import TRUE
from immunote.service.shadow.drift import DriftWatch, WatchedStream
from immunote.service.shadow.messages import ServedDecision
from immunote.service.shadow.tally import NO_OUTCOME, TrialTally

CARD = "none"
"""The indicator of a note that leads to no card."""


@dataclass
class SilentTrial:
    """The counts of one pair of rule bases. Moments are UTC, in ISO 8601; the caller sets them."""

    served: str
    shadow: str
    started: str
    tally: TrialTally
    drift: DriftWatch
    ended: str = ""
    shadow_version: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data, from which `from_json` makes the same."""
        return {**self.__dict__, "tally": self.tally.to_json(), "drift": self.drift.to_json()}

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> SilentTrial:
        """Raises KeyError, TypeError and AttributeError where the data is not that of `to_json`."""
        return cls(
            **{**found, "tally": TrialTally.from_json(found["tally"]), "drift": DriftWatch.from_json(found["drift"])}
        )


@dataclass(frozen=True, slots=True)
class TrialResult:
    """What became of one decision. `result`: same, moved, refused or disagreed; `after`: under the second rule base."""

    result: str
    before: str
    after: str | None
    shadow_note: Note | None
    alarms: list[WatchedStream]


def take(trial: SilentTrial, engine: Engine, decision: ServedDecision) -> TrialResult:
    """Decide once more under the second rule base, and count what comes of it. Raises nothing for a patient."""
    tally = trial.tally
    tally.count(decision.worker, decision.number)
    alarms = trial.drift.add("decision", came_in(decision))
    if decision.inputs is not None:
        alarms += trial.drift.add("record", decision.inputs)
    before = decision.outcome or NO_OUTCOME
    elements = engine.rulebase.elements
    left_out = [name for name in decision.facts if name not in elements]
    tally.left_out.update(left_out)
    try:
        decided = engine.decide(
            engine.patient({name: value for name, value in decision.facts.items() if name in elements})
        )
    except Refused as refused:
        tally.refused.update(sorted({each.code for each in refused.faults}))
        return TrialResult("refused", before, None, None, alarms)
    except NoAnswer:
        tally.disagreed += 1
        return TrialResult("disagreed", before, None, None, alarms)
    after = decided.note.outcome or NO_OUTCOME
    if after == before:
        tally.same += 1
        return TrialResult("same", before, after, decided.note, alarms)
    now = {name for name in engine.rulebase.rules if decided.truths[name] is TRUE}
    tally.move(before, after, sorted(now ^ {*decision.is_true}), decision.digest)
    return TrialResult("moved", before, after, decided.note, alarms)


def came_in(decision: ServedDecision) -> Iterator[tuple[str, str]]:
    """The streams of a decision: the elements that were given, the rules that are true, the outcome."""
    yield from (("element", name) for name in decision.facts)
    yield from (("rule", name) for name in decision.is_true)
    yield "outcome", decision.outcome or NO_OUTCOME
