"""Small lists for tests: random patients of the rule base, written as CSV, Parquet and NDJSON with the same values."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from immunote.engine.api import Engine
from tests.support.patients import consistent, random_patient, unremarkable

TYPES: dict[str, Any] = {"boolean": pl.Boolean, "integer": pl.Int64, "decimal": pl.Float64, "enumeration": pl.String}
Row = Mapping[str, Any]


def cohort(engine: Engine, count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Rows with an id: few or many elements recorded, some patients unremarkable but for a few of them."""
    rng = Random(seed)
    rows = []
    for number in range(count):
        facts = random_patient(engine, rng, rng.choice([0.1, 0.4, 0.7, 0.95]))
        if number % 3 == 0:
            some = rng.sample(sorted(facts.items()), min(3, len(facts)))
            facts = consistent(engine, [*some, *(pair for pair in unremarkable(engine).items() if pair not in some)])
        rows.append({"id": f"P{number:05}", **{name: _plain(engine, name, value) for name, value in facts.items()}})
    return rows


def _plain(engine: Engine, name: str, value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if engine.rulebase.elements[name].type == "integer" else float(value)
    return value


def columns_of(engine: Engine, rows: Sequence[Row]) -> list[str]:
    recorded = {name for row in rows for name in row}
    return ["id", *(name for name in engine.rulebase.elements if name in recorded)]


def write_csv(path: Path, engine: Engine, rows: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns_of(engine, rows), lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: _word(value) for name, value in row.items()} for row in rows)
    return path


def _word(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def write_parquet(path: Path, engine: Engine, rows: Sequence[Row]) -> Path:
    types = {name: TYPES[element.type] for name, element in engine.rulebase.elements.items()}
    schema = {name: types.get(name, pl.String) for name in columns_of(engine, rows)}
    pl.DataFrame(list(rows), schema=schema).write_parquet(path)
    return path


def write_ndjson(path: Path, _engine: Engine, rows: Sequence[Row]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


WRITERS = {"csv": write_csv, "parquet": write_parquet, "ndjson": write_ndjson}


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
