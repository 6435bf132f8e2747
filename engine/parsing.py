"""A profile's text, JSON or YAML, as one flat object; whatever else it is, it is refused with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.json_shape import json_shape
from immunote.engine.profile import json_path
from immunote.engine.reader import read_yaml

LARGEST = 262_144  # bytes; a full profile is under 10 kB
DEEPEST = 8


def parse_text(text: bytes | str) -> dict[str, Any]:
    """A JSON or YAML object. Raises Refused (P01 to P03, P10 to P12, P17)."""
    try:
        decoded = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        decoded.encode()  # text may hold half of a character pair, which is not UTF-8 either
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        raise _refused("$", "P17", f"byte {at}", "save the file as UTF-8") from None
    if len(decoded) > LARGEST:
        help_line = f"a profile is one flat object of at most {LARGEST // 1024} kB; lists of patients go elsewhere"
        raise _refused("$", "P11", f"{len(decoded)} characters", help_line)
    stripped = decoded.lstrip()
    found = _parse_json(decoded) if stripped.startswith(("{", "[")) else _parse_yaml(decoded)
    if found is None:
        return {}
    if not isinstance(found, dict):
        help_line = 'give one object, {"element": value, ...}; see `immunote example`'
        what = {list: "a list", str: "a text", bool: "true or false"}.get(type(found), "a number")
        raise _refused("$", "P02", what, help_line)
    return found


def _refused(place: str, code: str, text: str, help_line: str) -> Refused:
    return Refused([Fault(place, code, shorten(text), help_line)])


def _parse_json(text: str) -> Any:
    faults: list[Fault] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        for key, value in found:
            if key in keys:
                faults.append(Fault(json_path(key), "P03", shorten(key), "keep one of the two"))
            keys[key] = value
        return keys

    deepest, _ = json_shape(text.encode())
    if deepest > DEEPEST:
        raise _refused("$", "P12", f"{deepest} levels", "a profile is a flat object")
    try:
        found = json.loads(text, parse_float=_decimal, parse_constant=float, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        help_line = "a comma, a quote or a bracket is missing there, or too many; see `immunote example`"
        raise _refused("$", "P01", where, help_line) from None
    except ValueError:  # an integer too long for Python to read
        text = "a whole number of thousands of digits"
        raise _refused("$", "P10", text, "no element has a value of that length") from None
    if faults:
        raise Refused(faults)
    return found


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond what a decimal can hold
        return Decimal("Infinity")


def _parse_yaml(text: str) -> Any:
    try:
        deepest = max(_yaml_depths(text), default=0)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "the text"
        raise _refused("$", "P01", where, "see `immunote example`") from None
    if deepest > DEEPEST:
        raise _refused("$", "P12", f"{deepest} levels", "a profile is a flat object")
    document = read_yaml(text, "$")
    codes = {"R02": "P03"}
    if document.faults:
        raise Refused(
            Fault(f"line {fault.place.split(':')[1]}", codes.get(fault.code, "P01"), fault.text, fault.help)
            for fault in document.faults
        )
    return document.data


def _yaml_depths(text: str) -> Iterator[int]:
    depth = 0
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            yield depth
            if depth > DEEPEST:
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
