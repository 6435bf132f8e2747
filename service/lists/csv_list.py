"""A list in CSV: UTF-8, one separator, a header. Every value stays text; what it means is the engine's to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import polars as pl

from immunote.engine.faults import listed, shorten
from immunote.service.lists.csv_fields import Records, header_fields, split
from immunote.service.lists.source import ID, LINE, RawPart, RowFault, faults_frame, refuse

_BLOCK = 16 << 20  # bytes read at once while records are counted
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_UTF8_BOM = b"\xef\xbb\xbf"
_OTHER_SEPARATORS = {";": "`;`", "\t": "tabs", "|": "`|`"}
_LONGEST_LINE = 64 << 20
_SAVE_AS_UTF8 = "save the list as CSV in UTF-8 and try again"


@dataclass(frozen=True)
class _Block:
    """Consecutive whole records. `start`: the byte at which `text` starts; `line`, `row`: its first line and row."""

    start: int
    line: int
    row: int
    text: str
    records: Records
    at_end: bool


@dataclass(frozen=True)
class _Mark:
    """Where a part starts in the file: byte, line and row."""

    start: int
    line: int
    row: int


@dataclass(frozen=True)
class CsvDialect:
    """How the fields of a CSV lie. `start`, `line`: the byte and the line of its header. `names`: the columns, where
    the header does not say them as they are read; of these, `empty` hold nothing in any row, and `unread` the numbers
    of the rows. `last_is_whole`: its last line has no line end and is known to be complete. `high`: how many lines the
    header has, as a name within quotes may go on in the next.
    """

    separator: str = ","
    start: int = 0
    line: int = 1
    names: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    last_is_whole: bool = False
    high: int = 1


PLAIN = CsvDialect()


class CsvList:
    """An open CSV list."""

    texts = True

    def __init__(self, path: Path, part_rows: int, dialect: CsvDialect = PLAIN, shown: Path | None = None) -> None:
        """Read the header. `shown`: what messages call the list, where `path` is a copy of it.

        Raises Refused (L03, L04, L07, P17); OSError where the file cannot be read.
        """
        self.file = path
        self.path = path if shown is None else shown
        self.part_rows = part_rows
        self.dialect = dialect
        self._start, self._first_line, self._names = _header(path, self.path, dialect)
        self.columns = tuple(name for name in self._names if name not in (*dialect.empty, *dialect.unread))
        self._rows: int | None = None
        self._marks: list[_Mark] = []
        self._uneven: set[int] = set()  # numbers of parts that are not simply one good record a line
        self._id = 0
        self._taken: list[tuple[int, str]] = []

    def use(self, id_column: str, elements: tuple[str, ...]) -> None:
        """Set the column of the ids and the columns that are read."""
        self._id = self._names.index(id_column)
        self._taken = [(self._id, ID), *((self._names.index(name), name) for name in (*elements, *self.dialect.empty))]

    @property
    def rows(self) -> int:
        """How many rows there are; known once `ids` has run to its end."""
        assert self._rows is not None
        return self._rows

    def ids(self) -> Iterator[pl.DataFrame]:
        """Yield `row` and ID of every readable row, and note on the way where each part starts."""
        for frame in self._frames([(self._id, ID)]):
            yield frame.select("row", ID)

    def cells(self) -> Iterator[pl.DataFrame]:
        """As `ids`, with all columns that are read."""
        yield from self._frames([each for each in self._taken if each[1] not in self.dialect.empty])

    def _frames(self, taken: list[tuple[int, str]]) -> Iterator[pl.DataFrame]:
        marks: list[_Mark] = []
        uneven: set[int] = set()
        row = 1
        for block in self._blocks():
            records = block.records
            count = len(records.texts)
            begins = range(-(row - 1) % self.part_rows, count, self.part_rows)
            lines = [records.lines[number] for number in begins]
            for number, line, start in zip(begins, lines, _starts(block.text, lines), strict=True):
                marks.append(_Mark(block.start + start, block.line + line, row + number))
            if not _is_even(block):
                # blank lines before the first row of this block belong to the part of the row before it
                uneven.update(range(max(row - 2, 0) // self.part_rows, (row + count - 2) // self.part_rows + 1))
            good = records.good
            content = block.text if _is_even(block) else "".join(f"{records.texts[place]}\n" for place in good)
            frame = self._read(content.encode(), len(good), taken)
            yield frame.with_columns(pl.Series("row", [row + place for place in good], dtype=pl.Int64))
            row += count
        self._rows, self._marks, self._uneven = row - 1, marks, uneven

    def parts(self, first: int) -> Iterator[RawPart]:
        """The parts from number `first` on."""
        with self.file.open("rb") as file:
            for number in range(first, len(self._marks)):
                mark = self._marks[number]
                is_last = number + 1 == len(self._marks)
                file.seek(mark.start)
                content = file.read() if is_last else file.read(self._marks[number + 1].start - mark.start)
                if is_last:
                    content = self._ended(content)
                if number in self._uneven or is_last:
                    yield self._sifted(number, mark, content, is_last)
                else:
                    yield self._even(number, mark, content)

    def _ended(self, content: bytes) -> bytes:
        """The end of the file, with the line end that it lacks where its last line is known to be complete."""
        lacks = self.dialect.last_is_whole and content and not content.endswith(b"\n")
        return content + b"\n" if lacks else content

    def _even(self, number: int, mark: _Mark, content: bytes) -> RawPart:
        """Read a part in which each line is a good record."""
        count = self.part_rows
        frame = self._read(content, count, self._taken)
        places = (
            pl.int_range(mark.row, mark.row + count, dtype=pl.Int64).alias("row"),
            pl.int_range(mark.line, mark.line + count, dtype=pl.Int64).alias(LINE),
        )
        return self._part(number, count, frame.with_columns(places), faults_frame([]))

    def _sifted(self, number: int, mark: _Mark, content: bytes, is_last: bool) -> RawPart:
        """Read the good records of a part that may have others; these become faults."""
        text = _decoded(content, self.path, mark.line)
        records = split(text, len(self._names), str(self.path), mark.line, is_last, self.dialect.separator)
        good = records.good
        sifted = "".join(f"{records.texts[place]}\n" for place in good)
        frame = self._read(sifted.encode(), len(good), self._taken)
        places = (
            pl.Series("row", [mark.row + place for place in good], dtype=pl.Int64),
            pl.Series(LINE, [mark.line + records.lines[place] for place in good], dtype=pl.Int64),
        )
        faults = [
            RowFault(mark.row + place, mark.line + records.lines[place], None, None, each.code, each.text, each.help)
            for place, each in records.problems.items()
        ]
        return self._part(number, len(records.texts), frame.with_columns(places), faults_frame(faults))

    def _part(self, number: int, rows: int, frame: pl.DataFrame, faults: pl.DataFrame) -> RawPart:
        """A part; a row with something in a column that holds nothing elsewhere has a field too many."""
        if not self.dialect.empty:
            return RawPart(number, rows, frame, faults)
        held = pl.any_horizontal(pl.col(name).is_not_null() & (pl.col(name) != "") for name in self.dialect.empty)
        wrong = frame.filter(held)
        help_line = f"there is something behind the last of {len(self.columns)} columns; look for a separator too many"
        found = [
            RowFault(row, line, identity, None, "L10", "a field without a column", help_line)
            for row, line, identity in wrong.select("row", LINE, ID).iter_rows()
        ]
        kept = frame.filter(~held) if wrong.height else frame
        return RawPart(number, rows, kept.drop(self.dialect.empty), pl.concat([faults, faults_frame(found)]))

    def _read(self, content: bytes, rows: int, taken: list[tuple[int, str]]) -> pl.DataFrame:
        """Read columns of good records as text, by Polars. `taken`: (place, name) of each column."""
        if not rows:
            return pl.DataFrame(schema={name: pl.String for _, name in taken})
        frame = pl.read_csv(
            BytesIO(content),
            has_header=False,
            schema={f"column_{index}": pl.String for index in range(len(self._names))},
            columns=list(dict.fromkeys(f"column_{index}" for index, _ in taken)),
            separator=self.dialect.separator,
        )
        if frame.height != rows:
            msg = f"{frame.height} rows came of {rows} records"
            raise AssertionError(msg)  # Polars must read exactly the records that were counted
        return frame.select(pl.col(f"column_{index}").alias(name) for index, name in taken)

    def _blocks(self) -> Iterator[_Block]:
        line, row, start, rest = self._first_line, 1, self._start, b""
        with self.file.open("rb") as file:
            file.seek(start)
            at_end = False
            while not at_end:
                read = file.read(_BLOCK)
                content, at_end = rest + read, len(read) < _BLOCK
                if at_end:
                    content = self._ended(content)
                cut = len(content) if at_end else content.rfind(b"\n") + 1
                if cut:
                    text = _decoded(content[:cut], self.path, line)
                    records = split(text, len(self._names), str(self.path), line, at_end, self.dialect.separator)
                    if records.rest is not None:  # it goes on in the next block
                        text = "\n".join([*text.split("\n", records.rest)[: records.rest], ""])
                        cut = len(text.encode())
                    yield _Block(start, line, row, text, records, at_end)
                    line += text.count("\n")
                    row += len(records.texts)
                    start += cut
                elif len(content) > _LONGEST_LINE:
                    help_line = "is it a CSV? its lines would be patients"
                    raise refuse(
                        f"{self.path}:{line}", "L01", f"a line of more than {len(content) >> 20} MB", help_line
                    )
                rest = content[cut:]


def _is_even(block: _Block) -> bool:
    """Return whether each line of a block is a good record."""
    records = block.records
    return (
        not records.problems
        and len(records.texts) == len(records.lines) == block.text.count("\n") + (not block.text.endswith("\n"))
        and "\r" not in block.text
    )


def _starts(text: str, lines: list[int]) -> Iterator[int]:
    """Yield, for each of these line numbers in order, how many bytes of `text` come before the line."""
    before = at = start = 0
    for line in lines:
        begin = at
        for _ in range(line - before):
            at = text.index("\n", at) + 1
        start += len(text[begin:at].encode())
        before = line
        yield start


def _decoded(content: bytes, path: Path, line: int) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        at = content.count(b"\n", 0, error.start) + line
        text = shorten(ascii(content[error.start : error.start + 1])[2:-1])
        raise refuse(f"{path}:{at}", "P17", text, _SAVE_AS_UTF8) from None


def _header(path: Path, shown: Path, dialect: CsvDialect) -> tuple[int, int, tuple[str, ...]]:
    """Read the header; return the byte and the line at which the rows start, and the names of the columns.

    Raises Refused (L03, L04, L07, P17).
    """
    with path.open("rb") as file:
        file.seek(dialect.start)
        first = b"".join(file.readline(_BLOCK) for _ in range(dialect.high))
        more = bool(file.read(1))
    for bom, name in _BOMS.items():
        if first.startswith(bom):
            raise refuse(f"{shown}:1", "P17", name, _SAVE_AS_UTF8)
    start, place = dialect.start + len(first), f"{shown}:{dialect.line}"
    content = first.removeprefix(_UTF8_BOM)
    if b"\0" in content:
        raise refuse(place, "P17", "a byte 0 in the header", _SAVE_AS_UTF8)
    line = _decoded(content, shown, dialect.line).rstrip("\r\n")
    if dialect.high > 1:
        line = line.replace("\r\n", "\n")
    if not line and not more:
        raise refuse(shown, "L03", "empty", "see `immunote list --template csv`")
    names = list(dialect.names) or header_fields(line, dialect.separator)
    if names is None or "\r" in line or not line.strip():
        help_line = (
            "the first line names the columns, each once, with commas between; see `immunote list --template csv`"
        )
        raise refuse(place, "L04", shorten(line), help_line)
    if len(names) == 1:
        for separator, name in _OTHER_SEPARATORS.items():
            if separator in line:
                help_line = "save the list with one separator between all its fields, in the header and below"
                raise refuse(place, "L07", f"{name}: {shorten(line, 60)}", help_line)
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice or "" in names:
        text = listed(twice).strip("`") if twice else f"column {names.index('') + 1} has no name"
        raise refuse(place, "L04", text, "name every column once; leave out those that are not needed")
    if not more:
        raise refuse(
            shown, "L03", "a header and nothing below", "one line a patient; see `immunote list --template csv`"
        )
    return start, dialect.line + dialect.high, tuple(names)
