"""Opens a Spark session for one run, and turns Spark's errors into errors of this program."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from immunote.engine.api import NoAnswer
from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.lists.parts import Stopped
from immunote.service.lists.source import refuse
from immunote.service.lists.spark_files import StorageFault
from immunote.service.lists.spark_worker import fault_in
from immunote.service.terminal.extras import how_to_install

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BATCH_ROWS = 65_536
"""Rows that a worker decides at once: a batch costs some 0.1 s however small it is."""

_MASTER = re.compile(r"local(\[[^\]]+\])?|spark://\S+:\d+|yarn|k8s://\S+")
_CONDITION = re.compile(r"\[[A-Z][A-Z0-9_.]{3,}\]")
_SETTINGS = {
    "spark.ui.enabled": "false",  # it would listen to everybody
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.caseSensitive": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.execution.arrow.maxRecordsPerBatch": str(BATCH_ROWS),
    "spark.driver.maxResultSize": "0",  # the quarantine comes through the driver, whatever its size
    "spark.executorEnv.POLARS_MAX_THREADS": "1",  # Spark starts one worker a core
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
}
_LOOPBACK = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_JAVA = "see the lines above; Spark needs Java 17, as `java -version` or JAVA_HOME says"


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """Open a Spark session for a `with` block. Other settings are read from SPARK_CONF_DIR, as is usual with Spark.

    Raises Refused: E03 where pyspark or what it needs is not installed, L27 where Spark does not start or the master
    does not answer.
    """
    if not _MASTER.fullmatch(master):
        raise refuse("--master", "L23", master, "for example spark://host:7077, yarn, k8s://..., or local[4]")
    try:
        import pandas  # noqa: F401 - pyspark asks for it, and for pyarrow, only once the work has begun
        import pyarrow  # noqa: F401
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as cause:
        help_line = f"{how_to_install('lists', 'spark')}; Java 17 is needed too"
        raise refuse("--engine", "E03", shorten(cause.name or "pyspark"), help_line) from None
    _answers(master)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("immunote list")
    stays_here = master.startswith(("local", "spark://127.0.0.1:", "spark://localhost:"))
    for key, value in {**_SETTINGS, **(_LOOPBACK if stays_here else {})}.items():
        builder = builder.config(key, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        raise refuse("--master", "L27", words_of(error), _JAVA) from None
    try:
        yield spark
    finally:
        spark.stop()


def _answers(master: str) -> None:
    """Test whether a standalone master can be reached, since Spark would try for a minute. Raises Refused (L27)."""
    addresses = re.findall(r"([^/,]+):(\d+)", master.removeprefix("spark://")) if master.startswith("spark://") else []
    reasons = []
    for host, port in addresses:
        try:
            socket.create_connection((host, int(port)), timeout=5).close()
        except (OSError, OverflowError) as error:
            reasons.append(getattr(error, "strerror", None) or str(error))
        else:
            return
    if reasons:
        raise refuse("--master", "L27", f"{master}: {reasons[0]}", "see that it runs, and that this machine reaches it")


@contextmanager
def in_our_words(place: str, begun: bool = True) -> Iterator[None]:
    """Turn what Spark and storage raise in a `with` block into errors of this program. `begun`: something is written.

    Raises NoAnswer where evaluators disagree, Refused for a worker that is not as the driver is (L29) and for storage
    before anything is written (L01, L22, L44), Stopped for storage later, and (L28) for all else.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except StorageFault as error:
        raise Stopped(error.fault) if begun else Refused([error.fault]) from None
    except (PySparkException, Py4JError) as error:
        fault = fault_in(str(error))
        if fault is None:
            help_line = "see what Spark wrote above; `--force` starts anew"
            raise Stopped(Fault(place, "L28", words_of(error), help_line)) from None
        if fault.code in ("L29", "E03"):
            raise Refused([fault]) from None
        if fault.code in ("L01", "L22", "L44"):
            raise Stopped(fault) if begun else Refused([fault]) from None
        raise NoAnswer(fault) from None


def words_of(error: Exception) -> str:
    """The line that says what happened: the first with one of Spark's own conditions, or the first at all."""
    lines = str(error).splitlines() or [type(error).__name__]
    found = next((line for line in lines if _CONDITION.search(line)), lines[0])
    return shorten(found[match.start() :] if (match := _CONDITION.search(found)) else found, 200)
