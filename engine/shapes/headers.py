"""The shape of `headers.yaml`: what people call elements, their members and units in the lists that they keep."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape


class HeadersFile(Shape):
    """`headers.yaml`. Words are compared without case, accents and punctuation.

    `columns`: element -> what a column is called. `dates`: element that counts time -> what a column with the date is
    called from which it counts. `members`: element -> member -> how people write it. `yes` and `no`: how they write
    the truth. `unknown`: how they write that nothing is known. `units`: unit -> other words for it. `ids`: what the
    column of the patients' ids is called. `long`: what the columns of a table with one row a measurement are called:
    `test`, `value`, `unit`, `date`.
    """

    columns: dict[str, list[str]] = Field(default_factory=dict)
    dates: dict[str, list[str]] = Field(default_factory=dict)
    members: dict[str, dict[str, list[str]]] = Field(default_factory=dict)
    yes: list[str] = Field(default_factory=list)
    no: list[str] = Field(default_factory=list)
    unknown: list[str] = Field(default_factory=list)
    units: dict[str, list[str]] = Field(default_factory=dict)
    ids: list[str] = Field(default_factory=list)
    long: dict[Literal["test", "value", "unit", "date"], list[str]] = Field(default_factory=dict)
