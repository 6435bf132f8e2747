"""The page of a note as plain, frozen data: what every format draws.

A page has blocks, a block has items, an item has lines below it. Every text is ready to print; `cites` are numbers of
the page's own `sources`, in the order in which they are printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PageMark = Literal["holds", "partly", "unknown", "risk", "choice", "none"]
GLYPHS: dict[PageMark, str] = {"holds": "●", "partly": "◐", "unknown": "?", "risk": "▲", "choice": "○", "none": ""}
MARKED: dict[str, PageMark] = {"holds": "holds", "risk": "risk", "choice": "choice"}
"""The mark of a statement, by what its kind of rule declares; a kind that declares `none` is not in it."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line below an item: a figure, or a counter-example (`against`)."""

    text: str
    cites: tuple[int, ...] = ()
    against: bool = False


@dataclass(frozen=True, slots=True)
class PagePlot:
    """Numbers before and after, none below zero, to be drawn as bars. The spreads are standard deviations.

    `p`: as its source prints it, empty where it does not. `label`: the name of the source.
    """

    title: str
    before: float
    after: float
    before_spread: float | None
    after_spread: float | None
    unit: str
    p: str
    label: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PageItem:
    """One thing that a block says. `aside` stands at the right: a certainty, or what an answer does.

    `rules`: the rules whose statements it holds, by id. `names`: what it names in few words, such as risks. `plots`:
    what a format that draws may draw below its lines; the lines say the same in words.
    """

    text: str
    mark: PageMark = "none"
    aside: str = ""
    cites: tuple[int, ...] = ()
    lines: tuple[PageLine, ...] = ()
    rules: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    plots: tuple[PagePlot, ...] = ()


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A titled part of the page. `inline`: its items follow the title on the same line, as one paragraph."""

    key: str
    title: str
    items: tuple[PageItem, ...]
    aside: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class PageSource:
    """A source cited on the page. `brief`: design, number of patients, how much was read; `text`: it in full.

    `in_note`: its number in the note, where all that was read of it stands.
    """

    number: int
    source: str
    label: str
    brief: str
    text: str
    in_note: int


@dataclass(frozen=True, slots=True)
class Page:
    """One patient on one page, in the order in which it is printed.

    `outcome`: its id, null while nothing is settled. `headline`: the first words; `said`: the sentences after them.
    `line`: the same in at most 140 characters. `day`: the day on which it was made, where the caller gives one.
    """

    title: str
    day: str
    who: str
    jurisdiction: str
    searched: str
    edition: str
    status: str
    outcome: str | None
    headline: str
    certainty: str
    said: tuple[str, ...]
    line: str
    blocks: tuple[PageBlock, ...]
    sources: tuple[PageSource, ...]
    legend: str
    digest: str
    dossier: str
