"""The dossier with the numbers of the page: a document that shows both has one number for each source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from immunote.engine.note import Note
from immunote.engine.paging.model import Page
from immunote.service.render.dossier import Dossier

T = TypeVar("T")


def renumbered(dossier: Dossier, page: Page, note: Note) -> Dossier:
    """The dossier after its page: what the page cites has the page's numbers, the others follow in the note's order."""
    order = [each.in_note for each in page.sources]
    order += [each.number for each in note.citations if each.number not in order]
    changed = _changed(dossier, {in_note: place for place, in_note in enumerate(order, 1)})
    sections = []
    for section in changed.sections:
        numbered = all(each.number is not None for each in section.entries)
        entries = sorted(section.entries, key=lambda each: each.number or 0) if numbered else section.entries
        sections.append(replace(section, entries=tuple(entries)))
    return replace(changed, sections=tuple(sections))


def _changed(part: T, numbers: Mapping[int, int]) -> T:
    if isinstance(part, tuple):
        return tuple(_changed(each, numbers) for each in part)  # type: ignore[return-value]
    if not is_dataclass(part) or isinstance(part, type):
        return part
    new: dict[str, object] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name == "cites":
            new["cites"] = tuple(sorted(numbers[each] for each in value))
        elif field.name == "number":
            new["number"] = None if value is None else numbers[value]
        else:
            new[field.name] = _changed(value, numbers)
    return replace(part, **new)
