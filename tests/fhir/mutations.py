"""Changes one node of a record at random, and says what such a change must never bring about."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.fhir.guidance import guidance
from immunote.service.fhir.mapping import Mapped, map_resources

Path = tuple[str | int, ...]
JUNK: list[Any] = [
    None, True, False, 0, -1, 10**18, 5e-324, 1e308, "", " ", "x", "x" * 300, "2026", "0001-01-01", "9999-12-31",
    "\u200b", "#", "#x", "Patient/other", "refuted", "?", [], {}, [None], [[]], {"coding": None}, {"coding": [{}]},
    {"text": "no"}, {"reference": "#x"}, {"value": 1},
]  # fmt: skip


@dataclass(frozen=True)
class Mutation:
    """One change: what was done to which node of which entry."""

    how: str
    path: Path

    @property
    def entry(self) -> int:
        """The number of the entry."""
        return int(self.path[0])

    @property
    def takes_away(self) -> bool:
        """Whether nothing of the entry is left that could be told to be of its kind."""
        return len(self.path) <= 2 or self.path[-1] == "resourceType"


def nodes(part: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of every node below a part."""
    items: Any = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, each in items:
        yield (*path, key)
        yield from nodes(each, (*path, key))


def mutated(entries: list[Any], rng: Random) -> tuple[list[Any], Mutation]:
    """Return a copy of some entries in which one node is dropped, retyped, replaced or doubled."""
    made = copy.deepcopy(entries)
    path = rng.choice(list(nodes(made)))
    how = rng.choice(["drop", "retype", "replace", "double"])
    holder: Any = made
    for key in path[:-1]:
        holder = holder[key]
    last: Any = path[-1]
    if how == "drop":
        del holder[last]
    elif how == "retype":
        holder[last] = retyped(holder[last])
    elif how == "replace":
        holder[last] = copy.deepcopy(rng.choice(JUNK))
    elif isinstance(holder, list):
        holder.insert(last, copy.deepcopy(holder[last]))
    else:
        holder[last] = [copy.deepcopy(holder[last])] * 2
    return made, Mutation(how, path)


def retyped(value: Any) -> Any:
    """Return a value as something of another type."""
    if isinstance(value, bool) or value is None:
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return [value] if len(value) % 2 else {"value": value}
    return list(value.values()) if isinstance(value, dict) else dict(enumerate(map(str, value)))


class Held:
    """What an untouched record holds: as a whole, and by each of its entries."""

    def __init__(self, engine: Engine, entries: list[Any], as_of: date) -> None:
        self.engine, self.as_of, self.entries = engine, as_of, entries
        self.whole = self.read(entries)
        self.single: set[tuple[str, Any]] = set(self.whole.profile.items())
        self.explicit_no: set[str] = set()
        others = [each for each in entries if kind_of(each) in ("Patient", "Medication", "Device", "Questionnaire")]
        for entry in entries:
            alone = self.read([*others, entry] if entry not in others else others)
            self.single |= set(alone.profile.items())
            self.explicit_no |= {
                each.element for each in alone.report.elements if each.value is False and each.how == "read"
            }
        records = engine.rulebase.records
        assert records is not None
        # worked out from other values and from the order of dates
        self.follow = {*records.durations, *records.before, *records.upper_limit_of}
        self.follow |= {before.days for before in records.before.values()}

    def read(self, entries: list[Any]) -> Mapped:
        """Map some entries as one Bundle."""
        return map_resources({"resourceType": "Bundle", "entry": entries}, self.engine.rulebase, self.as_of)

    def faults_of(self, entries: list[Any], change: Mutation, *, with_note: bool) -> list[str]:
        """Return what is wrong with the reading of a mutated record; nothing where it is refused with its reason."""
        try:
            found = self.read(entries)
        except Refused as refused:
            return [str(fault) for fault in refused.faults if fault.code not in ("S41", "S42")]
        if with_note:
            guidance(self.engine.note_of(found.patient), found, self.engine.rulebase)
        return [*self._new_facts(found, change), *self._new_nos(found, change)]

    def _new_facts(self, found: Mapped, change: Mutation) -> Iterator[str]:
        names = set(names_of(self.entries[change.entry])) if change.entry < len(self.entries) else set()
        for each in found.report.elements:
            if each.element in self.follow or (each.element, found.profile[each.element]) in self.single:
                continue
            resource = each.source.resource.partition("#")[0]
            if resource not in names and "[" not in resource and not self._is_referred_to(change):
                yield f"{each.element} = {each.value} by {each.source.resource}, which was not changed"

    def _is_referred_to(self, change: Mutation) -> bool:
        """Whether the changed entry is one that others take their codes or their person from."""
        return kind_of(self.entries[change.entry]) in ("Patient", "Medication", "Device", "Questionnaire")

    def _new_nos(self, found: Mapped, change: Mutation) -> Iterator[str]:
        before = self.whole.patient.facts
        how = {each.element: each for each in found.report.elements}
        for name, value in found.patient.facts.items():
            if value is not False or before.get(name) is False:
                continue
            source = how.get(name)
            put_there = source is not None and source.source.resource in names_of(self.entries[change.entry])
            if put_there and source is not None and source.how == "read":
                continue
            if change.takes_away and name in self.explicit_no and source is not None and source.how == "read":
                continue  # one of two contrary answers is gone, and the record now holds only the other
            yield f"{name} was {before.get(name)} and is no: {source or found.patient.because.get(name)}"


def kind_of(entry: Any) -> str | None:
    """Return the kind of the resource in an entry."""
    resource = entry.get("resource") if isinstance(entry, dict) else None
    return resource.get("resourceType") if isinstance(resource, dict) else None


def names_of(entry: Any) -> list[str]:
    """Return what a report calls the resource in an entry."""
    resource = entry["resource"]
    return [f"{resource['resourceType']}/{resource['id']}"]
