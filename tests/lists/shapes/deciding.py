"""A list of some shape decided, and what became of each of its patients."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from immunote.engine.api import Engine
from immunote.service.lists import run as running
from immunote.service.lists.progress import progress
from immunote.service.lists.results import Results, open_results
from immunote.service.lists.run import Options
from immunote.service.lists.tables.raw_table import ReadingChoices


def decided(engine: Engine, sources: list[str], out: Path, **choices: object) -> tuple[Results, list[str]]:
    """A list decided, and what was said before."""
    told: list[str] = []
    reading = ReadingChoices(**choices)  # type: ignore[arg-type]
    options = Options(list=Path(sources[0]), more=tuple(sources[1:]), out=out, reading=reading)
    running.run(options, engine, progress("none"), told.append)
    return open_results(out), told


def by_id(rows: pl.LazyFrame) -> dict[str, tuple[object, ...]]:
    found = rows.collect()
    return {row[0]: tuple(map(str, row[1:])) for row in found.iter_rows()}
