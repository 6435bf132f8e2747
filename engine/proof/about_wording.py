"""Each outcome has words for each certainty that it can have."""

from __future__ import annotations

import z3  # type: ignore[import-untyped]

from immunote.engine.proof.findings import FormFinding
from immunote.engine.proof.prover import Prover
from immunote.engine.proof.support import names_behind
from immunote.engine.proof.translation import deciding
from immunote.engine.properties import Property
from immunote.engine.shapes.about import NOT_RATED


def everything_has_wording(prover: Prover, _: Property, asked: FormFinding) -> None:
    """For each row and certainty: where a patient can be decided so, the outcome has a headline for it."""
    rulebase, solver = prover.rulebase, prover.solver()
    certainties = list(rulebase.about.certainties)
    decides, possible = deciding(rulebase.rows, prover.complete), 0
    for row in rulebase.rows:
        behind = names_behind(rulebase, prover.complete, row)
        rests = {
            certainty: [
                z3.And(rests_on_it, prover.complete.named(name))
                for name, rests_on_it in behind.items()
                if name in rulebase.rules
                and rulebase.about.kinds[rulebase.rules[name].kind].evidence
                and rulebase.rules[name].certainty == certainty
            ]
            for certainty in certainties
            if certainty != NOT_RATED
        }
        for certainty in certainties:
            if certainty == NOT_RATED:
                best = [z3.Not(each) for ways in rests.values() for each in ways]
            else:
                better = [each for each in rests if certainties.index(each) > certainties.index(certainty)]
                best = [z3.Or(rests[certainty]), *(z3.Not(way) for each in better for way in rests[each])]
            asked.questions += 1
            if prover.ask(solver, [decides[row.name], *best]) is None:
                continue
            possible += 1
            if certainty not in rulebase.outcomes[row.outcome].headlines:
                asked.faults.append(f"row `{row.name}` can decide at `{certainty}`, for which there are no words")
    asked.also = f"{possible} combinations of row and certainty are possible"
