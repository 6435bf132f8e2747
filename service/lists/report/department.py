"""What a head of department asks beside the counts: what first, who lacks what, which centre, how it was before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from immunote.engine.columns import STATUSES
from immunote.engine.faults import Fault, Refused
from immunote.engine.rulebase import RuleBase
from immunote.service.lists.results import Results
from immunote.service.lists.source import ID
from immunote.service.lists.worklist.ordering import PRIORITY, in_order

_SETTLED = STATUSES[0]
NO_CENTRE = "not recorded"


@dataclass(frozen=True)
class UrgentGroup:
    """A reason to look at somebody first, in the order of the rule base, and for how many it holds."""

    title: str
    patients: int


@dataclass(frozen=True)
class ItemFilled:
    """For how many patients an item is recorded."""

    label: str
    recorded: int


@dataclass(frozen=True)
class CentreCounts:
    """One centre: patients checked, settled ones, those who need somebody first, cells recorded of all read."""

    name: str
    patients: int
    settled: int
    urgent: int
    filled: int
    cells: int


@dataclass(frozen=True)
class RunCounts:
    """One run: what it was of, and its counts."""

    name: str
    patients: int
    settled: int
    open: int
    set_aside: int


@dataclass(frozen=True)
class Department:
    """`urgent`: None where the rule base has no order or the result no columns for it. `completeness` and `centres`:
    None without the list. `runs`: this one last; empty where no other is named. `ignored`: columns that nothing read.
    `rounded_to`: what every number is rounded to, 0 for none.
    """

    day: str
    urgent: tuple[UrgentGroup, ...] | None
    needs_the_list: bool
    completeness: tuple[ItemFilled, ...] | None = None
    centres: tuple[CentreCounts, ...] | None = None
    runs: tuple[RunCounts, ...] = ()
    ignored: tuple[str, ...] = ()
    rounded_to: int = 0


def department(
    results: Results,
    rulebase: RuleBase,
    day: str,
    recorded: pl.DataFrame | None = None,
    centres: pl.DataFrame | None = None,
    before: Sequence[Results] = (),
) -> Department:
    """Count what a department asks. `recorded`: ID and elements of the list; `centres`: ID and `centre`.

    Raises Refused (L24) where an earlier run was written without a status.
    """
    urgent, needs_the_list = _urgent(results, rulebase, recorded)
    decided = results.rows.select(pl.col(results.manifest.made.id).alias(ID), *_status(results)).collect()
    return Department(
        day=day,
        urgent=None if urgent is None else _groups(urgent, rulebase),
        needs_the_list=needs_the_list,
        completeness=None if recorded is None else tuple(_filled(recorded, decided, rulebase)),
        centres=None if centres is None or recorded is None else _by_centre(decided, recorded, centres, urgent),
        runs=tuple(_run(each, at) for at, each in enumerate([*before, results], 1)) if before else (),
        ignored=results.manifest.warnings,
    )


def _status(results: Results) -> list[str]:
    return ["status"] if "status" in results.manifest.made.columns else []


def _urgent(results: Results, rulebase: RuleBase, recorded: pl.DataFrame | None) -> tuple[pl.DataFrame | None, bool]:
    """Who needs somebody first, and whether the list would say more: without it a priority with facts is out."""
    order = rulebase.worklist
    needed = {"status", "outcome", "open_flags", "missing"}
    if order is None or not needed <= set(results.manifest.made.columns):
        return None, False
    facts = pl.DataFrame(schema={ID: pl.String}) if recorded is None else recorded
    return in_order(results, facts, rulebase), recorded is None and any(each.where for each in order.priorities)


def _groups(urgent: pl.DataFrame, rulebase: RuleBase) -> tuple[UrgentGroup, ...]:
    counts = dict(urgent[PRIORITY].value_counts().iter_rows())
    order = rulebase.worklist.priorities if rulebase.worklist else []
    return tuple(UrgentGroup(each.title, counts[place]) for place, each in enumerate(order) if counts.get(place))


def _filled(recorded: pl.DataFrame, decided: pl.DataFrame, rulebase: RuleBase) -> list[ItemFilled]:
    here = recorded.join(decided.select(ID), on=ID, how="semi")
    counts = here.select(pl.all().exclude(ID).count()).row(0, named=True)
    elements = rulebase.elements
    found = [ItemFilled(elements[name].label, counts[name]) for name in elements if name in counts]
    return sorted(found, key=lambda each: each.recorded)


def _by_centre(
    decided: pl.DataFrame, recorded: pl.DataFrame, centres: pl.DataFrame, urgent: pl.DataFrame | None
) -> tuple[CentreCounts, ...]:
    filled = recorded.select(ID, pl.sum_horizontal(pl.all().exclude(ID).is_not_null()).alias("filled"))
    whole = decided.join(centres, on=ID, how="left").join(filled, on=ID, how="left")
    listed = urgent[ID] if urgent is not None else pl.Series(dtype=pl.String)
    settled = pl.col("status") == _SETTLED if "status" in whole.columns else pl.lit(value=False)
    grouped = (
        whole.with_columns(pl.col("centre").str.strip_chars().replace("", None).fill_null(NO_CENTRE))
        .group_by("centre")
        .agg(
            pl.len().alias("patients"),
            settled.sum().alias("settled"),
            pl.col(ID).is_in(listed.implode()).sum().alias("urgent"),
            pl.col("filled").sum(),
        )
        .sort("centre")
    )
    cells = recorded.width - 1
    rows = grouped.select("centre", "patients", "settled", "urgent", "filled").iter_rows()
    return tuple(CentreCounts(name, n, done, first, full, n * cells) for name, n, done, first, full in rows)


def _run(results: Results, at: int) -> RunCounts:
    if not _status(results):
        raise Refused([Fault("--before", "L24", "without status", "write it; see --columns of `immunote list`")])
    settled = sum(each.statuses.get(_SETTLED, 0) for each in results.manifest.parts)
    rows, made = results.manifest.rows, results.manifest.made
    assert rows is not None
    name = f"{at}. {made.as_of or results.manifest.input.name}"
    return RunCounts(name, rows.evaluated, settled, rows.evaluated - settled, rows.quarantined)
