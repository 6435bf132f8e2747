"""The cells cut every domain exactly: nothing left out, nothing twice, and no condition tells two values apart."""

from decimal import Decimal

import pytest

from immunote.engine.cells import Cell, cell_of, cut
from immunote.engine.tree import Always, And, Compare, Is, Node, Not, OneOf, elements_in
from tests.support.random_lists import all_values, boolean, colour, decimal, holds, integer, random_lists


def limit(op: str, value: str, element: str = "x") -> Compare:
    return Compare(element, op, Decimal(value), "a_threshold")


def number_cells(*conditions: Node, low: int | None = 0, high: int | None = 10) -> tuple[Cell, ...]:
    return cut({"x": integer("x", low, high)}, conditions)["x"]


def test_a_boolean_has_two_cells_false_first() -> None:
    cells = cut({"b": boolean("b")}, [Not(Is("b"))])["b"]
    assert [cell.as_words_need() for cell in cells] == [{"is": False}, {"is": True}]
    assert [cell.index for cell in cells] == [0, 1]


def test_members_that_no_condition_tells_apart_share_a_cell_in_declared_order() -> None:
    cells = cut({"c": colour("c")}, [OneOf("c", ("green",)), OneOf("c", ("blue", "green"))])["c"]
    assert [cell.values for cell in cells] == [("red", "grey"), ("green",), ("blue",)]
    assert cells[0].as_words_need() == {"one_of": ("red", "grey")}


def test_a_threshold_belongs_to_the_side_that_its_comparison_says() -> None:
    below, above = number_cells(limit(">=", "5"))
    assert (below.as_words_need(), above.as_words_need()) == ({"below": 5}, {"at_least": 5})
    below, above = number_cells(limit(">", "5"))
    assert (below.as_words_need(), above.as_words_need()) == ({"at_most": 5}, {"above": 5})


def test_both_sides_of_one_threshold_leave_a_cell_for_the_threshold_itself() -> None:
    cells = number_cells(limit(">=", "5"), limit(">", "5"))
    assert [cell.as_words_need() for cell in cells] == [{"below": 5}, {"equals": 5}, {"above": 5}]


def test_between_two_and_three_no_integer_has_a_cell() -> None:
    cells = number_cells(limit("<=", "2"), limit(">=", "3"))
    assert [cell.as_words_need() for cell in cells] == [{"at_most": 2}, {"at_least": 3}]


def test_between_two_neighbours_on_the_grid_no_decimal_has_a_cell() -> None:
    cells = cut({"x": decimal("x")}, [limit(">", "0.2"), limit("<", "0.3")])["x"]
    assert len(cells) == 2


def test_a_threshold_between_two_points_of_the_grid_still_cuts() -> None:
    cells = number_cells(limit("<", "2.5"))
    assert [(cell.holds(Decimal(2)), cell.holds(Decimal(3))) for cell in cells] == [
        (True, False),
        (False, True),
    ]


def test_a_cell_beyond_the_range_is_dropped() -> None:
    assert len(number_cells(limit("<", "0"), limit(">", "10"))) == 1


def test_without_a_range_the_ends_are_open() -> None:
    below, above = number_cells(limit("<", "5"), low=None, high=None)
    assert below.sample == 4
    assert above.sample == 5


def test_only_elements_that_are_read_are_cut_in_declared_order() -> None:
    elements = {name: boolean(name) for name in ("a", "b", "c")}
    assert list(cut(elements, [And((Is("c"), Is("a"))), Always()])) == ["a", "c"]


def test_a_condition_on_an_unknown_element_is_an_error_by_name() -> None:
    with pytest.raises(KeyError, match="`nobody`"):
        cut({}, [Is("nobody")])


@pytest.mark.parametrize("value", [Decimal(-1), True, "red"])
def test_a_value_that_the_element_cannot_hold_is_refused(value: Decimal | bool | str) -> None:
    with pytest.raises(ValueError, match="`x` cannot hold"):
        cell_of(number_cells(limit(">=", "0")), value)


def test_each_value_is_in_one_cell_and_its_cell_means_the_same_to_every_atom() -> None:
    for small, _ in random_lists(300):
        conditions: list[Node] = [when for _, when in small.rows] + list(small.program.values())
        atoms = [c for c in conditions if isinstance(c, Is | Compare | OneOf)]
        for name, cells in cut(small.elements, conditions).items():
            for value in all_values(small.elements[name]):
                homes = [cell for cell in cells if cell.holds(value)]
                assert homes == [cell_of(cells, value)]
                assert homes[0].sample in all_values(small.elements[name])
                for atom in atoms:
                    if elements_in(atom) == (name,):
                        assert holds(atom, {}, {name: value}) == holds(atom, {}, {name: homes[0].sample})
