"""The three-valued logic against tables that are generated: *and* is the minimum, *or* the maximum."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.reference import truth_of
from immunote.engine.tree import Always, And, AtLeast, Compare, Is, Known, Not, OneOf, Or, Ref
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth, all_of, any_of, at_least, negate

TRUTHS = (FALSE, UNKNOWN, TRUE)
ORDER = {FALSE: 0, UNKNOWN: 1, TRUE: 2}
BY_ORDER = {number: truth for truth, number in ORDER.items()}
SEVERAL = st.lists(st.sampled_from(TRUTHS), max_size=7)


def completions(truths: tuple[Truth, ...]) -> list[tuple[Truth, ...]]:
    """All ways in which the unknown ones could turn out."""
    return list(product(*[(FALSE, TRUE) if truth is UNKNOWN else (truth,) for truth in truths]))


def agreed(answers: set[bool]) -> Truth:
    """What is certain when every completion was looked at."""
    return UNKNOWN if len(answers) == 2 else TRUE if answers == {True} else FALSE


@pytest.mark.parametrize("truth", TRUTHS)
def test_a_truth_is_never_a_boolean(truth: Truth) -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(truth)
    with pytest.raises(TypeError):
        _ = 1 if truth else 0
    with pytest.raises(TypeError):
        _ = truth and truth
    with pytest.raises(TypeError):
        _ = not truth


@pytest.mark.parametrize("truth", TRUTHS)
def test_not_turns_the_order_round(truth: Truth) -> None:
    assert negate(truth) is BY_ORDER[2 - ORDER[truth]]
    assert negate(negate(truth)) is truth


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_and_is_the_minimum_or_the_maximum(a: Truth, b: Truth) -> None:
    assert all_of([a, b]) is BY_ORDER[min(ORDER[a], ORDER[b])]
    assert any_of([a, b]) is BY_ORDER[max(ORDER[a], ORDER[b])]
    assert negate(all_of([a, b])) is any_of([negate(a), negate(b)])


@pytest.mark.parametrize(("a", "b"), list(product(TRUTHS, TRUTHS)))
def test_and_and_or_say_what_every_completion_agrees_on(a: Truth, b: Truth) -> None:
    whole = completions((a, b))
    assert all_of([a, b]) is agreed({x is TRUE and y is TRUE for x, y in whole})
    assert any_of([a, b]) is agreed({x is TRUE or y is TRUE for x, y in whole})


def test_nothing_is_all_true_and_none_of_it_is() -> None:
    assert all_of([]) is TRUE
    assert any_of([]) is FALSE


@settings(deadline=None)
@given(truths=SEVERAL, count=st.integers(min_value=1, max_value=8))
def test_at_least_says_what_every_completion_agrees_on(truths: list[Truth], count: int) -> None:
    whole = completions(tuple(truths))
    assert at_least(count, truths) is agreed({each.count(TRUE) >= count for each in whole})


@settings(deadline=None)
@given(truths=SEVERAL.filter(bool))
def test_at_least_one_is_or_and_at_least_all_is_and(truths: list[Truth]) -> None:
    assert at_least(1, truths) is any_of(truths)
    assert at_least(len(truths), truths) is all_of(truths)


@settings(deadline=None)
@given(truths=SEVERAL, count=st.integers(min_value=1, max_value=8), data=st.data())
def test_learning_a_truth_never_takes_back_what_was_certain(
    truths: list[Truth], count: int, data: st.DataObject
) -> None:
    later = [data.draw(st.sampled_from((FALSE, TRUE))) if each is UNKNOWN else each for each in truths]
    for before, after in (
        (all_of(truths), all_of(later)),
        (any_of(truths), any_of(later)),
        (at_least(count, truths), at_least(count, later)),
    ):
        assert before is UNKNOWN or before is after


def test_an_atom_of_a_missing_element_is_unknown_and_known_is_not() -> None:
    for node in (Is("a"), OneOf("a", ("x",)), Compare("a", ">=", 1, "one"), Not(Is("a"))):  # type: ignore[arg-type]
        assert truth_of(node, {}, {}) is UNKNOWN
    assert truth_of(Known("a"), {}, {}) is FALSE
    assert truth_of(Known("a"), {"a": False}, {}) is TRUE
    assert truth_of(Always(), {}, {}) is TRUE


def test_the_tree_walk_uses_these_tables() -> None:
    a, b = Ref("a"), Ref("b")
    for x, y in product(TRUTHS, TRUTHS):
        named = {"a": x, "b": y}
        assert truth_of(And((a, b)), {}, named) is all_of([x, y])
        assert truth_of(Or((a, b)), {}, named) is any_of([x, y])
        assert truth_of(AtLeast(2, (a, b), "two"), {}, named) is at_least(2, [x, y])
        assert truth_of(Not(a), {}, named) is negate(x)
