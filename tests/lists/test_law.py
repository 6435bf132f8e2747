"""Rows are decided once more without a note; the notes asked for are held against their rows in the same way."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from immunote.engine.api import Disagreement, Engine
from immunote.engine.columns import Columns
from immunote.service.lists import law
from tests.engine.test_properties import complete_patients
from tests.lists.cohorts import cohort
from tests.support.agreement import frame_of, plain

Raws = list[dict[str, Any]]


@pytest.fixture(scope="module")
def raws(engine: Engine) -> Raws:
    some = [{name: value for name, value in row.items() if name != "id"} for row in cohort(engine, 30)]
    return some + [{name: plain(value) for name, value in each.items()} for each in complete_patients(30)]


@pytest.fixture(scope="module")
def columns(engine: Engine) -> Columns:
    return Columns(Engine(engine.rulebase))  # one that has written no note


@pytest.fixture(scope="module")
def evaluated(columns: Columns, raws: Raws) -> pl.DataFrame:
    checked = columns.check(frame_of(columns.engine, raws), texts=False)
    assert checked.faults.is_empty()
    return columns.evaluate(checked.facts)


def test_checked_rows_agree_and_no_note_of_them_is_written(
    columns: Columns, raws: Raws, evaluated: pl.DataFrame
) -> None:
    outcomes = set(columns.output(evaluated, ["outcome"])["outcome"])
    assert {None, columns.rulebase.once_corrected.outcome} <= outcomes
    law.check_rows(columns, raws, range(len(raws)), pl.DataFrame(), evaluated)
    assert not {"untouched_rules", "corrected_diagram"} & vars(columns.engine).keys()  # what notes need


def test_notes_are_those_of_the_engine(engine: Engine, columns: Columns, raws: Raws, evaluated: pl.DataFrame) -> None:
    notes = list(law.notes_of(columns, enumerate(raws), evaluated))
    assert notes == [(row, engine.note(raw)) for row, raw in enumerate(raws)]


@pytest.mark.parametrize("name", [*law.COMPARED, "truth.muscle_target"])
def test_no_note_leaves_that_differs_from_its_row(
    columns: Columns, raws: Raws, evaluated: pl.DataFrame, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    real = law._rows_to_compare

    def wrong(columns: Columns, evaluated: pl.DataFrame) -> Raws:
        return [{**row, name: ["?"] if isinstance(row[name], list) else "?"} for row in real(columns, evaluated)]

    monkeypatch.setattr(law, "_rows_to_compare", wrong)
    with pytest.raises(Disagreement) as error:
        next(law.notes_of(columns, enumerate(raws), evaluated))
    assert error.value.fault.text == f"columns and one patient: {name.removeprefix('truth.')}"
