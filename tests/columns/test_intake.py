"""A list is taken in as each of its rows would be alone: the same facts, or the same faults."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.columns.intake import ColumnIntake
from tests.columns.raw_rows import (
    RULEBASES,
    alone,
    engine_of,
    in_columns,
    profiles,
    text_as_raw,
    text_cell,
    typed_column,
)

MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EACH_RULEBASE = pytest.mark.parametrize("folder", RULEBASES, ids=lambda path: path.name)


def is_taken_in_as_alone(folder: Path, raw: list[dict[str, Any]], frame: pl.DataFrame, texts: bool) -> None:
    engine = engine_of(folder)
    intake = ColumnIntake(engine)
    rows = frame["row"].to_list()
    found = in_columns(engine, intake.check(frame, texts), rows)
    for profile, outcome in zip(raw, found, strict=True):
        assert outcome == alone(engine, profile, intake.inputs), profile


@EACH_RULEBASE
@MANY
@given(seed=st.integers(0, 2**32))
def test_a_list_in_text_gives_the_facts_or_the_faults_of_each_row_alone(folder: Path, seed: int) -> None:
    engine, rng = engine_of(folder), Random(seed)
    odd = rng.choice([0, 0.01, 0.1, 0.5])
    elements = engine.rulebase.elements
    names = rng.sample([*elements], rng.randint(1, len(elements)))
    cells = [
        {name: text_cell(engine, name, patient.get(name), rng, odd) for name in names}
        for patient in profiles(engine, rng, 30)
    ]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String())).with_row_index("row", 1000)
    raw = [{name: text_as_raw(elements[name], cell) for name, cell in row.items()} for row in cells]
    is_taken_in_as_alone(folder, raw, frame.cast({"row": pl.Int64}), texts=True)


@EACH_RULEBASE
@MANY
@given(seed=st.integers(0, 2**32))
def test_a_typed_list_gives_the_facts_or_the_faults_of_each_row_alone(folder: Path, seed: int) -> None:
    engine, rng = engine_of(folder), Random(seed)
    odd = rng.choice([0, 0.01, 0.1, 0.5])
    elements = engine.rulebase.elements
    names = rng.sample([*elements], rng.randint(1, len(elements)))
    patients = profiles(engine, rng, 30)
    columns = [typed_column(engine, name, [each.get(name) for each in patients], rng, odd) for name in names]
    frame = pl.DataFrame([pl.Series("row", range(7, 7 + len(patients)), dtype=pl.Int64), *columns])
    cells = {column.name: [column[i] for i in range(len(column))] for column in columns}
    raw = [{name: cells[name][i] for name in names} for i in range(len(patients))]
    is_taken_in_as_alone(folder, raw, frame, texts=False)
