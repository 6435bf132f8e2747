"""Files wherever Spark itself reads and writes, through Hadoop's own file systems: this machine's, HDFS and others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from immunote.service.lists.source import ID, refuse
from immunote.service.lists.spark_files import Files, FileStatus, Numbered, OpenedList
from immunote.service.lists.spark_session import words_of

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

_FILE, _PLACE = "$file", "$place"


class HadoopFiles(Files):
    """Hadoop's file systems, on the driver. Errors are py4j's, with Java's words."""

    def __init__(self, spark: SparkSession) -> None:
        self._spark = spark
        self._jvm: Any = spark.sparkContext._jvm
        self._conf: Any = spark.sparkContext._jsc.hadoopConfiguration()

    def full(self, path: str) -> str:
        """Return the whole address, with the scheme that Spark takes where none is named."""
        found = self._path(path)
        return str(self._system(path).makeQualified(found).toString())

    def exists(self, path: str) -> bool:
        """Return whether there is a file or folder."""
        return bool(self._system(path).exists(self._path(path)))

    def status(self, address: str) -> FileStatus | None:
        """Return what is known of a file; None where there is none."""
        if not self.exists(address):
            return None
        return _status(self._system(address).getFileStatus(self._path(address)))

    def inside(self, folder: str) -> list[FileStatus]:
        """Return the files and folders in a folder, by name."""
        found = [_status(each) for each in self._system(folder).listStatus(self._path(folder))]
        return sorted(found, key=lambda each: each.name)

    def matching(self, pattern: str) -> list[FileStatus]:
        """Return the files of a path, of a folder, or of a pattern with `*`, in order; those that Spark would read."""
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

    def opened(self, path: str, found: tuple[FileStatus, ...]) -> OpenedList:
        """Open a list as Spark does. Raises Refused (L01)."""
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        # Spark reads folders in a folder only where their names hold columns, and else would leave them out
        plain = not any("=" in each.address.rpartition("/")[0] for each in found)
        try:
            # of several files Spark would take the columns of one, and leave out what only the others have
            reader = self._spark.read.option("mergeSchema", "true").option("recursiveFileLookup", plain)
            frame = reader.parquet(path)
        except (PySparkException, Py4JError) as error:
            help_line = "Spark reads Parquet only; turn a CSV list into Parquet first, or use `--engine polars`"
            raise refuse(path, "L01", words_of(error), help_line) from None
        return HadoopList(self._spark, frame, found)

    def write_rows(self, frame: DataFrame, folder: str) -> list[str]:
        """Write rows as Spark does."""
        frame.write.parquet(folder)
        return [each.address for each in self.inside(folder) if each.name.startswith("part-")]

    def heights(self, addresses: Sequence[str]) -> list[int]:
        """Return how many rows Parquet files hold."""
        return [self._spark.read.parquet(each).count() for each in addresses]

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)

    def _system(self, path: str) -> Any:
        """Hadoop's file system of a path. Raises Refused (E03) for s3a:// without the library that it needs."""
        from py4j.protocol import Py4JError

        try:
            return self._path(path).getFileSystem(self._conf)
        except Py4JError as error:
            if "S3AFileSystem not found" not in str(error):
                raise
        help_line = "put Hadoop's library on Spark's class path, or name it s3://, which PyArrow reads and writes"
        raise refuse(path, "E03", "hadoop-aws", help_line)


class HadoopList(OpenedList):
    """A list that Spark itself reads."""

    def __init__(self, spark: SparkSession, frame: DataFrame, files: tuple[FileStatus, ...]) -> None:
        self._spark = spark
        self._frame = frame
        self.schema = frame.schema
        self.files = files

    def numbered(self, id_column: str, elements: Sequence[str]) -> Numbered:
        """Return the rows with their numbers, of these columns alone."""
        from pyspark.sql import functions as sql

        frame = self._frame
        of_files = frame.select(sql.col("_metadata.file_path").alias(_FILE)).groupBy(_FILE).count().collect()
        counts = sorted((each[0], each[1]) for each in of_files)
        placed = frame.select(
            sql.col("_metadata.file_path").alias(_FILE),
            sql.col("_metadata.row_index").alias(_PLACE),
            _column(id_column).cast("string").alias(ID),
            *(_column(name) for name in elements),
        )
        starts, before = [], 1
        for file, count in counts:
            starts.append((file, before))
            before += count
        first = self._spark.createDataFrame(starts or [("", 1)], f"`{_FILE}` string, `$first` long")
        joined = placed.join(sql.broadcast(first), _FILE)
        rows = joined.withColumn("row", sql.col(_PLACE) + sql.col("$first")).drop(_FILE, _PLACE, "$first")
        return Numbered(rows, rows.select("row", ID), before - 1)


def _status(found: Any) -> FileStatus:
    path = found.getPath()
    changed = str(int(found.getModificationTime()))
    return FileStatus(str(path.toString()), str(path.getName()), int(found.getLen()), changed)


def _column(name: str) -> Column:
    from pyspark.sql import functions as sql

    return sql.col("`" + name.replace("`", "``") + "`")  # a dot would be read as a field
