"""The numbers before and after that a source gives, as a plot to be drawn."""

from __future__ import annotations

from collections.abc import Mapping

from immunote.engine.paging.model import PagePlot
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
    found = PagePlot(title, before, after, *spreads, unit, p, label, cites)
    return Plot(title, before, after, *spreads, unit, caption(found), cites)


def caption(plot: PagePlot) -> str:
    """All that a plot says, and where it comes from."""
    values, spreads = (plot.before, plot.after), (plot.before_spread, plot.after_spread)
    ends = [
        amount(value, plot.unit) if spread is None else f"{amount(value)} ± {amount(spread, plot.unit)}"
        for value, spread in zip(values, spreads, strict=True)
    ]
    p = f" ({plot.p})" if plot.p else ""
    return f"{plot.title}: {ends[0]} before, {ends[1]} after{p}. {plot.label}"


def _number(value: bool | int | float | str | None) -> float | None:
    """A number that can be drawn from zero on; a negative one is left to the text."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else None
