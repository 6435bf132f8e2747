"""Compiles the reachable outcomes, missing elements, verdict, leaning, deciding rules and flags into one circuit."""

from __future__ import annotations

import polars as pl

from immunote.engine.api import Engine, alarm
from immunote.engine.columns.bits import Program
from immunote.engine.columns.circuit import FALSE, TRUE, Bit, Circuit
from immunote.engine.columns.conditions import ConditionColumns, truth_column
from immunote.engine.columns.deciding import Deciding
from immunote.engine.columns.leaning import Leaning
from immunote.engine.columns.levels import Cells, Levels
from immunote.engine.columns.prepared_plan import PreparedPlan
from immunote.engine.columns.verdict import VerdictColumns

_REACHED = "reached."


class Answers:
    """The circuit of one rule base. It can be pickled. `cells`: expressions for columns to be added to the facts.
    `parts`: the parts of conditions that have a column.

    `reads`: the columns of facts, truths and cells that `of` needs. `missing`, `deciding`, `flags`, `open_flags`: the
    name of the output column for each element, rule and flag.
    """

    def __init__(self, engine: Engine, conditions: ConditionColumns) -> None:
        rulebase, outcomes, circuit = engine.rulebase, engine.diagram.outcomes, Circuit()
        cells = Cells(engine.diagram, rulebase.elements, circuit)
        levels = Levels(engine.diagram, cells)
        verdict = VerdictColumns(rulebase, outcomes, levels, circuit)
        decides = Deciding(rulebase, outcomes, conditions, levels, verdict, circuit)
        leaning = [circuit.both(verdict.may_lean, each) for each in Leaning(engine, cells).outcomes]
        self.certainties = decides.certainties
        hangs_on = {
            name: circuit.both(
                where, circuit.is_true(truth_column(f"asked.{name}")) if rulebase.elements[name].asked_when else TRUE
            )
            for name, where in levels.missing.items()
        }
        missing = {
            name: circuit.either(hangs_on.get(name, FALSE), verdict.asked.get(name, FALSE))
            for name in rulebase.elements
            if name in levels.missing or name in verdict.asked
        }
        self.missing = {name: f"missing.{name}" for name in missing}
        self.flags = {name: f"flag_holds.{name}" for name in verdict.flags}
        self.open_flags = {name: f"flag_open.{name}" for name in verdict.open_flags}
        self.deciding = {name: f"deciding.{name}" for name in decides.rules}
        alarms: dict[str, Bit] = {
            "the diagram reaches outcomes whose rows are false": decides.strays,
            "the leaning is not reachable": circuit.any_of(map(circuit.but_not, leaning, levels.outcomes)),
        }
        by_place = {
            "status": verdict.statuses,
            "outcome": verdict.outcomes,
            "leaning": leaning,
            "certainty": decides.certain,
        }
        self._places = {name: [f"{name}.{place}" for place in range(len(bits))] for name, bits in by_place.items()}
        self._reached = [f"{_REACHED}{place}" for place in range(len(outcomes))]
        self._alarms = tuple(alarms)
        outputs = dict(alarms)
        for name, bits in by_place.items():
            outputs |= zip(self._places[name], bits, strict=True)
        outputs |= zip(self._reached, levels.outcomes, strict=True)
        outputs |= {column: missing[name] for name, column in self.missing.items()}
        outputs |= {column: verdict.flags[name] for name, column in self.flags.items()}
        outputs |= {column: verdict.open_flags[name] for name, column in self.open_flags.items()}
        outputs |= {column: decides.rules[name] for name, column in self.deciding.items()}
        self._program = Program(circuit, outputs)
        self._placed = PreparedPlan(dict.fromkeys(outputs, pl.Boolean()), self._in_places)
        self.cells = cells.columns
        self.parts = conditions.parts
        self.reads = self._program.reads

    def of(self, frame: pl.DataFrame) -> list[pl.Series]:
        """Evaluate a frame. Return `status`, `outcome`, `leaning`, `certainty`, `reachable`, then the Boolean columns.

        Words are given by their place; `reachable` has one bit for each outcome. Boolean columns say where each element
        is missing, each rule is deciding, and each flag holds and is open. Raises Disagreement, with an alarm, where an
        outcome is reachable though all its rows are false, or where the leaning is not reachable.
        """
        found = self._program.run(frame)
        for what in self._alarms:
            if found[what].any():
                raise alarm(what)
        placed = self._placed.run(pl.DataFrame(list(found.values())))
        flags = (self.missing, self.deciding, self.flags, self.open_flags)
        return [*placed, *(found[column] for columns in flags for column in columns.values())]

    def _in_places(self, flags: pl.LazyFrame) -> pl.LazyFrame:
        places = [
            pl.coalesce(pl.when(flag).then(pl.lit(place, pl.Int8)) for place, flag in enumerate(of_name)).alias(name)
            for name, of_name in self._places.items()
        ]
        bits = [pl.col(column).cast(pl.Int32) * (1 << place) for place, column in enumerate(self._reached)]
        return flags.select(*places, pl.sum_horizontal(bits).alias("reachable"))
