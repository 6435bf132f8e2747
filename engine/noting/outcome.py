"""Status, outcome, leaning, certainty: what a note says first, all of it from the diagram and the truths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from immunote.engine.cells import Cell
from immunote.engine.explain import Explanation
from immunote.engine.flags import HoldingFlag, any_open, asked_by, flags_of
from immunote.engine.grounds import Grounds
from immunote.engine.intake import Intake, Patient
from immunote.engine.reference import truth_of
from immunote.engine.rulebase import Named, Row, RuleBase
from immunote.engine.shapes.about import NOT_RATED
from immunote.engine.tree import Facts
from immunote.engine.truth import FALSE, TRUE, Truth

Status = Literal["settled", "provisional", "insufficient_data"]


@dataclass(frozen=True)
class Verdict:
    """What can be said about the outcome. `flags`: those that hold, whatever the status."""

    status: Status
    outcome: str | None
    reachable: tuple[str, ...]
    leaning: str | None
    certainty: str
    rows: tuple[Row, ...]
    rules: tuple[str, ...]
    missing: Mapping[str, Mapping[Cell, tuple[str, ...]]]
    flags: tuple[HoldingFlag, ...] = ()
    correct: Callable[[], tuple[str, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def once_corrected(self) -> tuple[str, ...]:
        """The outcomes reachable once what is dangerous now is corrected; computed when first read, as it is slow."""
        return self.correct()


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of a note with what it follows from: the outcomes reachable, and the flags that hold."""

    status: Status
    reachable: tuple[str, ...]
    flags: tuple[HoldingFlag, ...]


def standing_of(grounds: Grounds, patient: Patient, truths: Mapping[str, Truth]) -> Standing:
    """Return the status of a patient's note, as `judge` describes it. Raises ImpossibleFactsError."""
    rulebase = grounds.rulebase
    reachable = grounds.diagram.reachable(patient.facts)
    flags = flags_of(rulebase, patient.facts, truths)
    if len(reachable) > 1 and any(name not in patient.facts for name in rulebase.about.insufficient_unless_known):
        return Standing("insufficient_data", reachable, flags)
    is_held_back = reachable[0] in rulebase.flags.holds_back and any_open(flags)
    return Standing("provisional" if len(reachable) > 1 or is_held_back else "settled", reachable, flags)


def judge(grounds: Grounds, patient: Patient, truths: Mapping[str, Truth], explanation: Explanation) -> Verdict:
    """Find the status and outcome of a patient. Raises ImpossibleFactsError, also for the facts once corrected.

    The status is settled where one outcome is reachable and no open flag holds it back; insufficient_data where several
    are reachable and an element of `insufficient_unless_known` is unknown; else provisional. Open flags do not change
    `reachable`, which is the diagram's alone.
    """
    rulebase = grounds.rulebase
    standing = standing_of(grounds, patient, truths)
    reachable, flags = standing.reachable, standing.flags
    if standing.status == "settled":
        outcome = reachable[0]
        rows = deciding_rows(rulebase, truths, outcome)
        names = rules_behind(rulebase, rows, truths, explanation)
        sure = all(truths[f"row.{row.name}"] is TRUE for row in rows)
        certainty = strongest(rulebase, names) if sure else weakest(rulebase, names)
        settled = Verdict("settled", outcome, reachable, None, certainty, rows, names, {}, flags)
        once = rulebase.once_corrected
        if once is None or outcome != once.outcome:
            return settled
        corrected = corrected_facts(grounds.intake, patient)
        grounds.diagram.reachable(corrected)  # both diagrams hold every constraint, so both find the same impossible
        return replace(settled, correct=lambda: grounds.corrected_diagram.reachable(corrected))
    unknown = standing.status == "insufficient_data"
    hangs_on = grounds.diagram.missing(patient.facts)
    leads = {name: each for name, each in hangs_on.items() if truths.get(f"asked.{name}", TRUE) is TRUE}
    leaning = None if unknown or any_open(flags) else lean(grounds, patient.facts, leads)
    may_decide = [] if unknown else [name for name in rulebase.rules if truths[name] is not FALSE]
    asked = set(asked_by(flags))
    missing = {name: leads.get(name, {}) for name in rulebase.elements if name in leads or name in asked}
    return Verdict(standing.status, None, reachable, leaning, weakest(rulebase, may_decide), (), (), missing, flags)


def deciding_rows(rulebase: RuleBase, truths: Mapping[str, Truth], outcome: str) -> tuple[Row, ...]:
    """Return the rows that may decide: those up to the first true row that lead to `outcome` and are not false."""
    rows = []
    for row in rulebase.rows:
        truth = truths[f"row.{row.name}"]
        if truth is FALSE:
            continue
        if row.outcome == outcome:
            rows.append(row)
        if truth is TRUE:
            break
    return tuple(rows)


def rules_behind(
    rulebase: RuleBase, rows: Iterable[Row], truths: Mapping[str, Truth], explanation: Explanation
) -> tuple[str, ...]:
    """Return the rules on which the deciding rows rest and that are not false.

    They are the support of a row that is true, and all rules below a row that is unknown.
    """
    names: dict[str, None] = {}
    for row in rows:
        if truths[f"row.{row.name}"] is TRUE:
            names.update(explanation.support(row.when).names)
        else:
            names.update(dict.fromkeys(rulebase.names_under(row.when)))
    return tuple(name for name in names if name in rulebase.rules and truths[name] is not FALSE)


def strongest(rulebase: RuleBase, names: Iterable[str]) -> str:
    """Return the highest certainty among the named rules that carry evidence; `not_rated` where none does.

    It is for rules that make the deciding row true: a second rule with weaker evidence does not lower the certainty.
    """
    return max(_rated(rulebase, names), key=list(rulebase.about.certainties).index, default=NOT_RATED)


def weakest(rulebase: RuleBase, names: Iterable[str]) -> str:
    """Return the lowest certainty among the named rules that carry evidence; `not_rated` where none does.

    It is for rules that may decide, while it is open which will: the note must not claim more than any of them.
    """
    return min(_rated(rulebase, names), key=list(rulebase.about.certainties).index, default=NOT_RATED)


def _rated(rulebase: RuleBase, names: Iterable[str]) -> list[str]:
    return [rulebase.rules[name].certainty for name in names if _is_evidence(rulebase, rulebase.rules[name])]


def _is_evidence(rulebase: RuleBase, rule: Named) -> bool:
    return rulebase.about.kinds[rule.kind].evidence and rule.certainty != NOT_RATED


def lean(grounds: Grounds, facts: Facts, missing: Iterable[str]) -> str | None:
    """Return the outcome if every unknown element took its `leaning`, under the constraints; None if several remain.

    None also while a missing element declares no leaning, or an element of `leaning_requires` is unknown.
    """
    rulebase = grounds.rulebase
    if any(name not in facts for name in rulebase.about.leaning_requires):
        return None
    if any(rulebase.elements[name].leaning is None for name in missing):
        return None
    assumed = dict(facts)
    for each in grounds.leanings:
        if each.element in assumed or not _applies(each.host, assumed):
            continue
        for value in each.values:
            if grounds.intake.assume(assumed, each.element, value):
                break
    reachable = grounds.diagram.reachable(assumed)
    return reachable[0] if len(reachable) == 1 else None


def _applies(host: str | None, facts: Facts) -> bool:
    return host is None or facts.get(host) is True


def corrected_facts(intake: Intake, patient: Patient) -> Facts:
    """Return the facts as they will be once what is dangerous now is corrected.

    `once_corrected` of the rule base says which elements are taken out and which are assumed.
    """
    once = intake.rulebase.once_corrected
    if once is None:
        return patient.facts
    out = {
        name
        for each in once.takes_out
        if each.when is None or truth_of(each.when, patient.facts, {}) is TRUE
        for name in each.elements
    }
    if not out and not any(intake.rulebase.elements[name].only_if for name in once.assume):
        return {**patient.facts, **once.assume}
    return intake.without(patient.given, out, once.assume)
