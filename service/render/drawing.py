"""Before and after drawn: two bars from zero on one scale, with the spread where it is known."""

from __future__ import annotations

from dataclasses import dataclass

from immunote.service.html.environment import Html, part
from immunote.service.render.dossier import Plot
from immunote.service.render.words import amount

_LEFT, _BAR, _WIDTH, _ROW = 46, 140, 350, 20


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
    ends = [("before", plot.before, plot.before_spread), ("after", plot.after, plot.after_spread)]
    top = max(value + (spread or 0) for _, value, spread in ends) or 1
    bars = [_bar(place, *end, plot.unit, top) for place, end in enumerate(ends)]
    sizes = {"left": _LEFT, "right": _LEFT + _BAR + 10, "width": _WIDTH, "height": 2 * _ROW + 8}
    return part("plot.html", caption=plot.caption, bars=bars, **sizes)


def _bar(place: int, word: str, value: float, spread: float | None, unit: str, top: float) -> PlotBar:
    def at(number: float) -> float:
        return _LEFT + _BAR * number / top

    middle = 4 + place * _ROW + _ROW / 2
    if spread is None:
        return PlotBar(word, middle, at(value), None, amount(value, unit))
    text = f"{amount(value)} ± {amount(spread, unit)}"
    return PlotBar(word, middle, at(value), (at(max(value - spread, 0)), at(value + spread)), text)
