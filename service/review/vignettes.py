"""Vignettes: patients to review, one paragraph each, told in the rule base's own words; beside each our page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from immunote.engine.api import Decided, Engine
from immunote.engine.elements import Element
from immunote.engine.intake import Patient
from immunote.engine.loading.reviews import hash_of
from immunote.engine.paging import Page, page_to_draw
from immunote.engine.rulebase import RuleBase
from immunote.engine.sentences import PLACEHOLDER
from immunote.engine.shapes.vignettes import ToldAsShape, VignettesFile, VignetteShape
from immunote.engine.tree import Value
from immunote.engine.words import capital, value_words

_FEW = 8
_NO_WORDS = ToldAsShape()


@dataclass(frozen=True)
class Vignette:
    """One patient to review. `told`: the paragraph. `about`: where it comes from. `content`: a hash of all shown."""

    name: str
    title: str
    about: str
    told: str
    page: Page
    decided: Decided
    content: str


def names_of_vignettes(rulebase: RuleBase) -> dict[str, str]:
    """The vignettes of a rule base in order, each with its title; none where it has no such file."""
    return {each.vignette: _title(rulebase, each) for each in _shapes(rulebase)}


def profile_of(rulebase: RuleBase, name: str) -> dict[str, Any]:
    """The facts of a vignette. Raises KeyError."""
    return _facts(rulebase, _shape(rulebase, name))


def vignette_of(engine: Engine, name: str) -> Vignette:
    """A vignette with its note. Raises KeyError, and what the engine raises."""
    rulebase = engine.rulebase
    shape = _shape(rulebase, name)
    decided = engine.decide(engine.patient(_facts(rulebase, shape)))
    page = page_to_draw(decided.note, rulebase)
    told = told_of(engine, decided)
    case = rulebase.cases[shape.case]
    assert rulebase.vignettes is not None
    made_up = shape.completed or shape.but or shape.without
    about = f"{rulebase.vignettes.made_up} ({case.cite})" if made_up else case.cite
    return Vignette(name, _title(rulebase, shape), about, told, page, decided, _content(told, page))


def told_of(engine: Engine, decided: Decided) -> str:
    """The paragraph of a patient: what is not unremarkable, that all else is, and what is needed and not recorded."""
    words = engine.rulebase.vignettes
    return "" if words is None else " ".join(_Teller(engine.rulebase, words).sentences(decided))


class _Teller:
    def __init__(self, rulebase: RuleBase, words: VignettesFile) -> None:
        self.rulebase = rulebase
        self.words = words

    def sentences(self, decided: Decided) -> Iterator[str]:
        patient, elements = decided.patient, self.rulebase.elements
        opening = next((each for each in self.words.opens if self._names(each) <= patient.given.keys()), "")
        yield PLACEHOLDER.sub(lambda found: value_words(elements[found[1]], patient.given[found[1]]), opening)
        told = {name: self._told(name, patient) for name in patient.given if name not in self._names(opening)}
        listed: set[str] = set()
        for sentence in self.words.sentences:
            listed.update(sentence.elements)
            yield from self._filled(sentence.says, [told.get(name) for name in sentence.elements])
        yield from self._filled(self.words.otherwise, [words for name, words in told.items() if name not in listed])
        quiet = [name for name, value in patient.given.items() if self._is_unremarkable(name, value)]
        if len(quiet) > _FEW:
            yield self.words.unremarkable
        else:
            denied = [elements[name].label for name in quiet if patient.given[name] is False]
            yield from self._filled(self.words.denied, list(denied))
        note = decided.note
        needed = [each.label for each in note.missing if each.outcomes and len(note.reachable) > 1 and each.rank <= 3]
        more = self.rulebase.page.words.and_more.replace("{count}", str(len(needed) - _FEW))
        yield from self._filled(self.words.not_recorded, [*needed[:_FEW], *([more] if len(needed) > _FEW else [])])

    def _names(self, words: str) -> set[str]:
        return set(PLACEHOLDER.findall(words))

    def _filled(self, says: str, facts: list[str | None]) -> Iterator[str]:
        told = [each for each in facts if each]
        if told:
            yield says.replace("{facts}", ", ".join(told))

    def _is_unremarkable(self, name: str, value: Value) -> bool:
        return value == self.rulebase.elements[name].leaning or value in self._words_for(name).not_told

    def _words_for(self, name: str) -> ToldAsShape:
        return self.words.told_as.get(name, _NO_WORDS)

    def _told(self, name: str, patient: Patient) -> str | None:
        element, value = self.rulebase.elements[name], patient.given[name]
        if self._is_unremarkable(name, value):
            return None
        return _in_words(element, value, self._words_for(name))


def _in_words(element: Element, value: Value, words: ToldAsShape) -> str:
    if isinstance(value, bool):
        return (words.yes or element.label) if value else (words.no or f"no {element.label}")
    shown = value_words(element, value)
    return f"{element.label} {shown}" if words.value is None else words.value.replace("{value}", shown)


def _shapes(rulebase: RuleBase) -> list[VignetteShape]:
    return [] if rulebase.vignettes is None else rulebase.vignettes.vignettes


def _shape(rulebase: RuleBase, name: str) -> VignetteShape:
    return {each.vignette: each for each in _shapes(rulebase)}[name]


def _title(rulebase: RuleBase, shape: VignetteShape) -> str:
    return capital(shape.title or rulebase.cases[shape.case].title)


def _facts(rulebase: RuleBase, shape: VignetteShape) -> dict[str, Any]:
    case = rulebase.cases[shape.case]
    facts: Mapping[str, Any] = {**case.profile, **(case.completed if shape.completed else {}), **shape.but}
    return {name: _plain(value) for name, value in facts.items() if name not in shape.without}


def _plain(value: Any) -> Any:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value


def _content(told: str, page: Page) -> str:
    """A hash of what a reviewer reads, and of nothing else: neither the day nor the version of the rules."""
    said = [page.headline, *page.said, page.certainty]
    lines = [
        [
            block.title,
            *(text for item in block.items for text in (item.text, item.aside, *(x.text for x in item.lines))),
        ]
        for block in page.blocks
    ]
    return hash_of([told, said, lines])
