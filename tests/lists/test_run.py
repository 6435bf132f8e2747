"""A whole run: each row as the engine decides it alone, nothing lost, the same bytes however it is cut or stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from immunote.engine.api import Disagreement, Engine
from immunote.engine.columns import Columns
from immunote.engine.faults import Refused
from immunote.engine.note import Note
from immunote.engine.noting.digest import plain
from immunote.service.lists import law
from immunote.service.lists import run as running
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Done, Options
from tests.lists.cohorts import WRITERS, cohort, columns_of, write_csv, write_ndjson, write_parquet

ROWS = 60


def run(engine: Engine, source: Path, out: Path, **options: Any) -> Done:
    return running.run(Options(list=source, out=out, **options), engine, progress("none"))


@pytest.fixture(scope="module")
def rows(engine: Engine) -> list[dict[str, Any]]:
    return cohort(engine, ROWS)


@pytest.fixture(scope="module")
def lists(engine: Engine, rows: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("lists")
    return {kind: write(folder / f"list.{kind}", engine, rows) for kind, write in WRITERS.items()}


@pytest.fixture(scope="module")
def notes(engine: Engine, rows: list[dict[str, Any]]) -> list[Note]:
    """Each row's note, written alone."""
    return [engine.note({name: value for name, value in row.items() if name != "id"}) for row in rows]


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("made", ["out.csv", "out.parquet", "out.ndjson", "folder"])
def test_each_row_is_decided_as_alone(
    engine: Engine,
    rows: list[dict[str, Any]],
    notes: list[Note],
    lists: dict[str, Path],
    tmp_path: Path,
    kind: str,
    made: str,
) -> None:
    done = run(engine, lists[kind], tmp_path / made, part_rows=17)
    found = open_results(tmp_path / made)
    decided = found.rows.collect()
    assert decided["id"].to_list() == [row["id"] for row in rows]
    for note, result in zip(notes, decided.iter_rows(named=True), strict=True):
        assert result["status"] == note.status
        assert result["outcome"] == note.outcome
        assert result["leaning"] == note.leaning
        assert result["certainty"] == note.certainty
        assert result["reachable"] == list(note.reachable)
        assert sorted(result["deciding"]) == sorted(note.decision.rules)
        assert set(result["missing"]) == {each.element for each in note.missing if each.outcomes or each.flags}
        assert result["rulebase"] == note.provenance.content_hash
    assert found.quarantine.is_empty()
    assert done.manifest.rows is not None
    assert done.manifest.rows.evaluated == done.manifest.rows.read == ROWS


def test_whatever_the_list_is_written_in_the_result_is_the_same(
    engine: Engine, lists: dict[str, Path], tmp_path: Path
) -> None:
    for kind, path in lists.items():
        run(engine, path, tmp_path / f"{kind}.csv", part_rows=7)
    first, *others = [(tmp_path / f"{kind}.csv").read_bytes() for kind in lists]
    assert all(other == first for other in others)


def test_rows_in_are_rows_out_and_rows_quarantined(engine: Engine, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    bad = [dict(row) for row in rows]
    bad[3]["age_years"] = 300
    bad[5]["id"] = bad[40]["id"]
    bad[7]["id"] = ""
    bad[8] |= {"has_active_renal_crisis": True, "had_renal_crisis": False}
    source = write_csv(tmp_path / "list.csv", engine, bad)
    text = source.read_text()
    source.write_text(text.replace("\nP00010,", "\nP00010,,"))
    done = run(engine, source, tmp_path / "out.csv", part_rows=11)
    found = open_results(tmp_path / "out.csv")
    codes = found.quarantine.group_by("row").agg(pl.col("code").unique().sort()).sort("row")
    assert dict(codes.iter_rows()) == {4: ["P07"], 6: ["L14"], 8: ["L13"], 9: ["P09"], 11: ["L10"], 41: ["L14"]}
    lines = dict(found.quarantine.select("row", "line").iter_rows())
    assert all(line == row + 1 for row, line in lines.items())
    kept = [row["id"] for number, row in enumerate(bad, 1) if number not in (4, 6, 8, 9, 11, 41)]
    assert found.rows.select("id").collect()["id"].to_list() == kept
    counts = done.manifest.rows
    assert counts is not None
    assert (counts.read, counts.evaluated, counts.quarantined) == (ROWS, ROWS - 6, 6)
    assert found.quarantine.filter(pl.col("row") == 6)["help"][0].startswith("also in row 41, ")


def test_the_faults_of_a_row_are_those_of_the_engine(engine: Engine, tmp_path: Path) -> None:
    bad: list[dict[str, Any]] = [
        {"id": "a", "age_years": 300, "sex": "femal"},
        {"id": "b", "weight_kg": 62, "height_cm": 160, "bmi_kg_m2": 35},
        {"id": "c", "age_years": 56.5, "iga_g_l": 40},
        {"id": "d", "has_systemic_sclerosis": True},
    ]
    for kind, write in (("csv", write_csv), ("ndjson", write_ndjson)):
        run(engine, write(tmp_path / f"list.{kind}", engine, bad), tmp_path / f"out.{kind}")
        quarantine = open_results(tmp_path / f"out.{kind}").quarantine
        for number, row in enumerate(bad, 1):
            found = {tuple(each) for each in quarantine.filter(row=number).select("column", "code", "help").iter_rows()}
            assert found == faults_alone(engine, row), (kind, number)


def faults_alone(engine: Engine, row: dict[str, Any]) -> set[tuple[str, ...]]:
    try:
        engine.patient({name: value for name, value in row.items() if name != "id"})
    except Refused as refused:
        return {(fault.place.removeprefix("$."), fault.code, fault.help) for fault in refused.faults}
    return set()


@pytest.mark.parametrize("name", ["status", "reachable", "missing", "certainty", "truth.muscle_target"])
def test_where_columns_and_one_patient_disagree_no_part_is_written(
    engine: Engine, lists: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    real = law._rows_to_compare

    def wrong(columns: Columns, evaluated: pl.DataFrame) -> list[dict[str, Any]]:
        return [{**row, name: ["?"] if isinstance(row[name], list) else "?"} for row in real(columns, evaluated)]

    monkeypatch.setattr(law, "_rows_to_compare", wrong)
    with pytest.raises(Disagreement) as error:
        run(engine, lists["csv"], tmp_path / "out")
    assert error.value.fault.code == "E01"
    assert name.removeprefix("truth.") in error.value.fault.text
    assert not list((tmp_path / "out").glob("part-*"))


def test_which_rows_are_checked_is_chosen_by_rule_base_and_part(engine: Engine) -> None:
    first, again, second = (law.sampled(engine, number, 1000) for number in (0, 0, 1))
    assert first == again != second
    assert len(set(first)) == law.CHECKED_ROWS
    assert law.sampled(engine, 0, 3) == [0, 1, 2]


def test_the_manifest_holds_no_id_and_no_moment(engine: Engine, lists: dict[str, Path], tmp_path: Path) -> None:
    run(engine, lists["csv"], tmp_path / "a.csv", notes="P00003,P00005")
    run(engine, lists["csv"], tmp_path / "b.csv", notes="P00003,P00005")
    manifest = (tmp_path / "a.csv.manifest.json").read_text()
    assert manifest.replace("a.csv", "b.csv") == (tmp_path / "b.csv.manifest.json").read_text()
    assert "P0000" not in manifest


def test_notes_are_those_of_the_engine_by_row_number(
    engine: Engine, rows: list[dict[str, Any]], lists: dict[str, Path], tmp_path: Path
) -> None:
    wanted = {"3": [1, 2, 3], "all": list(range(1, ROWS + 1)), "P00003,P00050": [4, 51], "ids:P00007": [8]}
    for number, (notes, expected) in enumerate(wanted.items()):
        out = tmp_path / f"out-{number}"
        run(engine, lists["parquet"], out, notes=notes, part_rows=25)
        found = [json.loads(line) for path in sorted((out / "notes").iterdir()) for line in path.open()]
        assert [each["row"] for each in found] == expected
        for each in found:
            raw = {name: value for name, value in rows[each["row"] - 1].items() if name != "id"}
            assert each["note"] == plain(engine.note(raw))


def test_settled_by_is_what_the_note_says(
    engine: Engine, rows: list[dict[str, Any]], lists: dict[str, Path], tmp_path: Path
) -> None:
    run(engine, lists["csv"], tmp_path / "out", settled_by=True, columns="settled_by")
    found = open_results(tmp_path / "out").rows.collect()
    assert found.columns == ["id", "settled_by"]
    open_rows = 0
    for row, text in zip(rows, found["settled_by"], strict=True):
        note = engine.note({name: value for name, value in row.items() if name != "id"})
        if note.status == "settled":
            assert text is None
            continue
        open_rows += 1
        assert json.loads(text) == [
            {
                "outcome": each.outcome,
                "sets": [[{"element": one.element, "answer": one.answer} for one in answers] for answers in each.sets],
            }
            for each in note.settled_by
        ]
    assert open_rows > 5


def test_a_jurisdiction_is_taken_where_the_row_has_none(engine: Engine, tmp_path: Path) -> None:
    here, other = list(engine.rulebase.about.jurisdictions)[:2]
    rows = [{"id": "a"}, {"id": "b", "jurisdiction": here}, {"id": "c", "jurisdiction": other}]
    rows = [{**row, "age_years": 56, "has_systemic_sclerosis": True} for row in rows]
    run(engine, write_csv(tmp_path / "list.csv", engine, rows), tmp_path / "out", jurisdiction=here, notes="all")
    assert open_results(tmp_path / "out").quarantine.select("row", "column", "code").rows() == [
        (3, "jurisdiction", "P09")
    ]
    notes = [json.loads(line)["note"] for line in (tmp_path / "out/notes/part-00000.ndjson").open()]
    assert [note["jurisdiction"] for note in notes] == [here, here]


def test_whole_numbers_as_ids_stay_whole_numbers(engine: Engine, rows: list[dict[str, Any]], tmp_path: Path) -> None:
    frame = pl.read_parquet(write_parquet(tmp_path / "list.parquet", engine, rows))
    numbered = frame.with_columns(pl.int_range(pl.len(), dtype=pl.Int64).alias("id"))
    numbered.rename({"id": "case"}).write_parquet(tmp_path / "numbered.parquet")
    run(engine, tmp_path / "numbered.parquet", tmp_path / "out.parquet", id="case", columns="status,rule.*")
    found = pl.read_parquet(tmp_path / "out.parquet")
    assert found["case"].to_list() == list(range(ROWS))
    assert found.columns == ["case", "status", *(f"rule.{name}" for name in engine.rulebase.rules)]
    assert set(columns_of(engine, rows)) > {"id"}
