"""What a work list says of each patient, from the patient's own note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from immunote.engine.api import Engine
from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase
from immunote.service.lists.source import ID, LINE, ROW
from immunote.service.lists.worklist.ordering import PRIORITY
from immunote.service.render.html import render_html
from immunote.service.rulebases.columns_in_use import columns_in_use

_MOST_FACTS = 4
_MOST_ITEMS = 3
_JURISDICTION = "jurisdiction"


@dataclass(frozen=True)
class WorklistEntry:
    """One patient. `reason`: in words, with the recorded values that decided; `next`: what to ask; `page`: its file."""

    place: int
    id: str
    row: int
    priority: str
    finding: str
    reason: str
    next: str
    page: str


def entries(
    ordered: pl.DataFrame,
    list_rows: pl.DataFrame,
    texts: bool,
    engine: Engine,
    jurisdiction: str | None,
    pages: Path | None,
    as_pdf: bool = False,
) -> Iterator[WorklistEntry]:
    """The entries of `ordered`, in its order; with `pages`, each patient's note is written there too, in HTML or PDF.

    `list_rows`: `row`, ID and elements of the list, `texts` whether they are text. Files are called by rows, not ids.
    Raises OSError where a page cannot be written, immunote.engine.api.NoAnswer where evaluators disagree.
    """
    rulebase = engine.rulebase
    titles = [each.title for each in rulebase.worklist.priorities] if rulebase.worklist else []
    kept = ordered.join(list_rows, on=ID, how="inner", maintain_order="left", suffix="$list")
    elements = [name for name in list_rows.columns if name not in (ROW, ID, LINE)]
    profiles = columns_in_use(engine).profiles(kept.select(ROW, *elements), texts)
    about = kept.select(ID, ROW, PRIORITY, "missing").iter_rows()
    for place, ((own, row, priority, missing), profile) in enumerate(zip(about, profiles, strict=True), 1):
        placed = {} if jurisdiction is None or _JURISDICTION in profile else {_JURISDICTION: jurisdiction}
        note = engine.note({**profile, **placed})
        page = ""
        if pages is not None:
            page = f"page-{row:07}.{'pdf' if as_pdf else 'html'}"
            _write_page(pages / page, note, rulebase, as_pdf)
        yield WorklistEntry(
            place=place,
            id=own,
            row=row,
            priority=titles[priority],
            finding=note.headline,
            reason=_reason(note, rulebase),
            next=_next(note, missing, rulebase),
            page=page,
        )


def _write_page(path: Path, note: Note, rulebase: RuleBase, as_pdf: bool) -> None:
    if not as_pdf:
        path.write_text(render_html(note, rulebase), encoding="utf-8")
        return
    from immunote.service.render.pdf import render_pdf

    path.write_bytes(render_pdf(note, rulebase))


def _reason(note: Note, rulebase: RuleBase) -> str:
    """What the finding does not say yet: open flags, values that the deciding rules read, what else is dangerous."""
    deciding = [name for name in note.decision.rules if name in rulebase.elements_of] if note.outcome else []
    read = {element for name in deciding for element in rulebase.elements_of[name]}
    said = [flag.heading for flag in note.flags if flag.open and flag.heading not in note.headline]
    facts = [each for each in note.recorded if each.element in read and each.because is None]
    said += [f"{each.label}: {each.words}" for each in facts[:_MOST_FACTS]]
    said += [each for each in note.also_now if each not in note.headline]
    return "; ".join(dict.fromkeys(said)) or " ".join(note.decision.reasons if note.outcome else ())


def _next(note: Note, missing: Sequence[str], rulebase: RuleBase) -> str:
    """What to ask next, in the words of the dictionary."""
    for flag in note.flags:
        for question in flag.questions if flag.open else ():
            return question.question
    if note.outcome is not None:
        return ""
    if len(missing) == 1:
        return rulebase.elements[missing[0]].question
    for group in note.questions:
        if group.changes_outcome:
            labels = [rulebase.elements[name].label for name in group.elements[:_MOST_ITEMS]]
            more = len(group.elements) - len(labels)
            return f"{', '.join(labels)}{f' and {more} more' if more else ''}"
    return ""
