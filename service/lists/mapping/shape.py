"""The shape of a map file, read strictly: every fault of its form has a line and a column."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from immunote.engine.faults import Fault, Refused
from immunote.engine.loading.folder import note_errors
from immunote.engine.reader import Document, read_yaml
from immunote.engine.shapes.base import Shape

Scalar = bool | str | int | Decimal | None
_LARGEST = 4 << 20  # bytes; a map of a hundred columns has some 10 kB


class ColumnTarget(Shape):
    """What a column (or a test of a long table) answers.

    `to`: the element. `unit`: in which the column counts; left out, in that of the element. `values`: what a code of
    the column means; null is not known. `missing`: codes that mean not known. `date`: the column holds dates of this
    form (`YYYY-MM-DD`), and the element is the time from them to the day given by `--as-of`.
    """

    to: str
    unit: str | None = None
    values: dict[str, Scalar] | None = None
    missing: list[str | int | Decimal] = Field(default_factory=list)
    date: str | None = None


class LongShape(Shape):
    """A table with one row a measurement. `within_days`: older ones are left out."""

    test: str
    value: str
    unit: str | None = None
    date: str
    date_form: str = "YYYY-MM-DD"
    within_days: Annotated[int, Field(ge=0)] | None = None
    tests: dict[str, str | ColumnTarget]


class RowsShape(Shape):
    """Which rows count. `only`: column -> cells that are kept. `merged`: the rows of one id are one patient.

    `date`: with `merged`, the column that says which of two values is the latest; `date_form` its form.
    """

    only: dict[str, list[str | int | Decimal]] = Field(default_factory=dict)
    merged: bool = False
    date: str | None = None
    date_form: str = "YYYY-MM-DD"


class MapShape(Shape):
    """A map file."""

    map: Literal[1]
    id: str
    decimal_mark: Literal[".", ","] = "."
    missing: list[str | int | Decimal] = Field(default_factory=list)
    columns: dict[str, str | ColumnTarget | list[str | ColumnTarget]] = Field(default_factory=dict)
    constants: dict[str, Scalar] = Field(default_factory=dict)
    ignore: list[str] | Literal["rest"] = Field(default_factory=list)
    rows: RowsShape = RowsShape()
    long: LongShape | None = None


def read_map(path: Path) -> tuple[Document, MapShape]:
    """A map file. Raises Refused with every fault of its form (P16, R01 to R06)."""
    try:
        content = path.read_bytes()[: _LARGEST + 1]
        document = read_yaml(content.decode(), str(path))
    except OSError as error:
        raise Refused([Fault(str(path), "P16", error.strerror or "", "name the map file")]) from None
    except UnicodeDecodeError:
        raise Refused([Fault(str(path), "P17", path.name, "save the map as UTF-8")]) from None
    if document.faults:
        raise Refused(document.faults)
    if not isinstance(document.data, dict):
        help_line = "a map has the keys `map`, `id` and `columns`; docs/lists-map.md"
        raise Refused([Fault(f"{path}:1:1", "R05", "no keys", help_line)])
    try:
        return document, MapShape.model_validate(_numbers_as_written(document.data))
    except ValidationError as error:
        note_errors(document, MapShape, error.errors(include_url=False, include_context=False))
        raise Refused(document.faults) from None


def names_in(path: Path) -> set[str]:
    """The columns that a map names, by which the header of a list is found. Raises Refused, as `read_map`."""
    _, shape = read_map(path)
    long = [] if shape.long is None else [shape.long.test, shape.long.value, shape.long.date]
    return {shape.id, *shape.columns, *long, *(shape.ignore if isinstance(shape.ignore, list) else ())}


def _numbers_as_written(data: Any) -> Any:
    """Codes such as `id: 7` and column names that look like numbers are text here."""
    for key in ("id",):
        if isinstance(data.get(key), int | Decimal) and not isinstance(data[key], bool):
            data = {**data, key: str(data[key])}
    return data
