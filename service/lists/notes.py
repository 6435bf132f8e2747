"""Whole notes of chosen rows, as NDJSON by row number: an id could say who somebody is, and stays out of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import polars as pl

from immunote.engine.faults import Fault
from immunote.service.lists.source import ID

_FORMS = "a number (the first rows), `all`, or ids with commas between; ids that are numbers as `ids:17,42`"


@dataclass(frozen=True)
class Wanted:
    """Whose notes are wanted: those of the first `first` rows, of all, or of some ids."""

    first: int = 0
    everyone: bool = False
    ids: frozenset[str] = frozenset()

    def among(self, rows: pl.DataFrame) -> pl.Series:
        """The row numbers, of a frame of `row` and ID, whose notes are wanted."""
        if self.everyone:
            return rows["row"]
        if self.ids:
            return rows.filter(pl.col(ID).is_in(list(self.ids)))["row"]
        return rows.filter(pl.col("row") <= self.first)["row"]

    def described(self, salt: str) -> str:
        """What is asked for, to be compared by `--resume`, without an id of anybody."""
        if self.everyone:
            return "all"
        if not self.ids:
            return str(self.first)
        digest = hashlib.sha256("\n".join([salt, *sorted(self.ids)]).encode()).hexdigest()
        return f"{len(self.ids)} ids, {digest[:16]}"

    def __bool__(self) -> bool:
        return self.everyone or bool(self.ids) or self.first > 0


def wanted(text: str | None) -> tuple[Wanted, list[Fault]]:
    """What `--notes` asks for, and a fault (L23) where it cannot be read."""
    if text is None:
        return Wanted(), []
    if text == "all":
        return Wanted(everyone=True), []
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return Wanted(first=int(text)), []
    ids = frozenset(each for each in text.removeprefix("ids:").split(",") if each)
    return Wanted(ids=ids), [] if ids else [Fault("--notes", "L23", text, _FORMS)]
