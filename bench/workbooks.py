"""How long a workbook of 20,000 rows and 60 columns takes, decided into a workbook: `python bench/workbooks.py`."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import polars as pl

from immunote.engine.api import Engine
from immunote.service.lists.progress import progress
from immunote.service.lists.run import Options, run
from immunote.service.lists.synth.writing import write_cohort
from immunote.service.rulebases import folder as rules_in
from immunote.service.rulebases.in_use import engine_of


def write(path: Path, engine: Engine, rows: int, columns: int) -> None:
    """A synthetic list of so many rows and columns."""
    whole = path.with_suffix(".parquet")
    write_cohort(engine.rulebase, rows, 1, whole, "parquet", 0.0, force=False)
    frame = pl.read_parquet(whole)
    frame.select(frame.columns[:columns]).write_excel(path)


def main() -> None:
    """Print the seconds of one run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--columns", type=int, default=60)
    given = parser.parse_args()
    engine = engine_of(rules_in())
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "list.xlsx"
        write(source, engine, given.rows, given.columns)
        started, worked = time.perf_counter(), time.process_time()
        done = run(Options(source, Path(folder) / "out.parquet"), engine, progress("none"), print)
        seconds, worked = time.perf_counter() - started, time.process_time() - worked
        print(f"{given.rows} rows, {given.columns} columns: {seconds:.1f} s, {worked:.1f} core seconds")
        print(done.manifest.rows)


if __name__ == "__main__":
    main()
