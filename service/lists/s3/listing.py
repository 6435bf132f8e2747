"""A list of Parquet objects as Spark sees it: the workers read their pieces by PyArrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from immunote.service.lists.s3.bucket import Bucket
from immunote.service.lists.s3.footers import Footer, merged
from immunote.service.lists.s3.pieces import Dealing, dealt
from immunote.service.lists.s3.reading import ReadColumns, rows_of
from immunote.service.lists.source import ID, refuse
from immunote.service.lists.spark_files import Numbered, OpenedList

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

_PIECES = "pieces array<struct<address:string,mark:string,size:bigint,groups:array<int>,first:bigint>>"


class S3List(OpenedList):
    """Objects whose footers have been read."""

    def __init__(self, spark: SparkSession, bucket: Bucket, path: str, footers: list[Footer]) -> None:
        """Merge the columns. Raises Refused (L01, L38)."""
        import pyarrow as pa
        from pyspark.sql.pandas.types import from_arrow_schema

        _refuse_columns_in_names(path, footers)
        self._spark = spark
        self._bucket = bucket
        self._types = merged(path, footers)
        self._tasks = dealt(footers, _dealing(spark))
        self._count = sum(each.rows for each in footers)
        self.files = tuple(each.status for each in footers)
        self.schema = from_arrow_schema(pa.schema(self._types))

    def numbered(self, id_column: str, elements: Sequence[str]) -> Numbered:
        """Return the rows with their numbers, of these columns alone."""
        return Numbered(self._read(id_column, elements), self._read(id_column, ()), self._count)

    def _read(self, id_column: str, elements: Sequence[str]) -> DataFrame:
        import pyarrow as pa
        from pyspark.sql.pandas.types import from_arrow_schema

        types = {name: self._types[name] for name in elements}
        schema = pa.schema({"row": pa.int64(), ID: pa.string(), **types})
        wanted = ReadColumns(self._bucket, id_column, schema)

        def read(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
            return rows_of(wanted, batches)

        # a row a task, so that what is sent to the workers is small and its size is not that of the list
        tasks = [([each.as_row() for each in pieces],) for pieces in self._tasks]
        dealt_out = self._spark.sparkContext.parallelize(tasks, max(len(tasks), 1))
        frame = self._spark.createDataFrame(dealt_out, _PIECES)
        return frame.mapInArrow(read, from_arrow_schema(schema))


def _refuse_columns_in_names(path: str, footers: list[Footer]) -> None:
    """Refuse (L38) folders whose names hold a column, which only Hadoop's reader takes from there."""
    for footer in footers:
        inside = next((part for part in footer.status.address.split("/")[:-1] if "=" in part), None)
        if inside is not None:
            help_line = "from s3:// the name of a folder is no column; write the column into the files"
            raise refuse(path, "L38", inside, help_line)


def _dealing(spark: SparkSession) -> Dealing:
    conf = spark._jsparkSession.sessionState().conf()
    most, opening = int(conf.filesMaxPartitionBytes()), int(conf.filesOpenCostInBytes())
    return Dealing(most, opening, spark.sparkContext.defaultParallelism)
