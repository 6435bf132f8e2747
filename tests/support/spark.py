"""A real Spark for tests: standalone, on loopback, a master and workers of one core each, from the pip package.

    with Cluster.started(workers=2, folder=tmp_path) as cluster:    # skips the test with the reason where it cannot be
        ... --master {cluster.master}
        cluster.kill_worker(0)

pyspark brings `bin/spark-class` and no start scripts. Spark 4 needs Java 17, which comes from Debian where absent.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.debian import install

_MASTER = "org.apache.spark.deploy.master.Master"
_WORKER = "org.apache.spark.deploy.worker.Worker"
_PACKAGE = "openjdk-17-jre-headless"
_PATIENCE = 60  # seconds: a busy machine takes its time to start a JVM


def needs_spark() -> None:
    """Skip, with the reason, where Spark cannot run here: no pyspark, or no Java 17 that can be had."""
    for package in ("pyspark", "pyarrow", "pandas"):
        if find_spec(package) is None:
            pytest.skip(f"no {package} here: pip install '.[lists,spark]'")
    if _java_version() >= 17:
        return
    said = install(_PACKAGE, "put java 17 on PATH")
    if _java_version() < 17:
        pytest.skip(f"no Java 17 here, and apt-get could not install it: {said}")


def loopback() -> dict[str, str]:
    """The environment in which Spark stays on this machine's own address."""
    own = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_LOCAL_HOSTNAME": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    return {**os.environ, **own}


@dataclass
class Cluster:
    """A master and its workers, each with logs of its own in `folder`. `master`: the address, spark://..."""

    folder: Path
    master: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @classmethod
    @contextmanager
    def started(cls, workers: int, folder: Path) -> Iterator[Cluster]:
        """A running cluster whose workers have registered; ended with everything that it started."""
        needs_spark()
        cluster = cls(folder)
        try:
            log = cluster._start("master", _MASTER, "--port", "0", "--webui-port", "0")
            cluster.master = cluster._said(log, r"Starting Spark master at (spark://\S+)")[-1]
            for number in range(workers):
                words = ["--cores", "1", "--memory", "1g", "--webui-port", "0", "--work-dir", str(folder / f"{number}")]
                cluster._start(f"worker-{number}", _WORKER, *words, cluster.master)
            cluster._said(log, r"Registering worker \S+", times=workers)
            yield cluster
        finally:
            for process in reversed(cluster.processes):
                _end(process)

    def kill_worker(self, number: int) -> None:
        """SIGKILL to a worker and to the executors that it started."""
        _end(self.processes[1 + number])

    def _start(self, name: str, program: str, *words: str) -> Path:
        import pyspark

        home = Path(pyspark.__file__).parent
        log = self.folder / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [str(home / "bin" / "spark-class"), program, "--host", "127.0.0.1", *words],
                env={
                    **loopback(),
                    "SPARK_HOME": str(home),
                    "SPARK_DAEMON_MEMORY": "256m",
                    "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",  # its port is fixed
                },
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes.append(process)
        return log

    def _said(self, log: Path, pattern: str, times: int = 1) -> list[str]:
        """What a log says of a pattern, once it has said so `times` times."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            found = re.findall(pattern, log.read_text(encoding="utf-8", errors="replace"))
            if len(found) >= times:
                return found
            if self.processes[0].poll() is not None:
                break
            time.sleep(0.05)
        msg = f"no `{pattern}` in {log.name}: {log.read_text(encoding='utf-8', errors='replace')[-500:]}"
        raise RuntimeError(msg)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started here, with those that it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _java_version() -> int:
    """The major version of the Java that Spark would use; 0 for none."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None:
        return 0
    done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    found = re.search(r'version "(\d+)', done.stderr)
    return int(found.group(1)) if found else 0
