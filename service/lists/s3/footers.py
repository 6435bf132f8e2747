"""What a Parquet object says of itself: its columns as Spark would name their types, and its groups of rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immunote.engine.faults import Fault, Refused
from immunote.service.lists.s3.bucket import SCHEME, Bucket, joined, split, system
from immunote.service.lists.s3.faults import unreadable
from immunote.service.lists.source import refuse
from immunote.service.lists.spark_files import FileStatus, StorageFault

if TYPE_CHECKING:
    import pyarrow

_DIGITS = 38
"""Digits of a decimal that Spark can hold."""


@dataclass(frozen=True)
class Footer:
    """The end of a Parquet object. `types`: Arrow's, as Spark takes them; `groups`: how many rows each group holds."""

    status: FileStatus
    types: dict[str, Any]
    groups: tuple[int, ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(self.groups)


def status_of(address: str, file: Any) -> FileStatus:
    """Return what a store says of an object that is open."""
    said = {name.lower(): value for name, value in (file.metadata() or {}).items()}
    mark = said.get("etag") or said.get("last-modified") or b""
    return FileStatus(address, address.rpartition("/")[2], int(file.size()), mark.decode(errors="replace").strip('"'))


def footer_of(bucket: Bucket, address: str) -> Footer:
    """Read a footer. Raises StorageFault (L22, L44), Refused (L01)."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with system(bucket).open_input_file(path_of(address)) as file:
            status = status_of(address, file)
            found = parquet.read_metadata(file)
            schema = found.schema.to_arrow_schema()
    except FileNotFoundError:
        raise StorageFault(Fault(address, "L22", "it is gone", "run it again")) from None
    except (OSError, pa.ArrowException) as error:
        fault = unreadable(bucket, address, error)
        raise (Refused([fault]) if fault.code == "L01" else StorageFault(fault)) from None
    twice = [name for name, times in Counter(schema.names).items() if times > 1]
    if twice:
        raise refuse(address, "L01", twice[0], "two columns have this name; rename one")
    groups = tuple(found.row_group(number).num_rows for number in range(found.num_row_groups))
    return Footer(status, {each.name: spark_type(each.type) for each in schema}, groups)


def path_of(address: str) -> str:
    """Return the path by which PyArrow knows an address."""
    return joined(*split(address)).removeprefix(SCHEME)


def merged(path: str, footers: list[Footer]) -> dict[str, Any]:
    """Return the columns of all objects with their types, as Spark merges them. Raises Refused (L01)."""
    columns: dict[str, Any] = {}
    for footer in footers:
        for name, dtype in footer.types.items():
            both = dtype if name not in columns else _common(columns[name], dtype)
            if both is None:
                text = f"{name}: {columns[name]} and {dtype}"
                raise refuse(path, "L01", text, f"files differ, {footer.status.name} is one of them; use one type")
            columns[name] = both
    return columns


def spark_type(dtype: pyarrow.DataType) -> Any:
    """Return the type that Spark gives a column of Parquet, as Arrow names it.

    What Spark cannot read is binary here: it fits no element, and what is no element is not read.
    """
    import pyarrow as pa

    kinds = pa.types
    if kinds.is_dictionary(dtype):
        return spark_type(dtype.value_type)
    if isinstance(dtype, pa.BaseExtensionType):
        return spark_type(dtype.storage_type)
    if dtype in (pa.large_string(), pa.string_view()):
        return pa.string()
    if kinds.is_date(dtype):
        return pa.date32()
    if kinds.is_decimal(dtype):
        return pa.decimal128(dtype.precision, dtype.scale) if dtype.precision <= _DIGITS else pa.binary()
    if kinds.is_list(dtype) or kinds.is_large_list(dtype) or kinds.is_fixed_size_list(dtype):
        return pa.list_(spark_type(dtype.value_type))
    if kinds.is_struct(dtype):
        return pa.struct([(each.name, spark_type(each.type)) for each in dtype])
    others = {
        **{pa.uint8(): pa.int16(), pa.uint16(): pa.int32(), pa.uint32(): pa.int64(), pa.uint64(): pa.decimal128(20, 0)},
        pa.null(): pa.int32(),
    }
    if dtype in others:
        return others[dtype]
    if kinds.is_duration(dtype):
        return pa.int64()
    held = (pa.float32(), pa.float64(), pa.bool_(), pa.string())
    return dtype if kinds.is_signed_integer(dtype) or dtype in held else pa.binary()


def _common(one: Any, other: Any) -> Any:
    """Return the type of both, or None. Of nested columns, which no element has, the first stands for all."""
    import pyarrow as pa

    if one == other or (pa.types.is_nested(one) and one.id == other.id):
        return one
    if pa.types.is_decimal(one) and pa.types.is_decimal(other) and one.scale == other.scale:
        return max(one, other, key=lambda each: each.precision)
    return None
