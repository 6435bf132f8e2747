"""The lean form of a note: read off the note that was written, so that it can say nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from typing import Any, Protocol

import orjson

from immunote.engine.explain import Explanation
from immunote.engine.intake import Patient
from immunote.engine.lean.knowledge import KnowledgeGrounds, answers, fixed_numbers
from immunote.engine.lean.model import AnswerGiven, DerivedFact, LeanDecision, LeanMissing, LeanNote, LeanTruths
from immunote.engine.lean.page import lean_page
from immunote.engine.lean.referring import NotReferable, References, is_waited_for
from immunote.engine.note import Answer, Missing, Note, NotePart, Settles
from immunote.engine.paging import page_of
from immunote.engine.rulebase import RuleBase
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth

__all__ = ["MOST_BYTES", "NotReferable", "lean_json", "lean_note"]

MOST_BYTES = 25_000
"""A lean note as JSON has fewer bytes, whatever the patient."""

AnswerSets = dict[str, tuple[tuple[AnswerGiven, ...], ...]]


class DecidedNote(Protocol):
    """A note with what it was written from."""

    @property
    def note(self) -> Note:
        """The note, in its self-contained form."""
        ...

    @property
    def truths(self) -> Mapping[str, Truth]:
        """The truth of every condition."""
        ...

    @property
    def patient(self) -> Patient:
        """The patient."""
        ...

    @property
    def explanation(self) -> Explanation:
        """Which facts make a condition hold."""
        ...


def lean_note(grounds: KnowledgeGrounds, decided: DecidedNote, day: str = "") -> LeanNote:
    """The lean form of a note. `day`: the day to print on its page; the engine knows none."""
    note, rulebase, truths = decided.note, grounds.rulebase, decided.truths
    leaves = _leaves(note)
    references = References(grounds, note, decided.patient, truths, decided.explanation)
    dossier = references.dossier()
    stated = tuple(dossier.statements)
    return LeanNote(
        status=note.status,
        outcome=note.outcome,
        grade=note.grade,
        grade_once_corrected=note.grade_once_corrected,
        reachable_once_corrected=note.reachable_once_corrected,
        certainty=note.certainty,
        line=note.line,
        also_now=note.also_now,
        leaning=note.leaning,
        reachable=note.reachable,
        page=lean_page(page_of(note, rulebase, day), fixed_numbers(rulebase), stated),
        decision=LeanDecision(rows=note.decision.rows, rules=note.decision.rules),
        flags=references.flags(),
        answers_needed=note.answers_needed,
        leaves=tuple(leaves),
        missing=tuple(
            _missing(each, leaves, answers(grounds, each.element)) for each in note.missing if is_waited_for(each)
        ),
        settled_by=None if note.settled_by is None else _sets(grounds, note.settled_by),
        needs_more=note.needs_more,
        would_change=_sets(grounds, note.would_change),
        nothing_to_change=note.nothing_to_change,
        recorded={each.element: each.value for each in note.recorded},
        derived={name: _derived(fact.value, fact.because) for name, fact in references.derived.items()},
        set_aside=note.set_aside,
        truths=_truths(rulebase, truths, stated),
        jurisdiction=note.jurisdiction,
        reviewed_by_clinician=note.reviewed_by_clinician,
        review=note.review,
        provenance=note.provenance,
        digest=note.digest,
        dossier=dossier,
    )


def lean_json(part: NotePart) -> bytes:
    """A lean note, or knowledge, as JSON in UTF-8; what has its default is left out.

    A lean note that would have MOST_BYTES or more is written without its dossier.
    """
    made = orjson.dumps(part, default=_said, option=orjson.OPT_PASSTHROUGH_DATACLASS)
    if isinstance(part, LeanNote) and len(made) >= MOST_BYTES:
        made = orjson.dumps(replace(part, dossier=None), default=_said, option=orjson.OPT_PASSTHROUGH_DATACLASS)
    return made


def _said(part: NotePart) -> dict[str, object]:
    """The fields of a part but for those that have their default."""
    kind: Any = type(part)
    defaults = _defaults_of(kind)
    if not defaults:
        return part.__dict__
    return {name: value for name, value in part.__dict__.items() if name not in defaults or value != defaults[name]}


@cache
def _defaults_of(kind: type[Any]) -> dict[str, object]:
    found: dict[str, object] = {each.name: each.default for each in fields(kind) if each.default is not MISSING}
    return found | {each.name: each.default_factory() for each in fields(kind) if each.default_factory is not MISSING}


def _truths(rulebase: RuleBase, truths: Mapping[str, Truth], stated: tuple[str, ...]) -> LeanTruths:
    """The rules by their truth, in the order in which notes show them; the longer of open and failing is left out."""
    names = [rule.name for rule in rulebase.rules_as_shown]
    found = [*map(truths.__getitem__, names)]
    holds = tuple([name for name, truth in zip(names, found, strict=True) if truth is TRUE])
    fails = tuple([place for place, truth in enumerate(found) if truth is FALSE])
    shown = None if holds == stated else holds
    if len(names) - len(holds) - len(fails) > len(fails):
        return LeanTruths(holds=shown, fails=fails)
    return LeanTruths(
        holds=shown, open=tuple([name for name, truth in zip(names, found, strict=True) if truth is UNKNOWN])
    )


def _leaves(note: Note) -> dict[tuple[str, ...], int]:
    """The sets of outcomes that answers leave, but for all that is reachable, each with its place."""
    found: dict[tuple[str, ...], int] = {}
    for each in note.missing:
        for lead in each.answers:
            if set(lead.outcomes) != set(note.reachable):
                found.setdefault(lead.outcomes, len(found))
    return found


def _missing(
    missing: Missing, leaves: Mapping[tuple[str, ...], int], listed: Mapping[str, bool | int | float | str]
) -> LeanMissing:
    possible = {each.answer.answer for each in missing.answers}
    depends = bool(missing.outcomes)
    return LeanMissing(
        element=missing.element,
        leads={each.answer.answer: leaves[each.outcomes] for each in missing.answers if each.outcomes in leaves},
        not_possible=tuple(words for words in listed if words not in possible) if depends else (),
        depends=depends,
        after=missing.after,
        flags=missing.flags,
    )


def _sets(grounds: KnowledgeGrounds, found: Iterable[Settles]) -> AnswerSets:
    def given(each: Answer) -> AnswerGiven:
        is_listed = answers(grounds, each.element).get(each.answer) == each.sample
        return (each.element, each.sample) if is_listed else (each.element, each.sample, each.answer)

    return {each.outcome: tuple(tuple(map(given, one)) for one in each.sets) for each in found}


def _derived(value: bool | int | float | str, because: str | None) -> DerivedFact:
    return DerivedFact(value=value, because=because)
