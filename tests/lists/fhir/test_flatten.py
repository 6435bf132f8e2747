"""A FHIR export as a list: what a record does not say stays empty, nothing is lost, and no fault names a value."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import typer
from typer.testing import CliRunner

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.cli import flatten as command
from immunote.service.fhir.mapping import map_resources
from immunote.service.lists.flatten import flattened, frame_of, read_export

SHARED = Path(__file__).parents[4] / "shared" / "data" / "fhir" / "synthea-615"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the 615 records stand in shared/, beside the checkout")
DAY = date(2021, 1, 1)
app = typer.Typer()
command.add_to(app)


def write(path: Path, resources: Iterable[Any]) -> Path:
    lines = "".join(json.dumps(each) + "\n" for each in resources)
    path.write_bytes(gzip.compress(lines.encode()) if path.suffix == ".gz" else lines.encode())
    return path


def patient(own: str, born: str = "1960-05-17") -> dict[str, Any]:
    return {"resourceType": "Patient", "id": own, "gender": "female", "birthDate": born}


def sodium(about: str, value: float, number: int = 1) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "id": f"sodium-{number}",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "2951-2"}]},
        "subject": {"reference": about},
        "effectiveDateTime": "2020-12-30",
        "valueQuantity": {"value": value, "code": "mmol/L", "system": "http://unitsofmeasure.org"},
    }


@pytest.mark.parametrize("reference", ["Patient/a", "urn:uuid:a", "https://ehr.example/fhir/Patient/a/_history/3"])
def test_resources_are_brought_together_by_patient_however_they_refer_to_one(
    engine: Engine, tmp_path: Path, reference: str
) -> None:
    write(tmp_path / "Observation.ndjson", [sodium("Patient/b", 131), sodium(reference, 128)])
    write(tmp_path / "Patient.ndjson.gz", [patient("a"), patient("b", "2001-01-01")])
    rows = {each.id: each.profile for each in flattened(read_export(tmp_path), engine.rulebase, DAY)}
    assert {name: (row["age_years"], row["sodium_mmol_l"]) for name, row in rows.items()} == {
        "a": (60, 128),
        "b": (20, 131),
    }


def test_a_row_is_what_the_fhir_intake_says_of_the_patient_alone(engine: Engine, tmp_path: Path) -> None:
    record = [patient("a"), sodium("Patient/a", 128)]
    write(tmp_path / "all.ndjson", [*record, patient("b")])
    row = next(iter(flattened(read_export(tmp_path), engine.rulebase, DAY)))
    assert row.profile == map_resources(record, engine.rulebase, DAY).profile


def test_a_medication_of_its_own_goes_with_the_order_that_refers_to_it(engine: Engine, tmp_path: Path) -> None:
    drug = {"system": "http://www.whocc.no/atc", "code": "C03CA01"}
    order = {
        "resourceType": "MedicationRequest",
        "id": "m",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/a"},
        "authoredOn": "2020-12-01",
        "medicationReference": {"reference": "Medication/furosemide"},
    }
    medication = {"resourceType": "Medication", "id": "furosemide", "code": {"coding": [drug]}}
    write(tmp_path / "all.ndjson", [order, patient("a"), patient("b"), medication])
    rows = {each.id: each for each in flattened(read_export(tmp_path), engine.rulebase, DAY)}
    assert rows["a"].profile.get("takes_loop_diuretic") is True
    assert "takes_loop_diuretic" not in rows["b"].profile


def test_what_a_record_does_not_say_is_null_and_every_element_has_its_column(engine: Engine, tmp_path: Path) -> None:
    write(tmp_path / "all.ndjson", [patient("a")])
    frame = frame_of(list(flattened(read_export(tmp_path), engine.rulebase, DAY)), engine.rulebase, "mrn")
    assert frame.columns == ["mrn", *engine.rulebase.elements]
    known = {name for name in frame.columns if frame[name].null_count() == 0}
    assert known == {"mrn", "age_years", "sex"}


def test_every_line_that_is_no_resource_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "Patient.ndjson").write_text('{"resourceType": "Patient"}\n\nnot json\n[1]\n{"id": 3}\n')
    with pytest.raises(Refused) as refused:
        read_export(tmp_path)
    found = [(fault.place, fault.code) for fault in refused.value.faults]
    names = ["Patient.ndjson:1", "Patient.ndjson:3", "Patient.ndjson:4", "Patient.ndjson:5"]
    assert found == list(zip(names, ["S41", "S40", "S41", "S41"], strict=True))


def test_kinds_that_are_not_read_are_counted(tmp_path: Path) -> None:
    claims = [{"resourceType": "Claim", "id": str(number)} for number in range(3)]
    write(tmp_path / "all.ndjson", [patient("a"), *claims])
    assert read_export(tmp_path).not_read == {"Claim": 3}


def test_what_should_name_a_patient_and_does_not_is_counted(engine: Engine, tmp_path: Path) -> None:
    nobody = [{key: each for key, each in sodium("x", 128, number).items() if key != "subject"} for number in (1, 2)]
    by_number = {**sodium("x", 128, 3), "subject": {"identifier": {"value": "7"}}}
    drug = {"resourceType": "Medication", "id": "m"}
    write(tmp_path / "all.ndjson", [patient("a"), *nobody, by_number, drug])
    export = read_export(tmp_path)
    assert export.not_read == {"Observation without a reference to its patient": 3}
    assert [each.profile.get("sodium_mmol_l") for each in flattened(export, engine.rulebase, DAY)] == [None]


def test_a_mark_at_the_start_of_a_file_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    plain = write(tmp_path / "plain.ndjson", [patient("a"), sodium("Patient/a", 128)])
    marked = tmp_path / "marked.ndjson"
    marked.write_bytes(b"\xef\xbb\xbf" + plain.read_bytes())
    read = [list(flattened(read_export(file), engine.rulebase, DAY)) for file in (plain, marked)]
    assert read[0] == read[1]
    assert read[0][0].profile["sodium_mmol_l"] == 128


def test_a_key_that_stands_twice_is_refused_with_line_and_path(tmp_path: Path) -> None:
    text = json.dumps(sodium("Patient/a", 128)).replace('"value": 128', '"value": 128, "value": 138')
    write(tmp_path / "Patient.ndjson", [patient("a")])
    (tmp_path / "Observation.ndjson").write_text(text + "\n")
    with pytest.raises(Refused) as refused:
        read_export(tmp_path)
    assert [(fault.place, fault.code) for fault in refused.value.faults] == [
        ("Observation.ndjson:1.valueQuantity.value", "P03")
    ]


def test_a_questionnaire_goes_with_the_answers_to_it(engine: Engine, tmp_path: Path) -> None:
    """Where a question is known by its code alone, as in a Bundle."""
    url, code = "https://ehr.example/Questionnaire/q", {"system": "urn:immunote:element", "code": "mrss"}
    asked = {"resourceType": "Questionnaire", "id": "q", "url": url, "item": [{"linkId": "1", "code": [code]}]}
    answer = {"linkId": "1", "answer": [{"valueQuantity": {"value": 18, "code": "{score}"}}]}
    said = {"resourceType": "QuestionnaireResponse", "id": "r", "status": "completed", "questionnaire": f"{url}|2",
            "subject": {"reference": "Patient/a"}, "authored": "2020-12-30", "item": [answer]}  # fmt: skip
    write(tmp_path / "all.ndjson", [patient("a"), said, asked])
    assert [each.profile["mrss"] for each in flattened(read_export(tmp_path), engine.rulebase, DAY)] == [18]


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(b'{"resourceType": "Patient", "id": "a"}\n' * 1000)
    (tmp_path / "Patient.ndjson.gz").write_bytes(whole[:-20])
    with pytest.raises(Refused) as refused:
        read_export(tmp_path)
    assert [fault.code for fault in refused.value.faults] == ["P16"]


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    if isinstance(done.exception, Refused):
        return 2, "\n".join(str(fault) for fault in done.exception.faults)
    return done.exit_code, done.output


@pytest.mark.parametrize("ending", ["parquet", "csv", "ndjson"])
def test_the_command_writes_each_kind_of_list(tmp_path: Path, ending: str) -> None:
    write(tmp_path / "all.ndjson", [patient("a"), sodium("Patient/a", 128), patient("b")])
    out = tmp_path / f"list.{ending}"
    status, said = run(str(tmp_path), "--as-of", "2021-01-01", "--out", str(out))
    assert (status, said.splitlines()[0]) == (0, f"2 patients in {out}, 0 refused")
    read = {"parquet": pl.read_parquet, "csv": pl.read_csv, "ndjson": pl.read_ndjson}[ending](out)
    assert read.select("id", "sodium_mmol_l").rows() == [("a", 128), ("b", None)]


def test_the_command_says_where_each_value_came_from(tmp_path: Path) -> None:
    write(tmp_path / "all.ndjson", [patient("a"), sodium("Patient/a", 128)])
    mapping = tmp_path / "mapping.jsonl"
    options = ["--as-of", "2021-01-01", "--out", str(tmp_path / "list.csv"), "--mapping", str(mapping)]
    assert run(str(tmp_path / "all.ndjson"), *options)[0] == 0
    (line,) = [json.loads(each) for each in mapping.read_text().splitlines()]
    sources = {each["element"]: each["source"]["resource"] for each in line["mapping"]["elements"]}
    assert sources["sodium_mmol_l"] == "Observation/sodium-1"


def test_the_command_refuses_bad_options_all_at_once_and_overwrites_nothing(tmp_path: Path) -> None:
    write(tmp_path / "all.ndjson", [patient("a")])
    status, said = run(str(tmp_path), "--as-of", "today", "--out", str(tmp_path / "list.xlsx"))
    assert status == 2
    assert "S44" in said
    assert "L02" in said
    out = tmp_path / "list.csv"
    out.write_text("mine")
    status, said = run(str(tmp_path), "--as-of", "2021-01-01", "--out", str(out))
    assert (status, "L16" in said, out.read_text()) == (2, True, "mine")
    assert run(str(tmp_path), "--as-of", "2021-01-01", "--out", str(out), "--force")[0] == 0
    assert run(str(tmp_path / "nowhere"), "--as-of", "2021-01-01", "--out", str(out), "--force")[0] == 2


@needs_shared
def test_all_615_records_become_rows_that_the_engine_takes(engine: Engine) -> None:
    rows = list(flattened(read_export(SHARED), engine.rulebase, DAY))
    assert len({each.id for each in rows}) == len(rows) == 615
    assert not [each for each in rows if each.faults]
    frame = frame_of(rows, engine.rulebase, "id")
    assert frame["age_years"].null_count() == 0
    # 207 records hold a creatinine; 27 of them are older than a creatinine may be (`says_nothing_after`)
    assert 615 - frame["creatinine_mg_dl"].null_count() == 180
    assert frame["has_systemic_sclerosis"].null_count() == 615


MAP = """\
entries:
  - {system: "urn:local", code: NA, element: sodium_mmol_l, unit: mmol/L}
  - {system: "urn:local", code: SSC, element: has_systemic_sclerosis}
"""


def own_codes(number: int) -> list[dict[str, Any]]:
    """A patient whose hospital has codes of its own."""
    about = {"subject": {"reference": f"Patient/p{number}"}}
    result = {**sodium(f"Patient/p{number}", 130 + number), "code": {"coding": [{"system": "urn:local", "code": "NA"}]}}
    result["valueQuantity"] = {"value": 130 + number}
    illness = {"resourceType": "Condition", "id": f"c{number}", "recordedDate": "2020-01-01", **about,
               "code": {"coding": [{"system": "urn:local", "code": "SSC"}]}}  # fmt: skip
    return [patient(f"p{number}"), result, illness]


@pytest.mark.parametrize("by_option", [True, False])
def test_the_local_map_is_read_as_by_the_service(tmp_path: Path, by_option: bool) -> None:
    export, out, map_ = tmp_path / "export.ndjson", tmp_path / "list.ndjson", tmp_path / "map.yaml"
    write(export, [*own_codes(1), *own_codes(2)])
    map_.write_text(MAP, encoding="utf-8")
    arguments = [str(export), "--as-of", "2021-01-01", "--out", str(out), "--mapping", str(tmp_path / "m.ndjson")]
    given = ["--map", str(map_)] if by_option else []
    done = CliRunner().invoke(app, [*arguments, *given], env={} if by_option else {"IMMUNOTE_FHIR__MAP": str(map_)})
    assert done.exit_code == 0, done.output
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["sodium_mmol_l"], row["has_systemic_sclerosis"]) for row in rows] == [(131, True), (132, True)]
    told = [json.loads(line)["mapping"] for line in (tmp_path / "m.ndjson").read_text(encoding="utf-8").splitlines()]
    ways = {each["element"]: each["source"]["by"] for report in told for each in report["elements"]}
    assert ways["sodium_mmol_l"] == ways["has_systemic_sclerosis"] == "local map"


def test_without_the_map_none_of_its_codes_is_read(engine: Engine, tmp_path: Path) -> None:
    write(tmp_path / "export.ndjson", own_codes(1))
    (row,) = flattened(read_export(tmp_path), engine.rulebase, DAY)
    assert "sodium_mmol_l" not in row.profile
    assert "has_systemic_sclerosis" not in row.profile


def test_a_map_with_faults_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    write(tmp_path / "export.ndjson", own_codes(1))
    (tmp_path / "map.yaml").write_text(MAP.replace("sodium_mmol_l", "sodim").replace("has_sy", "has_si"), "utf-8")
    arguments = [str(tmp_path / "export.ndjson"), "--as-of", "2021-01-01", "--out", str(tmp_path / "o.csv")]
    done = CliRunner().invoke(app, [*arguments, "--map", str(tmp_path / "map.yaml")])
    assert isinstance(done.exception, Refused)
    assert [fault.code for fault in done.exception.faults] == ["S48", "S48"]
    assert not (tmp_path / "o.csv").exists()
