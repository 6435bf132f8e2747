"""Decides some rows of every part of a list again, one patient at a time, and compares the results.

If durable-rules, the reference evaluator and the diagram do not agree with the columns on these rows, the part is not
written. The rows are chosen by the rule base and the number of the part, not by the content of the list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from random import Random
from typing import Any

import polars as pl

from immunote.engine.api import Engine, Judged, alarm
from immunote.engine.columns import Columns
from immunote.engine.faults import Refused
from immunote.engine.note import Note
from immunote.engine.profile import element_at
from immunote.engine.truth import FALSE, TRUE

CHECKED_ROWS = 10  # a part; each takes about 2 ms, as no note of it is written
COMPARED = ("status", "outcome", "leaning", "certainty", "reachable", "deciding", "missing", "flags", "open_flags")
_TRUTHS = {TRUE: True, FALSE: False}


def sampled(engine: Engine, number: int, rows: int) -> list[int]:
    """Return the places (from 0, in order) of the rows of part `number` that are checked; `rows`: how many it has."""
    chosen = Random(f"{engine.rulebase.content_hash} {number}").sample(range(rows), min(CHECKED_ROWS, rows))
    return sorted(chosen)


def check_rows(
    columns: Columns,
    profiles: Iterable[Mapping[str, Any]],
    rows: Iterable[int],
    faults: pl.DataFrame,
    evaluated: pl.DataFrame,
) -> None:
    """Decide rows one by one and compare with the columns. Raises immunote.engine.api.NoAnswer where they differ.

    `faults` (row, element, code) and `evaluated` are those of these rows, from the columns.
    """
    found = {row["row"]: row for row in _rows_to_compare(columns, evaluated)}
    for row, profile in zip(rows, profiles, strict=True):
        try:
            judged = columns.engine.judge(columns.engine.patient(profile))
        except Refused as refused:
            theirs = set(faults.filter(pl.col("row") == row).select("element", "code").iter_rows())
            if theirs != {(element_at(fault.place), fault.code) for fault in refused.faults}:
                raise alarm("columns and one patient: the faults of a row") from None
            continue
        if row not in found:
            raise alarm("columns refuse a row that is decided alone")
        compare(judged, found[row])


def notes_of(
    columns: Columns, profiles: Iterable[tuple[int, Mapping[str, Any]]], evaluated: pl.DataFrame
) -> Iterator[tuple[int, Note]]:
    """Yield the number and note of each row, compared with the columns. Raises immunote.engine.api.NoAnswer."""
    found = {row["row"]: row for row in _rows_to_compare(columns, evaluated)}
    for row, profile in profiles:
        judged = columns.engine.judge(columns.engine.patient(profile))
        compare(judged, found[row])
        yield row, columns.engine.whole(columns.engine.write(judged))


def _rows_to_compare(columns: Columns, evaluated: pl.DataFrame) -> Iterable[dict[str, Any]]:
    if evaluated.is_empty():
        return []
    shown = columns.output(evaluated, COMPARED)
    truths = evaluated.select("row", pl.col("^truth\\..*$"))
    return pl.concat([truths, shown.select(COMPARED)], how="horizontal").iter_rows(named=True)


def compare(judged: Judged, row: Mapping[str, Any]) -> None:
    """Compare a verdict and its truths with a row. Raises Disagreement, which names what differs and no value."""
    verdict = judged.verdict
    alone: dict[str, Any] = {
        "status": verdict.status,
        "outcome": verdict.outcome,
        "leaning": verdict.leaning,
        "certainty": verdict.certainty,
        "reachable": list(verdict.reachable),
        "deciding": sorted(verdict.rules),
        "missing": sorted(verdict.missing),
        "flags": sorted(each.flag.id for each in verdict.flags),
        "open_flags": sorted(each.flag.id for each in verdict.flags if each.is_open),
    }
    shown = {name: row[name] for name in COMPARED}
    for name in ("deciding", "missing", "flags", "open_flags"):
        shown[name] = sorted(shown[name])
    differs = [name for name in COMPARED if shown[name] != alone[name]]
    differs += [name for name, truth in judged.truths.items() if row[f"truth.{name}"] is not _TRUTHS.get(truth)]
    if differs:
        raise alarm("columns and one patient: " + ", ".join(differs[:5]))
