"""What the verdict makes of an open flag, proved of its circuit: for every record, whatever stays possible."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("z3", reason="needs the extra `proof`")

import z3  # type: ignore[import-untyped]

from immunote.engine.columns.circuit import FALSE, TRUE, Bit, Circuit, CircuitInput
from immunote.engine.columns.verdict import VerdictColumns
from immunote.engine.loading import load

RULES = Path(__file__).parent.parent.parent / "rules" / "ssc_ivig"
RULEBASE = load(RULES)
OUTCOMES = tuple(dict.fromkeys(row.outcome for row in RULEBASE.rows))


@dataclass
class AnyLevels:
    """What a diagram could say: any outcomes possible, anything missing."""

    outcomes: list[Bit]
    missing: dict[str, Bit]


class Whole:
    """The verdict of any record, as formulas."""

    def __init__(self) -> None:
        self.circuit = Circuit()
        levels = AnyLevels([self.circuit.is_true(f"possible.{name}") for name in OUTCOMES], {})
        self.verdict = VerdictColumns(RULEBASE, OUTCOMES, levels, self.circuit)  # type: ignore[arg-type]
        self._inputs: dict[CircuitInput, Any] = {}
        self._formulas: list[Any] = [z3.BoolVal(False), z3.BoolVal(True)]
        for gate in self.circuit.gates[2:]:
            assert gate is not None
            self._formulas.append(self._input(gate) if isinstance(gate, CircuitInput) else self._gate(gate))
        assert (FALSE, TRUE) == (0, 1)

    def of(self, bit: Bit) -> Any:
        return self._formulas[bit]

    def refuted_by(self, *wanted: Any) -> Any:
        """A record of which all of it holds; None where there is none."""
        solver = z3.Solver()
        for column in {each.column for each in self._inputs}:  # a column is true, false or unknown
            asked = [formula for each, formula in self._inputs.items() if each.column == column]
            solver.add(z3.AtMost(*asked, 1))
        solver.add(*wanted)
        return solver.model() if solver.check() == z3.sat else None

    def _input(self, gate: CircuitInput) -> Any:
        return self._inputs.setdefault(gate, z3.Bool(f"{gate.column} {gate.asks}"))

    def _gate(self, gate: Any) -> Any:
        one, other = self._formulas[gate.one], self._formulas[gate.other]
        made = {"both": z3.And(one, other), "either": z3.Or(one, other), "but not": z3.And(one, z3.Not(other))}
        return made[gate.does]


WHOLE = Whole()
IS_OPEN = z3.Or([WHOLE.of(bit) for bit in WHOLE.verdict.open_flags.values()])
HELD = [WHOLE.of(WHOLE.verdict.outcomes[OUTCOMES.index(name)]) for name in RULEBASE.flags.holds_back]


def test_no_outcome_that_is_held_back_is_settled_beside_an_open_flag() -> None:
    assert WHOLE.refuted_by(IS_OPEN) is not None
    assert WHOLE.refuted_by(z3.Or(HELD)) is not None
    assert WHOLE.refuted_by(IS_OPEN, z3.Or(HELD)) is None


def test_nothing_is_leaned_to_beside_an_open_flag() -> None:
    may_lean = WHOLE.of(WHOLE.verdict.may_lean)
    assert WHOLE.refuted_by(may_lean) is not None
    assert WHOLE.refuted_by(may_lean, IS_OPEN) is None


def test_without_an_open_flag_one_outcome_is_settled_and_otherwise_only_what_is_held_back_is_not() -> None:
    possible = [WHOLE.of(bit) for bit in map(WHOLE.circuit.is_true, (f"possible.{name}" for name in OUTCOMES))]
    one = z3.PbEq([(each, 1) for each in possible], 1)
    settled = WHOLE.of(WHOLE.verdict.is_settled)
    held = [possible[OUTCOMES.index(name)] for name in RULEBASE.flags.holds_back]
    assert WHOLE.refuted_by(one, z3.Not(settled), z3.Not(IS_OPEN)) is None
    assert WHOLE.refuted_by(one, z3.Not(settled), z3.Not(z3.Or(held))) is None


def test_of_everybody_possible_just_one_status_holds() -> None:
    statuses = [WHOLE.of(bit) for bit in WHOLE.verdict.statuses]
    possible = WHOLE.of(WHOLE.verdict.is_possible)
    assert WHOLE.refuted_by(possible, z3.Not(z3.PbEq([(each, 1) for each in statuses], 1))) is None
