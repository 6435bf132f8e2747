"""Small OMOP databases of invented patients: the tables and columns of CDM 5.4 that the shipped query reads.

Concept ids are numbers of this file alone: only vocabulary, code and name of a concept count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Protocol

from immunote.engine.api import Engine

AS_OF = date(2026, 11, 28)
TABLES = {
    "person": "person_id integer NOT NULL, gender_concept_id integer NOT NULL, year_of_birth integer NOT NULL,"
    " month_of_birth integer, day_of_birth integer, birth_datetime TIMESTAMP, person_source_value varchar(50)",
    "condition_occurrence": "condition_occurrence_id integer NOT NULL, person_id integer NOT NULL,"
    " condition_concept_id integer NOT NULL, condition_start_date date NOT NULL, condition_end_date date,"
    " condition_status_concept_id integer, condition_source_value varchar(50), condition_source_concept_id integer",
    "measurement": "measurement_id integer NOT NULL, person_id integer NOT NULL,"
    " measurement_concept_id integer NOT NULL, measurement_date date NOT NULL, operator_concept_id integer,"
    " measurement_datetime TIMESTAMP,"
    " value_as_number NUMERIC(18, 6), unit_concept_id integer, measurement_source_concept_id integer,"
    " unit_source_value varchar(50)",
    "observation": "observation_id integer NOT NULL, person_id integer NOT NULL,"
    " observation_concept_id integer NOT NULL, observation_date date NOT NULL, value_as_number NUMERIC(18, 6),"
    " value_as_string varchar(60), observation_source_value varchar(50)",
    "concept": "concept_id integer NOT NULL, concept_name varchar(255) NOT NULL, vocabulary_id varchar(20) NOT NULL,"
    " concept_code varchar(50) NOT NULL",
    "concept_ancestor": "ancestor_concept_id integer NOT NULL, descendant_concept_id integer NOT NULL",
}


class Connection(Protocol):
    """DuckDB or psycopg: what both can do."""

    def execute(self, statement: str, /) -> Any: ...


class OmopDatabase:
    """Tables that are filled row by row."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._concepts: dict[tuple[str, str], int] = {}
        self._rows = 0
        for name, columns in TABLES.items():
            connection.execute(f"CREATE TABLE {name} ({columns})")

    def add(self, table: str, **values: object) -> None:
        texts = ["NULL" if each is None else f"'{each}'" for each in values.values()]
        self._connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(texts)})")

    def concept(self, vocabulary: str, code: str, name: str = "-") -> int:
        key = (vocabulary, code)
        if key not in self._concepts:
            self._concepts[key] = 9000 + len(self._concepts)
            self.add(
                "concept",
                concept_id=self._concepts[key],
                concept_name=name,
                vocabulary_id=vocabulary,
                concept_code=code,
            )
        return self._concepts[key]

    def number(self) -> int:
        self._rows += 1
        return self._rows

    def person(self, person: int, sex: str | None, born: date | None) -> None:
        gender = 0 if sex is None else self.concept("Gender", sex[0].upper(), sex.upper())
        self.add(
            "person",
            person_id=person,
            gender_concept_id=gender,
            year_of_birth=1900 if born is None else born.year,
            month_of_birth=None if born is None else born.month,
            day_of_birth=None if born is None else born.day,
        )

    def diagnosis(self, person: int, vocabulary: str, code: str, **more: object) -> None:
        source = vocabulary != "SNOMED"
        concept = self.concept(vocabulary, code)
        self.add(
            "condition_occurrence",
            condition_occurrence_id=self.number(),
            person_id=person,
            condition_concept_id=0 if source else concept,
            condition_source_concept_id=concept if source else 0,
            condition_start_date=date(2020, 1, 1),
            **more,
        )

    def result(self, person: int, code: str, value: object, unit: str, day: date, **more: object) -> None:
        self.add(
            "measurement",
            measurement_id=self.number(),
            person_id=person,
            measurement_concept_id=self.concept("LOINC", code),
            measurement_date=day,
            value_as_number=value,
            unit_concept_id=self.concept("UCUM", unit, unit),
            **more,
        )

    def observation(self, person: int, element: str, value: object) -> None:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        self.add(
            "observation",
            observation_id=self.number(),
            person_id=person,
            observation_concept_id=0,
            observation_date=date(2026, 11, 1),
            value_as_number=value if is_number else None,
            value_as_string=None if is_number else str(value).lower() if isinstance(value, bool) else value,
            observation_source_value=f"immunote:{element}",
        )


def born_before(years: int) -> date:
    return date(AS_OF.year - years, 3, 1)


def with_dates(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as a database can hold them: a sex of two, and the age of a creatinine only beside one."""
    found = []
    for number, row in enumerate(rows, 1):
        kept = {**row, "id": str(number)}
        if kept.get("sex") == "other":
            del kept["sex"]
        if "creatinine_mg_dl" in kept or "creatinine_umol_l" in kept:
            kept.pop("creatinine_umol_l", None)
            kept.setdefault("creatinine_mg_dl", 1.0)
            kept.setdefault("creatinine_age_days", 3)
        else:
            kept.pop("creatinine_age_days", None)
        found.append(kept)
    return found


def fill(database: OmopDatabase, engine: Engine, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store what rows record: by a code where one answers, else as an observation of this project's own."""
    for row in rows:
        person = int(row["id"])
        born = born_before(row["age_years"]) if "age_years" in row else None
        database.person(person, row.get("sex"), born)
        for _, value in coded(engine, row):
            database.result(person, *value) if isinstance(value, tuple) else database.diagnosis(person, "SNOMED", value)
        told = {name for name, _ in coded(engine, row)} | {"id", "sex", "age_years", "creatinine_age_days"}
        for name, value in row.items():
            if name not in told:
                database.observation(person, name, value)


def coded(engine: Engine, row: Mapping[str, Any]) -> Iterator[tuple[str, str | tuple[str, object, str, date]]]:
    """The facts of a row that a code tells: a diagnosis, or a result with its unit and day."""
    if row.get("has_systemic_sclerosis"):
        yield "has_systemic_sclerosis", "89155008"
    if row.get("has_diabetes"):
        yield "has_diabetes", "73211009"
    for name in ("iga_g_l", "creatinine_mg_dl", "haemoglobin_g_dl"):
        if name in row:
            element = engine.rulebase.elements[name]
            age = row["creatinine_age_days"] if name == "creatinine_mg_dl" else 5
            yield name, (element.codes["loinc"][0], row[name], element.unit or "", AS_OF - timedelta(days=age))
