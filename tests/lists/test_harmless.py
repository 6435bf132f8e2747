"""No file that leaves holds a cell that a spreadsheet runs, and each text can be had back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from immunote.service.lists.harmless import as_written, harmless, harmless_frame, harmless_text, text_as_written
from immunote.service.lists.writing import join_rows, write_faults, write_rows

SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"
BEFORE = ("", " ", "\u00a0", "\ufeff", '"', " '", "\u201c", "\u200b ")
DANGEROUS = [
    *(
        f"{before}{sign}1+1"
        for sign in SIGNS
        for before in ("", " ", "\u00a0", "\ufeff", '"', " '", "\u201c", "\u200b ")
    ),
    "\tx",
    "\rx",
    "\nx",
    "\t=1",
]


def is_run(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return text[:1] in "\t\r\n" or text.lstrip("\"'`\u201c\u200b\ufeff \u00a0\t\r\n")[:1] in tuple(SIGNS)


@pytest.mark.parametrize("text", DANGEROUS)
def test_each_of_these_becomes_harmless_and_comes_back(text: str) -> None:
    assert is_run(text)
    assert harmless_text(text) == "'" + text
    assert text_as_written(harmless_text(text)) == text


@given(st.text(max_size=20))
@example("'=1")
@example("x")
@example("a-b")
def test_every_text_comes_back_and_polars_does_as_python(text: str) -> None:
    column = pl.DataFrame({"text": [text]})
    made = column.select(harmless(pl.col("text"))).item()
    assert made == harmless_text(text)
    assert pl.DataFrame({"text": [made]}).select(as_written(pl.col("text")))["text"].item() == text
    if text[:1] in tuple(SIGNS):
        assert made[0] == "'"


@given(st.lists(st.text(max_size=6), max_size=8, unique=True))
def test_no_two_texts_become_one(texts: list[str]) -> None:
    assert len({harmless_text(text) for text in texts}) == len(texts)


def rows() -> pl.DataFrame:
    return pl.DataFrame({"=id": DANGEROUS, "outcome": ["serve"] * len(DANGEROUS)})


def test_a_result_in_csv_and_its_header(tmp_path: Path) -> None:
    write_rows(rows(), tmp_path / "out.csv", "csv")
    found = pl.read_csv(tmp_path / "out.csv")
    assert found.columns == ["'=id", "outcome"]
    assert [text[0] for text in found["'=id"]] == ["'"] * len(DANGEROUS)
    assert [text_as_written(text) for text in found["'=id"]] == DANGEROUS


def test_a_result_as_a_workbook(tmp_path: Path) -> None:
    write_rows(rows(), tmp_path / "part", "parquet")
    join_rows([tmp_path / "part"], tmp_path / "out.xlsx", "xlsx")
    header, *cells = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_index(0).to_python()
    assert header[0] == "'=id"
    assert all(str(row[0]).startswith("'") for row in cells)


def test_a_quarantine(tmp_path: Path) -> None:
    faults = pl.DataFrame({"id": ["@x"], "column": ["=a"], "text": ["-5"], "help": ["put it right"]})
    write_faults(faults, tmp_path / "quarantine.csv", ".csv")
    assert pl.read_csv(tmp_path / "quarantine.csv").row(0) == ("'@x", "'=a", "'-5", "put it right")


def test_numbers_stay_numbers() -> None:
    frame = pl.DataFrame({"id": ["-1"], "value": [-1.5]})
    assert harmless_frame(frame).row(0) == ("'-1", -1.5)


@pytest.mark.parametrize(("asked", "mode"), [(None, 0o600), ("0640", 0o640)])
def test_what_is_written_of_patients_is_private_unless_asked_otherwise(
    tmp_path: Path, asked: str | None, mode: int
) -> None:
    house = Path(__file__).parents[2]
    (tmp_path / "list.csv").write_text("id,has_systemic_sclerosis\n=p1,yes\np2,no\n", encoding="utf-8")
    (tmp_path / "report.html").write_text("an older one", encoding="utf-8")
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(house), "HOME": str(tmp_path), "IMMUNOTE_CACHE": "off"}
    environment |= {} if asked is None else {"IMMUNOTE_FILE_MODE": asked}
    for words in (
        ["list", "list.csv", "-o", "out.csv", "--notes", "1"],
        ["report", "out.csv", "--out", "report.html", "--force"],
        ["worklist", "out.csv", "list.csv", "-o", "worklist.csv"],
    ):
        command = [sys.executable, "-m", "immunote", *words]
        made = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "list.csv"]
    assert len(written) > 5
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in written} == {
        path.name: oct(mode) for path in written
    }


def test_rights_that_no_file_may_have_are_refused(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2]), "IMMUNOTE_FILE_MODE": "0777"}
    command = [sys.executable, "-m", "immunote", "example"]
    made = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stdout) == (2, "")
    assert "IMMUNOTE_FILE_MODE: Q03" in made.stderr
