"""A decided frame in one line, and as the tables that a notebook shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import narwhals as nw

from immunote.service.html.environment import document

_ROWS = 10
_SHOWN = ("status", "outcome", "leaning", "certainty", "reachable", "missing")
_LONGEST = 80


def summary(statuses: Mapping[str, int], refused: int, rulebase: str) -> str:
    """How many patients were decided, by status, and how many were refused."""
    return f"{sum(statuses.values())} decided{_counted(statuses)}, {refused} refused; {rulebase}"


def tables(line: str, outcomes: Mapping[str, int], not_read: Sequence[str], decided: Any, refused: Any) -> str:
    """The summary, the counts, the first rows and the first faults, as HTML."""
    lines = [line]
    if outcomes:
        lines.append(f"Settled{_counted(outcomes)}")
    if not_read:
        lines.append(f"Not read, as they are no element: {', '.join(not_read)}")
    rows = nw.from_native(decided, eager_only=True)
    names = [name for place, name in enumerate(rows.columns) if place == 0 or name in _SHOWN]
    frames = (("Decided", rows.select(names)), ("Refused", nw.from_native(refused, eager_only=True)))
    shown = [_table(title, frame) for title, frame in frames if len(frame)]
    return document("notebook.html", lines=lines, tables=shown)


def _counted(counts: Mapping[str, int]) -> str:
    listed = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f" ({listed})" if listed else ""


def _table(title: str, frame: nw.DataFrame[Any]) -> tuple[str, list[str], Iterable[Iterable[str]]]:
    """The caption, the names of the columns, and the first rows."""
    more = f", the first {_ROWS} of {len(frame)} lines" if len(frame) > _ROWS else ""
    return f"{title}{more}", frame.columns, [[_cell(each) for each in row] for row in frame.head(_ROWS).iter_rows()]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
