"""`immunote note`: one patient in, one note out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Mapping

    from immunote.engine.api import Engine
    from immunote.engine.note import Note
    from immunote.engine.rulebase import RuleBase

FORMATS = ("text", "json", "markdown", "html")
_ELEMENT = "jurisdiction"
_NOT_KNOWN = (None, "unknown")


def note(file: str, format: str, jurisdiction: str | None, folder: Path | None) -> int:
    """Write a note to stdout; the exit status. Raises Refused with every fault of options and profile together."""
    try:
        return _note(file, format, jurisdiction, folder)
    except Refused as refused:
        raise Refused(inputs.in_file(file, refused.faults)) from None


def _note(file: str, format: str, jurisdiction: str | None, folder: Path | None) -> int:
    engine = inputs.load_engine(folder)
    faults = inputs.not_one_of("--format", format, FORMATS)
    if jurisdiction is not None:
        faults += inputs.not_one_of("--jurisdiction", jurisdiction, engine.rulebase.about.jurisdictions)
    try:
        raw = inputs.read_profile(file)
    except Refused as refused:
        raise Refused([*faults, *refused.faults]) from None
    if jurisdiction is not None and not faults:
        raw, faults = placed(raw, jurisdiction, engine.rulebase)
    return write_note(engine, raw, format, faults)


def placed(raw: Mapping[str, Any], given: str, rulebase: RuleBase) -> tuple[dict[str, Any], list[Fault]]:
    """The profile with the jurisdiction that the option gives; a fault where the profile has another one."""
    recorded = raw.get(_ELEMENT)
    if recorded in _NOT_KNOWN:
        return {**raw, _ELEMENT: given}, []
    if recorded == given or not isinstance(recorded, str) or recorded not in rulebase.about.jurisdictions:
        return dict(raw), []  # what is no jurisdiction at all is the intake's to refuse
    help_line = f"the profile says `{recorded}`; leave out one of the two, or correct it"
    return dict(raw), [Fault(f"$.{_ELEMENT}", "P09", f"{_ELEMENT}: {recorded}, --jurisdiction {given}", help_line)]


def write_note(engine: Engine, raw: Mapping[str, Any], format: str, faults: list[Fault], banner: str = "") -> int:
    """Check the profile, write its note below `banner`; the exit status. Raises Refused, with `faults` too."""
    from immunote.engine.api import NoAnswer

    try:
        patient = engine.patient(raw)
    except Refused as refused:
        raise Refused([*faults, *refused.faults]) from None
    if faults:
        raise Refused(faults)
    try:
        found = engine.note_of(patient)
    except NoAnswer as error:
        return no_answer(error.fault)
    _write(found, format, engine.rulebase, banner)
    return 0


def no_answer(fault: Fault) -> int:
    """Report that the engine itself gives no answer."""
    output.report([fault])
    return output.NO_ANSWER


def _write(note: Note, format: str, rulebase: RuleBase, banner: str) -> None:
    if format == "text" and output.has_colour():
        from immunote.service.render.text import print_text

        with output.page() as console:
            console.print(banner, end="")
            print_text(note, rulebase, console, output.width())
    else:
        output.write(banner + rendered(note, format, rulebase))


def rendered(note: Note, format: str, rulebase: RuleBase) -> str:
    """The note as text in one of FORMATS."""
    match format:
        case "json":
            return note.model_dump_json(indent=2)
        case "markdown":
            from immunote.service.render.markdown import render_markdown

            return render_markdown(note, rulebase)
        case "html":
            from immunote.service.render.html import render_html

            return render_html(note, rulebase)
        case _:
            from immunote.service.render.text import render_text

            return render_text(note, rulebase, output.width())
