"""Whose record it is: entries about a group, or a patient of another server with the same id, are left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from immunote.engine.faults import Fault, Refused
from immunote.service.fhir.dates import span_of
from immunote.service.fhir.identity import key_of, own_id, same_url, server_of
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.turned import is_said_absent

ABOUT = ("subject", "patient")
"""Where an entry says whom it is about."""


class Person:
    """Whose record it is. Entries about anybody else are left out; two people at once are refused."""

    def __init__(self, entries: Iterable[ResourceEntry]) -> None:
        """`entries`: each resource once. Raises Refused (S42)."""
        entries = list(entries)
        people = [each for each in entries if each.kind == "Patient"]
        self.entry = people[0] if people else None
        for other in people[1:]:
            if not _are_one(other, people[0]):
                raise _two_people(other.place)
        self.url = self.entry.url if self.entry else None
        self.id = own_id(self.entry) if self.entry else None
        self._server = server_of(self.entry) if self.entry else None
        self._identifiers = _identifiers(self.entry.raw.get("identifier")) if self.entry else set()
        self._by_reference: dict[tuple[str, str | None], str | None] = {}
        if self.entry is not None and self.url is None and self._server is None:
            self._server = _only_server(self.id, entries)
        if self.id is None and self.url is None:
            self._from_subjects(entries)

    def _from_subjects(self, entries: list[ResourceEntry]) -> None:
        """Take the patient that the entries are about, where no Patient says who it is."""
        named: dict[str, str] = {}
        for entry in entries:
            reference = _reference(entry.raw)
            if reference is not None and not reference.startswith("#") and _kind_of(entry.raw) in (None, "Patient"):
                named.setdefault(_tail(reference), entry.place)
        if len(named) > 1:
            raise _two_people(list(named.values())[1])
        self.id = next(iter(named), None)

    def why_not(self, entry: ResourceEntry) -> str | None:
        """Return why an entry is not read as being about this person; None where it is. One that names nobody is."""
        about = _about(entry.raw)
        if about is None:
            return None
        if not any(about.get(key) for key in ("reference", "identifier", "display", "type")):
            return "subject_not_known" if is_said_absent(about) else None
        beside = self._why_not_beside(entry)
        if beside is not None:
            return beside
        plain = about.get("reference")
        if isinstance(plain, str) and not about.get("identifier") and not about.get("type"):  # as most are
            place = plain, server_of(entry)
            if place not in self._by_reference:
                self._by_reference[place] = self._why_not(entry, about)
            return self._by_reference[place]
        return self._why_not(entry, about)

    def _why_not_beside(self, entry: ResourceEntry) -> str | None:
        """Return why an entry that says twice whom it is about is not read; None where both mean this person."""
        both = [entry.raw[key] for key in ABOUT if isinstance(entry.raw.get(key), dict)]
        references = [each.get("reference") for each in both[1:]]
        named = [each for each in references if isinstance(each, str) and each.strip()]
        return None if all(self._is_meant(each.strip(), entry) for each in named) else "other_person"

    def _why_not(self, entry: ResourceEntry, about: Mapping[str, Any]) -> str | None:
        if _kind_of(entry.raw) not in (None, "Patient"):
            return "other_person"
        reference = _reference(entry.raw)
        given = _identifiers(about.get("identifier"))
        if _is_of_another(given, self._identifiers):
            return "other_person"
        if about.get("reference") and reference is None:
            return None  # no text: the entry as a whole has not the form of FHIR, and is refused for that
        if reference is not None:
            return None if self._is_meant(reference, entry) else "other_person"
        if given and given & self._identifiers:
            return None
        return "subject_not_known"

    def is_named_by(self, reference: str, entry: ResourceEntry) -> bool:
        """Return whether a reference within an entry means this person."""
        return self._is_meant(reference, entry)

    def _is_meant(self, reference: str, entry: ResourceEntry) -> bool:
        if reference.startswith("#"):
            return False
        if self.url is not None and same_url(self.url, reference):
            return True
        if self.id is None and self.url is None:
            return True
        named = key_of(reference)
        if named is None:
            return _tail(reference) in {self.id, _tail(self.url) if self.url else None}
        server, kind, own = named
        server = server or (server_of(entry) if self.url else None)
        names = {self.id, _tail(self.url) if self.url else None} - {None}
        if kind != "Patient" or own not in names:
            return False
        return server is None or self._server is None or server == self._server


def _are_one(one: ResourceEntry, other: ResourceEntry) -> bool:
    if one.url and other.url:
        return same_url(one.url, other.url)
    mine, yours = own_id(one), own_id(other)
    return mine is not None and mine == yours


def _only_server(own: str | None, entries: list[ResourceEntry]) -> str | None:
    """Return the server that the patient is on: that of the entries with relative references, or the only one named.

    If several are named and nothing tells which is meant, none is: a server of that name does not exist.
    """
    relative, absolute = set(), set()
    for entry in entries:
        named = key_of(_reference(entry.raw) or "")
        if named is None or named[1:] != ("Patient", own or ""):
            continue
        if named[0] is not None:
            absolute.add(named[0])
        elif server_of(entry) is not None:
            relative.add(server_of(entry))
    if len(relative) == 1:
        return next(iter(relative))
    if len(absolute) > 1:
        return "more than one server"
    return next(iter(absolute), None)


def _about(raw: Mapping[str, Any]) -> Mapping[str, Any] | None:
    for key in ABOUT:
        if isinstance(raw.get(key), dict):
            found: Mapping[str, Any] = raw[key]
            return found
    return None


def _reference(raw: Mapping[str, Any]) -> str | None:
    about = _about(raw)
    found = about.get("reference") if about else None
    return found.strip() if isinstance(found, str) and found.strip() else None


def _kind_of(raw: Mapping[str, Any]) -> str | None:
    """Return the kind of who an entry is about, by its reference, else by the type beside it."""
    named = key_of(_reference(raw) or "")
    if named is not None:
        return named[1]
    about = _about(raw)
    kind = about.get("type") if about else None
    return kind.rpartition("/")[2] if isinstance(kind, str) and kind else None


def _tail(reference: str) -> str:
    named = key_of(reference)
    return named[2] if named else reference.rpartition(":")[2].rpartition("/")[2]


def _identifiers(given: Any) -> set[tuple[str, str]]:
    listed = given if isinstance(given, list) else [given]
    pairs = [(each.get("system"), each.get("value")) for each in listed if isinstance(each, dict)]
    return {(system if isinstance(system, str) else "", value) for system, value in pairs if isinstance(value, str)}


def _is_of_another(given: set[tuple[str, str]], own: set[tuple[str, str]]) -> bool:
    """Return whether an identifier is of a system in which this person has another one."""
    systems = {system for system, _ in own}
    return any(system in systems and (system, value) not in own for system, value in given)


def why_record_ended(raw: Mapping[str, Any], as_of: date) -> list[str]:
    """Return why the record of a Patient says nothing of now, or not all: dead by a day, replaced, out of use."""
    reasons = []
    died = raw.get("deceasedDateTime")
    span = span_of(died) if isinstance(died, str) else None
    if raw.get("deceasedBoolean") in (True, "true") or (died and (span is None or span.until(as_of) is not None)):
        reasons.append("deceased")
    links = raw.get("link")
    kinds = [each.get("type") for each in links if isinstance(each, dict)] if isinstance(links, list) else []
    if any(kind in ("replaced-by", "replace") for kind in kinds):  # the second as in DSTU2
        reasons.append("replaced")
    if raw.get("active") in (False, "false"):
        reasons.append("inactive_record")
    return reasons


def _two_people(place: str) -> Refused:
    return Refused([Fault(place, "S42", "a second patient", "send the resources of one patient at a time")])
