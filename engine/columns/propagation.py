"""Adds what follows from the facts to all rows at once, as `immunote.engine.intake` does for one patient.

The steps have the order of `Intake._follow`: derived numbers, `only_if`, constraints, and again until nothing changes.
The order of the constraints does not matter: facts are only added, each constraint forces one value, and where two
force different values the row contradicts itself, whichever came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce

import narwhals as nw
import polars as pl

from immunote.engine.columns.bits import Program
from immunote.engine.columns.circuit import FALSE, Circuit
from immunote.engine.columns.conditions import ConditionColumns
from immunote.engine.columns.derived import WORKED_OUT, Derived, asked_by, derive
from immunote.engine.columns.numbers import ends, scaled
from immunote.engine.columns.prepared_plan import PreparedPlan
from immunote.engine.columns.run import Run
from immunote.engine.columns.values import fact, fact_type
from immunote.engine.consequences import Clause, Consequences
from immunote.engine.elements import Constraint, Element, Ordered, Spans
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Compare, Node, elements_in

_MOST_ROUNDS = 32
_SETS_KEPT = 64
_BROKEN = "broken"
_NEEDS = "needs"


@dataclass(frozen=True)
class Followed:
    """The result of `follow`. `facts`: the frame with all that follows.

    `contradicts`: rows whose facts contradict each other; `open`: rows that this code cannot complete exactly. The
    facts of these rows mean nothing.
    """

    facts: pl.DataFrame
    contradicts: pl.Series
    open: pl.Series


@dataclass(frozen=True)
class _Derivation:
    """One way to compute `element`; `derived` is None if its numbers could be too large to be exact."""

    step: tuple[str, str, int]
    element: str
    inputs: tuple[str, ...]
    derived: Derived | None
    asks: tuple[str, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        """All columns that it reads: `asks` are those of a formula's conditions."""
        return (self.element, *self.inputs, *self.asks)


@dataclass(frozen=True)
class _Literal:
    """A literal of a constraint. `forced`: the one value of `element` that makes it true, or None if several do."""

    node: Node
    element: str
    forced: bool | int | None


@dataclass(frozen=True)
class _ColumnClause:
    reads: tuple[str, ...]
    literals: tuple[_Literal, ...]


@dataclass(frozen=True)
class _Units:
    """Finds, for some constraints, the rows that break one, and for each literal the rows in which it is a unit.

    A literal is a unit where it is unknown and all other literals of its constraint are false, so that it must hold.
    """

    truths: PreparedPlan
    program: Program

    def run(self, facts: pl.DataFrame) -> dict[str, pl.Series]:
        return self.program.run(self.truths.run(facts))


class Following:
    """Completes frames of facts under one rule base; the ties between its elements are compiled once."""

    def __init__(self, rulebase: RuleBase, ties: Consequences) -> None:
        """Compile. Raises ValueError where a constraint forces a number that its element cannot hold."""
        self.elements = rulebase.elements
        self._conditions = ConditionColumns({}, rulebase.elements)
        self._clauses = [self._clause(each) for each in ties.clauses]
        literals = (literal.node for clause in self._clauses for literal in clause.literals)
        self._literals = {node: f"literal {i}" for i, node in enumerate(dict.fromkeys(literals))}
        self._units = lru_cache(maxsize=_SETS_KEPT)(self._compiled)
        self._derivations = list(_side_by_side(self._derivations_of(rulebase, ties)))
        self._hosts = ties.hosts
        self._asides = {name: self._truths({_NEEDS: needs}) for name, needs in ties.no_needs}
        self._fillings = {
            name: [(each, None if each.when is None else self._truths({_NEEDS: each.when})) for each in fillings]
            for name, fillings in ties.fillings
        }
        self._orders = [*map(self._order, rulebase.orders), *map(self._too_long, rulebase.spans)]

    def follow(self, given: pl.DataFrame) -> Followed:
        """Complete a frame that has a column of facts for each element."""
        run = Run(given)
        aside = {name: run.take_out(name, needs.run(run.facts)[_NEEDS]) for name, needs in self._asides.items()}
        self._settle(run)
        for name, was_no in aside.items():
            run.contradicts |= was_no & run.facts[name].fill_null(value=False)
        for name in self._fillings:
            self._fill_in(run, name, aside)
        broken = run.facts.select(each.alias(f"order {i}") for i, each in enumerate(self._orders))
        for column in broken:
            run.contradicts |= column
        return Followed(run.facts, run.contradicts, run.open)

    def _settle(self, run: Run) -> None:
        """Repeat all steps until they add nothing more; rows still changing after `_MOST_ROUNDS` become `open`."""
        for _ in range(_MOST_ROUNDS):
            run.moved = run.none
            for group in self._derivations:
                self._derive(run, group)
            for name, host in self._hosts:
                self._only_if(run, name, host)
            while self._propagate(run):
                pass
            if not run.moved.any():
                break
        else:
            run.open |= run.moved

    def _fill_in(self, run: Run, name: str, aside: Mapping[str, pl.Series]) -> None:
        """Fill in an unknown element by its `absent_means`, except in rows that would then contradict themselves."""
        for filling, holds in self._fillings[name]:
            due = run.facts[name].is_null()
            if holds is not None:
                due &= holds.run(run.facts)[_NEEDS].fill_null(value=False)
            if not due.any():
                continue
            before, contradicts, still_open = run.facts, run.contradicts, run.open
            run.fill({name: [(due, fact(self.elements[name], filling.value))]})
            self._settle(run)
            broken = run.contradicts
            for other, was_no in aside.items():
                broken = broken | (was_no & run.facts[other].fill_null(value=False))
            undone = due & broken & ~contradicts
            if undone.any():
                run.facts = run.facts.select(
                    pl.when(undone).then(before[column]).otherwise(pl.col(column)).alias(column)
                    for column in run.facts.columns
                )
            run.contradicts, run.open = (
                contradicts,
                pl.select(pl.when(undone).then(still_open).otherwise(run.open)).to_series(),
            )

    def _derivations_of(self, rulebase: RuleBase, ties: Consequences) -> Iterator[_Derivation]:
        limits = {name: _limit(element, rulebase.constraints) for name, element in self.elements.items()}
        for place, (name, each) in enumerate(ties.derivations):
            derived = derive(self.elements[name], each, self.elements, limits)
            yield _Derivation(("derive", name, place), name, each.inputs, derived, asked_by(each.formula))

    def _derive(self, run: Run, group: list[_Derivation]) -> None:
        due = [each for each in group if run.is_due(each.step, each.reads)]
        due = [each for each in due if all(run.is_known(name) for name in each.inputs)]  # else nothing follows
        for each in due:
            if each.derived is not None and each.derived.fills_only:
                self._fill_by_formula(run, each.element, each.derived)
        due = [each for each in due if each.derived is None or not each.derived.fills_only]
        columns = [column for i, each in enumerate(due) for column in _worked_out(i, each)]
        found = run.facts.lazy().select(columns).collect()  # lazy: a quotient stands many times in its own expression
        for i, each in enumerate(due):
            if each.derived is None:
                run.open |= found[f"{i} known"]
            else:
                run.contradicts |= found[f"{i} wrong"]
                value, before = found[f"{i} value"], run.facts[each.element]
                changed = value.is_not_null() & value.ne_missing(before)
                if changed.any():
                    run.write(each.element, pl.select(pl.coalesce(value, before)).to_series(), changed)
        for each in group:
            run.done(each.step)

    def _fill_by_formula(self, run: Run, name: str, derived: Derived) -> None:
        """Fill an element by its formula where it was not recorded; where it was, check the recorded value by it."""
        worked_out = run.facts.with_columns(derived.value.alias(WORKED_OUT))
        checks = worked_out.select(
            derived.differs.fill_null(value=False).alias("differs"),
            derived.implausible.fill_null(value=False).alias("implausible"),
        )
        is_given, before = run.given[name].is_not_null(), run.facts[name]
        run.contradicts |= (is_given & checks["differs"]) | (~is_given & checks["implausible"])
        value = worked_out.select(pl.when(~(is_given | checks["implausible"])).then(pl.col(WORKED_OUT)).cast(pl.Int64))
        changed = value.to_series().is_not_null() & value.to_series().ne_missing(before)
        if changed.any():
            run.write(name, pl.select(pl.coalesce(value.to_series(), before)).to_series(), changed)

    def _only_if(self, run: Run, name: str, host: str) -> None:
        step = ("only_if", name)
        if not run.is_due(step, (name, host)):
            return
        recorded, is_host = run.facts[name].is_not_null(), run.facts[host]
        run.contradicts |= recorded & ~is_host.fill_null(value=True)
        changed = recorded & is_host.is_null()
        if changed.any():
            run.write(host, is_host | changed, changed)
        run.done(step)

    def _propagate(self, run: Run) -> bool:
        """Do one round of unit propagation over the constraints that are due; return whether it added a value."""
        due = [(i, clause) for i, clause in enumerate(self._clauses) if run.is_due(("clause", i), clause.reads)]
        if not due:
            return False
        units = self._units(tuple(i for i, _ in due)).run(run.facts)
        run.contradicts |= units[_BROKEN]
        for i, _ in due:
            run.done(("clause", i))
        forced: dict[str, list[tuple[pl.Series, bool | int]]] = {}
        for i, clause in due:
            for j, literal in enumerate(clause.literals):
                if literal.forced is not None and units[f"{i} {j}"].any():
                    forced.setdefault(literal.element, []).append((units[f"{i} {j}"], literal.forced))
        run.fill(forced)
        return bool(forced)

    def _compiled(self, numbers: tuple[int, ...]) -> _Units:
        circuit = Circuit()
        broken, last = FALSE, {}
        for i in numbers:
            columns = [self._literals[literal.node] for literal in self._clauses[i].literals]
            false = [circuit.is_false(column) for column in columns]
            broken = circuit.either(broken, circuit.all_of(false))
            for j, literal in enumerate(self._clauses[i].literals):
                if literal.forced is not None:
                    last[f"{i} {j}"] = circuit.all_of([circuit.is_unknown(columns[j]), *false[:j], *false[j + 1 :]])
        nodes = dict.fromkeys(literal.node for i in numbers for literal in self._clauses[i].literals)
        truths = self._truths({self._literals[node]: node for node in nodes})
        return _Units(truths, Program(circuit, {_BROKEN: broken, **last}))

    def _truths(self, nodes: Mapping[str, Node]) -> PreparedPlan:
        """Return a plan that gives the truths of named conditions from columns of facts; null where unknown."""

        def select(facts: pl.LazyFrame) -> pl.LazyFrame:
            columns = [self._conditions.expression(node).alias(name) for name, node in nodes.items()]
            return nw.from_native(facts).select(columns).to_native()

        reads = dict.fromkeys(name for node in nodes.values() for name in elements_in(node))
        return PreparedPlan({name: fact_type(self.elements[name]) for name in reads}, select)

    def _clause(self, clause: Clause) -> _ColumnClause:
        literals = []
        for literal in clause.literals:
            name, value = literal.forced or ("", None)
            held = None if value is None else fact(self.elements[name], value)
            literals.append(_Literal(literal.node, name, held))
        return _ColumnClause(clause.elements, tuple(literals))

    def _order(self, order: Ordered) -> pl.Expr:
        """Return an expression for the rows that break an order: a known number is above the next known one."""
        finest = max(self.elements[name].decimals for name in order.elements)
        wide = pl.Int128()
        columns = [
            pl.col(name).cast(wide) * pl.lit(10 ** (finest - self.elements[name].decimals), wide)
            for name in order.elements
        ]
        broken = pl.lit(False)
        last = columns[0]
        for column in columns[1:]:
            broken |= (last >= column if order.strictly else last > column).fill_null(value=False)
            last = pl.coalesce(column, last)
        return broken

    def _too_long(self, spans: Spans) -> pl.Expr:
        """Return an expression for the rows in which a known time is too long beside the one within which it lies."""
        whole = pl.col(spans.within).cast(pl.Int64)
        broken = pl.lit(False)
        for name, most in spans.most.items():
            steps = scaled(most, self.elements[name].decimals)
            broken |= (pl.col(name).cast(pl.Int64) >= (whole + 1) * steps).fill_null(value=False)
        return broken


def _side_by_side(derivations: Iterable[_Derivation]) -> Iterator[list[_Derivation]]:
    """Group the derivations, in order, so that none reads or writes what another of its group writes."""
    group: list[_Derivation] = []
    for each in derivations:
        if any(other.element in each.reads or each.element in other.reads for other in group):
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _worked_out(i: int, derivation: _Derivation) -> Iterator[pl.Expr]:
    derived = derivation.derived
    if derived is None:
        yield _all(pl.col(name).is_not_null() for name in derivation.inputs).alias(f"{i} known")
        return
    wrong = (derived.differs.fill_null(value=False) | derived.implausible).fill_null(value=False)
    yield wrong.alias(f"{i} wrong")
    yield pl.when(~wrong).then(derived.value).cast(pl.Int64).alias(f"{i} value")


def _all(conditions: Iterable[pl.Expr]) -> pl.Expr:
    return reduce(lambda left, right: left & right, conditions)


def _limit(element: Element, constraints: Iterable[Constraint]) -> int:
    """The largest absolute value that an element's column can hold."""
    if not element.is_number or element.low is None or element.high is None:
        return 1
    forced = [
        literal.value
        for constraint in constraints
        for literal in constraint.literals
        if isinstance(literal, Compare) and literal.element == element.name and literal.op == "=="
    ]
    numbers = (element.low, element.high, *forced)
    outermost = [abs(end) for number in numbers for end in ends(number, number, element.decimals)]
    return max(*outermost, 1)
