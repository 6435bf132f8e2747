"""What follows from columns of facts, as `engine.intake` lets it follow for one patient.

Every step is done for all rows at once, in the order of `Intake._follow`: derived numbers, `only_if`, constraints, and
again until nothing changes. The order of constraints among themselves does not matter: facts are only added, each
constraint forces one value, and where two force different ones the row contradicts itself whichever came first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import narwhals as nw
import polars as pl

from engine.columns.conditions import Conditions
from engine.columns.derived import Derived, derive
from engine.columns.numbers import ends
from engine.columns.values import fact
from engine.rulebase import Constraint, Derivation, Element, Ordered, RuleBase
from engine.tree import Compare, Node, Value, elements_in

_MOST_ROUNDS = 32

ForcedBy = Callable[[Node], tuple[str, Value] | None]
"""The one value of an element that makes an undecided literal true, where there is just one."""


@dataclass(frozen=True)
class Followed:
    """`facts` with what follows. `contradicts`: rows that break something; `open`: rows that this code does not settle.

    The facts of such rows mean nothing.
    """

    facts: pl.DataFrame
    contradicts: pl.Series
    open: pl.Series


@dataclass(frozen=True)
class _Literal:
    """A part of a constraint, and the value of `element` that alone makes it true, where there is just one."""

    node: Node
    element: str | None
    forced: bool | int | None


@dataclass(frozen=True)
class _Clause:
    reads: tuple[str, ...]
    literals: tuple[_Literal, ...]


class Following:
    """The ties between the elements of one rule base, compiled."""

    def __init__(self, rulebase: RuleBase, forced: ForcedBy) -> None:
        """Compile. Raises ValueError where a constraint forces a number that its element cannot hold."""
        self.elements = rulebase.elements
        self._forced = forced
        self._conditions = Conditions({}, rulebase.elements)
        self._clauses = [self._clause(each) for each in rulebase.constraints]
        limits = {name: _limit(element, rulebase.constraints) for name, element in self.elements.items()}
        self._derived = [
            (name, each, derive(element, each, self.elements, limits))
            for name, element in self.elements.items()
            for each in element.derivations
        ]
        self._hosts = [(name, element.only_if) for name, element in self.elements.items() if element.only_if]
        self._asides = [(name, e.no_needs) for name, e in self.elements.items() if e.no_needs is not None]
        self._orders = [self._order(each) for each in rulebase.orders]

    def follow(self, given: pl.DataFrame) -> Followed:
        """All that follows from a frame with a column of facts for each element."""
        run = _Run(given)
        aside = {name: run.take_out(name, self._truths(run, [needs])[needs]) for name, needs in self._asides}
        for _ in range(_MOST_ROUNDS):
            run.moved = run.none
            for name, derivation, derived in self._derived:
                self._derive(run, name, derivation, derived)
            for name, host in self._hosts:
                self._only_if(run, name, host)
            while self._propagate(run):
                pass
            if not run.moved.any():
                break
        else:
            run.open |= run.moved
        for name, was_no in aside.items():
            run.contradicts |= was_no & run.facts[name].fill_null(value=False)
        broken = run.facts.select(each.alias(f"order {i}") for i, each in enumerate(self._orders))
        for column in broken:
            run.contradicts |= column
        return Followed(run.facts, run.contradicts, run.open)

    def _derive(self, run: _Run, name: str, derivation: Derivation, derived: Derived | None) -> None:
        step = ("derive", name, derivation)
        reads = (name, *derivation.inputs)
        if not run.is_due(step, reads):
            return
        if derived is None:  # too large to be sure of
            run.open |= run.where(_all(pl.col(each).is_not_null() for each in derivation.inputs))
            run.done(step)
            return
        wrong = (derived.differs.fill_null(value=False) | derived.implausible).fill_null(value=False)
        found = run.facts.select(
            wrong=wrong, value=pl.when(~wrong).then(derived.value).cast(pl.Int64), before=pl.col(name)
        )
        run.contradicts |= found["wrong"]
        changed = found["value"].is_not_null() & found["value"].ne_missing(found["before"])
        if changed.any():
            run.write(name, found.select(pl.coalesce("value", "before")).to_series(), changed)
        run.done(step)

    def _only_if(self, run: _Run, name: str, host: str) -> None:
        step = ("only_if", name)
        if not run.is_due(step, (name, host)):
            return
        recorded, is_host = run.facts[name].is_not_null(), run.facts[host]
        run.contradicts |= recorded & ~is_host.fill_null(value=True)
        changed = recorded & is_host.is_null()
        if changed.any():
            run.write(host, is_host | changed, changed)
        run.done(step)

    def _propagate(self, run: _Run) -> bool:
        """One pass over the constraints that may say something new; whether any value was added."""
        due = [(i, clause) for i, clause in enumerate(self._clauses) if run.is_due(("clause", i), clause.reads)]
        if not due:
            return False
        truths = self._truths(run, [literal.node for _, clause in due for literal in clause.literals])
        place = {node: pl.col(column.name) for node, column in truths.items()}
        units = pl.DataFrame(list(truths.values())).select(
            each for i, clause in due for each in _unit(i, clause, place)
        )
        for i, _ in due:
            run.contradicts |= units[f"{i} broken"]
            run.done(("clause", i))
        forced = [
            (literal.element, literal.forced, units[f"{i} {j}"])
            for i, clause in due
            for j, literal in enumerate(clause.literals)
            if literal.element is not None and literal.forced is not None
        ]
        forced = [each for each in forced if each[2].any()]
        for element, value, where in forced:
            fresh = where & run.facts[element].is_null()  # two constraints may force one element
            run.write(element, _filled(run.facts[element], fresh, value), fresh)
        return bool(forced)

    def _truths(self, run: _Run, nodes: Iterable[Node]) -> dict[Node, pl.Series]:
        """The truth of each condition on each row, null where it is unknown."""
        distinct = list(dict.fromkeys(nodes))
        columns = [self._conditions.expression(node).alias(str(i)) for i, node in enumerate(distinct)]
        frame = nw.from_native(run.facts, eager_only=True).select(*columns).to_native()
        return dict(zip(distinct, frame.get_columns(), strict=True))

    def _clause(self, constraint: Constraint) -> _Clause:
        reads = dict.fromkeys(name for literal in constraint.literals for name in elements_in(literal))
        literals = []
        for literal in constraint.literals:
            name, value = self._forced(literal) or (None, None)
            held = None if name is None or value is None else fact(self.elements[name], value)
            literals.append(_Literal(literal, name, held))
        return _Clause(tuple(reads), tuple(literals))

    def _order(self, order: Ordered) -> pl.Expr:
        """Whether a number that is known is above the next one that is known."""
        finest = max(self.elements[name].decimals for name in order.elements)
        wide = pl.Int128()
        columns = [
            pl.col(name).cast(wide) * pl.lit(10 ** (finest - self.elements[name].decimals), wide)
            for name in order.elements
        ]
        broken = pl.lit(False)
        last = columns[0]
        for column in columns[1:]:
            broken |= (last > column).fill_null(value=False)
            last = pl.coalesce(column, last)
        return broken


class _Run:
    """The facts of one frame while they are completed, with the moment at which each column last changed."""

    def __init__(self, facts: pl.DataFrame) -> None:
        self.facts = facts
        self.none = pl.repeat(False, facts.height, dtype=pl.Boolean, eager=True)
        self.contradicts = self.open = self.moved = self.none
        self._moment = 0
        self._changed: dict[str, int] = {}
        self._done: dict[object, int] = {}

    def where(self, condition: pl.Expr) -> pl.Series:
        return self.facts.select(condition.alias("where")).to_series()

    def take_out(self, name: str, needs: pl.Series) -> pl.Series:
        """Make each recorded "no" unknown whose condition is not true; where that was."""
        taken = ~(self.facts[name].fill_null(value=True) | needs.fill_null(value=False))
        self.facts = self.facts.with_columns(pl.when(~taken).then(pl.col(name)).alias(name))
        return taken

    def is_due(self, step: object, reads: Iterable[str]) -> bool:
        """Whether a step was never taken, or a column that it reads changed since: else it would change nothing."""
        last = self._done.get(step, -1)
        return any(self._changed.get(name, 0) > last for name in reads)

    def done(self, step: object) -> None:
        self._done[step] = self._moment

    def write(self, name: str, column: pl.Series, changed: pl.Series) -> None:
        self.facts = self.facts.with_columns(column.alias(name))
        self.moved = self.moved | changed
        self._moment += 1
        self._changed[name] = self._moment


def _unit(i: int, clause: _Clause, truth: Mapping[Node, pl.Expr]) -> Iterator[pl.Expr]:
    """Where a clause is broken, and for each literal that can be forced, where it alone is left."""
    false = [(~truth[literal.node]).fill_null(value=False) for literal in clause.literals]
    yield _all(false).alias(f"{i} broken")
    for j, literal in enumerate(clause.literals):
        if literal.forced is not None:
            others = [each for k, each in enumerate(false) if k != j]
            yield _all([truth[literal.node].is_null(), *others]).alias(f"{i} {j}")


def _filled(column: pl.Series, where: pl.Series, value: bool | int) -> pl.Series:
    filled = pl.when(where).then(pl.lit(value, column.dtype)).otherwise(column)
    return pl.select(filled.alias(column.name)).to_series()


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
