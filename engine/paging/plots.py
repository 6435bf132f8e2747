"""What is drawn beside the figures of a page: numbers before and after, where their source gives both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from immunote.engine.paging.measure import rows
from immunote.engine.paging.model import Page, PageItem, PagePlot, PageSource
from immunote.engine.rulebase import Detail, Figure, RuleBase
from immunote.engine.unparse import sentence
from immunote.engine.words import number_words

ROWS = 3
"""The lines of text whose room a row of plots takes on paper. Formats of plain text draw none."""


def with_plots(page: Page, rulebase: RuleBase) -> Page:
    """The page with a row of plots at each item that has some, from the first on, for as long as there is room."""
    room = rulebase.page.lines - rows(page)
    most = {shape.block: shape.plots for shape in rulebase.page.blocks if shape.of == "targets"}
    sources = {each.source: each for each in page.sources}
    drawn: set[str] = set()
    blocks = []
    for block in page.blocks:
        items = []
        for item in block.items:
            plots: tuple[PagePlot, ...] = ()
            if room >= ROWS and most.get(block.key, 0):
                found = dict(each for each in _plots(item, rulebase, sources) if each[0] not in drawn)
                plots = tuple(found.values())[: most[block.key]]
                drawn.update(tuple(found)[: len(plots)])
            room -= ROWS if plots else 0
            items.append(replace(item, plots=plots) if plots else item)
        blocks.append(replace(block, items=tuple(items)))
    return replace(page, blocks=tuple(blocks)) if drawn else page


def _plots(item: PageItem, rulebase: RuleBase, sources: Mapping[str, PageSource]) -> Iterator[tuple[str, PagePlot]]:
    """What can be drawn of the figures that an item shows, by citation, in the order in which they cite them."""
    shown = {line.text for line in item.lines if not line.against}
    for rule in item.rules:
        for detail in rulebase.named[rule].details:
            cited = [each for each in _drawable(detail, rulebase) if each[0].partition(".")[0] in sources]
            text = sentence(rulebase, detail.text) if cited else ""
            for cite, figure in cited if text in shown else ():
                if _is_said(figure, text):  # it may give another moment of the same figure
                    yield cite, _plot(figure, sources[cite.partition(".")[0]])


def _drawable(detail: Detail, rulebase: RuleBase) -> Iterator[tuple[str, Figure]]:
    for cite in detail.cites:
        source, _, key = cite.partition(".")
        figure = rulebase.sources[source].figures[key]
        plot = figure.plot or {}
        if all(isinstance(plot.get(end), int | Decimal) and plot[end] >= 0 for end in ("before", "after")):
            yield cite, figure


def _is_said(figure: Figure, text: str) -> bool:
    """Whether a line has both numbers that would be drawn."""
    given = figure.plot or {}
    ends = [re.escape(number_words(Decimal(given[end]))) for end in ("before", "after")]
    return all(re.search(rf"(?<![\d.]){end}(?:\.0+)?(?!\d|\.\d)", text) for end in ends)


def _plot(figure: Figure, source: PageSource) -> PagePlot:
    given = figure.plot or {}
    return PagePlot(
        title=figure.title,
        before=float(given["before"]),
        after=float(given["after"]),
        before_spread=_number(given.get("before_sd")),
        after_spread=_number(given.get("after_sd")),
        unit=str(given["unit"]),
        p=figure.values.get("p", ""),
        label=source.label,
        cites=(source.number,),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | Decimal) else None
