"""From a FHIR Bulk Data export (NDJSON, one file a kind of resource) to a list: one row a patient.

Each patient's resources go through the same FHIR intake as everywhere else (docs/fhir-intake.md), so a cell is empty
wherever a record does not say. Nothing is looked up and there is no clock: the day of the assessment is given.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.json_keys import KeyTwice, read_json
from immunote.service.fhir.identity import without_version
from immunote.service.fhir.local_map import NOTHING, LocalMap
from immunote.service.fhir.mapping import map_resources
from immunote.service.fhir.models import READ
from immunote.service.fhir.report import Json, MappingReport
from immunote.service.fhir.resources import BOM, id_in

if TYPE_CHECKING:
    import polars as pl

    from immunote.engine.rulebase import RuleBase

_OF_NOBODY = ("Medication", "Device", "Questionnaire")
"""Kinds that other resources refer to, and that need no patient."""
SUFFIXES = (".ndjson", ".ndjson.gz", ".jsonl", ".jsonl.gz")


@dataclass
class Export:
    """An export, grouped: the lines of each patient by id, in the order in which patients were first met.

    `shared`: resources that name no patient (a Medication, a Device), by `Kind/id`, questionnaires by URL too.
    `not_read`: how many resources of kinds that the intake does not read, and how many that name no patient and should.
    """

    patients: dict[str, list[bytes]] = field(default_factory=dict)
    shared: dict[str, bytes] = field(default_factory=dict)
    not_read: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Flattened:
    """One patient as a row. `report` says where each value came from, and what was not used; or `faults` why none."""

    id: str
    profile: dict[str, Json]
    report: MappingReport | None
    faults: tuple[Fault, ...] = ()


@dataclass
class ExportSummary:
    """What an export held and what became of it, over all patients. `refused`: by the code of the first fault."""

    patients: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    elements: Counter[str] = field(default_factory=Counter)
    not_used: Counter[str] = field(default_factory=Counter)
    not_read: Counter[str] = field(default_factory=Counter)
    unknown_codes: int = 0

    def add(self, each: Flattened) -> None:
        """Count one patient in."""
        self.patients += 1
        self.refused.update({each.faults[0].code: 1} if each.faults else {})
        self.elements.update(list(each.profile))
        if each.report is not None:
            self.not_used.update(entry.reason for entry in each.report.not_used)
            self.unknown_codes += sum(code.count for code in each.report.unknown_codes)


def read_export(folder: Path) -> Export:
    """Group an export by patient. Raises Refused with every line that is no resource (S40, S41), P16 for no files.

    A whole export is held as bytes; resources of kinds that the intake does not read are counted and dropped.
    """
    files = _files(folder)
    export, faults = Export(), list[Fault]()
    for file in files:
        for number, line in _lines(file, faults):
            place = f"{file.name}:{number}"
            try:
                raw = read_json(line)
            except KeyTwice as twice:
                faults += [replace(fault, place=f"{place}{fault.place[1:]}") for fault in twice.faults]
                continue
            except orjson.JSONDecodeError as cause:
                faults.append(Fault(place, "S40", shorten(cause, 100), "each line is one resource as JSON, in UTF-8"))
                continue
            kind = raw.get("resourceType") if isinstance(raw, dict) else None
            if not isinstance(kind, str):
                faults.append(Fault(place, "S41", "no `resourceType`", "each line is one resource of FHIR R4"))
            elif kind not in READ:
                export.not_read[kind] += 1
            else:
                _sort_in(export, kind, raw, line, place, faults)
    if faults:
        raise Refused(sorted(faults))
    return export


def flattened(export: Export, rulebase: RuleBase, as_of: date, local: LocalMap = NOTHING) -> Iterator[Flattened]:
    """The patients of an export, one after the other; one whose record is refused comes with its faults.

    `local`: what codes and texts of the hospital mean, as the service takes them.
    """
    for own, lines in export.patients.items():
        resources = [orjson.loads(line) for line in lines]
        referred = dict.fromkeys(name for each in resources for name in _references(each))
        resources += [orjson.loads(export.shared[name]) for name in referred if name in export.shared]
        try:
            mapped = map_resources(resources, rulebase, as_of, local)
        except Refused as refused:
            yield Flattened(own, {}, None, refused.faults)
        else:
            yield Flattened(own, mapped.profile, mapped.report)


def frame_of(rows: Sequence[Flattened], rulebase: RuleBase, id_column: str) -> pl.DataFrame:
    """The list: the id, then every element of the dictionary, null where it is not known."""
    import polars as pl

    types = {"boolean": pl.Boolean, "integer": pl.Int64, "decimal": pl.Float64, "enumeration": pl.String}
    columns = [pl.Series(id_column, [each.id for each in rows], dtype=pl.String)]
    for name, element in rulebase.elements.items():
        values = [each.profile.get(name) for each in rows]
        columns.append(pl.Series(name, values, dtype=types[element.type], strict=element.type != "decimal"))
    return pl.DataFrame(columns)


def _files(folder: Path) -> list[Path]:
    if folder.is_file():
        return [folder]
    files = sorted(each for each in folder.glob("*") if each.name.endswith(SUFFIXES)) if folder.is_dir() else []
    if not files:
        help_line = f"give the folder of a Bulk Data export: files that end in {', '.join(SUFFIXES)}"
        raise Refused([Fault(str(folder), "P16", "no NDJSON file", help_line)])
    return files


LONGEST = 64 << 20
"""Bytes of one line, which is one resource."""
MOST_TIMES = 1000
"""What unpacks to more than so many times its size is no export."""


def _lines(file: Path, faults: list[Fault]) -> Iterator[tuple[int, bytes]]:
    opener: Any = gzip.open if file.name.endswith(".gz") else open
    try:
        with opener(file, "rb") as stream:
            number = read = 0
            most = max(file.stat().st_size * MOST_TIMES, LONGEST)
            while line := stream.readline(LONGEST + 1):
                number, read = number + 1, read + len(line)
                if len(line) > LONGEST or read > most:
                    text = f"line {number}: more than {(LONGEST if len(line) > LONGEST else most) >> 20} MB"
                    faults.append(Fault(file.name, "P16", text, "no export holds so much; unpack it and look at it"))
                    return
                line = line.removeprefix(BOM) if number == 1 else line
                if line.strip():
                    yield number, line
    except (OSError, EOFError) as cause:
        faults.append(Fault(file.name, "P16", shorten(cause, 100), "the file cannot be read to its end"))


def _sort_in(export: Export, kind: str, raw: dict[str, Any], line: bytes, place: str, faults: list[Fault]) -> None:
    own = raw.get("id")
    about = raw.get("subject") or raw.get("patient")
    reference = about.get("reference") if isinstance(about, dict) else None
    patient = own if kind == "Patient" else id_in(reference if isinstance(reference, str) else None)
    if isinstance(patient, str) and patient:
        export.patients.setdefault(patient, []).append(line)
    elif kind != "Patient" and isinstance(own, str) and own:
        export.shared[f"{kind}/{own}"] = line
        if isinstance(raw.get("url"), str):
            export.shared[raw["url"]] = line
        if kind not in _OF_NOBODY:
            export.not_read[f"{kind} without a reference to its patient"] += 1
    else:
        help_line = "a Patient has an `id`; every other resource has a subject, or an `id` to be referred to by"
        faults.append(Fault(place, "S41", f"{kind} without an id", help_line))


def _references(raw: Any) -> Iterable[str]:
    """`Kind/id` of everything that a resource refers to, and the URL of the questionnaire that it answers."""
    waiting: list[Any] = [raw]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            reference = each.get("reference")
            if isinstance(reference, str):
                yield "/".join(without_version(reference).split("/")[-2:])
            if isinstance(each.get("questionnaire"), str):
                yield each["questionnaire"].split("|")[0]
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
