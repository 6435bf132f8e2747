"""What a silent trial counts: who would move and by which rules, alerts by hook and user, what could not be decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_DIGESTS = 200
"""The decisions that are named for each move, the latest."""
_MOST_USERS = 500
_MOST_WORKERS = 256
_OTHERS = "others"
NO_OUTCOME = "open"
"""Of a note that is not settled."""


@dataclass
class Move:
    """Decisions that moved the same way. `rules`: those whose truth differed, with how often; `digests`: the latest."""

    count: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    digests: list[str] = field(default_factory=list)


@dataclass
class AlertBurden:
    """Of one user at one hook: decisions, and the cards that they lead to under either rule base."""

    decisions: int = 0
    served: int = 0
    shadow: int = 0


@dataclass
class TrialTally:
    """All counts of one trial. `refused`: by code; `left_out`: facts that the second rule base has no element for.

    `dropped`: decisions that were given and not counted, since a queue was full or the trial's process did not run.
    `counted_of`: the last decision of each worker that was counted.
    """

    decisions: int = 0
    same: int = 0
    disagreed: int = 0
    dropped: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    moves: dict[tuple[str, str], Move] = field(default_factory=dict)
    alerts: dict[tuple[str, str], AlertBurden] = field(default_factory=dict)
    counted_of: dict[str, int] = field(default_factory=dict)

    @property
    def moved(self) -> int:
        """How many decisions have another outcome."""
        return sum(each.count for each in self.moves.values())

    def count(self, worker: str, number: int) -> None:
        """Count the `number`th decision of a worker; those since the last of its that was counted were dropped."""
        self.decisions += 1
        self.dropped += max(0, number - 1 - self.counted_of.pop(worker, 0))
        self.counted_of[worker] = number  # the latest stand last
        while len(self.counted_of) > _MOST_WORKERS:
            del self.counted_of[next(iter(self.counted_of))]

    def move(self, before: str, after: str, rules: Iterable[str], digest: str) -> None:
        """Count a decision whose outcome differs."""
        found = self.moves.setdefault((before, after), Move())
        found.count += 1
        found.rules.update(rules)
        found.digests = [*found.digests, digest][-MOST_DIGESTS:]

    def alert(self, hook: str, user: str, served: bool, shadow: bool) -> None:
        """Count a decision at a hook, and whether a card stands under the rule base in use and under the second."""
        if (hook, user) not in self.alerts and len(self.alerts) >= _MOST_USERS:
            user = _OTHERS
        found = self.alerts.setdefault((hook, user), AlertBurden())
        found.decisions += 1
        found.served += served
        found.shadow += shadow

    def to_json(self) -> dict[str, Any]:
        """Plain data, from which `from_json` makes the same."""
        return {
            **{name: getattr(self, name) for name in ("decisions", "same", "disagreed", "dropped")},
            "counted_of": self.counted_of,
            "refused": dict(sorted(self.refused.items())),
            "left_out": dict(sorted(self.left_out.items())),
            "moves": [
                {"before": before, "after": after, "count": each.count, "rules": dict(each.rules.most_common()),
                 "digests": each.digests}
                for (before, after), each in sorted(self.moves.items(), key=lambda item: (-item[1].count, item[0]))
            ],
            "alerts": [
                {"hook": hook, "user": user, **each.__dict__} for (hook, user), each in sorted(self.alerts.items())
            ],
        }  # fmt: skip

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> TrialTally:
        """Raises KeyError, TypeError and AttributeError where the data is not that of `to_json`."""
        return cls(
            **{name: int(found[name]) for name in ("decisions", "same", "disagreed", "dropped")},
            refused=Counter(found["refused"]),
            counted_of=dict(found["counted_of"]),
            left_out=Counter(found["left_out"]),
            moves={
                (each["before"], each["after"]): Move(each["count"], Counter(each["rules"]), list(each["digests"]))
                for each in found["moves"]
            },
            alerts={
                (each["hook"], each["user"]): AlertBurden(each["decisions"], each["served"], each["shadow"])
                for each in found["alerts"]
            },
        )
