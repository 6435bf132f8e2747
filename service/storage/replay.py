"""Repeats logged decisions under the rule base that was used then and under the present one, and compares.

Under the rule base of then a result can differ only if the engine changed. Under the present one the digest differs
wherever the rule base does, since it covers the rule base's hash; that alone does not count as a change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from immunote.engine.api import Engine, NoAnswer
from immunote.engine.faults import Refused
from immunote.engine.noting.digest import digest_of_one_piece
from immunote.service.storage.chain import moment_text

if TYPE_CHECKING:
    from immunote.service.storage.decisions import RecordedDecision
    from immunote.service.storage.rulebases import RuleBaseStore

What = Literal["status", "outcome", "digest", "truth"]


@dataclass(frozen=True)
class ReplayDifference:
    """One difference between the logged and the repeated result. `name`: for a truth, the condition.

    `then`, `now`: the two values; None where there is none.
    """

    what: What
    name: str | None
    then: str | None
    now: str | None

    def __str__(self) -> str:
        return f"{self.name or self.what}: {self.then or 'none'} -> {self.now or 'none'}"


@dataclass(frozen=True)
class Again:
    """A decision repeated under one rule base. `refused`: code and place of each fault, where there is no note."""

    under: Literal["then", "now"]
    rulebase_hash: str
    engine_version: str
    is_same_rulebase: bool
    changes: tuple[ReplayDifference, ...]
    refused: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        """Whether there is no note, or anything differs but the digest under another rule base."""
        return bool(self.refused) or any(each.what != "digest" or self.is_same_rulebase for each in self.changes)


@dataclass(frozen=True)
class Replayed:
    """A decision of the log with its repetitions."""

    digest: str
    at: str
    rulebase_hash: str
    engine_version: str
    again: tuple[Again, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything differs, under either rule base."""
        return any(each.is_changed for each in self.again)

    def line(self) -> dict[str, Any]:
        """As plain data."""
        return {**asdict(self), "changed": self.is_changed}


@dataclass
class Replay:
    """Replays decisions; a rule base is loaded once. `now`: the engine on the rule base of now."""

    kept: RuleBaseStore
    now: Engine
    _engines: dict[str, Engine | Refused] = field(default_factory=dict, init=False, repr=False)

    def __call__(self, decisions: Iterable[RecordedDecision]) -> Iterator[Replayed]:
        """Repeat each decision. Raises sqlalchemy.exc.SQLAlchemyError."""
        for decision in decisions:
            then = self._again("then", decision, self._engine_of(decision.rulebase_hash))
            now = self._again("now", decision, self.now)
            at = moment_text(decision.at)
            yield Replayed(decision.digest, at, decision.rulebase_hash, decision.engine_version, (then, now))

    def _engine_of(self, content_hash: str) -> Engine | Refused:
        """The engine on a kept rule base, or why there is none."""
        if content_hash not in self._engines:
            try:
                self._engines[content_hash] = Engine(self.kept.load(content_hash))
            except Refused as refused:
                self._engines[content_hash] = refused
        return self._engines[content_hash]

    def _again(self, under: Literal["then", "now"], decision: RecordedDecision, engine: Engine | Refused) -> Again:
        if isinstance(engine, Refused):
            return Again(under, decision.rulebase_hash, self.now.version, True, (), _told(engine))
        content_hash = engine.rulebase.content_hash
        is_same = content_hash == decision.rulebase_hash
        try:
            decided = engine.decide(engine.patient(dict(decision.facts)))
        except Refused as refused:
            return Again(under, content_hash, engine.version, is_same, (), _told(refused))
        except NoAnswer as error:
            return Again(under, content_hash, engine.version, is_same, (), (f"{error.fault.code} {error.fault.place}",))
        note = decided.note
        digest = note.digest
        if digest != decision.digest and digest_of_one_piece(engine.whole(decided)) == decision.digest:
            digest = decision.digest
        truths = {name: truth.name.lower() for name, truth in decided.truths.items()}
        pairs: list[tuple[What, str | None, str | None]] = [
            ("status", decision.status, note.status),
            ("outcome", decision.outcome, note.outcome),
            ("digest", decision.digest, digest),
        ]
        changes = [ReplayDifference(what, None, old, new) for what, old, new in pairs if old != new]
        changes += _truths(decision.truths, truths, engine.rulebase.rules)
        return Again(under, content_hash, engine.version, is_same, tuple(changes))


def _truths(then: Mapping[str, str], now: Mapping[str, str], rules: Iterable[str]) -> Iterator[ReplayDifference]:
    """Yield a difference for each logged truth that is another now, and for each rule that the log does not have."""
    for name in dict.fromkeys([*then, *rules]):
        if then.get(name) != now.get(name):
            yield ReplayDifference("truth", name, then.get(name), now.get(name))


def _told(refused: Refused) -> tuple[str, ...]:
    # the offending text stays behind: it can be a value of the patient
    return tuple(f"{fault.code} {fault.place}" for fault in refused.faults)
