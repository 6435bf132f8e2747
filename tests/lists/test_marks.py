"""A point in a number is one before decimals where the list shows it, and else only where no other reading fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options, run
from immunote.service.lists.tables.raw_table import ReadingChoices


def aside(engine: Engine, folder: Path, lines: list[str], **choices: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """What is set aside of a list, as id, code and text."""
    source, out = folder / "list.csv", folder / "out.csv"
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    run(Options(source, out, reading=ReadingChoices(**choices)), engine, progress("none"))
    return open_results(out).quarantine.select("id", "code", "text").rows()


@pytest.mark.parametrize(
    "lines",
    [
        ["id;ck_u_l;age_years", "a;1.200;55", "b;150;60"],
        ["id,ck_u_l,age_years", "a,1.200,55", "b,150,60"],
        ["id;ck_u_l;iga_g_l", "a;1.200;0,95", "b;150;1,2"],
        ["id;iga_mg_dl;age_years", "a;1.200;55", "b;150;60"],
    ],
)
def test_a_number_that_may_have_a_mark_between_thousands_is_set_aside(
    engine: Engine, tmp_path: Path, lines: list[str]
) -> None:
    assert aside(engine, tmp_path, lines) == [("a", "L34", "1.200")]


@pytest.mark.parametrize(
    "lines",
    [
        ["id,ck_u_l,iga_g_l", "a,1.200,0.950", "b,150.000,1.200"],
        ["id,ck_u_l,iga_g_l", "a,1.200,1.200", "b,150.5,1.100"],
        ["id,creatinine_mg_dl,age_years", "a,1.200,55.000", "b,1.100,60.000"],
    ],
)
def test_a_number_is_read_where_one_reading_fits(engine: Engine, tmp_path: Path, lines: list[str]) -> None:
    assert aside(engine, tmp_path, lines) == []


def test_a_person_says_what_such_a_number_means(engine: Engine, tmp_path: Path) -> None:
    lines = ["id;ck_u_l;age_years", "a;1.200;55", "b;150;60"]
    assert aside(engine, tmp_path, lines, means=("ck_u_l:1.200=1200",)) == []


def test_what_else_a_number_with_a_blank_may_be_is_said(engine: Engine, tmp_path: Path) -> None:
    assert aside(engine, tmp_path, ["id;ck_u_l", "a;1 200", "b;150"]) == [("a", "L34", "1 200")]
    help_line = open_results(tmp_path / "out.csv").quarantine["help"][0]
    assert help_line.startswith("1200 with a mark between thousands, or two numbers;")
