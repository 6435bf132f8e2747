"""What the process of a silent trial counts for Prometheus, beside the counters of the workers."""

from __future__ import annotations

from collections import Counter as Counts
from collections.abc import Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest

from immunote.service.running import workers

_STATE: Final = "livemax"


class ShadowMetrics:
    """Counters of one trial. No label holds a value of a patient: all come from the rule bases or fixed lists."""

    def __init__(self, kinds: Iterable[str]) -> None:
        """`kinds`: of streams that may stop. Raises OSError where the counters have no room."""
        registry = self._registry = CollectorRegistry()
        workers.reserve("counter", f"gauge_{_STATE}")
        self._decisions = Counter(
            "immunote_shadow_decisions",
            "Decisions that the second rule base decided too, by what came of it: same, moved, refused, disagreed",
            ("result",),
            registry=registry,
        )
        self._moves = Counter(
            "immunote_shadow_moves",
            "Decisions with another outcome under the second rule base",
            ("before", "after"),
            registry=registry,
        )
        self._alerts = Counter(
            "immunote_shadow_alerts",
            "Cards that a decision at a hook leads to, under the rule base in use (served) and the second (shadow)",
            ("hook", "by"),
            registry=registry,
        )
        self._stopped = Gauge(
            "immunote_shadow_stopped_inputs",
            "Codes, units, elements, rules and outcomes that came before and stopped coming",
            ("kind",),
            multiprocess_mode=_STATE,
            registry=registry,
        )
        self._up = Gauge(
            "immunote_shadow_up",
            "1 while the process of the silent trial runs",
            multiprocess_mode=_STATE,
            registry=registry,
        )
        for result in ("same", "moved", "refused", "disagreed"):
            self._decisions.labels(result)
        self._kinds = tuple(kinds)
        self.stopped(())
        self._up.set(1)

    def decision(self, result: str, before: str, after: str | None) -> None:
        """One decision, and where it moved to."""
        self._decisions.labels(result).inc()
        if result == "moved" and after is not None:
            self._moves.labels(before, after).inc()

    def alert(self, hook: str, served: bool, shadow: bool) -> None:
        """One decision at a hook."""
        self._alerts.labels(hook, "served").inc(served)
        self._alerts.labels(hook, "shadow").inc(shadow)

    def stopped(self, kinds: Iterable[str]) -> None:
        """The kinds of the streams that have raised an alarm, one for each."""
        counts = Counts(kinds)
        for kind in self._kinds:
            self._stopped.labels(kind).set(counts[kind])

    def page(self) -> bytes:
        """The counters of this process, in Prometheus's text format."""
        return generate_latest(self._registry)
