"""Draws synthetic patients, as columns, from the figures in `synthetic.yaml` of a rule base.

Complete patients are drawn first: each `when` reads their true values, and every constraint holds. Then some values are
removed as not recorded, which cannot make a patient contradictory.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from decimal import Decimal
from itertools import combinations, pairwise
from operator import eq, ge, gt, le, lt

import polars as pl

from immunote.engine.columns.derived import Derived, asked_by, derive
from immunote.engine.elements import Element
from immunote.engine.rulebase import RuleBase
from immunote.engine.synthetic import DrawCase, Drawn, Synthetic
from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Compare,
    Is,
    Node,
    Not,
    OneOf,
    Or,
    dispatch,
    elements_in,
    walk,
)
from immunote.service.lists.synth.chance import ROW, draw, drawn, with_draws

_ROUNDS = 100
_OPS: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "==": eq}


class CannotDrawError(Exception):
    """Some patients still broke a constraint after all redraws, so the figures contradict it."""


class SyntheticCohort:
    """Patients of one seed; any row can be drawn by itself.

    Inside, numbers are whole counts of the element's last decimal (Int64), members their index (Int64).
    """

    def __init__(self, rulebase: RuleBase, figures: Synthetic, seed: int) -> None:
        self.rulebase, self.figures, self.seed = rulebase, figures, seed
        self.drawn = {each.element: each for each in figures.drawn}
        self.elements = [name for name in rulebase.elements if name in self.drawn]
        self._edges = _thresholds_of(rulebase)
        self._layers = list(_layers(rulebase, figures))
        self._worked_out = list(_worked_out(rulebase, self.drawn))
        there = self._there = {*self.drawn, *(each.element for each in self._worked_out)}
        self._constraints = [
            clause
            for clause in rulebase.constraints
            if all(name in there for literal in clause.literals for name in elements_in(literal))
        ]
        self._table: dict[type, Callable[..., pl.Expr]] = {
            Always: lambda _: pl.lit(True),
            Is: lambda node: pl.col(node.element),
            Compare: self._compare,
            OneOf: self._one_of,
            Not: lambda node: ~self.condition(node.child),
            And: lambda node: pl.all_horizontal(*map(self.condition, node.children)),
            Or: lambda node: pl.any_horizontal(*map(self.condition, node.children)),
            AtLeast: lambda node: (
                pl.sum_horizontal(*(self.condition(child).cast(pl.Int64) for child in node.children)) >= node.count
            ),
        }

    def rows(self, start: int, count: int) -> pl.DataFrame:
        """The columns ROW and one for each drawn element, as a list file holds them; null where not recorded.

        Booleans; whole numbers as Int64, others as Float64 in the element's unit; members as String.
        Raises CannotDrawError.
        """
        people = self.complete(start, count)
        dice = [f"{name}:missing" for name in self.elements]
        people = with_draws(people.with_columns(self._record_kind()), self.seed, dice)
        return people.select(ROW, *map(self._recorded, self.elements))

    def complete(self, start: int, count: int) -> pl.DataFrame:
        """Return the same patients with all values, as whole counts and indices. Raises CannotDrawError."""
        waiting = pl.DataFrame({ROW: pl.int_range(start, start + count, dtype=pl.UInt64, eager=True)})
        done: list[pl.DataFrame] = []
        for attempt in range(_ROUNDS):
            tried = waiting
            for layer in self._layers:
                dice = [purpose for each in layer for purpose in self._purposes(each, attempt)]
                values = (self._value(each, attempt).alias(each.element) for each in layer)
                tried = with_draws(tried, self.seed, dice).with_columns(*values).drop(map(drawn, dice))
            for each in self._worked_out:
                worked = pl.coalesce(each.element, each.value) if each.element in tried.columns else each.value
                tried = tried.with_columns(worked.alias(each.element))
            fits = tried.select(self._holds()).to_series()
            done.append(tried.filter(fits).select(ROW, *self.drawn))
            waiting = waiting.filter(~fits)
            if waiting.is_empty():
                return pl.concat(done).sort(ROW) if len(done) > 1 else done[0]
        broken = [c.says for c in self._constraints if not tried.select(self._clause(c.literals).all()).item()]
        raise CannotDrawError((*broken, "what is worked out from others is plausible")[0])

    def condition(self, node: Node) -> pl.Expr:
        """Return a condition as an expression over complete patients; null where an element does not apply to them."""
        return dispatch(self._table, node, "synthetic cohort")(node)

    def _holds(self) -> pl.Expr:
        clauses = [self._clause(clause.literals) for clause in self._constraints]
        worked = [~_is_wrong(each).fill_null(False) for each in self._worked_out]
        return pl.all_horizontal(pl.col(ROW) >= 0, *clauses, *worked, *self._in_order(), *self._within()).alias("holds")

    def _in_order(self) -> Iterator[pl.Expr]:
        """Yield expressions that hold where two elements of an `ordered` constraint are in order, or one is null."""
        for order in self.rulebase.orders:
            there = [name for name in order.elements if name in self._there]
            for lower, upper in combinations(there, 2):
                most = max(self.rulebase.elements[name].decimals for name in (lower, upper))
                low, high = (
                    pl.col(name) * 10 ** (most - self.rulebase.elements[name].decimals) for name in (lower, upper)
                )
                yield (low < high if order.strictly else low <= high).fill_null(True)

    def _within(self) -> Iterator[pl.Expr]:
        """Yield expressions that hold where a time lies within the one that holds it, or one of the two is null."""
        for spans in self.rulebase.spans:
            for name in [each for each in spans.most if {each, spans.within} <= self._there]:
                steps = int(spans.most[name].scaleb(self.rulebase.elements[name].decimals))
                yield (pl.col(name) < (pl.col(spans.within) + 1) * steps).fill_null(True)

    def _clause(self, literals: tuple[Node, ...]) -> pl.Expr:
        # a literal about an element that does not apply counts as true: the time since an event that never was
        return pl.any_horizontal(*(self.condition(literal).fill_null(True) for literal in literals))

    def _compare(self, node: Compare) -> pl.Expr:
        element = self.rulebase.elements[node.element]
        limit = node.value.scaleb(element.decimals)
        whole = limit == limit.to_integral_value()
        return _OPS[node.op](pl.col(node.element), pl.lit(int(limit) if whole else float(limit)))

    def _one_of(self, node: OneOf) -> pl.Expr:
        members = list(self.rulebase.elements[node.element].values)
        return pl.any_horizontal(*(pl.col(node.element) == members.index(value) for value in node.values))

    def _purposes(self, each: Drawn, attempt: int) -> list[str]:
        """Return the names of the random numbers that the value of an element needs."""
        purpose = f"{each.element}:{attempt}"
        more = (f"{purpose}:edge", f"{purpose}:which") if each.element in self._edges else ()
        return [purpose, *more]

    def _value(self, each: Drawn, attempt: int) -> pl.Expr:
        element = self.rulebase.elements[each.element]
        purpose = f"{each.element}:{attempt}"
        *others, last = each.cases
        value = self._case(element, each, last, purpose)
        for case in reversed(others):
            here = self._case(element, each, case, purpose)
            value = pl.when(self.condition(case.when)).then(here).otherwise(value)
        if each.no_less_than is not None:
            value = pl.max_horizontal(value, pl.col(each.no_less_than))
        if element.only_if is not None:
            value = pl.when(pl.col(element.only_if)).then(value)
        return value

    def _case(self, element: Element, each: Drawn, case: DrawCase, purpose: str) -> pl.Expr:
        chance = pl.col(drawn(purpose))
        if case.share is not None:
            return chance < case.share
        if case.weights is not None:
            return _weighed(chance, [case.weights.get(member, 0.0) for member in element.values])
        if case.quantiles is not None:
            return self._number(element, each, case.quantiles, chance, purpose)
        match case.value:
            case bool(value):
                return pl.lit(value)
            case str(value):
                return pl.lit(list(element.values).index(value), dtype=pl.Int64)
            case value:
                assert value is not None
                return pl.lit(_counts(element, value), dtype=pl.Int64)

    def _number(
        self,
        element: Element,
        each: Drawn,
        quantiles: tuple[tuple[float, float], ...],
        chance: pl.Expr,
        purpose: str,
    ) -> pl.Expr:
        step = 1 if each.step is None else _counts(element, Decimal(str(each.step)))
        low, high = (_counts(element, Decimal(str(quantiles[at][1]))) for at in (0, -1))
        value = (_between(chance, quantiles) * (10.0**element.decimals / step)).round(mode="half_to_even") * step
        value = value.cast(pl.Int64).clip(low, high)
        edges = [edge for edge in self._edges.get(element.name, ()) if low <= edge <= high]
        if not edges:
            return value
        at_edge = pl.col(drawn(f"{purpose}:edge")) < self.figures.at_thresholds
        which = (pl.col(drawn(f"{purpose}:which")) * len(edges)).floor().cast(pl.UInt32)
        return pl.when(at_edge).then(_chosen(which, edges)).otherwise(value)

    def _record_kind(self) -> list[pl.Expr]:
        kinds = self.figures.records
        kind = _weighed(draw(self.seed, "$record"), [each.share for each in kinds])
        times = _chosen(kind, [each.missing_times for each in kinds])
        together = [
            (draw(self.seed, f"$together:{name}") >= times * missing).alias(f"$together:{name}")
            for name, missing in self.figures.together.items()
        ]
        return [times.alias("$times"), *together]

    def _recorded(self, name: str) -> pl.Expr:
        """Return the value as a file holds it; null where it is not recorded."""
        each, element = self.drawn[name], self.rulebase.elements[name]
        known = pl.col(drawn(f"{name}:missing")) >= pl.col("$times") * each.missing
        if each.together is not None:
            known &= pl.col(f"$together:{each.together}")
        value = pl.col(name)
        if element.type == "enumeration":
            value = value.cast(pl.UInt32).cat.to(pl.Enum(list(element.values))).cast(pl.String)
        elif element.type == "decimal":
            # Polars divides by a literal as by its reciprocal, which makes 1.9 1.9000000000000001; rounding divides
            value = (value.cast(pl.Float64) * 10.0**-element.decimals).round(element.decimals)
        return pl.when(known).then(value).alias(name)


def _layers(rulebase: RuleBase, figures: Synthetic) -> Iterator[list[Drawn]]:
    """Yield the elements in groups to be drawn one after the other; no element reads another of its group."""
    depth: dict[str, int] = {}
    for each in figures.drawn:
        reads = [name for case in each.cases for name in elements_in(case.when)]
        reads += [name for name in (each.no_less_than, rulebase.elements[each.element].only_if) if name is not None]
        depth[each.element] = 1 + max((depth[name] for name in reads), default=0)
    for level in sorted(set(depth.values())):
        yield [each for each in figures.drawn if depth[each.element] == level]


def _is_wrong(derived: Derived) -> pl.Expr:
    """Return where intake would refuse a derived value. A value by a formula is only checked for its range."""
    if not derived.fills_only:
        return derived.implausible | derived.differs
    first, last = derived.plausible
    return ~pl.col(derived.element).is_between(first, last)


def _worked_out(rulebase: RuleBase, drawn: Container[str]) -> Iterator[Derived]:
    """What follows at intake from what is drawn, in an order in which nothing is read before it is there."""
    elements = rulebase.elements
    limits = {
        name: max(abs(_counts(element, end)) for end in (element.low or Decimal(0), element.high or Decimal(1)))
        for name, element in elements.items()
    }
    there = {name for name in elements if name in drawn}
    waiting = [(element, each) for element in elements.values() for each in element.derivations]
    while ready := [x for x in waiting if there.issuperset((*x[1].inputs, *asked_by(x[1].formula)))]:
        for element, each in ready:
            waiting.remove((element, each))
            there.add(element.name)
            compiled = derive(element, each, elements, limits)
            if compiled is not None:
                yield compiled


def _thresholds_of(rulebase: RuleBase) -> Mapping[str, list[int]]:
    """For each number the thresholds it is compared with, and the counts of its grid on either side of each."""
    found: dict[str, set[int]] = {}
    conditions = [*rulebase.program.values(), *(x for c in rulebase.constraints for x in c.literals)]
    for condition in conditions:
        for node in walk(condition):
            if isinstance(node, Compare):
                at = int(node.value.scaleb(rulebase.elements[node.element].decimals))
                found.setdefault(node.element, set()).update((at - 1, at, at + 1))
    return {name: sorted(edges) for name, edges in found.items()}


def _weighed(chance: pl.Expr, weights: list[float]) -> pl.Expr:
    """The index that a chance from 0 to 1 falls on, Int64."""
    total, upto = sum(weights), 0.0
    index = pl.lit(0, dtype=pl.Int64)
    for place, weight in enumerate(weights):
        if weight > 0:
            index = pl.when(chance >= upto / total).then(pl.lit(place, dtype=pl.Int64)).otherwise(index)
            upto += weight
    return index


def _chosen(which: pl.Expr, among: list[int] | list[float]) -> pl.Expr:
    value = pl.lit(among[0])
    for place, each in enumerate(among[1:], 1):
        value = pl.when(which == place).then(pl.lit(each)).otherwise(value)
    return value


def _between(chance: pl.Expr, quantiles: tuple[tuple[float, float], ...]) -> pl.Expr:
    """The number at a chance, on the straight lines between the quantiles."""
    percent = chance * 100
    value = pl.lit(quantiles[0][1])
    for (left, low), (right, high) in pairwise(quantiles):
        line = (percent - left) * ((high - low) / (right - left)) + low
        value = pl.when(percent >= left).then(line).otherwise(value)
    return value


def _counts(element: Element, number: Decimal | bool | str) -> int:
    assert isinstance(number, Decimal)
    return int(number.scaleb(element.decimals))
