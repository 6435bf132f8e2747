"""z3 and the decision diagram say the same of what can still come out."""

from __future__ import annotations

from random import Random

import z3  # type: ignore[import-untyped]

from engine.proof.diagram import IMPOSSIBLE, leaf_reached
from engine.proof.findings import Asked
from engine.proof.prover import Prover
from engine.properties import Property

PARTLY_RECORDED = 60
"""How many partly recorded patients are asked about, beside the proof over all complete ones."""


def agrees_with_diagram(prover: Prover, _claim: Property, asked: Asked) -> None:
    """Of every complete patient both name one outcome, the same; of partly recorded ones the same outcomes are left."""
    diagram = prover.engine.diagram
    leaves = leaf_reached(diagram, prover.variables)
    solver = prover.solver()
    differs = [leaves[place + 1] != prover.outcomes[name] for place, name in enumerate(diagram.outcomes)]
    asked.questions += 1
    if prover.ask(solver, [z3.Or(leaves[IMPOSSIBLE], *differs)]) is not None:
        asked.faults.append("of some complete patient the diagram and the decision list say different outcomes")
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
