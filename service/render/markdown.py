"""A note as GitHub-flavoured Markdown, complete. Everything that comes from the note is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase
from immunote.service.render.dossier import GLYPHS, MARK_WORDS, Dossier, DossierEntry, DossierLine, Lead, Mark, Section
from immunote.service.render.layout import arrange
from immunote.service.render.words import SEPARATOR, numbers

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~@$])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LIST_LIKE = re.compile(r"^(\d+)([.)])|^([-+=])")
_LINK_LIKE = re.compile(r"(?i)\b(www)\.|(:)//")


def render_markdown(note: Note, rulebase: RuleBase) -> str:
    """The note as one Markdown document."""
    return "\n".join(_page(arrange(note, rulebase))) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no html, no link that makes itself."""
    shown = _SPECIAL.sub(r"\\\1", text)
    shown = "".join(_ENTITIES.get(char, char) for char in shown)
    shown = _LINK_LIKE.sub(lambda found: f"{found[1]}\\." if found[1] else "\\://", shown)
    return _LIST_LIKE.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", shown)


def _page(page: Dossier) -> Iterator[str]:
    yield f"# {escaped(page.title)}"
    yield ""
    yield f"{escaped(page.edition)}  "
    yield f"**{escaped(page.patient)}**  "
    yield f"_{escaped(page.review)}_"
    yield ""
    yield f"## {escaped(page.outcome.upper())}"
    yield ""
    yield f"_{escaped(page.status_words)}_"
    yield ""
    for lead in page.leads:
        yield _lead(lead)
    yield ""
    yield SEPARATOR.join(f"{_glyph(mark)}{word}" for mark, word in MARK_WORDS.items())
    for section in page.sections:
        yield from _section(section)
    yield ""
    yield "---"
    for line in page.ending:
        yield ""
        yield escaped(line)


def _lead(lead: Lead) -> str:
    label = f"**{escaped(lead.label)}:** " if lead.label else ""
    return f"- {_glyph(lead.mark)}{label}{escaped(lead.text)}"


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"## {escaped(section.title)}"
    yield ""
    if section.about:
        yield f"_{escaped(section.about)}_"
        yield ""
    for entry in section.entries:
        yield from _entry(entry)


def _entry(entry: DossierEntry) -> Iterator[str]:
    number = f"\\[{entry.number}\\] " if entry.number is not None else ""
    colon = ":" if entry.text else ""
    label = f"**{escaped(entry.label)}{colon}** " if entry.label else ""
    aside = f" — _{escaped(entry.aside)}_" if entry.aside else ""
    yield f"- {number}{_glyph(entry.mark)}{label}{escaped(entry.text)}{aside}{_cites(entry.cites)}"
    for line in entry.lines:
        yield _line(line)
    for plot in entry.plots:
        yield f"  - **Before and after:** {escaped(plot.caption)}{_cites(plot.cites)}"


def _line(line: DossierLine) -> str:
    label = f"**{escaped(line.label)}:** " if line.label else ""
    return f"  - {_glyph(line.mark)}{label}{escaped(line.text)}{_cites(line.cites)}"


def _glyph(mark: Mark) -> str:
    return f"{GLYPHS[mark]} " if GLYPHS[mark] else ""


def _cites(cites: tuple[int, ...]) -> str:
    return f" {escaped(numbers(cites))}" if cites else ""
