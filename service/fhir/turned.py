"""What turns an entry around or takes its value away, outside its code and status: fields of R4 and its neighbours.

A resource of STU3, DSTU2 or R5 often has the form of R4 and one field more, which says that nothing was done. Sources:
the definitions of these resources in each version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_NOT_DONE = ("wasNotTaken", "notGiven", "notDone", "notPerformed")
_TAKEN = {"y": None, "n": "not_done", "na": "not_done", "unk": "state_unclear"}
_ABSENT = ("/data-absent-reason", "/iso21090-nullFlavor")
_FOCUS = "/observation-focusCode"
_MOST_PARTS = 200


def why_turned(raw: Mapping[str, Any]) -> str | None:
    """Return the reason for which an entry does not say what its code and status say; None where there is none."""
    if any(raw.get(name) in (True, "true") for name in _NOT_DONE):
        return "not_done"
    if raw.get("reasonNotGiven") or raw.get("notDoneReason"):
        return "not_done"
    taken = raw.get("taken")
    if raw.get("resourceType") == "MedicationStatement" and isinstance(taken, str):
        return _TAKEN.get(taken, "state_unclear")
    if any(url.endswith(_FOCUS) for url in _urls(raw)):
        return "other_focus"
    if is_said_absent(raw.get("_status")):
        return "state_unclear"
    return _adherence(raw.get("adherence"))


def _adherence(given: Any) -> str | None:
    """Return what R5's adherence says against a statement: a drug that is listed is not always taken."""
    concept = given.get("code") if isinstance(given, dict) else None
    codings = concept.get("coding") if isinstance(concept, dict) else None
    listed = codings if isinstance(codings, list) else []
    codes = {str(each.get("code")) for each in listed if isinstance(each, dict)}
    if all(code.startswith("taking") for code in codes):
        return None
    if any(code.startswith(("stopped", "on-hold")) for code in codes):
        return "not_current"
    return "not_done" if "not-taking" in codes else "state_unclear"


def is_said_absent(part: Any) -> bool:
    """Return whether an extension of a part says why there is nothing in it."""
    return any(url.endswith(_ABSENT) for url in _urls(part))


def why_no_value(raw: Mapping[str, Any]) -> str | None:
    """Return why the value of an observation or a component is none, although something stands there.

    A reason for its absence stands beside it or in an extension of it, or there are two values.
    """
    values = [name for name in raw if name.lstrip("_").startswith("value") and raw[name] is not None]
    if len({name.lstrip("_") for name in values}) > 1:
        return "several_values"
    if raw.get("dataAbsentReason") and any(not name.startswith("_") for name in values):
        return "value_absent"
    parts = [raw[name] for name in values]
    parts += [part.get("_value") for part in parts if isinstance(part, dict)]
    return "value_absent" if any(is_said_absent(part) for part in parts) else None


def component_of(raw: Mapping[str, Any], number: int) -> Mapping[str, Any]:
    """Return a component as it stood in the record; the observation itself for -1."""
    listed = raw.get("component") if number >= 0 else None
    found = listed[number] if isinstance(listed, list) and number < len(listed) else raw
    return found if isinstance(found, dict) else raw


def _urls(raw: Any) -> Iterator[str]:
    extensions = raw.get("extension") if isinstance(raw, dict) else None
    for each in extensions[:_MOST_PARTS] if isinstance(extensions, list) else ():
        url = each.get("url") if isinstance(each, dict) else None
        if isinstance(url, str):
            yield url
