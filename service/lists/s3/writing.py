"""What a worker does to write its rows: one whole object a task, under a name that no other attempt has.

Spark may do a task again while the first attempt still lives. Each attempt says which object it wrote, and the driver
takes only those of which Spark has the answer, so nothing stands twice and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from immunote.service.lists.s3.bucket import Bucket, system
from immunote.service.lists.s3.faults import refused
from immunote.service.lists.s3.footers import path_of
from immunote.service.lists.spark_worker import WorkerFault

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame


@dataclass(frozen=True)
class Target:
    """Where a run's rows go. `run`: what tells it from another run that writes there at the same time."""

    bucket: Bucket
    folder: str
    run: str
    columns: tuple[str, ...]


def written(bucket: Bucket, frame: DataFrame, folder: str) -> list[str]:
    """Write rows by the workers; the addresses of the objects, in Spark's order."""
    target = Target(bucket, folder, token_hex(8), tuple(frame.columns))

    def write(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return addresses_of(target, batches)

    # Spark looks each column up by its name, where a dot would be read as a field
    renamed = frame.toDF(*(f"c{number}" for number in range(len(target.columns))))
    found = renamed.mapInArrow(write, "part int, address string").collect()
    return [each["address"] for each in sorted(found, key=lambda each: int(each["part"]))]


def addresses_of(target: Target, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Write the rows of a task; a row with the address, or none where there are no rows. Raises WorkerFault (L44)."""
    import pyarrow as pa
    from pyspark import TaskContext

    content = _parquet(target.columns, batches)
    if content is None:
        return
    task = TaskContext.get()
    assert task is not None
    part = task.partitionId()
    address = f"{target.folder}/part-{part:05}-{target.run}-{task.taskAttemptId()}.parquet"
    try:
        put(target.bucket, address, content)
    except OSError as error:
        raise WorkerFault(refused(target.bucket, address, error)) from None
    yield pa.RecordBatch.from_pydict({"part": pa.array([part], pa.int32()), "address": [address]})


def put(bucket: Bucket, address: str, content: Any) -> None:
    """Write a whole object. Raises OSError."""
    with system(bucket).open_output_stream(path_of(address)) as stream:
        stream.write(content)


def no_rows(frame: DataFrame) -> bytes:
    """Return a Parquet file with the columns of a frame and no row."""
    import pyarrow as pa
    from pyarrow import parquet
    from pyspark.sql.pandas.types import to_arrow_schema

    sink = pa.BufferOutputStream()
    parquet.write_table(to_arrow_schema(frame.schema).empty_table(), sink)
    return bytes(sink.getvalue())


def _parquet(columns: tuple[str, ...], batches: Iterable[pyarrow.RecordBatch]) -> Any:
    """Return rows, with these names of columns, as a Parquet file in memory, or None for no row.

    In memory, because PyArrow completes an object that it was only half given, where a worker fails in between.
    """
    import pyarrow as pa
    from pyarrow import parquet

    sink, writer = pa.BufferOutputStream(), None
    for batch in batches:
        if batch.num_rows:
            named = batch.rename_columns([*columns])
            writer = writer or parquet.ParquetWriter(sink, named.schema, compression="zstd")
            writer.write_batch(named)
    if writer is None:
        return None
    writer.close()
    return sink.getvalue()
