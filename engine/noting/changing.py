"""Finds what would settle a note, and the smallest changes of recorded facts that would give another outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from immunote.engine.cells import cell_of
from immunote.engine.grounds import Grounds
from immunote.engine.intake import Patient
from immunote.engine.note import Answer, Json, Settles
from immunote.engine.noting.asking import answer_of, settles
from immunote.engine.noting.wording import Wording
from immunote.engine.tree import Value, elements_in


def settling_of(grounds: Grounds, wording: Wording, patient: Patient) -> tuple[tuple[Settles, ...], tuple[str, ...]]:
    """Return the smallest sets of answers that leave one outcome, and the outcomes for which none was found."""
    found = grounds.diagram.settled_by(patient.facts)
    return settles(wording, patient, found), found.needs_more


def changes_of(grounds: Grounds, wording: Wording, patient: Patient) -> tuple[Settles, ...]:
    """Return, for each other outcome, the smallest sets of changes that would give it.

    A fact that followed only from a changed fact is unknown after the change. Where the outcome then depends on it, the
    set names it too, with its present value.
    """
    found = settles(wording, patient, grounds.diagram.would_change(patient.facts))
    return tuple(
        replace(each, sets=tuple((*made, *_hanging(grounds, wording, patient, made)) for made in each.sets))
        for each in found
    )


def _hanging(grounds: Grounds, wording: Wording, patient: Patient, made: tuple[Answer, ...]) -> tuple[Answer, ...]:
    changed = {each.element: _value(each.sample) for each in made}
    hung = [
        name
        for constraint in grounds.intake.constraints_on(changed)
        for literal in constraint.literals
        for name in elements_in(literal)
        if patient.because.get(name) == constraint.says and name not in changed and name in grounds.diagram.cells
    ]
    if not hung:
        return ()
    after = _after(grounds, patient, changed, hung)
    if len(grounds.diagram.reachable(after)) == 1:
        return ()
    cells = grounds.diagram.cells
    gone = [name for name in dict.fromkeys(hung) if name not in after]
    return tuple(answer_of(wording, cell_of(cells[name], patient.facts[name])) for name in gone)


def _after(grounds: Grounds, patient: Patient, changed: Mapping[str, Value], hung: list[str]) -> dict[str, Value]:
    """Return the facts that the decision list reads after the changes, with what follows from them.

    `hung`: elements that followed from changed facts; one that follows no more is left out.
    """
    read = grounds.outcome_elements
    facts = {name: value for name, value in patient.facts.items() if name in read and name not in hung}
    facts.update(changed)
    grounds.intake.complete(facts, {})
    return facts


def _value(sample: Json) -> Value:
    return sample if isinstance(sample, bool | str) else Decimal(str(sample))
