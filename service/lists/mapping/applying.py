"""A map applied to a list: one row a patient with the elements as text, and the rows that it cannot read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from immunote.engine.faults import shorten
from immunote.engine.rulebase import RuleBase
from immunote.service.lists.mapping.cells import CellRead, codes_of, read_all
from immunote.service.lists.mapping.checking import MapPlan
from immunote.service.lists.mapping.dates import date_in, pattern_of, time_since
from immunote.service.lists.mapping.merging import DAY, merged
from immunote.service.lists.mapping.shape import LongShape
from immunote.service.lists.mapping.units import into_unit, needs_a_unit
from immunote.service.lists.source import FAULTS, ID, LINE, ROW
from immunote.service.lists.tables.spellings import spellings

_VALUE = "$value"
_SHOWN = 5


@dataclass(frozen=True)
class MappedRows:
    """`frame`: ROW, LINE, ID and elements of the rows that could be read; `faults`: the others. Both count from 1."""

    frame: pl.DataFrame
    faults: pl.DataFrame
    rows: int


class MapApplier:
    """Applies one map to the rows of one list."""

    def __init__(self, plan: MapPlan, rulebase: RuleBase) -> None:
        self.plan = plan
        self.rulebase = rulebase
        self._faults: list[pl.DataFrame] = []
        self._unnamed: dict[str, None] = {}
        self._unmet: list[str] = []
        missing = {code.casefold() for code in codes_of(plan.shape.missing)}
        self._no_day = frozenset({"", *missing, *spellings().missing})

    @property
    def said(self) -> tuple[str, ...]:
        """What the map left out of the rows of a long table, and what of `only` no row holds, in words."""
        names = [shorten(name, 40) for name in self._unnamed]
        shown = ", ".join(names[:_SHOWN]) + (" and others" if len(names) > _SHOWN else "")
        unnamed = (f"left out, as the map names no such test: {shown}",) if names else ()
        unmet = (
            (f"no row holds what `only` of the map names: {', '.join(self._unmet[:_SHOWN])}",) if self._unmet else ()
        )
        return (*unnamed, *unmet)

    def apply(self, table: pl.DataFrame, broken: pl.DataFrame) -> MappedRows:
        """`table`: ROW, LINE, ID and the columns of the list as text; `broken`: rows that could not be read at all."""
        shape = self.plan.shape
        self._faults = [broken]
        if shape.id not in table.columns:
            table = table.with_columns(pl.col(ID).alias(shape.id))
        for column, cells in shape.rows.only.items():
            wanted, held = codes_of(cells), pl.col(column).str.strip_chars()
            met = set(table.select(held.unique()).to_series())
            self._unmet += [f"{column} = {shorten(each, 40)}" for each in sorted(wanted - met)]
            table = table.filter(held.is_in(list(wanted)))
        if shape.rows.merged or shape.long is not None:
            frame = self._grouped(table)
            faults = _of_patients(pl.concat(self._faults), frame)
        else:
            frame = self._wide(table).drop(DAY)
            faults = pl.concat(self._faults)
        constants = [pl.lit(text, dtype=pl.String).alias(name) for name, text in self.plan.constants.items()]
        return _numbered(frame.with_columns(constants), faults)

    def _wide(self, table: pl.DataFrame) -> pl.DataFrame:
        """The columns of the map, read; DAY is that of each row where the map names its column."""
        places, shape = table.select(ROW, LINE, ID), self.plan.shape
        columns = [
            self._read(table[each.column], each.reader.read, places, each.column).alias(each.reader.element.name)
            for each in self.plan.columns
        ]
        day = pl.repeat(None, table.height, dtype=pl.Date, eager=True).alias(DAY)
        if shape.rows.date is not None:
            day = self._days(table[shape.rows.date], shape.rows.date_form, places)
            columns = [self._of_days(each, day, table[shape.rows.date]) for each in columns]
        return pl.DataFrame([*places, day.alias(DAY), *columns])

    def _grouped(self, table: pl.DataFrame) -> pl.DataFrame:
        """One row a patient, in the order in which they are met first."""
        nobody = table.filter(pl.col(ID).is_null()).select(ROW, LINE, ID)
        self._fault_all(nobody, self.plan.shape.id, "L13", "empty", "give every row the id of its patient")
        frame, several = merged(self._wide(table), [each.reader.element.name for each in self.plan.columns])
        self._faults.append(several)
        long = self.plan.shape.long
        for root, measured in self._measured(table, long).items() if long is not None else ():
            latest, several = merged(measured, [_VALUE])
            self._faults.append(several.with_columns(column=pl.lit(root)))
            named = latest[_VALUE].str.splitn("=", 2).struct.rename_fields(["element", "text"]).struct.unnest()
            answers = latest.select(ID).hstack(named)
            for element in named["element"].drop_nulls().unique().sort():
                texts = answers.filter(pl.col("element") == element).select(ID, pl.col("text").alias(element))
                frame = frame.join(texts, on=ID, how="left", maintain_order="left")
            if root in self.plan.ages:
                frame = frame.join(self._ages(measured, root), on=ID, how="left", maintain_order="left")
        return frame

    def _measured(self, table: pl.DataFrame, long: LongShape) -> dict[str, pl.DataFrame]:
        """For each element that tests answer: ROW, LINE, ID, DAY and _VALUE, which says element and text.

        The element can be that of the same quantity in another unit, as each row says its unit.
        """
        assert self.plan.as_of is not None
        test, unit = (
            pl.col(long.test).str.strip_chars(),
            pl.col(long.unit).str.strip_chars() if long.unit else pl.lit(""),
        )
        table = table.with_columns(test.alias("$test"), unit.fill_null("").alias("$unit"))
        found: dict[str, list[pl.DataFrame]] = {}
        for (name, given), rows in table.group_by(["$test", "$unit"], maintain_order=True):
            target = self.plan.tests.get(str(name))
            if target is None:
                if name:
                    self._unnamed[str(name)] = None
                continue
            places, reader = rows.select(ROW, LINE, ID), target.reader
            if given:
                into = into_unit(self.rulebase, reader.element.name, str(given))
                if into is None:
                    help_line = f"no conversion into `{reader.element.unit}` is declared for `{reader.element.name}`"
                    self._fault_all(places, str(name), "L63", str(given), help_line)
                    continue
                reader = replace(reader, element=self.rulebase.elements[into.element], factor=into.factor)
            elif long.unit is not None and not target.says_unit and needs_a_unit(self.rulebase, reader.element.name):
                cells = rows[long.value].fill_null("")
                known = places.filter(pl.Series([not reader.says_nothing(cell) for cell in cells], dtype=pl.Boolean))
                help_line = f"its unit is not said; write it in `{long.unit}`, or give `unit` for the test in the map"
                self._fault_all(known, str(name), "L63", "empty", help_line)
                continue
            texts = self._read(rows[long.value], reader.read, places, str(name))
            day = self._days(rows[long.date], long.date_form, places)
            if long.within_days is not None:
                help_line = "nobody can say whether it is within `within_days`; give every value its date"
                self._fault_all(
                    places.filter(day.is_null() & texts.is_not_null()), long.date, "L68", "empty", help_line
                )
            texts = self._of_days(texts, day, rows[long.date])
            kept = pl.DataFrame([*places, day.alias(DAY), (f"{reader.element.name}=" + texts).alias(_VALUE)])
            if long.within_days is not None:
                kept = kept.filter((pl.lit(self.plan.as_of) - pl.col(DAY)).dt.total_days() <= long.within_days)
            found.setdefault(target.reader.element.name, []).append(kept)
        return {root: pl.concat(frames) for root, frames in found.items()}

    def _ages(self, measured: pl.DataFrame, root: str) -> pl.DataFrame:
        """The age of the value that counts, by ID."""
        element, as_of = self.plan.ages[root], self.plan.as_of
        assert as_of is not None
        days = measured.filter(pl.col(_VALUE).is_not_null()).group_by(ID).agg(pl.col(DAY).max())
        texts = {day: format(time_since(day, as_of, element), "f") for day in days[DAY].drop_nulls().unique()}
        age = pl.col(DAY).replace_strict(texts, default=None, return_dtype=pl.String)
        return days.select(ID, age.alias(element.name))

    def _days(self, cells: pl.Series, form: str, places: pl.DataFrame) -> pl.Series:
        """The days of cells, null where one says nothing; a fault for what is no day, or is after the assessment."""
        pattern, as_of = pattern_of(form), self.plan.as_of
        days: dict[str, date] = {}

        def read(cell: str) -> CellRead:
            if cell.strip().casefold() in self._no_day:
                return CellRead(None)
            found = date_in(cell.strip(), pattern)
            if found is None or (as_of is not None and found > as_of):
                help_line = f"a date like {form}" + (f", not after {as_of}" if as_of else "")
                return CellRead(None, ("L68", shorten(cell, 40), help_line))
            days[cell] = found
            return CellRead(cell)

        kept = self._read(cells, read, places, cells.name)
        return kept.replace_strict(days, default=None, return_dtype=pl.Date)

    def _of_days(self, texts: pl.Series, day: pl.Series, cells: pl.Series) -> pl.Series:
        """The texts without those of rows whose date cannot be read; these have their fault already."""
        said = cells.fill_null("").str.strip_chars().str.to_lowercase()
        unread = day.is_null() & ~said.is_in(list(self._no_day))
        return texts.set(unread, None) if unread.any() else texts

    def _read(self, cells: pl.Series, read: Callable[[str], CellRead], places: pl.DataFrame, column: str) -> pl.Series:
        """Each cell as text of its element; the faults are kept. Each different cell is read once."""
        known = read_all(cells.drop_nulls().unique(), read)
        texts = {cell: each.text for cell, each in known.items()}
        bad = {cell: each.fault for cell, each in known.items() if each.fault is not None}
        if bad:
            at = places.with_columns(cells.alias("$cell")).filter(pl.col("$cell").is_in(list(bad)))
            faults = [(row, line, own, column, *bad[cell]) for row, line, own, cell in at.iter_rows()]
            self._faults.append(pl.DataFrame(faults, schema=FAULTS, orient="row"))
        return cells.replace_strict(texts, default=None, return_dtype=pl.String)

    def _fault_all(self, places: pl.DataFrame, column: str, code: str, text: str, help_line: str) -> None:
        faults = [(row, line, own, column, code, shorten(text, 40), help_line) for row, line, own in places.iter_rows()]
        self._faults.append(pl.DataFrame(faults, schema=FAULTS, orient="row"))


def _numbered(frame: pl.DataFrame, faults: pl.DataFrame) -> MappedRows:
    """Rows counted from 1 without a gap, in the order of the list; a row with a fault is no longer in `frame`."""
    rows = pl.concat([frame[ROW], faults["row"]]).unique().sort()
    numbers = pl.DataFrame({"row": rows, "$new": pl.int_range(1, len(rows) + 1, dtype=pl.Int64, eager=True)})
    kept = frame.filter(~pl.col(ROW).is_in(faults["row"].unique().implode()))
    return MappedRows(
        _with(kept, numbers).select(frame.columns), _with(faults, numbers).select(faults.columns), len(rows)
    )


def _with(frame: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    joined = frame.join(numbers, on="row", how="left", maintain_order="left")
    return joined.with_columns(pl.col("$new").alias("row")).drop("$new").sort("row", maintain_order=True)


def _of_patients(faults: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """Faults of any row of a patient as faults of the patient's row."""
    first = frame.select(pl.col(ID).alias("id"), pl.col(ROW).alias("$first"))
    joined = faults.join(first, on="id", how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("$first", "row").alias("row")).drop("$first")
