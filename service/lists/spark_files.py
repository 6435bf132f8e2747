"""Files wherever Spark reads and writes, through Hadoop's own file systems: this machine's, HDFS, S3 and others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@dataclass(frozen=True)
class FileStatus:
    """A file: its whole address, its name, its size in bytes and when it was changed (ms since 1970)."""

    address: str
    name: str
    size: int
    changed: int


class Files:
    """The few things that a run does to files itself. Errors are py4j's, with Java's words."""

    def __init__(self, spark: SparkSession) -> None:
        self._jvm: Any = spark.sparkContext._jvm
        self._conf: Any = spark.sparkContext._jsc.hadoopConfiguration()

    def full(self, path: str) -> str:
        """The whole address, with the scheme that Spark takes where none is named."""
        found = self._path(path)
        return str(self._system(path).makeQualified(found).toString())

    def exists(self, path: str) -> bool:
        """Whether there is a file or folder."""
        return bool(self._system(path).exists(self._path(path)))

    def inside(self, folder: str) -> list[FileStatus]:
        """The files and folders in a folder, by name."""
        found = [_status(each) for each in self._system(folder).listStatus(self._path(folder))]
        return sorted(found, key=lambda each: each.name)

    def matching(self, pattern: str) -> list[FileStatus]:
        """The files of a path, of a folder, or of a pattern with `*`, in order; those that Spark would read."""
        system, found = self._system(pattern), []
        waiting = list(system.globStatus(self._path(pattern)) or [])
        while waiting:
            each = waiting.pop(0)
            if each.isDirectory():
                waiting += [one for one in system.listStatus(each.getPath()) if one.getPath().getName()[0] not in "._"]
            else:
                found.append(_status(each))
        return sorted(found, key=lambda each: each.address)

    def make_folder(self, path: str) -> None:
        """Make a folder and those above it."""
        self._system(path).mkdirs(self._path(path))

    def rename(self, old: str, new: str) -> None:
        """Give a file another name. Raises FileExistsError where Hadoop says no."""
        if not self._system(old).rename(self._path(old), self._path(new)):
            raise FileExistsError(new)

    def remove(self, path: str) -> None:
        """Remove a file, or a folder with all in it; nothing where there is none."""
        self._system(path).delete(self._path(path), True)

    def write(self, path: str, content: bytes) -> None:
        """Write a whole file: under another name first."""
        system, temporary = self._system(path), f"{path}.tmp"
        system.setWriteChecksum(False)  # on this machine Hadoop would lay a .crc file beside it
        stream = system.create(self._path(temporary), True)
        try:
            for start in range(0, len(content), 1 << 20):
                stream.write(bytearray(content[start : start + (1 << 20)]))
        finally:
            stream.close()
        self.remove(path)
        self.rename(temporary, path)

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)

    def _system(self, path: str) -> Any:
        return self._path(path).getFileSystem(self._conf)


def _status(found: Any) -> FileStatus:
    path = found.getPath()
    return FileStatus(str(path.toString()), str(path.getName()), int(found.getLen()), int(found.getModificationTime()))
