"""The local mapping file: what a hospital's own codes and texts mean, as the hospital says. Checked whole at start."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from immunote.engine.elements import Element
from immunote.engine.faults import Fault, Refused, nearest, nearest_element, shorten
from immunote.engine.reader import Document, Path_, read_file
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.base import Shape
from immunote.service.fhir.datatypes import Concept, RecordCoding
from immunote.service.fhir.recognition import Hit, MatchedBy, plain, plain_uri
from immunote.service.fhir.unit_spellings import Units

_MOST_ENTRIES = 20_000


class MapEntry(Shape):
    """One line: `system` and `code`, or `text`, then what it means. `unit`: of numbers that name none themselves."""

    system: str | None = None
    code: str | None = None
    text: str | None = None
    element: str
    value: bool | str | None = None
    unit: str | None = None


class MapFile(Shape):
    """The file."""

    entries: list[MapEntry]


@dataclass(frozen=True)
class LocalMap:
    """The entries of a file by what they are found by. `key`: of the text, for whoever keeps what is made of it."""

    key: str = ""
    by_code: dict[tuple[str, str], list[MapEntry]] = field(default_factory=dict)
    by_text: dict[str, list[MapEntry]] = field(default_factory=dict)

    def hits(self, concepts: Iterable[Concept | None]) -> list[Hit]:
        """What the entries for the codes and texts of some concepts mean, each element once."""
        found: dict[str, Hit] = {}
        for coding, entry in self._entries(concepts):
            hit = Hit(entry.element, coding, None, MatchedBy.local_map, entry.value, unit=entry.unit)
            found.setdefault(entry.element, hit)
        return list(found.values())

    def value(self, name: str, concept: Concept | None) -> bool | str | None:
        """The value of an element that a coded or written result stands for; None where the file does not say."""
        entries = (entry for _, entry in self._entries([concept]))
        return next((entry.value for entry in entries if entry.element == name and entry.value is not None), None)

    def _entries(self, concepts: Iterable[Concept | None]) -> Iterator[tuple[RecordCoding, MapEntry]]:
        if not self.by_code and not self.by_text:
            return
        for concept in concepts:
            if concept is None:
                continue
            for coding in concept.coding:
                key = plain_uri(coding.system or ""), plain(coding.code or "")
                yield from ((coding, entry) for entry in self.by_code.get(key, ()))
            for text in (concept.text, *(coding.display for coding in concept.coding)):
                yield from ((RecordCoding(display=text), entry) for entry in self.by_text.get(plain_text(text), ()))


def plain_text(text: str | None) -> str:
    """A text as it is compared: without case and with single spaces."""
    return " ".join((text or "").casefold().split())


_READY: dict[tuple[Path, str], LocalMap] = {}
_MOST_READY = 4
NOTHING = LocalMap()


def map_of(path: Path | None, rulebase: RuleBase) -> LocalMap:
    """The map in a file, read once for a rule base. Raises Refused with all its faults (R01 to R06, S48)."""
    if path is None:
        return NOTHING
    found = _READY.get((path, rulebase.content_hash))
    if found is None:
        while len(_READY) >= _MOST_READY:
            _READY.pop(next(iter(_READY)), None)
        found = _READY[path, rulebase.content_hash] = read_map(path, rulebase)
    return found


def read_map(path: Path, rulebase: RuleBase) -> LocalMap:
    """Read and check a file. Raises Refused with all its faults (R01 to R03, S48)."""
    if not path.is_file():
        raise Refused([Fault(path.name, "S48", path.name, "there is no such file; see `IMMUNOTE_FHIR__MAP`")])
    document = read_file(path, path.parent)
    model = _shaped(document)
    if model is None:
        raise Refused(sorted(document.faults))
    checked = LocalMap(hashlib.sha256((document.text or "").encode()).hexdigest())
    for index, entry in enumerate(model.entries):
        _check(document, ("entries", index), entry, rulebase)
        if entry.text is not None:
            found = checked.by_text.setdefault(plain_text(entry.text), [])
        else:
            found = checked.by_code.setdefault((plain_uri(entry.system or ""), plain(entry.code or "")), [])
        if any(each.element == entry.element for each in found):
            _fault(document, ("entries", index), entry.element, "an entry before it says what this means")
        found.append(entry)
    if document.faults:
        raise Refused(sorted(document.faults))
    return checked


def _shaped(document: Document) -> MapFile | None:
    if document.faults:
        return None
    try:
        model = MapFile.model_validate(document.data)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_context=False):
            path: Path_ = tuple(each["loc"])
            _fault(document, path, path[-1] if path else "the file", f"{each['msg']}; see docs/fhir-intake.md")
        return None
    if len(model.entries) > _MOST_ENTRIES:
        _fault(document, ("entries",), len(model.entries), f"at most {_MOST_ENTRIES} entries are read")
        return None
    return model


def _check(document: Document, path: Path_, entry: MapEntry, rulebase: RuleBase) -> None:
    by_code = entry.system is not None and entry.code is not None
    if by_code == (entry.text is not None) or (entry.system is None) != (entry.code is None):
        _fault(document, path, entry.element, "give `system` and `code`, or `text`")
    elif entry.text is not None and not plain_text(entry.text):
        _fault(document, (*path, "text"), entry.text, "an empty text would mean every entry without one")
    element = rulebase.elements.get(entry.element)
    if element is None:
        _fault(document, (*path, "element"), entry.element, nearest_element(entry.element, rulebase.elements))
        return
    if entry.value is not None:
        _check_value(document, (*path, "value"), entry.value, element)
    if entry.unit is not None:
        records = rulebase.records
        factors = records.units.get(entry.element, {}) if records else {}
        if Units(factors, records.unit_words if records else {}).get(entry.unit) is None:
            _fault(document, (*path, "unit"), entry.unit, f"it has no conversion here: {nearest(entry.unit, factors)}")


def _check_value(document: Document, path: Path_, value: bool | str, element: Element) -> None:
    if element.is_number:
        _fault(document, path, value, "a number is read from the entry itself; leave `value` out")
    elif element.type == "boolean" and not isinstance(value, bool):
        _fault(document, path, value, "write true or false, without quotes")
    elif element.type == "enumeration" and value not in element.values:
        _fault(document, path, value, nearest(str(value), element.values))


def _fault(document: Document, path: Path_, text: object, help_line: str) -> None:
    document.fault(path, "S48", shorten(text), help_line)
