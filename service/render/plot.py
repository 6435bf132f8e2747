"""The numbers before and after that a source gives, as a plot to be drawn."""

from __future__ import annotations

from collections.abc import Mapping

from immunote.service.render.dossier import Plot
from immunote.service.render.words import amount

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
