"""Which resources are one and the same: by full URL, else by kind and id; and which one a reference means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from immunote.service.fhir.dates import span_of
from immunote.service.fhir.resources import ResourceEntry

_TAIL = re.compile(r"^(?:(?P<base>https?://.+)/)?(?P<kind>[A-Z][A-Za-z]+)/(?P<id>[A-Za-z0-9\-.]+)$")
_HISTORY = re.compile(r"/_history/[^/]*$")
_MOST_COMPARED = 50  # copies of one resource that are compared each with each; of more, only equal ones count once
Key = tuple[str | None, str, str]
"""The server where it is known, the kind, and the id or the whole URL."""


def key_of(url: str) -> Key | None:
    """Return what a reference or a full URL names: (server, kind, id); None where it has not that form."""
    found = _TAIL.match(without_version(url.split("#", maxsplit=1)[0].strip()))
    return (found["base"], found["kind"], found["id"]) if found else None


def without_version(reference: str) -> str:
    """Return a reference or a URL without the version of the resource that it names."""
    return _HISTORY.sub("", reference)


def same_url(one: str, other: str) -> bool:
    """Return whether two URLs name the same thing, whatever version of it."""
    first, second = (without_version(each.strip()) for each in (one, other))
    if first.startswith("urn:uuid:"):  # whose letters have no case (RFC 4122)
        return first.casefold() == second.casefold()
    return first == second


def own_id(entry: ResourceEntry) -> str | None:
    """Return the id that a resource has."""
    own = entry.raw.get("id")
    return own if isinstance(own, str) and own else None


def server_of(entry: ResourceEntry) -> str | None:
    """Return the server that the full URL of an entry names."""
    found = key_of(entry.url) if entry.url else None
    return found[0] if found else None


class ReferredEntries:
    """The resources that others refer to, found by the rules of FHIR: whole URL, else within the same server."""

    def __init__(self, entries: Iterable[ResourceEntry]) -> None:
        self._by_url: dict[str, ResourceEntry] = {}
        self._by_id: dict[tuple[str, str], list[ResourceEntry]] = {}
        for entry in entries:
            if entry.url:
                self._by_url.setdefault(without_version(entry.url.strip()), entry)
            for name in {own_id(entry), *_urn(entry.url)} - {None}:
                self._by_id.setdefault((entry.kind, str(name)), []).append(entry)

    def find(self, reference: str | None, kind: str, said_by: ResourceEntry) -> ResourceEntry | None:
        """Return the resource that an entry refers to; None where it was not sent, or where two could be meant."""
        if not reference:
            return None
        reference = without_version(reference.strip())
        if reference in self._by_url:
            return self._by_url[reference]
        named = key_of(reference)
        if named is not None and named[1] != kind:
            return None
        own = named[2] if named else next(iter(_urn(reference)), reference)
        server = named[0] if named else None
        found = self._by_id.get((kind, own), [])
        wanted = server or server_of(said_by)
        if wanted is not None:
            found = [each for each in found if server_of(each) in (None, wanted)]
        return found[0] if len(found) == 1 else None


def _urn(url: str | None) -> set[str]:
    """The last part of a URN, which can stand for an id."""
    if url and url.startswith("urn:"):
        return {url.rpartition(":")[2]}
    return set()


def latest_versions(
    entries: Iterable[ResourceEntry],
) -> tuple[list[ResourceEntry], list[ResourceEntry], list[ResourceEntry]]:
    """Return each resource once, in its newest version; the older versions; and versions of which none is the newest.

    Copies count once. Of two copies of which one has all that the other has, the fuller one is kept; where there are
    more copies than anybody writes, no longer, since that would take time as the square of their number.
    """
    groups: dict[tuple[str, str], list[ResourceEntry]] = {}
    order: list[tuple[str, str]] = []
    for index, entry in enumerate(entries):
        name = without_version(entry.url.strip()) if entry.url else own_id(entry)
        key = (entry.kind, name or f"#{index}")
        if key not in groups:
            order.append(key)
        groups.setdefault(key, []).append(entry)
    kept: list[ResourceEntry] = []
    older: list[ResourceEntry] = []
    unclear: list[ResourceEntry] = []
    for key in order:
        taken, before = _newest(groups[key])
        (kept if len(taken) == 1 else unclear).extend(taken)
        older.extend(before)
    return kept, older, unclear


def _newest(copies: list[ResourceEntry]) -> tuple[list[ResourceEntry], list[ResourceEntry]]:
    """Return the newest of some copies, several if none is surely the newest; and the older ones."""
    different: list[ResourceEntry] = []
    if len(copies) > _MOST_COMPARED:
        different = list(
            {orjson.dumps(each.raw, option=orjson.OPT_SORT_KEYS): each for each in reversed(copies)}.values()
        )
        copies = []
    for entry in copies:
        if any(_has_all(each.raw, entry.raw) for each in different):
            continue
        different = [each for each in different if not _has_all(entry.raw, each.raw)]
        different.append(entry)
    if len(different) > 1:
        last = max(_updated(each) for each in different)
        newest = [each for each in different if _updated(each) == last]
        if last and len(newest) == 1:
            return newest, [each for each in different if each is not newest[0]]
    return different, []


def _has_all(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether a resource has all that another has, its `meta` aside if it says no other time."""
    if one is other:
        return True
    for key, each in other.items():
        if key == "meta":
            if _stamp(each) and _stamp(one.get("meta")) != _stamp(each):
                return False
        elif key not in one or one[key] != each:
            return False
    return True


def _stamp(meta: Any) -> tuple[str, str]:
    if not isinstance(meta, dict):
        return ("", "")
    parts = [meta.get("lastUpdated"), meta.get("versionId")]
    written, version = (each if isinstance(each, str) else "" for each in parts)
    return (written, version) if written or version else ("", "")


def _updated(entry: ResourceEntry) -> tuple[str, int]:
    written, version = _stamp(entry.raw.get("meta"))
    span = span_of(written)
    return (span.first.isoformat() if span else "", int(version) if version.isascii() and version.isdigit() else 0)
