"""A time that began before birth: every way in refuses the patient, or sets both values aside, alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.service.fhir.mapping import map_resources
from immunote.service.lists.progress import progress
from immunote.service.lists.results import Results, open_results
from immunote.service.lists.run import Options, run
from immunote.service.page.reading import read_form
from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings
from tests.fhir.conftest import AS_OF, answers

AGE = 46
MOST, TOO_MANY = 563, 564  # months, at 46 completed years
SAID = "nothing in a patient's life began before birth"


def profile(months: int) -> dict[str, object]:
    return {"age_years": AGE, "had_thrombosis": True, "months_since_thrombosis": months}


def decided(engine: Engine, folder: Path, lines: list[str], text_of_map: str | None = None) -> Results:
    (folder / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    reading = {}
    if text_of_map is not None:
        (folder / "map.yaml").write_text(text_of_map, encoding="utf-8")
        reading = {"map": folder / "map.yaml", "as_of": date(2026, 11, 29)}
    run(Options(folder / "list.csv", folder / "out.parquet", **reading), engine, progress("none"))
    return open_results(folder / "out.parquet")


def test_a_profile_at_the_service(engine: Engine, tmp_path: Path) -> None:
    storage = StorageSettings(url=f"sqlite:///{tmp_path / 'kept.sqlite'}")
    made: FastAPI = create_app(Settings(development=True, storage=storage))
    with TestClient(made, base_url="http://localhost") as client:
        assert client.post("/v1/notes", json=profile(MOST)).status_code == 200
        answer = client.post("/v1/notes", json=profile(TOO_MANY))
    assert answer.status_code == 422
    assert [(each["code"], each["pointer"]) for each in answer.json()["faults"]] == [
        ("P09", "/months_since_thrombosis")
    ]


def test_a_profile_at_the_command_line(immunote: Any, tmp_path: Path) -> None:
    for months, status in ((MOST, 0), (TOO_MANY, 2)):
        path = tmp_path / f"{months}.yaml"
        path.write_text(f"age_years: {AGE}\nhad_thrombosis: true\nmonths_since_thrombosis: {months}\n")
        answer = immunote("note", str(path))
        assert answer.status == status
        assert (SAID in answer.err) == (status == 2)


def test_the_form_of_a_page(engine: Engine) -> None:
    for months, count in ((MOST, 3), (TOO_MANY, 1)):
        fields = {"age_years": str(AGE), "had_thrombosis": "yes", "months_since_thrombosis": str(months)}
        found = read_form(engine, fields)
        assert len(found.patient.given) == count
        assert bool(found.faults) == ("months_since_thrombosis" in found.left_out) == (months == TOO_MANY)


def test_a_record_in_fhir(engine: Engine) -> None:
    for months, kept in ((MOST, True), (TOO_MANY, False)):
        given = answers(
            "2026-06-15",
            age_years={"valueInteger": AGE},
            had_thrombosis={"valueBoolean": True},
            months_since_thrombosis={"valueDecimal": months},
        )
        found = map_resources([given], engine.rulebase, AS_OF)
        assert ("months_since_thrombosis" in found.profile) is kept
        assert ("age_years" in found.profile) is kept
        assert [each.reason for each in found.report.not_used] == ([] if kept else ["contradicts"] * 2)


@pytest.mark.parametrize("age", [str(AGE), ""])
def test_a_list_of_the_dictionarys_own_columns(engine: Engine, tmp_path: Path, age: str) -> None:
    lines = ["id,age_years,had_thrombosis,months_since_thrombosis"]
    lines += [f"{months},{age},true,{months}" for months in (MOST, TOO_MANY)]
    results = decided(engine, tmp_path, lines)
    aside = [(each["id"], each["code"]) for each in results.quarantine.iter_rows(named=True)]
    assert aside == ([(str(TOO_MANY), "P09")] if age else [])


def test_a_list_with_dates_by_a_map(engine: Engine, tmp_path: Path) -> None:
    """Born on 30 November 1979, 46 years old on the day of the assessment, and 47 on the next."""
    text = (
        "map: 1\nid: id\nconstants: {had_thrombosis: true}\ncolumns:\n"
        "  born: {to: age_years, date: YYYY-MM-DD}\n  clot: {to: months_since_thrombosis, date: YYYY-MM-DD}\n"
    )
    lines = ["id,born,clot", "on the day,1979-11-30,1979-11-30", "a year before,1979-11-30,1978-11-30"]
    results = decided(engine, tmp_path, lines, text)
    assert [(each["id"], each["code"]) for each in results.quarantine.iter_rows(named=True)] == [
        ("a year before", "P09")
    ]
