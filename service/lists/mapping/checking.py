"""Whether a map fits the data dictionary and the list: every fault of it at once, before a row is read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.elements import Element
from immunote.engine.faults import Refused, listed, nearest, nearest_element
from immunote.engine.profile import element_at
from immunote.engine.reader import Document, Path_
from immunote.service.lists.mapping.cells import CellReader, as_text, codes_of
from immunote.service.lists.mapping.dates import UNITS, counts_time, is_form
from immunote.service.lists.mapping.shape import ColumnTarget, LongShape, MapShape
from immunote.service.lists.mapping.units import into_unit, units_of
from immunote.service.lists.source import ROW


@dataclass(frozen=True)
class MappedColumn:
    """A column of the list and how its cells are read. `says_unit`: the map names the unit in which it counts."""

    column: str
    reader: CellReader
    says_unit: bool = False


@dataclass(frozen=True)
class MapPlan:
    """A map that fits its list. `tests`: of a long table, by test; `ages`: element -> the one that counts its age."""

    shape: MapShape
    columns: tuple[MappedColumn, ...]
    tests: Mapping[str, MappedColumn]
    ages: Mapping[str, Element]
    constants: Mapping[str, str | None]
    as_of: date | None

    @property
    def used(self) -> tuple[str, ...]:
        """The columns of the list that are read, beside that of the ids."""
        shape, names = self.shape, [each.column for each in self.columns]
        names += [*shape.rows.only, *([shape.rows.date] if shape.rows.date else [])]
        if shape.long is not None:
            names += [each for each in _columns_of(shape.long) if each is not None]
        return tuple(name for name in dict.fromkeys(names) if name != shape.id)

    @property
    def elements(self) -> tuple[str, ...]:
        """The elements that the map answers."""
        found = [each.reader.element.name for each in (*self.columns, *self.tests.values())]
        return tuple(dict.fromkeys([*found, *(each.name for each in self.ages.values()), *self.constants]))


def checked_map(
    document: Document, shape: MapShape, present: Collection[str], engine: Engine, as_of: date | None
) -> MapPlan:
    """The plan of a map. `present`: the columns of the list. Raises Refused (L06, L61 to L66, P04 and others)."""
    return _MapCheck(document, shape, present, engine, as_of).plan()


class _MapCheck:
    def __init__(
        self, document: Document, shape: MapShape, present: Collection[str], engine: Engine, as_of: date | None
    ) -> None:
        self.document, self.shape, self.present, self.engine, self.as_of = document, shape, present, engine, as_of
        self.elements = engine.rulebase.elements
        self.taken: dict[str, str] = {}

    def plan(self) -> MapPlan:
        shape = self.shape
        self._column(("id",), shape.id)
        columns = tuple(self._targets())
        tests = dict(self._tests(shape.long)) if shape.long is not None else {}
        ages = self._ages(tests)
        constants = self._constants()
        self._rows()
        self._rest(columns)
        if not columns and not tests and not self.document.faults:
            self.document.fault(("columns",), "L64", "no column", "name the columns that answer elements")
        if self.document.faults:
            raise Refused(self.document.faults)
        return MapPlan(shape, columns, tests, ages, constants, self.as_of)

    def _targets(self) -> Iterator[MappedColumn]:
        for column, given in self.shape.columns.items():
            path: Path_ = ("columns", column)
            self._column(path, column)
            for target in given if isinstance(given, list) else [given]:
                reader = self._reader(path, target, self.shape.decimal_mark)
                if reader is not None:
                    self._once(path, reader.element.name, column)
                    yield MappedColumn(column, reader)

    def _tests(self, long: LongShape) -> Iterator[tuple[str, MappedColumn]]:
        for name, path in zip(_columns_of(long), _paths_of(long), strict=True):
            if name is not None:
                self._column(path, name)
        if not is_form(long.date_form):
            self._form(("long", "date_form"), long.date_form)
        if self.as_of is None:
            self._no_day(("long", "date"), long.date)
        for test, target in long.tests.items():
            path = ("long", "tests", test)
            reader = self._reader(path, target, self.shape.decimal_mark)
            if reader is not None:
                if (other := self.taken.get(reader.element.name)) is not None:
                    self._twice(path, reader.element.name, other)
                yield test, MappedColumn(test, reader, not isinstance(target, str) and target.unit is not None)

    def _ages(self, tests: Mapping[str, MappedColumn]) -> dict[str, Element]:
        records = self.engine.rulebase.records
        measured = {each.reader.element.name for each in tests.values()}
        found = {}
        for name, duration in (records.durations if records else {}).items():
            of = duration.of or ""
            if duration.since == "value" and of in measured and name not in self.taken:
                found[of] = self.elements[name]
        return found

    def _reader(self, path: Path_, given: str | ColumnTarget, decimal_mark: str) -> CellReader | None:
        target = ColumnTarget(to=given) if isinstance(given, str) else given
        element = self.elements.get(target.to)
        if element is None:
            self.document.fault((*path, "to"), "P04", target.to, nearest_element(target.to, self.elements))
            return None
        factor = Decimal(1)
        if target.unit is not None:
            into = into_unit(self.engine.rulebase, element.name, target.unit)
            if into is None:
                known = units_of(self.engine.rulebase, element.name)
                help_line = f"`{element.name}` is read in {listed(known)}" if known else f"`{element.name}` has no unit"
                self.document.fault((*path, "unit"), "L63", target.unit, help_line)
            else:
                element, factor = self.elements[into.element], into.factor
        if target.date is not None:
            self._date(path, target, element)
        elif target.unit is not None and (factor != 1 or element.name != target.to):
            self._numbers_beside_a_unit(path, target)
        values = None if target.values is None else {code: as_text(value) for code, value in target.values.items()}
        for code, value in (target.values or {}).items():
            self._value((*path, "values", code), element.name, value)
        missing = codes_of([*self.shape.missing, *target.missing])
        return CellReader(element, values, missing, factor, decimal_mark, target.date, self.as_of)

    def _date(self, path: Path_, target: ColumnTarget, element: Element) -> None:
        if not counts_time(element):
            help_line = f"a date answers elements counted in {listed(list(UNITS))}; `{element.name}` is none"
            self.document.fault((*path, "date"), "L66", element.name, help_line)
        if not is_form(target.date or ""):
            self._form((*path, "date"), target.date or "")
        if target.unit is not None or target.values is not None:
            self.document.fault((*path, "date"), "L64", "date beside unit or values", "give one of them")
        if self.as_of is None:
            self._no_day(path, element.name)

    def _numbers_beside_a_unit(self, path: Path_, target: ColumnTarget) -> None:
        """Nobody can say whether a number under `values` is meant in the unit of the column or of the element."""
        for code, value in (target.values or {}).items():
            if value is not None:
                units = f"{target.unit} or {self.elements[target.to].unit}"
                help_line = f"it could be in {units}; give `missing`, or a column that is already in the element's unit"
                self.document.fault((*path, "values", code), "L64", str(value), help_line)

    def _form(self, path: Path_, form: str) -> None:
        self.document.fault(path, "L64", form, "YYYY, MM or MON, and DD, each once, such as `DD.MM.YYYY`")

    def _no_day(self, path: Path_, text: str) -> None:
        self.document.fault(path, "L65", text, "give the day of the assessment by `--as-of 2026-11-29`")

    def _value(self, path: Path_, name: str, value: Any) -> None:
        if value is None:
            return
        try:
            self.engine.intake.check({name: value})
        except Refused as refused:
            for fault in refused.faults:
                if element_at(fault.place) == name:
                    self.document.fault(path, fault.code, fault.text, fault.help)

    def _constants(self) -> dict[str, str | None]:
        for name, value in self.shape.constants.items():
            path: Path_ = ("constants", name)
            if name not in self.elements:
                self.document.fault(path, "P04", name, nearest_element(name, self.elements))
                continue
            self._once(path, name, "constants")
            self._value(path, name, value)
        return {name: as_text(value) for name, value in self.shape.constants.items()}

    def _rows(self) -> None:
        rows = self.shape.rows
        for column in rows.only:
            self._column(("rows", "only", column), column)
        if rows.date is not None:
            self._column(("rows", "date"), rows.date)
            if self.as_of is None:
                self._no_day(("rows", "date"), rows.date)
            if not rows.merged:
                self.document.fault(("rows", "date"), "L64", rows.date, "it orders merged rows; say `merged: true`")
        if not is_form(rows.date_form):
            self._form(("rows", "date_form"), rows.date_form)

    def _rest(self, columns: Collection[MappedColumn]) -> None:
        """A column that the map says nothing of stops the run: it may hold what decides."""
        if self.shape.ignore == "rest":
            return
        shape = self.shape
        said = {shape.id, *(each.column for each in columns), *shape.columns, *shape.ignore, *shape.rows.only}
        said |= {shape.rows.date or "", *(_columns_of(shape.long) if shape.long else ())}
        for index, column in enumerate(shape.ignore):
            self._column(("ignore", index), column)
            if column in shape.columns or column == shape.id:
                help_line = "the map reads this column too; take it away from one of the two"
                self.document.fault(("ignore", index), "L64", column, help_line)
        left = [name for name in self.present if name not in said]
        for name in left:
            help_line = "name it under `columns`, or under `ignore`; `ignore: rest` leaves out all that is not named"
            self.document.fault(("ignore",), "L06", name, help_line)

    def _column(self, path: Path_, name: str) -> None:
        if name not in self.present:
            self.document.fault(path, "L61", name, nearest(name, list(self.present)))
        elif name == ROW and path[0] not in ("id", "ignore"):
            self.document.fault(path, "L64", name, "that is the number of a row; give the column another name")

    def _once(self, path: Path_, element: str, column: str) -> None:
        if (other := self.taken.get(element)) is not None:
            self._twice(path, element, other)
        self.taken[element] = column

    def _twice(self, path: Path_, element: str, other: str) -> None:
        self.document.fault(path, "L62", element, f"`{other}` answers it too; leave one of the two out")


def _columns_of(long: LongShape) -> tuple[str | None, ...]:
    return long.test, long.value, long.unit, long.date


def _paths_of(long: LongShape) -> Iterator[Path_]:
    return (("long", key) for key in ("test", "value", "unit", "date"))
