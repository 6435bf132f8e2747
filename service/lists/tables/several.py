"""Several files that are one list: named one by one, by a pattern, or by the folder that holds them."""

from __future__ import annotations

import glob
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from immunote.engine.faults import Refused, listed, shorten
from immunote.service.lists.source import LINE, ROW, RawPart, refuse
from immunote.service.lists.tables.frames_list import write_frames
from immunote.service.lists.tables.raw_table import RawTable
from immunote.service.lists.tables.scratch import Scratch

_LAKES = {"_delta_log": "Delta Lake", ".hoodie": "Apache Hudi"}
_MOST_FILES = 10_000
_SHOWN = 5


@dataclass(frozen=True)
class ListPart:
    """One file of a list. `fixed`: what the folders in which it lies say of all its rows, as `ward=5` does."""

    path: Path
    fixed: tuple[tuple[str, str], ...] = ()


def files_of(sources: Sequence[str], endings: Collection[str]) -> list[ListPart]:
    """The files that names, patterns and folders stand for, in order. Raises Refused (L01, L38)."""
    found: list[ListPart] = []
    for source in sources:
        path = Path(source)
        if path.exists():
            found += _in_folder(path, endings) if path.is_dir() else [ListPart(path, _fixed(path))]
        elif glob.has_magic(source):
            matched = sorted(map(Path, glob.glob(source, recursive=True)))  # noqa: PTH207  a pattern as a shell reads it
            files = [each for each in matched if each.is_file()]
            if not files:
                raise refuse(source, "L01", "no file", "no file fits this pattern")
            found += [ListPart(each, _fixed(each)) for each in files]
        else:
            found.append(ListPart(path))
    twice = [
        each.path for at, each in enumerate(found) if each.path.resolve() in [x.path.resolve() for x in found[:at]]
    ]
    if twice:
        raise refuse(twice[0], "L01", "named twice", "name each file once; its patients would stand twice in the list")
    for each in found:
        _refuse_lakes(each.path.parent)
    return found


def _in_folder(folder: Path, endings: Collection[str]) -> list[ListPart]:
    _refuse_lakes(folder)
    files = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder).parts
        if path.is_dir():
            _refuse_lakes(path, above=False)
        elif path.is_file() and not any(each.startswith((".", "_", "~$")) for each in inside):
            files.append(path)
    other = [path.name for path in files if path.suffix.lower() not in endings]
    if other:
        text = shorten(", ".join(other[:_SHOWN]))
        raise refuse(folder, "L01", text, "other files lie in this folder; name those that are the list, or a pattern")
    if not files or len(files) > _MOST_FILES:
        raise refuse(folder, "L01", f"{len(files)} files", "a folder of a list holds some files of one kind")
    return [ListPart(path, _fixed(path)) for path in files]


def _refuse_lakes(folder: Path, above: bool = True) -> None:
    """Refuse (L38) a folder of a table format: its files hold rows that were deleted or replaced since."""
    for place in (folder, *(folder.resolve().parents if above else ())):
        name = next((said for mark, said in _LAKES.items() if (place / mark).is_dir()), None)
        if name is None and any((place / "metadata").glob("*.metadata.json")):
            name = "Apache Iceberg"
        if name is not None:
            help_line = "only its own log says which rows still count; export the table as one Parquet file"
            raise refuse(place, "L38", name, help_line)


def _fixed(path: Path) -> tuple[tuple[str, str], ...]:
    """The columns that folder names give, as Hive writes them: `ward=5/part-0.parquet`."""
    pairs = []
    for name in reversed(path.absolute().parts[:-1]):
        key, mark, value = name.partition("=")
        if not mark or not key.isidentifier():
            break
        pairs.append((key, "" if value == "__HIVE_DEFAULT_PARTITION__" else value))
    return tuple(reversed(pairs))


def joined(tables: Sequence[RawTable], parts: Sequence[ListPart], shown: Path, union: bool = False) -> RawTable:
    """One table out of several of one kind. Raises Refused (L04) where their columns differ.

    `union`: they may, and a column that a file does not have is empty in its rows; a map then says what they mean.
    """
    first, files = tables[0], tuple(file for each in tables for file in each.files)
    said = tuple(dict.fromkeys(words for each in tables for words in each.said))
    if len(tables) > 1:
        said = (f"{len(tables)} files", *said)
    keys = [tuple(key for key, _ in each.fixed) for each in parts]
    if len(set(keys)) > 1:
        text = shorten(f"{'/'.join(keys[0]) or 'none'}, {next('/'.join(k) or 'none' for k in keys if k != keys[0])}")
        raise refuse(shown, "L04", text, "folders name different columns; name files that lie alike")
    if len(tables) == 1 and not keys[0]:
        return replace(first, said=said)
    kinds = {each.kind for each in tables}
    if len(kinds) > 1:
        raise refuse(shown, "L02", listed(sorted(kinds)).strip("`"), "all files of a list are of one kind")
    whole = replace(first, shown=shown, files=files, said=said)
    if first.kind == "ndjson" and not keys[0]:
        return replace(whole, path=(scratch := _below(tables)).path, scratch=(*whole.scratch, scratch))
    if first.kind == "ndjson":
        raise refuse(shown, "L02", "/".join(f"{key}=..." for key in keys[0]), "NDJSON in such folders is not read")
    columns = _all_columns(tables) if union else _same_columns(tables, shown)
    added = tuple(key for key in keys[0])
    if both := [key for key in added if key in columns]:
        raise refuse(shown, "L04", both[0], "a folder and a column have this name; leave one of them out")
    written = write_frames(_numbered(tables, parts, columns), (*columns, *added))
    if added:
        said = (*said, f"columns from folders: {', '.join(added)}")
    return replace(whole, kind="frames", written=written, said=said)


def _same_columns(tables: Sequence[RawTable], shown: Path) -> tuple[str, ...]:
    first = tuple(tables[0].reader(1).columns)
    for each in tables[1:]:
        columns = tuple(each.reader(1).columns)
        if set(columns) != set(first):
            differing = sorted({*columns} ^ {*first})
            text = shorten(", ".join(differing[:_SHOWN]))
            raise refuse(each.shown, "L04", text, f"`{tables[0].shown.name}` and this file have other columns")
    return first


def _all_columns(tables: Sequence[RawTable]) -> tuple[str, ...]:
    """The columns of all tables, in the order in which they are met."""
    return tuple(dict.fromkeys(name for each in tables for name in each.reader(1).columns))


def _numbered(tables: Sequence[RawTable], parts: Sequence[ListPart], columns: Sequence[str]) -> Iterator[RawPart]:
    """The parts of all tables, rows numbered over all of them; lines are those of no one file, so there are none."""
    before = 0
    for table, place in zip(tables, parts, strict=True):
        fixed = [pl.lit(value, pl.String).alias(key) for key, value in place.fixed]
        rows = 0
        try:
            for part in table.frames():
                absent = [pl.lit(None, pl.String).alias(name) for name in columns if name not in part.frame.columns]
                frame = as_texts(part.frame).with_columns(pl.col(ROW) + before, *fixed, *absent)
                faults = part.faults.with_columns(pl.col(ROW) + before)
                if len(tables) > 1:
                    frame = frame.with_columns(pl.lit(None, pl.Int64).alias(LINE))
                    faults = faults.with_columns(pl.lit(None, pl.Int64).alias("line"))
                yield RawPart(part.number, part.rows, frame, faults)
                rows += part.rows
        except OSError as error:
            raise refuse(table.shown, "L01", error.strerror or type(error).__name__, "check the path") from None
        except Refused as refused:
            if all(each.code == "L03" for each in refused.faults):
                continue  # a part without rows
            raise
        before += rows


def as_texts(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column but `row` and LINE as text; truths as words."""
    made = []
    for name, dtype in frame.schema.items():
        if name in (ROW, LINE):
            continue
        column = pl.col(name)
        if dtype == pl.Boolean:
            made.append(pl.when(column).then(pl.lit("true")).when(~column).then(pl.lit("false")).alias(name))
        elif dtype.is_nested() or dtype in (pl.Binary, pl.Object):
            made.append(pl.lit(None, pl.String).alias(name))
        elif dtype.is_float():
            whole = column.cast(pl.Int64, strict=False)
            text = pl.when(column == whole).then(whole.cast(pl.String)).otherwise(column.cast(pl.String))
            made.append(pl.when(column.is_nan()).then(None).otherwise(text).alias(name))
        else:
            made.append(column.cast(pl.String))
    return frame.with_columns(made)


def _below(tables: Sequence[RawTable]) -> Scratch:
    scratch = Scratch(".ndjson")
    with scratch.path.open("wb") as whole:
        for each in tables:
            with each.path.open("rb") as file:
                last = b"\n"
                while block := file.read(1 << 20):
                    whole.write(block)
                    last = block
            if not last.endswith(b"\n"):
                whole.write(b"\n")
    return scratch
