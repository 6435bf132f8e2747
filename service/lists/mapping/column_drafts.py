"""The draft of one column: which element it answers, and what its cells, its unit or its date mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from immunote.engine.elements import Element
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.headers import UnsureNames
from immunote.service.fhir.wording import EntryWording
from immunote.service.lists.mapping.dates import UNITS, counts_time
from immunote.service.lists.mapping.draft_text import DraftLine
from immunote.service.lists.mapping.names import (
    HeaderParts,
    header_parts,
    name_index,
    plain_words,
    says_its_unit,
)
from immunote.service.lists.mapping.redcap import RedcapField, is_technical
from immunote.service.lists.mapping.units import into_unit, needs_a_unit, units_of
from immunote.service.lists.mapping.values import (
    are_hours_of_a_zone,
    are_numbers,
    forms_of,
    is_unknown,
    may_be_too_little,
    read_codes,
)

_YES_AND_NO = ({"1"}, {"0", "1"})


@dataclass(frozen=True)
class WholeList:
    """What one column alone does not tell: how all numbers are written, and where codes begin."""

    has_decimal_commas: bool
    counts_from_zero: bool


class ColumnDrafter:
    """Drafts columns of one list. `fields`: of a data dictionary, by column; empty without one."""

    def __init__(self, rulebase: RuleBase, fields: Mapping[str, RedcapField]) -> None:
        self.rulebase = rulebase
        self.fields = fields
        self.index = name_index(rulebase)
        self.wording = EntryWording(rulebase.records) if rulebase.records is not None else None

    def line(self, column: str, cells: Sequence[str], whole: WholeList) -> DraftLine:
        """The line of a column that is no id. `cells`: the different ones."""
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
            if (doubt := self.doubt(each)) is not None:
                return self._doubted(column, doubt, each, cells, told, whole)
            for element in sorted(self.index.dates.get(each.words, ())):
                return self._by_its_label(self._date(column, element, cells), each, names)
            found = self.meant(each)
            if len(found) == 1:
                return self._by_its_label(self.named(column, found[0], each, cells, told, whole), each, names)
            if found:
                return DraftLine(column, False, f"could be {' or '.join(found)}", found[0])
        near = self.index.near(names[0].words)
        if near:
            return DraftLine(column, False, f"its name is near {' and '.join(near)}", near[0])
        return DraftLine(column, False, "nothing of that name is known; name an element, or put it under `ignore`")

    def doubt(self, parts: HeaderParts) -> UnsureNames | None:
        """What else a name may mean; None where it has one meaning, or the unit beside it leaves one."""
        found = self.index.unsure.get(parts.words)
        if found is None or not found.sure_in_its_unit or parts.unit is None:
            return found
        return None if all(into_unit(self.rulebase, each, parts.unit) for each in found.may_be) else found

    def meant(self, parts: HeaderParts) -> list[str]:
        """The elements that a name means by itself, whether or not it is sure."""
        doubted = self.index.unsure.get(parts.words)
        return sorted(self.index.elements.get(parts.words, ())) or ([] if doubted is None else [*doubted.may_be])

    def _doubted(
        self,
        column: str,
        doubt: UnsureNames,
        parts: HeaderParts,
        cells: Sequence[str],
        told: RedcapField | None,
        whole: WholeList,
    ) -> DraftLine:
        """A comment that is right as it stands where a person finds that the column means the element."""
        name = next(iter(doubt.may_be), None)
        if name is None or doubt.ids:  # ids are never shown, so neither are cells that may be some
            return DraftLine(column, False, words_of(doubt), name)
        line = self._date(column, name, cells) if doubt.dates else self.named(column, name, parts, cells, told, whole)
        line.sure, line.why = False, words_of(doubt)
        return line

    def _by_its_label(self, line: DraftLine, read: HeaderParts, names: Sequence[HeaderParts]) -> DraftLine:
        """The line, unsure where the name and the label of a field do not say the same."""
        others = [each.words for each in names if each is not read and each.words]
        meant = [self.index.means(each) for each in others]
        label_is_unread = read is not names[0] and bool(names[0].words)
        if line.sure and (label_is_unread or any(each and line.to not in each for each in meant)):
            line.sure, line.why = False, "the name of its field and the label do not say the same"
        return line

    def named(
        self,
        column: str,
        name: str,
        parts: HeaderParts,
        cells: Sequence[str],
        told: RedcapField | None,
        whole: WholeList,
    ) -> DraftLine:
        """The line of a column that means an element; unsure where its cells do not fit."""
        element = self.rulebase.elements[name]
        line = DraftLine(column, True, f"called so ({element.label})", name)
        missing = [cell for cell in cells if cell in parts.missing or is_unknown(cell, self.rulebase)]
        if element.is_number:
            lost = [cell for cell in missing if cell not in parts.missing and may_be_too_little(cell, self.rulebase)]
            self._number(
                line, element, parts, [cell for cell in cells if cell not in missing], whole.has_decimal_commas
            )
            if line.sure and lost and "/" in (element.unit or ""):  # a concentration
                line.sure, line.why = False, f"`{lost[0]}` may be not done, or too little to be measured"
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
            if line.sure and parts.unit is not None:
                line.sure, line.why = False, f"{element.label} has no unit, and its header says {parts.unit}"
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
        elif self.needs_unit(element) and not says_its_unit(parts.words, element.name, self.rulebase):
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

    def needs_unit(self, element: Element) -> bool:
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
        forms = forms_of(self.known(cells))
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
        choice = HeaderParts(plain_words(told.ticked or ""), None, ())
        found, doubt = self.meant(choice), self.doubt(choice)
        if len(found) != 1 or self.rulebase.elements[found[0]].type != "boolean":
            return DraftLine(
                column, False, f"a box for {told.ticked}; say what a tick means", found[0] if found else None
            )
        values: dict[str, object] = {"1": "true", "0": None, "Checked": "true", "Unchecked": None}
        if self.wording is not None and self.wording.is_against([told.label]):
            why = "a box below a question that may deny it, or ask for somebody else"
            return DraftLine(column, False, why, found[0], {"values": values})
        if doubt is not None:
            return DraftLine(column, False, words_of(doubt), found[0], {"values": values})
        why = "a box: ticked is yes; write false in place of null where an empty box means no"
        return DraftLine(column, True, why, found[0], {"values": values})

    def is_of_truths(self, column: str) -> bool:
        """Whether a column means one element that is true or false."""
        found = self.meant(header_parts(column, self.rulebase))
        return len(found) == 1 and self.rulebase.elements[found[0]].type == "boolean"

    def known(self, cells: Sequence[str]) -> list[str]:
        """The cells that do not say that nothing is known."""
        return [cell for cell in cells if not is_unknown(cell, self.rulebase)]


def words_of(doubt: UnsureNames) -> str:
    """Why a name is not sure, in words."""
    if doubt.ids:
        return f"may be the patients' ids, or {doubt.or_}"
    if len(doubt.may_be) > 1:
        return f"could be {' or '.join(doubt.may_be)}, or {doubt.or_}"
    return f"may also be {doubt.or_}"
