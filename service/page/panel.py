"""What stands beside the questions: red flags, grade, answers needed, the next question, and the page of the note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from immunote.engine.api import Engine
from immunote.engine.form import FormQuestion, QuestionForm
from immunote.engine.note import AnswerLeads, Missing, Note, Statement
from immunote.engine.paging import Page, page_to_draw
from immunote.engine.paging.model import PageItem
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import capital
from immunote.service.page.reading import Reading
from immunote.service.page.sheet import value_of_field
from immunote.service.page.words import fault_words
from immunote.service.render.grade_sign import GradeSign, grade_sign
from immunote.service.render.words import cleaned

_NAMED = 2
"""So many outcomes that an answer leaves are named; of more, those that it closes."""


@dataclass(frozen=True)
class WhySource:
    """A source behind a sentence, with the figures that are read of it there."""

    id: str
    label: str
    figures: tuple[str, ...]


@dataclass(frozen=True)
class Why:
    """Why a sentence stands in the note: its rule, the answers that make it true, its sources, its certainty."""

    rule: str
    title: str
    facts: tuple[str, ...]
    certainty: tuple[str, ...]
    sources: tuple[WhySource, ...]
    choice: str


@dataclass(frozen=True)
class NextAnswer:
    """Answers to the next question that do the same, and what they do.

    `choices`: for each its words and the value for its field; without a value where it is a range of numbers.
    """

    choices: tuple[tuple[str, str], ...]
    leaves: str


@dataclass(frozen=True)
class NextQuestion:
    """The question to ask first, with what each answer does. `alike`: all answers leave the same outcomes possible.

    `short`: the title of its part and its few words, where it stands in a part that has them; else empty.
    """

    element: str
    text: str
    short: str
    answers: tuple[NextAnswer, ...]
    alike: bool


@dataclass(frozen=True)
class PanelFlag:
    """A recorded value that asks something before any grade. `asks`: the elements, with their few words."""

    heading: str
    text: str
    asks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Panel:
    """All of it. `left_out`: fields whose value does not count, with their labels. `whys`: by item of the page."""

    page: Page
    grade: GradeSign
    flags: tuple[PanelFlag, ...]
    dangers: tuple[str, ...]
    answers_needed: int | None
    next: NextQuestion | None
    left_out: tuple[tuple[str, str], ...]
    general: tuple[str, ...]
    whys: Mapping[PageItem, tuple[Why, ...]]
    sources: Mapping[int, str]

    @property
    def ending(self) -> str:
        """What is said where no question is left."""
        if self.next is not None:
            return ""
        if self.page.outcome is not None:
            return "No further answer can change the outcome."
        return "What is still open was answered as not known, or with a value that does not count."

    @property
    def count_is_said(self) -> bool:
        """Whether the sentences below the headline hold the count of answers already."""
        return str(self.answers_needed) in " ".join(self.page.said)


def panel_of(engine: Engine, note: Note, form: QuestionForm, reading: Reading, day: str) -> Panel:
    """The panel of a note. `day`: the day to print on its page."""
    rulebase = engine.rulebase
    words = rulebase.page.words
    page = replace(cleaned(page_to_draw(note, rulebase, day)), legend=f"{words.legend} {words.judgement}")
    statements: dict[str, Statement] = {each.rule: each for each in note.every_statement}
    whys = {
        item: tuple(_why(rulebase, note, statements[rule]) for rule in item.rules if rule in statements)
        for block in page.blocks
        for item in block.items
    }
    return Panel(
        page=page,
        grade=grade_sign(note.outcome, rulebase),
        flags=tuple(
            PanelFlag(each.heading, each.text, tuple((asked.element, asked.asked_as) for asked in each.questions))
            for each in note.flags
            if each.open
        ),
        dangers=tuple(capital(each) for each in note.also_now),
        answers_needed=note.answers_needed,
        next=None if form.next is None else _next(engine, note, form, form.next),
        left_out=tuple((name, _label(rulebase, name)) for name in reading.left_out),
        general=tuple(fault_words(rulebase, each) for each in reading.general),
        whys=whys,
        sources={each.number: each.source for each in page.sources},
    )


def _label(rulebase: RuleBase, name: str) -> str:
    element = rulebase.elements.get(name)
    return name if element is None else element.label


def _next(engine: Engine, note: Note, form: QuestionForm, question: FormQuestion) -> NextQuestion:
    missing = next((each for each in note.missing if each.element == question.element), None)
    answers = () if missing is None else tuple(_answers(engine, note, missing))
    alike = len({each.leaves for each in answers}) < 2
    return NextQuestion(question.element, question.text, _short(form, question.element), answers, alike)


def _short(form: QuestionForm, element: str) -> str:
    parts = (part for group in form.groups for part in group.parts if part.title and element in part.words)
    return next((f"{part.title} {part.words[element]}" for part in parts), "")


def _choices(engine: Engine, lead: AnswerLeads) -> tuple[tuple[str, str], ...]:
    element, sample = engine.rulebase.elements[lead.answer.element], lead.answer.sample
    if isinstance(sample, bool):
        return ((capital(lead.answer.answer), value_of_field(sample)),)
    found = (cell.values for cell in engine.diagram.cells.get(element.name, ()) if sample in cell.values)
    values = next(found, ()) if element.values else ()
    return tuple((capital(element.values[str(each)]), str(each)) for each in values) or (
        (capital(lead.answer.answer), ""),
    )


def _answers(engine: Engine, note: Note, missing: Missing) -> Iterator[NextAnswer]:
    for lead in sorted(
        missing.answers, key=lambda each: each.answer.sample is False
    ):  # yes before no, others as they are
        left = [note.titles.get(each, each) for each in note.reachable if each in lead.outcomes]
        gone = [note.titles.get(each, each) for each in note.reachable if each not in lead.outcomes]
        if len(left) <= _NAMED:
            leaves = " or ".join(left)
        elif gone:
            leaves = f"no longer possible: {' · '.join(gone)}"
        else:
            leaves = "all stay possible"
        yield NextAnswer(_choices(engine, lead), leaves)


def _why(rulebase: RuleBase, note: Note, statement: Statement) -> Why:
    cited = {each.number: each for each in note.citations}
    numbers = dict.fromkeys([*statement.citations, *(cite for line in statement.lines for cite in line.citations)])
    said = " ".join([statement.text, *(line.text for line in statement.lines)])
    return Why(
        rule=statement.rule,
        title=rulebase.rules[statement.rule].title,
        facts=tuple(
            f"{capital(fact.label)}: {fact.words}" + (f" ({fact.because})" if fact.because else "")
            for fact in statement.facts
        ),
        certainty=tuple(line.text for line in statement.certainty_because),
        sources=tuple(
            WhySource(
                cited[number].source,
                cited[number].label,
                tuple(figure.title for figure in cited[number].figures if _is_said(figure.values, said)),
            )
            for number in numbers
        ),
        choice=statement.choice or "",
    )


def _is_said(values: Mapping[str, str], said: str) -> bool:
    """Whether a sentence or a line below it says one of a figure's values."""
    return any(value in said for value in values.values())
