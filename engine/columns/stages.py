"""Named columns in the order in which they can be worked out: one `with_columns` a stage, never a nested tree.

Written as one expression, a column that reads shared columns repeats them all. Here each is worked out once, and all
of a stage side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import narwhals as nw


class Stages:
    """Columns added in turn; each may read the columns of the frame and those added before it."""

    def __init__(self) -> None:
        self._depth: dict[str, int] = {}
        self._stages: list[list[nw.Expr]] = []

    def __iter__(self) -> Iterator[list[nw.Expr]]:
        return iter(self._stages)

    def add(self, name: str, expression: nw.Expr, reads: Iterable[str]) -> None:
        """Add the column `name`, whose expression bears that name already and reads the columns `reads`."""
        depth = max((self._depth.get(each, 0) for each in reads), default=0)
        self._depth[name] = depth + 1
        while len(self._stages) <= depth:
            self._stages.append([])
        self._stages[depth].append(expression)
