"""What comes in, watched by stream: a code, a unit, an element, a rule or an outcome that stops coming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from immunote.service.shadow import falls

YEARS = 1000
CHANCE = 0.001
"""How likely it is at most that the first stretch of records misleads: that one of its floors lies above its rate."""
Of = Literal["decision", "record"]
KINDS: Mapping[str, Of] = {
    "element": "decision",
    "rule": "decision",
    "outcome": "decision",
    "code": "record",
    "unit": "record",
}
"""The kinds of streams, and of what each is counted: every decision, or those on FHIR records only."""
MOST_STREAMS = 1000
"""As many as are watched at most, and among as many the chance of a false alarm is shared."""


@dataclass
class WatchedStream:
    """One stream. `count`: how often it came in the first stretch. `alarm`: the number of the record that raised it."""

    kind: str
    name: str
    count: int = 0
    floor: float = 0.0
    sums: list[float] = field(default_factory=lambda: [0.0] * len(falls.LEFT))
    last: int = 0
    alarm: int | None = None


@dataclass
class DriftWatch:
    """All streams of one trial. `baseline`: records of the first stretch; `records_a_year`: expected, for the bound."""

    baseline: int
    records_a_year: int
    seen: dict[str, int] = field(default_factory=lambda: {"decision": 0, "record": 0})
    streams: dict[str, WatchedStream] = field(default_factory=dict)

    def add(self, of: Of, came: Iterable[tuple[str, str]]) -> list[WatchedStream]:
        """Count one decision or record with what came in it, as kinds and names; the streams that now raise an alarm.

        Names that are met for the first time after the first stretch are not watched: nothing is known of their rate.
        """
        self.seen[of] += 1
        number = self.seen[of]
        names = {f"{kind} {name}": (kind, name) for kind, name in came if KINDS.get(kind) == of}
        if number <= self.baseline:
            for key, (kind, name) in names.items():
                if key not in self.streams and len(self.streams) < MOST_STREAMS:
                    self.streams[key] = WatchedStream(kind, name)
                if key in self.streams:
                    self.streams[key].count += 1
                    self.streams[key].last = number
            if number == self.baseline:
                self._set_floors(of)
            return []
        threshold = self.threshold
        raised = []
        for key, stream in self._of(of):
            came_now = key in names
            if came_now:
                stream.last = number
            if stream.alarm is None:
                stream.sums = falls.next_sums(stream.sums, stream.floor, came_now)
                if falls.evidence(stream.sums) >= threshold:
                    stream.alarm = number
                    raised.append(stream)
        return raised

    @property
    def threshold(self) -> float:
        """The evidence that raises an alarm: with all streams together half a false alarm in 1,000 years at most."""
        return falls.threshold_of(YEARS * self.records_a_year, MOST_STREAMS)

    @property
    def alarms(self) -> list[WatchedStream]:
        """The streams that raised an alarm, in the order in which they did."""
        found = [each for each in self.streams.values() if each.alarm is not None]
        return sorted(found, key=lambda each: (each.alarm or 0, each.kind, each.name))

    def is_watching(self, of: Of) -> bool:
        """Whether the first stretch is over."""
        return self.seen[of] >= self.baseline

    def to_json(self) -> dict[str, Any]:
        """Plain data, from which `from_json` makes the same."""
        return {
            "baseline": self.baseline,
            "records_a_year": self.records_a_year,
            "seen": self.seen,
            "streams": [each.__dict__ for each in self.streams.values()],
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> DriftWatch:
        """Raises KeyError, TypeError and AttributeError where the data is not that of `to_json`."""
        streams = [WatchedStream(**each) for each in found["streams"]]
        return cls(
            int(found["baseline"]),
            int(found["records_a_year"]),
            {of: int(found["seen"][of]) for of in ("decision", "record")},
            {f"{each.kind} {each.name}": each for each in streams},
        )

    def _set_floors(self, of: Of) -> None:
        for _, stream in self._of(of):
            # the chance is shared among as many as there may be, for the other half is perhaps not counted yet
            stream.floor = falls.floor_of(stream.count, self.baseline, CHANCE / MOST_STREAMS)

    def _of(self, of: Of) -> Iterator[tuple[str, WatchedStream]]:
        return ((key, each) for key, each in self.streams.items() if KINDS[each.kind] == of)
