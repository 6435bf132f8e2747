"""The draft of a table with one row a measurement: its columns, and what each of its tests answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from immunote.engine.rulebase import RuleBase
from immunote.service.lists.mapping.column_drafts import ColumnDrafter, WholeList, words_of
from immunote.service.lists.mapping.draft_text import DraftLine, certainty, different, quoted, shown
from immunote.service.lists.mapping.names import HeaderParts, header_parts, plain_words
from immunote.service.lists.mapping.units import into_unit, plain_unit, unit_names
from immunote.service.lists.mapping.values import are_hours_of_a_zone, forms_of

_PARTS = ("test", "value", "unit", "date")


@dataclass(frozen=True)
class MeasuredTest:
    """One test of a long table: its different values and units, and its values in rows that say no unit."""

    name: str
    values: list[str]
    units: list[str]
    without_unit: list[str]


@dataclass(frozen=True)
class LongTable:
    """A table with one row a measurement. `columns`: by their part; `dates`: the different ones."""

    columns: Mapping[str, str]
    tests: Sequence[MeasuredTest]
    dates: Sequence[str]


def long_table(table: pl.DataFrame, id_column: str | None, rulebase: RuleBase) -> LongTable | None:
    """The table as one row a measurement; None where its columns are not called so."""
    headers = rulebase.headers
    found: dict[str, str] = {}
    for part, words in (headers.long if headers else {}).items():
        known = {plain_words(each) for each in words}
        first = next((name for name in table.columns if plain_words(name) in known and name != id_column), None)
        if first is not None:
            found[part] = first
    if not {"test", "value", "date"} <= set(found):
        return None
    return LongTable(found, [*_measured(table, found)], different(table[found["date"]]))


def _measured(table: pl.DataFrame, columns: Mapping[str, str]) -> Iterator[MeasuredTest]:
    named = table.with_columns(pl.col(columns["test"]).str.strip_chars().alias("$test"))
    for (name,), rows in named.group_by("$test", maintain_order=True):
        if name:
            units = rows[columns["unit"]] if "unit" in columns else pl.Series([], dtype=pl.String)
            unsaid = rows.filter(units.fill_null("").str.strip_chars() == "") if "unit" in columns else rows.clear()
            value = columns["value"]
            yield MeasuredTest(str(name), different(rows[value]), different(units), different(unsaid[value]))


def tests_of(long: LongTable, drafter: ColumnDrafter, wholes: Mapping[str, WholeList]) -> list[DraftLine]:
    """What each test answers. `wholes`: by test, as where codes begin is told by its own values."""
    lines = [_line(each, drafter, wholes[each.name], "unit" in long.columns) for each in long.tests]
    unsure = {each.to: each for each in lines if not each.sure and each.to is not None}
    for each in lines:
        if each.sure and each.to in unsure:  # the latest value may be that of the other
            each.sure, each.why = False, f"{quoted(unsure[each.to].column)} could be it too"
    return lines


def text_of_long(long: LongTable, drafter: ColumnDrafter, lines: Sequence[DraftLine]) -> Iterator[str]:
    """The lines of a draft below `long`."""
    yield "long:"
    yield from (f"  {part}: {quoted(long.columns[part])}" for part in _PARTS if part in long.columns)
    yield f"  date_form: {_form_of(drafter.known(long.dates))}"
    yield "  # within_days: 365  # older values are then left out"
    yield "  tests:" if any(each.sure for each in lines) else "  tests: {}"
    for line in lines:
        yield from (f"  {each}" for each in shown(line))


def _form_of(dates: Sequence[str]) -> str:
    """The form of the dates; one that a person has to write where two fit, or none, or where a zone moves the day."""
    if not dates:
        return f"YYYY-MM-DD  # {certainty(sure=True)}: no row has a date"
    read = [each for each in dates if forms_of([each])]
    forms = forms_of(read)
    if are_hours_of_a_zone(dates):
        why = f"{' and '.join(forms)}, with times of day in a zone; where the patient lives it may be another day"
    elif len(forms) == 1:
        rest = "" if read == dates else ": cells of no such form set their rows aside"
        return f"{forms[0]}  # {certainty(not rest)}{rest}"
    else:
        why = f"dates that fit {' and '.join(forms)}" if forms else "no form of a date fits all of its cells"
    return f"NAME_THE_FORM  # {certainty(sure=False)}: {why}"


def _line(test: MeasuredTest, drafter: ColumnDrafter, whole: WholeList, has_units: bool) -> DraftLine:
    parts = header_parts(test.name, drafter.rulebase)
    found = drafter.meant(parts)
    if len(found) != 1:
        return DraftLine(test.name, False, "nothing of that name is known; leave it out, or name an element")
    name, units = found[0], test.units
    known = all(into_unit(drafter.rulebase, name, each) is not None for each in units)
    is_measured = drafter.rulebase.elements[name].is_number
    unit = units[0] if units and is_measured and (known or len(units) == 1) else parts.unit
    given = HeaderParts(parts.words, unit, parts.missing)
    line = drafter.named(test.name, name, given, test.values, None, whole)
    if units:
        line.keys.pop("unit", None)
        _judge_units(line, parts.unit, units, drafter.rulebase)
    element = drafter.rulebase.elements[name]
    if has_units and line.sure and drafter.known(test.without_unit) and drafter.needs_unit(element):
        line.sure, line.why = False, "some of its rows say no unit; give `unit` for them, or correct the rows"
    doubt = drafter.doubt(given)
    if line.sure and doubt is not None:
        line.sure, line.why = False, words_of(doubt)
    return line


def _judge_units(line: DraftLine, named: str | None, given: Sequence[str], rulebase: RuleBase) -> None:
    """Doubt a test where one of the units of its rows is not read, or is another than its name says."""
    element = rulebase.elements[line.to or ""]
    unread = [each for each in given if element.unit and into_unit(rulebase, element.name, each) is None]
    names = unit_names(rulebase)
    ways = {names.get(plain_unit(each), plain_unit(each)) for each in given}
    if unread:
        line.sure, line.why = False, f"{element.label} is not read in {', '.join(unread)}"
    elif named is not None and ways != {names.get(plain_unit(named), plain_unit(named))}:
        line.sure, line.why = False, f"its name says {named}, its rows say {', '.join(given)}"
