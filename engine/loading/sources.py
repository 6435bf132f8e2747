"""Evidence files as sources with their figures."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from immunote.engine.faults import nearest
from immunote.engine.loading.folder import Folder
from immunote.engine.reader import Document
from immunote.engine.rulebase import Figure, Source
from immunote.engine.shapes.about import RuleBaseFile
from immunote.engine.shapes.rules import NoticeShape, SourceFile
from immunote.engine.sources import Notice

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_YEAR = re.compile(r"[0-9]{4}")


def read_sources(folder: Folder) -> dict[str, Source]:
    """All sources by id."""
    sources: dict[str, Source] = {}
    about = next((model for _, model in folder.of(RuleBaseFile)), None)
    for document, model in folder.of(SourceFile):
        if model.source in sources:
            document.fault(("source",), "R08", model.source, f"it also stands at {sources[model.source].place}")
        figures = {key: _figure(document, key, found) for key, found in model.figures.items()}
        sources[model.source] = Source(
            id=model.source,
            label=model.label,
            citation=model.citation,
            kind=model.kind,
            design=model.design,
            n=model.n,
            population=model.population,
            dose=model.dose,
            read=model.read,
            limits=model.limits,
            same_patients_as=model.same_patients_as,
            indirect=model.indirect,
            figures=figures,
            place=document.place(()),
            retracted=_notice(document, "retracted", model.retracted),
            concern=_notice(document, "concern", model.concern),
            corrected=_notice(document, "corrected", model.corrected),
            context=_context(document, model),
            due_after=_due_after(about, model.citation.get("year", "")),
        )
    for document, model in folder.of(SourceFile):
        if model.same_patients_as is not None and model.same_patients_as not in sources:
            help_line = nearest(model.same_patients_as, sources)
            document.fault(("same_patients_as",), "R22", model.same_patients_as, help_line)
    return sources


def _context(document: Document, model: SourceFile) -> tuple[str, ...]:
    for index, key in enumerate(model.context):
        if key not in model.figures:
            document.fault(("context", index), "R22", key, nearest(key, model.figures))
    return tuple(model.context)


def _notice(document: Document, key: str, shape: NoticeShape | None) -> Notice | None:
    if shape is None:
        return None
    year, month, day = (int(part) for part in shape.on.split("-"))
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if day > (_DAYS[month - 1] + (is_leap and month == 2)):
        document.fault((key, "on"), "R05", shape.on, "a day of the calendar, as 2026-05-01")
    return Notice(shape.on, shape.notice)


def _due_after(about: RuleBaseFile | None, year: str) -> int | None:
    """The declared age where a source is at least that old when evidence was last looked for; no clock is read."""
    if about is None or about.review_after is None:
        return None
    published, searched = _YEAR.fullmatch(year), _YEAR.match(about.evidence_as_of)
    if published is None or searched is None:
        return None
    years = about.review_after.years
    return years if int(searched[0]) - int(published[0]) >= years else None


def _figure(document: Document, key: str, found: dict[str, Any]) -> Figure:
    path = ("figures", key)
    if not isinstance(found.get("title"), str):
        document.fault(path, "R06", "title", "a figure has a title in words")
    plot = found.get("plot")
    texts = {name: value for name, value in found.items() if name not in ("title", "plot")}
    for name, value in texts.items():
        if not isinstance(value, str):
            document.fault((*path, name), "R05", value, "figures are text as the source prints them; use quotes")
    if plot is not None and not _is_plot(plot):
        document.fault((*path, "plot"), "R05", plot, "plot: {before: number, after: number, unit: text}")
    return Figure(key, str(found.get("title", "")), {name: str(value) for name, value in texts.items()}, plot)


def _is_plot(plot: Any) -> bool:
    if not (isinstance(plot, dict) and {"before", "after", "unit"} <= set(plot) and isinstance(plot["unit"], str)):
        return False
    return all(isinstance(plot[key], int | Decimal) and not isinstance(plot[key], bool) for key in ("before", "after"))
