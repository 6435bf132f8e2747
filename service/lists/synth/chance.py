"""A reproducible random number for each row and purpose, whatever the order or the size of the portions.

The generator is splitmix64 (Steele, Lea, Flood 2014) with the row as its counter: seed, row and purpose alone decide
the number, so a cohort is the same on one core or many, and in every version of Polars.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import polars as pl

ROW = "$row"
"""The column that counts the rows, UInt64 from 0."""

_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def draw(seed: int, purpose: str) -> pl.Expr:
    """Return a random number in [0, 1) for each row, Float64; numbers for different purposes are independent."""
    return _last(_second(_first(_started(_offset(seed, purpose)))))


def with_draws(rows: pl.DataFrame, seed: int, purposes: Iterable[str]) -> pl.DataFrame:
    """Add a column `drawn(purpose)` for each purpose, with the numbers of `draw`.

    Each stage of the generator reads the stage before it twice, so as one expression the first stage would be computed
    eight times.
    """
    names = {drawn(each): _offset(seed, each) for each in purposes}
    rows = rows.with_columns(_started(offset).alias(name) for name, offset in names.items())
    for stage in (_first, _second, _last):
        rows = rows.with_columns(stage(pl.col(name)).alias(name) for name in names)
    return rows


def drawn(purpose: str) -> str:
    """The name of the column that `with_draws` adds."""
    return f"$drawn:{purpose}"


def pick(seed: int, purpose: str, count: int) -> pl.Expr:
    """Return a random whole number from 0 to `count` - 1 for each row, UInt32."""
    return (draw(seed, purpose) * count).floor().cast(pl.UInt32)


def _offset(seed: int, purpose: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{purpose}".encode()).digest()[:8], "big")


def _started(offset: int) -> pl.Expr:
    return pl.col(ROW) * _whole(_GOLDEN) + _whole(offset)  # UInt64 arithmetic wraps around


def _first(bits: pl.Expr) -> pl.Expr:
    return (bits ^ (bits // _whole(1 << 30))) * _whole(_FIRST)


def _second(bits: pl.Expr) -> pl.Expr:
    return (bits ^ (bits // _whole(1 << 27))) * _whole(_SECOND)


def _last(bits: pl.Expr) -> pl.Expr:
    bits ^= bits // _whole(1 << 31)
    return (bits // _whole(1 << 11)).cast(pl.Float64) * 2.0**-53


def _whole(number: int) -> pl.Expr:
    return pl.lit(number, dtype=pl.UInt64)
