"""Which ids stand more than once in a whole list. Eight bytes a row are held, so ten million rows need some 200 MB."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from immunote.service.lists.source import ID

SCHEMA = pl.Schema({"row": pl.Int64, "other": pl.Int64})


_INVISIBLE = r"[\p{Cf}\p{Cc}]"
_NOT_PLAIN = r"[^!-~]"
"""What makes an id more than printed ASCII without blanks, which only its letters' case can alter."""
_AROUND = " \t\r\n\u00a0\u202f\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"


def trimmed(ids: pl.Expr) -> pl.Expr:
    """Ids without the blanks and invisible signs round them; null where nothing is left."""
    bare = ids.str.strip_chars().str.strip_chars(_AROUND)
    return pl.when(bare != "").then(bare)


def compared(ids: pl.Series) -> pl.Series:
    """Ids as they are compared: trimmed, in Unicode's compatible form, one blank for several, in small letters.

    The form (NFKC) makes one of wide and narrow letters. Invisible signs are left out.
    """
    if not ids.str.contains(_NOT_PLAIN).any():
        return ids.str.to_lowercase()
    bare = pl.col(ids.name).str.normalize("NFKC").str.replace_all(_INVISIBLE, "").str.strip_chars().str.to_lowercase()
    found = ids.to_frame().select(bare)[ids.name]
    spaced = found.str.contains("  ", literal=True).any()  # few lists have such ids, and a literal is found fast
    return found.str.replace_all(" +", " ") if spaced else found


def duplicated(batches: Callable[[], Iterator[pl.DataFrame]]) -> pl.DataFrame:
    """Return each row whose id occurs more than once, with the first other row of that id, in order (schema SCHEMA).

    Ids that differ in case, blanks or the form of a letter only are one. Rows without an id are left
    out. `batches`: yields `row` and ID of the whole list. It is called once to find hashes
    that recur and, if there are any, once more to compare the ids themselves.
    """
    hashes = [_hashes(compared(batch[ID].drop_nulls())) for batch in batches()]
    recurring = _recurring(pl.concat(hashes)) if hashes else pl.Series(dtype=pl.UInt64)
    del hashes
    if recurring.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    found = pl.concat(_among(batch.drop_nulls(ID), recurring) for batch in batches())
    twice = found.filter(pl.len().over(ID) > 1).with_columns(
        first=pl.col("row").min().over(ID), second=pl.col("row").sort().get(1).over(ID)
    )
    other = pl.when(pl.col("row") == pl.col("first")).then("second").otherwise("first")
    return twice.select("row", other=other).sort("row")


def _among(batch: pl.DataFrame, recurring: pl.Series) -> pl.DataFrame:
    keys = batch.with_columns(compared(batch[ID]))
    return keys.filter(_hashes(keys[ID]).is_in(recurring.implode()) & (keys[ID] != ""))


def _hashes(ids: pl.Series) -> pl.Series:
    return ids.hash(seed=0)


def _recurring(hashes: pl.Series) -> pl.Series:
    ordered = hashes.sort()
    return ordered.filter(ordered == ordered.shift()).unique()
