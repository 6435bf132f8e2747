"""A list of somebody's own columns, codes, units and dates decides as the same list in the words of the dictionary."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists.manifest import Done, sha256_of
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options, run

DAY = date(2026, 11, 29)


def decided(engine: Engine, folder: Path, text: str, map_text: str | None, **options: Any) -> Done:
    (folder / "list.csv").write_text(text, encoding="utf-8")
    if map_text is not None:
        (folder / "map.yaml").write_text(map_text, encoding="utf-8")
        options["map"] = folder / "map.yaml"
    return run(Options(folder / "list.csv", folder / "out.csv", **options), engine, progress("none"))


def rows(folder: Path) -> list[tuple[Any, ...]]:
    found = open_results(folder / "out.csv").rows.collect()
    return found.rename({found.columns[0]: "id"}).rows()


def refusals(folder: Path) -> list[tuple[Any, ...]]:
    frame = open_results(folder / "out.csv").quarantine
    return frame.select("row", "id", "column", "code", "text").rows()


def faults(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(each.code, each.text) for each in refused.value.faults]


PLAIN = """id,age_years,sex,has_systemic_sclerosis,iga_mg_dl,creatinine_umol_l,creatinine_age_days,methotrexate_outcome
1,56,female,true,95,80,7,failed
2,44,male,true,,,,never_given
"""


def test_columns_codes_units_constants_and_dates_come_to_the_same_bytes(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    decided(engine, tmp_path / "plain", PLAIN, None)
    own = "Nr;dob;G;IgA;Krea;vom;MTX\n1;29.11.1970;w;95;80,0;22.11.2026;1\n2;30.11.1981;m;;;;0\n".replace(";", ",")
    own = own.replace("80,0", "80")
    map_text = """
map: 1
id: Nr
columns:
  dob: {to: age_years, date: DD.MM.YYYY}
  G: {to: sex, values: {w: female, m: male}}
  IgA: {to: iga_g_l, unit: mg/dL}
  Krea: {to: creatinine_mg_dl, unit: µmol/l}
  vom: {to: creatinine_age_days, date: DD.MM.YYYY}
  MTX: {to: methotrexate_outcome, values: {"0": never_given, "1": failed}}
constants: {has_systemic_sclerosis: true}
"""
    done = decided(engine, tmp_path, own, map_text, as_of=DAY)
    assert done.manifest.made.map == sha256_of(tmp_path / "map.yaml")
    assert done.manifest.made.as_of == "2026-11-29"
    assert rows(tmp_path) == rows(tmp_path / "plain")
    assert refusals(tmp_path) == []


def test_a_value_is_converted_exactly_and_rounded_to_the_decimals_of_its_element(
    engine: Engine, tmp_path: Path
) -> None:
    map_text = "map: 1\nid: id\ncolumns: {hb: {to: haemoglobin_g_dl, unit: g/L}}\n"
    decided(engine, tmp_path, "id,hb\n1,125\n2,x\n", map_text, notes="all")
    assert refusals(tmp_path) == [(2, "2", "hb", "L70", "x")]


def test_a_value_that_may_have_a_mark_of_thousands_is_not_converted(engine: Engine, tmp_path: Path) -> None:
    map_text = "map: 1\nid: id\ncolumns: {hb: {to: haemoglobin_g_dl, unit: g/L}}\n"
    decided(engine, tmp_path, "id,hb\n1,125\n2,1.250\n", map_text)
    assert refusals(tmp_path) == [(2, "2", "hb", "L70", "1.250")]


def test_every_fault_of_a_map_is_told_at_once(engine: Engine, tmp_path: Path) -> None:
    map_text = """
map: 1
id: Nummer
columns:
  a: age_year
  b: {to: iga_g_l, unit: furlong}
  c: {to: sex, values: {x: femal}}
  d: {to: has_synovitis, date: DD.MM.YYYY}
  e: {to: months_since_thrombosis, date: YYYY}
  f: {to: months_since_thrombosis}
  g: mrss
constants: {lvef_pct: 900, mrss: 4}
"""
    with pytest.raises(Refused) as refused:
        decided(engine, tmp_path, "id,a,b,c,d,e,f,left\n1,2,3,4,5,6,7,8\n", map_text)
    found = faults(refused)
    assert {
        ("L61", "Nummer"), ("P04", "age_year"), ("L63", "furlong"), ("P13", "femal"), ("L66", "has_synovitis"),
        ("L64", "YYYY"), ("L65", "months_since_thrombosis"), ("L62", "months_since_thrombosis"), ("L61", "g"),
        ("L62", "mrss"), ("P07", "900"), ("L06", "left"),
    } <= set(found)  # fmt: skip
    assert all(":" in each.place and each.help for each in refused.value.faults)
    assert not (tmp_path / "out.csv").exists()


def test_a_map_with_an_unknown_key_is_refused_with_its_line(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        decided(engine, tmp_path, "id,a\n1,2\n", "map: 1\nid: id\ncolumn: {a: mrss}\n")
    assert [(each.code, each.place.rpartition("/")[2]) for each in refused.value.faults] == [("R04", "map.yaml:3:1")]


def test_a_code_that_the_map_does_not_name_sets_its_row_aside(engine: Engine, tmp_path: Path) -> None:
    map_text = 'map: 1\nid: id\nmissing: [-9]\ncolumns: {g: {to: sex, values: {"1": male, "2": female}}}\n'
    decided(engine, tmp_path, "id,g\n1,1\n2,2.0\n3,9\n4,-9\n5,other\n6,\n", map_text)
    assert refusals(tmp_path) == [(3, "3", "g", "L67", "9")]
    assert [row[0] for row in rows(tmp_path)] == ["1", "2", "4", "5", "6"]


def test_a_decimal_comma_is_read_where_the_map_says_so(engine: Engine, tmp_path: Path) -> None:
    map_text = 'map: 1\nid: id\ndecimal_mark: ","\ncolumns: {iga: iga_g_l}\n'
    decided(engine, tmp_path, 'id,iga\n1,"0,05"\n2,1.234\n', map_text)
    assert refusals(tmp_path) == [(2, "2", "iga", "L70", "1.234")]


@pytest.mark.parametrize("cell", ["31.02.2026", "2026-01-01", "30.11.2026"])
def test_a_date_that_is_none_or_lies_ahead_sets_its_row_aside(engine: Engine, tmp_path: Path, cell: str) -> None:
    map_text = "map: 1\nid: id\ncolumns: {d: {to: months_since_thrombosis, date: DD.MM.YYYY}}\n"
    decided(engine, tmp_path, f"id,d\n1,{cell}\n2,29.11.2026\n", map_text, as_of=DAY)
    assert refusals(tmp_path) == [(1, "1", "d", "L68", cell)]


LONG = """map: 1
id: patient
long:
  test: test
  value: value
  unit: unit
  date: date
  tests: {IgA: iga_g_l, Creatinine: {to: creatinine_mg_dl, missing: [haemolysed]}}
"""


def test_of_a_long_table_the_latest_known_value_counts_and_its_age_is_counted(engine: Engine, tmp_path: Path) -> None:
    text = """patient,date,test,value,unit
B,2026-11-22,Creatinine,80,umol/L
A,2026-11-01,IgA,0.95,g/L
A,2025-11-01,IgA,300,mg/dL
A,2026-11-20,Creatinine,1.1,mg/dL
A,2026-11-25,Creatinine,haemolysed,mg/dL
A,2020-01-01,CRP,5,mg/L
"""
    decided(engine, tmp_path, text, LONG, as_of=DAY)
    plain = tmp_path / "plain"
    plain.mkdir()
    wide = "id,iga_g_l,creatinine_mg_dl,creatinine_umol_l,creatinine_age_days\nB,,,80,7\nA,0.95,1.1,,9\n"
    decided(engine, plain, wide, None)
    assert rows(tmp_path) == rows(plain)


def test_a_value_older_than_the_map_allows_is_not_known(engine: Engine, tmp_path: Path) -> None:
    text = "patient,date,test,value,unit\nA,2026-11-28,IgA,1,g/L\nA,2026-01-01,Creatinine,1,mg/dL\n"
    decided(engine, tmp_path, text, LONG.replace("  tests", "  within_days: 90\n  tests"), as_of=DAY)
    (tmp_path / "plain").mkdir()
    decided(engine, tmp_path / "plain", "id,iga_g_l\nA,1\n", None)
    assert rows(tmp_path) == rows(tmp_path / "plain")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("A,2026-11-28,IgA,2,g/L", ("IgA", "L69")),
        ("A,2026-11-27,IgA,2,stone", ("IgA", "L63")),
        ("A,28.11.2026,IgA,2,g/L", ("date", "L68")),
        (",2026-11-28,IgA,2,g/L", ("patient", "L13")),
        ("A,,IgA,2,g/L", ("IgA", "L69")),
        ("A,2026-11-27,IgA,2,", ("IgA", "L63")),
    ],
)
def test_where_nobody_can_say_which_value_counts_the_patient_is_set_aside(
    engine: Engine, tmp_path: Path, line: str, fault: tuple[str, str]
) -> None:
    text = f"patient,date,test,value,unit\nA,2026-11-28,IgA,1,g/L\nB,2026-11-28,IgA,1,g/L\n{line}\n"
    done = decided(engine, tmp_path, text, LONG, as_of=DAY)
    found = refusals(tmp_path)
    assert [(each[3]) for each in found] == [fault[1]]
    assert done.manifest.rows is not None
    assert done.manifest.rows.quarantined == 1
    assert "B" in [row[0] for row in rows(tmp_path)]


def test_tests_that_the_map_does_not_name_are_said(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(LONG)
    lines = [f"A,2026-11-28,{test},1,g/L" for test in ("IgA", "IgA quantitative", "CRP")]
    (tmp_path / "list.csv").write_text("\n".join(["patient,date,test,value,unit", *lines, ""]))
    options = Options(tmp_path / "list.csv", tmp_path / "out.csv", map=tmp_path / "map.yaml", as_of=DAY)
    told: list[str] = []
    run(options, engine, progress("none"), told.append)
    assert any("left out, as the map names no such test: IgA quantitative, CRP" in each for each in told)


def test_repeats_and_events_of_one_patient_are_one_row(engine: Engine, tmp_path: Path) -> None:
    text = """record_id,redcap_event_name,redcap_repeat_instance,day,sex,mtx___1,mtx___2,iga
1,baseline_arm_1,,2026-01-01,2,,,
1,labs_arm_1,1,2026-02-01,,,,1.5
1,labs_arm_1,2,2026-03-01,,,,2.5
1,other_arm_1,,2026-04-01,,,,9
2,baseline_arm_1,,2026-01-01,1,1,0,
"""
    map_text = """
map: 1
id: record_id
rows: {only: {redcap_event_name: [baseline_arm_1, labs_arm_1]}, merged: true, date: day}
columns:
  sex: {to: sex, values: {"1": male, "2": female}}
  mtx___1: {to: methotrexate_outcome, values: {"1": failed, "0": null}}
  iga: iga_g_l
ignore: rest
"""
    decided(engine, tmp_path, text, map_text, as_of=DAY)
    (tmp_path / "plain").mkdir()
    decided(engine, tmp_path / "plain", "id,sex,methotrexate_outcome,iga_g_l\n1,female,,2.5\n2,male,failed,\n", None)
    assert rows(tmp_path) == rows(tmp_path / "plain")


def test_two_values_of_one_patient_without_a_date_set_it_aside(engine: Engine, tmp_path: Path) -> None:
    map_text = "map: 1\nid: id\nrows: {merged: true}\ncolumns: {iga: iga_g_l}\n"
    decided(engine, tmp_path, "id,iga\n1,1.5\n1,2.5\n2,1\n2,\n3,1\n3,1\n", map_text)
    assert refusals(tmp_path) == [(1, "1", "iga_g_l", "L69", "1.5, 2.5")]


@pytest.mark.parametrize("kind", ["parquet", "ndjson"])
def test_typed_files_are_read_by_the_same_map(engine: Engine, tmp_path: Path, kind: str) -> None:
    frame = pl.DataFrame(
        {"nr": [1, 2], "alive": [True, None], "born": [date(1970, 11, 29), None], "iga": [0.95, None], "x": [1, 2]}
    )
    path = tmp_path / f"list.{kind}"
    frame.write_parquet(path) if kind == "parquet" else frame.write_ndjson(path)
    (tmp_path / "map.yaml").write_text(
        "map: 1\nid: nr\nignore: [x]\ncolumns: {alive: has_systemic_sclerosis, born: {to: age_years, date: YYYY-MM-DD},"
        " iga: iga_g_l}\n"
    )
    run(Options(path, tmp_path / "out.csv", map=tmp_path / "map.yaml", as_of=DAY), engine, progress("none"))
    (tmp_path / "plain").mkdir()
    plain = "id,age_years,has_systemic_sclerosis,iga_g_l\n1,56,true,0.95\n2,,,\n"
    decided(engine, tmp_path / "plain", plain, None)
    assert rows(tmp_path) == rows(tmp_path / "plain")


def test_parts_and_resuming_do_not_change_a_mapped_result(engine: Engine, tmp_path: Path) -> None:
    map_text = "map: 1\nid: nr\ncolumns: {a: age_years}\n"
    text = "nr,a\n" + "".join(f"{number},{20 + number % 60}\n" for number in range(50)) + "50,x,y\n51,3\n"
    decided(engine, tmp_path, text, map_text)
    whole = (tmp_path / "out.csv").read_bytes(), (tmp_path / "out.csv.quarantine.csv").read_bytes()
    assert refusals(tmp_path)[0][3] == "L10"
    decided(engine, tmp_path, text, map_text, part_rows=7, force=True)
    assert whole == ((tmp_path / "out.csv").read_bytes(), (tmp_path / "out.csv.quarantine.csv").read_bytes())
    with pytest.raises(Refused) as refused:
        decided(engine, tmp_path, text, map_text + "constants: {sex: male}\n", part_rows=7, resume=True)
    assert faults(refused)[0][0] == "L21"


def test_a_value_without_a_date_is_not_said_to_be_within_some_days(engine: Engine, tmp_path: Path) -> None:
    text = "patient,date,test,value,unit\nA,2026-11-28,IgA,1,g/L\nB,,IgA,1,g/L\n"
    decided(engine, tmp_path, text, LONG.replace("  tests", "  within_days: 90\n  tests"), as_of=DAY)
    assert [(each[1], each[3]) for each in refusals(tmp_path)] == [("B", "L68")]


def test_a_row_without_a_date_may_be_the_latest(engine: Engine, tmp_path: Path) -> None:
    map_text = "map: 1\nid: id\nrows: {merged: true, date: d}\ncolumns: {iga: iga_g_l}\n"
    decided(engine, tmp_path, "id,d,iga\n1,2026-01-01,1\n1,,2\n2,2026-01-01,1\n2,,1\n3,,1\n", map_text, as_of=DAY)
    assert refusals(tmp_path) == [(1, "1", "iga_g_l", "L69", "1, 2")]


MERGED = "map: 1\nid: id\nmissing: [-9]\nrows: {merged: true, date: d}\ncolumns: {iga: iga_g_l, dm: has_diabetes}\n"
NOTHING = ["", "NA", "n/a", "NaN", ".", ".a", "#N/A", "-9", "-9.0", " NULL ", "unbekannt", "not known"]


@pytest.mark.parametrize("cell", NOTHING)
def test_a_latest_cell_that_says_nothing_is_no_value(engine: Engine, tmp_path: Path, cell: str) -> None:
    text = (
        f"id,d,iga,dm\n1,2026-01-01,1.5,yes\n1,2026-02-01,{cell},no\n1,2026-02-01,{cell},{cell}\n2,2026-01-01,{cell},\n"
    )
    decided(engine, tmp_path, text, MERGED, as_of=DAY)
    (tmp_path / "plain").mkdir()
    decided(engine, tmp_path / "plain", "id,iga_g_l,has_diabetes\n1,1.5,no\n2,,\n", None)
    assert refusals(tmp_path) == []
    assert rows(tmp_path) == rows(tmp_path / "plain")


@pytest.mark.parametrize("cell", [each for each in NOTHING if each != "-9.0"])
def test_a_date_that_says_nothing_is_none(engine: Engine, tmp_path: Path, cell: str) -> None:
    """Its row may be the latest, so a value in it must be that of the latest."""
    decided(
        engine,
        tmp_path,
        f"id,d,iga,dm\n1,2026-01-01,1,\n1,{cell},2,\n2,2026-01-01,1,\n2,{cell},1,\n",
        MERGED,
        as_of=DAY,
    )
    assert refusals(tmp_path) == [(1, "1", "iga_g_l", "L69", "1, 2")]


@pytest.mark.parametrize("cell", NOTHING)
def test_a_measurement_that_says_nothing_is_no_value_and_has_no_age(engine: Engine, tmp_path: Path, cell: str) -> None:
    text = (
        "patient,date,test,value,unit\nA,2026-11-01,Creatinine,80,umol/L\n"
        f"A,2026-11-20,Creatinine,{cell},umol/L\nA,2026-11-20,Creatinine,{cell},\n"
    )
    decided(engine, tmp_path, text, LONG.replace("long:", "missing: [-9]\nlong:"), as_of=DAY)
    (tmp_path / "plain").mkdir()
    decided(engine, tmp_path / "plain", "id,creatinine_umol_l,creatinine_age_days\nA,80,28\n", None)
    assert refusals(tmp_path) == []
    assert rows(tmp_path) == rows(tmp_path / "plain")


def test_a_code_that_is_named_means_what_the_map_says(engine: Engine, tmp_path: Path) -> None:
    map_text = "map: 1\nid: id\ncolumns: {x: {to: has_diabetes, values: {NA: false, J: true}}}\n"
    decided(engine, tmp_path, "id,x\n1,NA\n2,J\n3,n/a\n", map_text)
    (tmp_path / "plain").mkdir()
    decided(engine, tmp_path / "plain", "id,has_diabetes\n1,false\n2,true\n3,\n", None)
    assert rows(tmp_path) == rows(tmp_path / "plain")


def test_rows_by_their_dates_need_a_day_and_none_lies_after_it(engine: Engine, tmp_path: Path) -> None:
    text = "id,d,iga,dm\n1,2026-01-01,1,\n1,2062-02-01,2,\n2,2026-11-29,1,\n3,2026-11-30,1,\n"
    with pytest.raises(Refused) as refused:
        decided(engine, tmp_path, text, MERGED)
    assert faults(refused) == [("L65", "d")]
    decided(engine, tmp_path, text, MERGED, as_of=DAY)
    assert [(each[1], each[3], each[4]) for each in refusals(tmp_path)] == [
        ("1", "L68", "2062-02-01"), ("3", "L68", "2026-11-30"),
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["9", "9.0", "09", "+9"])
@pytest.mark.parametrize("mark", [".", ","])
def test_a_code_for_missing_is_one_however_its_zeros_are_written(
    engine: Engine, tmp_path: Path, cell: str, mark: str
) -> None:
    map_text = f"map: 1\nid: id\ndecimal_mark: '{mark}'\nmissing: [9]\ncolumns: {{lvef: lvef_pct}}\n"
    written = cell.replace(".", mark)
    decided(engine, tmp_path, f"id;lvef\n1;{written}\n2;60\n", map_text)
    (tmp_path / "plain").mkdir()
    decided(engine, tmp_path / "plain", "id,lvef_pct\n1,\n2,60\n", None)
    assert rows(tmp_path) == rows(tmp_path / "plain")


@pytest.mark.parametrize(
    ("column", "code"),
    [
        ("{to: iga_g_l, unit: mg/dL, values: {'<7': 6}}", "6"),
        ("{to: ck_u_l, unit: ukat/L, values: {low: 1}}", "1"),
    ],
)
def test_a_number_for_a_code_beside_a_unit_is_refused(engine: Engine, tmp_path: Path, column: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        decided(engine, tmp_path, "id,a\n1,2\n", f"map: 1\nid: id\ncolumns: {{a: {column}}}\n")
    assert faults(refused) == [("L64", code)]


def test_a_column_that_is_read_and_ignored_is_refused(engine: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        decided(engine, tmp_path, "id,a\n1,2\n", "map: 1\nid: id\ncolumns: {a: mrss}\nignore: [a]\n")
    assert faults(refused) == [("L64", "a")]


def test_the_ids_can_be_named_anywhere_in_a_map(engine: Engine, tmp_path: Path) -> None:
    decided(engine, tmp_path, "id,a\n1,2\n3,4\n", "map: 1\nid: id\nrows: {only: {id: [3]}}\ncolumns: {a: mrss}\n")
    assert [row[0] for row in rows(tmp_path)] == ["3"]
    decided(engine, tmp_path, "id\n50\n60\n", "map: 1\nid: id\ncolumns: {id: age_years}\n", force=True)
    assert refusals(tmp_path) == []


def test_what_no_row_holds_of_the_rows_that_count_is_said(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text("map: 1\nid: id\nrows: {only: {event: [base, lab]}}\ncolumns: {a: mrss}\n")
    (tmp_path / "list.csv").write_text("id,event,a\n1,base,2\n1,labs,3\n")
    told: list[str] = []
    run(
        Options(tmp_path / "list.csv", tmp_path / "out.csv", map=tmp_path / "map.yaml"),
        engine,
        progress("none"),
        told.append,
    )
    assert any("no row holds what `only` of the map names: event = lab" in each for each in told)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_name_in_the_header_may_go_on_in_the_next_line(engine: Engine, tmp_path: Path, end: str) -> None:
    text = 'id,"mRSS\nscore","Alter\n(Jahre)"\n1,3,50\n2,4,60\n'.replace("\n", end)
    (tmp_path / "list.csv").write_bytes(text.encode())
    quoted = end.replace("\r", "\\r").replace("\n", "\\n")
    map_text = f'map: 1\nid: id\ncolumns: {{"mRSS{quoted}score": mrss, "Alter{quoted}(Jahre)": age_years}}\n'
    (tmp_path / "map.yaml").write_text(map_text)
    done = run(
        Options(tmp_path / "list.csv", tmp_path / "out.csv", map=tmp_path / "map.yaml"), engine, progress("none")
    )
    assert done.manifest.rows is not None
    assert (done.manifest.rows.read, done.manifest.rows.quarantined) == (2, 0)


def test_a_value_of_json_that_is_no_id_sets_its_row_aside(engine: Engine, tmp_path: Path) -> None:
    ids = ['"a"', "7", "1.5", "true", '{"nr": "b"}', "null"]
    lines = "".join(f'{{"patient": {each}, "age": {50 + at}}}\n' for at, each in enumerate(ids))
    (tmp_path / "list.ndjson").write_text(lines, encoding="utf-8")
    (tmp_path / "map.yaml").write_text("map: 1\nid: patient\ncolumns: {age: age_years}\n", encoding="utf-8")
    options = Options(tmp_path / "list.ndjson", tmp_path / "out.csv", map=tmp_path / "map.yaml")
    run(options, engine, progress("none"))
    assert [row[0] for row in rows(tmp_path)] == ["a", "7"]
    texts = [(3, "L13", "1.5"), (4, "L13", "true"), (5, "L13", '{"nr": "b"}'), (6, "L13", "empty")]
    assert [(row, code, text) for row, _, _, code, text in refusals(tmp_path)] == texts


@pytest.mark.parametrize("unit", ["mg/dL", "mg/l", "g/L"])
def test_urea_in_mass_is_not_read_as_its_nitrogen(engine: Engine, tmp_path: Path, unit: str) -> None:
    map_text = f"map: 1\nid: id\ncolumns: {{u: {{to: urea_mmol_l, unit: {unit}}}}}\n"
    with pytest.raises(Refused) as refused:
        decided(engine, tmp_path, "id,u\n1,40\n", map_text)
    assert faults(refused) == [("L63", unit)]
    decided(engine, tmp_path, "id,u\n1,5\n", map_text.replace("urea_mmol_l", "bun_mg_dl").replace(unit, "mmol/L"))
    assert refusals(tmp_path) == []
