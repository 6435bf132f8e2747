"""A note as GitHub-flavoured Markdown: its page, then all of it. Everything that comes from the note is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from immunote.engine.note import Note
from immunote.engine.paging import page_of
from immunote.engine.paging.model import Page, PageBlock, PageItem
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import SEPARATOR
from immunote.service.render.dossier import GLYPHS, MARK_WORDS, Dossier, DossierEntry, DossierLine, Lead, Mark, Section
from immunote.service.render.layout import arrange
from immunote.service.render.renumbering import renumbered
from immunote.service.render.words import cleaned, numbers

_SPECIAL = re.compile(r"([\\`*_{}\[\]#|~@$])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LIST_LIKE = re.compile(r"^(\d+)([.)])|^([-+=])")
_LINK_LIKE = re.compile(r"(?i)\b(www)\.|(:)//")


def render_markdown(note: Note, rulebase: RuleBase, day: str = "") -> str:
    """The note as one Markdown document. `day`: the day to print on it."""
    page = page_of(note, rulebase, day)
    dossier = renumbered(arrange(note, rulebase), page, note)
    return "\n".join([*_page(cleaned(page)), *_dossier(dossier)]) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows as it is: no markup, no html, no link that makes itself."""
    shown = _SPECIAL.sub(r"\\\1", text)
    shown = "".join(_ENTITIES.get(char, char) for char in shown)
    shown = _LINK_LIKE.sub(lambda found: f"{found[1]}\\." if found[1] else "\\://", shown)
    return _LIST_LIKE.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", shown)


def _page(page: Page) -> Iterator[str]:
    yield f"# {escaped(page.title)}"
    yield ""
    yield f"**{escaped(page.who)}**  "
    yield f"{escaped(SEPARATOR.join(filter(None, (page.day, page.jurisdiction))))}  "
    yield f"_{escaped(page.edition)}_{SEPARATOR}{escaped(page.searched)}"
    yield ""
    yield f"## {escaped(page.headline.upper())}"
    yield ""
    if page.said:
        yield f"{escaped(' '.join(page.said))}  "
    yield f"_{escaped(page.certainty)}_"
    for block in page.blocks:
        yield from _block(block)
    yield ""
    for source in page.sources:
        yield f"- \\[{source.number}\\] {escaped(source.label)}, {escaped(source.brief)}"
    yield ""
    yield escaped(page.legend)


def _block(block: PageBlock) -> Iterator[str]:
    title = f"**{escaped(block.title)}**" if block.title else ""
    aside = f" — _{escaped(block.aside)}_" if block.aside else ""
    yield ""
    if block.inline:
        yield f"{title} {SEPARATOR.join(_said(item) for item in block.items)}"
        return
    if title:
        yield f"{title}{aside}"
        yield ""
    for item in block.items:
        aside = f" — _{escaped(item.aside)}_" if item.aside else ""
        yield f"- {_said(item)}{aside}"
        for line in item.lines:
            yield f"  - {escaped(line.text)}{_cites(line.cites)}"


def _said(item: PageItem) -> str:
    return f"{_glyph(item.mark)}{escaped(item.text)}{_cites(item.cites)}"


def _dossier(dossier: Dossier) -> Iterator[str]:
    yield ""
    yield "## Dossier"
    yield ""
    yield f"**{escaped(dossier.outcome)}**{SEPARATOR}_{escaped(dossier.status_words)}_  "
    yield f"{escaped(dossier.patient)}  "
    yield f"{escaped(dossier.edition)}{SEPARATOR}_{escaped(dossier.review)}_"
    yield ""
    for lead in dossier.leads:
        yield _lead(lead)
    yield ""
    yield SEPARATOR.join(f"{_glyph(mark)}{word}" for mark, word in MARK_WORDS.items())
    for section in dossier.sections:
        yield from _section(section)
    yield ""
    yield "---"
    for line in dossier.ending:
        yield ""
        yield escaped(line)


def _lead(lead: Lead) -> str:
    label = f"**{escaped(lead.label)}:** " if lead.label else ""
    return f"- {_glyph(lead.mark)}{label}{escaped(lead.text)}"


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"### {escaped(section.title)}"
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
