"""Rows that are no patients: totals, statistics, sources and legends round a list, told by what stands for their id."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import polars as pl
import yaml

from immunote.service.lists.source import ID

_FILE = Path(__file__).with_suffix(".yaml")
_ROUNDED = r"[0-9][.,][0-9]+e\+[0-9]+"  # as a spreadsheet shows a long number: the figures behind are lost
_SENTENCE = r"\S+\s+\S+\s+\S+"
HELP = "no patient has such an id; delete the row, or give the patient an id of its own. It was not evaluated"


@lru_cache(maxsize=1)
def _pattern() -> str:
    """The ids that are none, as a regular expression for polars. Raises OSError."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    words, signed, empty, counted, of_a_group = (
        "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("\\'", "'") for word in read[key])
        for key in ("words", "before_a_sign", "no_value", "counted", "of_a_group")
    )
    several = [
        rf"(?:{words})(?:\s*[:=(±].*|\s+[0-9][0-9.,±\s]*)?",
        rf"(?:{signed})\s*[:=].*",
        empty,
        rf"\(?[0-9]+\s+(?:{counted})\b.*",
        rf"\S.*\s(?:{of_a_group})",
        rf"(?:{of_a_group})\s+\S.*",
        _ROUNDED,
    ]
    return rf"(?is)^(?:{'|'.join(several)})$"


def no_patients(ids: pl.Expr) -> pl.Expr:
    """Whether a trimmed id is none; null where there is no id."""
    return ids.str.contains(_pattern())


def rows_of_no_patient(places: pl.DataFrame, raw: pl.DataFrame) -> pl.Series:
    """The numbers of rows whose id is none, and of rows that hold a sentence for an id and nothing else.

    `places`: `row` and ID of a part; `raw`: `row` and its elements.
    """
    found = places.filter(no_patients(pl.col(ID)))["row"]
    spaced = places.filter(pl.col(ID).str.contains(" ", literal=True))  # few are: a literal is found faster
    sentences = spaced.filter(pl.col(ID).str.contains(_SENTENCE))["row"]
    if sentences.is_empty():
        return found
    held = [pl.col(name).is_not_null() & (pl.col(name).cast(pl.String).str.strip_chars() != "") for name in raw.columns]
    held = [each for name, each in zip(raw.columns, held, strict=True) if name != "row"]
    empty = raw.filter(pl.col("row").is_in(sentences.implode()) & ~pl.any_horizontal(held)) if held else raw.clear()
    return pl.concat([found, empty["row"].cast(found.dtype)]).unique().sort()
