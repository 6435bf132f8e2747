"""Proves properties of the rules: each can hold and fail, each matters to the outcome, none implies another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import z3  # type: ignore[import-untyped]

from immunote.engine.proof.counterexample import Counterexample
from immunote.engine.proof.findings import FormFinding
from immunote.engine.proof.prover import Prover
from immunote.engine.proof.translation import Complete, deciding
from immunote.engine.properties import Property
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Always, Facts
from immunote.engine.truth import FALSE, TRUE, Truth


def nothing_is_dead(prover: Prover, _: Property, asked: FormFinding) -> None:
    """Prove that each condition can be true, false and unknown, and that each row can decide.

    `otherwise`, which is always true, is left out.
    """
    solver, three = prover.solver(), prover.recorded
    for name, condition in prover.rulebase.program.items():
        if isinstance(condition, Always):
            continue
        rails = three.named(name)
        # some patient, as recorded, is needed for each of the three truths
        for what, wanted in (("hold", rails.true), ("fail", rails.false), ("be open", rails.unknown)):
            asked.questions += 1
            if prover.ask(solver, [wanted]) is None:
                asked.faults.append(f"`{name}` can never {what}")
    for name, decides in deciding(prover.rulebase.rows, prover.complete).items():
        asked.questions += 1
        if prover.ask(solver, [decides]) is None:
            asked.faults.append(f"row `{name}` can never decide: the rows before it take all its patients")


def everything_decides(prover: Prover, _: Property, asked: FormFinding) -> None:
    """Prove that the truth of each name that the decision list reads changes the outcome of some patient."""
    solver = prover.solver()
    decides = read_by_the_list(prover.rulebase)
    for name in decides:
        asked.questions += 1
        true, false = (prover.outcomes_of(_Fixed(prover, name, truth)) for truth in (True, False))
        differs = z3.Or([true[outcome] != false[outcome] for outcome in true])
        if prover.ask(solver, [differs]) is None:
            asked.faults.append(f"`{name}` decides nothing: whether it holds changes no patient's outcome")
    speak = [name for name in prover.rulebase.rules if name not in decides]
    asked.also = f"{len(decides)} names decide, {len(speak)} rules only speak"


class _Fixed(Complete):
    """The conditions of a complete patient, with the truth of one name fixed."""

    def __init__(self, prover: Prover, name: str, truth: bool) -> None:
        super().__init__(prover.rulebase.program, prover.variables)
        self._named[name] = z3.BoolVal(truth)


def read_by_the_list(rulebase: RuleBase) -> tuple[str, ...]:
    """The definitions and rules that the decision list reads, directly or through others, in declared order."""
    read = {name for row in rulebase.rows for name in rulebase.names_under(row.when)}
    return tuple(name for name in rulebase.named if name in read)


def nothing_is_implied(prover: Prover, claim: Property, asked: FormFinding) -> None:
    """Prove that no rule implies another rule of its kind, except as `claim.declared` says."""
    solver = prover.solver()
    declared = {(each.rule, each.implies) for each in claim.declared}
    found = set()
    for rule, other in _pairs(prover.rulebase, claim.kinds_that_share):
        asked.questions += 1
        if prover.ask(solver, [prover.complete.named(rule), z3.Not(prover.complete.named(other))]) is None:
            found.add((rule, other))
    asked.faults += [
        f"`{rule}` holds only where `{other}` holds too; declare why, or change one"
        for rule, other in sorted(found - declared)
    ]
    asked.faults += [
        f"`{rule}` is declared to imply `{other}`, and does not" for rule, other in sorted(declared - found)
    ]
    for rule, other in sorted(declared - found):
        _show_apart(prover, rule, other, asked)
    asked.also = f"{len(found & declared)} declared"


def _show_apart(prover: Prover, rule: str, other: str, asked: FormFinding) -> None:
    def shows(_: Facts, truths: Mapping[str, Truth]) -> bool:
        return truths[rule] is TRUE and truths[other] is FALSE

    profile = prover.example(shows, prover.complete.named(rule), z3.Not(prover.complete.named(other)))
    if profile is not None:
        asked.counterexamples.append(Counterexample(f"`{rule}` holds and `{other}` does not.", profile))


def _pairs(rulebase: RuleBase, kinds_that_share: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name, rule in rulebase.rules.items():
        for other, second in rulebase.rules.items():
            if name != other and rule.kind == second.kind and rule.kind not in kinds_that_share:
                yield name, other
