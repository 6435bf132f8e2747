"""What each of Spark's Python workers does: the same columns, by Polars, on batches of rows that Spark hands over.

A worker compiles the rule base once and keeps it. Nothing of a patient goes into an error: Spark would log it.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import polars as pl

from immunote.engine.api import Engine, NoAnswer
from immunote.engine.columns import Columns
from immunote.engine.faults import Fault, Refused
from immunote.engine.rulebase import RuleBase
from immunote.service.lists.deciding import ListRequest, PartDecider
from immunote.service.lists.ids import SCHEMA as DUPLICATES
from immunote.service.lists.source import FAULTS, ID, LINE, RawPart, faults_frame
from immunote.service.rulebases.columns_in_use import columns_in_use

if TYPE_CHECKING:
    import pyarrow

OTHER = "$other"
"""The column for another row with the same id; null where there is none."""
FAULT = "$fault"
"""The column for the fault of a row, as the quarantine shows it; null in rows of the result."""

_MARK = "immunote-fault "
_SAID = re.compile(re.escape(_MARK) + r"(\{.*\})")


class WorkerFault(Exception):
    """An error that carries a fault from a worker to the driver, as one line of JSON in its message."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(_MARK + json.dumps(asdict(fault)))


def fault_in(text: str) -> Fault | None:
    """Return the fault that a worker raised, found in the text of Spark's error; None where it holds none."""
    found = _SAID.search(text)
    if found is None:
        return None
    sent = json.loads(found.group(1))
    return Fault(**{**sent, "subjects": tuple(sent["subjects"])})


@dataclass(frozen=True)
class Sent:
    """What the driver sends to each worker. `rulebase`: pickled. `made_by`: versions that the worker must have too."""

    rulebase: bytes
    asked: ListRequest
    made_by: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, rulebase: RuleBase, asked: ListRequest) -> Sent:
        """Return what the workers of one run need."""
        return cls(pickle.dumps(rulebase), asked, versions())


def versions() -> tuple[tuple[str, str], ...]:
    """Return the versions of the packages on which a result depends."""
    return tuple((name, version(name)) for name in ("immunote", "polars", "narwhals"))


def answers(
    sent: Sent, schema: pyarrow.Schema, batches: Iterable[pyarrow.RecordBatch]
) -> Iterator[pyarrow.RecordBatch]:
    """Decide batches of `row`, ID, OTHER and elements; `schema` is that of what comes out (`schema_of`).

    Raises WorkerFault: E01 or E02 where there is no answer, L29 where this worker is not as the driver is, S09 for an
    error of the program.
    """
    try:
        columns = _columns(sent.rulebase, sent.made_by)
        for batch in batches:
            found = _decided(columns, sent.asked, pl.DataFrame(pl.from_arrow(batch)).sort("row"))
            yield from found.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema).to_batches()
    except NoAnswer as error:
        raise WorkerFault(error.fault) from None
    except pl.exceptions.PolarsError as error:  # its text could hold a value
        help_line = "this is a mistake of the program: report it with its version and that of Polars"
        raise WorkerFault(Fault("a Spark worker", "S09", type(error).__name__, help_line)) from None


def schema_of(engine: Engine, asked: ListRequest, elements: dict[str, pl.DataType]) -> pyarrow.Schema:
    """The schema of what `answers` gives, found by deciding no rows at all."""
    none = pl.DataFrame(schema={"row": pl.Int64, ID: pl.String, OTHER: pl.Int64, **elements})
    found = _decided(columns_in_use(engine), asked, none)
    return found.to_arrow(compat_level=pl.CompatLevel.oldest()).schema


@lru_cache(maxsize=2)
def _columns(rulebase: bytes, made_by: tuple[tuple[str, str], ...]) -> Columns:
    here = versions()
    differs = [
        f"{name} {theirs}, here {ours}"
        for (name, theirs), (_, ours) in zip(made_by, here, strict=True)
        if theirs != ours
    ]
    if differs:
        help_line = "install what the driver has on every machine that Spark uses"
        raise WorkerFault(Fault("a Spark worker", "L29", ", ".join(differs), help_line))
    try:
        return Columns(Engine(pickle.loads(rulebase)))
    except Refused as refused:
        raise WorkerFault(refused.faults[0]) from None


def _decided(columns: Columns, asked: ListRequest, frame: pl.DataFrame) -> pl.DataFrame:
    duplicates = frame.filter(pl.col(OTHER).is_not_null()).select("row", other=OTHER)
    duplicates = duplicates.select(pl.col(name).cast(dtype) for name, dtype in DUPLICATES.items())
    placed = frame.drop(OTHER).with_columns(pl.lit(None, dtype=pl.Int64).alias(LINE))
    first = int(placed["row"][0]) if placed.height else 0
    part = RawPart(first, placed.height, placed, faults_frame([]))  # the row's number chooses which rows are checked
    found = PartDecider(columns, asked, False, duplicates).decide(part)
    plain = {name: _plain(dtype) for name, dtype in found.rows.schema.items()}
    rows = found.rows.select(pl.col(name).cast(dtype) for name, dtype in plain.items())
    faults = found.quarantine.select(pl.struct(FAULTS.names()).alias(FAULT))
    return pl.concat([rows, faults], how="diagonal")


def _plain(dtype: pl.DataType) -> pl.DataType:
    """Return a type that Spark can hold: text in place of Enum and Categorical, also in lists."""
    if isinstance(dtype, pl.List):
        return pl.List(_plain(dtype.inner() if isinstance(dtype.inner, type) else dtype.inner))
    return pl.String() if isinstance(dtype, pl.Enum | pl.Categorical) else dtype
