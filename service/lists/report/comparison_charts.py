"""A run chart of several runs and a funnel plot of several centres, as SVG; each repeats the table beside it.

A run chart has the median of its runs. A funnel has the share of all, and limits within which chance alone leaves
95 and 99.8 of a hundred centres of a size, by the normal approximation, as is customary for such plots.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Any

from immunote.service.lists.report import colours
from immunote.service.lists.report.charts import FONT, as_data, as_svg

_SIZES = ((560, 170), (280, 150))
_LIMITS = ((1.96, "4,3"), (3.09, "1,0"))
_STEPS = 40
_TEXT = "#555555"


@dataclass(frozen=True, slots=True)
class SharePoint:
    """`part` of `whole` patients, with a name."""

    name: str
    part: int
    whole: int

    @property
    def share(self) -> float:
        """The share; 0 of nobody."""
        return self.part / self.whole if self.whole else 0.0


def run_chart(points: Sequence[SharePoint]) -> tuple[str, str]:
    """The share of each run in order, with the median of all: an inline SVG for wide, one for narrow."""
    rows: list[dict[str, str | int | float]] = [{"at": at, "share": each.share} for at, each in enumerate(points, 1)]
    middle = median(each.share for each in points)

    def drawn(alt: Any) -> Any:
        x = alt.X("at:O", title="run", axis=alt.Axis(labelAngle=0, grid=False))
        y = _share(alt)
        line = alt.Chart(as_data(rows)).mark_line(point=True, color=colours.HOLDS).encode(x=x, y=y)
        rule = alt.Chart(as_data([{"share": middle}])).mark_rule(strokeDash=[4, 3], color=_TEXT).encode(y=y)
        return alt.layer(rule, line)

    return _both(drawn)


def funnel(points: Sequence[SharePoint]) -> tuple[str, str]:
    """The share of each centre over its size, within limits that chance alone explains."""
    counted = sorted((each for each in points if each.whole), key=lambda each: (each.share, each.whole, each.name))
    whole = sum(each.whole for each in counted)
    mean = sum(each.part for each in counted) / whole
    largest = max(each.whole for each in counted)
    limits: list[dict[str, str | int | float]] = [
        {"size": size, "share": min(max(mean + sign * z * sqrt(mean * (1 - mean) / size), 0.0), 1.0), "line": z * sign}
        for z, _ in _LIMITS
        for sign in (-1, 1)
        for size in _sizes(largest)
    ]
    rows: list[dict[str, str | int | float]] = [
        {"size": each.whole, "share": each.share, "name": each.name} for each in counted
    ]

    def drawn(alt: Any) -> Any:
        x, y = alt.X("size:Q", title="patients", axis=alt.Axis(grid=False)), _share(alt)
        lines = (
            alt.Chart(as_data(limits))
            .mark_line(strokeWidth=1, color=_TEXT)
            .encode(
                x=x,
                y=y,
                detail="line:N",
                strokeDash=alt.condition("abs(datum.line) < 2", alt.value([4, 3]), alt.value([1, 0])),
            )
        )
        middle = alt.Chart(as_data([{"share": mean}])).mark_rule(color=_TEXT).encode(y=y)
        dots = alt.Chart(as_data(rows)).mark_circle(size=60, color=colours.HOLDS, opacity=1).encode(x=x, y=y)
        # centres of like size and share: their names stand above and below in turn
        names = [
            alt.Chart(as_data(rows[first::2])).mark_text(align="left", dx=6, dy=above).encode(x=x, y=y, text="name:N")
            for first, above in ((0, -8), (1, 11))
        ]
        return alt.layer(lines, middle, dots, *names)

    return _both(drawn)


def _sizes(largest: int) -> list[float]:
    return [1 + (largest * 1.15 - 1) * step / _STEPS for step in range(_STEPS + 1)]


def _share(alt: Any) -> Any:
    axis = alt.Axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], grid=False)
    return alt.Y("share:Q", title="settled", scale=alt.Scale(domain=[0, 1]), axis=axis)


def _both(drawn: Any) -> tuple[str, str]:
    import altair as alt

    def one(width: int, height: int) -> str:
        chart = (
            drawn(alt)
            .properties(width=width, height=height, background="transparent")
            .configure_view(stroke=None)
            .configure(font=FONT)
            .configure_axis(
                labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelFont=FONT, titleFont=FONT
            )
            .configure_text(fontSize=12, font=FONT)
        )
        return as_svg(chart)

    wide, narrow = (one(*size) for size in _SIZES)
    return wide, narrow
