"""What stands for gigabytes in a few bytes is refused before it is unpacked, whichever way it is written."""

from __future__ import annotations

import gzip
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from immunote.engine.faults import Fault, Refused
from immunote.service.lists import flatten
from immunote.service.lists.parquet_list import ParquetList
from immunote.service.lists.tables.opening import open_table
from immunote.service.lists.tables.packed import unpacked
from immunote.service.lists.tables.raw_table import ReadingChoices
from immunote.service.lists.tables.workbook_bounds import extents

SHEET = "xl/worksheets/sheet1.xml"
ONE = '<c r="A1" t="inlineStr"><is><t>id</t></is></c>'
FAR = {
    "an ordinary cell": '<row r="5000"><c r="XFD5000"><v>1</v></c></row>',
    "single quotes": "<row r='5000'><c r='XFD5000'><v>1</v></c></row>",
    "spaces round the sign": '<row r = "5000"><c r = "XFD5000"><v>1</v></c></row>',
    "small letters": '<row r="5000"><c r="xfd5000"><v>1</v></c></row>',
    "a line end in the tag": '<row r="5000"><c\ns="0"\nr="XFD5000"><v>1</v></c></row>',
    "another prefix": '<x:row r="5000"><x:c r="XFD5000"><x:v>1</x:v></x:c></x:row>',
    "a row alone says where it is": '<row r="1">'
    + "<c><v>1</v></c>" * 50
    + '</row><row r="1048576"><c><v>1</v></c></row>',
}


def workbook(path: Path, parts: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


@pytest.mark.parametrize("rows", FAR.values(), ids=FAR)
@pytest.mark.parametrize("part", [SHEET, "xl/worksheets/deeper/sheet.xml", "data/other.xml", "xl/a.bin", "xl/sheet"])
def test_one_cell_far_away(tmp_path: Path, rows: str, part: str) -> None:
    sheet = f"<worksheet><sheetData><row r='1'>{ONE}</row>{rows}</sheetData></worksheet>"
    with pytest.raises(Refused) as refused:
        extents(workbook(tmp_path / "a.xlsx", {part: sheet}), Path("a.xlsx"))
    assert codes(refused) == ["L36"]


def test_many_sheets_count_together(tmp_path: Path) -> None:
    sheet = f'<worksheet><sheetData><row r="1">{ONE}</row><row r="60000"><c r="CV60000"/></row></sheetData></worksheet>'
    one = workbook(tmp_path / "one.xlsx", {SHEET: sheet})
    assert extents(one, one)[SHEET].columns == 100
    with pytest.raises(Refused) as refused:
        extents(workbook(tmp_path / "a.xlsx", {f"xl/worksheets/sheet{n}.xml": sheet for n in range(2)}), one)
    assert codes(refused) == ["L36"]


@pytest.mark.parametrize("name", ["list.xlsb", "LIST.XLSB", "list.xlsx", "list.xlsm", "list.ods"])
@pytest.mark.parametrize("part", ["xl/workbook.bin", "XL/Workbook.BIN"])
def test_a_binary_workbook_is_refused_whatever_it_is_called(tmp_path: Path, name: str, part: str) -> None:
    path = workbook(tmp_path / name, {part: b"\x83\x01\x00", "xl/worksheets/sheet1.bin": b"\x81\x01\x00"})
    with pytest.raises(Refused, match="in a binary workbook nobody") as refused:
        open_table([str(path)], ReadingChoices(), {"mrss"})
    assert codes(refused) == ["L02"]


def test_a_printer_beside_a_sheet_is_none(tmp_path: Path) -> None:
    """Excel keeps the settings of printers and macros in binary parts."""
    settings = bytes(range(256)) * 40
    sheet = f"<worksheet><sheetData><row r='1'>{ONE}</row></sheetData></worksheet>"
    parts = {SHEET: sheet, "xl/printerSettings/printerSettings1.bin": settings, "xl/vbaProject.bin": settings}
    found = extents(workbook(tmp_path / "a.xlsm", parts), Path("a.xlsm"))
    assert {name: each.rows * each.columns for name, each in found.items() if each.rows} == {SHEET: 1}


def test_cells_without_places_are_counted_by_row(tmp_path: Path) -> None:
    row = "<row><c><v>1</v></c><c><v>2</v></c></row>"
    found = extents(workbook(tmp_path / "a.xlsx", {SHEET: f"<worksheet>{row * 5}</worksheet>"}), Path("a.xlsx"))
    assert (found[SHEET].rows, found[SHEET].columns) == (5, 2)


@pytest.mark.parametrize("pack", ["gz", "zip"])
def test_zeros_packed(tmp_path: Path, pack: str) -> None:
    path = tmp_path / f"list.csv.{pack}"
    if pack == "gz":
        path.write_bytes(gzip.compress(bytes(64 << 20), 9))
    else:
        workbook(path, {"list.csv": bytes(64 << 20)})
    with pytest.raises(Refused) as refused:
        unpacked(path, path)
    assert codes(refused) == ["L01"]


def test_an_export_of_one_endless_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flatten, "LONGEST", 1 << 20)
    path = tmp_path / "Patient.ndjson.gz"
    path.write_bytes(gzip.compress(b" " * (8 << 20), 9))
    faults: list[Fault] = []
    assert list(flatten._lines(path, faults)) == []
    assert [fault.code for fault in faults] == ["P16"]


def test_a_parquet_file_that_declares_rows_without_end(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    pl.select(pl.repeat(None, 3_000_000, dtype=pl.Boolean).alias("id")).write_parquet(path, statistics=False)
    assert path.stat().st_size < 10_000
    with pytest.raises(Refused) as refused:
        ParquetList(path, 1000)
    assert codes(refused) == ["L36"]


@pytest.mark.parametrize("place", ["XFD5000", "XFD2", "B100001", "CV5001"])
def test_a_review_with_one_cell_far_away(tmp_path: Path, place: str) -> None:
    """In a process that may take 2 GB: the old way took eight."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.create_sheet("Scenarios")[place] = "x"
    path = tmp_path / "pack.xlsx"
    book.save(path)
    reads = (
        "import sys; from pathlib import Path; from immunote.engine.faults import Refused\n"
        "from immunote.service.review.import_pack import _opened\n"
        "try:\n    _opened(Path(sys.argv[1]))\n"
        "except Refused as refused:\n    print(refused.faults[0].code)"
    )
    limit: Callable[[], None] = lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))  # noqa: E731
    made = subprocess.run(
        [sys.executable, "-c", reads, str(path)],
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert made.stdout == "V20\n"
