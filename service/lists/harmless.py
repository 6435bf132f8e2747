"""Texts that no spreadsheet takes for a formula, by one rule that can be undone: an apostrophe in front.

A text gets one where its first character, after spaces, quotes and what cannot be seen, is one of `= + - @` or the wide
form of one, or where it begins with a tab, a line end or an apostrophe. Whoever wants the text back takes one
apostrophe away. The characters are those of OWASP's page on CSV injection.
"""

from __future__ import annotations

import re

import polars as pl

_UNSEEN = "\u0000-\u0020\u007f-\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
_QUOTES = "\"'`\u00b4\u2018\u2019\u201c\u201d"
_SIGNS = "=+@\uff1d\uff0b\uff0d\uff20-"
# one pattern for Polars (Rust's regex) and Python: the characters themselves, no escapes
FORMULA = f"^(?:[{_UNSEEN}{_QUOTES}]*[{_SIGNS}]|['\t\r\n])"
_FORMULA = re.compile(FORMULA)
MARK = "'"


def harmless(column: pl.Expr) -> pl.Expr:
    """A column of texts made harmless."""
    return pl.when(column.str.contains(FORMULA)).then(MARK + column).otherwise(column)


def harmless_text(text: str) -> str:
    """One text made harmless."""
    return MARK + text if _FORMULA.match(text) else text


def as_written(column: pl.Expr) -> pl.Expr:
    """The texts that `harmless` was given."""
    return column.str.replace(r"^'", "")


def text_as_written(text: str) -> str:
    """The text that `harmless_text` was given."""
    return text.removeprefix(MARK)


def harmless_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """Rows with every text and every column's name made harmless."""
    texts = [harmless(pl.col(name)).alias(name) for name, t in frame.schema.items() if t == pl.String]
    names = {name: harmless_text(name) for name in frame.columns}
    return frame.with_columns(texts).rename({name: to for name, to in names.items() if name != to})
