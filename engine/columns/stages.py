"""Groups derived columns into stages, each one `with_columns`, so that every column is computed once.

If columns that read other columns were written as one nested expression, it would repeat all that they share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import narwhals as nw


class Stages:
    """Collects columns into stages. A column reads the columns of the frame and those added before it."""

    def __init__(self) -> None:
        self._depth: dict[str, int] = {}
        self._stages: list[list[nw.Expr]] = []

    def __iter__(self) -> Iterator[list[nw.Expr]]:
        return iter(self._stages)

    def add(self, name: str, expression: nw.Expr, reads: Iterable[str]) -> None:
        """Add the column `name`. `expression` already has this alias, and reads the columns `reads`."""
        depth = max((self._depth.get(each, 0) for each in reads), default=0)
        self._depth[name] = depth + 1
        while len(self._stages) <= depth:
            self._stages.append([])
        self._stages[depth].append(expression)
