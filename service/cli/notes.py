"""`immunote note`: one patient in, one note out: a page, all of it, or what a record system or a panel takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs
from immunote.service.html.day import today
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from immunote.engine.api import Engine
    from immunote.engine.note import Note
    from immunote.engine.paging.model import Page
    from immunote.engine.rulebase import RuleBase

FORMATS = ("text", "json", "markdown", "html", "pdf")
READERS = ("ehr", "panel")
PARTS = ("lean", "whole")
_ELEMENT = "jurisdiction"
_NOT_KNOWN = (None, "unknown")


@dataclass(frozen=True, slots=True)
class Depth:
    """How much of a note is written.

    As text: the page; `full`, all of it; or what `reader` takes. As PDF: the page; `full`, with the dossier behind it.
    As JSON: `parts`, lean unless whole is asked for.
    """

    full: bool = False
    reader: str | None = None
    parts: str | None = None

    def faults(self, format: str) -> list[Fault]:
        """The faults of options that do not go together."""
        faults = [] if self.reader is None else inputs.not_one_of("--for", self.reader, READERS)
        if format == "pdf" and output.is_terminal():
            help_line = "write it to a file: immunote note patient.json --format pdf > note.pdf"
            faults.append(Fault("stdout", "Q05", "--format pdf", help_line))
        if self.parts is not None:
            faults += inputs.not_one_of("--parts", self.parts, PARTS)
            if format != "json":
                help_line = "only JSON comes in parts; add --format json"
                faults.append(Fault("--parts", "Q03", f"--parts {self.parts} --format {format}", help_line))
        if self.reader is not None and self.full:
            faults.append(Fault("--for", "Q03", f"--for {self.reader} --full", "give one of the two"))
        if self.reader is not None and format != "text":
            help_line = "it is text already; leave one of the two out"
            faults.append(Fault("--for", "Q03", f"--for {self.reader} --format {format}", help_line))
        return faults


PAGE = Depth()


def note(file: str, format: str, jurisdiction: str | None, folder: Path | None, depth: Depth = PAGE) -> int:
    """Write a note to stdout; the exit status. Raises Refused with every fault of options and profile together."""
    try:
        return _note(file, format, jurisdiction, folder, depth)
    except Refused as refused:
        raise Refused(inputs.in_file(file, refused.faults)) from None


def _note(file: str, format: str, jurisdiction: str | None, folder: Path | None, depth: Depth) -> int:
    engine = inputs.load_engine(folder)
    faults = inputs.not_one_of("--format", format, FORMATS) + depth.faults(format)
    if jurisdiction is not None:
        faults += inputs.not_one_of("--jurisdiction", jurisdiction, engine.rulebase.about.jurisdictions)
    try:
        raw = inputs.read_profile(file)
    except Refused as refused:
        raise Refused([*faults, *refused.faults]) from None
    if jurisdiction is not None and not faults:
        raw, faults = placed(raw, jurisdiction, engine.rulebase)
    return write_note(engine, raw, format, faults, depth=depth)


def placed(raw: Mapping[str, Any], given: str, rulebase: RuleBase) -> tuple[dict[str, Any], list[Fault]]:
    """The profile with the jurisdiction that the option gives; a fault where the profile has another one."""
    recorded = raw.get(_ELEMENT)
    if recorded in _NOT_KNOWN:
        return {**raw, _ELEMENT: given}, []
    if recorded == given or not isinstance(recorded, str) or recorded not in rulebase.about.jurisdictions:
        return dict(raw), []  # what is no jurisdiction at all is the intake's to refuse
    help_line = f"the profile says `{recorded}`; leave out one of the two, or correct it"
    return dict(raw), [Fault(f"$.{_ELEMENT}", "P09", f"{_ELEMENT}: {recorded}, --jurisdiction {given}", help_line)]


def write_note(
    engine: Engine,
    raw: Mapping[str, Any],
    format: str,
    faults: list[Fault],
    banner: str = "",
    depth: Depth = PAGE,
) -> int:
    """Check the profile, write its note below `banner`; the exit status. Raises Refused, with `faults` too."""
    from immunote.engine.api import NoAnswer

    try:
        patient = engine.patient(raw)
    except Refused as refused:
        raise Refused([*faults, *refused.faults]) from None
    if faults:
        raise Refused(faults)
    try:
        decided = engine.decide(patient)
        lean = engine.lean(decided) if format == "json" and depth.parts != "whole" else None
    except NoAnswer as error:
        return no_answer(error.fault)
    if lean is not None:
        from immunote.engine.lean import lean_json

        output.write(lean_json(lean).decode())
        return 0
    is_a_page = format == "text" and not depth.full
    _write(decided.note if is_a_page else engine.whole(decided), format, engine.rulebase, banner, depth)
    return 0


def no_answer(fault: Fault) -> int:
    """Report that the engine itself gives no answer."""
    output.report([fault])
    return output.NO_ANSWER


def _write(note: Note, format: str, rulebase: RuleBase, banner: str, depth: Depth) -> None:
    if format == "pdf":
        from immunote.service.render.pdf import render_pdf

        output.write_bytes(render_pdf(note, rulebase, today(), depth.full))
        return
    if format != "text" or depth.reader is not None or not output.has_colour():
        output.write(banner + rendered(note, format, rulebase, depth))
        return
    with output.page() as console:
        console.print(banner, end="")
        if depth.full:
            from immunote.service.render.text import print_text

            print_text(note, rulebase, console, output.width())
        else:
            from immunote.service.render.page_text import print_page

            print_page(_page(note, rulebase), console, output.page_width())


def _page(note: Note, rulebase: RuleBase) -> Page:
    from immunote.engine.paging import page_of

    return page_of(note, rulebase, today())


def rendered(note: Note, format: str, rulebase: RuleBase, depth: Depth = PAGE) -> str:
    """The note as text in one of FORMATS that are text."""
    match format:
        case "json":
            from immunote.engine.noting.digest import note_json

            return note_json(note, indented=True).decode()
        case "markdown":
            from immunote.service.render.markdown import render_markdown

            return render_markdown(note, rulebase, today())
        case "html":
            from immunote.service.render.html import render_html

            return render_html(note, rulebase, today())
        case _:
            return _text(note, rulebase, depth)


def _text(note: Note, rulebase: RuleBase, depth: Depth) -> str:
    if depth.full:
        from immunote.service.render.text import render_text

        return render_text(note, rulebase, output.width())
    if depth.reader == "ehr":
        from immunote.engine.paging.ehr import lines_to_paste

        return "\n".join(lines_to_paste(_page(note, rulebase), rulebase)) + "\n"
    if depth.reader == "panel":
        from immunote.engine.paging.panel import form_of
        from immunote.service.render.panel_text import render_form

        page = _page(note, rulebase)
        return render_form(form_of(note, rulebase, page), output.page_width())
    from immunote.service.render.page_text import render_page

    return render_page(_page(note, rulebase), output.page_width())
