"""A work list as a page of HTML or as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from itertools import groupby

import polars as pl

from immunote.engine.rulebase import RuleBase
from immunote.service.html.environment import document
from immunote.service.lists.worklist.entries import WorklistEntry

KINDS = {".html": "html", ".csv": "csv", ".parquet": "parquet", ".ndjson": "ndjson"}
_TYPES = {"int": pl.Int64, "str": pl.String}


def worklist_page(
    found: Sequence[WorklistEntry], said: str, name: str, rulebase: RuleBase, day: str = "", link: str = ""
) -> str:
    """The page. `link`: the way from it to the folder of the patients' pages, ending in a slash."""
    groups = [(title, list(group)) for title, group in groupby(found, key=lambda each: each.priority)]
    choice = rulebase.worklist.choice if rulebase.worklist else ""
    return document(
        "worklist.html", groups=groups, said=said, name=name, rulebase=rulebase, choice=choice, day=day, link=link
    )


def worklist_rows(found: Sequence[WorklistEntry]) -> pl.DataFrame:
    """One row a patient, by the fields of WorklistEntry."""
    schema = {each.name: _TYPES[str(each.type)] for each in fields(WorklistEntry)}
    return pl.DataFrame([asdict(each) for each in found], schema=schema)


def worklist_text(total: int, shown: int, rows: int) -> str:
    """How many stand on the list, in a sentence."""
    who = (
        f"{total:,} of {rows:,} patients need somebody now"
        if total != 1
        else f"1 of {rows:,} patients needs somebody now"
    )
    return f"{who}." if shown == total else f"{who}; the first {shown:,} stand here."
