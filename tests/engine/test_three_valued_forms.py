"""Every combination of true, false and unknown in the forms of the language, against an arithmetic of three numbers.

False is 0, unknown 1, true 2: `and` is the least, `or` the greatest, `not` the distance from 2, as Kleene defined it.
Unlike the cases of the CQL test suite these nest, chain comparisons, count, and repeat one unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import product

import pytest

from immunote.engine.chaining import Chaining
from immunote.engine.compiled_reference import compiled
from immunote.engine.reference import evaluate
from immunote.engine.tree import Value
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth
from tests.engine.scopes import threshold
from tests.engine.test_cql import Written

TRUTHS: tuple[Truth, ...] = (FALSE, UNKNOWN, TRUE)
LITERALS = ("false", "null", "true")
COUNTS = {"one": "1", "two": "2", "three": "3"}
FORMS: Mapping[str, Callable[[int, int, int], int]] = {
    "{0} and {1}": lambda a, b, c: min(a, b),
    "{0} or {1}": lambda a, b, c: max(a, b),
    "not {0}": lambda a, b, c: 2 - a,
    "not {0} or {1}": lambda a, b, c: max(2 - a, b),
    "({0} and not {1}) or (not {0} and {1})": lambda a, b, c: max(min(a, 2 - b), min(2 - a, b)),
    "not ({0} and {1}) or {2}": lambda a, b, c: max(2 - min(a, b), c),
    "({0} or {1}) and not {2}": lambda a, b, c: min(max(a, b), 2 - c),
    "not not {0} and ({1} or {2})": lambda a, b, c: min(a, max(b, c)),
    "{0} or not {0}": lambda a, b, c: max(a, 2 - a),  # unknown where the fact is: no excluded middle
    "{0} and not {0}": lambda a, b, c: min(a, 2 - a),
    "at_least(two, {0}, {1}, {2})": lambda a, b, c: sorted((a, b, c))[1],
    "not at_least(two, {0}, {1}, {2})": lambda a, b, c: 2 - sorted((a, b, c))[1],
    "at_least(one, {0} and {1}, {2})": lambda a, b, c: max(min(a, b), c),
    "at_least(three, {0}, {1}, {2}) or {0}": lambda a, b, c: max(min(a, b, c), a),
}
COMPARED: Mapping[str, Callable[[Decimal, Decimal, Decimal], bool]] = {
    "{0} < {1}": lambda x, low, high: x < low,
    "{0} <= {1}": lambda x, low, high: x <= low,
    "{0} > {2}": lambda x, low, high: x > high,
    "{0} >= {2}": lambda x, low, high: x >= high,
    "{0} == {1}": lambda x, low, high: x == low,
    "{0} != {1}": lambda x, low, high: x != low,
    "{1} <= {0} < {2}": lambda x, low, high: low <= x < high,
    "{1} < {0} <= {2}": lambda x, low, high: low < x <= high,
    "not {1} <= {0} <= {2}": lambda x, low, high: not low <= x <= high,
}


def agreed(case: Written) -> Truth:
    """The truth that all evaluators of one patient find."""
    program = {"case": case.node()}
    facts: dict[str, Value] = case.facts
    found = evaluate(program, facts)["case"]
    assert Chaining(program).evaluate(facts).truths["case"] is found, case.text
    assert compiled(program)(facts)["case"] is found, case.text
    return found


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_what_the_arithmetic_of_three_numbers_says(form: str) -> None:
    used = sum(f"{{{place}}}" in form for place in range(3))
    for truths in product(range(3), repeat=used):
        case = Written()
        names = [case.boolean(LITERALS[each]) for each in truths]
        case.text = form.format(*names)
        case.thresholds = {name: threshold(name, number, "count", ">=") for name, number in COUNTS.items()}
        padded = (*truths, 0, 0)
        assert agreed(case) is TRUTHS[FORMS[form](*padded[:3])], (case.text, case.facts)


@pytest.mark.parametrize("form", COMPARED)
def test_a_comparison_is_unknown_only_where_its_number_is(form: str) -> None:
    for literal in ("null", "0", "1.9", "2", "2.1", "3", "4.9", "5", "5.1", "900"):
        case = Written()
        case.text = form.format(case.number(literal), case.limit("2"), case.limit("5"))
        known = None if literal == "null" else COMPARED[form](Decimal(literal), Decimal(2), Decimal(5))
        assert agreed(case) is (UNKNOWN if known is None else TRUE if known else FALSE), (form, literal)


@pytest.mark.parametrize("truth", range(3))
def test_an_unknown_comparison_gives_way_to_what_settles_without_it(truth: int) -> None:
    for joint, settled in (("and", min), ("or", max)):
        case = Written()
        flag, number = case.boolean(LITERALS[truth]), case.number("null")
        case.text = f"{flag} {joint} {number} < {case.limit('2')}"
        assert agreed(case) is TRUTHS[settled(truth, 1)], case.text
