"""Chance that can be repeated: a number for each row and purpose, whatever the order or the size of the portions.

The generator is splitmix64 (Steele, Lea, Flood 2014), counted by row: row and purpose alone decide the number, so
a cohort is the same on one core or many. It is plain integer arithmetic, the same in every version of Polars.
"""

from __future__ import annotations

import hashlib

import polars as pl

ROW = "$row"
"""The column that counts the rows, UInt64 from 0."""

_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def draw(seed: int, purpose: str) -> pl.Expr:
    """A number from 0 (included) to 1 (excluded) for each row, Float64; independent between purposes."""
    bits = _mixed(pl.col(ROW), _offset(seed, purpose))
    return (bits // _whole(1 << 11)).cast(pl.Float64) * 2.0**-53


def pick(seed: int, purpose: str, count: int) -> pl.Expr:
    """A whole number from 0 to `count` - 1 for each row, UInt32."""
    return (draw(seed, purpose) * count).floor().cast(pl.UInt32)


def _offset(seed: int, purpose: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{purpose}".encode()).digest()[:8], "big")


def _mixed(rows: pl.Expr, offset: int) -> pl.Expr:
    bits = rows * _whole(_GOLDEN) + _whole(offset)  # UInt64 arithmetic wraps around
    bits = (bits ^ (bits // _whole(1 << 30))) * _whole(_FIRST)
    bits = (bits ^ (bits // _whole(1 << 27))) * _whole(_SECOND)
    return bits ^ (bits // _whole(1 << 31))


def _whole(number: int) -> pl.Expr:
    return pl.lit(number, dtype=pl.UInt64)
