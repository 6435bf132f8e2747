"""The elements of a rule base as z3 sees them: what is recorded, and the value that a patient has.

Every patient has a value of every element, whether or not anybody recorded it: `value`. `known` says whether it is
recorded. Numbers are whole numbers of the element's smallest step (10 to the power of minus `decimals`), so that
nothing is rounded; members of an enumeration are their place in declared order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

import z3  # type: ignore[import-untyped]

from immunote.engine.elements import Element
from immunote.engine.tree import Value


@dataclass(frozen=True)
class Variable:
    """One element. `value` is a z3 Bool for a boolean, else an Int; `domain` bounds it."""

    element: Element
    known: Any
    value: Any
    domain: Any

    def stands_to(self, op: str, limit: Decimal) -> Any:
        """The value compared with a limit in the element's unit; exact also for a limit between two steps."""
        exact = limit.scaleb(self.element.decimals)
        below = int(exact.to_integral_value(ROUND_FLOOR))
        above = int(exact.to_integral_value(ROUND_CEILING))
        match op:
            case "<":
                return self.value < above
            case "<=":
                return self.value <= below
            case ">":
                return self.value > below
            case ">=":
                return self.value >= above
            case "==":
                return self.value == below if below == above else z3.BoolVal(False)
        msg = f"the proof back end has no translation for `{op}`"
        raise NotImplementedError(msg)

    def is_one_of(self, members: Iterable[str]) -> Any:
        """The value is one of these members."""
        order = list(self.element.values)
        return z3.Or([self.value == order.index(member) for member in members])

    def equals(self, value: Value) -> Any:
        """The value is this one."""
        if isinstance(value, bool):
            return self.value if value else z3.Not(self.value)
        if isinstance(value, Decimal):
            return self.stands_to("==", value)
        return self.is_one_of([value])

    def read(self, model: z3.ModelRef) -> Value:
        """The value in a model."""
        found = model.eval(self.value, model_completion=True)
        if self.element.type == "boolean":
            return bool(z3.is_true(found))
        if self.element.is_number:
            return Decimal(int(found.as_long())).scaleb(-self.element.decimals)
        return list(self.element.values)[int(found.as_long())]


def variables(
    elements: Mapping[str, Element], copy: str = "", values_of: Mapping[str, Variable] | None = None
) -> dict[str, Variable]:
    """A variable for each element. `copy` tells two patients apart.

    With `values_of` the variables share the values of these and differ only in what is recorded: the same patient at
    another time.
    """
    found = {}
    for name, element in elements.items():
        value = _value(element, copy) if values_of is None else values_of[name].value
        found[name] = Variable(element, z3.Bool(f"known{copy}.{name}"), value, _domain(element, value))
    return found


def _value(element: Element, copy: str) -> Any:
    name = f"value{copy}.{element.name}"
    return z3.Bool(name) if element.type == "boolean" else z3.Int(name)


def _domain(element: Element, value: Any) -> Any:
    if element.type == "boolean":
        return z3.BoolVal(True)
    if element.is_number:
        low, high = element.accepted
        ends = []
        if low is not None:
            ends.append(value >= int(low.scaleb(element.decimals).to_integral_value(ROUND_CEILING)))
        if high is not None:
            ends.append(value <= int(high.scaleb(element.decimals).to_integral_value(ROUND_FLOOR)))
        return z3.And(ends)
    left_open = [value != list(element.values).index(member) for member in element.not_an_answer]
    return z3.And(value >= 0, value < len(element.values), *left_open)
