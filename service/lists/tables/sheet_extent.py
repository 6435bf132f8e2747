"""What one sheet of a workbook holds, told before it is read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class SheetExtent:
    """What one sheet holds. `formulas`: cells whose value was never computed; `merged`: last row -> the range.

    `errors`: cells such as #DIV/0!; `not_known`: those of #N/A; `hidden`: rows not shown; `shown`: columns with
    cells that show something else than they hold, each with how; `hidden_columns`: columns not shown, from 1.
    """

    columns: int = 0
    rows: int = 0
    formulas: int = 0
    merged: dict[int, str] = field(default_factory=dict)
    errors: int = 0
    not_known: int = 0
    hidden: int = 0
    shown: set[tuple[int, str]] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
