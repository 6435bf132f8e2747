"""A list as Spark reads it: columns compared with the data dictionary, rows numbered, ids that stand twice found."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.columns.values import ColumnValues
from immunote.engine.faults import Fault, Refused, nearest, shorten
from immunote.service.lists import manifest
from immunote.service.lists.manifest import sha256_of
from immunote.service.lists.opened_list import unread
from immunote.service.lists.source import ID, refuse
from immunote.service.lists.spark_files import Files, FileStatus, Numbered
from immunote.service.lists.spark_worker import OTHER

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

_FEW = 1_000_000


@dataclass(frozen=True)
class SparkInput:
    """A list that is ready to be decided.

    `rows`: `row`, ID (text), OTHER (another row with that id, or null) and the elements. `count`: how many rows.
    """

    rows: DataFrame
    count: int
    files: tuple[FileStatus, ...]
    elements: dict[str, pl.DataType]
    id_type: pl.DataType
    unknown: tuple[Fault, ...]

    def described(self) -> manifest.ListInput:
        """For the manifest. `sha256`: of the file itself where it is one on this machine; else of the names, sizes and
        marks (times of change, ETags) of all files: reading them once more would cost as much as deciding them."""
        size = sum(each.size for each in self.files)
        name = self.files[0].name if len(self.files) == 1 else f"{len(self.files)} files"
        local = self.files[0].address.removeprefix("file:")
        if len(self.files) == 1 and Path(local).is_file():
            return manifest.ListInput(name=name, bytes=size, sha256=sha256_of(Path(local)))
        lines = "".join(f"{each.name} {each.size} {each.mark}\n" for each in self.files)
        return manifest.ListInput(name=name, bytes=size, sha256=hashlib.sha256(lines.encode()).hexdigest())


def read(files: Files, path: str, engine: Engine, id_column: str) -> SparkInput:
    """Read what is known before the rows are. Raises Refused (L01, L03 to L05, L08, L38)."""
    found = tuple(files.matching(path))
    if not found:
        raise refuse(path, "L01", "no such file", "nothing was read; check the path, as Spark's machines see it")
    _refuse_other_folders(files, path, found)
    opened = files.opened(path, found)
    types = _types(opened.schema)
    _check_columns(path, types, engine, id_column)
    elements = {name: dtype for name, dtype in types.items() if name in engine.rulebase.elements}
    unknown = [name for name in types if name not in elements and name != id_column]
    numbered = opened.numbered(id_column, [*elements])
    if not numbered.count:
        raise refuse(path, "L03", "no row", "one row a patient; see `immunote list --template csv` for the columns")
    return SparkInput(
        rows=_with_duplicates(numbered),
        count=numbered.count,
        files=opened.files,
        elements=elements,
        id_type=types[id_column] if types[id_column].is_integer() else pl.String(),
        unknown=tuple(unread(path, unknown, engine.rulebase.elements)),
    )


_LAKES = {"_delta_log": "Delta Lake", ".hoodie": "Apache Hudi", "metadata/version-hint.text": "Apache Iceberg"}


def _refuse_other_folders(files: Files, path: str, found: tuple[FileStatus, ...]) -> None:
    """Refuse (L38) folders of a table format, and a file taken out of the folders that hold some of its columns."""
    folders = {path, *(each.address.rpartition("/")[0] for each in found)}
    for folder in sorted(folders):
        for mark, name in _LAKES.items():
            if "*" not in folder and files.exists(f"{folder}/{mark}"):
                help_line = "only its own log says which rows still count; export the table as Parquet files"
                raise refuse(folder, "L38", name, help_line)
    inside = [part for part in path.split("/") if "=" in part]
    if inside:
        raise refuse(path, "L38", inside[0], "the folder's name is a column of these rows; name the folder above it")


def _types(schema: StructType) -> dict[str, pl.DataType]:
    """The columns as they reach a worker; of a type that it has no name for, Null."""
    from pyspark.errors import PySparkException
    from pyspark.sql.pandas.types import to_arrow_type

    types: dict[str, pl.DataType] = {}
    for each in schema.fields:
        try:
            empty = pl.from_arrow(_empty(to_arrow_type(each.dataType)))
            types[each.name] = empty.dtype if isinstance(empty, pl.Series) else pl.Null()
        except (PySparkException, TypeError, ValueError, pl.exceptions.PolarsError):
            types[each.name] = pl.Null()
    return types


def _empty(dtype: object) -> object:
    import pyarrow as pa

    return pa.array([], type=dtype)


def _check_columns(path: str, types: dict[str, pl.DataType], engine: Engine, id_column: str) -> None:
    """Everything that makes the columns useless, at once. Raises Refused (L04, L05, L08)."""
    faults = []
    if id_column not in types:
        help_line = f"name the column with `--id`; {nearest(id_column, types)}"
        faults.append(Fault(path, "L05", id_column, help_line))
    elif not (types[id_column] == pl.String or types[id_column].is_integer()):
        help_line = "ids are text or whole numbers; cast the column"
        faults.append(Fault(path, "L08", f"{id_column}: {types[id_column]}", help_line))
    if not any(name in engine.rulebase.elements for name in types):
        faults.append(Fault(path, "L04", shorten(", ".join(types)), "no column is an element; see `immunote fields`"))
    misfits = ColumnValues(engine.rulebase).misfits(types)
    faults += [
        Fault(path, "L08", f"{name}: {types[name]}", f"`{name}` is {words}; cast the column")
        for name, words in misfits.items()
    ]
    if faults:
        raise Refused(faults)


def _with_duplicates(numbered: Numbered) -> DataFrame:
    """With OTHER: for an id that several rows have the first other row, as `immunote.service.lists.ids` finds it."""
    from pyspark.sql import functions as sql

    rows, ids = numbered.rows, numbered.ids.where(sql.col(ID).isNotNull())
    twice = ids.groupBy(ID).count().where("count > 1").select(ID)
    several = twice.count()
    if not several:
        return rows.withColumn(OTHER, sql.lit(None).cast("long"))
    lowest = sql.slice(sql.sort_array(sql.collect_list("row")), 1, 2)
    pairs = ids.join(twice, ID).groupBy(ID).agg(lowest.alias("$two"))
    # whole rows are only sent about where the pairs are too many to be sent to everybody
    joined = rows.join(sql.broadcast(pairs) if several <= _FEW else pairs, ID, "left")
    first, second = sql.col("$two")[0], sql.col("$two")[1]
    return joined.withColumn(OTHER, sql.when(sql.col("row") == first, second).otherwise(first)).drop("$two")
