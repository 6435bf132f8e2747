"""A list is taken in as each of its rows would be alone: the same facts, or the same faults."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from immunote.engine.api import Disagreement, Engine
from immunote.engine.columns.intake import ColumnIntake
from immunote.engine.faults import Refused
from immunote.engine.intake import Intake
from immunote.engine.parsing import parse_text
from tests.columns.raw_rows import (
    HOUSE,
    RULEBASES,
    alone,
    engine_of,
    in_columns,
    profiles,
    text_as_raw,
    text_cell,
    typed_column,
)
from tests.engine.bad_rules import SOUP
from tests.support.patients import unremarkable

MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EACH_RULEBASE = pytest.mark.parametrize("folder", RULEBASES, ids=lambda path: path.name)


def is_taken_in_as_alone(folder: Path, raw: list[dict[str, Any]], frame: pl.DataFrame, texts: bool) -> None:
    engine = engine_of(folder)
    intake = ColumnIntake(engine, [*engine.rulebase.elements])
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


def as_typed(raw: list[dict[str, Any]]) -> pl.DataFrame:
    """Profiles as a frame of Python objects, with the columns that any of them has."""
    names = dict.fromkeys(name for profile in raw for name in profile)
    columns = [pl.Series(name, [profile.get(name) for profile in raw], dtype=pl.Object) for name in names]
    return pl.DataFrame([pl.Series("row", range(len(raw)), dtype=pl.Int64), *columns])


def as_text(raw: list[dict[str, Any]]) -> pl.DataFrame:
    """Profiles as a frame of text."""
    shown = {True: "true", False: "false", None: None}
    cells = [{name: shown[v] if isinstance(v, bool) or v is None else str(v) for name, v in p.items()} for p in raw]
    names = dict.fromkeys(name for profile in raw for name in profile)
    columns = [pl.Series(name, [each.get(name) for each in cells], dtype=pl.String) for name in names]
    return pl.DataFrame([pl.Series("row", range(len(raw)), dtype=pl.Int64), *columns])


@EACH_RULEBASE
def test_published_cases_are_taken_in_as_alone(folder: Path) -> None:
    cases = engine_of(folder).rulebase.cases.values()
    raw = [dict(case.profile) for case in cases] + [{**case.profile, **case.completed} for case in cases]
    is_taken_in_as_alone(folder, raw, as_typed(raw), texts=False)
    is_taken_in_as_alone(folder, raw, as_text(raw), texts=True)


@EACH_RULEBASE
def test_each_element_may_be_missing_in_turn(folder: Path) -> None:
    engine = engine_of(folder)
    whole = unremarkable(engine)
    raw: list[dict[str, Any]] = [{n: v for n, v in whole.items() if n != left_out} for left_out in whole]
    is_taken_in_as_alone(folder, raw, as_typed(raw), texts=False)
    is_taken_in_as_alone(folder, raw, as_text(raw), texts=True)


def test_every_bad_profile_that_can_be_parsed_has_the_faults_that_it_has_alone() -> None:
    folder = RULEBASES[0]
    elements = engine_of(folder).rulebase.elements
    raw = []
    for path in sorted((HOUSE / "tests" / "bad_profiles").iterdir()):
        if path.suffix in (".json", ".yaml"):
            with suppress(Refused):
                raw.append({n: v for n, v in parse_text(path.read_bytes()).items() if n in elements})
    assert len(raw) > 30
    is_taken_in_as_alone(folder, raw, as_typed(raw), texts=False)


@EACH_RULEBASE
@pytest.mark.parametrize("texts", [True, False])
def test_a_list_without_rows_or_without_elements_is_taken_in(folder: Path, texts: bool) -> None:
    intake = ColumnIntake(engine_of(folder), [*engine_of(folder).rulebase.elements])
    for rows in (0, 3):
        checked = intake.check(pl.DataFrame({"row": pl.Series(range(rows), dtype=pl.Int64)}), texts)
        assert checked.facts.shape == (rows, len(intake.inputs) + 1)
        filled = [name for name in intake.inputs if engine_of(folder).rulebase.elements[name].absent_means]
        assert checked.facts.drop("row", *filled).null_count().sum_horizontal().item() == rows * (
            len(intake.inputs) - len(filled)
        )
        assert checked.faults.is_empty()


def test_facts_hold_the_elements_that_were_asked_for_in_that_order_and_rows_keep_theirs() -> None:
    intake = ColumnIntake(engine_of(SOUP), ["salt_g_l", "has_nuts"])
    frame = pl.DataFrame(
        {
            "row": pl.Series([9, 4, 7, 5], dtype=pl.Int64),
            "salt_g": [5.0, -1.0, 6.0, None],
            "volume_l": [2.0, 2.0, 2.0, 2.0],
            "has_nuts": [True, False, None, True],
        }
    )
    checked = intake.check(frame, texts=False)
    assert checked.facts.rows() == [(9, 250, True), (7, 300, None), (5, None, True)]
    assert checked.faults.select("row", "element", "code", "text").rows() == [(4, "salt_g", "P07", "-1.0")]


WIDE = (
    ("0.00100000000000001", False),  # beyond 64 bits
    ("0.001000000000000000000000000000001", True),  # beyond what is surely exact in 28 digits
)


@pytest.mark.parametrize(("factor", "is_left_to_the_engine"), WIDE)
def test_numbers_too_large_to_be_surely_exact_are_worked_out_by_the_engine(
    factor: str, is_left_to_the_engine: bool
) -> None:
    soup = engine_of(SOUP).rulebase
    volume = soup.elements["volume_l"]
    (scale,) = volume.derivations
    changed = replace(volume, derivations=(replace(scale, factor=Decimal(factor)),))
    engine = Engine(replace(soup, elements={**soup.elements, "volume_l": changed}))
    intake = ColumnIntake(engine, [*soup.elements])
    raw: list[dict[str, Any]] = [{"volume_ml": 1500 + 5 * i, "salt_g": 12} for i in range(9)]
    raw += [{"volume_ml": 1500, "volume_l": 1.5}, {"volume_ml": 1500, "volume_l": 2}, {"salt_g": 12}]
    frame = as_typed(raw)
    found = in_columns(engine, intake.check(frame, texts=False), frame["row"].to_list())
    assert found == [alone(engine, profile, intake.inputs) for profile in raw]
    read = intake.values.read(frame, texts=False)
    left = intake._following.follow(intake._complete(read.facts)).open
    assert left.to_list() == [is_left_to_the_engine] * 11 + [False]


def test_a_row_that_only_columns_refuse_gives_no_result_but_an_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(engine_of(SOUP).rulebase)
    intake = ColumnIntake(engine, ["has_mould"])
    frame = as_typed([{"has_mould": True, "is_a_soup": False}])
    assert intake.check(frame, texts=False).faults["code"].to_list() == ["P09"]
    monkeypatch.setattr(engine, "intake", Intake(replace(engine.rulebase, constraints=())))
    with pytest.raises(Disagreement):
        intake.check(frame, texts=False)
