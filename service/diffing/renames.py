"""Which sources and findings are the same under another id, so that a new id changes no citation.

Nothing is guessed: two sources are one where they have an identifier, a citation or a title in common that no other
source of their version has; two findings of such a source where title or numbers are the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from immunote.engine.rulebase import Figure, RuleBase, Source


@dataclass(frozen=True)
class Renames:
    """New ids by old ids: of sources, and of findings (`source.finding`)."""

    sources: Mapping[str, str] = field(default_factory=dict)
    cites: Mapping[str, str] = field(default_factory=dict)

    def cite(self, cite: str) -> str:
        """A citation of the old version as the new one writes it."""
        return self.cites.get(cite, cite)

    def text(self, value: str) -> str:
        """A word of the old version that may be an id, a citation or one number of a finding."""
        cite, dot, number = value.rpartition(".")
        if cite in self.cites:
            return f"{self.cites[cite]}{dot}{number}"
        return self.sources.get(value) or self.cites.get(value, value)

    def source(self, source: Source) -> Source:
        """A source of the old version under its new ids."""
        new = self.sources.get(source.id, source.id)
        keys = {key: self.cite(f"{source.id}.{key}").partition(".")[2] for key in source.figures}
        figures = {keys[key]: replace(figure, key=keys[key]) for key, figure in source.figures.items()}
        place = source.place
        if new != source.id:
            stem = re.escape(source.id)
            place = replace(place, file=re.sub(rf"(^|/){stem}(?=\.)", rf"\g<1>{new}", place.file))
        return replace(source, id=new, figures=figures, place=place)


def renames_between(old: RuleBase, new: RuleBase) -> Renames:
    """Find the sources and findings that are the same in both versions and have another id in the new one."""
    gone = {name: source for name, source in old.sources.items() if name not in new.sources}
    come = {name: source for name, source in new.sources.items() if name not in old.sources}
    sources = _pairs(gone, come, _SAME_SOURCE)
    cites: dict[str, str] = {}
    for name, now in {**{name: name for name in old.sources if name in new.sources}, **sources}.items():
        before, after = old.sources[name].figures, new.sources[now].figures
        left = {key: figure for key, figure in before.items() if key not in after}
        found = _pairs(left, {key: figure for key, figure in after.items() if key not in before}, _SAME_FIGURE)
        cites |= {f"{name}.{key}": f"{now}.{found.get(key, key)}" for key in before if now != name or key in found}
    return Renames(sources, cites)


def _cited(key: str) -> Callable[[Source], Hashable]:
    return lambda source: source.citation.get(key)


def _as_a_whole(source: Source) -> Hashable:
    return tuple(sorted(source.citation.items()))


def _findings(source: Source) -> Hashable:
    return frozenset(figure.title for figure in source.figures.values()) or None


_SAME_SOURCE: tuple[Callable[[Source], Hashable], ...] = (
    _cited("doi"),
    _cited("pmid"),
    _as_a_whole,
    _cited("title"),
    _findings,
)


def _title(figure: Figure) -> Hashable:
    return figure.title


def _numbers(figure: Figure) -> Hashable:
    return tuple(figure.values.items()) or None


_SAME_FIGURE: tuple[Callable[[Figure], Hashable], ...] = (_title, _numbers)


_Thing = TypeVar("_Thing", Source, Figure)


def _pairs(
    gone: Mapping[str, _Thing], come: Mapping[str, _Thing], marks: tuple[Callable[[_Thing], Hashable], ...]
) -> dict[str, str]:
    """Pair old with new things by `marks`, the surest first: two are a pair if only they have the same value of it."""
    found: dict[str, str] = {}
    for mark in marks:
        before = dict(_alone(((name, mark(each)) for name, each in gone.items() if name not in found)))
        taken = set(found.values())
        after = dict(_alone(((name, mark(each)) for name, each in come.items() if name not in taken)))
        found |= {before[value]: after[value] for value in before if value in after}
    return found


def _alone(marked: Iterator[tuple[str, Hashable]]) -> Iterator[tuple[Hashable, str]]:
    """Yield each value that exactly one thing has, with the name of the thing."""
    names: dict[Hashable, list[str]] = {}
    for name, value in marked:
        if value is not None:
            names.setdefault(value, []).append(name)
    yield from ((value, each[0]) for value, each in names.items() if len(each) == 1)
