"""A frame of patients in, a frame of decisions out, by the same columns and checks as `immunote list`."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from immunote.engine.api import Engine, NoAnswer
from immunote.engine.faults import Fault, Refused
from immunote.service.python.rulebases import Given, engine
from immunote.service.rulebases import SHIPPED

if TYPE_CHECKING:
    import polars as pl
    from narwhals.typing import IntoFrame

    from immunote.service.lists.deciding import DecidedPart, ListRequest

Native = TypeVar("Native")
ROW = "row"


@dataclass(frozen=True)
class DecidedFrame(Generic[Native]):
    """What came of a frame of patients. `rows` and `refused` are frames of the kind that was given.

    `rows`: one row for each patient who was decided, in the order given; its columns are those of `immunote list`
    (docs/lists.md), after the id, or after `row`, the place in the frame counted from 0, where no id was named.
    `refused`: one row for each fault of each other patient, with `row`, `code`, `column`, `text` and `help`.
    A pandas index is carried over to both. `statuses`, `outcomes` and `refused_rows` count patients; `not_read` names
    the columns that are no element.
    """

    rows: Native
    refused: Native
    statuses: Mapping[str, int]
    outcomes: Mapping[str, int]
    refused_rows: int
    not_read: tuple[str, ...]
    rulebase: str

    def __repr__(self) -> str:
        return f"<DecidedFrame: {self.summary()}>"

    def summary(self) -> str:
        """How many patients were decided, and how many were refused, in one line."""
        from immunote.service.python.notebook import summary

        return summary(self.statuses, self.refused_rows, self.rulebase)

    def _repr_html_(self) -> str:
        """What a notebook shows: the counts, the first rows and the first faults."""
        from immunote.service.python.notebook import tables

        return tables(self.summary(), self.outcomes, self.not_read, self.rows, self.refused)


def decide(
    frame: IntoFrame, *, id: str | None = None, columns: Sequence[str] | None = None, rules: Given = SHIPPED
) -> DecidedFrame[Any]:
    """Decide every patient of a frame, each as `immunote.note` would decide it alone.

    `frame`: Polars, pandas, PyArrow, DuckDB, Spark or whatever else narwhals takes, with columns called as in
    `immunote fields`; of a lazy one, of DuckDB and of Spark the result is Polars. `id`: the column that holds each
    patient's own id; without one the place in the frame stands for it, which Spark does not have. `columns`: names of
    columns of the result, or patterns such as `"rule.*"`; left out, all but `settled_by`, which takes its time.
    `rules`: as in `immunote.engine`. Examples: docs/python.md.

    Raises Refused where the frame as a whole cannot be read (no column is an element, a column of a type that does not
    fit), NoAnswer where evaluators disagree or the packages for lists are not installed. Warns of columns that are no
    element.
    """
    decides = engine(rules)
    try:
        import polars as pl

        from immunote.service.lists.columns import SETTLED_BY, chosen
        from immunote.service.lists.deciding import ListRequest
        from immunote.service.lists.notes import Wanted
        from immunote.service.lists.opened_list import unread
        from immunote.service.python.cells import Table
    except ModuleNotFoundError as cause:
        help_line = "install the extra `lists`; see docs/lists.md"
        raise NoAnswer(Fault("immunote.decide", "E03", str(cause.name), help_line)) from None
    table = Table(frame)
    pattern = None if columns is None else ",".join(columns)
    wanted, faults = chosen(decides.rulebase, pattern, SETTLED_BY in (columns or ()))
    faults = [replace(each, place="columns") for each in faults] + table.faults(decides, id)
    if faults:
        raise Refused(faults)
    elements = decides.rulebase.elements
    not_read = tuple(name for name in table.columns if name not in elements and name != id)
    if not_read:
        found = [f"{each.text} ({each.help})" for each in unread("frame", not_read, elements)]
        warnings.warn(f"not read, as no element is called so: {', '.join(found)}", UserWarning, stacklevel=2)
    raw = table.raw(elements, id)
    id_type = pl.Int64() if id is None else table.id_type(id)
    parts = list(_parts(decides, raw, ListRequest(id or ROW, id_type, wanted, Wanted(), None)))
    decided = pl.concat([part.rows for part in parts])
    refused = pl.concat([part.quarantine for part in parts]).drop("line")
    at = raw[ROW].filter(~raw[ROW].is_in(refused[ROW].implode()))
    own = [] if id is None else [pl.col("id").cast(id_type).alias(id)]
    return DecidedFrame(
        rows=table.native(decided, at),
        refused=table.native(refused.select(*own, ROW, "column", "code", "text", "help"), refused[ROW]),
        statuses=_summed(part.statuses for part in parts),
        outcomes=_summed(part.outcomes for part in parts),
        refused_rows=raw.height - decided.height,
        not_read=not_read,
        rulebase=f"{decides.rulebase.id} {decides.rulebase.version}",
    )


def _parts(decides: Engine, raw: pl.DataFrame, asked: ListRequest) -> Iterator[DecidedPart]:
    """The frame decided in parts of the size that a list in Parquet has; rows of each are decided once more, alone."""
    from immunote.service.lists.deciding import PartDecider
    from immunote.service.lists.ids import duplicated
    from immunote.service.lists.run import PART_ROWS
    from immunote.service.lists.source import ID, RawPart, faults_frame
    from immunote.service.rulebases.columns_in_use import columns_in_use

    twice = duplicated(lambda: iter([raw.select(ROW, ID)]))
    decider = PartDecider(columns_in_use(decides), asked, texts=False, duplicates=twice)
    size = PART_ROWS["parquet"]
    for number in range(max(-(-raw.height // size), 1)):
        part = raw.slice(number * size, size)
        yield decider.decide(RawPart(number, part.height, part, faults_frame([])))


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Counts of parts, added up."""
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(sorted(total.items()))
