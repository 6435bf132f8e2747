"""The shape of `headers.yaml`: what people call elements, their members and units in the lists that they keep."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape


class UnsureNames(Shape):
    """Names that may mean the elements `may_be`, and something else: `or`, in words. A person decides.

    `ids`: they may be the column of the patients' ids. `dates`: a column with the date from which `may_be` counts.
    `sure_in_its_unit`: a name beside which the unit of the element stands means the element.
    """

    names: Annotated[list[str], Field(min_length=1)]
    may_be: list[str] = Field(default_factory=list)
    or_: str = Field(alias="or")
    ids: bool = False
    dates: bool = False
    sure_in_its_unit: bool = False


class HeadersFile(Shape):
    """`headers.yaml`. Words are compared without case, accents and punctuation.

    `columns`: element -> what a column is called. `dates`: element that counts time -> what a column with the date is
    called from which it counts. `members`: element -> member -> how people write it. `yes` and `no`: how they write
    the truth. `unknown`: how they write that nothing is known. `units`: unit -> other words for it. `ids`: what the
    column of the patients' ids is called. `long`: what the columns of a table with one row a measurement are called:
    `test`, `value`, `unit`, `date`. `unsure`: names that may mean something else as well. `not_in`: element -> units in
    which what is called so is another number than the element. `not_detected`: words among `unknown` that may also say
    that there was too little to measure.
    """

    columns: dict[str, list[str]] = Field(default_factory=dict)
    dates: dict[str, list[str]] = Field(default_factory=dict)
    members: dict[str, dict[str, list[str]]] = Field(default_factory=dict)
    yes: list[str] = Field(default_factory=list)
    no: list[str] = Field(default_factory=list)
    unknown: list[str] = Field(default_factory=list)
    not_detected: list[str] = Field(default_factory=list)
    units: dict[str, list[str]] = Field(default_factory=dict)
    not_in: dict[str, list[str]] = Field(default_factory=dict)
    ids: list[str] = Field(default_factory=list)
    unsure: list[UnsureNames] = Field(default_factory=list)
    long: dict[Literal["test", "value", "unit", "date"], list[str]] = Field(default_factory=dict)
