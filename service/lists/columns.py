"""The columns of a result: which there are, which are wanted, and a pattern such as `rule.*` for many."""

from __future__ import annotations

from fnmatch import fnmatchcase

from immunote.engine.faults import Fault, listed, nearest
from immunote.engine.rulebase import RuleBase

DECIDED = (
    "status",
    "outcome",
    "leaning",
    "certainty",
    "reachable",
    "deciding",
    "missing",
    "flags",
    "open_flags",
    "citations",
)
SETTLED_BY = "settled_by"
RULEBASE = "rulebase"


def all_columns(rulebase: RuleBase) -> tuple[str, ...]:
    """Every column but the id, in order; `settled_by` is written only where it is asked for."""
    return (*DECIDED, *(f"rule.{name}" for name in rulebase.rules), SETTLED_BY, RULEBASE)


def chosen(rulebase: RuleBase, wanted: str | None, settled_by: bool) -> tuple[tuple[str, ...], list[Fault]]:
    """The columns to write, in their usual order, and a fault (L23) for each name or pattern that fits none."""
    every = [name for name in all_columns(rulebase) if settled_by or name != SETTLED_BY]
    if wanted is None:
        return tuple(every), []
    patterns = [each.strip() for each in wanted.split(",")]
    faults = [_unknown(each, every) for each in patterns if not any(fnmatchcase(name, each) for name in every)]
    return tuple(name for name in every if any(fnmatchcase(name, each) for each in patterns)), faults


def misnamed(rulebase: RuleBase, id_column: str, jurisdiction: str | None) -> list[Fault]:
    """The faults of an id column that would be taken for another (L23), and of a jurisdiction that is none (Q03)."""
    faults = []
    if id_column in rulebase.elements or id_column in all_columns(rulebase):
        faults.append(Fault("--id", "L23", id_column, "that is an element or a column of the result, not an id"))
    known = rulebase.about.jurisdictions
    if jurisdiction is not None and jurisdiction not in known:
        help_line = f"one of {listed(list(known))}; {nearest(jurisdiction, known)}"
        faults.append(Fault("--jurisdiction", "Q03", jurisdiction, help_line))
    return faults


def _unknown(pattern: str, every: list[str]) -> Fault:
    hint = "give `--settled-by` too" if pattern == SETTLED_BY else nearest(pattern, every)
    return Fault("--columns", "L23", pattern, f"no column of the result; {hint}")
