"""What each cell of a list means, settled once for the list as a whole, and each part read by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from immunote.engine.elements import Element
from immunote.engine.faults import Fault, shorten
from immunote.service.lists.source import ID, LINE, ROW, RawPart, RowFault, faults_frame
from immunote.service.lists.tables.declared import DeclaredCells, number_of
from immunote.service.lists.tables.heaps import heaps, suspected
from immunote.service.lists.tables.number_cells import may_be_thousands, read_number
from immunote.service.lists.tables.other_unit import OtherUnit, help_of, is_meant, other_units
from immunote.service.lists.tables.spellings import TwoReadings, groups_for, is_two, is_zero, read_words, spellings
from immunote.service.lists.tables.survey import CellSurvey

_SHOWN = 3
CellFault = tuple[str, str]


@dataclass
class CellMeanings:
    """`texts`: column -> cell -> what the engine reads, None for not known; `faults`: column -> cell -> code and help;
    `missing`: column -> numbers that are codes for missing; `said`: all of it in words.
    """

    texts: dict[str, dict[str, str | None]] = field(default_factory=dict)
    faults: dict[str, dict[str, CellFault]] = field(default_factory=dict)
    missing: dict[str, list[float]] = field(default_factory=dict)
    other_units: dict[str, list[OtherUnit]] = field(default_factory=dict)
    real: dict[str, set[Decimal]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    @property
    def touched(self) -> set[str]:
        """The columns of which some cell is read in another way, or may be set aside."""
        return {*self.texts, *self.faults, *self.missing, *self.other_units}

    def read(self, part: RawPart, elements: Mapping[str, Element]) -> RawPart:
        """A part with the cells that the engine reads; a cell that is set aside is null there and has its fault."""
        frame, found, touched = part.frame, list[RowFault](), self.touched
        changed = []
        for name in frame.columns:
            if name not in touched:
                continue
            column = pl.col(name)
            cells = frame[name]
            empty: list[str] = []
            if cells.dtype == pl.String and (wrong := self.faults.get(name)):
                for row, line, identity, cell in _rows(frame, name, cells.is_in(list(wrong))):
                    code, help_line = wrong[cell]
                    found.append(RowFault(row, line, identity, name, code, shorten(cell), help_line))
                empty = list(wrong)
            if cells.dtype == pl.String and (texts := self.texts.get(name)):
                column = column.replace(list(texts), pl.Series(list(texts.values()), dtype=pl.String))
            if empty:
                column = pl.when(~pl.col(name).is_in(empty)).then(column)
            if codes := self.missing.get(name):
                number = column.cast(pl.Float64, strict=False)
                column = pl.when(number.is_null() | ~number.is_in(codes)).then(column)
            if bounds := self.other_units.get(name):
                found += self._of_other_units(frame, name, frame.select(column.alias(name))[name], bounds, elements)
            changed.append(column.alias(name))
        if not changed:
            return part
        faults = faults_frame(found) if found else part.cells
        return RawPart(part.number, part.rows, frame.with_columns(changed), part.faults, faults)

    def _of_other_units(
        self, frame: pl.DataFrame, name: str, cells: pl.Series, bounds: list[OtherUnit], elements: Mapping[str, Element]
    ) -> list[RowFault]:
        numbers = cells.cast(pl.Float64, strict=False)
        found = []
        for each in bounds:
            low, high = each.usual
            beyond = ((numbers < low) | (numbers > high)).fill_null(value=False)
            for row, line, identity, cell in _rows(frame, name, beyond):
                read = numbers[int(frame[ROW].index_of(row) or 0)]
                number = float(read)
                if Decimal(str(number)) in self.real.get(name, ()) or not is_meant(number, each, elements[name]):
                    continue
                found.append(RowFault(row, line, identity, name, "L41", str(cell), help_of(f"{number:g}", each, name)))
        return found


def _rows(frame: pl.DataFrame, name: str, mask: pl.Series) -> list[tuple[int, int | None, str | None, str]]:
    return frame.filter(mask).select(ROW, LINE, ID, name).rows()


def settle(
    place: str, survey: CellSurvey, elements: Mapping[str, Element], stated: DeclaredCells
) -> tuple[CellMeanings, list[Fault]]:
    """The meanings of a list's cells, and the faults (L35, L39) of what two readings fit."""
    found, faults = CellMeanings(), list[Fault]()
    mark = "," if "," in survey.marks else "."
    if len(survey.marks) > 1:
        text = " and ".join(f"`{cell}`" for _, cell in sorted(survey.marks.items())).strip("`")
        help_line = "one has a decimal comma, one a decimal point; write all numbers of a list alike"
        faults.append(Fault(place, "L35", text, help_line))
    elif mark == ",":
        found.said.append("decimal comma")
    spelt: dict[str, list[str]] = {}
    zero = any(is_zero(word.strip()) for name, words in survey.words.items() for word in words)
    two = any(
        is_two(word.strip())
        for name, words in survey.words.items()
        for word in words
        if elements[name].type == "boolean"
    )
    for name, words in survey.words.items():
        faults += _words(place, elements[name], dict(words), zero and not two, stated, found, spelt)
    thousands = may_be_thousands(survey.dotted, elements, mark) if "." not in survey.marks else {}
    for name in dict.fromkeys([*survey.odd, *thousands]):
        cells = dict.fromkeys(thousands.get(name, ()), 0) | survey.odd.get(name, {})
        _numbers(elements[name], cells, mark, stated, found, spelt, survey)
    for name in (name for name in elements if elements[name].is_number and name in survey.sample):
        codes = [float(number) for text in stated.missing_in(name) if (number := number_of(text)) is not None]
        if codes:
            found.missing[name] = codes
        found.real[name] = stated.real_in(name)
    samples = {name: survey.numbers(name) for name in survey.sample}
    kept = {name: numbers.filter(~numbers.is_in(found.missing.get(name, []))) for name, numbers in samples.items()}
    faults += heaps(place, kept, survey, elements, found.real)
    found.other_units = other_units(kept, elements)
    found.said += [f"{value} = {', '.join(words[:_SHOWN])}" for value, words in sorted(spelt.items(), key=_order)]
    if stated.missing:
        codes_said = sorted({code for codes in stated.missing.values() for code in codes})
        found.said.append(f"codes for missing: {', '.join(codes_said)}")
    return found, faults


def _order(pair: tuple[str, list[str]]) -> tuple[bool, bool, str]:
    return pair[0] == "missing", pair[0] not in ("yes", "no"), "" if pair[0] == "yes" else pair[0]


_SAID = {"true": "yes", "false": "no"}


def _note(spelt: dict[str, list[str]], value: str, word: str) -> None:
    words = spelt.setdefault(_SAID.get(value, value), [])
    if word not in words:
        words.append(word)


def _words(
    place: str,
    element: Element,
    words: dict[str, int],
    counts_from_zero: bool,
    stated: DeclaredCells,
    found: CellMeanings,
    spelt: dict[str, list[str]],
) -> list[Fault]:
    """Settle the words of a column of truths or members; the faults of those that two readings fit."""
    own = {"true": "true", "false": "false"} if element.type == "boolean" else {each: each for each in element.values}
    texts: dict[str, str | None] = {}
    means, missing = stated.means.get(element.name, {}), stated.missing_in(element.name)
    open_words: dict[str, str] = {}
    faults: list[Fault] = []
    for word in words:
        short = word.strip().strip("\u00a0")
        small = short.casefold()
        if short in means:
            texts[word] = means[short] or None
        elif short in missing:
            texts[word] = None
        elif word in own:
            continue
        elif element.type == "boolean" and small in own:
            texts[word] = small
            _note(spelt, small, short)
        elif (member := _member(element, small)) is not None and small not in spellings().nothing:
            texts[word] = member
            if short != member:
                _note(spelt, member, short)
        elif small in spellings().nothing and (small in own or element.type == "boolean"):
            person = f"the member `{small}`" if small in own else "a no"
            readings = f"{person}, or no value as Python writes it"
            faults.append(
                Fault(place, "L35", f"{element.name}: {short}", f"{readings}; say which: `{_means(element, short)}`")
            )
        elif small in spellings().missing | spellings().nothing:
            texts[word] = None
            if small not in ("", "unknown"):
                _note(spelt, "missing", short)
        else:
            open_words[word] = small
    groups = groups_for(element)
    if groups and open_words:
        read = read_words(groups, [*open_words.values(), *_group_words(texts)], counts_from_zero)
        if isinstance(read, TwoReadings):
            readings = " or ".join(f"{value} ({name})" for name, value in read.readings)
            shown = next(word for word, small in open_words.items() if small == read.word)
            help_line = f"{readings}; say which: `{_means(element, shown)}`"
            faults.append(Fault(place, "L35", f"{element.name}: {shown}", help_line))
        else:
            for word, small in open_words.items():
                if small in read:
                    texts[word] = read[small]
                    _note(spelt, read[small], word.strip())
            open_words = {word: small for word, small in open_words.items() if small not in read}
    if element.type == "boolean":
        codes = {
            word: number for word, small in open_words.items() if (number := number_of(small)) in spellings().codes
        }
        faults += [_code(place, element, word.strip(), words[word]) for word in codes]
    if any(word != text for word, text in texts.items()):
        found.texts[element.name] = {word: text for word, text in texts.items() if word != text}
    return faults


def _group_words(texts: Mapping[str, str | None]) -> list[str]:
    return [word.strip().casefold() for word, text in texts.items() if text is not None]


def _means(element: Element, cell: str) -> str:
    return f"--means '{element.name}:{cell.strip()}=...'"


def _code(place: str, element: Element, word: str, count: int) -> Fault:
    fault = suspected(place, element.name, word, count)
    help_line = f"`--missing {element.name}={word}` where it means missing, else `{_means(element, word)}`"
    return Fault(place, fault.code, fault.text, help_line)


def _member(element: Element, small: str) -> str | None:
    """The member that a word in small letters is, by its name or its label, if it is one."""
    if element.type != "enumeration":
        return None
    plain = small.replace(" ", "_").replace("-", "_")
    found = {name for name, label in element.values.items() if plain == name.casefold() or small == label.casefold()}
    return found.pop() if len(found) == 1 else None


def _numbers(
    element: Element,
    cells: dict[str, int],
    mark: str,
    stated: DeclaredCells,
    found: CellMeanings,
    spelt: dict[str, list[str]],
    survey: CellSurvey,
) -> None:
    texts: dict[str, str | None] = {}
    faults: dict[str, CellFault] = {}
    means, missing = stated.means.get(element.name, {}), stated.missing_in(element.name)
    read_too: list[float] = []
    for cell, count in cells.items():
        short = cell.strip().strip("\u00a0")
        small = short.casefold()
        if short in means:
            texts[cell] = means[short] or None
        elif short in missing:
            texts[cell] = None
        elif small in spellings().missing | spellings().nothing:
            texts[cell] = None
            if small not in ("", "unknown"):
                _note(spelt, "missing", short)
        elif (read := read_number(cell, element, mark)) is not None:
            if read.fault is not None:
                faults[cell] = read.fault
            else:
                texts[cell] = read.text
                if read.text is not None and (number := number_of(read.text)) is not None:
                    read_too += [float(number)] * min(count, 1000)
    if texts:
        found.texts[element.name] = texts
    if faults:
        found.faults[element.name] = faults
    if read_too:
        numbers = pl.Series(read_too, dtype=pl.Float64)
        survey.note(element.name, numbers)
        survey.sample.setdefault(element.name, []).append(numbers)
