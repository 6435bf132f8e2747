"""A list in an object store, on Spark: the same result as from a folder, and each thing that can go wrong by its name.

A real server that speaks S3, a real Spark, the real file system of PyArrow.
"""

from __future__ import annotations

import io
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.cli.list import QUARANTINED
from immunote.service.lists.manifest import Done
from immunote.service.lists.parts import Stopped
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options, run
from immunote.service.lists.s3.files import S3Files
from immunote.service.lists.spark import SparkOptions, run_on_spark
from immunote.service.lists.spark_files import StorageFault
from immunote.service.lists.spark_writing import SparkOutput
from tests.conftest import RULES
from tests.lists.spark.lists import SOUP, WARD_IGNORED, patient_list, quarantine_of, rows_of
from tests.support.object_store import ObjectStore
from tests.support.spark import Cluster, loopback, needs_spark

SECONDS = 300  # until a test gives up on a busy machine; nothing is measured


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    needs_spark()
    with ObjectStore.started(tmp_path_factory.mktemp("store")) as running:
        running.make_bucket("lists")
        running.make_bucket("results")
        yield running


@pytest.fixture(autouse=True)
def found_by_its_settings(store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in store.environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module", autouse=True)
def the_list_in_the_store(store: ObjectStore, source: Path) -> None:
    store.put("lists/list.parquet", source.read_bytes())


def on_spark(engine: Engine, source: Path | str, out: Path | str, **options: str | bool) -> Done:
    options = {"master": "local[2]", **options}
    return run_on_spark(SparkOptions(str(source), str(out), ignore=("ward",), **options), engine)  # type: ignore[arg-type]


def parquet(frame: pl.DataFrame) -> bytes:
    content = io.BytesIO()
    frame.write_parquet(content)
    return content.getvalue()


def test_a_result_in_a_store_is_that_of_a_folder_and_gives_way_only_by_force(
    engine: Engine, store: ObjectStore, source: Path, on_one_machine: Path, tmp_path: Path
) -> None:
    first = on_spark(engine, "s3://lists/list.parquet", "s3://results/deep/in/it/")
    out = store.fetched("results/deep/in/it", tmp_path / "out")
    assert rows_of(out).equals(rows_of(on_one_machine))
    assert quarantine_of(out) == quarantine_of(on_one_machine)
    summaries = [json.loads((each / "summary.json").read_text()) for each in (out, on_one_machine)]
    assert summaries[0] == summaries[1]
    parts = {f"part-{number:05}.parquet" for number in range(len(first.manifest.parts))}
    assert set(store.names("results/deep/in/it")) == {"manifest.json", "summary.json", "quarantine.csv", *parts}
    assert open_results(out).rows.collect().height == len(rows_of(out))
    assert first.manifest.input.name == "list.parquet"
    with pytest.raises(Refused) as refused:
        on_spark(engine, "s3://lists/list.parquet", "s3://results/deep/in/it")
    assert {fault.code for fault in refused.value.faults} == {"L16"}
    again = on_spark(engine, "s3://lists/list.parquet", "s3://results/deep/in/it", force=True)
    assert again.manifest == first.manifest
    assert rows_of(store.fetched("results/deep/in/it", tmp_path / "again")).equals(rows_of(out))


NAMES = ("1 x.parquet", "1!x.parquet", "1[x].parquet", "1é.parquet", "below/0.parquet")
"""In another order as bytes than as Spark writes addresses, which is the order of its numbers of rows."""


def test_a_folder_is_numbered_and_merged_as_spark_does_it_with_files(
    engine: Engine, store: ObjectStore, source: Path, tmp_path: Path
) -> None:
    """From a store to a folder, and from a folder to a store."""
    whole, folder = pl.read_parquet(source), tmp_path / "list"
    (folder / "below").mkdir(parents=True)
    for number, name in enumerate(NAMES):
        part = whole.slice(number * 120, 120)
        kept = part.drop("ward", "pepper_heat") if number == 0 else part.cast({"ward": pl.Categorical})
        kept.write_parquet(folder / name, row_group_size=50)
    for path in [each for each in folder.rglob("*") if each.is_file()]:
        store.put(f"lists/several/{path.relative_to(folder)}", path.read_bytes())
    for name in ("_SUCCESS", ".hidden.parquet", "_temporary/0.parquet", "below/.crc"):
        store.put(f"lists/several/{name}", b"not of the list")
    on_spark(engine, "s3://lists/several", tmp_path / "from-store")
    on_spark(engine, folder, "s3://results/from-folder")
    fetched = store.fetched("results/from-folder", tmp_path / "from-folder")
    assert rows_of(tmp_path / "from-store").equals(rows_of(fetched))
    assert quarantine_of(tmp_path / "from-store") == quarantine_of(fetched)


def test_a_pattern_and_ids_that_are_numbers(engine: Engine, store: ObjectStore, tmp_path: Path) -> None:
    frame = patient_list(engine, 60, seed=1).with_columns(id=pl.int_range(60, dtype=pl.UInt32))
    for number in range(3):
        store.put(f"lists/site-{number}/may.parquet", parquet(frame.slice(number * 20, 20)))
        store.put(f"lists/site-{number}/june.parquet", b"never read")
    on_spark(engine, "s3://lists/site-[01]/m*.parquet", "s3://results/may", columns="reachable")
    rows = rows_of(store.fetched("results/may", tmp_path / "out"))
    assert rows.schema == {"id": pl.Int64(), "reachable": pl.List(pl.String)}
    assert rows["id"].max() == 39


def test_a_store_with_a_certificate_of_its_own_is_trusted_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere: Any = None  # Spark takes no part in this
    with ObjectStore.started(tmp_path, tls=True) as store:
        for name, value in store.environment().items():
            monkeypatch.setenv(name, value)
        store.make_bucket("private")
        files = S3Files(nowhere, "s3://private/x")
        files.write("s3://private/x", b"content")
        assert [(each.name, each.size) for each in files.matching("s3://private/*")] == [("x", 7)]
        monkeypatch.delenv("AWS_CA_BUNDLE")
        with pytest.raises(StorageFault) as caught:
            S3Files(nowhere, "s3://private/x")
    assert caught.value.fault.code == "L44"
    assert "certificate" in caught.value.fault.text


def silent() -> socket.socket:
    """A port at which connections are made and nobody answers."""
    found = socket.socket()
    found.bind(("127.0.0.1", 0))
    found.listen(50)
    return found


def test_what_a_store_refuses_is_told_without_a_key_and_nothing_is_written(
    engine: Engine,
    store: ObjectStore,
    source: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    good = source.read_bytes()
    store.put("lists/text.parquet", b"id,pepper_heat\n1,5\n")
    store.put("lists/empty.parquet", b"")
    store.put("lists/cut.parquet", good[:-50])
    store.put("lists/damaged.parquet", good[:4] + b"\xff" * 300 + good[304:])
    store.put("lists/year=2026/list.parquet", good)
    store.put("lists/mixed/0.parquet", parquet(pl.DataFrame({"id": ["1"], "chilli_heat": [1]})))
    store.put("lists/mixed/1.parquet", parquet(pl.DataFrame({"id": ["2"], "chilli_heat": [1.5]})))
    nobody = silent()
    wrong = {"AWS_SECRET_ACCESS_KEY": "planted-secret-of-nobody"}
    reader = dict(zip(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), store.reader, strict=True))
    here, out = "s3://lists/list.parquet", "s3://results/never"
    cases: list[tuple[str, str, dict[str, str], str, str]] = [
        (here, out, wrong, "L44", "ACCESS_DENIED during HeadBucket"),
        (here, out, {"AWS_ACCESS_KEY_ID": "AKIANOBODY"}, "L44", "ACCESS_DENIED during HeadBucket"),
        ("s3://nowhere/list", out, {}, "L44", "no such bucket"),
        (here, "s3://nowhere/out", {}, "L44", "no such bucket"),
        (here, out, {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"}, "L44", "http://127.0.0.1:1: Could not connect"),
        (here, out, {"AWS_ENDPOINT_URL_S3": f"http://127.0.0.1:{nobody.getsockname()[1]}"}, "L44", "Timeout"),
        (here, out, {"AWS_ENDPOINT_URL": "http://me:planted@127.0.0.1"}, "L23", "another kind of address"),
        (here, out, {"AWS_SECRET_ACCESS_KEY": ""}, "L23", "not given"),
        ("s3://key:planted@lists/list.parquet", out, {}, "L43", "keys"),
        ("s3:///list.parquet", out, {}, "L23", "no bucket"),
        ("s3://lists/absent", out, {}, "L01", "no such file"),
        ("s3://lists/text.parquet", out, {}, "L01", "damaged, or no Parquet"),
        ("s3://lists/empty.parquet", out, {}, "L01", "damaged, or no Parquet"),
        ("s3://lists/cut.parquet", out, {}, "L01", "damaged, or no Parquet"),
        ("s3://lists/damaged.parquet", out, {}, "L01", "damaged, or no Parquet"),
        ("s3://lists/mixed", out, {}, "L01", "chilli_heat: int64 and double"),
        ("s3://lists/year*", out, {}, "L38", "year=2026"),
        ("s3://results/a/list", "s3://results/a", {}, "L18", "s3://results/a/list"),
        ("s3a://lists/list.parquet", out, {}, "E03", "hadoop-aws"),
        (here, out, reader, "L44", "ACCESS_DENIED during "),
    ]
    for path, place, settings, code, text in cases:
        began = time.monotonic()
        with monkeypatch.context() as changed:
            for name, value in settings.items():
                changed.setenv(name, value)
            with pytest.raises((Refused, Stopped)) as caught:
                on_spark(engine, path, place)
        assert time.monotonic() - began < 90, path
        error: Any = caught.value
        (fault,) = [error.fault] if isinstance(error, Stopped) else error.faults
        assert (fault.code, fault.text[: len(text)]) == (code, text) or text in fault.text, (path, fault)
        assert isinstance(error, Refused) or settings == reader  # which is told only once it writes
        said = [str(error), *capfd.readouterr()]
        assert not [each for each in said if "planted" in each or any(key in each for key in keys_of(store))]
    assert store.names("results/never") == []


def keys_of(store: ObjectStore) -> list[str]:
    return [*store.owner, *store.reader, *store.temporary]


def overwritten(store: ObjectStore, source: Path) -> None:
    """Another list of the same size, in the same second as far as that can be."""
    store.put("lists/moving.parquet", source.read_bytes()[:-8][::-1] + source.read_bytes()[-8:])


CHANGES: dict[str, Callable[[ObjectStore, Path], None]] = {
    "gone": lambda store, _: store.remove("lists/moving.parquet"),
    "another": overwritten,
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("after", ["reading", "deciding"])
def test_an_object_that_vanishes_or_changes_during_a_run_ends_it(
    engine: Engine, store: ObjectStore, source: Path, monkeypatch: pytest.MonkeyPatch, change: str, after: str
) -> None:
    store.put("lists/moving.parquet", source.read_bytes())
    place: Any = SparkOutput if after == "reading" else S3Files
    name = "_clear" if after == "reading" else "write_rows"
    real = getattr(place, name)

    def changing(self: Any, *given: Any) -> Any:
        found = real(self, *given)
        CHANGES[change](store, source)
        return found

    monkeypatch.setattr(place, name, changing)
    with pytest.raises(Stopped) as stopped:
        on_spark(engine, "s3://lists/moving.parquet", f"s3://results/{change}-{after}")
    assert stopped.value.fault.code == "L22", stopped.value.fault
    assert not [each for each in store.names(f"results/{change}-{after}") if not each.startswith(".work/")]


def test_a_run_to_which_another_came_in_the_same_place_leaves_it_the_place(
    engine: Engine, store: ObjectStore, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = S3Files.write_rows

    def overtaken(self: S3Files, *given: Any) -> list[str]:
        found = real(self, *given)
        SparkOutput(self, "s3://results/both")._clear()  # as the other begins
        return found

    monkeypatch.setattr(S3Files, "write_rows", overtaken)
    with pytest.raises(Stopped) as stopped:
        on_spark(engine, "s3://lists/list.parquet", "s3://results/both")
    assert stopped.value.fault.code == "L19"
    assert [each.rpartition(".")[2] for each in store.names("results/both")] == ["run"]


def test_a_worker_killed_half_way_changes_nothing_and_no_key_is_found_anywhere(
    engine: Engine, store: ObjectStore, tmp_path: Path
) -> None:
    source, conf, events = (tmp_path / name for name in ("list.parquet", "conf", "events"))
    patient_list(engine, 4000, seed=9).write_parquet(source, row_group_size=250)
    run(Options(source, tmp_path / "polars", reading=WARD_IGNORED), engine, progress("none"))
    store.put("lists/long.parquet", source.read_bytes())
    conf.mkdir()
    events.mkdir()
    settings = {
        "spark.sql.files.maxPartitionBytes": "16k",  # many small tasks, so that there is a middle
        "spark.sql.files.openCostInBytes": "0",
        "spark.eventLog.enabled": "true",
        "spark.eventLog.compress": "false",
        "spark.eventLog.dir": f"file:{events}",
        "spark.log.structuredLogging.enabled": "false",
    }
    (conf / "spark-defaults.conf").write_text("".join(f"{key} {value}\n" for key, value in settings.items()))
    words = ["s3://lists/long.parquet", "--out", "s3://results/long", "--rules", str(SOUP), "--ignore", "ward"]
    words += ["--engine", "spark", "--master"]
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
    keys = dict(zip(names, store.temporary, strict=True))
    with Cluster.started(workers=2, folder=tmp_path) as cluster, (tmp_path / "driver.log").open("wb") as log:
        driver = subprocess.Popen(
            [sys.executable, "-m", "immunote.service.cli", "list", *words, cluster.master],
            env={**loopback(), **store.environment(), **keys, "SPARK_CONF_DIR": str(conf)},
            cwd=RULES.parent.parent,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            while driver.poll() is None and len(store.names("results/long/.work/rows")) < 5:
                time.sleep(0.05)
            before = len(store.names("results/long/.work/rows"))
            cluster.kill_worker(0)
            status = driver.wait(SECONDS)
        finally:
            driver.kill()
            driver.wait()
    assert status == QUARANTINED, (tmp_path / "driver.log").read_text()[-2000:]
    assert 5 <= before < 16  # it was killed in the middle, not before or after
    out = store.fetched("results/long", tmp_path / "out")
    assert rows_of(out).equals(rows_of(tmp_path / "polars"))
    assert quarantine_of(out) == quarantine_of(tmp_path / "polars")
    written = [each for each in tmp_path.rglob("*") if each.is_file()]
    assert any(b"immunote list" in each.read_bytes() for each in written if events in each.parents)
    planted = [each.encode() for each in store.temporary]
    assert [each for each in written if any(one in each.read_bytes() for one in planted)] == []
