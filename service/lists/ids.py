"""Which ids stand more than once in a whole list. Eight bytes a row are held, so ten million rows need some 200 MB."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from immunote.service.lists.source import ID

SCHEMA = pl.Schema({"row": pl.Int64, "other": pl.Int64})


def duplicated(batches: Callable[[], Iterator[pl.DataFrame]]) -> pl.DataFrame:
    """Return each row whose id occurs more than once, with the first other row of that id, in order (schema SCHEMA).

    Rows without an id are left out. `batches`: yields `row` and ID of the whole list. It is called once to find hashes
    that recur and, if there are any, once more to compare the ids themselves.
    """
    hashes = [_hashes(batch["$id"].drop_nulls()) for batch in batches()]
    recurring = _recurring(pl.concat(hashes)) if hashes else pl.Series(dtype=pl.UInt64)
    del hashes
    if recurring.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    found = pl.concat(
        batch.drop_nulls(ID).filter(_hashes(batch.drop_nulls(ID)[ID]).is_in(recurring.implode())) for batch in batches()
    )
    twice = found.filter(pl.len().over(ID) > 1).with_columns(
        first=pl.col("row").min().over(ID), second=pl.col("row").sort().get(1).over(ID)
    )
    other = pl.when(pl.col("row") == pl.col("first")).then("second").otherwise("first")
    return twice.select("row", other=other).sort("row")


def _hashes(ids: pl.Series) -> pl.Series:
    return ids.hash(seed=0)


def _recurring(hashes: pl.Series) -> pl.Series:
    ordered = hashes.sort()
    return ordered.filter(ordered == ordered.shift()).unique()
