"""What the answer to a question does by itself, as far as the note knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from immunote.engine.note import Missing, Note
from immunote.engine.rulebase import RuleBase

INTERRUPTS = ("warning", "critical")
"""The indicators of outcomes that speak against starting at once."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one answer does: it leads to `outcome`, or leaves it as the best grade (`at_best`).

    `rank`: by the decision list, so that the worst comes first.
    """

    rank: tuple[int, int]
    missing: Missing
    answer: str
    outcome: str
    at_best: bool


def effects_of(note: Note, rulebase: RuleBase) -> tuple[Effect, ...]:
    """For each question the answers that do something by themselves, the worst first."""
    reachable = set(note.reachable)
    rows = _interrupting(rulebase)
    found = [
        effect
        for missing in note.missing
        for lead in missing.answers
        if set(lead.outcomes) != reachable
        and (effect := _effect(note, rulebase, rows, missing, lead.answer.answer, lead.outcomes))
    ]
    return tuple(sorted(found, key=lambda each: each.rank))


def _interrupting(rulebase: RuleBase) -> Mapping[str, frozenset[str]]:
    """For each outcome that interrupts, the definitions and rules that its rows read."""
    read: dict[str, frozenset[str]] = {}
    for row in rulebase.rows:
        if rulebase.outcomes[row.outcome].indicator in INTERRUPTS:
            read[row.outcome] = read.get(row.outcome, frozenset()) | frozenset(rulebase.names_under(row.when))
    return read


def _effect(
    note: Note,
    rulebase: RuleBase,
    rows: Mapping[str, frozenset[str]],
    missing: Missing,
    answer: str,
    left: tuple[str, ...],
) -> Effect | None:
    """None where an answer only takes away what other answers would give, or leads to no one outcome."""
    outcomes = rulebase.outcomes
    best_first = list(outcomes)
    grades = [each for each in note.reachable if outcomes[each].is_grade and not outcomes[each].stops]
    grades.sort(key=best_first.index)
    gone = set(note.reachable) - set(left)
    kept = [each for each in grades if each not in gone]
    if kept and set(grades[: len(gone)]) == gone:
        return Effect((1, len(grades) - len(gone)), missing, answer, kept[0], at_best=True)
    decided = _decided(rulebase, rows, missing, left)
    if decided is None:
        return None
    place = [row.outcome for row in rulebase.rows].index(decided)
    return Effect((0, place), missing, answer, decided, at_best=False)


def _decided(
    rulebase: RuleBase, rows: Mapping[str, frozenset[str]], missing: Missing, left: tuple[str, ...]
) -> str | None:
    """The outcome that an answer leads to: the only one left, the only one that no other answer leaves, or one that
    interrupts and reads a rule which the question keeps open."""
    if len(left) == 1:
        return left[0]
    outcomes = rulebase.outcomes
    elsewhere = {each for lead in missing.answers if lead.outcomes != left for each in lead.outcomes}
    only_here = [each for each in left if each not in elsewhere]
    if only_here:
        (first, *others) = only_here
        return None if others or (outcomes[first].is_grade and not outcomes[first].stops) else first
    return next((outcome for outcome, names in rows.items() if outcome in left and names & set(missing.rules)), None)
