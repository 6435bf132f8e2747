"""Finds, for each part of a note, where the knowledge has its sentence, and the patient's words that fill it.

A reference is only given where filling the sentence that it points to gives the note's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from immunote.engine.explain import Explanation
from immunote.engine.intake import Patient
from immunote.engine.lean.knowledge import (
    KnowledgeGrounds,
    fact_words,
    facts_of,
    fixed_numbers,
    of_patient,
    weight_choices,
)
from immunote.engine.lean.model import (
    CheckReference,
    CourseReference,
    DoseReference,
    DossierReferences,
    FlagReference,
    GroupReference,
    OpenReference,
    ProductReference,
    StatementReference,
)
from immunote.engine.note import Line, Missing, Note, OpenRule, QuestionsAsked, ShownFact, ShownFlag, Statement
from immunote.engine.noting.phrasing import Phrasing
from immunote.engine.sentences import Detail, Text
from immunote.engine.tables import ChecklistLine
from immunote.engine.truth import UNKNOWN, Truth
from immunote.engine.words import fill


def is_waited_for(missing: Missing) -> bool:
    """Whether the outcome or a flag waits for an element, or it is asked only after another one."""
    return bool(missing.answers or missing.outcomes or missing.flags or missing.after)


def _usual_state(line: ChecklistLine) -> str | None:
    return None if line.recorded is None else "missing"


def _facts_in_words(facts: Iterable[ShownFact]) -> tuple[str, ...]:
    return tuple(
        fact_words(each.element, None if each.limit is None else (each.limit.comparison, each.limit.name))
        for each in facts
    )


class NotReferable(Exception):
    """A sentence of a note is none that the knowledge holds: a fault of the program, never of a profile."""


class References:
    """The references of one note. The patient's words are gathered while references are made."""

    def __init__(
        self,
        grounds: KnowledgeGrounds,
        note: Note,
        patient: Patient,
        truths: Mapping[str, Truth],
        explanation: Explanation,
    ) -> None:
        self._grounds, self._rulebase, self._wording = grounds, grounds.rulebase, grounds.wording
        self._note, self._patient, self._truths = note, patient, truths
        self._phrasing = Phrasing(grounds.wording, patient.facts, truths, explanation)
        self._numbers = fixed_numbers(grounds.rulebase)
        self._words: dict[str, str] = {}
        self._missing = {each.element: (place, each) for place, each in enumerate(note.missing)}
        self._recorded = {each.element: each.value for each in note.recorded}
        self.derived = {fact.element: fact for fact in self._shown() if self._is_derived(fact)}
        self._places = {name: place for place, name in enumerate((*self._recorded, *self.derived))}
        self._places |= {name: len(self._recorded) + place for place, name in enumerate(self.derived)}

    def _is_derived(self, fact: ShownFact) -> bool:
        return fact.because is not None or self._recorded.get(fact.element) != fact.value

    def _shown(self) -> Iterator[ShownFact]:
        """Every fact that a statement or a flag shows."""
        note = self._note
        for statement in note.every_statement:
            yield from statement.facts
        for flag in note.flags:
            yield from flag.facts
            yield from flag.answers

    def dossier(self) -> DossierReferences:
        """All of the note beyond its page."""
        note = self._note
        every = note.every_statement
        made = {each.rule: self._statement(each) for each in every}
        order = [rule.name for rule in self._rulebase.rules_as_shown if rule.name in made]
        for row in note.decision.rows:
            self._say(next(each.reason for each in self._rulebase.rows if each.name == row))
        for missing in note.missing:
            if (asked_as := self._rulebase.elements[missing.element].asked_as) is not None:
                self._say(asked_as)
        for flag in note.flags:
            self._flag_words(flag)
        places = {name: place for place, name in enumerate(self._rulebase.elements)}
        shown = tuple(each.rule for each in note.open_rules)
        all_open = tuple(rule.name for rule in self._rulebase.rules_as_shown if self._truths[rule.name] is UNKNOWN)
        return DossierReferences(
            missing_besides=tuple(places[each.element] for each in note.missing if not is_waited_for(each)),
            statements={name: made[name] for name in order},
            open_rules=None if shown == all_open else shown,
            open_differently=self._open_differently(note.open_rules),
            questions=tuple(self._group(each) for each in note.questions),
            is_whole=bool(note.products_not_listed or note.checklist or note.dose is not None),
            checklist=self._checklist(),
            not_concerned=self._not_concerned(),
            products=self._products(),
            dose=None if note.dose is None else self._dose(),
            sources=self._sources(),
            words=self._words,  # the last, when all that needs words has said so
        )

    def flags(self) -> tuple[FlagReference, ...]:
        """The flags that hold."""
        return tuple(self._flag(each) for each in self._note.flags)

    def _statement(self, statement: Statement) -> StatementReference:
        rule = self._rulebase.rules[statement.rule]
        lists = self._phrasing.lists_of(rule)
        assert rule.says is not None
        sentences = (*(phrase.text for phrase in rule.says_instead), rule.says)
        text = self._place(sentences, statement.text, lists, from_end=True)
        short = [self._place([phrase.text for phrase in rule.short], each, lists) for each in statement.short]
        lines = self._lines(rule.details, statement.lines, lists)
        self._lines(rule.certainty_because, statement.certainty_because, {})
        if rule.choice:
            self._say(rule.choice)
        texts = [sentences[text], *(rule.short[place].text for place in short)]
        texts += [rule.details[place].text for place in lines]
        used = dict.fromkeys(name for each in texts for name in of_patient(self._wording, each.template))
        is_usual = _facts_in_words(statement.facts) == facts_of(self._wording, rule)
        return StatementReference(
            text=-1 if text == len(sentences) - 1 else text,
            short=None if short == list(range(len(rule.short))) else tuple(short),
            lines=None if lines == list(range(len(rule.details))) else tuple(lines),
            facts=None if is_usual else self._facts(statement.facts),
            words={name: lists[name] for name in used if name in lists},
            decides=statement.decides,
        )

    def _place(
        self, texts: Sequence[Text], said: str, lists: Mapping[str, str], *, start: int = 0, from_end: bool = False
    ) -> int:
        """The place of the text that reads as said; its words are gathered. Raises NotReferable."""
        places = range(start, len(texts))
        for place in reversed(places) if from_end else places:
            if self._filled(texts[place], lists) == said:
                self._say(texts[place])
                return place
        raise NotReferable(said)

    def _lines(self, details: Sequence[Detail], lines: Iterable[Line], lists: Mapping[str, str]) -> list[int]:
        texts, places, start = [detail.text for detail in details], [], 0
        for line in lines:
            places.append(self._place(texts, line.text, lists, start=start))
            start = places[-1] + 1
        return places

    def _filled(self, text: Text, lists: Mapping[str, str]) -> str | None:
        """A sentence with the patient's words; None where one of them is not known."""
        facts = self._patient.facts
        for name in of_patient(self._wording, text.template):
            if (name in self._rulebase.elements and name not in facts) or (name.startswith("@") and name not in lists):
                return None
        return self._wording.fill(text, facts, lists)

    def _say(self, text: Text | str) -> None:
        """Gather the words that a sentence needs, but for lists, which are those of a statement."""
        for name in of_patient(self._wording, text.template if isinstance(text, Text) else text):
            if name not in self._words and not name.startswith("@"):
                self._words[name] = fill(self._rulebase, f"{{{name}}}", self._patient.facts)

    def _facts(self, facts: Iterable[ShownFact]) -> tuple[int | str, ...]:
        """Each fact as its place, with the comparison and the threshold where it was held against one."""
        return tuple(
            self._places[each.element]
            if each.limit is None
            else fact_words(self._places[each.element], (each.limit.comparison, each.limit.name))
            for each in facts
        )

    def _open_differently(self, open_rules: Iterable[OpenRule]) -> dict[str, OpenReference]:
        asked = {each.element for each in self._note.missing}
        found = {}
        for each in open_rules:
            entry = self._grounds.untouched_rules[each.rule].missing
            places: dict[str, int] = {name: place for place, name in enumerate(entry)}
            usual = tuple(name for name in entry if name in asked)
            if each.missing == usual and not each.lines:
                continue
            found[each.rule] = OpenReference(
                missing=None if each.missing == usual else tuple(places.get(name, name) for name in each.missing),
                lines=tuple(self._lines(self._rulebase.rules[each.rule].details, each.lines, {})),
            )
        return found

    def _flag(self, flag: ShownFlag) -> FlagReference:
        asked, values = self._asked(flag)
        return FlagReference(
            flag=flag.flag,
            heading=flag.heading,
            open=flag.open,
            asks=asked,
            asks_values=values,
            answered=tuple(each.element for each in flag.answers),
            facts=self._facts(flag.facts),
        )

    def _asked(self, flag: ShownFlag) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The elements that a flag asks, and those of which it asks a value."""
        of = next(each for each in self._rulebase.flags.flags if each.id == flag.flag)
        names = [each.element for each in flag.questions]
        asks = tuple(name for name in names if name in of.asks)
        return asks, tuple(name for name in names if name not in of.asks)

    def _flag_words(self, flag: ShownFlag) -> None:
        of = next(each for each in self._rulebase.flags.flags if each.id == flag.flag)
        self._say(of.says)
        if of.choice:
            self._say(of.choice)
        values = self._asked(flag)[1]
        for each in self._rulebase.flags.values:
            if each.element in values:
                self._say(each.asked_as)
                self._say(each.words)

    def _group(self, asked: QuestionsAsked) -> GroupReference:
        group = next(each for each in self._rulebase.question_groups if each.id == asked.group)
        stores = tuple(name for name in group.stores if name in asked.elements)
        here = [each for _, each in sorted(self._missing[name] for name in group.elements if name in self._missing)]
        changes = any(each.outcomes for each in here)
        return GroupReference(
            group=asked.group,
            elements=None if asked.elements == tuple(each.element for each in here) else asked.elements,
            changes_outcome=None if asked.changes_outcome == changes else asked.changes_outcome,
            title=None if asked.title == group.title else asked.title,
            stores=None if asked.stores == stores else asked.stores,
        )

    def _checklist(self) -> dict[str, CheckReference]:
        lines = {each.id: each for each in self._rulebase.checklist}
        found = {}
        for each in self._note.checklist:
            line = lines[each.id]
            self._say(line.text)
            state = None if each.state == _usual_state(line) else each.state
            if state or each.shown:
                found[each.id] = CheckReference(state=state, shown=each.shown)
        return found

    def _not_concerned(self) -> tuple[str, ...]:
        listed = {each.id for each in self._note.checklist}
        return tuple(each.id for each in self._rulebase.checklist if each.id not in listed) if listed else ()

    def _products(self) -> tuple[ProductReference, ...]:
        found = []
        exclusions = iter(self._rulebase.exclusions)
        for each in self._note.products_excluded:
            of = next(one for one in exclusions if (one.product, one.title) == (each.product, each.reason))
            if each.missing:
                found.append(ProductReference(id=of.id, missing=each.missing))
                continue
            self._say(of.text)
            if of.choice:
                self._say(of.choice)
            found.append(ProductReference(id=of.id))
        return tuple(found)

    def _dose(self) -> DoseReference:
        dose, rules = self._note.dose, self._rulebase.dose
        assert dose is not None
        assert rules is not None
        self._say(rules.flag_text)
        for note in (*rules.weight_against, *rules.notes):
            self._say(note.text)
        in_note = {each.number: self._numbers[each.source] for each in self._note.citations}
        return DoseReference(
            weight_kg=dose.weight_kg,
            weight_used_kg=dose.weight_used_kg,
            ideal_weight_kg=dose.ideal_weight_kg,
            weight_basis=dose.weight_basis,
            weight_citations=tuple(in_note[number] for number in dose.weight_citations),
            weight_choice=None if dose.weight_choice is None else weight_choices(rules).index(dose.weight_choice),
            courses=tuple(
                CourseReference(
                    id=each.id,
                    g_per_kg=each.g_per_kg,
                    total_grams=each.total_grams,
                    daily=tuple((daily.days, daily.grams, daily.flagged) for daily in each.daily),
                )
                for each in dose.courses
            ),
            missing=dose.missing,
        )

    def _sources(self) -> tuple[tuple[int, ...], ...]:
        found = []
        for each in self._note.citations:
            places = {key: place for place, key in enumerate(self._rulebase.sources[each.source].figures)}
            found.append((self._numbers[each.source], *(places[figure.key] for figure in each.figures)))
        return tuple(found)
