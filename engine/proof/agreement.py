"""Proves that z3 and the decision diagram agree on the outcome of a patient."""

from __future__ import annotations

from random import Random

import z3  # type: ignore[import-untyped]

from immunote.engine.proof.diagram import IMPOSSIBLE, branches_of, leaf_reached
from immunote.engine.proof.findings import FormFinding
from immunote.engine.proof.prover import Prover
from immunote.engine.properties import Property

PARTLY_RECORDED = 60
"""How many partly recorded patients are asked about, beside the proof over all complete ones."""


def agrees_with_diagram(prover: Prover, _claim: Property, asked: FormFinding) -> None:
    """Prove that both give every complete patient the same outcome; test that they agree on some partly recorded ones.

    Proved is that each element lies in one of its cells, so that the diagram leads every patient to a leaf; that
    whoever comes to an outcome's leaf has this outcome; and that no possible patient comes to IMPOSSIBLE. Outcomes
    exclude each other, so the two agree. Each outcome is a question of its own: z3 answers them apart in seconds, and
    together in minutes.
    """
    diagram = prover.engine.diagram
    leaves = leaf_reached(diagram, prover.variables)
    solver = prover.solver()
    outside = z3.Or([z3.Not(z3.Or(cells)) for cells in branches_of(diagram, prover.variables).values()])
    astray = [z3.And(leaves[place + 1], z3.Not(prover.outcomes[name])) for place, name in enumerate(diagram.outcomes)]
    for wrong in (outside, leaves[IMPOSSIBLE], *astray):
        asked.questions += 1
        if prover.ask(solver, [wrong]) is not None:
            asked.faults.append("of some complete patient the diagram and the decision list say different outcomes")
            break
    rng = Random(1)
    for _ in range(PARTLY_RECORDED):
        patient = prover.any_patient(rng)
        names = rng.sample(sorted(patient), rng.randint(0, len(patient)))
        facts = {name: patient[name] for name in names}
        recorded = [prover.variables[name].equals(value) for name, value in facts.items()]
        asked.questions += len(prover.outcomes)
        left = {name for name, has_it in prover.outcomes.items() if prover.ask(solver, [*recorded, has_it]) is not None}
        if left != set(diagram.reachable(facts)):
            asked.faults.append("of a partly recorded patient the two leave different outcomes open")
