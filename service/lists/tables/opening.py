"""Any list opened: what kind of file it is, and a copy without what other programs put round it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from immunote.engine.faults import Fault, Refused, listed, shorten
from immunote.service.lists.csv_list import CsvDialect
from immunote.service.lists.databases.address import database_list, is_database
from immunote.service.lists.databases.reading import rows_of
from immunote.service.lists.source import refuse
from immunote.service.lists.tables import packed, workbook
from immunote.service.lists.tables.json_array import as_ndjson
from immunote.service.lists.tables.layout import dialect_of
from immunote.service.lists.tables.letters import in_utf8
from immunote.service.lists.tables.raw_table import RawTable, ReadingChoices
from immunote.service.lists.tables.scratch import Scratch
from immunote.service.lists.tables.several import ListPart, files_of, joined
from immunote.service.lists.tables.workbook_bounds import HELP_OF_BINARY

FORMATS = {".csv": "csv", ".parquet": "parquet", ".ndjson": "ndjson", ".jsonl": "ndjson", ".xlsx": "xlsx"}
"""What a result can be written as, by the ending of its name."""
PACKED = (".gz", ".zip")
_TEXTS = (".csv", ".tsv", ".tab", ".txt")
_TYPED = {".parquet": "parquet", ".pq": "parquet", ".arrow": "arrow", ".feather": "arrow", ".ipc": "arrow"}
_OBJECTS = {".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "json"}
_KINDS = {
    **dict.fromkeys(_TEXTS, "csv"),
    **_TYPED,
    **_OBJECTS,
    **dict.fromkeys(workbook.ENDINGS, "workbook"),
}
STDIN = "-"
_AS_DATABASES_WRITE = CsvDialect(last_is_whole=True)
_NO_KIND = "no kind"
_STARTS = {b"PAR1": ".parquet", b"ARROW1": ".arrow", b"\x1f\x8b": ".csv.gz", b"\xd0\xcf\x11\xe0": ".xls"}


def kind_of(path: Path) -> str | None:
    """The kind of a result that a name says; None where it says none."""
    return FORMATS.get(path.suffix.lower())


def open_table(
    sources: Sequence[str], choices: ReadingChoices, known: Collection[str], union: bool = False
) -> RawTable:
    """Open a list in one file or several. `known`: names that a header may hold, such as those of elements.

    `union`: several files may have different columns, as a map says what becomes of each.
    Raises Refused (L01, L02, L35 to L38, L42 and others) where nobody can say how it is to be read.
    """
    try:
        if list(sources) == [STDIN]:
            return _from_stdin(choices, known)
        if any(map(is_database, sources)):
            return _from_database(sources, choices)
        if choices.query is not None:
            raise refuse("--query", "L23", "not a database", "only a database has queries; leave it out")
        parts = files_of(sources, {*_KINDS, *PACKED})
    except OSError as error:
        raise unread_file(Path(sources[0]), error) from None
    tables: list[RawTable] = []
    faults: list[Fault] = []
    for part in parts:
        try:
            tables.append(_one(part, choices, known))
        except Refused as refused:
            faults += refused.faults
        except OSError as error:
            faults += unread_file(part.path, error).faults
    if faults:
        raise Refused(faults)
    return joined(tables, parts, Path(sources[0]) if len(sources) == 1 else parts[0].path, union)


def _one(part: ListPart, choices: ReadingChoices, known: Collection[str]) -> RawTable:
    path = part.path
    if path.exists() and not path.is_file():
        help_line = "a list is read more than once; save it to a file and name that"
        raise refuse(path, "L01", "a pipe or a device", help_line)
    _kind(path.name, path)
    path.open("rb").close()
    return _told(RawTable(path, path, _NO_KIND, (path,)), path.name, choices, known)


def _kind(name: str, shown: Path) -> str:
    ending = Path(name).suffix.lower()
    if ending in PACKED:
        return "packed"
    if ending == ".xlsb":
        raise refuse(shown, "L02", ending, HELP_OF_BINARY)
    if ending not in _KINDS:
        help_line = f"a list ends in {listed([*_KINDS])}, or in {listed(PACKED)} after that"
        raise refuse(shown, "L02", ending or Path(name).name, help_line)
    return _KINDS[ending]


def _told(table: RawTable, name: str, choices: ReadingChoices, known: Collection[str]) -> RawTable:
    """A table with its kind, its letters and its layout told. `name`: of what `table.path` holds."""
    match _kind(name, table.shown):
        case "packed":
            if Path(name).suffix.lower() != table.shown.suffix.lower():
                raise refuse(table.shown, "L02", shorten(name), "a list is packed once; unpack it")
            inner, scratch = packed.unpacked(table.path, table.shown)
            copy = replace(table, path=scratch.path, scratch=(*table.scratch, scratch))
            if Path(inner).suffix.lower() in PACKED:
                raise refuse(table.shown, "L02", shorten(inner), "a list is packed once; unpack it")
            return _told(copy, inner, choices, known)
        case "workbook":
            scratch, said = workbook.as_csv(table.path, table.shown, choices.sheet, known)
            copy = replace(table, path=scratch.path, said=(*table.said, *said), scratch=(*table.scratch, scratch))
            return _laid_out(copy, known)
        case "csv":
            return _laid_out(table, known)
        case "arrow":
            scratch = _as_parquet(table.path, table.shown)
            return replace(table, path=scratch.path, kind="parquet", scratch=(*table.scratch, scratch))
        case "json":
            scratch = as_ndjson(table.path, table.shown)
            return replace(table, path=scratch.path, kind="ndjson", scratch=(*table.scratch, scratch))
        case kind:
            return replace(table, kind=kind)


def _laid_out(table: RawTable, known: Collection[str]) -> RawTable:
    letters = in_utf8(table.path, table.shown)
    dialect, said = dialect_of(letters.path, table.shown, known)
    scratch = (*table.scratch, *letters.scratch)
    found = (*table.said, *said, *letters.said)
    return replace(table, kind="csv", path=letters.path, dialect=dialect, said=found, scratch=scratch)


def _as_parquet(path: Path, shown: Path) -> Scratch:
    scratch = Scratch(".parquet")
    try:
        pl.scan_ipc(path).sink_parquet(scratch.path)
    except (pl.exceptions.PolarsError, OSError) as error:
        text = shorten((str(error).splitlines() or [type(error).__name__])[0].replace(str(path), shown.name))
        raise refuse(shown, "L01", text, "it is no whole Arrow file (Feather 2); export it anew") from None
    return scratch


def _from_stdin(choices: ReadingChoices, known: Collection[str]) -> RawTable:
    """What comes in a pipe, kept for the time of the run: a list is read more than once."""
    scratch = Scratch("")
    with scratch.path.open("wb") as copy:
        shutil.copyfileobj(sys.stdin.buffer, copy)
    with scratch.path.open("rb") as file:
        start = file.read(64)
    shown = Path("stdin")
    ending = next((each for mark, each in _STARTS.items() if start.startswith(mark)), None)
    if ending is None:
        text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
        ending = ".json" if text.startswith((b"[", b"{")) else ".xlsx" if text.startswith(b"PK") else ".csv"
    table = RawTable(Path(f"{shown}{ending}"), scratch.path, _NO_KIND, (scratch.path,), scratch=(scratch,))
    return replace(_told(table, f"{shown}{ending}", choices, known), shown=shown)


def _from_database(sources: Sequence[str], choices: ReadingChoices) -> RawTable:
    if len(sources) > 1:
        raise refuse(sources[1], "L23", "beside a database", "a list in a database is one query; name it alone")
    shown, scratch = rows_of(database_list(sources[0], choices.query))
    return RawTable(shown, scratch.path, "csv", (scratch.path,), dialect=_AS_DATABASES_WRITE, scratch=(scratch,))


def unread_file(path: Path, error: OSError) -> Refused:
    """The refusal (L01) of a file that the system does not read."""
    return refuse(path, "L01", error.strerror or type(error).__name__, "nothing was read; check the path")
