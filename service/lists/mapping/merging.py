"""Rows of one patient made one: the latest value of each element, and a fault where nobody can say which it is."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from immunote.service.lists.source import FAULTS, ID, LINE, ROW

DAY = "$day"  # the day of a row or of a measurement; null where rows have none
_HELP = "give every row its date, and name the column with it in the map; or correct one of the two"


def merged(frame: pl.DataFrame, elements: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row a patient and the faults (L69). `frame`: ROW, LINE, ID, DAY and elements as text.

    Of each element the latest value that is known counts; a cell that says nothing is no value. One without a date may
    be later than any other, so that it must be the same as the latest; without any date all must be the same.
    """
    frame = frame.filter(pl.col(ID).is_not_null())
    first = frame.group_by(ID, maintain_order=True).agg(pl.col(ROW).first(), pl.col(LINE).first())
    faults = [pl.DataFrame(schema=FAULTS)]
    for element in elements:
        held = frame.select(ID, DAY, element).filter(pl.col(element).is_not_null())
        latest = held.filter(pl.col(DAY).is_null() | (pl.col(DAY) == pl.col(DAY).max().over(ID)))
        chosen = latest.group_by(ID).agg(pl.col(element).unique().sort())
        several = chosen.filter(pl.col(element).list.len() > 1)
        faults.append(_several(several, first, element))
        single = chosen.with_columns(pl.col(element).list.first())
        first = first.join(single, on=ID, how="left", maintain_order="left")
    return first, pl.concat(faults)


def _several(several: pl.DataFrame, first: pl.DataFrame, element: str) -> pl.DataFrame:
    if several.is_empty():
        return pl.DataFrame(schema=FAULTS)
    found = several.join(first.select(ID, ROW, LINE), on=ID, how="left")
    return found.select(
        pl.col(ROW).alias("row"),
        pl.col(LINE).alias("line"),
        pl.col(ID).alias("id"),
        pl.lit(element).alias("column"),
        pl.lit("L69").alias("code"),
        pl.col(element).list.head(3).list.join(", ").alias("text"),
        pl.lit(_HELP).alias("help"),
    ).cast(FAULTS)
