"""What a run on Spark leaves: the same folder as a run on one machine, the manifest last."""

from __future__ import annotations

import json
import re
from secrets import token_hex
from typing import TYPE_CHECKING

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.faults import Fault
from immunote.service.lists.columns import SETTLED_BY
from immunote.service.lists.deciding import ListRequest
from immunote.service.lists.finishing import summary_of
from immunote.service.lists.harmless import harmless_frame
from immunote.service.lists.law import CHECKED_ROWS
from immunote.service.lists.manifest import Manifest, ManifestRules, Receipt, RowCounts, RunSettings
from immunote.service.lists.parts import Stopped
from immunote.service.lists.source import FAULTS, SYNTHETIC_ID, refuse
from immunote.service.lists.spark_files import Files
from immunote.service.lists.spark_reading import SparkInput
from immunote.service.lists.spark_session import BATCH_ROWS
from immunote.service.lists.spark_worker import FAULT
from immunote.service.lists.tables.opening import FORMATS

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

COUNTED = ("status", "outcome")
_WORK, _RUN, _MANIFEST = ".work", "run.json", "manifest.json"
_S3A = re.compile(r"^s3[an]://")  # one bucket has an address of PyArrow's and one of Hadoop's


class SparkOutput:
    """The folder that a run writes."""

    def __init__(self, files: Files, out: str) -> None:
        self._files = files
        self._given = out
        self._out = files.full(out).rstrip("/")
        # a run that starts in the same place removes it, so the one that was there first can tell
        self._mine = f"{self._out}/{_WORK}/{token_hex(8)}.run"

    def check(self, source: str, address: str, force: bool) -> None:
        """Refuse what is there already, and what would change the input. `address`: the whole one of `source`.

        Raises Refused (L02, L16, L18).
        """
        files, out = self._files, self._out
        ending = next((each for each in FORMATS if out.endswith(each)), None)
        if ending is not None:
            raise refuse(self._given, "L02", ending, "on Spark a result is a folder of Parquet files: name a folder")
        read, written = (_S3A.sub("s3://", each.rstrip("/") + "/") for each in (address, out))
        if read.startswith(written) or written.startswith(read):
            raise refuse(self._given, "L18", source, "name an output apart from the list that is read")
        if not files.exists(out):
            return
        names = {each.name for each in files.inside(out)}
        if names and not force:
            raise refuse(self._given, "L16", "there already", "`--force` starts anew in its place")
        if names and not names & {_MANIFEST, _WORK}:
            help_line = "no run has written it, so `--force` does not clear it; name a new or an empty folder"
            raise refuse(self._given, "L16", "other files", help_line)

    def write(
        self, decided: DataFrame, source: Files, found: SparkInput, engine: Engine, asked: ListRequest
    ) -> Manifest:
        """Decide and write everything. `source`: where the list lies. Raises Stopped (L19, L22, L28)."""
        from pyspark import StorageLevel
        from pyspark.sql import functions as sql

        manifest = _manifest(found, engine, asked)
        self._clear()
        self._put(f"{_WORK}/{_RUN}", manifest.model_dump_json(indent=2))
        kept = decided.persist(StorageLevel.DISK_ONLY)  # decided once, though rows and faults are written apart
        rows = kept.where(sql.col(FAULT).isNull())
        wanted = [sql.col(f"`{name}`") for name in (asked.id, *asked.columns)]
        parts = self._files.write_rows(rows.select(*wanted), f"{self._out}/{_WORK}/rows")
        statuses, outcomes = (_counts(rows, name) for name in COUNTED)
        faults = _faults(kept.where(sql.col(FAULT).isNotNull()).select(f"{FAULT}.*"))
        made_up = rows.where(sql.col(f"`{asked.id}`").cast("string").startswith(SYNTHETIC_ID)).count()
        made_up += faults.filter(pl.col("id").str.starts_with(SYNTHETIC_ID))["row"].n_unique()
        kept.unpersist()
        if other := source.changed(found.files):
            raise Stopped(Fault(other.name, "L22", "it is another file than at the start", "run it again"))
        counts = RowCounts(read=found.count, evaluated=sum(statuses.values()), quarantined=faults["row"].n_unique())
        if counts.evaluated + counts.quarantined != counts.read:
            text = f"{counts.read} rows read, {counts.evaluated} evaluated, {counts.quarantined} quarantined"
            raise Stopped(Fault(self._given, "L28", text, "rows were lost, so there is no result; report it"))
        heights = self._take_rows(parts)
        if sum(heights) != counts.evaluated:
            text = f"{counts.evaluated} rows evaluated, {sum(heights)} written"
            raise Stopped(Fault(self._given, "L28", text, "rows were lost, so there is no result; report it"))
        self._put("quarantine.csv", harmless_frame(faults).write_csv())
        by_code = dict(faults.unique(["row", "code"])["code"].value_counts().sort("code").iter_rows())
        # Spark's files are cut anew for every run, so what else was counted stands with the first of them
        first = Receipt(
            number=0,
            first_row=1,
            rows=counts.model_copy(update={"evaluated": heights[0], "read": heights[0] + counts.quarantined}),
            statuses=statuses,
            outcomes=outcomes,
            quarantined_by=by_code,
            files={},
        )
        none: dict[str, int] = {}
        empty = first.model_copy(update={"statuses": none, "outcomes": none, "quarantined_by": none})
        others = [
            empty.model_copy(update={"number": number, "rows": RowCounts(read=height, evaluated=height, quarantined=0)})
            for number, height in enumerate(heights[1:], 1)
        ]
        done = manifest.model_copy(
            update={"status": "finished", "rows": counts, "synthetic": made_up, "parts": (first, *others)}
        )
        self._put("summary.json", json.dumps(summary_of(done), indent=2, ensure_ascii=False))
        self._alone({f"part-{number:05}.parquet" for number in range(len(heights))})
        self._put(_MANIFEST, done.model_dump_json(indent=2))
        self._files.remove(f"{self._out}/{_WORK}")
        return done

    def _clear(self) -> None:
        """Remove a former run, its manifest first."""
        if self._files.exists(self._out):
            self._files.remove(f"{self._out}/{_MANIFEST}")
            for each in self._files.inside(self._out):
                self._files.remove(each.address)
        self._files.make_folder(f"{self._out}/{_WORK}")
        self._files.write(self._mine, b"")

    def _put(self, name: str, text: str) -> None:
        self._files.write(f"{self._out}/{name}", text.encode())

    def _take_rows(self, parts: list[str]) -> list[int]:
        """Spark's files under this house's names, in Spark's order; how many rows each holds."""
        self._alone(set())
        places = [f"{self._out}/part-{number:05}.parquet" for number in range(len(parts))]
        for each, place in zip(parts, places, strict=True):
            self._files.rename(each, place)
        return self._files.heights(places)

    def _alone(self, parts: set[str]) -> None:
        """Stop (L19) where another run has begun in this place, or has left parts beside these."""
        there = {each.name for each in self._files.inside(self._out)} if self._files.exists(self._mine) else None
        if there is None or {name for name in there if name.startswith("part-")} != parts:
            help_line = "it has begun in this place; let one finish, then run the other again with `--force`"
            raise Stopped(Fault(self._given, "L19", "another run", help_line))


def _counts(rows: DataFrame, name: str) -> dict[str, int]:
    found = {each[0]: int(each[1]) for each in rows.groupBy(name).count().collect() if each[0] is not None}
    return {key: found[key] for key in sorted(found)}


def _faults(faults: DataFrame) -> pl.DataFrame:
    found = pl.DataFrame(pl.from_arrow(faults.toArrow()))
    typed = found.select(pl.col(name).cast(dtype) for name, dtype in FAULTS.items())
    return typed.sort("row", maintain_order=True)


def _manifest(found: SparkInput, engine: Engine, asked: ListRequest) -> Manifest:
    return Manifest(
        status="running",
        input=found.described(),
        rules=ManifestRules.of(engine.rulebase),
        made=RunSettings(
            immunote=engine.version,
            polars=pl.__version__,
            engine="spark",
            kind="parquet",
            part_rows=BATCH_ROWS,
            checked_rows_a_part=CHECKED_ROWS,
            id=asked.id,
            columns=asked.columns,
            settled_by=SETTLED_BY in asked.columns,
            notes="0",
            jurisdiction=asked.jurisdiction,
        ),
        warnings=tuple(fault.text for fault in found.unknown),
    )
