"""The questions as a screen shows them: fields with their words, in boxes, in the groups of the rule base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from immunote.engine.elements import Element
from immunote.engine.form import FormGroup, FormPart, FormQuestion, QuestionForm, QuestionState
from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import capital
from immunote.service.page.reading import NO, UNIT, YES, Fields, Reading, other_units
from immunote.service.page.words import BOXES, box_of, fault_words, idle_words, state_words

_BARE = (None, "count", "ratio", "score")


@dataclass(frozen=True)
class UnitChoice:
    """One unit in which a number may be typed. `element`: the element that holds it in this unit."""

    element: str
    words: str
    chosen: bool


@dataclass(frozen=True)
class PageField:
    """One question with its field. `kind`: yes_no, choice or number. `short`: few words, for a tile or a row.

    `options`: value -> words, of a choice. `unit`: where it is the only one. `state`, `says`: where it stands, and why.
    `idle`: answered, and the outcome does not depend on the answer; the group says so of all of these at once.
    """

    name: str
    kind: str
    text: str
    short: str
    value: str
    options: Mapping[str, str]
    unit: str
    units: tuple[UnitChoice, ...]
    state: str
    says: str
    faults: tuple[str, ...]
    idle: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """What stands below the field: what is wrong with its value, else where it stands."""
        if self.faults:
            return (*self.faults, "It does not count until it is corrected.")
        return (self.says,) if self.says else ()


@dataclass(frozen=True)
class PageBox:
    """Fields that stand together. `id`: of the box on the screen. `shown_as`: list, tiles, rows, ticks or folded."""

    id: str
    shown_as: str
    title: str
    about: str
    fields: tuple[PageField, ...]


@dataclass(frozen=True)
class PageGroup:
    """A group of questions: boxes that stand open, boxes that are folded away.

    `asked`: how many are asked now. `idle`: what is said of all answers that change nothing, empty for none.
    """

    id: str
    title: str
    open: tuple[PageBox, ...]
    folded: tuple[PageBox, ...]
    none_of_these: str
    asked: int
    idle: str

    @property
    def boxes(self) -> tuple[PageBox, ...]:
        """All boxes, those that stand open first."""
        return (*self.open, *self.folded)


def sheet_of(rulebase: RuleBase, form: QuestionForm, reading: Reading, fields: Fields, note: Note) -> list[PageGroup]:
    """All groups of a form with what was typed."""
    maker = _SheetMaker(rulebase, reading, fields)
    titles = {each.group: each.title for each in note.questions if each.changes_outcome}
    return [maker.group(group, titles.get(group.id, group.title) or "Also recorded") for group in form.groups]


class _SheetMaker:
    def __init__(self, rulebase: RuleBase, reading: Reading, fields: Fields) -> None:
        self.rulebase, self.reading, self.fields = rulebase, reading, fields

    def group(self, group: FormGroup, title: str) -> PageGroup:
        shown = {each.element: self._field(each, part) for part in group.parts for each in part.questions}
        folded: dict[str, list[PageField]] = {key: [] for key in BOXES}
        boxes = []
        for part in group.parts:
            stay: list[PageField] = []
            for question in part.questions:
                field, box = shown[question.element], self._box(question)
                (folded[box] if box else stay).append(field)
            key = part.questions[0].element
            boxes.append(PageBox(f"box-{key}", part.shown_as, part.title, part.about, tuple(stay)))
        return PageGroup(
            id=group.id or "also_recorded",
            title=capital(title),
            open=tuple(boxes),
            folded=tuple(
                PageBox(f"box-{group.id or 'also_recorded'}-{key}", "folded", BOXES[key], "", tuple(found))
                for key, found in folded.items()
            ),
            none_of_these=group.none_of_these or "",
            asked=sum(each.state is QuestionState.ASKED for each in group.questions),
            idle=idle_words(sum(each.idle for each in shown.values())),
        )

    def _box(self, question: FormQuestion) -> str:
        """An answer that does not count is what its field was left empty for: it stands where it was typed."""
        return "" if self.fields.get(question.element, "").strip() else box_of(question)

    def _field(self, question: FormQuestion, part: FormPart) -> PageField:
        element = self.rulebase.elements[question.element]
        units = tuple(self._units(element))
        typed = self.fields.get(element.name, "")
        short = part.words.get(element.name) or capital(element.label)
        return PageField(
            name=element.name,
            kind={"boolean": "yes_no", "enumeration": "choice"}.get(element.type, "number"),
            text=question.text,
            short=short,
            value=typed,
            options=element.values,
            unit="" if units or element.unit in _BARE else str(element.unit),
            units=units,
            state=question.state.value,
            says=state_words(self.rulebase, question, self.reading.patient.facts),
            faults=tuple(fault_words(self.rulebase, each) for each in self.reading.faults.get(element.name, ())),
            idle=question.state is QuestionState.ANSWERED and not question.counts,
        )

    def _units(self, element: Element) -> Iterator[UnitChoice]:
        others = other_units(self.rulebase, element.name)
        chosen = self.fields.get(UNIT + element.name, element.name)
        for name in (element.name, *others) if others else ():
            yield UnitChoice(name, str(self.rulebase.elements[name].unit), name == chosen)


def value_of_field(value: object) -> str:
    """A value as its field has it."""
    return {True: YES, False: NO}.get(value, str(value)) if isinstance(value, bool) else str(value)
