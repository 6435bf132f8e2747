"""What a worker does to read its pieces of a list: open each object, see that it is still the same, hand on its rows.

Nothing of a patient and nothing of PyArrow's words goes into an error: Spark would log it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immunote.engine.faults import Fault
from immunote.service.lists.s3.bucket import Bucket, system
from immunote.service.lists.s3.faults import unreadable
from immunote.service.lists.s3.footers import path_of, status_of
from immunote.service.lists.spark_session import BATCH_ROWS
from immunote.service.lists.spark_worker import WorkerFault

if TYPE_CHECKING:
    import pyarrow


@dataclass(frozen=True)
class ReadColumns:
    """What is read of every object. `schema`: `row`, ID and elements, each with the type that all objects share."""

    bucket: Bucket
    id_column: str
    schema: pyarrow.Schema

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of an object, in the order of `schema` after `row`."""
        return (self.id_column, *self.schema.names[2:])


def rows_of(wanted: ReadColumns, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Read the pieces that each row names. Raises WorkerFault: L22 for an object that changed, L01, L44."""
    for batch in batches:
        for pieces in batch.column("pieces").to_pylist():
            for piece in pieces:
                yield from _read(wanted, piece)


def _read(wanted: ReadColumns, piece: dict[str, Any]) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow as pa
    from pyarrow import parquet

    address, row = piece["address"], piece["first"]
    try:
        with system(wanted.bucket).open_input_file(path_of(address)) as source:
            _refuse_another(piece, source)
            file = parquet.ParquetFile(source, pre_buffer=True, page_checksum_verification=True)
            columns = [name for name in wanted.names if name in file.schema_arrow.names]
            for group in piece["groups"]:
                for batch in file.iter_batches(BATCH_ROWS, row_groups=[group], columns=columns):
                    yield _shaped(wanted, batch, row)
                    row += batch.num_rows
    except FileNotFoundError:
        raise WorkerFault(Fault(address, "L22", "it is gone", "run it again")) from None
    except (OSError, pa.ArrowException) as error:
        _refuse_changed(wanted.bucket, piece)
        raise WorkerFault(unreadable(wanted.bucket, address, error)) from None


def _shaped(wanted: ReadColumns, batch: pyarrow.RecordBatch, first: int) -> pyarrow.RecordBatch:
    """Return a batch of an object with the columns and types of all of them."""
    import numpy as np
    import pyarrow as pa

    held = set(batch.schema.names)
    columns = [pa.array(np.arange(first, first + batch.num_rows, dtype=np.int64))]
    for name, dtype in zip(wanted.names, wanted.schema.types[1:], strict=True):
        column = batch.column(name) if name in held else pa.nulls(batch.num_rows, dtype)
        columns.append(_plain(column).cast(dtype))
    return pa.RecordBatch.from_arrays(columns, schema=wanted.schema)


def _plain(column: Any) -> Any:
    """Return a column without Arrow's own ways of holding it."""
    import pyarrow as pa

    if isinstance(column, pa.ExtensionArray):
        column = column.storage
    return column.dictionary_decode() if isinstance(column, pa.DictionaryArray) else column


def _refuse_another(piece: dict[str, Any], file: Any) -> None:
    now = status_of(piece["address"], file)
    if (now.mark, now.size) != (piece["mark"], piece["size"]):
        raise WorkerFault(Fault(now.address, "L22", "it is another file than at the start", "run it again"))


def _refuse_changed(bucket: Bucket, piece: dict[str, Any]) -> None:
    """Refuse (L22) an object that is not what it was: that is why it could not be read."""
    try:
        with system(bucket).open_input_file(path_of(piece["address"])) as file:
            _refuse_another(piece, file)
    except FileNotFoundError:
        raise WorkerFault(Fault(piece["address"], "L22", "it is gone", "run it again")) from None
    except OSError:
        return  # the first error says why
