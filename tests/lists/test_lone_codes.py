"""One number that looks like a code for missing is asked about where it lies beyond all others, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists.progress import progress
from immunote.service.lists.run import Options, run
from immunote.service.lists.tables.raw_table import ReadingChoices

AGES = [34, 41, 47, 52, 55, 58, 61, 66, 70, 74, 80]
ASKED = [
    ("months_since_thrombosis", [3, 12, 36, 240], 888),
    ("months_since_thrombosis", [], 888),
    ("ck_u_l", [40, 120, 180, 800], 999),
    ("ck_u_l", [40, 120, 180, 800], 9999),
    ("platelets_10_9_l", [150, 220, 310], 888),
    ("creatinine_age_days", [7, 7, 12, 31], 99),
    ("creatinine_age_days", [7, 7, 12, 31], 88),
    ("prednisone_mg_day", [0, 5, 7.5, 20], 99),
    ("age_years", [41, 47, 52, 55, 58, 61, 66, 70], 99),
    ("creatinine_rise_mg_dl", [0, 0.1, 0.3], -9),
]
VALUES = [
    ("age_years", AGES, 88),
    ("age_years", AGES, 99),
    ("fvc_pct_predicted", [60, 72, 85, 110], 99),
    ("creatinine_umol_l", [60, 70, 75, 110], 88),
    ("creatinine_umol_l", [], 88),
    ("ck_u_l", [40, 800, 2400, 5100], 999),
    ("months_since_thrombosis", [3, 12, 90], 99),
    ("creatinine_rise_mg_dl", [0, 0.1, -0.3], -1),
    ("crp_mg_l", [2, 12, 85], 99),
]


def written(folder: Path, kind: str, name: str, others: list[float], code: float, rows: int = 0) -> Path:
    """A list with these numbers in one column, the code last but for `rows` more of the first number."""
    numbers = [*others, *others[:1] * rows, code, None]
    frame = pl.DataFrame(
        {"id": [f"P{place}" for place in range(len(numbers))], name: numbers, "had_thrombosis": [True] * len(numbers)},
        schema_overrides={name: pl.Float64 if any(isinstance(each, float) for each in numbers) else pl.Int64},
    )
    path = folder / f"list.{kind}"
    {"csv": frame.write_csv, "parquet": frame.write_parquet, "ndjson": frame.write_ndjson}[kind](path)  # type: ignore[operator]
    return path


def decide(engine: Engine, source: Path, **choices: tuple[str, ...]) -> None:
    out = source.with_name(f"out-{len(choices)}.csv")
    run(Options(source, out, reading=ReadingChoices(**choices), part_rows=64), engine, progress("none"))


@pytest.mark.parametrize("kind", ["csv", "parquet", "ndjson"])
@pytest.mark.parametrize(("name", "others", "code"), ASKED)
def test_a_lone_code_is_asked_about(
    engine: Engine, tmp_path: Path, kind: str, name: str, others: list[float], code: float
) -> None:
    source = written(tmp_path, kind, name, others, code)
    with pytest.raises(Refused) as told:
        decide(engine, source)
    assert [(each.code, each.text) for each in told.value.faults] == [("L39", f"{name}: 1 × {code}")]
    decide(engine, source, missing=(f"{name}={code}",))
    decide(engine, source, missing=(), real=(f"{name}={code}",))


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize(("name", "others", "code"), VALUES)
def test_a_number_among_its_like_is_a_value(
    engine: Engine, tmp_path: Path, kind: str, name: str, others: list[float], code: float
) -> None:
    decide(engine, written(tmp_path, kind, name, others, code))


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_a_lone_code_is_found_behind_many_rows(engine: Engine, tmp_path: Path, kind: str) -> None:
    with pytest.raises(Refused, match="L39"):
        decide(engine, written(tmp_path, kind, "months_since_thrombosis", [3, 40], 888, rows=30_000))
