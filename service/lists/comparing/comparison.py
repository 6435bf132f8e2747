"""What differs between two results, patient by patient and in counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from immunote.engine.faults import Fault, Refused
from immunote.service.lists.results import Results
from immunote.service.lists.source import ID

NEW, GONE, MOVED, SET_ASIDE, BACK = "new", "gone", "moved", "set_aside", "back"
CHANGES = (MOVED, NEW, GONE, SET_ASIDE, BACK)
_VERDICT = ("status", "outcome", "leaning")
_LISTS = {"deciding": "rules", "citations": "sources", "missing": "missing"}
_TEXTS = pl.List(pl.String)
_COLUMNS: dict[str, Any] = {
    "id": pl.String,
    "change": pl.String,
    "was_status": pl.String,
    "was": pl.String,
    "now_status": pl.String,
    "now": pl.String,
    "facts": _TEXTS,
    "recorded": _TEXTS,
    "rules_now": _TEXTS,
    "rules_before": _TEXTS,
    "sources_now": _TEXTS,
    "sources_before": _TEXTS,
}
CHANGED = pl.Schema(_COLUMNS)
"""One row a patient who is not as before. `was` and `now`: the outcome, else the leaning. `facts`: elements whose value
differs, where both lists were given; `recorded`: elements that were missing and no longer are; `rules_now` and
`rules_before`: rules that only decide now or only decided then, and the same of sources."""


@dataclass(frozen=True)
class Compared:
    """`changed`: schema CHANGED, in the order of CHANGES, then of the newer list. `same`: patients with one verdict.

    `moves`: from status and outcome to status and outcome, how many patients, most first. `rules_differ`: whether the
    two results stand on different rules. The counts of facts, rules and sources are of patients who moved.
    """

    changed: pl.DataFrame
    same: int
    moves: Sequence[tuple[str, str, int]]
    rules_differ: bool
    facts: Mapping[str, int] = field(default_factory=dict)
    recorded: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)

    def count(self, change: str) -> int:
        """How many patients changed so."""
        return self.changed.filter(pl.col("change") == change).height


def compare(old: Results, new: Results, facts: pl.DataFrame | None = None) -> Compared:
    """Compare two results. `facts`: `id` and `facts` of patients whose recorded values differ; None where not known.

    Raises Refused (L24) where a result was written without the columns that are compared.
    """
    lacking = [
        Fault(place, "L24", f"without {name}", "write status, outcome, leaning, deciding and citations; see --columns")
        for place, each in (("OLD", old), ("NEW", new))
        for name in (*_VERDICT, *_LISTS)
        if name not in each.manifest.made.columns
    ]
    if lacking:
        raise Refused(lacking)
    before, after = (_verdicts(each) for each in (old, new))
    joined = after.join(before, on=ID, how="full", coalesce=True, suffix="_before", maintain_order="left")
    here, there = pl.col("status").is_not_null(), pl.col("status_before").is_not_null()
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_before")) for name in _VERDICT)
    was_aside, is_aside = (pl.col(ID).is_in(_aside(each).implode()) for each in (old, new))
    change = (
        pl.when(here & there & differs)
        .then(pl.lit(MOVED))
        .when(here & ~there)
        .then(pl.when(was_aside).then(pl.lit(BACK)).otherwise(pl.lit(NEW)))
        .when(there & ~here)
        .then(pl.when(is_aside).then(pl.lit(SET_ASIDE)).otherwise(pl.lit(GONE)))
    )
    marked = joined.with_columns(change.alias("change"))
    found = marked.filter(pl.col("change").is_not_null())
    changed = _reasons(found, old, new, facts)
    moved = changed.filter(pl.col("change") == MOVED)
    return Compared(
        changed=changed,
        same=marked.height - found.height,
        moves=_moves(moved),
        rules_differ=old.manifest.rules.content_hash != new.manifest.rules.content_hash,
        facts=_counted(moved, "facts"),
        recorded=_counted(moved, "recorded"),
        rules=_counted(moved, "rules_now", "rules_before"),
        sources=_counted(moved, "sources_now", "sources_before"),
    )


def _verdicts(results: Results) -> pl.DataFrame:
    return results.rows.select(pl.col(results.manifest.made.id).alias(ID), *_VERDICT).collect()


def _aside(results: Results) -> pl.Series:
    return results.quarantine["id"].drop_nulls().unique()


def _reasons(found: pl.DataFrame, old: Results, new: Results, facts: pl.DataFrame | None) -> pl.DataFrame:
    """The rows of CHANGED."""
    ids = found.select(ID)
    now, before = (_lists(each, ids) for each in (new, old))
    whole = found.join(now, on=ID, how="left", maintain_order="left")
    whole = whole.join(before, on=ID, how="left", suffix="_before", maintain_order="left")
    is_moved = pl.col("change") == MOVED
    columns = []
    for column, called in _LISTS.items():
        this, that = (pl.col(name).fill_null([]) for name in (column, f"{column}_before"))
        if called == "missing":
            columns.append(pl.when(is_moved).then(that.list.set_difference(this)).otherwise([]).alias("recorded"))
        else:
            columns.append(this.list.set_difference(that).alias(f"{called}_now"))
            columns.append(that.list.set_difference(this).alias(f"{called}_before"))
    shown = whole.with_columns(columns).with_columns(
        pl.coalesce("outcome", "leaning").alias("now"),
        pl.coalesce("outcome_before", "leaning_before").alias("was"),
    )
    if facts is not None:
        shown = shown.join(facts.rename({"id": ID}), on=ID, how="left", maintain_order="left")
    else:
        shown = shown.with_columns(pl.lit(None, dtype=_TEXTS).alias("facts"))
    order = pl.col("change").replace_strict({name: place for place, name in enumerate(CHANGES)})
    shown = shown.rename({ID: "id", "status": "now_status", "status_before": "was_status"})
    return shown.sort(order, maintain_order=True).select(CHANGED.names()).cast(CHANGED)


def _lists(results: Results, ids: pl.DataFrame) -> pl.DataFrame:
    rows = results.rows.select(pl.col(results.manifest.made.id).alias(ID), *_LISTS)
    return rows.join(ids.lazy(), on=ID, how="semi").collect()


def _moves(moved: pl.DataFrame) -> list[tuple[str, str, int]]:
    sides = [
        pl.concat_str(pl.col(status), pl.col(outcome).fill_null(""), separator=" ").str.strip_chars().alias(outcome)
        for status, outcome in (("was_status", "was"), ("now_status", "now"))
    ]
    counted = moved.group_by(sides).len().sort("len", "was", "now", descending=[True, False, False])
    return [(was, now, number) for was, now, number in counted.select("was", "now", "len").iter_rows()]


def _counted(moved: pl.DataFrame, *columns: str) -> dict[str, int]:
    """How many patients name each, most first."""
    each = moved.select(pl.concat_list(pl.col(name).fill_null([]) for name in columns).list.unique().alias("name"))
    counted = each.explode("name").drop_nulls().group_by("name").len().sort("len", "name", descending=[True, False])
    return dict(counted.iter_rows())
