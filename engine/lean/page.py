"""The page of a lean note: the page model at the edge, with the numbers that sources have in the whole rule base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from immunote.engine.note import NotePart
from immunote.engine.paging.model import Page, PageBlock, PageItem, PageLine, PageMark


@dataclass(frozen=True, kw_only=True)
class LeanPageLine(NotePart):
    """A line below an item: a figure, or a counter-example (`against`)."""

    text: str
    cites: tuple[int, ...] = ()
    against: bool = False


@dataclass(frozen=True, kw_only=True)
class LeanPageItem(NotePart):
    """One thing that a block says. `aside` stands at the right; `statements`: those of the dossier that it holds."""

    text: str
    mark: PageMark = "none"
    aside: str = ""
    cites: tuple[int, ...] = ()
    lines: tuple[LeanPageLine, ...] = ()
    statements: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeanPageBlock(NotePart):
    """A titled part of the page. `inline`: its items follow the title on the same line, as one paragraph."""

    key: str
    title: str
    items: tuple[LeanPageItem, ...]
    aside: str = ""
    inline: bool = False


@dataclass(frozen=True, kw_only=True)
class LeanPageSource(NotePart):
    """A source that the page cites, in full. `brief`: design, number of patients, how much was read."""

    number: int
    source: str
    label: str
    brief: str
    text: str


@dataclass(frozen=True, kw_only=True)
class LeanPage(NotePart):
    """One patient on one page, in the order in which it is printed.

    `who`: the patient in a line; `headline`: the first words, `said`: the sentences after them.
    """

    title: str
    day: str
    who: str
    jurisdiction: str
    searched: str
    edition: str
    headline: str
    certainty: str
    said: tuple[str, ...]
    blocks: tuple[LeanPageBlock, ...]
    sources: tuple[LeanPageSource, ...]
    legend: str
    dossier: str


def lean_page(page: Page, numbers: Mapping[str, int], stated: Sequence[str]) -> LeanPage:
    """The page with the fixed `numbers` of its sources. `stated`: the rules of the dossier's statements."""
    places = {rule: place for place, rule in enumerate(stated)}
    fixed = {each.number: numbers[each.source] for each in page.sources}

    def cites(found: PageLine | PageItem) -> tuple[int, ...]:
        return tuple(fixed[number] for number in found.cites)

    def line(found: PageLine) -> LeanPageLine:
        return LeanPageLine(text=found.text, cites=cites(found), against=found.against)

    def item(found: PageItem) -> LeanPageItem:
        return LeanPageItem(
            text=found.text,
            mark=found.mark,
            aside=found.aside,
            cites=cites(found),
            lines=tuple(line(each) for each in found.lines),
            statements=tuple(places[rule] for rule in found.rules if rule in places),
        )

    def block(found: PageBlock) -> LeanPageBlock:
        items = tuple(item(each) for each in found.items)
        return LeanPageBlock(key=found.key, title=found.title, items=items, aside=found.aside, inline=found.inline)

    return LeanPage(
        title=page.title,
        day=page.day,
        who=page.who,
        jurisdiction=page.jurisdiction,
        searched=page.searched,
        edition=page.edition,
        headline=page.headline,
        certainty=page.certainty,
        said=page.said,
        blocks=tuple(block(each) for each in page.blocks),
        sources=tuple(
            LeanPageSource(
                number=fixed[each.number], source=each.source, label=each.label, brief=each.brief, text=each.text
            )
            for each in page.sources
        ),
        legend=page.legend,
        dossier=page.dossier,
    )
