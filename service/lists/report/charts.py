"""The plots of a report: Altair's charts as SVG, drawn by vl-convert without a browser or a network.

Each is drawn twice, wide and narrow, and the page shows the one that fits: shrunk letters could not be read. A plot
repeats the table beside it and says nothing more, so it is hidden from readers of the screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap
from typing import Any

_WIDE, _NARROW = (470, 260), (172, 160)
_LETTER, _LINE_HEIGHT, _LINE = 7.2, 14, "|"
FONT = "system-ui, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name, its parts (what, how many, colour), and what is written at its end."""

    name: str
    parts: tuple[tuple[str, int, str], ...]
    end: str


def bars(chart: Sequence[Bar]) -> tuple[str, str]:
    """Horizontal bars from zero on one scale, stacked where they have parts: an inline SVG for wide, one for narrow."""
    return _svg(chart, *_WIDE), _svg(chart, *_NARROW)


def _svg(chart: Sequence[Bar], width: int, labels: int) -> str:
    import altair as alt

    names = [_LINE.join(wrap(bar.name, int(labels / _LETTER))) for bar in chart]
    totals = [sum(number for _, number, _ in bar.parts) for bar in chart]
    pieces: list[dict[str, str | int]] = []
    ends: list[dict[str, str | int]] = []
    for name, bar, total in zip(names, chart, totals, strict=True):
        starts = accumulate((number for _, number, _ in bar.parts), initial=0)
        for start, (what, number, colour) in zip(starts, bar.parts, strict=False):
            pieces.append({"name": name, "what": what, "from": start, "to": start + number, "colour": colour})
        ends.append({"name": name, "to": total, "end": bar.end})
    room = _LETTER * max(len(bar.end) for bar in chart) + 10  # for what is written at the end of the longest bar
    scale = alt.Scale(domain=[0, (max(totals) or 1) * width / (width - room)], nice=False)
    # a browser may draw letters wider than they are measured here: all the room is taken, and nothing is cut
    axis = alt.Axis(
        title=None,
        ticks=False,
        domain=False,
        labelLimit=0,
        labelPadding=8,
        minExtent=labels + 8,
        labelExpr=f"split(datum.label, '{_LINE}')",
    )
    rows = alt.Y("name:N", sort=names, axis=axis)
    drawn = (
        alt.Chart(as_data(pieces))
        .mark_bar(height=14)
        .encode(y=rows, x=alt.X("from:Q", scale=scale, axis=None), x2="to:Q", color=alt.Color("colour:N", scale=None))
    )
    written = (
        alt.Chart(as_data(ends))
        .mark_text(align="left", dx=6)
        .encode(y=rows, x=alt.X("to:Q", scale=scale, axis=None), text="end:N")
    )
    lines = max(name.count(_LINE) for name in names) + 1
    whole = (
        alt.layer(drawn, written)
        .properties(width=width, height=(_LINE_HEIGHT * lines + 9) * len(chart), background="transparent")
        .configure_view(stroke=None)
        .configure(font=FONT)
        .configure_axis(labelFontSize=12, labelFont=FONT, labelLineHeight=_LINE_HEIGHT)
        .configure_text(fontSize=12, font=FONT)
    )
    return as_svg(whole)


def as_svg(chart: Any) -> str:
    """An Altair chart as an inline SVG that readers of the screen pass over."""
    import vl_convert

    svg = vl_convert.vegalite_to_svg(chart.to_dict(), allowed_base_urls=[])
    # what it says to readers of the screen stands in the table beside it
    svg = re.sub(r' aria-[a-z]+="[^"]*"| role="[^"]*"', "", svg)
    svg = svg.replace(' stroke="#ddd"', "")  # the frame, which a layered chart keeps
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def as_data(rows: Sequence[Mapping[str, str | int | float]]) -> Any:
    """Rows as the data of a chart."""
    from altair import InlineData

    return InlineData(values=list(rows))
