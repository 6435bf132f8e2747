"""A list that is short enough for one answer: decided in memory, with the profile of each row, and nothing written."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused
from immunote.service.lists.columns import DECIDED, misnamed
from immunote.service.lists.deciding import ListRequest, PartDecider
from immunote.service.lists.ids import duplicated
from immunote.service.lists.ndjson_list import NdjsonList
from immunote.service.lists.notes import Wanted
from immunote.service.lists.opened_list import check_keys, open_list, unknown_columns
from immunote.service.lists.source import ID, RawPart, refuse
from immunote.service.lists.tables.opening import open_table
from immunote.service.lists.tables.raw_table import ReadingChoices
from immunote.service.lists.tables.understood import UnderstoodList, understood
from immunote.service.lists.writing import write_rows
from immunote.service.rulebases.columns_in_use import columns_in_use


@dataclass(frozen=True)
class ShortRow:
    """One patient as decided. `reachable`, `missing`: outcomes and elements by id. `profile`: as JSON data."""

    id: str
    status: str
    outcome: str | None
    leaning: str | None
    reachable: tuple[str, ...]
    missing: tuple[str, ...]
    profile: dict[str, Any]


@dataclass(frozen=True)
class UndecidedRow:
    """A row that was not decided. `row` counts from 1 without the header; `line` as an editor does, where there are."""

    row: int
    line: int | None
    id: str | None
    column: str | None
    fault: Fault


@dataclass(frozen=True)
class ShortList:
    """A whole list as decided. `read_as`: what was found out of how it is written, in words.

    `recognised`: its columns that are elements; `unread`: those that nothing reads.
    """

    read_as: tuple[str, ...]
    recognised: tuple[str, ...]
    unread: tuple[Fault, ...]
    rows: tuple[ShortRow, ...]
    refused: tuple[UndecidedRow, ...]
    as_csv: bytes


def decide_short(path: Path, engine: Engine, id_column: str, jurisdiction: str | None, most: int) -> ShortList:
    """Decide a list of at most `most` rows. Its kind is told by its name.

    Raises Refused with what makes it useless as a whole (L01 to L09, L23, L30, P17), NoAnswer where evaluators
    disagree.
    """
    if faults := misnamed(engine.rulebase, id_column, jurisdiction):
        raise Refused(faults)
    choices = ReadingChoices()
    table = open_table([str(path)], choices, {id_column, *engine.rulebase.elements})
    reader = open_list(table, engine, id_column, most + 1)
    source = understood(reader, engine, choices, path.name)
    duplicates = duplicated(source.ids)
    if not source.rows:
        raise refuse(path, "L03", "no row", "one row a patient, below a header with the names of the columns")
    if source.rows > most:
        help_line = f"the page takes {most} rows; `immunote list` on the command line takes millions"
        raise refuse(path, "L30", f"{source.rows} rows", help_line)
    if isinstance(reader, NdjsonList):
        check_keys(reader, engine, id_column)
    asked = ListRequest(id_column, pl.String(), DECIDED, Wanted(), jurisdiction)
    decider = PartDecider(columns_in_use(engine), asked, source.texts, duplicates)
    rows: list[ShortRow] = []
    refused: list[UndecidedRow] = []
    written = []
    for part in source.parts(0):
        decided = decider.decide(part)
        profiles = _profiles(decider, part, source, jurisdiction)
        rows += _rows(decided.rows, id_column, profiles)
        refused += _refused(decided.quarantine)
        written.append(decided.rows)
    elements = engine.rulebase.elements
    return ShortList(
        read_as=(*table.said, *source.meanings.said),
        recognised=tuple(name for name in reader.columns if name in elements),
        unread=tuple(unknown_columns(reader, engine, id_column)),
        rows=tuple(rows),
        refused=tuple(refused),
        as_csv=_csv(pl.concat(written)) if written else b"",
    )


def _profiles(
    decider: PartDecider, part: RawPart, source: UnderstoodList, jurisdiction: str | None
) -> dict[str, dict[str, Any]]:
    """The profile of each row that could be read, by its id; ids that stand twice are refused before they are asked."""
    names = [name for name in part.frame.columns if name in decider.rulebase.elements]
    raw = part.frame.select("row", *names)
    found = decider.columns.profiles(raw, source.texts)
    placed = {} if jurisdiction is None else {"jurisdiction": jurisdiction}
    return {str(id_): {**placed, **profile} for id_, profile in zip(part.frame[ID], found, strict=True)}


def _rows(decided: pl.DataFrame, id_column: str, profiles: dict[str, dict[str, Any]]) -> Iterator[ShortRow]:
    for row in decided.iter_rows(named=True):
        yield ShortRow(
            id=str(row[id_column]),
            status=row["status"],
            outcome=row["outcome"],
            leaning=row["leaning"],
            reachable=tuple(row["reachable"]),
            missing=tuple(row["missing"]),
            profile=profiles[str(row[id_column])],
        )


def _refused(faults: pl.DataFrame) -> Iterator[UndecidedRow]:
    for row in faults.iter_rows(named=True):
        fault = Fault(row["column"] or "row", row["code"], row["text"], row["help"])
        yield UndecidedRow(row["row"], row["line"], row["id"], row["column"], fault)


def _csv(rows: pl.DataFrame) -> bytes:
    """The result as `immunote list` writes it in CSV."""
    held = io.BytesIO()
    write_rows(rows, held, "csv")
    return held.getvalue()
