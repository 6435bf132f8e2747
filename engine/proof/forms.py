"""The forms that a property can have: each asks z3 for a patient who refutes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from immunote.engine.diagram import ImpossibleFactsError
from immunote.engine.proof import about_flags, about_rules, about_two, about_wording
from immunote.engine.proof.agreement import agrees_with_diagram
from immunote.engine.proof.counterexample import Counterexample
from immunote.engine.proof.findings import Finding, FormFinding
from immunote.engine.proof.prover import Prover, Uncertain
from immunote.engine.properties import FORMS, Form, Property
from immunote.engine.reference import truth_of
from immunote.engine.tree import Facts
from immunote.engine.truth import TRUE

import z3  # type: ignore[import-untyped]  # isort: skip


def in_order(properties: Iterable[Property]) -> list[Property]:
    """Return the properties in the order in which they are proved.

    Conditions that can never hold come first, since they would make claims about them true of nobody.
    """
    return sorted(properties, key=lambda each: FORMS.index(each.form))


def proved(prover: Prover, claim: Property) -> Finding:
    """Prove or refute one property; where z3 gives up, the finding says so."""
    asked = FormFinding()
    try:
        _FORMS[claim.form](prover, claim, asked)
    except Uncertain as gave_up:
        return replace(asked.finding(claim), holds=False, not_answered=str(gave_up))
    return asked.finding(claim)


def _exactly_one_outcome(prover: Prover, _: Property, asked: FormFinding) -> None:
    outcomes = list(prover.outcomes.values())
    asked.questions += 1
    if prover.model(z3.Not(z3.PbEq([(each, 1) for each in outcomes], 1))) is not None:
        asked.faults.append("some complete patient has no outcome, or two")
    # each declared outcome must be one that some patient can have
    for outcome in prover.rulebase.outcomes:
        asked.questions += 1
        if outcome not in prover.outcomes or prover.model(prover.outcomes[outcome]) is None:
            asked.faults.append(f"no patient can have the outcome `{outcome}`")


def _implies(prover: Prover, claim: Property, asked: FormFinding) -> None:
    wanted = []
    if claim.given is not None:
        wanted.append(prover.complete.of(claim.given))
    if claim.given_outcomes is not None:
        wanted.append(z3.Or([prover.outcomes[each] for each in claim.given_outcomes]))
    asked.questions += 1
    if prover.model(*wanted) is None:
        asked.faults.append("nobody is concerned by it: what is given can never be")
        return
    if claim.then is not None:
        wanted.append(z3.Not(prover.complete.of(claim.then)))
    else:
        wanted.append(z3.Not(z3.Or([prover.outcomes[each] for each in claim.then_outcomes or ()])))
    asked.questions += 1
    if prover.model(*wanted) is None:
        return
    profile = prover.example(lambda facts, _: _refutes(prover, claim, facts), *wanted)
    if profile is None:
        asked.faults.append("a patient refutes it whom no profile can record")
    else:
        asked.counterexamples.append(Counterexample("This patient refutes it.", profile))


def _refutes(prover: Prover, claim: Property, facts: Facts) -> bool:
    """Return whether the engine finds that these facts refute the claim, whatever more is recorded."""
    engine = prover.engine
    truths = engine.reference(facts)
    try:
        reachable = set(engine.diagram.reachable(facts))
    except ImpossibleFactsError:
        return False
    if claim.given is not None and truth_of(claim.given, facts, truths) is not TRUE:
        return False
    if claim.given_outcomes is not None and not reachable <= set(claim.given_outcomes):
        return False
    if claim.then is not None:
        return truth_of(claim.then, facts, truths).name == "FALSE"
    return not reachable & set(claim.then_outcomes or ())


_FORMS: dict[Form, Callable[[Prover, Property, FormFinding], None]] = {
    "nothing_is_dead": about_rules.nothing_is_dead,
    "exactly_one_outcome": _exactly_one_outcome,
    "implies": _implies,
    "never_improves": about_two.never_improves,
    "never_worsens": about_two.never_worsens,
    "worse_never_improves": about_two.worse_never_improves,
    "learning_keeps": about_two.learning_keeps,
    "agrees_with_diagram": agrees_with_diagram,
    "everything_decides": about_rules.everything_decides,
    "nothing_is_implied": about_rules.nothing_is_implied,
    "flags_hold_back": about_flags.flags_hold_back,
    "everything_has_wording": about_wording.everything_has_wording,
}
