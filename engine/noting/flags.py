"""Flags in a note: the value in a heading, what is asked, what was answered; and dangers beside what decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from immunote.engine.flags import HoldingFlag
from immunote.engine.intake import Patient
from immunote.engine.note import FlagQuestion, ShownFlag
from immunote.engine.noting.citing import Bibliography
from immunote.engine.noting.outcome import Verdict
from immunote.engine.noting.phrasing import Phrasing
from immunote.engine.noting.statements import Statements
from immunote.engine.noting.wording import Wording
from immunote.engine.rulebase import RuleBase
from immunote.engine.sentences import Text
from immunote.engine.truth import TRUE
from immunote.engine.words import elements_of_sentence, value_words


def shown_flags(
    wording: Wording,
    patient: Patient,
    statements: Statements,
    bibliography: Bibliography,
    flags: Iterable[HoldingFlag],
) -> tuple[ShownFlag, ...]:
    """The flags that hold, as a note shows them; those that are open first."""
    ordered = sorted(flags, key=lambda each: not each.is_open)
    return tuple(_shown(wording, patient, statements, bibliography, each) for each in ordered)


def _shown(
    wording: Wording, patient: Patient, statements: Statements, bibliography: Bibliography, holding: HoldingFlag
) -> ShownFlag:
    rulebase, flag, facts = wording.rulebase, holding.flag, patient.facts
    asked = [
        FlagQuestion(element=name, asked_as=rulebase.flags.asked_as[name], question=rulebase.elements[name].question)
        for name in holding.unanswered
    ]
    asked += [
        FlagQuestion(
            element=value.element,
            asked_as=wording.fill(value.asked_as, facts),
            question=wording.fill(value.words, facts),
        )
        for value in holding.without
    ]
    return ShownFlag(
        flag=flag.id,
        title=flag.title,
        heading=heading_of(wording, patient, flag.headings),
        text=wording.fill(flag.says, facts),
        citations=bibliography.numbers(flag.cites),
        choice=wording.fill(flag.choice, facts) if flag.choice else None,
        facts=statements.support(flag.when),
        open=holding.is_open,
        questions=tuple(asked),
        answers=tuple(statements.fact(name) for name in holding.answered),
    )


def heading_of(wording: Wording, patient: Patient, headings: Sequence[Text]) -> str:
    """The first heading whose elements are known. A value stands in the unit in which it was recorded."""
    rulebase, known = wording.rulebase, patient.facts.keys()
    text = next(each for each in headings if known >= set(elements_of_sentence(rulebase, each)))
    words = {name: as_recorded(rulebase, patient, name) for name in elements_of_sentence(rulebase, text)}
    return wording.fill(text, patient.facts, words)


def as_recorded(rulebase: RuleBase, patient: Patient, name: str) -> str:
    """A value in words; where it was recorded as the same quantity in another unit, in that unit."""
    if name not in patient.given:
        for derivation in rulebase.elements[name].derivations:
            (first, *_) = derivation.inputs
            if derivation.how == "scale" and isinstance(patient.given.get(first), Decimal):
                return value_words(rulebase.elements[first], patient.given[first])
    return value_words(rulebase.elements[name], patient.facts[name])


def flags_line(flags: Iterable[ShownFlag]) -> str:
    """The values of the open flags and, once each, what they ask."""
    return ": ".join(values_and_questions(flags))


def values_and_questions(flags: Iterable[ShownFlag]) -> tuple[str, str]:
    """The two parts of `flags_line`. A value is said once: where a longer heading has it too, only there."""
    shown = [flag for flag in flags if flag.open]
    values = list(dict.fromkeys(value for flag in shown for value in flag.heading.split(", ")))
    values = [each for each in values if not any(other.startswith(f"{each} ") for other in values)]
    asked = dict.fromkeys(question.asked_as for flag in shown for question in flag.questions)
    return ", ".join(values), " ".join(asked)


def also_now_of(phrasing: Phrasing, verdict: Verdict, flags: Sequence[ShownFlag]) -> tuple[str, ...]:
    """Dangers that hold and did not decide, and the values of flags that no other line of the heading names."""
    rulebase, decides = phrasing.rulebase, set(verdict.rules)
    dangers = [
        words
        for rule in rulebase.rules_as_shown
        if rule.kind in rulebase.about.also_now and phrasing.truths[rule.name] is TRUE and rule.name not in decides
        for words in phrasing.short(rule) or (rule.title,)
    ]
    shown = set(_shown_by(rulebase, phrasing))
    flags = [flag for flag in flags if not shown & {fact.element for fact in flag.facts}]
    told = verdict.status == "provisional" and not _only_stops(rulebase, verdict)
    values = [flag.heading for flag in flags if not (told and flag.open)]
    return tuple(dict.fromkeys((*dangers, *values)))


def _only_stops(rulebase: RuleBase, verdict: Verdict) -> bool:
    return bool(rulebase.statuses["stops"]) and all(rulebase.outcomes[each].stops for each in verdict.reachable)


def _shown_by(rulebase: RuleBase, phrasing: Phrasing) -> Iterator[str]:
    """The elements whose values the dangers that hold show by themselves."""
    for rule in rulebase.rules_as_shown:
        if rule.kind in rulebase.about.also_now and phrasing.truths[rule.name] is TRUE:
            for phrase in (*rule.short, *(each for phrases in rule.lists.values() for each in phrases)):
                yield from elements_of_sentence(rulebase, phrase.text)
