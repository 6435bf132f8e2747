"""The rule base over whole columns: one row a patient, the same answers as for one patient at a time.

Polars and narwhals are imported in this package and nowhere else in the engine, so that a single note starts
without them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import narwhals as nw
import polars as pl

from engine.api import Disagreement, Engine
from engine.columns.bits import Program
from engine.columns.circuit import Circuit
from engine.columns.conditions import TRUTH, Conditions, truth_column
from engine.columns.deciding import Deciding
from engine.columns.intake import Checked, ColumnIntake
from engine.columns.leaning import Leaning
from engine.columns.levels import Cells, Levels
from engine.columns.lists import Output
from engine.columns.standing import Standing
from engine.columns.values import fact_type
from engine.columns.verdict import STATUSES, Verdict
from engine.rulebase import RuleBase
from engine.tree import elements_in

__all__ = ["STATUSES", "Checked", "Columns"]

Native = TypeVar("Native")

MISSING, DECIDING = "missing.", "deciding."
_STRAYS, _ASTRAY = "the diagram reaches outcomes whose rows are false", "the leaning is not reachable"


class Columns:
    """One rule base, ready for lists. Safe to share between threads.

    `inputs`: the elements that decide anything, each a column of the facts frame, in declared order: boolean as
    Boolean, number as Int64 in units of its last decimal, enumeration as Int8, its member's place. Null: not known.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.rulebase = engine.rulebase
        self.inputs = _inputs(engine.rulebase)
        self._intake = ColumnIntake(engine, self.inputs)
        self._conditions = Conditions(self.rulebase.program, self.rulebase.elements)
        circuit = Circuit()
        cells = Cells(engine.diagram, self.rulebase.elements, circuit)
        levels = Levels(engine.diagram, cells)
        verdict = Verdict(self.rulebase, levels, circuit)
        deciding = Deciding(self.rulebase, engine.diagram.outcomes, self._conditions, levels, verdict, circuit)
        leaning = [circuit.both(verdict.may_lean, each) for each in Leaning(engine, cells).outcomes]
        astray = circuit.any_of(map(circuit.but_not, leaning, levels.outcomes))
        words = {
            "status": verdict.statuses,
            "outcome": verdict.outcomes,
            "leaning": leaning,
            "certainty": deciding.certain,
        }
        self._places = {name: [f"{name}.{place}" for place in range(len(bits))] for name, bits in words.items()}
        self._reached = [f"reached.{place}" for place in range(len(levels.outcomes))]
        self._flags = [*(MISSING + name for name in levels.missing), *(DECIDING + name for name in deciding.rules)]
        self._program = Program(
            circuit,
            {
                **{f"{name}.{place}": bit for name, bits in words.items() for place, bit in enumerate(bits)},
                **dict(zip(self._reached, levels.outcomes, strict=True)),
                **{MISSING + name: bit for name, bit in levels.missing.items()},
                **{DECIDING + name: bit for name, bit in deciding.rules.items()},
                _STRAYS: deciding.strays,
                _ASTRAY: astray,
            },
        )
        truths = [truth_column(name) for name in self.rulebase.program]
        cell_names = {each.meta.output_name() for each in cells.columns}
        beside = [name for name in self._program.reads if name not in cell_names and name not in truths]
        columns = [pl.col("row", *truths, *beside), *cells.columns]

        def read(facts: pl.LazyFrame) -> pl.LazyFrame:
            whole: pl.LazyFrame = self._conditions.added_to(nw.from_native(facts)).to_native()
            return whole.select(columns)

        held = {name: fact_type(self.rulebase.elements[name]) for name in self.inputs}
        self._read = Standing({"row": pl.Int64(), **held}, read)
        self._placed = Standing(dict.fromkeys(self._program.outputs, pl.Boolean()), self._words)
        self._output = Output(
            self.rulebase,
            engine.diagram.outcomes,
            deciding.certainties,
            {name: MISSING + name for name in levels.missing},
            {name: DECIDING + name for name in deciding.rules},
        )

    def check(self, raw: pl.DataFrame, texts: bool) -> Checked:
        """Raw cells to facts; see `engine.columns.intake`."""
        return self._intake.check(raw, texts)

    def truths(self, facts: Native) -> Native:
        """A native frame of facts, of whatever narwhals knows, with a column `truth.<name>` a condition."""
        whole: Native = self._conditions.truths(nw.from_native(facts)).to_native()
        return whole

    def evaluate(self, facts: pl.DataFrame) -> pl.DataFrame:
        """The evaluated frame of a frame of facts that hold all that follows from them.

        One row a patient, in the order given. `row`; `truth.<name>`, null where unknown; `status`, `outcome`,
        `leaning` and `certainty` by place; `reachable`, one bit an outcome; `missing.<element>`; `deciding.<rule>`.
        Facts that only together are impossible show as `reachable` 0 and no status. Raises Disagreement, with an
        alarm, where the diagram reaches an outcome of which no row of the decision list is open.
        """
        read = self._read.run(facts)
        found = self._program.run(read)
        for alarm in (_STRAYS, _ASTRAY):
            if found[alarm].any():
                raise Disagreement(alarm)
        truths = [read[truth_column(name)].alias(TRUTH + name) for name in self.rulebase.program]
        words = self._placed.run(pl.DataFrame(list(found.values())))
        return pl.DataFrame([read["row"], *truths, *words, *(found[name] for name in self._flags)])

    def output(self, evaluated: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
        """Columns of a result, in the order asked for: words as Enum, lists as List of Enum, `rule.<id>` as Boolean.

        Raises KeyError for a name of no column.
        """
        return self._output.of(evaluated, names)

    def _words(self, flags: pl.LazyFrame) -> pl.LazyFrame:
        """The columns that hold places, and `reachable`."""
        places = [
            pl.coalesce(pl.when(flag).then(pl.lit(place, pl.Int8)) for place, flag in enumerate(of_name)).alias(name)
            for name, of_name in self._places.items()
        ]
        bits = [pl.col(column).cast(pl.Int32) * (1 << place) for place, column in enumerate(self._reached)]
        return flags.select(*places, pl.sum_horizontal(bits).alias("reachable"))


def _inputs(rulebase: RuleBase) -> tuple[str, ...]:
    """The elements that some condition, constraint, derivation, `only_if`, `no_needs`, order or status reads."""
    read = {*rulebase.about.insufficient_unless_known, *rulebase.about.leaning_requires}
    conditions = [*rulebase.program.values()]
    conditions += [literal for clause in rulebase.constraints for literal in clause.literals]
    for element in rulebase.elements.values():
        if element.only_if is not None:
            read |= {element.name, element.only_if}
        if element.no_needs is not None:
            read.add(element.name)
            conditions.append(element.no_needs)
        for derivation in element.derivations:
            read |= {element.name, *derivation.inputs}
    for order in rulebase.orders:
        read.update(order.elements)
    for condition in conditions:
        read.update(elements_in(condition))
    return tuple(name for name in rulebase.elements if name in read)
