"""The rule base over whole columns: one row a patient, the same answers as for one patient at a time.

Polars and narwhals are imported in this package and nowhere else in the engine, so that a single note starts
without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import narwhals as nw
import polars as pl

from immunote.engine.api import Engine
from immunote.engine.columns.answers import Answers
from immunote.engine.columns.conditions import TRUTH, ConditionColumns, truth_column
from immunote.engine.columns.derived import asked_by
from immunote.engine.columns.intake import Checked, ColumnIntake
from immunote.engine.columns.lists import ResultColumns
from immunote.engine.columns.prepared_plan import PreparedPlan
from immunote.engine.columns.values import fact_type
from immunote.engine.columns.verdict import STATUSES
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import elements_in

__all__ = ["STATUSES", "Checked", "Columns"]

Native = TypeVar("Native")


class Columns:
    """One rule base, ready for lists. Safe to share between threads.

    `inputs`: the elements that decide anything, each a column of the facts frame, in declared order: boolean as
    Boolean, number as Int64 in units of its last decimal, enumeration as Int8, its member's place. Null: not known.
    """

    def __init__(self, engine: Engine, compiled: Answers | None = None) -> None:
        """Compile the rule base for lists. `compiled`: that of another engine on this rule base, taken as it is."""
        self.engine = engine
        self.rulebase = engine.rulebase
        self.inputs = _inputs(engine.rulebase)
        self._intake = ColumnIntake(engine, self.inputs)
        parts = () if compiled is None else compiled.parts
        self._conditions = ConditionColumns(self.rulebase.program, self.rulebase.elements, parts)
        self._answers = Answers(engine, self._conditions) if compiled is None else compiled
        held = {name: fact_type(self.rulebase.elements[name]) for name in self.inputs}
        self._read = PreparedPlan({"row": pl.Int64(), **held}, self._reading)
        self._output = ResultColumns(
            self.rulebase,
            engine.diagram.outcomes,
            self._answers.certainties,
            self._answers.missing,
            self._answers.deciding,
            self._answers.flags,
            self._answers.open_flags,
        )

    @property
    def compiled(self) -> Answers:
        """What takes nearly all the time to compile, for another process to take up."""
        return self._answers

    def check(self, raw: pl.DataFrame, texts: bool) -> Checked:
        """Raw cells to facts; see `immunote.engine.columns.intake`."""
        return self._intake.check(raw, texts)

    def profiles(self, raw: pl.DataFrame, texts: bool) -> Iterator[dict[str, Any]]:
        """Each row of raw cells as the raw profile that `Engine.patient` reads."""
        return self._intake.values.profiles(raw, texts)

    def truths(self, facts: Native) -> Native:
        """A native frame of facts, of whatever narwhals knows, with a column `truth.<name>` a condition."""
        whole: Native = self._conditions.truths(nw.from_native(facts)).to_native()
        return whole

    def evaluate(self, facts: pl.DataFrame) -> pl.DataFrame:
        """The evaluated frame of a frame of facts that hold all that follows from them.

        One row a patient, in the order given. `row`; `truth.<name>`, null where unknown; `status`, `outcome`,
        `leaning` and `certainty` by place; `reachable`, one bit an outcome; `missing.<element>`; `deciding.<rule>`;
        `flag_holds.<flag>` and `flag_open.<flag>`.
        Facts that only together are impossible show as `reachable` 0 and no status. Raises Disagreement, with an
        alarm, where the diagram reaches an outcome of which no row of the decision list is open.
        """
        read = self._read.run(facts)
        truths = [read[truth_column(name)].alias(TRUTH + name) for name in self.rulebase.program]
        return pl.DataFrame([read["row"], *truths, *self._answers.of(read)])

    def output(self, evaluated: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
        """Columns of a result, in the order asked for: words as Enum, lists as List of Enum, `rule.<id>` as Boolean.

        Raises KeyError for a name of no column.
        """
        return self._output.of(evaluated, names)

    def _reading(self, facts: pl.LazyFrame) -> pl.LazyFrame:
        """Facts with the truths of all conditions, and what else the answers read."""
        whole: pl.LazyFrame = self._conditions.added_to(nw.from_native(facts)).to_native()
        truths = [truth_column(name) for name in self.rulebase.program]
        cells = {cell.meta.output_name() for cell in self._answers.cells}
        beside = [name for name in self._answers.reads if name not in cells and name not in truths]
        return whole.select(pl.col("row", *truths, *beside), *self._answers.cells)


def _inputs(rulebase: RuleBase) -> tuple[str, ...]:
    """The elements that some condition, constraint, derivation, `only_if`, `no_needs`, order or status reads."""
    read = {*rulebase.about.insufficient_unless_known, *rulebase.about.leaning_requires, *rulebase.flags.elements}
    conditions = [*rulebase.program.values()]
    conditions += [literal for clause in rulebase.constraints for literal in clause.literals]
    for element in rulebase.elements.values():
        if element.only_if is not None:
            read |= {element.name, element.only_if}
        if element.no_needs is not None:
            read.add(element.name)
            conditions.append(element.no_needs)
        for derivation in element.derivations:
            read |= {element.name, *derivation.inputs, *asked_by(derivation.formula)}
        for filling in element.absent_means:
            read.add(element.name)
            conditions += [] if filling.when is None else [filling.when]
    for order in rulebase.orders:
        read.update(order.elements)
    for spans in rulebase.spans:
        read.update((spans.within, *spans.most))
    for condition in conditions:
        read.update(elements_in(condition))
    return tuple(name for name in rulebase.elements if name in read)
