"""The query and the map that make a list of a common data model: OMOP CDM 5.4, or views of SQL on FHIR.

Both are written from the rule base: its codes, its elements and what it says of lasting diseases. A person reads and
corrects them; `immunote list` takes them by `--query` and `--map`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import NamedTuple

from immunote.engine.loading.code_checks import in_systems
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.records import RecordsFile
from immunote.service.lists.mapping.units import needs_a_unit

OMOP, SQL_ON_FHIR = "omop-cdm-5.4", "sql-on-fhir"
MODELS = (OMOP, SQL_ON_FHIR)
_FOLDER = Path(__file__).parent / "standards"
_VOCABULARIES = {
    "loinc": "LOINC",
    "snomed": "SNOMED",
    "icd10cm": "ICD10CM",
    "icd10who": "ICD10",
    "icd10gm": "ICD10GM",
    "cim10fr": "CIM10",
}
"""The rule base's names of code systems -> vocabulary_id of the OMOP vocabularies (Athena)."""
_RESULTS = "loinc"


class ListedCode(NamedTuple):
    """A code of an element. `answers`: false for an exception. `lasting`: it counts only while there is no end."""

    element: str
    system: str
    code: str
    answers: bool
    below: bool
    lasting: bool


def files_of(model: str, rulebase: RuleBase) -> dict[str, str]:
    """The files that go with a model, by name: a query, a map, and the ViewDefinitions where it has some."""
    records = rulebase.records
    assert records is not None, "the command has checked it"
    found = {"query.sql": _query(model, rulebase, records), "map.yaml": _map(model, rulebase, records)}
    if model == SQL_ON_FHIR:
        found |= {path.name: path.read_text(encoding="utf-8") for path in sorted(_FOLDER.glob("*.ViewDefinition.json"))}
    return found


def listed_codes(rulebase: RuleBase, records: RecordsFile) -> Iterator[ListedCode]:
    """The codes of results that are numbers, and of diagnoses that last or ever were."""
    lasting = {*records.lasting}
    ages = _counted_by_dates(records)
    results: dict[str, str] = {}
    for name, element in rulebase.elements.items():
        if element.is_number and name not in ages:
            for code in element.codes.get(_RESULTS, ()):
                if results.setdefault(code, name) == name:  # the first of several elements of one quantity
                    yield ListedCode(name, _RESULTS, code, answers=True, below=False, lasting=False)
        elif element.type == "boolean" and name in {*lasting, *records.ever}:
            yield from _of_diagnosis(name, rulebase, records, name in lasting)


def _of_diagnosis(name: str, rulebase: RuleBase, records: RecordsFile, lasting: bool) -> Iterator[ListedCode]:
    known = rulebase.codes.elements.get(name)
    below = in_systems(known.below, records) if known else {}
    except_ = in_systems(known.except_, records) if known else {}
    near: dict[str, list[str]] = {}
    for raised in records.raises:
        if name in raised.elements:
            for system, codes in raised.codes.items():
                near.setdefault(system, []).extend(codes)
    for system in _VOCABULARIES:
        if system == _RESULTS:
            continue
        whole = {*below.get(system, ())}
        for code in dict.fromkeys([*rulebase.elements[name].codes.get(system, ()), *whole]):
            yield ListedCode(name, system, code, answers=True, below=code in whole, lasting=lasting)
        for code in dict.fromkeys([*except_.get(system, ()), *near.get(system, ())]):
            yield ListedCode(name, system, code, answers=False, below=system == "snomed", lasting=lasting)


def _query(model: str, rulebase: RuleBase, records: RecordsFile) -> str:
    def names(system: str) -> list[str]:
        return [_VOCABULARIES[system]] if model == OMOP else list(records.systems.get(system, ()))

    rows = [
        f"  ({_quoted(each.element)}, {_quoted(name)}, {_quoted(each.code)}, "
        f"{_truth(each.answers)}, {_truth(each.below)}, {_truth(each.lasting)})"
        for each in listed_codes(rulebase, records)
        for name in names(each.system)
    ]
    text = (_FOLDER / f"{model}.sql").read_text(encoding="utf-8")
    return Template(text).substitute(
        codes=",\n".join(rows),
        whole=", ".join(map(_quoted, names("snomed"))),
        results=", ".join(map(_quoted, names(_RESULTS))),
    )


def _target(rulebase: RuleBase, name: str) -> str:
    """What a test is read into. The query leaves the unit of an element's own code out: it is that of the element."""
    unit = rulebase.elements[name].unit
    return f"{{to: {name}, unit: {json.dumps(unit)}}}" if unit and needs_a_unit(rulebase, name) else name


def _map(model: str, rulebase: RuleBase, records: RecordsFile) -> str:
    lines = [
        f"# For the query of {model} that was written beside this file; docs/lists-databases.md.",
        f"# Made from {rulebase.id} {rulebase.version}. Give the day of the assessment by `--as-of`.",
        "map: 1",
        "id: patient",
        "columns:",
    ]
    gender = records.person.get("gender")
    if gender is not None:
        values = ", ".join(f"{code}: {value}" for code, value in gender.values.items())
        lines.append(f"  gender: {{to: {gender.element}, values: {{{values}, unknown: null}}}}")
    born = [name for name, each in records.durations.items() if each.since == "birth"]
    lines += [f"  birth_date: {{to: {name}, date: YYYY-MM-DD}}" for name in born[:1]]
    ages = _counted_by_dates(records)
    taken = {*ages, *born, *([gender.element] if gender else ())}
    lines += ["rows: {merged: true, date: day}", "long:", "  test: test", "  value: value", "  unit: unit"]
    lines += ["  date: day", "  date_form: YYYY-MM-DD", "  tests:"]
    lines += [f"    {name}: {_target(rulebase, name)}" for name in rulebase.elements if name not in taken]
    return "\n".join(lines) + "\n"


def _counted_by_dates(records: RecordsFile) -> set[str]:
    """The elements that count the age of another's value: a map makes them of its date."""
    return {name for name, each in records.durations.items() if each.since == "value"}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _truth(value: bool) -> str:
    return "TRUE" if value else "FALSE"
