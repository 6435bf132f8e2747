"""A list in DuckDB or PostgreSQL decides as the same list in a file; nothing is written there, no password is told."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.lists.databases.models import OMOP, files_of
from immunote.service.lists.progress import progress
from immunote.service.lists.results import open_results
from immunote.service.lists.run import Options, run
from immunote.service.lists.tables.raw_table import ReadingChoices
from tests.lists.cohorts import cohort, write_csv
from tests.lists.databases.omop import AS_OF, OmopDatabase, fill, with_dates
from tests.support.postgres import Postgres


def decided(engine: Engine, source: Path | str, out: Path, query: str | None = None, **options: Any) -> list[Any]:
    run(Options(source, out, reading=ReadingChoices(query=query), **options), engine, progress("none"))
    results = open_results(out)
    assert results.quarantine.rows() == []
    return results.rows.collect().rows()


def refused(engine: Engine, source: str, out: Path, query: str | None = None) -> tuple[str, str]:
    with pytest.raises(Refused) as told:
        run(Options(source, out, reading=ReadingChoices(query=query)), engine, progress("none"))
    assert not out.exists()
    return told.value.faults[0].code, str(told.value.faults[0])


@pytest.fixture(scope="module")
def plain(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = with_dates(cohort(engine, 30, seed=5))
    return write_csv(tmp_path_factory.mktemp("plain") / "plain.csv", engine, rows)


@pytest.fixture(scope="module")
def in_duckdb(plain: Path) -> Path:
    path = plain.with_suffix(".duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE patients AS SELECT * FROM read_csv('{plain}', all_varchar = true)")
    return path


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with Postgres.started() as found:
        yield found


@pytest.fixture(scope="module")
def in_postgresql(server: Postgres, plain: Path) -> str:
    """The address of a database with the same rows, typed."""
    address = server.new_database().replace("+psycopg", "")
    header, *lines = plain.read_text(encoding="utf-8").splitlines()
    with psycopg.connect(address) as connection:
        columns = ", ".join(f"{name} text" for name in header.split(","))
        connection.execute(f"CREATE TABLE patients ({columns})")
        with connection.cursor().copy("COPY patients FROM STDIN (FORMAT csv)") as copy:
            copy.write("\n".join(lines) + "\n")
        connection.execute("ALTER TABLE patients ALTER has_diabetes TYPE boolean USING has_diabetes::boolean")
    return address


@pytest.mark.parametrize("query", ["patients", "SELECT * FROM patients -- all of them", "query.sql"])
def test_a_list_in_duckdb_decides_as_the_file_does(
    engine: Engine, plain: Path, in_duckdb: Path, tmp_path: Path, query: str
) -> None:
    if query.endswith(".sql"):
        (tmp_path / query).write_text("SELECT * FROM patients;\n")
        query = str(tmp_path / query)
    found = decided(engine, f"duckdb:{in_duckdb}", tmp_path / "out.csv", query)
    assert found == decided(engine, plain, tmp_path / "plain.csv")
    assert found == decided(engine, f"duckdb:{in_duckdb}?patients", tmp_path / "again.csv")


def test_a_list_in_postgresql_decides_as_the_file_does(
    engine: Engine, plain: Path, in_postgresql: str, tmp_path: Path
) -> None:
    found = decided(engine, in_postgresql, tmp_path / "out.csv", "public.patients")
    assert found == decided(engine, plain, tmp_path / "plain.csv")


@pytest.mark.parametrize("where", ["duckdb", "postgresql"])
def test_an_omop_database_decides_as_the_plain_list_does(
    engine: Engine, plain: Path, server: Postgres, tmp_path: Path, where: str
) -> None:
    for name, text in files_of(OMOP, engine.rulebase).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    rows = with_dates(cohort(engine, 30, seed=5))
    if where == "duckdb":
        source = f"duckdb:{tmp_path}/omop.duckdb"
        with duckdb.connect(str(tmp_path / "omop.duckdb")) as connection:
            fill(OmopDatabase(connection), engine, rows)
    else:
        source = server.new_database().replace("+psycopg", "")
        with psycopg.connect(source) as connection:
            fill(OmopDatabase(connection), engine, rows)  # type: ignore[arg-type]
    found = decided(
        engine, source, tmp_path / "out.csv", str(tmp_path / "query.sql"), map=tmp_path / "map.yaml", as_of=AS_OF
    )
    # the id has another name in the result, and stands in the same place
    assert found == decided(engine, plain, tmp_path / "plain.csv")


def test_the_same_rows_again_are_the_same_list_and_others_are_not(
    engine: Engine, in_postgresql: str, tmp_path: Path
) -> None:
    options = Options(in_postgresql, tmp_path / "out", reading=ReadingChoices(query="patients"))
    first = run(options, engine, progress("none")).manifest
    again = Options(in_postgresql, tmp_path / "out", reading=ReadingChoices(query="patients"), resume=True)
    assert run(again, engine, progress("none")).manifest == first
    assert first.input.name.startswith("postgresql:t")
    other = Options(
        in_postgresql, tmp_path / "out", reading=ReadingChoices(query="TABLE patients LIMIT 20"), resume=True
    )
    with pytest.raises(Refused) as told:
        run(other, engine, progress("none"))
    assert {each.code for each in told.value.faults} == {"L21"}


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM patients RETURNING *",
        "SELECT 1; DROP TABLE patients",
        "SELECT 1) TO STDOUT; DROP TABLE patients; --",
        "SELECT nextval('s') AS id",
        "CREATE TABLE more (id text)",
    ],
)
def test_nothing_that_writes_is_run(engine: Engine, server: Postgres, tmp_path: Path, query: str) -> None:
    address = server.new_database().replace("+psycopg", "")
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE patients (id text)")
        connection.execute("INSERT INTO patients VALUES ('1')")
        connection.execute("CREATE SEQUENCE s")
    with duckdb.connect(str(tmp_path / "x.duckdb")) as made:
        made.execute("CREATE TABLE patients AS SELECT '1' AS id")
        made.execute("CREATE SEQUENCE s")
    before = (tmp_path / "x.duckdb").read_bytes()
    assert refused(engine, address, tmp_path / "out.csv", query)[0] == "L42"
    assert refused(engine, f"duckdb:{tmp_path}/x.duckdb", tmp_path / "out.csv", query)[0] == "L42"
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT count(*), (SELECT last_value FROM s) FROM patients").fetchall() == [(1, 1)]
        assert connection.execute("SELECT to_regclass('more')").fetchall() == [(None,)]
    assert (tmp_path / "x.duckdb").read_bytes() == before


def test_a_value_of_a_patient_is_not_told_by_an_error(engine: Engine, in_postgresql: str, tmp_path: Path) -> None:
    code, said = refused(
        engine, in_postgresql, tmp_path / "out.csv", "SELECT (id || 'secret')::int AS id FROM patients"
    )
    assert code == "L42"
    assert "22P02" in said
    assert "secret" not in said
    with duckdb.connect(str(tmp_path / "x.duckdb")) as made:
        made.execute("CREATE TABLE patients AS SELECT 'secret' AS id")
    code, said = refused(
        engine, f"duckdb:{tmp_path}/x.duckdb", tmp_path / "out.csv", "SELECT id::int AS id FROM patients"
    )
    assert code == "L42"
    assert "secret" not in said


def test_a_password_comes_from_the_environment_alone(
    engine: Engine, server: Postgres, in_postgresql: str, tmp_path: Path
) -> None:
    host, name = str(server.folder), in_postgresql.partition("?")[0].rpartition("/")[2]
    for address in (
        f"postgresql://immunote:hush@/{name}?host={host}",
        f"postgresql://immunote@/{name}?host={host}&password=hush",
    ):
        code, said = refused(engine, address, tmp_path / "out.csv", "patients")
        assert code == "L43"
        assert "hush" not in said
    services = tmp_path / "pg_service.conf"
    services.write_text(f"[registry]\nhost={host}\nuser=immunote\ndbname={name}\n")
    words = [
        *(sys.executable, "-m", "immunote", "list", "postgresql:///?service=registry"),
        *("--query", "patients", "-o", str(tmp_path / "out.csv")),
    ]
    environment = {**os.environ, "PGSERVICEFILE": str(services), "PGPASSWORD": "hush"}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = b"".join(path.read_bytes() for path in tmp_path.glob("out.csv*"))
    assert "hush" not in done.stdout + done.stderr
    assert b"hush" not in written
    assert host.encode() not in written


@pytest.mark.parametrize(
    ("source", "query", "code"),
    [
        ("duckdb:no.duckdb", "patients", "L01"),
        ("duckdb:no.duckdb", None, "L23"),
        ("duckdb:no.duckdb?a", "b", "L23"),
        ("postgresql://nobody@127.0.0.1:1/x", "patients", "L42"),
        ("postgresql://nobody@127.0.0.1:1/x", None, "L23"),
        ("postgresql://nobody@127.0.0.1:1/x", "no.sql", "L01"),
        ("postgresql://h?no_such=1", "patients", "L42"),
        ("list.csv", "patients", "L23"),
    ],
)
def test_a_database_that_is_not_there_is_told(
    engine: Engine, tmp_path: Path, source: str, query: str | None, code: str
) -> None:
    assert refused(engine, source, tmp_path / "out.csv", query)[0] == code


def test_codes_answer_what_they_say_and_no_more(engine: Engine, tmp_path: Path) -> None:
    """Categories, exceptions, what ended, what was only suspected, and results with a sign or without a unit."""
    for name, text in files_of(OMOP, engine.rulebase).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    day = date(2026, 11, 1)
    with duckdb.connect(str(tmp_path / "omop.duckdb")) as connection:
        made = OmopDatabase(connection)
        for person in range(1, 12):
            made.person(person, "female", None)
        made.diagnosis(1, "ICD10CM", "M34.81")  # below the category M34
        made.diagnosis(2, "SNOMED", "555")  # below a listed concept, by the ancestors of the vocabulary
        made.add(
            "concept_ancestor",
            ancestor_concept_id=made.concept("SNOMED", "89155008"),
            descendant_concept_id=made.concept("SNOMED", "555"),
        )
        made.diagnosis(3, "SNOMED", "89155008", condition_end_date=date(2021, 1, 1))
        suspected = made.concept("Condition Status", "x", "Preliminary diagnosis")
        made.diagnosis(4, "SNOMED", "89155008", condition_status_concept_id=suspected)
        made.diagnosis(5, "ICD10CM", "M33.13")  # an exception below M33.1
        made.diagnosis(6, "ICD10CM", "M33.12")
        below = made.concept("Meas Value Operator", "<", "<")
        made.result(7, "2458-8", 0.07, "g/L", day, operator_concept_id=below)
        made.result(8, "2458-8", 95, "mg/dL", day)
        made.result(9, "2458-8", 95, "furlong", day)
        for hour, value in ((8, 0.9), (17, 1.2)):  # the last result of a day counts
            made.result(10, "2458-8", value, "g/L", day, measurement_datetime=f"{day} {hour:02}:00:00")
        for value in (0.9, 1.2):  # nobody knows which is the last
            made.result(11, "2458-8", value, "g/L", day)
    options = {"map": tmp_path / "map.yaml", "as_of": AS_OF}
    source = f"duckdb:{tmp_path}/omop.duckdb"
    reading = ReadingChoices(query=str(tmp_path / "query.sql"))
    run(Options(source, tmp_path / "out.csv", reading=reading, **options), engine, progress("none"))
    results = open_results(tmp_path / "out.csv")
    assert {(row["id"], row["code"]) for row in results.quarantine.rows(named=True)} == {
        ("7", "L40"),
        ("9", "L63"),
        ("11", "L69"),
    }
    rows = {row["patient"]: row for row in results.rows.collect().rows(named=True)}
    known = {person: "has_systemic_sclerosis" not in (row["missing"] or "") for person, row in rows.items()}
    assert [known[each] for each in ("1", "2", "3", "4")] == [True, True, False, False]
    with duckdb.connect(str(tmp_path / "omop.duckdb"), read_only=True) as connection:
        told = connection.execute((tmp_path / "query.sql").read_text()).fetchall()
    assert "has_dermatomyositis_overlap" not in {row[4] for row in told if row[0] == "5"}
    assert "has_dermatomyositis_overlap" in {row[4] for row in told if row[0] == "6"}
    assert [float(row[5]) for row in told if row[0] == "10" and row[4] == "iga_g_l"] == [1.2]
