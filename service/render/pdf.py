"""A note as PDF: the html of its page, drawn on A4 by WeasyPrint; the dossier follows as an annex where asked for."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from immunote.engine.faults import Refused
from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase
from immunote.service.html.policy import TEMPLATES
from immunote.service.render import drawing_needs
from immunote.service.render.html import document_of

PDF_STYLE = (TEMPLATES / "pdf.css").read_text(encoding="utf-8")
_FOOTER = '@page { @bottom-left { content: "%s"; } }'
_drawing = threading.Lock()  # WeasyPrint makes no promise to threads


def render_pdf(note: Note, rulebase: RuleBase, day: str = "", full: bool = False) -> bytes:
    """The page of a note as one A4 sheet; `full`: the dossier on further ones. `day`: the day to print on it.

    One note and day give the same bytes on one machine. It takes about 0.5 s, or 8 s with a dossier. Raises Refused
    (E03, E06, E07) where something is missing that it takes.
    """
    drawing_needs.check()
    html, page = document_of(note, rulebase, day, full)
    footer = " · ".join(each for each in (page.title, page.day, f"Digest {page.digest}") if each)
    with _drawing, _characters_missing() as missing:
        drawn = _drawn(html, PDF_STYLE + _FOOTER % _quoted(footer), page.digest)
    if missing:
        raise Refused([drawing_needs.no_font(" ".join(dict.fromkeys(missing)))])
    return drawn


def _drawn(html: str, style: str, digest: str) -> bytes:
    from weasyprint import CSS, HTML

    document = HTML(string=html, url_fetcher=_fetches_nothing)
    drawn = document.write_pdf(stylesheets=[CSS(string=style)], pdf_tags=True, pdf_identifier=digest.encode())
    assert isinstance(drawn, bytes)
    return drawn


def _fetches_nothing(url: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"a note names nothing to be fetched: {url}")


def _quoted(text: str) -> str:
    """Text inside a string of CSS."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


class _Missing(logging.Handler):
    """Collects the characters that no font has, from what WeasyPrint warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the character of a warning about one."""
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.found.append(str(record.args[0]))


@contextmanager
def _characters_missing() -> Iterator[list[str]]:
    """The characters that no font has, filled while a document is drawn. What WeasyPrint warns of goes nowhere else."""
    logger, handler = logging.getLogger("weasyprint"), _Missing()
    before = logger.propagate
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield handler.found
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
