"""How long it takes to compare two results of many rows, and to decide a list since a former result.

python bench/compare.py --rows 1000000 --folder /tmp/compare
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import polars as pl

import immunote
from immunote.service.lists.comparing.comparison import compare
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options, run
from immunote.service.lists.synth.writing import write_cohort

_DRAWN = 50_000  # different patients; more rows are these again under other ids


def main() -> None:
    """Print the seconds of each step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    engine = immunote.engine()
    old, new = _lists(given.folder, given.rows)
    for source in (old, new):
        began = time.perf_counter()
        run(Options(source, given.folder / source.stem, force=True), engine, progress("none"))
        print(f"{source.stem}: decided in {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    found = compare(open_results(given.folder / "old"), open_results(given.folder / "new"))
    print(f"compared in {time.perf_counter() - began:.1f} s: {found.count('moved'):,} moved, {found.same:,} as before")
    began = time.perf_counter()
    options = Options(new, given.folder / "since", since=given.folder / "old", force=True)
    done = run(options, engine, progress("none"))
    print(f"since: decided in {time.perf_counter() - began:.1f} s, {done.taken_over:,} rows taken over")


def _lists(folder: Path, rows: int) -> tuple[Path, Path]:
    """Two lists that differ in every tenth patient, and in some who are new or gone."""
    drawn = folder / "drawn.parquet"
    rulebase = immunote.engine().rulebase
    write_cohort(rulebase, min(rows, _DRAWN), 1, drawn, "parquet", 0.0, force=True)
    old = pl.read_parquet(drawn)
    known = [each.name for each in rulebase.elements.values() if each.type == "boolean" and each.name in old.columns]
    is_changed = pl.int_range(pl.len()) % 10 == 0
    new = old.with_columns(pl.when(~is_changed).then(pl.col(name)).alias(name) for name in known)
    times = -(-rows // old.height)
    for frame, first, name in ((old, 0, "old"), (new, 1, "new")):
        copies = [frame.with_columns(pl.format("{}-{}", "id", pl.lit(first + at)).alias("id")) for at in range(times)]
        pl.concat(copies).head(rows).write_parquet(folder / f"{name}.parquet")
    return folder / "old.parquet", folder / "new.parquet"


if __name__ == "__main__":
    main()
