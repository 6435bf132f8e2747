"""A list in NDJSON: one JSON object a line, read exactly as a profile is, so `"62"` is text and 62 a number.

A line whose every value has its element's own JSON type goes on in a typed frame; any other is a profile that the
engine refuses, and is refused in the engine's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
import polars as pl

from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.intake import Intake
from immunote.engine.parsing import parse_text
from immunote.engine.profile import element_at
from immunote.service.lists.source import ID, LINE, RawPart, RowFault, faults_frame, refuse

_TYPES: dict[str, Any] = {"boolean": pl.Boolean, "integer": pl.Float64, "decimal": pl.Float64, "enumeration": pl.String}
_FITS: dict[str, tuple[type, ...]] = {"boolean": (bool,), "enumeration": (str,)}
_NUMBER: tuple[type, ...] = (int, float)
# a number with so many digits that a float might not hold it, or a key that stands twice, is read the exact way
_LONG_NUMBER = re.compile(rb"[0-9][0-9.]{15}")
_LARGEST = 1 << 20
_LONGEST_LINE = 64 << 20
_SPACED_KEY = re.compile(rb'"\s+:')
_HALF_LETTER = re.compile(rb"\\u[dD][89a-fA-F]")
NO_OBJECT = 'one JSON object on each line, {"id": ..., "element": value, ...}'


class NdjsonList:
    """An open NDJSON list. `columns` are the keys of all lines, in order of appearance, once `ids` has run."""

    texts = False

    def __init__(self, path: Path, part_rows: int, intake: Intake, shown: Path | None = None) -> None:
        """`shown`: what messages call the list, where `path` is a copy of it.

        Raises Refused (L03) for an empty file; OSError where it cannot be read.
        """
        self.file = path
        self.path = path if shown is None else shown
        self.part_rows = part_rows
        self.intake = intake
        self.elements = intake.rulebase.elements
        self.columns: tuple[str, ...] = ()
        self._rows: int | None = None
        self._marks: list[tuple[int, int]] = []
        self._id = ""
        with path.open("rb") as file:
            first = file.readline(_LARGEST)
        if not first:
            raise refuse(self.path, "L03", "empty", "one JSON object a line, each with an id")
        try:
            first.removeprefix(b"\xef\xbb\xbf").decode()
        except UnicodeDecodeError:
            raise refuse(f"{self.path}:1", "P17", shorten(ascii(first[:4])[2:-1]), "save the list as UTF-8") from None

    def use(self, id_column: str, elements: tuple[str, ...]) -> None:
        """Say which key holds the ids, and which elements are read."""
        self._id = id_column
        self._taken = elements

    @property
    def rows(self) -> int:
        """How many rows there are; known once `ids` has run to its end."""
        assert self._rows is not None
        return self._rows

    def ids(self) -> Iterator[pl.DataFrame]:
        """`row` and ID of every row that can be read; on the way, where each part begins is kept."""
        keys: dict[str, None] = {}
        rows: list[int] = []
        found: list[str | None] = []
        row, marks = 0, list[tuple[int, int]]()
        for at, line, text in self._lines(0, 1):
            if row % self.part_rows == 0:
                marks.append((at, line))
            row += 1
            try:
                raw = orjson.loads(text)
            except orjson.JSONDecodeError:
                continue
            if isinstance(raw, dict):
                keys.update(dict.fromkeys(raw))
                rows.append(row)
                found.append(_id_text(raw.get(self._id)))
            if len(rows) == self.part_rows:
                yield pl.DataFrame({"row": rows, ID: found}, schema={"row": pl.Int64, ID: pl.String})
                rows, found = [], []
        if rows:
            yield pl.DataFrame({"row": rows, ID: found}, schema={"row": pl.Int64, ID: pl.String})
        self._rows, self._marks, self.columns = row, marks, tuple(keys)

    def sample(self, slices: int, rows: int) -> Iterator[pl.DataFrame]:
        """Some parts, spread over the list, with the elements that are read."""
        del rows  # a part is read as a whole
        for number in range(0, len(self._marks), max(len(self._marks) // slices, 1)):
            yield self._part(number).frame.drop("row", LINE, ID)

    def parts(self, first: int) -> Iterator[RawPart]:
        """The parts from number `first` on."""
        for number in range(first, len(self._marks)):
            yield self._part(number)

    def _part(self, number: int) -> RawPart:
        names = self._taken
        columns: dict[str, list[Any]] = {name: [] for name in ("row", LINE, ID, *names)}
        appends = [(name, columns[name].append, self._fits(name)) for name in names]
        faults: list[RowFault] = []
        row = number * self.part_rows
        for (_, line, text), _ in zip(self._lines(*self._marks[number]), range(self.part_rows), strict=False):
            row += 1
            raw, found = self._read(text)
            identity = _id_text(raw.get(self._id))
            if not found and any(
                raw.get(name) is not None and type(raw[name]) not in fits for name, _, fits in appends
            ):
                raw, found = self._exactly(raw)
            if found:
                faults += [_row_fault(row, line, identity, fault) for fault in found]
                continue
            columns["row"].append(row)
            columns[LINE].append(line)
            columns[ID].append(identity)
            for name, append, _ in appends:
                append(raw.get(name))
        schema = {"row": pl.Int64, LINE: pl.Int64, ID: pl.String}
        schema |= {name: _TYPES[self.elements[name].type] for name in names}
        return RawPart(
            number, row - number * self.part_rows, pl.DataFrame(columns, schema=schema), faults_frame(faults)
        )

    def _fits(self, name: str) -> tuple[type, ...]:
        return _FITS.get(self.elements[name].type, _NUMBER)

    def _read(self, text: bytes) -> tuple[dict[str, Any], list[Fault]]:
        """One line as an object, or why it is none."""
        try:
            raw = orjson.loads(text)
        except orjson.JSONDecodeError:
            raw = None
        if not text.lstrip().startswith(b"{"):
            return {}, [Fault("$", "P02", shorten(text.decode(errors="backslashreplace"), 40), NO_OBJECT)]
        # orjson keeps the last of two equal keys and a float of a long number: those go the exact way
        if (
            not isinstance(raw, dict)
            or _SPACED_KEY.search(text)
            or text.count(b'":') != len(raw)
            or _LONG_NUMBER.search(text)
        ):
            try:
                exact = parse_text(text)
            except Refused as refused:
                if isinstance(raw, dict):
                    return raw, list(refused.faults)
                return {}, [_of_line(fault, text) for fault in refused.faults]
            if _HALF_LETTER.search(text) and _has_half_letter(exact):
                return {}, [Fault("$", "P17", shorten(text.decode(), 40), "half a letter; export the list anew")]
            if not isinstance(raw, dict):  # what is JSON to Python only, such as NaN, or YAML
                raw = exact
            return self._exactly(exact, raw.get(self._id))
        return raw, []

    def _exactly(self, raw: Mapping[str, Any], identity: Any = None) -> tuple[dict[str, Any], list[Fault]]:
        """A profile as the engine reads it, or its faults."""
        if identity is None:
            identity = raw.get(self._id)
        named = {name: value for name, value in raw.items() if name in self.elements}
        try:
            given = self.intake.check(named).given
        except Refused as refused:
            return {self._id: identity}, list(refused.faults)
        # at the element's decimals a float holds each value exactly enough to come back as the same decimal
        shown = {name: float(value) if isinstance(value, Decimal) else value for name, value in given.items()}
        return {self._id: identity, **shown}, []

    def _lines(self, at: int, line: int) -> Iterator[tuple[int, int, bytes]]:
        return lines_of(self.file, self.path, at, line)


def lines_of(file: Path, shown: Path, at: int, line: int) -> Iterator[tuple[int, int, bytes]]:
    """Byte, line and text of each line that is not blank, from a byte and its line on. Raises Refused (L01)."""
    with file.open("rb") as opened:
        opened.seek(at)
        while text := opened.readline(_LONGEST_LINE):
            if len(text) == _LONGEST_LINE:
                help_line = "NDJSON is one JSON object a line, a patient each; export it so"
                raise refuse(f"{shown}:{line}", "L01", f"a line of {len(text) >> 20} MB or more", help_line)
            content = text.removeprefix(b"\xef\xbb\xbf") if at == 0 else text
            if content.strip():
                yield at, line, content
            at += len(text)
            line += 1


def _has_half_letter(raw: Mapping[str, Any]) -> bool:
    """Whether some text holds one half of a pair of UTF-16 alone, which is no letter and cannot be written."""
    try:
        orjson.dumps({name: str(value) for name, value in raw.items()})
    except TypeError:
        return True
    return False


def _of_line(fault: Fault, text: bytes) -> Fault:
    """A fault of what is no JSON, as it reads where the line is known; the last one may be cut off."""
    cut = "" if text.endswith(b"\n") else "; it is the last line and has no line end: the file may be cut off here"
    return replace(fault, text=fault.text.removeprefix("line 1, "), help=fault.help + cut)


def _id_text(value: object) -> str | None:
    """An id as text; None where it is none."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else None


def _row_fault(row: int, line: int, identity: str | None, fault: Fault) -> RowFault:
    column = element_at(fault.place) if fault.place.startswith("$.") else None
    return RowFault(row, line, identity, column, fault.code, fault.text, fault.help)
