"""Patient lists: reading alone, reading and writing, the whole rule base from Parquet to Parquet, and other engines.

.venv-3.11/bin/python bench/lists.py [--rows 10000,100000,1000000] [--times 5] [--one-at-a-time 2000]

Each figure is of a process of its own (so that the memory is its own), with 1 and all cores, the three kinds in turn so
that a busy machine hits all of them. As at the command line, the compiled rule base is kept from an earlier run; the
first run of a machine takes a second longer. `10000000` is left to an option: it takes some minutes and 4 GB of disk.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

HOUSE = Path(__file__).parent.parent
sys.path.insert(0, str(HOUSE))

RULES = HOUSE / "rules" / "ssc_ivig"
KINDS = ("read", "read and write", "whole")
"""Reading every column; that, and writing the result of `whole` held in memory; and the rule base between the two."""


def main() -> None:
    """Print all tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", default="10000,100000,1000000")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--one-at-a-time", type=int, default=2_000)
    parser.add_argument("--one", nargs=3, metavar=("KIND", "LIST", "OUT"))
    given = parser.parse_args()
    if given.one:
        print(json.dumps(one(given.one[0], Path(given.one[1]), Path(given.one[2]))))
        return
    sizes = [int(each) for each in given.rows.split(",")]
    with tempfile.TemporaryDirectory(prefix="lists-", dir=os.environ.get("BENCH_FOLDER")) as folder:
        tables(sizes, given.times, Path(folder))
        others(given.one_at_a_time, Path(folder))


def tables(sizes: Iterable[int], times: int, folder: Path) -> None:
    """The three kinds, by rows and cores: medians, ratios and memory."""
    from immunote.engine.loading import load
    from immunote.service.lists.synth.writing import write_cohort

    print(f"load at the start: {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores\n")
    print(
        "| rows | cores | read s | read and write s | whole s | whole / read and write"
        " | core seconds, read and write | core seconds, whole | rows a second | peak MB |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    rulebase = load(RULES)
    for rows in sizes:
        source = folder / f"{rows}.parquet"
        write_cohort(rulebase, rows, 1, source, "parquet", 0.0, False)
        in_its_own_process("whole", source, folder / "held", os.cpu_count() or 1)
        for cores in (1, os.cpu_count() or 1):
            seconds: dict[str, list[float]] = {kind: [] for kind in KINDS}
            busy: dict[str, list[float]] = {kind: [] for kind in KINDS}
            peak = 0.0
            for _ in range(times if rows < 5_000_000 else 2):
                for kind in KINDS:
                    out = folder / ("held" if kind == "read and write" else "out")
                    found = in_its_own_process(kind, source, out, cores)
                    seconds[kind].append(found["seconds"])
                    busy[kind].append(found["core_seconds"])
                    peak = max(peak, found["peak_mb"] if kind == "whole" else 0)
            read, both, whole = (median(seconds[kind]) for kind in KINDS)
            _, both_busy, whole_busy = (median(busy[kind]) for kind in KINDS)
            print(
                f"| {rows:,} | {cores} | {read:.3f} | {both:.3f} | {whole:.3f} | {whole / both:.2f} |"
                f" {both_busy:.2f} | {whole_busy:.2f} |"
                f" {rows / whole:,.0f} | {peak:,.0f} |",
                flush=True,
            )
        source.unlink()


def in_its_own_process(kind: str, source: Path, out: Path, cores: int) -> dict[str, float]:
    """Seconds, core seconds and peak memory of one run, without the start of Python."""
    command = [sys.executable, str(Path(__file__)), "--one", kind, str(source), str(out)]
    environment = {**os.environ, "POLARS_MAX_THREADS": str(cores)}
    done = subprocess.run(command, env=environment, cwd=HOUSE, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def one(kind: str, source: Path, out: Path) -> dict[str, float]:
    """One run, in this process, on as many cores as Polars may use: Python's own threads take no other."""
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(os.environ["POLARS_MAX_THREADS"])])
    seconds, busy = {"read": _read, "read and write": _read_and_write, "whole": _whole}[kind](source, out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "core_seconds": busy, "peak_mb": peak}


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    start, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - busy


def _read(source: Path, _out: Path) -> tuple[float, float]:
    import polars as pl

    return _timed(lambda: pl.read_parquet(source))


def _read_and_write(source: Path, held: Path) -> tuple[float, float]:
    import polars as pl

    from immunote.service.lists.writing import write_rows

    result = pl.read_parquet(sorted(held.glob("part-*.parquet")), glob=False)

    def work() -> None:
        pl.read_parquet(source)
        write_rows(result, held.parent / "again.parquet", "parquet")

    return _timed(work)


def _whole(source: Path, out: Path) -> tuple[float, float]:
    from immunote.service.lists.progress import progress
    from immunote.service.lists.run import Options, run
    from immunote.service.rulebases.in_use import engine_of

    engine = engine_of(RULES)
    return _timed(lambda: run(Options(source, out, force=True), engine, progress("none")))


def others(rows: int, folder: Path) -> None:
    """The truths of all conditions alone, by what evaluates whole columns and by what takes one patient at a time."""
    import polars as pl

    from bench import numpy_rules
    from immunote.engine.api import Engine
    from immunote.engine.columns import Columns
    from immunote.service.lists.synth.writing import write_cohort

    engine = Engine.load(RULES)
    columns = Columns(engine)
    source, many = folder / "cohort.parquet", 100_000
    write_cohort(engine.rulebase, many, 2, source, "parquet", 0.0, False)
    raw = pl.read_parquet(source).drop("id").with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    facts = columns.check(raw, texts=False).facts
    print(
        f"\nThe truths of all {len(engine.rulebase.program)} conditions alone, no reading and writing, one process:\n"
    )
    print("| evaluator | rows measured | rows a second | what is not known |\n|---|---|---|---|")

    def row(name: str, measured: int, work: Callable[[], Any], unknown: str, times: int = 3) -> None:
        work()
        seconds = []
        for _ in range(times):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
        print(f"| {name} | {measured:,} | {measured / median(seconds):,.0f} | {unknown} |", flush=True)

    row("Polars, all cores", many, lambda: columns.truths(facts.lazy()).collect(), "unknown")
    arrays = numpy_rules.arrays_of(facts, engine.rulebase)
    for kleene, unknown in ((True, "unknown"), (False, "read as false")):
        formulas = numpy_rules.compiled(engine.rulebase, kleene)
        row("numpy, as OpenFisca", many, lambda formulas=formulas: formulas(*arrays), unknown)
    some = _one_by_one(engine, columns, facts.head(rows))
    program = engine.rulebase.program
    row("durable-rules", rows, lambda: [engine.chaining.evaluate(each) for each in some], "unknown", 1)
    row("reference", rows, lambda: [engine.reference(each) for each in some], "unknown", 1)
    _zen(engine, program, some, row)
    _json_rules(engine, program, some, folder)


def _one_by_one(engine: Any, columns: Any, facts: Any) -> list[dict[str, Any]]:
    from immunote.engine.columns.values import value

    elements = engine.rulebase.elements
    return [
        {name: value(elements[name], held) for name, held in each.items() if name != "row" and held is not None}
        for each in facts.iter_rows(named=True)
    ]


def _zen(engine: Any, program: Any, some: list[dict[str, Any]], row: Callable[..., None]) -> None:
    try:
        from bench import on_zen
    except ImportError:
        print("no zen-engine here: it is left out (make bench installs it)")
        return
    empty = {"boolean": False, "enumeration": "", "integer": 0, "decimal": 0}
    blank = {name: empty[element.type] for name, element in engine.rulebase.elements.items()}
    evaluate = on_zen.decision(program)
    filled = [{**blank, **each} for each in some]
    row("zen-engine", len(some), lambda: [evaluate(each) for each in filled], "read as false", 1)


def _json_rules(engine: Any, program: Any, some: list[dict[str, Any]], folder: Path) -> None:
    from bench.on_json_rules import facts_json, rules
    from bench.service import node_folder

    place = node_folder(folder)
    if place is None:
        return
    (folder / "rules.json").write_text(json.dumps(rules(program)))
    (folder / "facts.ndjson").write_text("".join(json.dumps(facts_json(each)) + "\n" for each in some))
    command = ["node", "list.js", str(folder / "rules.json"), str(folder / "facts.ndjson")]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True)
    rate = len(some) / float(done.stdout)
    print(f"| json-rules-engine | {len(some):,} | {rate:,.0f} | read as false |", flush=True)


if __name__ == "__main__":
    main()
