"""A list that outgrows one machine, on Spark: Parquet in, Parquet out, wherever Spark reads and writes.

Spark reads, numbers the rows, finds ids that stand twice, spreads the work, does again what a lost worker had, and
writes. What is decided of a row is decided by the same columns as on one machine (`immunote.service.lists.deciding`),
run by Polars in Spark's Python workers on Arrow batches. Why not as Spark's own expressions: docs/decisions/015.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused
from immunote.service.lists.columns import chosen, misnamed
from immunote.service.lists.deciding import ListRequest
from immunote.service.lists.manifest import Done
from immunote.service.lists.notes import Wanted
from immunote.service.lists.s3.bucket import is_s3, split
from immunote.service.lists.s3.files import S3Files
from immunote.service.lists.source import ID
from immunote.service.lists.spark_files import Files
from immunote.service.lists.spark_hadoop import HadoopFiles
from immunote.service.lists.spark_reading import SparkInput, read
from immunote.service.lists.spark_session import in_our_words, session
from immunote.service.lists.spark_worker import OTHER, Sent, answers, schema_of
from immunote.service.lists.spark_writing import COUNTED, SparkOutput

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession


@dataclass(frozen=True)
class SparkOptions:
    """What was asked for. `list` and `out` are paths or addresses that Spark knows, such as hdfs:// or s3a://, or
    s3://BUCKET/PATH, which PyArrow reads and writes."""

    list: str
    out: str
    master: str
    id: str = "id"
    columns: str | None = None
    settled_by: bool = False
    jurisdiction: str | None = None
    ignore: tuple[str, ...] = ()
    strict: bool = False
    force: bool = False


def run_on_spark(options: SparkOptions, engine: Engine) -> Done:
    """Decide a whole list.

    Raises Refused where nothing was written, Stopped (L28) where Spark gave the work up, and
    immunote.engine.api.NoAnswer where evaluators disagree.
    """
    columns = _checked(options, engine)
    with session(options.master) as spark:
        with in_our_words(options.list, begun=False):
            files = _files(spark, options.list)
            output = SparkOutput(_files(spark, options.out), options.out)
            output.check(options.list, files.full(options.list), options.force)
            found = read(files, options.list, engine, options.id)
        ignored = [any(fnmatchcase(each.text, pattern) for pattern in options.ignore) for each in found.unknown]
        if stays := [each for each, left in zip(found.unknown, ignored, strict=True) if options.strict or not left]:
            raise Refused(stays)
        asked = ListRequest(options.id, found.id_type, columns, Wanted(), options.jurisdiction)
        with in_our_words(options.list):
            written = output.write(_decided(found, engine, asked), files, found, engine, asked)
        return Done(written, found.unknown)


def _files(spark: SparkSession, address: str) -> Files:
    return S3Files(spark, address) if is_s3(address) else HadoopFiles(spark)


def _checked(options: SparkOptions, engine: Engine) -> tuple[str, ...]:
    """The columns to write. Raises Refused with all that can be known without Spark."""
    columns, faults = chosen(engine.rulebase, options.columns, options.settled_by)
    faults += misnamed(engine.rulebase, options.id, options.jurisdiction)
    faults += _misspelt(options.list, options.out)
    if faults:
        raise Refused(faults)
    return columns


def _misspelt(*addresses: str) -> list[Fault]:
    faults: list[Fault] = []
    for address in filter(is_s3, addresses):
        try:
            split(address)
        except Refused as refused:
            faults += refused.faults
    return faults


def _decided(found: SparkInput, engine: Engine, asked: ListRequest) -> DataFrame:
    """Rows of the result, with status and outcome whether asked for or not, and rows that only hold a fault."""
    from dataclasses import replace

    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    columns = dict.fromkeys([*asked.columns, *COUNTED])
    sent = Sent.of(engine.rulebase, replace(asked, columns=tuple(columns)))
    by_spark = from_arrow_schema(schema_of(engine, sent.asked, found.elements))
    schema = to_arrow_schema(by_spark)  # without the large types of Polars, which Spark does not take

    def decide(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return answers(sent, schema, batches)

    rows = found.rows.select("row", ID, OTHER, *found.elements)
    return rows.mapInArrow(decide, by_spark)
