"""What was worked out of the last patients, so that asking again about one of them is quick."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

from immunote.engine.intake import Patient

T = TypeVar("T")


class LastPatients(Generic[T]):
    """Keeps one thing a patient, of the `most` patients last asked for. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Patient, T] = OrderedDict()
        self._lock = Lock()

    def get(self, patient: Patient) -> T | None:
        """What is kept of a patient; None where nothing is."""
        with self._lock:
            found = self._kept.get(patient)
            if found is not None:
                self._kept.move_to_end(patient)
            return found

    def keep(self, patient: Patient, what: T) -> None:
        """Keep it, and let go of the patient whom nobody asked for longest where there are too many."""
        with self._lock:
            self._kept[patient] = what
            self._kept.move_to_end(patient)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Let go of all."""
        with self._lock:
            self._kept.clear()
