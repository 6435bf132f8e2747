"""Files in a bucket: a folder is what the keys below it have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from os import environ
from typing import TYPE_CHECKING, Any, TypeVar

from immunote.engine.faults import Fault
from immunote.service.lists.s3 import writing
from immunote.service.lists.s3.bucket import FIRST_PATIENCE, Bucket, joined, split, system
from immunote.service.lists.s3.faults import told
from immunote.service.lists.s3.footers import footer_of, status_of
from immunote.service.lists.s3.listing import S3List
from immunote.service.lists.s3.patterns import expanded, is_hidden
from immunote.service.lists.spark_files import Files, FileStatus, OpenedList, StorageFault

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_AT_ONCE = 16
"""Requests at one time: each waits for the store much longer than it works."""

_In = TypeVar("_In")
_Out = TypeVar("_Out")


class S3Files(Files):
    """The files of one bucket, on the driver. Raises StorageFault (L44) where the store does not do its part."""

    def __init__(self, spark: SparkSession, address: str) -> None:
        self._spark = spark
        name, _ = split(address)
        self._bucket = Bucket.of(name, environ)
        if self._bucket.endpoint is None and self._bucket.region is None:
            self._bucket = _with_region(self._bucket)
        self._answers()

    def full(self, path: str) -> str:
        """Return the whole address."""
        return joined(*split(path))

    def exists(self, path: str) -> bool:
        """Return whether there is a file or folder."""
        from pyarrow.fs import FileType

        with told(self._bucket, path):
            return bool(self._system.get_file_info(self._path(path)).type != FileType.NotFound)

    def status(self, address: str) -> FileStatus | None:
        """Return what is known of a file; None where there is none."""
        try:
            with told(self._bucket, address), self._system.open_input_file(self._path(address)) as file:
                return status_of(address, file)
        except FileNotFoundError:
            return None

    def changed(self, files: Iterable[FileStatus]) -> FileStatus | None:
        """Return the first of these files that is no longer as it was; None where all are."""
        given = [*files]
        now = self._all(lambda each: self.status(each.address), given)
        return next((then for then, each in zip(given, now, strict=True) if then != each), None)

    def inside(self, folder: str) -> list[FileStatus]:
        """Return the files and folders in a folder, by name."""
        found = self._listed(self._path(folder), recursive=False)
        return sorted((_as_status(each) for each in found), key=lambda each: each.name)

    def matching(self, pattern: str) -> list[FileStatus]:
        """Return the files of a path, of a folder, or of a pattern with `*`, in order.

        Names that begin with `.` or `_` are passed over, as Spark does.
        """
        from pyarrow.fs import FileType

        found: dict[str, FileStatus] = {}
        for path in expanded(self._path(pattern), lambda folder: self._listed(folder, recursive=False)):
            with told(self._bucket, pattern):
                info = self._system.get_file_info(path)
            if info.type == FileType.File and not is_hidden(info.base_name):
                found[info.path] = _as_status(info)
            elif info.type == FileType.Directory:
                for each in self._listed(path, recursive=True):
                    below = each.path.removeprefix(path).split("/")
                    if each.type == FileType.File and not any(map(is_hidden, below)):
                        found[each.path] = _as_status(each)
        return sorted(found.values(), key=lambda each: each.address)

    def make_folder(self, path: str) -> None:
        """Do nothing: a folder is there once a file is."""

    def rename(self, old: str, new: str) -> None:
        """Give a file another name: the store copies it, and the old one is removed."""
        try:
            with told(self._bucket, new):
                self._system.move(self._path(old), self._path(new))
        except FileNotFoundError:
            raise StorageFault(
                Fault(old, "L44", "it is gone", "see what else writes there, and run it again")
            ) from None

    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all in it; nothing where there is none."""
        from pyarrow.fs import FileType

        place = self._path(path)
        with told(self._bucket, path):
            kind = self._system.get_file_info(place).type
            try:
                if kind == FileType.File:
                    self._system.delete_file(place)
                elif kind == FileType.Directory:
                    self._system.delete_dir(place)
            except FileNotFoundError:
                return

    def write(self, path: str, content: bytes) -> None:
        """Write a whole object: a store shows it once it is complete."""
        with told(self._bucket, path):
            writing.put(self._bucket, path, content)

    def opened(self, path: str, found: tuple[FileStatus, ...]) -> OpenedList:
        """Open these files as one list. Raises Refused (L01, L38)."""
        footers = self._all(lambda each: footer_of(self._bucket, each.address), found)
        return S3List(self._spark, self._bucket, path, footers)

    def write_rows(self, frame: DataFrame, folder: str) -> list[str]:
        """Write rows as Parquet files, each by the worker that has them."""
        found = writing.written(self._bucket, frame, folder)
        if not found:
            found = [f"{folder}/part-00000.parquet"]
            self.write(found[0], writing.no_rows(frame))
        return found

    def heights(self, addresses: Sequence[str]) -> list[int]:
        """Return how many rows Parquet files hold, as their footers say."""
        return [each.rows for each in self._all(lambda one: footer_of(self._bucket, one), addresses)]

    @property
    def _system(self) -> Any:
        return system(self._bucket)

    def _answers(self) -> None:
        """Ask once and briefly. Raises StorageFault (L44) where nobody answers, or there is no such bucket."""
        from pyarrow.fs import FileType

        place = joined(self._bucket.name, "")
        with told(self._bucket, place):
            found = system(self._bucket, 1, FIRST_PATIENCE).get_file_info(self._bucket.name)
        if found.type == FileType.NotFound:
            raise StorageFault(Fault(place, "L44", "no such bucket", "make the bucket, or correct its name"))

    def _path(self, address: str) -> str:
        """The path by which PyArrow knows an address."""
        bucket, key = split(address)
        return f"{bucket}/{key}".rstrip("/")

    def _listed(self, path: str, *, recursive: bool) -> list[Any]:
        from pyarrow.fs import FileSelector

        with told(self._bucket, f"s3://{path}"):
            found: list[Any] = self._system.get_file_info(FileSelector(path, allow_not_found=True, recursive=recursive))
        return found

    def _all(self, ask: Callable[[_In], _Out], each: Iterable[_In]) -> list[_Out]:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            return [*threads.map(ask, each)]


def _as_status(info: Any) -> FileStatus:
    return FileStatus(f"s3://{info.path}", str(info.base_name), int(info.size or 0), str(info.mtime_ns))


def _with_region(bucket: Bucket) -> Bucket:
    """Return a bucket of AWS with the region that it lies in."""
    from pyarrow.fs import resolve_s3_region

    with told(bucket, joined(bucket.name, "")):
        return replace(bucket, region=resolve_s3_region(bucket.name))
