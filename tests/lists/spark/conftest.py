"""The small rule base, a list for it, and what one machine decides of that list, for Spark to be compared with."""

from __future__ import annotations

from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.service.lists.progress import progress
from immunote.service.lists.run import Options, run
from immunote.service.rulebases.in_use import engine_of
from tests.lists.spark.lists import SOUP, WARD_IGNORED, patient_list


@pytest.fixture(scope="module")
def engine() -> Engine:
    return engine_of(SOUP)


@pytest.fixture(scope="module")
def source(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("list") / "list.parquet"
    patient_list(engine, 600, seed=4).write_parquet(path, row_group_size=200)
    return path


@pytest.fixture(scope="module")
def on_one_machine(engine: Engine, source: Path) -> Path:
    out = source.parent / "polars"
    run(Options(source, out, reading=WARD_IGNORED), engine, progress("none"))
    return out
