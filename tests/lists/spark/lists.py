"""Lists for the tests of Spark: patients of chance with everything in them that a quarantine is for."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from immunote.engine.api import Engine
from immunote.service.lists.tables.raw_table import ReadingChoices
from tests.support.agreement import frame_of, profiles

SOUP = Path(__file__).parents[2] / "rulebases" / "soup"
WARD_IGNORED = ReadingChoices(ignore=("ward",))
"""How the lists are read: their column `ward` is in no rule base."""


def patient_list(engine: Engine, rows: int, seed: int) -> pl.DataFrame:
    """`id` and all elements. Some ids stand twice or are absent, some values are refused; one column is unknown."""
    frame = frame_of(engine, profiles(engine, rows, seed)).drop("row")
    ids = [f"p{number}" for number in range(rows)]
    ids[7] = ids[3]
    ids[rows - 1] = ids[3]
    ids[rows // 2] = ids[11]
    identity = pl.Series("id", [None if number == 20 else own for number, own in enumerate(ids)], dtype=pl.String)
    return frame.insert_column(0, identity).with_columns(ward=pl.lit("4b"))


def rows_of(out: Path) -> pl.DataFrame:
    """The rows of a result, by id, as plain as they are in Parquet."""
    found = pl.read_parquet(sorted(out.glob("part-*.parquet")), glob=False)
    plain = {
        name: pl.List(pl.String) if isinstance(dtype, pl.List) else pl.String
        for name, dtype in found.schema.items()
        if isinstance(dtype, pl.List | pl.Enum | pl.Categorical)
    }
    return found.cast(dict(plain)).sort("id")


def quarantine_of(out: Path) -> str:
    """The quarantine, as it was written."""
    return (out / "quarantine.csv").read_text(encoding="utf-8")
