"""A list of retractions with the columns of Retraction Watch, matched with the sources of a rule base.

The columns are those of the public file that Crossref distributes; only those named in `COLUMNS` are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from immunote.engine.sources import Source
from immunote.service.evidence.identifiers import doi_of, pmid_of, says_nothing
from immunote.service.evidence.table import ListRow, is_readable, read_list, shown

RECORD, NATURE, REASON, ON = "Record ID", "RetractionNature", "Reason", "RetractionDate"
NOTICE_DOI, NOTICE_PMID = "RetractionDOI", "RetractionPubMedID"
PAPER_DOI, PAPER_PMID = "OriginalPaperDOI", "OriginalPaperPubMedID"
COLUMNS = (RECORD, NATURE, REASON, ON, NOTICE_DOI, NOTICE_PMID, PAPER_DOI, PAPER_PMID)

Nature = Literal["retraction", "expression of concern", "correction", "reinstatement", "unknown"]
NATURES: dict[str, Nature] = {
    "retraction": "retraction",
    "expression of concern": "expression of concern",
    "correction": "correction",
    "reinstatement": "reinstatement",
}
MEANS: dict[Nature, str] = {
    "retraction": "the paper no longer counts",
    "expression of concern": "the journal has doubts; the paper counts until they are settled",
    "correction": "the paper stands; the figures read in it are compared with the correction",
    "reinstatement": "a retraction was taken back; the paper counts again",
    "unknown": "the list names a kind of notice that is not known here; somebody reads it",
}
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s.*)?")
_UNREADABLE_SHOWN = 10


@dataclass(frozen=True)
class RetractionNotice:
    """One row that is about a source. `on`: its date as `2026-05-01`, or as the list has it where it is no date.

    `matched`: doi, pmid or both. `differs`: the identifier of the row that is not that of the source, or nothing.
    """

    source: str
    nature: Nature
    on: str
    record: str
    line: int
    notice: str
    reason: str
    matched: str
    differs: str


@dataclass(frozen=True)
class RetractionList:
    """What a list says of the sources. `unreadable`: how many rows name no paper, and the first such places."""

    file: str
    sha256: str
    rows: int
    newest: str
    notices: tuple[RetractionNotice, ...]
    unreadable: int
    unreadable_at: tuple[str, ...]


def read_retractions(path: Path, sources: Mapping[str, Source]) -> RetractionList:
    """Read a list and match it. Raises Refused (V90 to V93)."""
    content, rows = read_list(path, COLUMNS)
    by_doi = _by("doi", sources)
    by_pmid = _by("pmid", sources)
    notices: list[RetractionNotice] = []
    unreadable: list[str] = []
    newest = ""
    count = 0
    for row in rows:
        day = _day(row[ON])
        newest = max(newest, day) if _is_day(day) else newest
        dois, pmids = _dois(row[PAPER_DOI]), _pmids(row[PAPER_PMID])
        if _is_unreadable(row[PAPER_DOI], dois) or _is_unreadable(row[PAPER_PMID], pmids):
            count += 1
            if len(unreadable) < _UNREADABLE_SHOWN:
                unreadable.append(f"line {row.line}: {shown(row[PAPER_DOI])} · {shown(row[PAPER_PMID])}")
        hit = {name for doi in dois for name in by_doi.get(doi, ())}
        hit |= {name for pmid in pmids for name in by_pmid.get(pmid, ())}
        notices += [_notice(row, day, sources[name], dois, pmids) for name in sorted(hit)]
    found = sorted(notices, key=lambda each: (each.source, each.on if _is_day(each.on) else "", each.line))
    return RetractionList(
        str(path.name), sha256(content).hexdigest(), len(rows), newest, tuple(found), count, tuple(unreadable)
    )


def identifiers_of(source: Source) -> dict[str, str]:
    """The DOI and PMID of a source, comparable."""
    found = {"doi": doi_of(source.citation.get("doi", "")), "pmid": pmid_of(source.citation.get("pmid", ""))}
    return {key: value for key, value in found.items() if value is not None}


def _by(key: str, sources: Mapping[str, Source]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, source in sources.items():
        if (value := identifiers_of(source).get(key)) is not None:
            found.setdefault(value, []).append(name)
    return found


def _notice(row: ListRow, day: str, source: Source, dois: set[str], pmids: set[str]) -> RetractionNotice:
    own = identifiers_of(source)
    by = {"doi": own.get("doi") in dois, "pmid": own.get("pmid") in pmids}
    given = {"doi": dois, "pmid": pmids}
    differs = [f"{key} {' '.join(sorted(given[key]))}" for key in by if not by[key] and given[key] and key in own]
    nature = NATURES.get(" ".join(row[NATURE].split()).casefold(), "unknown")
    notice = doi_of(row[NOTICE_DOI]) or pmid_of(row[NOTICE_PMID])
    return RetractionNotice(
        source=source.id,
        nature=nature,
        on=day,
        record=shown(row[RECORD]),
        line=row.line,
        notice=notice or f"Retraction Watch record {shown(row[RECORD])}",
        reason="; ".join(_reasons(row[REASON])),
        matched=" and ".join(key for key, is_so in by.items() if is_so),
        differs="; ".join(differs),
    )


def _reasons(text: str) -> Iterator[str]:
    for each in text.split(";"):
        if (bare := shown(each).strip().lstrip("+").strip()) != "":
            yield bare


def _parts(cell: str) -> list[str]:
    """The identifiers of a cell, which may hold several with semicolons between them."""
    return [each for each in cell.split(";") if not says_nothing(each)] if is_readable(cell) else []


def _dois(cell: str) -> set[str]:
    # a DOI of the nineties may hold a semicolon, so that the cell as a whole is tried too
    whole = doi_of(cell) if is_readable(cell) else None
    return {found for each in _parts(cell) if (found := doi_of(each))} | ({whole} if whole else set())


def _pmids(cell: str) -> set[str]:
    return {found for each in _parts(cell) if (found := pmid_of(each))}


def _is_unreadable(cell: str, found: set[str]) -> bool:
    """Whether a cell that should name the paper holds something that is neither an identifier nor a blank."""
    return not is_readable(cell) or (not found and bool(_parts(cell)))


def _day(text: str) -> str:
    bare = text.strip()
    american = _AMERICAN.fullmatch(bare)
    written = f"{american[3]}-{int(american[1]):02}-{int(american[2]):02}" if american else bare[:10]
    return written if _is_day(written) else shown(bare)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
