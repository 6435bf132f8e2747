"""A condition over columns means what the reference evaluator means by it, on every row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product

import narwhals as nw
import polars as pl
import pytest

from immunote.engine import reference
from immunote.engine.columns.conditions import ConditionColumns, on_grid
from immunote.engine.elements import Element
from immunote.engine.tree import (
    Always,
    And,
    AtLeast,
    Compare,
    Facts,
    Is,
    Known,
    Node,
    Not,
    OneOf,
    Or,
    Program,
    Ref,
    children_of,
)
from immunote.engine.truth import FALSE, TRUE, UNKNOWN
from tests.columns.evaluated import facts_frame, real, some_patients, soup
from tests.support.random_lists import all_values, boolean, colour, decimal, integer, random_lists

TRUTHS = {TRUE: True, FALSE: False, UNKNOWN: None}
A, B, C = Is("a"), Is("b"), Is("c")
BOOLEANS = {name: boolean(name) for name in ("a", "b", "c")}


def by_columns(program: Program, elements: Mapping[str, Element], patients: Sequence[Facts]) -> pl.DataFrame:
    frame = nw.from_native(facts_frame(elements.values(), patients))
    return ConditionColumns(program, elements).truths(frame).to_native()


def assert_as_defined(program: Program, elements: Mapping[str, Element], patients: Sequence[Facts]) -> None:
    rows = by_columns(program, elements, patients).iter_rows(named=True)
    for facts, row in zip(patients, rows, strict=True):
        for name, truth in reference.evaluate(program, facts).items():
            assert row[f"truth.{name}"] is TRUTHS[truth], (name, program[name], facts)


def all_facts(elements: Mapping[str, Element]) -> list[Facts]:
    """Every way in which elements can be known, or not."""
    values = [[None, *all_values(element)] for element in elements.values()]
    return [{e: v for e, v in zip(elements, each, strict=True) if v is not None} for each in product(*values)]


@pytest.mark.parametrize(
    "condition",
    [Always(), A, Not(A), And((A, B)), Or((A, B)), And((A, B, C)), Or((A, B, C)), And((A,)), Or((A,)), Known("a"),
     Not(And((A, Not(B)))), And((Always(), A)), *(AtLeast(k, (A, B, C), "t") for k in (0, 1, 2, 3, 4)),
     AtLeast(2, (A, A, Not(B)), "t")],
    ids=repr,
)  # fmt: skip
def test_every_node_follows_the_whole_table_of_kleene(condition: Node) -> None:
    assert_as_defined({"it": condition}, BOOLEANS, all_facts(BOOLEANS))


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "=="])
@pytest.mark.parametrize("limit", ["0.2", "0.25", "-0.05", "0", "0.5", "9", "0.199999999999999999999"])
def test_a_number_is_compared_exactly_below_at_and_above_a_threshold(op: str, limit: str) -> None:
    """Also where the threshold has more decimals than the element, so that no value is at it."""
    elements = {"x": decimal("x")}
    assert_as_defined({"it": Compare("x", op, Decimal(limit), "t")}, elements, all_facts(elements))


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "=="])
def test_a_whole_number_is_compared_with_a_threshold_between_two(op: str) -> None:
    elements = {"x": integer("x")}
    program = {"between": Compare("x", op, Decimal("2.5"), "t"), "at": Compare("x", op, Decimal(2), "t")}
    assert_as_defined(program, elements, all_facts(elements))


def test_a_large_number_keeps_its_last_digit() -> None:
    element = decimal("x", "0", "90000000000000", decimals=3)
    limit = Decimal("9007199254740.993")  # one more than the integers of a float reach, in thousandths
    patients: list[Facts] = [{"x": limit + step * Decimal("0.001")} for step in (-1, 0, 1)]
    assert_as_defined({"it": Compare("x", ">=", limit, "t")}, {"x": element}, patients)
    assert on_grid(limit, element) == (9007199254740993, 9007199254740993)


def test_a_member_is_known_by_its_place_and_null_is_unknown() -> None:
    elements = {"colour": colour("colour")}
    members = list(elements["colour"].values)
    program = {f"is {i}": OneOf("colour", tuple(sorted(members[:i]))) for i in range(1, len(members) + 1)}
    assert_as_defined(program, elements, all_facts(elements))


def test_random_programs_mean_the_same_in_columns() -> None:
    for small, rng in random_lists(150):
        rows = {f"row {i}": when for i, (_, when) in enumerate(small.rows)}
        patients = rng.sample(everything := all_facts(small.elements), min(60, len(everything)))
        assert_as_defined({**small.program, **rows}, small.elements, patients)


def test_parts_of_conditions_have_columns_of_their_own() -> None:
    program = {"whole": Or((And((A, B)), Not(C))), "other": And((Ref("whole"), A))}
    conditions = ConditionColumns(program, BOOLEANS)
    parts = [*children_of(program["whole"]), *children_of(program["other"])]
    columns = {part: conditions.column(part) for part in parts}
    patients = all_facts(BOOLEANS)
    frame = conditions.added_to(nw.from_native(facts_frame(BOOLEANS.values(), patients))).to_native()
    for facts, row in zip(patients, frame.iter_rows(named=True), strict=True):
        truths = reference.evaluate(program, facts)
        for part, column in columns.items():
            assert row[column] is TRUTHS[reference.truth_of(part, facts, truths)]


@pytest.mark.parametrize("which", [real, soup])
def test_every_condition_of_a_rule_base_means_the_same_in_columns(which) -> None:  # type: ignore[no-untyped-def]
    engine, columns = which()
    patients = some_patients(engine, 400)
    elements = {name: engine.rulebase.elements[name] for name in columns.inputs}
    assert_as_defined(engine.rulebase.program, elements, patients)


def test_the_expressions_run_on_a_lazy_frame_as_they_do_on_an_eager_one() -> None:
    engine, columns = soup()
    frame = facts_frame([engine.rulebase.elements[name] for name in columns.inputs], some_patients(engine, 50))
    assert columns.truths(frame.lazy()).collect().equals(columns.truths(frame))


def test_an_unknown_node_is_refused_by_name() -> None:
    class Twice:
        child = A

    with pytest.raises(NotImplementedError, match="columns back end has no translation for `Twice`"):
        ConditionColumns({}, BOOLEANS).expression(Twice())  # type: ignore[arg-type]
    with pytest.raises(NotImplementedError, match="no comparison is called `!=`"):
        ConditionColumns({}, {"x": integer("x")}).expression(Compare("x", "!=", Decimal(1), "t"))


def test_random_facts_differ_enough_to_test_anything() -> None:
    engine, _ = real()
    seen = {truth for facts in some_patients(engine, 50) for truth in engine.reference(facts).values()}
    assert seen == {TRUE, FALSE, UNKNOWN}


def test_no_column_that_runs_has_a_dot_in_its_name() -> None:
    """Spark takes a dot for a field of a struct, and would not find `truth.row.rest`."""
    engine, columns = soup()
    facts = facts_frame([engine.rulebase.elements[name] for name in columns.inputs], [])
    running = columns._conditions.added_to(nw.from_native(facts)).columns
    assert len(running) > len(facts.columns) + len(engine.rulebase.program), "parts have columns too"
    assert not [name for name in running if "." in name]
    assert columns.truths(facts).columns == [*facts.columns, *(f"truth.{name}" for name in engine.rulebase.program)]
