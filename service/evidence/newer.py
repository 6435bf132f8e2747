"""A list of newer versions of sources: a guideline's next edition, a label's revision, a review's update.

CSV with the columns `source`, `newer`, `kind`, `on` and `note`; docs/evidence.md says what each holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from immunote.engine.faults import Fault, Refused, nearest
from immunote.engine.sources import Source
from immunote.service.evidence.identifiers import doi_of
from immunote.service.evidence.retractions import identifiers_of
from immunote.service.evidence.table import ListRow, is_readable, read_list, shown

COLUMNS = ("source", "newer", "kind", "on", "note")
KINDS = {
    "edition": "a new edition of the same text",
    "update": "an update by the same authors or issuer",
    "superseded": "something else stands in its place",
    "withdrawn": "its issuer took it back, and nothing stands in its place",
}


@dataclass(frozen=True)
class NewerVersion:
    """A newer version of a source: what it is (a DOI, an address or a citation), its kind, its day, and a note."""

    source: str
    newer: str
    kind: str
    on: str
    note: str
    line: int


def read_newer(path: Path, sources: Mapping[str, Source]) -> tuple[NewerVersion, ...]:
    """Read a list. Raises Refused (V90 to V94): a source that is not there is refused, since the list is our own."""
    _, rows = read_list(path, COLUMNS)
    by_doi = {own["doi"]: name for name, each in sources.items() if "doi" in (own := identifiers_of(each))}
    faults: list[Fault] = []
    found: list[NewerVersion] = []
    for row in rows:
        place = f"{path}: line {row.line}"
        faults += [
            Fault(f"{place}: {name}", "V94", shown(row[name]), "write it in UTF-8")
            for name in COLUMNS
            if not is_readable(row[name])
        ]
        named = row["source"].strip()
        source = named if named in sources else by_doi.get(doi_of(named) or "")
        if source is None:
            faults.append(Fault(f"{place}: source", "V94", shown(named), nearest(named, sources)))
        faults += _wrong(place, row)
        version = (row["newer"].strip(), row["kind"].strip(), row["on"].strip(), row["note"].strip())
        found.append(NewerVersion(source or "", *version, row.line))
    if faults:
        raise Refused(faults)
    return tuple(found)


def _wrong(place: str, row: ListRow) -> list[Fault]:
    faults = []
    if not row["newer"].strip():
        faults.append(Fault(f"{place}: newer", "V94", "nothing", "a DOI, an address or a citation of what is newer"))
    if row["kind"].strip() not in KINDS:
        faults.append(Fault(f"{place}: kind", "V94", shown(row["kind"]), nearest(row["kind"], KINDS)))
    try:
        date.fromisoformat(row["on"].strip())
    except ValueError:
        faults.append(Fault(f"{place}: on", "V94", shown(row["on"]), "the day of the newer version, as 2026-05-01"))
    return faults
