"""Before and after as a small drawing: two bars from zero on one scale, with the spread where it is known."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from immunote.service.render.page import Plot
from immunote.service.render.words import amount

_LEFT, _BAR, _WIDTH, _ROW = 46, 140, 350, 20
Numbers = Mapping[str, bool | int | float | str]


def plot_of(title: str, p: str, plot: Numbers, label: str, cites: tuple[int, ...] = ()) -> Plot | None:
    """What a source's figure gives to draw; None without a number before and one after. `label`: of the source."""
    before, after = _number(plot.get("before")), _number(plot.get("after"))
    if before is None or after is None:
        return None
    spreads = _number(plot.get("before_sd")), _number(plot.get("after_sd"))
    unit = str(plot.get("unit", ""))
    ends = [
        amount(value, unit) if spread is None else f"{amount(value)} ± {amount(spread, unit)}"
        for value, spread in zip((before, after), spreads, strict=True)
    ]
    caption = f"{title}: {ends[0]} before, {ends[1]} after" + (f" ({p})" if p else "") + f". {label}"
    return Plot(title, before, after, spreads[0], spreads[1], unit, caption, cites)


def _number(value: bool | int | float | str | None) -> float | None:
    """A number that can be drawn from zero on; a negative one is left to the text."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else None


def drawn(plot: Plot) -> str:
    """An inline SVG without script, style or reference; `caption` is its text alternative."""
    ends = [("before", plot.before, plot.before_spread), ("after", plot.after, plot.after_spread)]
    top = max(value + (spread or 0) for _, value, spread in ends) or 1
    rows = "".join(_row(place, *end, plot.unit, top) for place, end in enumerate(ends))
    height = 2 * _ROW + 8
    axis = f'<line class="axis" x1="{_LEFT}" y1="2" x2="{_LEFT}" y2="{height - 2}"/>'
    label = escape(plot.caption)
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{label}"><title>{label}</title>{rows}{axis}</svg>'
    )


def _row(place: int, word: str, value: float, spread: float | None, unit: str, top: float) -> str:
    middle = 4 + place * _ROW + _ROW / 2
    end = _x(value, top)
    parts = [
        f'<text x="{_LEFT - 6}" y="{middle + 4:.1f}" text-anchor="end">{word}</text>',
        f'<rect class="{word}" x="{_LEFT}" y="{middle - 6:.1f}" width="{end - _LEFT:.1f}" height="12"/>',
    ]
    shown = amount(value, unit)
    if spread is not None:
        low, high = _x(max(value - spread, 0), top), _x(value + spread, top)
        cap = f'<line class="spread" x1="{high:.1f}" y1="{middle - 3:.1f}" x2="{high:.1f}" y2="{middle + 3:.1f}"/>'
        across = f'<line class="spread" x1="{low:.1f}" y1="{middle:.1f}" x2="{high:.1f}" y2="{middle:.1f}"/>'
        parts += [across, cap]
        shown = f"{amount(value)} ± {amount(spread, unit)}"
    parts.append(f'<text x="{_LEFT + _BAR + 10}" y="{middle + 4:.1f}">{escape(shown)}</text>')
    return "".join(parts)


def _x(value: float, top: float) -> float:
    return _LEFT + _BAR * value / top
