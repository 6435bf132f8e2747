"""What a Bundle says of itself as the answer to a search: whether there is more of it than was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_FAILED = ("error", "fatal")
_WITHHELD = ("suppressed", "incomplete", "security", "forbidden", "timeout", "throttled", "too-costly", "transient")
"""Kinds of issue (FHIR IssueType) by which something was left out, however gravely the server takes it."""
_NO_MATCH = ("include", "outcome")


def says_lost(resource: Any) -> bool:
    """Return whether an OperationOutcome says that what was asked for, or a part of it, was not given."""
    if not isinstance(resource, Mapping) or resource.get("resourceType") != "OperationOutcome":
        return False
    issues = resource.get("issue")
    return any(
        isinstance(each, Mapping) and (each.get("severity") in _FAILED or each.get("code") in _WITHHELD)
        for each in (issues if isinstance(issues, list) else ())
    )


def has_more(bundle: Mapping[str, Any]) -> bool:
    """Return whether a Bundle has a next page, or counts more matches than it holds."""
    links, entries, total = bundle.get("link"), bundle.get("entry"), bundle.get("total")
    listed = links if isinstance(links, list) else ()
    if any(isinstance(link, Mapping) and link.get("relation") == "next" for link in listed):
        return True
    if not isinstance(total, int) or isinstance(total, bool):
        return False
    return total > sum(_is_match(entry) for entry in (entries if isinstance(entries, list) else ()))


def _is_match(entry: Any) -> bool:
    searched = entry.get("search") if isinstance(entry, Mapping) else None
    return not (isinstance(searched, Mapping) and searched.get("mode") in _NO_MATCH)


def is_modified(entry: Mapping[str, Any]) -> bool:
    """Return whether an entry of a Bundle, beside its resource, has a modifier that nobody here understands."""
    parts = (entry, *(entry.get(name) for name in ("search", "request", "response")))
    return any(isinstance(part, Mapping) and bool(part.get("modifierExtension")) for part in parts)


def has_failed(entry: Mapping[str, Any]) -> bool:
    """Return whether an entry of a Bundle is the answer to a request that failed."""
    response = entry.get("response")
    status = response.get("status") if isinstance(response, Mapping) else None
    return isinstance(status, str) and status[:1] in ("4", "5")
