"""A hash of what a list records of each patient: equal cells have equal hashes, in whatever order columns stand.

Eight bytes a row are kept beside a result, so that `--since` knows whose facts are the same. Polars hashes alike within
one version of it only, which the manifest names.
"""

from __future__ import annotations

import hashlib
from functools import reduce
from pathlib import Path

import polars as pl

FACTS = "$facts"
_NOTHING = pl.lit(0, dtype=pl.UInt64)


def fingerprints(raw: pl.DataFrame) -> pl.Series:
    """The hash of each row over its cells that are not empty (UInt64, called FACTS). `raw`: `row` and elements."""
    hashes = [_of_column(name, dtype) for name, dtype in raw.schema.items() if name != "row"]
    if not hashes:
        return pl.repeat(0, raw.height, dtype=pl.UInt64, eager=True).alias(FACTS)
    return raw.select(reduce(lambda one, other: one ^ other, hashes).alias(FACTS))[FACTS]


def _of_column(name: str, dtype: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if dtype == pl.Boolean:  # two constants are joined far quicker than hashes are made
        yes, no = (pl.lit(_seed(f"{name} {truth}"), dtype=pl.UInt64) for truth in (True, False))
        return pl.when(column).then(yes).when(~column).then(no).otherwise(_NOTHING)
    if isinstance(dtype, pl.Categorical | pl.Enum):
        column = column.cast(pl.String)
    is_empty = column.is_null() | (column == "") if dtype == pl.String else column.is_null()
    return pl.when(is_empty).then(_NOTHING).otherwise(column.hash(seed=_seed(name)))


def _seed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def as_bytes(facts: pl.Series) -> bytes:
    """Eight bytes a row, little-endian."""
    return facts.to_numpy().astype("<u8").tobytes()


def read_facts(path: Path) -> pl.Series:
    """What `as_bytes` wrote. Raises OSError, ValueError."""
    content = path.read_bytes()
    if len(content) % 8:
        raise ValueError(path.name)
    return pl.Series(FACTS, memoryview(content).cast("Q").tolist(), dtype=pl.UInt64)
