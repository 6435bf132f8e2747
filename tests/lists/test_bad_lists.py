"""What cannot be read or written is refused as a whole, with code, place and help, before anything is written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists import run as running
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options
from immunote.service.lists.tables.raw_table import ReadingChoices
from immunote.service.lists.template import MARK, template

GOOD = b"id,age_years\n1,56\n2,57\n"


def faults(engine: Engine, source: Path, out: Path, **options: Any) -> list[tuple[str, str]]:
    """Code and text of each fault; nothing is written."""
    before = sorted(out.parent.rglob("*"))
    with pytest.raises(Refused) as refused:
        running.run(Options(list=source, out=out, **options), engine, progress("none"))
    assert all(fault.help and fault.place for fault in refused.value.faults)
    assert sorted(out.parent.rglob("*")) == before
    return [(fault.code, fault.text) for fault in refused.value.faults]


BAD = {
    "nothing at all": (b"", "L03"),
    "a header alone": (b"id,age_years\n", "L03"),
    "a header and blank lines": (b"id,age_years\n\n\n", "L03"),
    "UTF-16 without its mark": ("id,age_years\n1,56\n".encode("utf-16-le"), "P17"),
    "a name twice": (b"id,age_years,age_years\n1,56,57\n", "L04"),
    "a column without a name": (b"id,,age_years\n1,2,56\n", "L04"),
    "a quote left open in the header": (b'id,"age_years\n1,56\n', "L04"),
    "no element at all": (b"id,name,born\n1,x,1970\n", "L04"),
    "no ids": (b"patient,age_years\n1,56\n", "L05"),
    "a quote left open": (b'id,age_years\n1,"56\n2,57\n', "L09"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_csv_that_cannot_be_read_is_refused_whole(engine: Engine, tmp_path: Path, case: str) -> None:
    content, code = BAD[case]
    (tmp_path / "list.csv").write_bytes(content)
    assert [found for found, _ in faults(engine, tmp_path / "list.csv", tmp_path / "out.csv")] == [code]


def test_a_fault_names_the_line(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"id,age_years\n1,56\n2,57\nM\x81ller,58\n")
    with pytest.raises(Refused) as refused:
        running.run(Options(tmp_path / "list.csv", tmp_path / "out"), engine, progress("none"))
    assert refused.value.faults[0].place.endswith("list.csv:4")


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + GOOD, GOOD.replace(b"\n", b"\r\n")])
def test_a_byte_order_mark_and_windows_line_ends_are_fine(engine: Engine, tmp_path: Path, content: bytes) -> None:
    for name, each in (("plain", GOOD), ("other", content)):
        (tmp_path / f"{name}.csv").write_bytes(each)
        running.run(Options(tmp_path / f"{name}.csv", tmp_path / f"out-{name}.csv"), engine, progress("none"))
    assert (tmp_path / "out-plain.csv").read_bytes() == (tmp_path / "out-other.csv").read_bytes()


def test_an_unknown_column_stops_the_run_unless_it_is_ignored(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"id,age_year,age_years\n1,9,56\n")
    assert faults(engine, tmp_path / "list.csv", tmp_path / "b.csv") == [("L06", "age_year")]
    ignored = ReadingChoices(ignore=("age_year",))
    done = running.run(Options(tmp_path / "list.csv", tmp_path / "a.csv", reading=ignored), engine, progress("none"))
    (warning,) = done.warnings
    assert (warning.code, warning.text) == ("L06", "age_year")
    assert "`age_years`" in warning.help
    assert done.manifest.warnings == ("age_year",)
    for name in ("id", "age_years", "weight"):
        wrong = ReadingChoices(ignore=("age_year", name))
        assert faults(engine, tmp_path / "list.csv", tmp_path / "b.csv", reading=wrong) == [("L23", name)]


def test_a_parquet_column_of_a_wrong_type_is_refused_with_all_others(engine: Engine, tmp_path: Path) -> None:
    frame = pl.DataFrame({"id": [1.5], "age_years": ["56"], "iga_g_l": [0.07], "sex": [True], "weight_kg": [70]})
    frame.with_columns(pl.col("iga_g_l").cast(pl.Float32)).write_parquet(tmp_path / "list.parquet")
    assert faults(engine, tmp_path / "list.parquet", tmp_path / "out") == [
        ("L08", "id: Float64"),
        ("L08", "age_years: String"),
        ("L08", "iga_g_l: Float32"),
        ("L08", "sex: Boolean"),
    ]


@pytest.mark.parametrize("keep", [0, 3, 500, -1])
def test_a_parquet_that_was_cut_off_is_refused(engine: Engine, tmp_path: Path, keep: int) -> None:
    pl.DataFrame({"id": ["1"], "age_years": [56]}).write_parquet(tmp_path / "list.parquet")
    content = (tmp_path / "list.parquet").read_bytes()
    (tmp_path / "list.parquet").write_bytes(content[:keep])
    (found,) = faults(engine, tmp_path / "list.parquet", tmp_path / "out")
    assert found[0] == ("L03" if keep == 0 else "L01")


def test_a_line_of_ndjson_that_is_no_object_goes_to_the_quarantine(engine: Engine, tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "age_years": 56}',
        '{"id": "b", "age_years": 56',
        "[1, 2]",
        "hello",
        '{"id": "c", "age_years": 56, "age_years": 57}',
        '{"id": "d", "age_years" : 56, "age_years": 57}',
        '{"id": "e", "age_years": "56"}',
        '{"id": "f", "age_years": NaN}',
        '{"id": "g", "sex": "unknown", "age_years": "unknown"}',
        '{"id": "h", "iga_g_l": 0.06999999999999999999999}',
        "",
        '{"age_years": 56}',
    ]
    (tmp_path / "list.ndjson").write_text("\n".join(lines) + "\n")
    running.run(Options(tmp_path / "list.ndjson", tmp_path / "out.ndjson"), engine, progress("none"))
    found = open_results(tmp_path / "out.ndjson")
    assert found.rows.select("id").collect()["id"].to_list() == ["a", "g", "h"]
    codes = found.quarantine.select("row", "line", "code").rows()
    assert codes == [
        (2, 2, "P01"),
        (3, 3, "P02"),
        (4, 4, "P02"),
        (5, 5, "P03"),
        (6, 6, "P03"),
        (7, 7, "P06"),
        (8, 8, "P10"),
        (11, 12, "L13"),
    ]


def test_the_template_is_a_list_of_nobody(engine: Engine, tmp_path: Path) -> None:
    text = template(engine.rulebase, "case")
    header, explained = text.splitlines()
    assert header.split(",") == ["case", *engine.rulebase.elements]
    assert explained.startswith(MARK)
    (tmp_path / "list.csv").write_text(text + "P1" + "," * len(engine.rulebase.elements) + "\n")
    done = running.run(Options(tmp_path / "list.csv", tmp_path / "out", id="case"), engine, progress("none"))
    found = open_results(tmp_path / "out")
    assert found.quarantine.select("row", "code").rows() == [(1, "L15")]
    assert found.rows.select("case").collect()["case"].to_list() == ["P1"]
    assert done.manifest.rows is not None
    assert done.manifest.rows.evaluated == 1


def test_paths_that_do_not_fit_are_refused(engine: Engine, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes(GOOD)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.doc").write_text("dear")
    (tmp_path / "list.doc").write_bytes(GOOD)
    expected: list[tuple[Path, Path, dict[str, Any], str]] = [
        (tmp_path / "nowhere.csv", tmp_path / "out", {}, "L01"),
        (tmp_path / "full", tmp_path / "out", {}, "L01"),
        (tmp_path / "list.doc", tmp_path / "out", {}, "L02"),
        (source, source, {"force": True}, "L18"),
        (source, tmp_path, {"force": True}, "L18"),
        (source, tmp_path / "out.docx", {}, "L02"),
        (source, tmp_path / "out.csv", {"kind": "parquet"}, "L23"),
        (source, tmp_path / "out", {"kind": "xlsx"}, "L02"),
        (source, tmp_path / "full", {}, "L16"),
        (source, tmp_path / "full", {"force": True}, "L16"),
        (source, tmp_path / "full", {"resume": True}, "L20"),
        (source, tmp_path / "out", {"id": "age_years"}, "L23"),
        (source, tmp_path / "out", {"jurisdiction": "mars"}, "Q03"),
        (source, tmp_path / "out", {"notes": ","}, "L23"),
        (source, tmp_path / "out", {"columns": "statu"}, "L23"),
    ]
    for found, out, options, code in expected:
        assert [each for each, _ in faults(engine, found, out, **options)] == [code], (out, options)
    assert source.read_bytes() == GOOD


def test_all_faults_come_at_once(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(b"patient,age_years\n1,56\n")
    found = faults(engine, tmp_path / "list.csv", tmp_path / "out.csv", columns="statu", part_rows=0, notes=",")
    assert [code for code, _ in found] == ["L23", "L23", "L23", "L05"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_an_output_that_may_not_be_written_is_refused(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(GOOD)
    (tmp_path / "closed").mkdir(mode=0o500)
    assert faults(engine, tmp_path / "list.csv", tmp_path / "closed" / "out.csv")[0][0] == "L17"


def test_an_output_where_no_folder_can_be_made_is_refused(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(GOOD)
    (tmp_path / "file").write_text("")
    assert faults(engine, tmp_path / "list.csv", tmp_path / "file" / "out")[0][0] == "L17"


def test_force_replaces_a_former_run_and_leaves_what_is_not_its_own(engine: Engine, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes(GOOD)
    out = tmp_path / "out"
    running.run(Options(source, out, part_rows=1, notes="all"), engine, progress("none"))
    (out / "letter.txt").write_text("dear")
    assert len(list(out.glob("part-*"))) == 2
    running.run(Options(source, out, force=True), engine, progress("none"))
    assert sorted(path.name for path in out.iterdir()) == [
        *("facts.bin", "letter.txt", "manifest.json", "part-00000.parquet", "quarantine.csv", "summary.json")
    ]


def test_a_result_that_is_none_or_not_whole_is_refused(engine: Engine, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_bytes(GOOD)
    running.run(Options(source, tmp_path / "out"), engine, progress("none"))
    (tmp_path / "out" / "part-00000.parquet").write_bytes(b"half")
    for path in (source, tmp_path / "nowhere", tmp_path / "out"):
        with pytest.raises(Refused) as refused:
            open_results(path)
        assert [fault.code for fault in refused.value.faults] == ["L24"]


@pytest.mark.parametrize("place", ['"id": "\\ud800"', '"id": "b", "sex": "\\uDFFFx"', '"id": "b", "\\udabc": 1'])
def test_half_a_letter_sets_its_row_aside(engine: Engine, tmp_path: Path, place: str) -> None:
    """JSON can name one half of a pair of UTF-16 alone; no file can hold it."""
    (tmp_path / "a.ndjson").write_text(f'{{"id": "a", "age_years": 50}}\n{{{place}}}\n', encoding="utf-8")
    running.run(Options(tmp_path / "a.ndjson", tmp_path / "out.csv"), engine, progress("none"))
    results = open_results(tmp_path / "out.csv")
    assert [(row["row"], row["code"]) for row in results.quarantine.rows(named=True)] == [(2, "P17")]
    assert results.rows.collect().height == 1
