"""Any list opened: what kind of file it is, and a copy without what other programs put round it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from immunote.engine.faults import Refused, listed
from immunote.service.lists.source import refuse
from immunote.service.lists.tables.raw_table import RawTable, ReadingChoices

FORMATS = {".csv": "csv", ".parquet": "parquet", ".ndjson": "ndjson", ".jsonl": "ndjson"}
"""What a result can be written as, by the ending of its name."""


def kind_of(path: Path) -> str | None:
    """The kind of file that a name says; None where it says none."""
    return FORMATS.get(path.suffix.lower())


def open_table(sources: Sequence[str], choices: ReadingChoices, known: Collection[str]) -> RawTable:
    """Open a list in one file or several. `known`: names that a header may hold, such as those of elements.

    Raises Refused (L01, L02 and others) where nobody can say how it is to be read.
    """
    path = Path(sources[0])
    kind = kind_of(path)
    if kind is None and not path.is_dir():
        help_line = f"a list ends in {listed([*FORMATS])}; compressed files are not read, unpack them first"
        raise refuse(path, "L02", path.suffix or path.name, help_line)
    try:
        if path.is_dir() or kind is None:
            raise refuse(path, "L01", "a folder", "name the file itself")
        if path.exists() and not path.is_file():
            help_line = "a list is read more than once; save it to a file and name that"
            raise refuse(path, "L01", "a pipe or a device", help_line)
        path.open("rb").close()
        return RawTable(path, path, kind, (path,))
    except OSError as error:
        raise unread_file(path, error) from None


def unread_file(path: Path, error: OSError) -> Refused:
    """The refusal (L01) of a file that the system does not read."""
    return refuse(path, "L01", error.strerror or type(error).__name__, "nothing was read; check the path")
