"""What the service counts, for Prometheus. No label ever holds a value of a patient or a text from a request.

With several workers each counts in its own file of the shared folder (`workers.shared_folder`), and a page of
metrics adds them up; a worker that died stays counted.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any, Final

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

from immunote.engine.note import Note
from immunote.engine.truth import FALSE, Truth
from immunote.service.running import workers

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST

_STATE: Final = "livemin"  # of all workers that live, the least
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SYSTEMS = {
    "http://loinc.org": "loinc",
    "http://snomed.info/sct": "snomed",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10cm",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "http://www.whocc.no/atc": "atc",
}
_SYSTEM_NAMES = frozenset({*_SYSTEMS.values(), "local"})

_log = logging.getLogger("immunote.alarm")


class Metrics:
    """The counters of one process. Safe to share between threads; several may live side by side in tests."""

    def __init__(self, rules: frozenset[str] | None = None) -> None:
        """`rules`: the names whose firing is counted; left out, all that a note is counted with."""
        self._rules = rules
        self._truths: dict[tuple[str, str], Any] = {}
        registry = self._registry = CollectorRegistry()
        workers.reserve("counter", "histogram", f"gauge_{_STATE}")
        self._http = Histogram(
            "immunote_http_request_seconds",
            "Time from a request's first byte to the last of its answer, by route template",
            ("method", "route", "status"),
            buckets=_SECONDS,
            registry=registry,
        )
        self._notes = Counter(
            "immunote_notes",
            "Notes given, by the way in, status, outcome and grade",
            ("entry", "status", "outcome", "grade"),
            registry=registry,
        )
        self._note_seconds = Histogram(
            "immunote_note_seconds", "Time to decide and log one note", ("entry",), buckets=_SECONDS, registry=registry
        )
        self._rule_truths = Counter(
            "immunote_rule_truths",
            "Notes in which a rule was true (it fired) or unknown; the rest of immunote_notes_total it was false",
            ("rule", "truth"),
            registry=registry,
        )
        self._disagreements = Counter(
            "immunote_disagreements", "Evaluators that disagreed: no note was given", registry=registry
        )
        self._not_logged = Counter(
            "immunote_notes_not_logged", "Notes withheld since the decision log could not take them", registry=registry
        )
        self._not_anchored = Counter(
            "immunote_anchors_not_sent", "Signed heads of the log that a receiver did not take", registry=registry
        )
        self._unknown_codes = Counter(
            "immunote_unknown_codes", "Codes of records that no element reads", ("system",), registry=registry
        )
        self._cards = Counter("immunote_cds_cards", "CDS Hooks cards given", ("hook", "kind"), registry=registry)
        self._canary = Gauge(
            "immunote_canaries_ok",
            "1 while every canary patient gets the note that it got before, else 0",
            multiprocess_mode=_STATE,
            registry=registry,
        )
        self._reloads = Counter(
            "immunote_rulebase_reloads", "Reloads of the rule base, by result", ("result",), registry=registry
        )
        self._shadow_dropped = Counter(
            "immunote_shadow_dropped",
            "Decisions that the silent trial did not get, since its queue was full",
            registry=registry,
        )
        self._disagreements.inc(0)
        self._not_logged.inc(0)
        self._not_anchored.inc(0)

    def http(self, route: str, status: int, seconds: float, method: str = "GET") -> None:
        """One request. `route` is the route's template, never the path that was asked for."""
        self._http.labels(method if method in METHODS else "other", route, str(status)).observe(seconds)

    def note(self, note: Note, truths: Mapping[str, Truth | str], seconds: float, entry: str) -> None:
        """One note that was given."""
        self._notes.labels(entry, note.status, note.outcome or "none", note.grade or "none").inc()
        self._note_seconds.labels(entry).observe(seconds)
        for name, truth in truths.items():
            word = truth if isinstance(truth, str) else truth.name.lower()
            if word != FALSE.name.lower() and (self._rules is None or name in self._rules):
                self._truth(name, word).inc()

    def _truth(self, rule: str, word: str) -> Any:
        # the children are kept here, for `labels` costs more than the count itself
        child = self._truths.get((rule, word))
        if child is None:
            child = self._truths[rule, word] = self._rule_truths.labels(rule, word)
        return child

    def disagreement(self) -> None:
        """Evaluators disagreed, and no note was given."""
        self._disagreements.inc()

    def not_logged(self) -> None:
        """A note was withheld because the decision log could not take it."""
        self._not_logged.inc()

    def not_anchored(self) -> None:
        """A signed head of the log could not be sent out of the database."""
        self._not_anchored.inc()

    def shadow_dropped(self) -> None:
        """A decision had no room in the queue of the silent trial."""
        self._shadow_dropped.inc()

    def unknown_code(self, system: str | None, count: int = 1) -> None:
        """A code that no element reads, in so many entries. Only a system of the dictionary is named."""
        name = _SYSTEMS.get(system or "", system or "")
        self._unknown_codes.labels(name if name in _SYSTEM_NAMES else "other").inc(count)

    def cards(self, hook: str, kind: str, count: int = 1) -> None:
        """Cards that were given; `kind` is the indicator, or a word such as `none` where there was no card."""
        self._cards.labels(hook, kind).inc(count)

    def canaries(self, ok: bool) -> None:
        """What the last evaluation of the canary patients found."""
        self._canary.set(1 if ok else 0)

    def reload(self, result: str) -> None:
        """The rule base was loaded anew (`changed`, `same`), or was refused and the old one stays (`refused`)."""
        self._reloads.labels(result).inc()

    def page(self) -> bytes:
        """All counters, those of the other workers with them, in Prometheus's text format."""
        shared = workers.folder()
        if shared is None:
            return generate_latest(self._registry)
        _forget_gauges_of_the_dead()
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry, str(shared))  # type: ignore[no-untyped-call]
        return generate_latest(registry)


def _forget_gauges_of_the_dead() -> None:
    """Delete the gauges of workers that were killed, which would be reported for ever."""
    shared = workers.folder()
    if shared is None:
        return
    for path in shared.glob("gauge_live*_*.db"):
        pid = path.stem.rpartition("_")[2]
        if pid.isdecimal() and int(pid) != os.getpid() and not workers.is_alive(int(pid)):
            path.unlink(missing_ok=True)
