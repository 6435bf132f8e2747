"""How many codes of each system are known for each element, and what a single code would be read as."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from immunote.engine.elements import Element
from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.datatypes import Concept, RecordCoding
from immunote.service.fhir.index import Hit, Index


@dataclass(frozen=True)
class ElementCodes:
    """The codes of one element: system -> how many. `near`: those that raise its question. `texts`: names of drugs."""

    element: str
    label: str
    known: dict[str, int]
    near: dict[str, int]
    texts: int

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "element": self.element,
            "label": self.label,
            "known": self.known,
            "near": self.near,
            "ingredient_texts": self.texts,
        }


def coverage(index: Index) -> list[ElementCodes]:
    """Every element that is recorded under a code of its own, in the order of the dictionary."""
    rulebase = index.rulebase
    return [_of(index, element) for element in rulebase.elements.values() if _is_asked(rulebase, element)]


def _is_asked(rulebase: RuleBase, element: Element) -> bool:
    """Left out are the same quantity in another unit, and what is worked out from others."""
    is_unit = any(
        derivation.tolerance_is_relative and derivation.inputs == (element.name,)
        for each in rulebase.elements.values()
        for derivation in each.derivations
    )
    return not is_unit


def _of(index: Index, element: Element) -> ElementCodes:
    known: dict[str, set[str]] = {}
    for system, codes in _lists(index, element.name):
        known.setdefault(system, set()).update(codes)
    near: dict[str, set[str]] = {}
    for raised in index.records.raises:
        if element.name in raised.elements:
            for system, listed in raised.codes.items():
                near.setdefault(system, set()).update(listed)
    found = index.rulebase.codes.elements.get(element.name)
    return ElementCodes(
        element.name,
        element.label,
        {system: len(codes) for system, codes in sorted(known.items())},
        {system: len(codes) for system, codes in sorted(near.items())},
        len(found.ingredients) if found is not None else 0,
    )


def _lists(index: Index, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for member in index.members(index.family[name]) if index.family[name] == name else [name]:
        yield from index.elements[member].codes.items()
    for known in index.rulebase.codes.members.get(name, {}).values():
        for system, seen in known.codes.items():
            yield from ((each, tuple(seen)) for each in index.records.families.get(system, [system]))
    if name in index.records.reactions:
        yield from ((system, tuple(codes)) for system, codes in index.records.reactions[name].codes.items())


def read_as(index: Index, system: str, code: str, text: str | None) -> list[Hit]:
    """What a code would be read as, by any name or URI of its system; a drug by its text as well."""
    uri = index.uri(system) or system
    coding = RecordCoding(system=uri, code=code, display=text)
    return index.drug_hits(Concept(coding=[coding]))
