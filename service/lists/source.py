"""What every kind of list hands over: its rows in parts, each row either readable or with its faults.

Rows count from 1, as a person counts patients: a header and blank lines are no rows. Lines count from 1 too, as an
editor counts them, and only text files have them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from immunote.engine.faults import Fault, Refused

ID = "$id"  # the caller's id inside the program: no element has a name with `$`
LINE = "$line"
ROW = "row"
SYNTHETIC_ID = "synthetic-"
"""The prefix of the ids of patients made by `immunote synth`."""
FAULTS = pl.Schema(
    {
        "row": pl.Int64,
        "line": pl.Int64,
        "id": pl.String,
        "column": pl.String,
        "code": pl.String,
        "text": pl.String,
        "help": pl.String,
    }
)


class RowFault(NamedTuple):
    """One thing wrong with one row, as the quarantine shows it. `column` is None where it is the row as a whole."""

    row: int
    line: int | None
    id: str | None
    column: str | None
    code: str
    text: str
    help: str


def faults_frame(faults: Iterable[RowFault]) -> pl.DataFrame:
    """Faults as a frame of the schema FAULTS."""
    return pl.DataFrame(list(faults), schema=FAULTS, orient="row")


@dataclass(frozen=True)
class RawPart:
    """Consecutive rows. `frame`: `row`, ID, LINE and the elements of those that could be read; `faults`: the others.

    `rows` counts both kinds. `cells`: faults of cells of rows in `frame`, which hold null there.
    """

    number: int
    rows: int
    frame: pl.DataFrame
    faults: pl.DataFrame
    cells: pl.DataFrame = field(default_factory=lambda: faults_frame([]))


def refuse(place: object, code: str, text: str, help_line: str) -> Refused:
    """Return a Refused with one fault, which concerns a list as a whole."""
    return Refused([Fault(str(place), code, text, help_line)])
