"""A decided frame in one line, and as the tables that a notebook shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import narwhals as nw

_ROWS = 10
_SHOWN = ("status", "outcome", "leaning", "certainty", "reachable", "missing")
_LONGEST = 80


def summary(statuses: Mapping[str, int], refused: int, rulebase: str) -> str:
    """How many patients were decided, by status, and how many were refused."""
    return f"{sum(statuses.values())} decided{_counted(statuses)}, {refused} refused; {rulebase}"


def tables(line: str, outcomes: Mapping[str, int], not_read: Sequence[str], decided: Any, refused: Any) -> str:
    """The summary, the counts, the first rows and the first faults, as HTML; whatever is not ours is escaped."""
    lines = [f"<p>{escape(line)}</p>"]
    if outcomes:
        lines.append(f"<p>Settled{escape(_counted(outcomes))}</p>")
    if not_read:
        lines.append(f"<p>Not read, as they are no element: {escape(', '.join(not_read))}</p>")
    rows = nw.from_native(decided, eager_only=True)
    names = [name for place, name in enumerate(rows.columns) if place == 0 or name in _SHOWN]
    lines += _table("Decided", rows.select(names))
    lines += _table("Refused", nw.from_native(refused, eager_only=True))
    return "\n".join(lines)


def _counted(counts: Mapping[str, int]) -> str:
    listed = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f" ({listed})" if listed else ""


def _table(title: str, frame: nw.DataFrame[Any]) -> Iterator[str]:
    if not len(frame):
        return
    more = f", the first {_ROWS} of {len(frame)} lines" if len(frame) > _ROWS else ""
    yield f"<table><caption>{title}{more}</caption>"
    yield f"<thead><tr>{''.join(f'<th>{escape(str(name))}</th>' for name in frame.columns)}</tr></thead><tbody>"
    for row in frame.head(_ROWS).iter_rows():
        yield f"<tr>{''.join(f'<td>{escape(_cell(value))}</td>' for value in row)}</tr>"
    yield "</tbody></table>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
