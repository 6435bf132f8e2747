"""A part that has not the form of R4 is taken out of its resource: what is good beside it is read.

Parts are those that stand for themselves: a component of an observation, a question of a questionnaire's answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from immunote.service.fhir.datatypes import Concept, RecordCoding
from immunote.service.fhir.index import LINK_ID
from immunote.service.fhir.models import Resource
from immunote.service.fhir.record_reading import RecordReading, source_of
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.unread import note_unread

_PART_OF = {"Observation": "component", "QuestionnaireResponse": "item"}
_MOST_PARTS = 2000
Path = tuple[str | int, ...]


def without_broken_parts(
    reading: RecordReading, entry: ResourceEntry, shape: type[Resource], broken: ValidationError
) -> tuple[ResourceEntry, Resource] | None:
    """Return an entry without the parts that cannot be read, and name these; None where the rest cannot be read."""
    name = _PART_OF.get(entry.kind)
    if name is None:
        return None
    places = {_innermost(each["loc"], name) for each in broken.errors(include_url=False, include_input=False)}
    if () in places or len(places) > _MOST_PARTS:
        return None
    taken: list[Any] = []
    rest = replace(entry, raw=_without(entry.raw, (), places, taken))
    try:
        model = shape.model_validate(rest.raw)
    except ValidationError:
        return None
    _name_parts(reading, entry, name, taken)
    return rest, model


def _innermost(place: Sequence[str | int], name: str) -> Path:
    """Return the path of the innermost part that a place of a fault lies in; empty where it lies in none."""
    for end in range(len(place) - 1, 0, -1):
        if place[end - 1] == name and isinstance(place[end], int):
            return tuple(place[: end + 1])
    return ()


def _without(given: Any, path: Path, places: set[Path], taken: list[Any]) -> Any:
    """Return a copy of what is given without the parts at some places, which are added to `taken`."""
    if not any(each[: len(path)] == path for each in places):
        return given
    if isinstance(given, Mapping):
        return {key: _without(value, (*path, key), places, taken) for key, value in given.items()}
    if not isinstance(given, list):
        return given
    taken += [value for index, value in enumerate(given) if (*path, index) in places]
    return [
        _without(value, (*path, index), places, taken)
        for index, value in enumerate(given)
        if (*path, index) not in places
    ]


def _name_parts(reading: RecordReading, entry: ResourceEntry, name: str, taken: list[Any]) -> None:
    if name == "component":
        note_unread(reading, replace(entry, raw={"resourceType": entry.kind, name: taken}), "unreadable")
        return
    links = [link for part in taken for link in _links(part)]
    concepts = [Concept(coding=[RecordCoding(system=LINK_ID, code=link)]) for link in links]
    reading.misunderstood(entry.kind)
    reading.pass_over(
        source_of(entry), "unreadable", [link for link in links if link in reading.index.elements] or [None]
    )
    for concept, link in zip(concepts, links, strict=True):
        if link not in reading.index.elements:
            reading.unknown_codes([concept])


def _links(part: Any) -> Iterator[str]:
    """Yield the linkId of an item and of those within it."""
    waiting = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if isinstance(each.get("linkId"), str):
                yield each["linkId"]
            waiting += [each.get("item"), each.get("answer")]
        elif isinstance(each, list):
            waiting += each
