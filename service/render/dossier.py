"""All that a note shows, as plain data. `layout` decides it once; text, markdown and html only typeset it."""

from __future__ import annotations

from dataclasses import dataclass

from immunote.engine.paging.model import GLYPHS, PageMark

__all__ = [
    "GLYPHS",
    "MARK_WORDS",
    "Dossier",
    "DossierEntry",
    "DossierLine",
    "Lead",
    "Mark",
    "Plot",
    "Section",
]

Mark = PageMark
MARK_WORDS: dict[Mark, str] = {
    "holds": "holds",
    "partly": "partly known",
    "unknown": "not known",
    "risk": "risk",
    "choice": "project's choice",
}


@dataclass(frozen=True, slots=True)
class Plot:
    """Numbers before and after, to be drawn. `caption` says all that the drawing says, and where it comes from."""

    title: str
    before: float
    after: float
    before_spread: float | None
    after_spread: float | None
    unit: str
    caption: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A line below an entry. `on_paper`: whether it is printed where the format knows paper from screen."""

    text: str
    label: str = ""
    mark: Mark = "none"
    cites: tuple[int, ...] = ()
    on_paper: bool = True


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """One thing that a section shows. `aside` stands at the right; `number` makes it the source of that number."""

    text: str
    label: str = ""
    mark: Mark = "none"
    aside: str = ""
    cites: tuple[int, ...] = ()
    lines: tuple[DossierLine, ...] = ()
    plots: tuple[Plot, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the note. `about` says how to read it."""

    key: str
    title: str
    entries: tuple[DossierEntry, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """A line above the fold."""

    text: str
    label: str = ""
    mark: Mark = "none"


@dataclass(frozen=True, slots=True)
class Dossier:
    """A whole note: all of it that a format can show. The most important comes first, also in this order of fields."""

    title: str
    edition: str
    patient: str
    review: str
    outcome: str
    status: str
    status_words: str
    leads: tuple[Lead, ...]
    sections: tuple[Section, ...]
    ending: tuple[str, ...]
