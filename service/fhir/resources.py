"""From a body to its resources: a Bundle of any type, Parameters, a list, or a single resource."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import orjson

from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.json_keys import KeyTwice, read_json
from immunote.service.fhir.dates import Span, span_of
from immunote.service.fhir.searching import has_failed, has_more, is_modified, says_lost

KIND = "^[A-Z][A-Za-z]{2,63}$"  # the form of every name of a kind of resource
_HISTORY = "/_history"
_LONGEST_REFERENCE = 2048  # characters; a longer one names nothing that anybody serves
_IN_AN_ID = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
_DEEPEST = 8
BOM = b"\xef\xbb\xbf"  # some programs begin each text with it


@dataclass(frozen=True, slots=True)
class ResourceEntry:
    """One resource, with what names it in a report (`Condition/12`, or its number) and its place in the body.

    `against`: why nothing in it may be read, as the Bundle round it says.
    """

    raw: Mapping[str, Any]
    kind: str
    name: str
    place: str
    url: str | None = None
    against: str | None = None


@dataclass(frozen=True, slots=True)
class DeletedEntry:
    """What a Bundle says was deleted: URLs that name it, and when, where it says so."""

    urls: tuple[str, ...]
    when: str | None


@dataclass
class Collected:
    """The resources of a body, in order. `parameters`: names and values of a Parameters resource."""

    entries: list[ResourceEntry] = field(default_factory=list)
    parameters: list[tuple[str, Any]] = field(default_factory=list)
    incomplete: bool = False
    deleted: list[DeletedEntry] = field(default_factory=list)


def parse(body: bytes) -> Any:
    """The JSON of a body. Raises Refused (S40, P03)."""
    try:
        return read_json(body.removeprefix(BOM))
    except KeyTwice as twice:
        raise Refused(twice.faults) from None
    except orjson.JSONDecodeError as cause:
        raise Refused([Fault("$", "S40", shorten(cause, 100), "send FHIR R4 as JSON in UTF-8")]) from cause


def resources_in(*given: Any, most: int = 20_000) -> Collected:
    """All resources of Bundles, Parameters, lists and single resources. Raises Refused (S41, S43)."""
    collected = Collected()
    faults: list[Fault] = []
    for index, each in enumerate(given):
        _collect(each, "$" if len(given) == 1 else f"$[{index}]", collected, faults, None, 0)
    if len(collected.entries) > most:
        faults.append(Fault("$", "S43", f"{len(collected.entries)} resources", f"send at most {most} at once"))
    if faults:
        raise Refused(sorted(faults))
    if collected.deleted:
        collected.entries = _without_deleted(collected.entries, collected.deleted)
    return collected


def _without_deleted(entries: list[ResourceEntry], deleted: list[DeletedEntry]) -> list[ResourceEntry]:
    """The entries, marked where a Bundle says that one was deleted and not surely written again later."""
    last: dict[str, Span | None] = {}
    for each in deleted:
        when = span_of(each.when)
        for name in {name for url in each.urls for name in (url, "/".join(url.split("/")[-2:]))}:
            known = last.get(name, when)
            is_later = known is not None and when is not None and known.is_before(when)
            last[name] = when if is_later or when is None else known
    searched = _searched(url for each in deleted for url in each.urls if "?" in url)
    marked = []
    for entry in entries:
        against = "deleted" if _is_deleted(entry, last) else None
        if against is None and entry.kind in searched:
            ids, own = searched[entry.kind], entry.raw.get("id")
            against = "may_be_deleted" if ids is None or (isinstance(own, str) and own in ids) else None
        marked.append(entry if against is None else replace(entry, against=against))
    return marked


def _is_deleted(entry: ResourceEntry, last: Mapping[str, Span | None]) -> bool:
    """Whether it was deleted. `last`: when what a URL names was deleted last, None where that is not said."""
    own, meta = entry.raw.get("id"), entry.raw.get("meta")
    stamp = meta.get("lastUpdated") if isinstance(meta, dict) else None
    written = span_of(stamp) if isinstance(stamp, str) else None
    for name in (f"{entry.kind}/{own}" if isinstance(own, str) and own else None, entry.url):
        if name is not None and name in last:
            when = last[name]
            if when is None or written is None or not when.is_before(written):
                return True
    return False


def _searched(urls: Iterable[str]) -> dict[str, set[str] | None]:
    """Kind -> the ids that searches say to delete; None where one of them may find an entry of any id."""
    found: dict[str, set[str] | None] = {}
    for path, _, query in (url.partition("?") for url in urls):
        ids = {each.removeprefix("_id=") for each in query.split("&") if each.startswith("_id=")}
        kind = path.rpartition("/")[2]
        before = found.setdefault(kind, set())
        if before is None or not ids:
            found[kind] = None
        else:
            before |= ids
    return found


def _collect(given: Any, place: str, collected: Collected, faults: list[Fault], url: str | None, depth: int) -> None:
    if isinstance(given, list):
        for index, each in enumerate(given):
            _collect(each, f"{place}[{index}]", collected, faults, None, depth + 1)
        return
    kind = given.get("resourceType") if isinstance(given, dict) else None
    if not isinstance(kind, str) or re.fullmatch(KIND, kind) is None or depth > _DEEPEST:
        help_line = "send a Bundle, Parameters, a list of resources or a resource; each has a `resourceType`"
        faults.append(Fault(place, "S41", shorten(given, 60), help_line))
    elif kind == "Bundle":
        _bundle(given, place, collected, faults, depth)
    elif kind == "Parameters":
        _parameters(given, place, collected, faults, depth)
    else:
        number = len(collected.entries)
        own = given.get("id")
        name = f"{kind}/{shorten(own, 64)}" if isinstance(own, str) and own else f"{kind}[{number}]"
        collected.entries.append(ResourceEntry(given, kind, name, place, url))


def _bundle(bundle: Mapping[str, Any], place: str, collected: Collected, faults: list[Fault], depth: int) -> None:
    entries = bundle.get("entry")
    entries = [] if entries is None else entries
    if not isinstance(entries, list):
        faults.append(Fault(f"{place}.entry", "S41", shorten(entries, 60), "the entries of a Bundle are a list"))
        return
    if has_more(bundle):
        collected.incomplete = True
    against_all = "implicit_rules" if bundle.get("implicitRules") else _document_in_error(bundle, entries)
    for index, entry in enumerate(entries):
        where = f"{place}.entry[{index}]"
        if not isinstance(entry, dict):
            faults.append(Fault(where, "S41", shorten(entry, 60), "an entry of a Bundle is an object"))
            continue
        url = entry.get("fullUrl")
        found = url if isinstance(url, str) else None
        against = _note_deleted(entry, found, collected) or against_all
        failed = has_failed(entry)
        if failed:
            against = against or "request_failed"
        searched = entry.get("search")
        if isinstance(searched, dict) and searched.get("mode") == "outcome":
            against = against or "search_outcome"
        if is_modified(entry):
            against = against or "modifier_extension"
        if failed or says_lost(entry.get("resource")):
            collected.incomplete = True
        if entry.get("resource") is not None:
            first = len(collected.entries)
            _collect(entry["resource"], f"{where}.resource", collected, faults, found, depth + 1)
            if against is not None:
                collected.entries[first:] = [replace(each, against=against) for each in collected.entries[first:]]


def _document_in_error(bundle: Mapping[str, Any], entries: list[Any]) -> str | None:
    """`entered_in_error` where a document says so of itself."""
    first = entries[0].get("resource") if entries and isinstance(entries[0], dict) else None
    is_in_error = isinstance(first, dict) and first.get("status") == "entered-in-error"
    is_document = isinstance(first, dict) and first.get("resourceType") == "Composition"
    return "entered_in_error" if is_in_error and is_document and bundle.get("type") in ("document", None) else None


def _note_deleted(entry: Mapping[str, Any], url: str | None, collected: Collected) -> str | None:
    """Note what an entry says is deleted; `deleted` where it does."""
    request, response = entry.get("request"), entry.get("response")
    if not isinstance(request, dict) or request.get("method") != "DELETE":
        return None
    when = response.get("lastModified") if isinstance(response, dict) else None
    urls = tuple(each.split("/_history")[0] for each in (url, request.get("url")) if isinstance(each, str) and each)
    collected.deleted.append(DeletedEntry(urls, when if isinstance(when, str) else None))
    return "deleted"


def _parameters(
    given: Mapping[str, Any],
    place: str,
    collected: Collected,
    faults: list[Fault],
    depth: int,
    part_of: str = "parameter",
) -> None:
    """Collect the resources of parameters and of their parts; `part_of`: under which name the list stands."""
    parts = given.get(part_of)
    parts = [] if parts is None else parts
    if not isinstance(parts, list):
        faults.append(Fault(f"{place}.{part_of}", "S41", shorten(parts, 60), "parameters are a list"))
        return
    for index, part in enumerate(parts):
        where = f"{place}.{part_of}[{index}]"
        if not isinstance(part, dict):
            faults.append(Fault(where, "S41", shorten(part, 60), "a parameter is an object"))
            continue
        if part.get("resource") is not None:
            _collect(part["resource"], f"{where}.resource", collected, faults, None, depth + 1)
        elif isinstance(part.get("name"), str) and part_of == "parameter" and not part.get("part"):
            value = next((part[key] for key in part if key.startswith("value")), None)
            collected.parameters.append((part["name"], value))
        if part.get("part") is not None:
            if depth > _DEEPEST:
                faults.append(Fault(where, "S41", "part", "parts of parameters are nested a few times at most"))
            else:
                _parameters(part, where, collected, faults, depth + 1, "part")


def id_in(reference: str | None) -> str | None:
    """The id that a reference, an absolute URL or a `urn:uuid:` ends in."""
    if not reference:
        return None
    whole = reference.strip()
    if len(whole) > _LONGEST_REFERENCE:
        return whole
    before, slash, _ = whole.rpartition("/")
    named = before.removesuffix(_HISTORY) if slash and before.endswith(_HISTORY) else whole
    return _id_at_the_end(named) or _id_at_the_end(whole) or whole


def _id_at_the_end(text: str) -> str:
    """The last characters that an id may have, as many as there are."""
    start = len(text)
    while start and text[start - 1] in _IN_AN_ID:
        start -= 1
    return text[start:]
