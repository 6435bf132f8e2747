"""A note as one self-contained html file: no script, nothing fetched, printable, readable without colour."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase
from immunote.service.render.layout import arrange
from immunote.service.render.page import GLYPHS, MARK_WORDS, Lead, Mark, Page, PageEntry, PageLine, Section
from immunote.service.render.plot import drawn
from immunote.service.render.style import STYLE

# A browser that honours this loads nothing, runs nothing and posts nothing, whatever the file held.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_MANY_CITES = 6


def render_html(note: Note, rulebase: RuleBase) -> str:
    """The note as one html document."""
    return "\n".join(_page(arrange(note, rulebase))) + "\n"


def _page(page: Page) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(page.title)}: {escape(page.outcome)}</title>\n<style>{STYLE}</style>\n</head>"
    yield '<body>\n<div class="page">\n<header>'
    yield f'<h1>{escape(page.title)}</h1>\n<p class="patient">{escape(page.patient)}</p>'
    yield f"<p>{escape(page.edition)}</p>\n<p>{escape(page.review)}</p>\n</header>\n<main>"
    tone = "" if page.status == "settled" else " open"
    yield f'<section class="outcome{tone}" aria-labelledby="outcome">\n<h2 id="outcome">{escape(page.outcome)}</h2>'
    yield f'<p class="status">{escape(page.status_words)}</p>\n<ul>'
    yield from (_lead(lead) for lead in page.leads)
    yield "</ul>\n</section>"
    yield '<nav aria-label="Sections">'
    yield from (f'<a href="#{_anchor(section)}">{escape(section.title)}</a>' for section in page.sections)
    yield "</nav>"
    shown = "".join(
        f'<span><span class="mark {mark}" aria-hidden="true">{GLYPHS[mark]}</span> {escape(word)}</span>'
        for mark, word in MARK_WORDS.items()
    )
    yield f'<p class="legend">{shown}</p>'
    for section in page.sections:
        yield from _section(section)
    yield "</main>\n<footer>"
    yield from (f"<p>{escape(line)}</p>" for line in page.ending)
    yield "</footer>\n</div>\n</body>\n</html>"


def _lead(lead: Lead) -> str:
    return f'<li class="lead">{_mark(lead.mark)}{_label(lead.label)}{escape(lead.text)}</li>'


def _section(section: Section) -> Iterator[str]:
    anchor = _anchor(section)
    cited = " class=sources" if any(entry.number is not None for entry in section.entries) else ""
    yield f'<section{cited} aria-labelledby="{anchor}">\n<h2 id="{anchor}">{escape(section.title)}</h2>'
    if section.about:
        yield f'<p class="about">{escape(section.about)}</p>'
    yield "<ul>"
    for entry in section.entries:
        if entry.shown != "brief":
            yield from _entry(entry)
    yield "</ul>\n</section>"


def _anchor(section: Section) -> str:
    return escape(f"section-{section.key}")


def _entry(entry: PageEntry) -> Iterator[str]:
    number = ""
    if entry.number is None:
        yield '<li class="entry">'
    else:
        yield f'<li class="entry" id="source-{entry.number}">'
        number = f'<span class="number">[{entry.number}]</span> '
    text = f"{_label(entry.label, colon=bool(entry.text))}{escape(entry.text)}{_cites(entry.cites)}"
    aside = f'<span class="aside">{escape(entry.aside)}</span>' if entry.aside else ""
    yield f'<p class="claim"><span>{number}{_mark(entry.mark)}{text}</span>{aside}</p>'
    if entry.plots:
        yield '<div class="plots">'
        for plot in entry.plots:
            yield f"<figure>{drawn(plot)}<figcaption>{escape(plot.caption)}{_cites(plot.cites)}</figcaption></figure>"
        yield "</div>"
    lines = [line for line in entry.lines if line.shown != "brief"]
    if lines:
        yield '<ul class="lines">'
        yield from (_line(line) for line in lines)
        yield "</ul>"
    yield "</li>"


def _line(line: PageLine) -> str:
    screen = "" if line.on_paper else ' class="screen"'
    return f"<li{screen}>{_mark(line.mark)}{_label(line.label)}{escape(line.text)}{_cites(line.cites)}</li>"


def _label(label: str, colon: bool = True) -> str:
    return f'<span class="label">{escape(label)}{":" if colon else ""}</span> ' if label else ""


def _mark(mark: Mark) -> str:
    """The sign, and for a reader who does not see it the word that it stands for."""
    if mark == "none":
        return ""
    word = escape(MARK_WORDS[mark])
    return (
        f'<span class="mark {mark}" aria-hidden="true" title="{word}">{GLYPHS[mark]}</span>'
        f'<span class="unseen">{word}: </span>'
    )


def _cites(cites: tuple[int, ...]) -> str:
    if not cites:
        return ""
    links = ", ".join(
        f'<a href="#source-{number}" aria-label="source {number}">{number}</a>' for number in sorted(cites)
    )
    many = " many" if len(cites) > _MANY_CITES else ""
    return f' <span class="cites{many}">[{links}]</span>'
