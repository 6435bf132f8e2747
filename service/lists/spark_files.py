"""What a run on Spark needs of storage: files listed, written and named, and a list opened; wherever they lie."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immunote.engine.faults import Fault

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


class StorageFault(Exception):
    """Storage that did not do what a run asked of it; before anything is written, and while it is."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


@dataclass(frozen=True)
class FileStatus:
    """A file: its whole address, its name, its size in bytes and what tells its content from another one's.

    `mark`: when it was changed (ms since 1970), or the ETag that an object store gave it.
    """

    address: str
    name: str
    size: int
    mark: str


@dataclass(frozen=True)
class Numbered:
    """The rows of a list, numbered from 1, file after file in order of their addresses.

    `rows`: `row`, ID (text) and the elements; `ids`: `row` and ID alone; `count`: how many there are.
    """

    rows: DataFrame
    ids: DataFrame
    count: int


class OpenedList(ABC):
    """Parquet files that are one list. `schema`: their columns merged; `files`: as they were when they were opened."""

    schema: StructType
    files: tuple[FileStatus, ...]

    @abstractmethod
    def numbered(self, id_column: str, elements: Sequence[str]) -> Numbered:
        """Return the rows with their numbers, of these columns alone."""


class Files(ABC):
    """Files of one kind of storage, named by addresses or by paths that mean one."""

    @abstractmethod
    def full(self, path: str) -> str:
        """Return the whole address, with the scheme that is meant where none is named."""

    @abstractmethod
    def exists(self, path: str) -> bool:
        """Return whether there is a file or folder."""

    @abstractmethod
    def status(self, address: str) -> FileStatus | None:
        """Return what is known of a file; None where there is none."""

    @abstractmethod
    def inside(self, folder: str) -> list[FileStatus]:
        """Return the files and folders in a folder, by name."""

    @abstractmethod
    def matching(self, pattern: str) -> list[FileStatus]:
        """Return the files of a path, of a folder, or of a pattern with `*`, in order; those that Spark would read."""

    @abstractmethod
    def make_folder(self, path: str) -> None:
        """Make a folder and those above it."""

    @abstractmethod
    def rename(self, old: str, new: str) -> None:
        """Give a file another name."""

    @abstractmethod
    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all in it; nothing where there is none."""

    @abstractmethod
    def write(self, path: str, content: bytes) -> None:
        """Write a whole file or nothing."""

    @abstractmethod
    def opened(self, path: str, found: tuple[FileStatus, ...]) -> OpenedList:
        """Open the files that `matching` found at a path as one list. Raises Refused (L01, L38)."""

    @abstractmethod
    def write_rows(self, frame: DataFrame, folder: str) -> list[str]:
        """Write rows as Parquet files in a folder, by the workers; the files' addresses, in order, one at least."""

    @abstractmethod
    def heights(self, addresses: Sequence[str]) -> list[int]:
        """Return how many rows Parquet files hold."""

    def changed(self, files: Iterable[FileStatus]) -> FileStatus | None:
        """Return the first of these files that is no longer as it was; None where all are."""
        return next((each for each in files if self.status(each.address) != each), None)
