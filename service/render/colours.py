"""Colours of the marks on a terminal, for the page and for the dossier."""

from __future__ import annotations

from immunote.engine.paging.model import PageMark

MARK_STYLES: dict[PageMark, str] = {
    "holds": "green",
    "partly": "cyan",
    "unknown": "yellow",
    "risk": "bold red",
    "choice": "magenta",
    "none": "",
}
"""Colours on a terminal; they only repeat what the marks say."""
