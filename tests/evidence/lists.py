"""Lists of retractions, written as the public one is: its columns, and its disorder where a test asks for it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

HEADER = (
    *("Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author", "URLS"),
    *("ArticleType", "RetractionDate", "RetractionDOI", "RetractionPubMedID", "OriginalPaperDate"),
    *("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "Reason", "Paywalled", "Notes"),
)
SANGES = "10.1016/j.autrev.2017.02.008"
BLANK = {
    "Record ID": "1",
    "Title": "A paper",
    "RetractionDate": "5/1/2026 0:00",
    "RetractionDOI": "10.1000/notice",
    "RetractionPubMedID": "0",
    "OriginalPaperDOI": "unavailable",
    "OriginalPaperPubMedID": "0",
    "RetractionNature": "Retraction",
    "Reason": "+Error in Data;+Unreliable Results;",
}


def row(**cells: str) -> dict[str, str]:
    """A row; `doi`, `pmid`, `nature`, `on` for short."""
    short = {"doi": "OriginalPaperDOI", "pmid": "OriginalPaperPubMedID", "nature": "RetractionNature"}
    return {**BLANK, **{{**short, "on": "RetractionDate"}.get(key, key): value for key, value in cells.items()}}


def csv_text(rows: Iterable[Mapping[str, str]], header: tuple[str, ...] = HEADER) -> str:
    """The list as text."""
    made = io.StringIO(newline="")
    written = csv.writer(made)
    written.writerow(header)
    written.writerows([each.get(name, "") for name in header] for each in rows)
    return made.getvalue()


def csv_file(folder: Path, *rows: Mapping[str, str], name: str = "retractions.csv") -> Path:
    """The list as a file."""
    path = folder / name
    path.write_text(csv_text(rows), encoding="utf-8", newline="")
    return path
