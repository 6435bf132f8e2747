"""Before and after drawn: two bars from zero on one scale, with the spread where it is known."""

from __future__ import annotations

from dataclasses import dataclass

from immunote.engine.paging.model import PagePlot
from immunote.service.html.environment import Html, part
from immunote.service.render.dossier import Plot
from immunote.service.render.plot import caption
from immunote.service.render.words import amount

_LEFT, _BAR, _WIDTH = 46, 140, 350
_FILLS = {"before": "#b9c6d4", "after": "#3b6ea5"}


@dataclass(frozen=True)
class PlotBar:
    """One bar, in units of the drawing. `middle`: its height. `end`, `spread`: how far to the right it reaches."""

    word: str
    middle: float
    end: float
    spread: tuple[float, float] | None
    text: str


def drawn(plot: Plot) -> Html:
    """An inline SVG on one line, without script, style or reference; `caption` is its text alternative."""
    return _svg(plot, row=20, thick=12)


def drawn_small(found: PagePlot) -> Html:
    """The plot of a page, as low as it can be read."""
    plot = Plot(
        title=found.title,
        before=found.before,
        after=found.after,
        before_spread=found.before_spread,
        after_spread=found.after_spread,
        unit=found.unit,
        caption=caption(found),
        cites=found.cites,
    )
    return _svg(plot, row=15, thick=9)


def _svg(plot: Plot, row: int, thick: int) -> Html:
    ends = [("before", plot.before, plot.before_spread), ("after", plot.after, plot.after_spread)]
    top = max(value + (spread or 0) for _, value, spread in ends) or 1
    bars = [_bar(4 + (place + 0.5) * row, *end, plot.unit, top) for place, end in enumerate(ends)]
    sizes = {"left": _LEFT, "right": _LEFT + _BAR + 10, "width": _WIDTH, "height": 2 * row + 8, "thick": thick}
    return part("plot.html", caption=plot.caption, bars=bars, fills=_FILLS, **sizes)


def _bar(middle: float, word: str, value: float, spread: float | None, unit: str, top: float) -> PlotBar:
    def at(number: float) -> float:
        return _LEFT + _BAR * number / top

    if spread is None:
        return PlotBar(word, middle, at(value), None, amount(value, unit))
    text = f"{amount(value)} ± {amount(spread, unit)}"
    return PlotBar(word, middle, at(value), (at(max(value - spread, 0)), at(value + spread)), text)
