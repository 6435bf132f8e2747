"""Raw columns become columns of facts, each cell as `immunote.engine.profile` would read it alone.

Most cells are read in bulk, by expressions that give null wherever they could be wrong. What they leave is read by the
engine's own code, one distinct cell at a time, so codes and help lines are the same by construction.

A list as text (CSV) has only text, so there a number is written in plain decimal notation (`70`, `0.07`, `-3.5`; no
sign but a minus, no exponent, no leading zeros, no blanks around it), a boolean as `true` or `false`, a member of an
enumeration exactly; an empty field or the word `unknown` is not known. Nothing is stripped or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

import polars as pl

from immunote.engine.columns.numbers import PLAIN_NUMBER, ends, from_floats, from_text, from_units, scaled
from immunote.engine.columns.prepared_plan import PreparedPlan
from immunote.engine.elements import Element
from immunote.engine.faults import Fault
from immunote.engine.profile import NOT_KNOWN, element_at, profile_validator, read_values
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Value

FAULTS = pl.Schema({"row": pl.Int64, "element": pl.String, "code": pl.String, "text": pl.String, "help": pl.String})
"""One fault a line; `row` is the row's own number, `element` a name of the dictionary."""

_PLAIN_NUMBER = re.compile(PLAIN_NUMBER)
_BOOLEANS = {"true": True, "false": False}
_MOST_MEMBERS = 127
_SCHEMAS_KEPT = 8
_READ_ALONE = (pl.Null, pl.Object)


@dataclass(frozen=True)
class Values:
    """What was read. `facts`: `row` and a column of facts for each element given, null where it is not known, or
    where `faults` has the cell.
    """

    facts: pl.DataFrame
    faults: pl.DataFrame


def fact_type(element: Element) -> pl.DataType:
    """The type of an element's column of facts: Boolean, Int8 (place of the member) or Int64 (scaled number)."""
    return {"boolean": pl.Boolean(), "enumeration": pl.Int8()}.get(element.type, pl.Int64())


def fact(element: Element, value: Value) -> bool | int:
    """A value as its column holds it. Raises ValueError for a value that the element cannot hold."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return list(element.values).index(value)
    return scaled(value, element.decimals)


def value(element: Element, held: bool | int) -> Value:
    """The value that a column of facts holds; the way back from `fact`."""
    if element.type == "boolean":
        return bool(held)
    if element.type == "enumeration":
        return list(element.values)[held]
    return Decimal(held).scaleb(-element.decimals) + 0


def fits(element: Element, dtype: pl.DataType) -> bool:
    """Whether a typed column can hold the element.

    A column of nulls alone, or of Python objects, fits every element: its cells are then read one by one. 32-bit
    floats fit none, since 0.015 is not among them and would be rounded down.
    """
    if dtype in _READ_ALONE:
        return True
    if element.type == "boolean":
        return dtype == pl.Boolean
    if element.type == "enumeration":
        return dtype in (pl.String, pl.Categorical, pl.Enum)
    return dtype.is_integer() or dtype == pl.Float64 or dtype.is_decimal()


def types_for(element: Element) -> str:
    """The types of column that fit an element, in words for a help line."""
    words = {"boolean": "Boolean", "enumeration": "String, Categorical or Enum"}
    return words.get(element.type, "an integer type, Float64 or Decimal")


class ColumnValues:
    """Reads the columns of one rule base's elements."""

    def __init__(self, rulebase: RuleBase) -> None:
        """Compile. Raises ValueError, by name, for an element whose values have no place in its column."""
        self.elements = rulebase.elements
        self._bulk = lru_cache(maxsize=_SCHEMAS_KEPT)(self._bulked)
        self._alone: dict[str, Callable[[Any], Value | Fault | None]] = {}
        for element in rulebase.elements.values():
            if len(element.values) > _MOST_MEMBERS:
                msg = f"`{element.name}` has {len(element.values)} members; a column holds {_MOST_MEMBERS}"
                raise ValueError(msg)
            if element.low is not None and element.high is not None:
                for end in ends(element.low, element.high, element.decimals):
                    scaled(Decimal(end), 0)

    def misfits(self, schema: Mapping[str, pl.DataType]) -> dict[str, str]:
        """The columns of a typed list whose type cannot hold their element, each with the types that can, in words."""
        known = ((self.elements[name], dtype) for name, dtype in schema.items() if name in self.elements)
        return {element.name: types_for(element) for element, dtype in known if not fits(element, dtype)}

    def read(self, raw: pl.DataFrame, texts: bool) -> Values:
        """Read a frame of `row` and of columns named after elements; `texts` where every cell is text (CSV).

        Raises ValueError for another column, or for one whose type does not fit (`misfits`).
        """
        names = [name for name in self.elements if name in raw.columns]
        self._check_columns(raw, texts)
        schema = raw.schema
        readable = tuple((name, schema[name]) for name in names if schema[name] not in _READ_ALONE)
        facts = self._bulk(schema["row"], readable, texts).run(raw).rechunk()
        facts = facts.select("row", *(name if name in facts.columns else self._none(name) for name in names))
        faults: list[tuple[int, Fault]] = []
        left = self._left_over(raw, facts, names, texts)
        patched = [self._one_by_one(raw, facts[name], rows, texts, faults) for name, rows in left.items()]
        return Values(facts.with_columns(patched), self._as_frame(raw["row"], faults))

    def profiles(self, raw: pl.DataFrame, texts: bool) -> Iterator[dict[str, Any]]:
        """Each row as the raw profile that `Engine.patient` reads."""
        names = [name for name in self.elements if name in raw.columns]
        for cells in raw.select(names).iter_rows():
            pairs = zip(names, cells, strict=True)
            if texts:
                yield {name: _of_text(self.elements[name], cell) for name, cell in pairs}
            else:
                yield dict(pairs)

    def _check_columns(self, raw: pl.DataFrame, texts: bool) -> None:
        unknown = [name for name in raw.columns if name != "row" and name not in self.elements]
        if texts:
            wrong = [name for name, dtype in raw.schema.items() if name != "row" and dtype not in (pl.String, pl.Null)]
        else:
            wrong = list(self.misfits(raw.schema))
        if unknown or wrong:
            msg = f"`{(unknown + wrong)[0]}` is no column of an element, or of a type that does not fit it"
            raise ValueError(msg)

    def _bulked(self, row: pl.DataType, columns: tuple[tuple[str, pl.DataType], ...], texts: bool) -> PreparedPlan:
        """Return a plan that reads columns of these types in bulk; null wherever the result is not certain."""
        read = [self._in_bulk(self.elements[name], dtype, texts).alias(name) for name, dtype in columns]
        return PreparedPlan({"row": row, **dict(columns)}, lambda raw: raw.select("row", *read))

    def _none(self, name: str) -> pl.Expr:
        return pl.lit(None, fact_type(self.elements[name])).alias(name)

    def _in_bulk(self, element: Element, dtype: pl.DataType, texts: bool) -> pl.Expr:
        """Return an expression that reads a column in bulk; null wherever the result is not certain."""
        column = pl.col(element.name)
        if element.type == "boolean":
            return _booleans(column) if texts else column
        if element.type == "enumeration":
            return _members(column, dtype, element)
        if texts:
            return from_text(column, element)
        if dtype == pl.Float64:
            return from_floats(column, element)
        if isinstance(dtype, pl.Decimal):
            return from_units(column.to_physical(), dtype.scale, pl.Int128(), element)
        wide = pl.Int128() if dtype in (pl.UInt64, pl.Int128, pl.UInt128) else pl.Int64()
        return from_units(column.cast(wide, strict=False), 0, wide, element)

    def _left_over(
        self, raw: pl.DataFrame, facts: pl.DataFrame, names: Iterable[str], texts: bool
    ) -> dict[str, pl.Series]:
        """Return, for each column, the places of cells that bulk reading left null and that hold something."""
        suspect = [name for name in names if facts[name].null_count() != raw[name].null_count()]
        if not suspect:
            return {}

        schema = raw.schema

        def still(name: str) -> pl.Expr:
            cell = pl.col(name)
            is_left = cell.is_not_null() & facts[name].is_null()
            if schema[name] == pl.String:
                is_left &= cell != NOT_KNOWN
            return is_left & (cell != "") if texts else is_left

        left = raw.select(still(name).alias(name) for name in suspect)
        return {name: left[name].arg_true() for name in suspect if left[name].any()}

    def _one_by_one(
        self, raw: pl.DataFrame, facts: pl.Series, rows: pl.Series, texts: bool, faults: list[tuple[int, Fault]]
    ) -> pl.Series:
        element = self.elements[facts.name]
        if element.name not in self._alone:
            self._alone[element.name] = self._alone_of(element)
        read = self._alone[element.name]
        seen: dict[object, Value | Fault | None] = {}
        places: list[int] = []
        held: list[bool | int] = []
        column = raw[facts.name]
        cells = [column[place] for place in rows] if column.dtype == pl.Object else column.gather(rows).to_list()
        for place, cell in zip(rows, cells, strict=True):
            key = _key(cell)
            if key is None or key not in seen:
                seen[key] = read(_of_text(element, cell) if texts else cell)
            found = seen[key]
            if isinstance(found, Fault):
                faults.append((place, found))
            elif found is not None:
                places.append(place)
                held.append(fact(element, found))
        return facts.clone().scatter(places, pl.Series(held, dtype=facts.dtype)) if places else facts

    def _alone_of(self, element: Element) -> Callable[[Any], Value | Fault | None]:
        """Return a function that reads one cell of an element by the engine's code for profiles."""
        only = {element.name: element}
        validator = profile_validator(only)

        def read(cell: Any) -> Value | Fault | None:
            values, faults = read_values(validator, only, {element.name: cell})
            return faults[0] if faults else values.get(element.name)

        return read

    def _as_frame(self, rows: pl.Series, faults: list[tuple[int, Fault]]) -> pl.DataFrame:
        return faults_frame((rows[place], fault) for place, fault in faults)


def faults_frame(faults: Iterable[tuple[int, Fault]]) -> pl.DataFrame:
    """Faults with the numbers of their rows as a frame of schema FAULTS, in the order given."""
    lines = [(row, element_at(fault.place), fault.code, fault.text, fault.help) for row, fault in faults]
    return pl.DataFrame(lines, schema=FAULTS, orient="row")


def _key(cell: Any) -> object:
    """Return the cache key of a cell: cells with one key are read and shown alike. None: the cell is not cached."""
    if isinstance(cell, int):
        return type(cell), cell
    return repr(cell) if isinstance(cell, str | float | Decimal) else None  # 5.0 and 5.00 are equal, and shown apart


def _booleans(column: pl.Expr) -> pl.Expr:
    return pl.when(column == "true").then(True).when(column == "false").then(False)  # far faster than a mapping


def _members(column: pl.Expr, dtype: pl.DataType, element: Element) -> pl.Expr:
    """Return an expression for the place of each member; null for other text and for the word for not known."""
    texts = column if dtype == pl.String else column.cast(pl.String)
    members = list(element.values)
    places = texts.cast(pl.Enum(members), strict=False).to_physical().cast(pl.Int8, wrap_numerical=True)
    return pl.when(texts != NOT_KNOWN).then(places) if NOT_KNOWN in members else places


def _of_text(element: Element, cell: str | None) -> Any:
    """Convert a text field to a profile's value; text that is no plain number or boolean stays text."""
    if cell is None or cell == "":
        return None
    if element.type == "boolean":
        return _BOOLEANS.get(cell, cell)
    if element.is_number and _PLAIN_NUMBER.fullmatch(cell):
        return Decimal(cell)
    return cell
