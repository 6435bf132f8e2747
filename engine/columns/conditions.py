"""Conditions over whole columns: a table of node type -> narwhals expression, Kleene exact.

Null is *unknown*. `&`, `|` and `~` of nullable booleans are Kleene's in Polars and in SQL, so that the same
expressions run on both. Numbers are integers in units of the element's last decimal; enumerations are positions in
declared order. No floats, and no `is_in`, which some engines answer wrongly beside nulls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import reduce
from operator import and_, or_
from typing import TypeVar

import narwhals as nw

from immunote.engine.columns.stages import Stages
from immunote.engine.elements import Element
from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Compare,
    Is,
    Known,
    Node,
    Not,
    OneOf,
    Or,
    Program,
    Ref,
    dispatch,
    elements_in,
    refs_in,
)

Frame = TypeVar("Frame", nw.LazyFrame, nw.DataFrame)  # type: ignore[type-arg]

TRUTH = "truth."
"""Before the name of a condition, in frames that leave this package."""


class ConditionColumns:
    """The conditions of a program as columns, and parts of conditions as columns of their own.

    `parts`: the `parts` of other columns of the same program, which get the same names.
    """

    def __init__(self, program: Program, elements: Mapping[str, Element], parts: Iterable[Node] = ()) -> None:
        self._program = program
        self._elements = elements
        self._parts: dict[Node, str] = {}
        self._stages = Stages()
        self._table: dict[type, Callable[..., nw.Expr]] = {
            Always: lambda _: nw.lit(True),
            Is: lambda node: nw.col(node.element),
            Compare: self._compare,
            OneOf: self._one_of,
            Known: lambda node: ~nw.col(node.element).is_null(),
            Ref: lambda node: nw.col(truth_column(node.name)),
            Not: lambda node: ~self.expression(node.child),
            And: lambda node: reduce(and_, map(self.expression, node.children)),
            Or: lambda node: reduce(or_, map(self.expression, node.children)),
            AtLeast: self._at_least,
        }
        for name, condition in program.items():
            self._add(truth_column(name), condition)
        for part in parts:
            self.column(part)

    @property
    def parts(self) -> tuple[Node, ...]:
        """The parts of conditions that have a column, in the order in which they got one."""
        return tuple(self._parts)

    def expression(self, node: Node) -> nw.Expr:
        """The truth of a condition as a nullable boolean. Raises NotImplementedError for an unknown node, by name."""
        return dispatch(self._table, node, "columns")(node)

    def column(self, node: Node) -> str:
        """The column that holds the truth of a condition or of a part of one; it is made if there is none yet."""
        match node:
            case Ref(name):
                return truth_column(name)
            case Is(element):
                return element
        if node not in self._parts:
            name = self._parts[node] = f"part:{len(self._parts)}"
            self._add(name, node)
        return self._parts[node]

    def added_to(self, frame: Frame) -> Frame:
        """The frame of facts with all these columns, under the names that `column` gives."""
        for stage in self._stages:
            frame = frame.with_columns(stage)
        return frame

    def truths(self, frame: Frame) -> Frame:
        """The frame of facts with a column `truth.<name>` a condition, and nothing else."""
        facts = frame.collect_schema().names()
        named = (nw.col(truth_column(name)).alias(TRUTH + name) for name in self._program)
        return self.added_to(frame).select(*facts, *named)

    def _add(self, name: str, condition: Node) -> None:
        reads = [*elements_in(condition), *map(truth_column, refs_in(condition))]
        self._stages.add(name, self.expression(condition).alias(name), reads)

    def _compare(self, node: Compare) -> nw.Expr:
        number = nw.col(node.element)
        least, most = on_grid(node.value, self._elements[node.element])
        match node.op:
            case "<":
                return number < least
            case "<=":
                return number <= most
            case ">":
                return number > most
            case ">=":
                return number >= least
            case "==":
                return (number >= least) & (number <= most)  # no number at all, where the grid has none there
        msg = f"no comparison is called `{node.op}`"
        raise NotImplementedError(msg)

    def _one_of(self, node: OneOf) -> nw.Expr:
        member = nw.col(node.element)
        return reduce(or_, (member == place for place in places(self._elements[node.element], node.values)))

    def _at_least(self, node: AtLeast) -> nw.Expr:
        children = [self.expression(child) for child in node.children]
        hold = nw.sum_horizontal(*(child.fill_null(value=False).cast(nw.Int16) for child in children))
        may_hold = nw.sum_horizontal(*(child.fill_null(value=True).cast(nw.Int16) for child in children))
        return (hold >= node.count) | ((may_hold >= node.count) & nw.lit(None, dtype=nw.Boolean))


def truth_column(name: str) -> str:
    """The column of a named condition while it is worked out: Spark takes a dot for a field of a struct."""
    return "truth:" + name.replace(".", ":")


def on_grid(value: Decimal, element: Element) -> tuple[int, int]:
    """The least column value not below `value`, and the greatest not above it; one and the same on the grid."""
    exact = value.scaleb(element.decimals)
    return int(exact.to_integral_value(ROUND_CEILING)), int(exact.to_integral_value(ROUND_FLOOR))


def places(element: Element, members: tuple[str, ...]) -> list[int]:
    """Where members of an enumeration stand in declared order. Raises ValueError for one that is none."""
    declared = list(element.values)
    return [declared.index(member) for member in members]
