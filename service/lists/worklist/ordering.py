"""Who of a result is looked at first: by the priorities of the rule base, and in what order."""

from __future__ import annotations

import polars as pl

from immunote.engine.faults import Fault, Refused
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.worklist import PriorityShape
from immunote.service.lists.results import Results
from immunote.service.lists.source import ID

PRIORITY = "priority"
_NEEDED = ("status", "outcome", "open_flags", "missing")


def in_order(results: Results, recorded: pl.DataFrame, rulebase: RuleBase) -> pl.DataFrame:
    """ID, PRIORITY (its place in `worklist.yaml`) and `missing` of those listed, the most urgent first.

    `recorded`: ID and the elements that priorities name, as text. Raises Refused: L24 without the columns that are
    read, L72 where the rule base orders no work list.
    """
    if rulebase.worklist is None:
        raise Refused([Fault(rulebase.id, "L72", "worklist.yaml", "add it to the rule base; docs/lists-worklist.md")])
    lacking = [name for name in _NEEDED if name not in results.manifest.made.columns]
    if lacking:
        help_line = "write status, outcome, open_flags and missing; see --columns"
        raise Refused([Fault("RESULT", "L24", f"without {name}", help_line) for name in lacking])
    rows = results.rows.select(pl.col(results.manifest.made.id).alias(ID), *_NEEDED)
    named = {name for each in rulebase.worklist.priorities for name in each.where}
    facts = recorded.select(ID, *(pl.col(name) for name in named if name in recorded.columns))
    facts = facts.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in named - set(facts.columns))
    joined = rows.join(facts.lazy(), on=ID, how="left", maintain_order="left")
    priorities = [pl.when(_holds(each)).then(pl.lit(place)) for place, each in enumerate(rulebase.worklist.priorities)]
    found = joined.with_columns(pl.coalesce(priorities).alias(PRIORITY)).filter(pl.col(PRIORITY).is_not_null())
    return found.sort(PRIORITY, maintain_order=True).select(ID, PRIORITY, "missing").collect()


def _holds(each: PriorityShape) -> pl.Expr:
    conditions = [pl.lit(value=True)]
    if each.outcome is not None:
        conditions.append(pl.col("outcome") == each.outcome)
    conditions += [pl.col(name).cast(pl.String) == "true" for name in each.where]
    if each.open_flags:
        conditions.append(pl.col("open_flags").list.len() > 0)
    if each.missing_at_most is not None:
        conditions.append(pl.col("missing").list.len().is_between(1, each.missing_at_most))
    return pl.all_horizontal(conditions)
