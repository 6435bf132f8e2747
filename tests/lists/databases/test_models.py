"""What ships for OMOP and SQL on FHIR is made from the rule base, and views of FHIR decide as the plain list does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import duckdb

from immunote.engine.api import Engine
from immunote.service.lists.databases.models import SQL_ON_FHIR, files_of, listed_codes
from tests.lists.cohorts import cohort, write_csv
from tests.lists.databases.omop import AS_OF, born_before, coded, with_dates
from tests.lists.databases.test_databases import decided

TYPES = {"decimal": "DECIMAL(18, 4)", "boolean": "BOOLEAN", "integer": "INTEGER"}


class FhirViews:
    """The tables that a view runner makes of the shipped ViewDefinitions."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, definitions: list[dict[str, Any]]) -> None:
        self._connection = connection
        for each in definitions:
            columns = [column for select in each["select"] for column in select["column"]]
            typed = ", ".join(f"{column['name']} {TYPES.get(column['type'], 'VARCHAR')}" for column in columns)
            connection.execute(f"CREATE TABLE {each['name']} ({typed})")

    def add(self, table: str, **values: object) -> None:
        places = ", ".join("?" for _ in values)
        self._connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", [*values.values()])


def fill(views: FhirViews, engine: Engine, rows: list[dict[str, Any]]) -> None:
    rng = Random(1)
    for row in rows:
        person = f"Patient/{row['id']}"
        born = str(born_before(row["age_years"])) if "age_years" in row else None
        views.add("immunote_patient", patient_id=person, gender=row.get("sex", "unknown"), birth_date=born)
        for name, value in coded(engine, row):
            if isinstance(value, tuple):
                code, number, unit, day = value
                views.add(
                    "immunote_observation",
                    observation_id=f"{person}-{name}",
                    patient_id=person,
                    effective=f"{day}T08:00:00Z",
                    value_quantity=number,
                    **{rng.choice(("unit", "unit_code")): unit},
                    system="http://loinc.org",
                    code=code,
                )
            else:
                views.add(
                    "immunote_condition",
                    condition_id=f"{person}-{name}",
                    patient_id=person,
                    clinical_status="active",
                    verification_status="confirmed",
                    system="http://snomed.info/sct",
                    code="31848007" if name == "has_systemic_sclerosis" else value,
                )
        told = {name for name, _ in coded(engine, row)} | {"id", "sex", "age_years", "creatinine_age_days"}
        for name, fact in row.items():
            if name not in told:
                kind = "boolean" if isinstance(fact, bool) else "string" if isinstance(fact, str) else "quantity"
                views.add(
                    "immunote_observation",
                    observation_id=f"{person}-{name}",
                    patient_id=person,
                    effective="2026-11-01",
                    system="urn:immunote:element",
                    code=name,
                    **{f"value_{kind}": fact},
                )


def test_views_of_fhir_decide_as_the_plain_list_does(engine: Engine, tmp_path: Path) -> None:
    files = files_of(SQL_ON_FHIR, engine.rulebase)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = with_dates(cohort(engine, 30, seed=7))
    definitions = [json.loads(text) for name, text in files.items() if name.endswith(".json")]
    with duckdb.connect(str(tmp_path / "fhir.duckdb")) as connection:
        fill(FhirViews(connection, definitions), engine, rows)
    plain = write_csv(tmp_path / "plain.csv", engine, [{**row, "id": f"Patient/{row['id']}"} for row in rows])
    found = decided(
        engine,
        f"duckdb:{tmp_path}/fhir.duckdb",
        tmp_path / "out.csv",
        str(tmp_path / "query.sql"),
        map=tmp_path / "map.yaml",
        as_of=AS_OF,
    )
    assert sorted(found) == sorted(decided(engine, plain, tmp_path / "out-plain.csv"))


def test_a_condition_that_is_over_or_refuted_answers_nothing(engine: Engine, tmp_path: Path) -> None:
    files = files_of(SQL_ON_FHIR, engine.rulebase)
    definitions = [json.loads(text) for name, text in files.items() if name.endswith(".json")]
    stands = {
        "active": ("active", "confirmed"),
        "resolved": ("resolved", "confirmed"),
        "refuted": ("active", "refuted"),
    }
    with duckdb.connect() as connection:
        views = FhirViews(connection, definitions)
        for person, (clinical, verification) in stands.items():
            views.add(
                "immunote_condition",
                condition_id=person,
                patient_id=person,
                clinical_status=clinical,
                verification_status=verification,
                system="http://hl7.org/fhir/sid/icd-10-cm",
                code="M34.9",
            )
        found = connection.execute(files["query.sql"]).fetchall()
    assert [(row[0], row[4], row[5]) for row in found] == [("active", "has_systemic_sclerosis", "true")]


def test_every_code_is_one_of_the_rule_base(engine: Engine) -> None:
    rulebase = engine.rulebase
    assert rulebase.records is not None
    found = list(listed_codes(rulebase, rulebase.records))
    assert {"loinc", "snomed", "icd10cm"} <= {each.system for each in found}
    for each in found:
        if each.answers and not each.below:
            assert each.code in rulebase.elements[each.element].codes[each.system], each
        if each.lasting:
            assert each.element in rulebase.records.lasting
    results = [each for each in found if each.system == "loinc"]
    assert len({each.code for each in results}) == len(results)
    # an observation of this project's own has to hold the name of every element
    assert max(len(f"immunote:{name}") for name in rulebase.elements) <= 50


def test_the_command_writes_what_a_run_takes(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "immunote", "map", "standard"]
    done = subprocess.run([*words, SQL_ON_FHIR, "-o", str(tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {
        "query.sql",
        "map.yaml",
        "immunote_patient.ViewDefinition.json",
        "immunote_observation.ViewDefinition.json",
        "immunote_condition.ViewDefinition.json",
    }
    again = subprocess.run([*words, SQL_ON_FHIR, "-o", str(tmp_path)], capture_output=True, text=True, check=False)
    assert again.returncode == 2
    unknown = subprocess.run([*words, "omop", "-o", str(tmp_path)], capture_output=True, text=True, check=False)
    assert "omop-cdm-5.4" in unknown.stderr
