"""Proves that open flags hold back the right outcomes, and that each flag can ask its questions and be answered."""

from __future__ import annotations

from typing import Any

import z3  # type: ignore[import-untyped]

from immunote.engine.proof.findings import FormFinding
from immunote.engine.proof.prover import Prover
from immunote.engine.properties import Property
from immunote.engine.tables import Flag


def flags_hold_back(prover: Prover, _: Property, asked: FormFinding) -> None:
    """Prove that open flags hold back each grade with which a course may start, and no outcome that stops a start.

    Also that each element that a flag asks can be unknown while the flag holds, and that answers can end each flag.
    """
    rulebase, flags = prover.rulebase, prover.rulebase.flags
    if not flags.flags:
        asked.faults.append("nobody is concerned by it: there is no flag")
        return
    for name, outcome in rulebase.outcomes.items():
        asked.questions += 1
        if outcome.is_grade and not outcome.stops and name not in flags.holds_back:
            asked.faults.append(
                f"`{name}` is a grade with which a course may start, and an open flag does not hold it back"
            )
        if outcome.stops and name in flags.holds_back:
            asked.faults.append(f"`{name}` stops a start, and an open flag holds it back")
    solver = prover.solver()
    for flag in flags.flags:
        _can_be_answered(prover, solver, flag, asked)
        for name in flag.asks:
            asked.questions += 1
            is_open = z3.Not(prover.variables[name].known)
            if prover.ask(solver, [prover.is_record, prover.recorded.named(flag.condition).true, is_open]) is None:
                asked.faults.append(f"flag `{flag.id}` never asks `{name}`: wherever it holds that is known")
    asked.also = f"{len(flags.flags)} flags hold back {len(flags.holds_back)} outcomes"


def _can_be_answered(prover: Prover, solver: z3.Solver, flag: Flag, asked: FormFinding) -> None:
    """Find a patient for whom the flag holds and is answered, every question with no, and who has a held-back outcome.

    Add a fault where there is none: the flag would then keep all its patients from these outcomes for good.
    """
    flags, complete = prover.rulebase.flags, prover.complete
    wanted: list[Any] = [complete.named(flag.condition), prover.is_recordable]
    wanted += [complete.named(value.condition) for value in flags.values]
    for name in (*flag.asks, *([flag.unless] if flag.unless else [])):
        if prover.variables[name].element.type == "boolean":
            wanted.append(z3.Not(prover.variables[name].value))
    asked.questions += 1
    if prover.ask(solver, [*wanted, z3.Or([prover.outcomes[each] for each in flags.holds_back])]) is None:
        asked.faults.append(f"flag `{flag.id}` shuts out: whatever is answered, nobody of whom it holds is graded")
