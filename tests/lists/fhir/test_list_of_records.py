"""The 615 real-shaped records go through `immunote list`, and the report says plainly that nothing can be said."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.service.lists.flatten import flattened, frame_of, read_export
from immunote.service.lists.progress import progress
from immunote.service.lists.report.figures import figures
from immunote.service.lists.report.page import render_report
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options, run

SHARED = Path(__file__).parents[4] / "shared" / "data" / "fhir" / "synthea-615"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the 615 records stand in shared/, beside the checkout")


@pytest.fixture(scope="module")
def decided(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("records")
    rows = list(flattened(read_export(SHARED), engine.rulebase, date(2021, 1, 1)))
    frame_of(rows, engine.rulebase, "id").write_parquet(folder / "list.parquet")
    run(Options(folder / "list.parquet", folder / "out"), engine, progress("none"))
    return folder / "out"


def test_every_record_is_decided_and_none_beyond_scope_or_missing_data(decided: Path) -> None:
    found = open_results(decided)
    rows = found.rows.collect()
    assert rows.height == 615
    assert found.quarantine.is_empty()
    said = {tuple(each) for each in rows.select("status", pl.col("outcome").cast(pl.String)).unique().rows()}
    assert said <= {("insufficient_data", None), ("settled", "out_of_scope")}
    assert rows["leaning"].null_count() == 615


def test_the_report_says_plainly_that_nobody_can_be_graded(engine: Engine, decided: Path) -> None:
    page = render_report(figures(open_results(decided), engine.rulebase, False))
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "615 patients" in words
    assert "Nobody in this list can be graded" in words
