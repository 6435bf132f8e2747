"""The first draft of a map, for a person to correct: each line says how sure it is, and an unsure one is a comment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from immunote.engine.elements import Element
from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.wording import EntryWording
from immunote.service.lists.mapping.dates import UNITS, counts_time
from immunote.service.lists.mapping.draft_text import DraftLine, certainty, quoted, shown, text_of_map
from immunote.service.lists.mapping.names import (
    HeaderParts,
    header_parts,
    name_index,
    plain_words,
    says_its_unit,
)
from immunote.service.lists.mapping.redcap import RedcapField, is_technical
from immunote.service.lists.mapping.units import into_unit, needs_a_unit, plain_unit, unit_names, units_of
from immunote.service.lists.mapping.values import (
    are_hours_of_a_zone,
    are_numbers,
    forms_of,
    has_decimal_commas,
    is_unknown,
    may_have_thousands,
    read_codes,
)
from immunote.service.lists.tables.spellings import is_two, is_zero

_MARK = 'decimal_mark: ","  # sure: numbers stand with commas'
_MARK_UNSURE = '# decimal_mark: ","  # unsure: all commas may stand between thousands; then write the numbers without'
_YES_AND_NO = ({"1"}, {"0", "1"})


@dataclass(frozen=True)
class _WholeList:
    """What one column alone does not tell: how all numbers are written, and where codes begin."""

    has_decimal_commas: bool
    counts_from_zero: bool


class MapDrafter:
    """Drafts the map of one list. `fields`: of a data dictionary, by column; empty without one."""

    def __init__(self, rulebase: RuleBase, fields: Mapping[str, RedcapField]) -> None:
        self.rulebase = rulebase
        self.fields = fields
        self.index = name_index(rulebase)
        self.wording = EntryWording(rulebase.records) if rulebase.records is not None else None

    def draft(self, table: pl.DataFrame) -> str:
        """The text of the map. `table`: the list as text, every column under its own name."""
        cells = {name: _different(table[name]) for name in table.columns}
        ids = self._ids_of(table)
        id_column = ids[0] if len(ids) == 1 else None
        long = self._long_of(table, id_column)
        groups = [self._known(each) for each in (*cells.values(), *self._by_test(table, long))]
        commas = [each for each in groups if has_decimal_commas(each)]
        comma = bool(commas)
        doubted = comma and all(may_have_thousands(each) for each in commas)
        taken = {id_column, *long.values()} if long else {id_column}
        whole = _WholeList(comma, self._counts_from_zero(cells))
        lines = [self._line(name, cells[name], whole) for name in table.columns if name not in taken]
        for line in lines:
            if line.column in ids:
                line.sure, line.to, line.keys, line.why = False, None, {}, "called like an id"
            elif doubted and any("," in cell for cell in cells[line.column]):
                line.sure, line.why = False, "its commas may stand between thousands or before decimals"
        _only_once(lines)
        several = id_column is not None and not long and table[id_column].drop_nulls().is_duplicated().any()
        tests = self._tests(table, long, cells, comma and not doubted) if long else []
        mark = _MARK_UNSURE if doubted else (_MARK if comma else "")
        return "\n".join(text_of_map(ids, mark, lines, several, tests))

    def _by_test(self, table: pl.DataFrame, long: Mapping[str, str]) -> list[list[str]]:
        """The different values of each test of a long table."""
        return [_different(rows[long["value"]]) for _, rows in table.group_by(long["test"])] if long else []

    def _counts_from_zero(self, cells: Mapping[str, Sequence[str]]) -> bool:
        """Whether codes of the list begin at 0, and no column of yes and no holds a 2."""
        truths = [name for name in cells if self._is_of_truths(name)]
        has_two = any(is_two(cell.strip()) for name in truths for cell in cells[name])
        return not has_two and any(is_zero(cell.strip()) for name in truths for cell in cells[name])

    def _is_of_truths(self, column: str) -> bool:
        found = self.index.elements.get(header_parts(column, self.rulebase).words, set())
        return len(found) == 1 and self.rulebase.elements[next(iter(found))].type == "boolean"

    def _ids_of(self, table: pl.DataFrame) -> list[str]:
        """The columns that are called like an id; one that may be an element too, only if another is none."""
        names = {plain_words(each) for each in (self.rulebase.headers.ids if self.rulebase.headers else ())}
        found = {name: header_parts(name, self.rulebase).words for name in table.columns}
        found = {name: words for name, words in found.items() if words in names}
        return [name for name, words in found.items() if words not in self.index.elements] or [*found]

    def _long_of(self, table: pl.DataFrame, id_column: str | None) -> dict[str, str]:
        """The columns of a table with one row a measurement, by their part; empty where it is none."""
        headers = self.rulebase.headers
        found: dict[str, str] = {}
        for part, words in (headers.long if headers else {}).items():
            known = {plain_words(each) for each in words}
            first = next((name for name in table.columns if plain_words(name) in known and name != id_column), None)
            if first is not None:
                found[part] = first
        return found if {"test", "value", "date"} <= set(found) else {}

    def _line(self, column: str, cells: Sequence[str], whole: _WholeList) -> DraftLine:
        told = self.fields.get(column)
        if is_technical(column):
            return DraftLine(column, True, "REDCap's own", ignored=True)
        parts = header_parts(column, self.rulebase)
        names = [parts]
        if told is not None:
            label = header_parts(told.label, self.rulebase)
            names = [label, HeaderParts(parts.words, label.unit, (*parts.missing, *label.missing), label.labels)]
        if told is not None and told.ticked is not None:
            return self._ticked(column, told)
        for each in names:
            for element in sorted(self.index.dates.get(each.words, ())):
                return self._by_its_label(self._date(column, element, cells), each, names)
            found = sorted(self.index.elements.get(each.words, ()))
            if len(found) == 1:
                return self._by_its_label(self._named(column, found[0], each, cells, told, whole), each, names)
            if found:
                return DraftLine(column, False, f"could be {' or '.join(found)}", found[0])
        near = self.index.near(names[0].words)
        if near:
            return DraftLine(column, False, f"its name is near {' and '.join(near)}", near[0])
        return DraftLine(column, False, "nothing of that name is known; name an element, or put it under `ignore`")

    def _by_its_label(self, line: DraftLine, read: HeaderParts, names: Sequence[HeaderParts]) -> DraftLine:
        """The line, unsure where the name and the label of a field do not say the same."""
        others = [each.words for each in names if each is not read and each.words]
        meant = [self.index.elements.get(each, set()) | self.index.dates.get(each, set()) for each in others]
        label_is_unread = read is not names[0] and bool(names[0].words)
        if line.sure and (label_is_unread or any(each and line.to not in each for each in meant)):
            line.sure, line.why = False, "the name of its field and the label do not say the same"
        return line

    def _named(
        self,
        column: str,
        name: str,
        parts: HeaderParts,
        cells: Sequence[str],
        told: RedcapField | None,
        whole: _WholeList,
    ) -> DraftLine:
        element = self.rulebase.elements[name]
        line = DraftLine(column, True, f"called so ({element.label})", name)
        missing = [cell for cell in cells if cell in parts.missing or is_unknown(cell, self.rulebase)]
        if element.is_number:
            self._number(
                line, element, parts, [cell for cell in cells if cell not in missing], whole.has_decimal_commas
            )
        else:
            labels = told.choices if told is not None and any(cell in told.choices for cell in cells) else parts.labels
            codes = read_codes(cells, name, self.rulebase, labels, parts.missing, whole.counts_from_zero)
            if codes is None:
                return DraftLine(column, False, f"too many different cells for {element.label}", name)
            missing = list(codes.missing)
            values = {cell: value for cell, value in codes.values.items() if cell != value}
            line.open = codes.open
            if codes.open and not codes.values:
                line.sure, line.why = False, f"none of its codes is known for {element.label}"
            if codes.doubt is not None:
                line.sure, line.why = False, codes.doubt
            if values:
                line.keys["values"] = codes.values
        if missing:
            line.keys["missing"] = missing
        return line

    def _number(self, line: DraftLine, element: Element, parts: HeaderParts, cells: Sequence[str], comma: bool) -> None:
        if not are_numbers(cells, comma):
            line.sure, line.why = False, "not all of its cells are numbers"
        if parts.unit is not None:
            into = into_unit(self.rulebase, element.name, parts.unit)
            if into is None:
                line.sure, line.why = False, f"{element.label} is not read in {parts.unit}"
            elif into.element != element.name or into.factor != 1:
                line.keys["unit"] = parts.unit
            line.why += f", in {parts.unit}"
        elif self._needs_a_unit(element) and not says_its_unit(parts.words, element.name, self.rulebase):
            several = needs_a_unit(self.rulebase, element.name)
            known = ", ".join(units_of(self.rulebase, element.name) if several else UNITS)
            line.sure, line.why = False, f"its unit is not said; one of {known}"
            line.keys["unit"] = element.unit
        if line.sure and parts.unit is None and parts.words != plain_words(element.name) and {*cells} in _YES_AND_NO:
            line.sure, line.why = False, "its 1 may be a number, or a yes"
        if line.sure and parts.labels:
            line.sure, line.why = False, "its header explains codes; say under `values` what they mean"
        odd = self._beyond(element, cells, comma)
        if odd:
            line.open = tuple(odd)

    def _needs_a_unit(self, element: Element) -> bool:
        """Whether a value alone does not say its unit. A time does not, but everybody counts age in years."""
        durations = self.rulebase.records.durations if self.rulebase.records is not None else {}
        of_age = element.name in durations and durations[element.name].since == "birth"
        return needs_a_unit(self.rulebase, element.name) or (counts_time(element) and not of_age)

    def _beyond(self, element: Element, cells: Sequence[str], comma: bool) -> list[str]:
        """Round figures outside every plausible range, such as 999 or -9: they may stand for not known."""
        found = []
        for cell in cells:
            if cell.lstrip("-").isdigit() and element.low is not None and element.high is not None:
                value = int(cell)
                low, high = element.low, element.high
                if not low <= value <= high and set(cell.lstrip("-")) <= {"9", "8", "7", "1"}:
                    found.append(cell)
        return found

    def _date(self, column: str, name: str, cells: Sequence[str]) -> DraftLine:
        element = self.rulebase.elements[name]
        forms = forms_of(self._known(cells))
        missing = [cell for cell in cells if is_unknown(cell, self.rulebase)]
        line = DraftLine(column, len(forms) == 1, f"dates from which {element.label} is counted, by --as-of", name)
        line.keys["date"] = forms[0] if forms else "YYYY-MM-DD"
        if missing:
            line.keys["missing"] = missing
        if len(forms) > 1:
            line.why = f"dates that fit {' and '.join(forms)}"
        if line.sure and are_hours_of_a_zone(cells):
            line.sure, line.why = False, "times of day in a zone; where the patient lives it may be another day"
        if not forms:
            line.why = "no form of a date fits all of its cells"
        return line

    def _ticked(self, column: str, told: RedcapField) -> DraftLine:
        """A box of REDCap: ticked is a yes; not ticked says nothing, as a form that nobody filled looks the same."""
        found = sorted(self.index.elements.get(plain_words(told.ticked or ""), ()))
        if len(found) != 1 or self.rulebase.elements[found[0]].type != "boolean":
            return DraftLine(
                column, False, f"a box for {told.ticked}; say what a tick means", found[0] if found else None
            )
        values: dict[str, object] = {"1": "true", "0": None, "Checked": "true", "Unchecked": None}
        if self.wording is not None and self.wording.is_against([told.label]):
            why = "a box below a question that may deny it, or ask for somebody else"
            return DraftLine(column, False, why, found[0], {"values": values})
        why = "a box: ticked is yes; write false in place of null where an empty box means no"
        return DraftLine(column, True, why, found[0], {"values": values})

    def _tests(
        self, table: pl.DataFrame, long: Mapping[str, str], cells: Mapping[str, Sequence[str]], comma: bool
    ) -> list[str]:
        lines = [
            "long:",
            *(f"  {part}: {quoted(long[part])}" for part in ("test", "value", "unit", "date") if part in long),
        ]
        forms = forms_of(self._known(cells[long["date"]]))
        lines.append(f"  date_form: {forms[0] if forms else 'YYYY-MM-DD'}  # {certainty(len(forms) == 1)}")
        lines.append("  # within_days: 365  # older values are then left out")
        tests: list[str] = []
        for test in cells[long["test"]]:
            rows = table.filter(pl.col(long["test"]).str.strip_chars() == test)
            own = _different(rows[long["value"]])
            unit = _different(rows[long["unit"]]) if "unit" in long else []
            parts = header_parts(test, self.rulebase)
            found = sorted(self.index.elements.get(parts.words, ()))
            one = found[0] if len(found) == 1 else None
            known = one is not None and all(into_unit(self.rulebase, one, each) is not None for each in unit)
            given = HeaderParts(
                parts.words, unit[0] if unit and (known or len(unit) == 1) else parts.unit, parts.missing
            )
            whole = _WholeList(comma, self._counts_from_zero({test: own}))
            if len(found) == 1:
                line = self._named(test, found[0], given, own, None, whole)
                if unit:
                    line.keys.pop("unit", None)
                    self._judge_units(line, parts.unit, unit)
                if (
                    "unit" in long
                    and line.sure
                    and self._has_no_unit(rows, long)
                    and self._needs_a_unit(self.rulebase.elements[found[0]])
                ):
                    line.sure, line.why = (
                        False,
                        "some of its rows say no unit; give `unit` for them, or correct the rows",
                    )
            else:
                line = DraftLine(test, False, "nothing of that name is known; leave it out, or name an element")
            tests += [f"  {each}" for each in shown(line)]
        lines.append("  tests:" if any(not each.lstrip().startswith("#") for each in tests) else "  tests: {}")
        return lines + tests

    def _judge_units(self, line: DraftLine, named: str | None, given: Sequence[str]) -> None:
        """Doubt a test where one of the units of its rows is not read, or is another than its name says."""
        element = self.rulebase.elements[line.to or ""]
        unread = [each for each in given if element.unit and into_unit(self.rulebase, element.name, each) is None]
        names = unit_names(self.rulebase)
        ways = {names.get(plain_unit(each), plain_unit(each)) for each in given}
        if unread:
            line.sure, line.why = False, f"{element.label} is not read in {', '.join(unread)}"
        elif named is not None and ways != {names.get(plain_unit(named), plain_unit(named))}:
            line.sure, line.why = False, f"its name says {named}, its rows say {', '.join(given)}"

    def _has_no_unit(self, rows: pl.DataFrame, long: Mapping[str, str]) -> bool:
        unit, value = (rows[long[each]].fill_null("").str.strip_chars() for each in ("unit", "value"))
        return bool(self._known([cell for cell in value.filter(unit == "") if cell]))

    def _known(self, cells: Sequence[str]) -> list[str]:
        return [cell for cell in cells if not is_unknown(cell, self.rulebase)]


def _only_once(lines: Sequence[DraftLine]) -> None:
    """Two columns for one element are both left to a person."""
    counts = Counter(each.to for each in lines if each.sure and each.to)
    for each in lines:
        if each.sure and each.to and counts[each.to] > 1:
            others = [quoted(other.column) for other in lines if other.to == each.to and other is not each]
            each.sure, each.why = False, f"{' and '.join(others)} could be it too"


def _different(column: pl.Series) -> list[str]:
    found = column.cast(pl.String).str.strip_chars().drop_nulls().unique(maintain_order=True)
    return [cell for cell in found.to_list() if cell]
