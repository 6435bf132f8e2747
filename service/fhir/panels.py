"""Panels and reports: what may not be read of one may not be read of the results that it refers to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from immunote.service.fhir.identity import ReferredEntries
from immunote.service.fhir.resources import ResourceEntry

_MEMBERS = {"Observation": "hasMember", "DiagnosticReport": "result"}
_MOST_MEMBERS = 1000


class Panels:
    """The results that belong to a panel or report that is marked as entered in error, or of another specimen."""

    def __init__(self, entries: list[ResourceEntry], why_not: Callable[[ResourceEntry], str | None]) -> None:
        """`why_not`: why a panel's specimen speaks against it; None where it does not."""
        wrong = [each for each in _holders(entries) if each.raw.get("status") == "entered-in-error" or why_not(each)]
        referred = ReferredEntries(each for each in entries if each.kind == "Observation") if wrong else None
        self._members: set[int] = set()
        for panel in wrong:
            for reference in _references(panel):
                found = referred.find(reference, "Observation", panel) if referred is not None else None
                if found is not None:
                    self._members.add(id(found))

    def why_not(self, entry: ResourceEntry) -> str | None:
        """`panel_in_error` where a result belongs to such a panel."""
        return "panel_in_error" if id(entry) in self._members else None


def _holders(entries: Iterable[ResourceEntry]) -> Iterator[ResourceEntry]:
    for entry in entries:
        key = _MEMBERS.get(entry.kind)
        if key is not None and isinstance(entry.raw.get(key), list):
            yield entry


def _references(panel: ResourceEntry) -> Iterator[str]:
    for each in panel.raw[_MEMBERS[panel.kind]][:_MOST_MEMBERS]:
        reference = each.get("reference") if isinstance(each, dict) else None
        if isinstance(reference, str):
            yield reference
