"""The page as a request form for a panel: what is known stands there, what is not recorded is a blank to fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from immunote.engine.note import DoseArithmetic, Note
from immunote.engine.paging.material import Material, filled
from immunote.engine.paging.measure import numbers
from immunote.engine.paging.model import GLYPHS, Page, PageMark
from immunote.engine.paging.practice import number, planned
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.page import PanelFieldShape
from immunote.engine.words import SEPARATOR

_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class FormField:
    """A label with its lines. `is_blank`: nothing of it is recorded, so that it is filled in by hand."""

    label: str
    lines: tuple[str, ...]
    is_blank: bool


@dataclass(frozen=True, slots=True)
class RequestForm:
    """A request, field by field. `head` says whom it is about and when the sources were searched."""

    title: str
    head: tuple[str, ...]
    fields: tuple[FormField, ...]
    ending: str


def form_of(note: Note, rulebase: RuleBase, page: Page) -> RequestForm:
    """The request form of a note and its page."""
    panel = rulebase.page.panel
    writer = _Writer(Material(note, rulebase, 0), page)
    head = (SEPARATOR.join(filter(None, (page.day, page.jurisdiction))), page.who, f"{page.edition}; {page.searched}")
    written = [(shape, writer.field(shape)) for shape in panel.fields]
    fields = tuple(field for shape, field in written if not (shape.optional and field.is_blank))
    return RequestForm(f"{panel.title}: {page.title}", tuple(filter(None, head)), fields, page.legend)


class _Writer:
    """Writes the fields of one form, and numbers the sources in the order in which it prints them."""

    def __init__(self, material: Material, page: Page) -> None:
        self.material, self.page = material, page
        self.panel = material.rulebase.page.panel
        self.order: dict[int, int] = {}
        self.in_note = {source.number: source.in_note for source in page.sources}
        self.recorded = {fact.element: fact.words for fact in material.note.recorded}
        self.lines: dict[str, Callable[[PanelFieldShape], Iterator[str]]] = {
            "headline": self._headline,
            "elements": self._elements,
            "recorded": self._only_recorded,
            "blocks": self._blocks,
            "statements": self._statements,
            "grams": self._grams,
            "products": self._products,
            "sources": self._sources,
            "blank": self._blank,
        }

    def field(self, shape: PanelFieldShape) -> FormField:
        """A field: its lines, or a blank where there are none."""
        lines = tuple(self.lines[shape.of](shape))
        empty = not lines
        if empty or shape.fill:
            lines = (*lines, self.panel.blank)
        return FormField(shape.label, lines, empty)

    def _headline(self, _shape: PanelFieldShape) -> Iterator[str]:
        yield f"{self.page.headline} ({self.page.certainty})"
        yield from self.page.said

    def _elements(self, shape: PanelFieldShape) -> Iterator[str]:
        """Every element with its value, or with a blank."""
        elements = self.material.rulebase.elements
        yield SEPARATOR.join(
            f"{elements[name].label}: {self.recorded.get(name, self.panel.blank)}" for name in shape.elements
        )

    def _only_recorded(self, shape: PanelFieldShape) -> Iterator[str]:
        """The elements that are recorded, but for a no, and for members that say that there is nothing to tell."""
        elements = self.material.rulebase.elements
        recorded = {fact.element: fact for fact in self.material.note.recorded}
        for name in shape.elements:
            fact = recorded.get(name)
            if fact is not None and fact.value is not False and fact.value not in shape.not_members:
                yield elements[name].label if fact.value is True else f"{elements[name].label}: {fact.words}"

    def _blocks(self, shape: PanelFieldShape) -> Iterator[str]:
        for block in self.page.blocks:
            if block.key in shape.blocks:
                for item in block.items:
                    yield self._cited(_marked(item.text, item.mark), self._of_page(item.cites))
                    for line in item.lines:
                        yield self._cited(f"  {line.text}", self._of_page(line.cites))

    def _statements(self, shape: PanelFieldShape) -> Iterator[str]:
        for statement in self.material.statements:
            if statement.kind in shape.kinds or statement.rule in shape.rules:
                yield self._cited(statement.text, statement.citations[:2])

    def _grams(self, _shape: PanelFieldShape) -> Iterator[str]:
        """The grams of a course, and of a year, by the actual and by the adjusted weight."""
        dose = self.material.note.dose
        if dose is None or dose.weight_kg is None or not dose.courses:
            return
        course = planned(self.material) or dose.courses[0]
        per_kg = Decimal(str(course.g_per_kg))
        weights = ((self.panel.actual_weight, dose.weight_kg), (self.panel.adjusted_weight, self._adjusted(dose)))
        for words, weight in weights:
            if weight is None:
                yield filled(words, weight=self.panel.blank, grams=self.panel.blank)
                continue
            grams = (per_kg * Decimal(str(weight))).quantize(_TENTH)
            text = filled(words, weight=number(weight), grams=number(float(grams)))
            courses = self.panel.courses_a_year
            if courses is not None:
                text += filled(self.panel.a_year, grams=number(float(grams * courses)), courses=courses)
            yield self._cited(text, course.citations[:1])

    def _adjusted(self, dose: DoseArithmetic) -> float | None:
        rules = self.material.rulebase.dose
        if rules is None or dose.ideal_weight_kg is None or dose.weight_kg is None:
            return None
        actual, ideal = Decimal(str(dose.weight_kg)), Decimal(str(dose.ideal_weight_kg))
        return float(min(actual, rules.adjusted(actual, ideal).quantize(_TENTH)))

    def _products(self, _shape: PanelFieldShape) -> Iterator[str]:
        excluded = self.material.note.products_excluded
        holding = [each for each in excluded if each.status == "holds"]
        for each in holding:
            words = filled(self.material.words.excluded, text=each.text.rstrip("."), wording=each.wording)
            yield self._cited(words, each.citations[:1])
        still_open = list(dict.fromkeys(each.reason for each in excluded if each.status == "open"))
        if not excluded:
            return
        if not holding:
            yield self.panel.not_excluded
        if still_open:
            yield filled(self.panel.still_open, names="; ".join(still_open))

    def _sources(self, _shape: PanelFieldShape) -> Iterator[str]:
        cited = {each.number: each for each in self.material.note.citations}
        briefs = {each.in_note: each.brief for each in self.page.sources}
        for in_note, place in self.order.items():
            source = cited[in_note]
            yield f"[{place}] {source.label}, {briefs.get(in_note, source.design)}"

    def _blank(self, _shape: PanelFieldShape) -> Iterator[str]:
        yield from ()

    def _of_page(self, cites: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(self.in_note[cite] for cite in cites)

    def _cited(self, text: str, in_note: tuple[int, ...]) -> str:
        for cite in in_note:
            self.order.setdefault(cite, len(self.order) + 1)
        return f"{text} {numbers(tuple(self.order[cite] for cite in in_note))}".rstrip()


def _marked(text: str, mark: PageMark) -> str:
    return f"{GLYPHS[mark]} {text}".strip()
