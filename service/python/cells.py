"""A frame of any kind as the raw cells that a list has, and a result as a frame of that kind again.

In pandas a missing value is None, NaN or NA, and a column of booleans or of texts with one is a column of objects:
such a column is read by what it holds. In the other kinds a NaN is a value, and refused as in a list.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from immunote.engine.api import Engine
from immunote.engine.faults import Fault
from immunote.service.lists.columns import misnamed
from immunote.service.lists.opened_list import faults_of_columns
from immunote.service.lists.source import ID, LINE, ROW

_PLACE = "frame"
_WHOLE = {nw.Int8, nw.Int16, nw.Int32, nw.Int64, nw.UInt8, nw.UInt16, nw.UInt32, nw.UInt64}


class Table:
    """A frame that was given. `columns`: as it names them; `cells`: those columns in Polars."""

    def __init__(self, frame: IntoFrame) -> None:
        """Read a frame, a lazy one as a whole. Raises TypeError for what narwhals does not take."""
        opened = nw.from_native(frame)
        self._has_no_order = opened.implementation.is_spark_like()
        self._given = opened.collect(backend="polars") if isinstance(opened, nw.LazyFrame) else opened
        self._is_pandas = self._given.implementation.is_pandas_like()
        if self._is_pandas:
            self.cells = pl.DataFrame([_of_pandas(self._given[name]) for name in self._given.columns])
        else:
            self.cells = self._given.to_polars()
        self.columns = tuple(self.cells.columns)

    def faults(self, engine: Engine, id: str | None) -> list[Fault]:
        """Everything that makes the frame useless as a whole (L04, L05, L08, L23)."""
        named = [] if id is None else misnamed(engine.rulebase, id, None)
        faults = [replace(each, place="id") for each in named]
        if id is None and self._has_no_order:
            faults.append(Fault("id", "L23", "not given", "rows of Spark have no order; name the column of the ids"))
        faults += faults_of_columns(_PLACE, self.columns, self.cells.schema, engine, id)
        return [replace(each, help=each.help.replace("`--id`", "`id`")) for each in faults]

    def id_type(self, id: str) -> pl.DataType:
        """Whole numbers stay what they are; all else is text."""
        held = self.cells.schema[id]
        return held if held.is_integer() else pl.String()

    def raw(self, elements: Container[str], id: str | None) -> pl.DataFrame:
        """The cells of elements with ROW, counted from 0, LINE, and ID: the place where no column has the ids."""
        names = [name for name in self.columns if name in elements]
        places = pl.int_range(self.cells.height, dtype=pl.Int64, eager=True).alias(ROW)
        ids = places if id is None else self.cells[id]
        none = pl.repeat(None, self.cells.height, dtype=pl.Int64, eager=True)
        return pl.DataFrame([places, none.alias(LINE), ids.cast(pl.String).alias(ID), *self.cells.select(names)])

    def native(self, found: pl.DataFrame, places: pl.Series) -> Any:
        """A result as a frame of the kind that was given, of a lazy one in Polars; with the index of its places."""
        kind = self._given.implementation
        if self._is_pandas:
            given: Any = nw.to_native(self._given)
            held = {column.name: column.to_list() for column in found}
            return nw.get_native_namespace(self._given).DataFrame(held, index=given.index[places.to_numpy()])
        return found.to_arrow() if kind.is_pyarrow() else found


def _of_pandas(column: nw.Series[Any]) -> pl.Series:
    """A column of pandas (or of its kin) in Polars, null where its value is missing."""
    name, dtype = str(column.name), column.dtype
    if dtype == nw.Float64 or ((dtype == nw.Boolean or dtype in _WHOLE) and not column.is_null().any()):
        return pl.Series(name, column.to_numpy(), nan_to_null=True)
    missing = column.is_null().to_list()
    values = [None if absent else _plain(value) for absent, value in zip(missing, column.to_list(), strict=True)]
    return pl.Series(name, values, dtype=_type_of(values), strict=False)


def _plain(value: Any) -> Any:
    """A scalar of numpy as Python's own; all else as it is."""
    return value.item() if type(value).__module__ == "numpy" else value


def _type_of(values: list[Any]) -> pl.DataType | None:
    """The type of a column of such values; Object where they differ, None where Polars knows better."""
    kinds = {type(value) for value in values} - {type(None)}
    if kinds <= {int, float}:
        return pl.Float64() if float in kinds else pl.Int64() if kinds else pl.Null()
    if len(kinds) == 1:
        return {bool: pl.Boolean(), str: pl.String(), Decimal: None}.get(kinds.pop())
    return pl.Object()
