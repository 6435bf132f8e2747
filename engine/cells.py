"""The cells into which the conditions of a rule base cut the domain of each element.

Every condition treats all values of a cell alike, so a decision diagram needs one branch for each cell, not for each
value. Numbers are cut on the element's own grid (`decimals`), within its range; a cell without values is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from immunote.engine.elements import Element
from immunote.engine.tree import Atom, Compare, Node, Value, atom_holds, walk

Boundary = tuple[Decimal, bool]
"""A cut of the number line: the threshold, and whether it belongs to the cell below the cut."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A set of values of `element` that no condition can tell apart.

    Booleans and enumerations: the members are `values`. Numbers: those between `low` and `high`, each a threshold
    or None where only the plausible range ends the cell. `sample` is one value of the cell.
    """

    element: str
    index: int
    sample: Value
    values: tuple[bool | str, ...] = ()
    low: Decimal | None = None
    low_is_closed: bool = False
    high: Decimal | None = None
    high_is_closed: bool = False

    def holds(self, value: Value) -> bool:
        """Whether the value lies in this cell."""
        if not isinstance(value, Decimal):
            return value in self.values
        if self.values:
            return False
        above = self.low is None or value > self.low or (self.low_is_closed and value == self.low)
        below = self.high is None or value < self.high or (self.high_is_closed and value == self.high)
        return above and below

    def as_words_need(self) -> dict[str, bool | Decimal | tuple[str, ...]]:
        """Return the cell as plain data, for code that puts it into words.

        `is` for a boolean, `one_of` for an enumeration, `equals` for a single number, else the ends that
        thresholds set: `at_least` or `above`, `at_most` or `below`. Empty: every value.
        """
        if len(self.values) == 1 and isinstance(self.values[0], bool):
            return {"is": self.values[0]}
        members = tuple(v for v in self.values if isinstance(v, str))
        if members:
            return {"one_of": members}
        if self.low is not None and self.low == self.high:
            return {"equals": self.low}
        ends: dict[str, bool | Decimal | tuple[str, ...]] = {}
        if self.low is not None:
            ends["at_least" if self.low_is_closed else "above"] = self.low
        if self.high is not None:
            ends["at_most" if self.high_is_closed else "below"] = self.high
        return ends


def cut(elements: Mapping[str, Element], conditions: Iterable[Node]) -> dict[str, tuple[Cell, ...]]:
    """The cells of each element that the conditions read, in the order in which elements are declared."""
    atoms: dict[str, dict[Atom, None]] = {}
    for condition in conditions:
        for node in walk(condition):
            if isinstance(node, Atom):
                atoms.setdefault(node.element, {})[node] = None
    unknown = [name for name in atoms if name not in elements]
    if unknown:
        msg = f"the conditions read `{unknown[0]}`, which is not an element"
        raise KeyError(msg)
    return {name: _cells(element, tuple(atoms[name])) for name, element in elements.items() if name in atoms}


def cell_of(cells: Sequence[Cell], value: Value) -> Cell:
    """The cell in which a known value lies. Raises ValueError for a value that the element cannot hold."""
    for cell in cells:
        if cell.holds(value):
            return cell
    msg = f"`{cells[0].element}` cannot hold `{value}`"
    raise ValueError(msg)


def _cells(element: Element, atoms: tuple[Atom, ...]) -> tuple[Cell, ...]:
    if element.is_number:
        return _number_cells(element, [a for a in atoms if isinstance(a, Compare)])
    members: tuple[bool | str, ...] = (False, True) if element.type == "boolean" else element.answers
    alike: dict[tuple[bool, ...], list[bool | str]] = {}
    for member in members:
        alike.setdefault(tuple(atom_holds(atom, member) for atom in atoms), []).append(member)
    return tuple(
        Cell(element.name, index, sample=same[0], values=tuple(same)) for index, same in enumerate(alike.values())
    )


def _boundaries(atom: Compare) -> tuple[Boundary, ...]:
    below, above = (atom.value, False), (atom.value, True)
    return {"<": (below,), ">=": (below,), "<=": (above,), ">": (above,), "==": (below, above)}[atom.op]


def _number_cells(element: Element, atoms: list[Compare]) -> tuple[Cell, ...]:
    step = Decimal(1).scaleb(-element.decimals) if element.type == "decimal" else Decimal(1)
    cuts: list[Boundary | None] = [None, *sorted({cut for a in atoms for cut in _boundaries(a)}), None]
    found: list[Cell] = []
    low, high = element.accepted
    for left, right in zip(cuts, cuts[1:], strict=False):
        first = _first(left, low, step)
        last = _last(right, high, step)
        if first is not None and last is not None and first > last:
            continue
        found.append(
            Cell(
                element.name,
                len(found),
                sample=_between(first, last, step),
                low=left[0] if left else None,
                low_is_closed=bool(left and not left[1]),
                high=right[0] if right else None,
                high_is_closed=bool(right and right[1]),
            )
        )
    return tuple(found)


def _first(left: Boundary | None, low: Decimal | None, step: Decimal) -> Decimal | None:
    """Return the least number of the grid in a cell; None if the cell has no lower end."""
    least = None if low is None else _on_grid(low, step, ROUND_CEILING)
    if left is None:
        return least
    start = _on_grid(left[0], step, ROUND_CEILING)
    start = start + step if left[1] and start == left[0] else start
    return start if least is None else max(start, least)


def _last(right: Boundary | None, high: Decimal | None, step: Decimal) -> Decimal | None:
    """Return the greatest number of the grid in a cell; None if the cell has no upper end."""
    most = None if high is None else _on_grid(high, step, ROUND_FLOOR)
    if right is None:
        return most
    end = _on_grid(right[0], step, ROUND_FLOOR)
    end = end - step if not right[1] and end == right[0] else end
    return end if most is None else min(end, most)


def _between(first: Decimal | None, last: Decimal | None, step: Decimal) -> Decimal:
    """Return a number of the grid from `first` to `last`: the middle, or the only end, or zero."""
    if first is not None and last is not None:
        return min(max(_on_grid((first + last) / 2, step, ROUND_HALF_EVEN), first), last)
    if first is not None:
        return first
    return last if last is not None else _on_grid(Decimal(0), step, ROUND_FLOOR)


def _on_grid(number: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (number / step).to_integral_value(rounding=rounding) * step + 0
