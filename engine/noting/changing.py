"""What would change the outcome: changes of what is recorded, each with the answers that hung on what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from engine.cells import cell_of
from engine.intake import Patient
from engine.note import Answer, Json, Settles
from engine.noting.asking import answer_of, settles
from engine.tree import Value, elements_in

if TYPE_CHECKING:
    from engine.api import Engine


def changes_of(engine: Engine, patient: Patient) -> tuple[Settles, ...]:
    """For each other outcome the smallest changes that would give it.

    An answer that followed from a changed fact and from nothing else is unknown once that fact is another; where the
    outcome hangs on it, the set names it as it is.
    """
    found = settles(engine, patient, engine.diagram.would_change(patient.facts))
    return tuple(
        each.model_copy(update={"sets": tuple((*made, *_hanging(engine, patient, made)) for made in each.sets)})
        for each in found
    )


def _hanging(engine: Engine, patient: Patient, made: tuple[Answer, ...]) -> tuple[Answer, ...]:
    changed = {each.element: _value(each.sample) for each in made}
    hung = [
        name
        for constraint in engine.intake.constraints_on(changed)
        for literal in constraint.literals
        for name in elements_in(literal)
        if patient.because.get(name) == constraint.says and name not in changed and name in engine.diagram.cells
    ]
    if not hung:
        return ()
    after = _after(engine, patient, changed, hung)
    if len(engine.diagram.reachable(after)) == 1:
        return ()
    cells = engine.diagram.cells
    gone = [name for name in dict.fromkeys(hung) if name not in after]
    return tuple(answer_of(engine.rulebase, cell_of(cells[name], patient.facts[name])) for name in gone)


def _after(engine: Engine, patient: Patient, changed: Mapping[str, Value], hung: list[str]) -> dict[str, Value]:
    """The facts that decide, once some are changed, without what hung on these and follows no more."""
    read = engine.outcome_elements
    facts = {name: value for name, value in patient.facts.items() if name in read and name not in hung}
    facts.update(changed)
    engine.intake.complete(facts, {})
    return facts


def _value(sample: Json) -> Value:
    return sample if isinstance(sample, bool | str) else Decimal(str(sample))
