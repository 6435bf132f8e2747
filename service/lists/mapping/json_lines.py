"""NDJSON as a table of texts: each value as it is written, each line that is no object with its faults."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import polars as pl

from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.json_keys import KeyTwice, read_json
from immunote.engine.parsing import parse_text
from immunote.service.lists.ndjson_list import NO_OBJECT, lines_of
from immunote.service.lists.source import ID, LINE, ROW, RowFault, faults_frame, refuse

_ID = "an id is a text or a whole number; name the column that holds one"
_TRUTHS = {True: "true", False: "false"}


class _Line(NamedTuple):
    row: int
    line: int
    fields: Mapping[str, str | None] | None
    faults: Sequence[Fault]
    no_ids: frozenset[str] = frozenset()  # keys whose value can be no id


class JsonLines:
    """An open list of JSON objects. `columns`: the keys of all lines, in order of appearance."""

    def __init__(self, file: Path, shown: Path) -> None:
        """Read it. Raises Refused (L01) for no object at all; OSError where it cannot be read."""
        self.path = shown
        self._lines = [
            _Line(row, line, *_fields(text)) for row, (_, line, text) in enumerate(lines_of(file, shown, 0, 1), 1)
        ]
        self._good = [each for each in self._lines if each.fields is not None and not each.faults]
        self.columns = tuple(dict.fromkeys(name for each in self._lines for name in each.fields or ()))
        if not self.columns:
            raise refuse(shown, "L01", "no JSON object", NO_OBJECT)

    def read(self, id_column: str, columns: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """ROW, LINE, ID and these columns as text; and the faults of lines that cannot be read."""
        good = [each for each in self._good if id_column not in each.no_ids]
        own = {
            ROW: pl.Series([each.row for each in good], dtype=pl.Int64),
            LINE: pl.Series([each.line for each in good], dtype=pl.Int64),
            ID: _texts(good, id_column),
        }
        table = pl.DataFrame(own | {name: _texts(good, name) for name in columns if name not in own})
        faults = [
            RowFault(each.row, each.line, (each.fields or {}).get(id_column), None, fault.code, fault.text, fault.help)
            for each in self._lines
            for fault in each.faults
        ]
        faults += [
            RowFault(each.row, each.line, None, id_column, "L13", shorten(str((each.fields or {})[id_column]), 40), _ID)
            for each in self._good
            if id_column in each.no_ids
        ]
        return table, faults_frame(faults)

    def everything(self) -> pl.DataFrame:
        """Every column as text under its own name, of the lines that can be read."""
        return pl.DataFrame({name: _texts(self._good, name) for name in self.columns})


def _texts(lines: Sequence[_Line], name: str) -> pl.Series:
    return pl.Series([(each.fields or {}).get(name) for each in lines], dtype=pl.String)


def _fields(text: bytes) -> tuple[dict[str, str | None] | None, list[Fault], frozenset[str]]:
    """One line as texts by key and the keys whose value can be no id, or why it is none."""
    try:
        found = read_json(text)
    except KeyTwice as twice:
        fields = {name: _text(value) for name, value in orjson.loads(text).items()}
        return fields, twice.faults, frozenset()
    except orjson.JSONDecodeError:
        try:
            parse_text(text)
        except Refused as refused:
            return None, list(refused.faults), frozenset()
        return None, [Fault("$", "P02", shorten(text.decode(errors="backslashreplace"), 40), NO_OBJECT)], frozenset()
    if not isinstance(found, dict):
        return None, [Fault("$", "P02", shorten(text.decode(errors="backslashreplace"), 40), NO_OBJECT)], frozenset()
    written = json.loads(text, parse_float=str, parse_int=str)
    no_ids = (name for name, value in found.items() if value is not None and not _may_be_an_id(value))
    return {name: _text(value) for name, value in written.items()}, [], frozenset(no_ids)


def _may_be_an_id(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))


def _text(value: Any) -> str | None:
    """A value as it is written; one that holds others as JSON, which is no code of anything."""
    if value is None or isinstance(value, str):
        return value
    return _TRUTHS[value] if isinstance(value, bool) else json.dumps(value, ensure_ascii=False)
