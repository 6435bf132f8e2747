"""A plan that stands gives each frame what a plan of its own would give it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from immunote.engine.columns.prepared_plan import PreparedPlan

SCHEMA = {"a": pl.Int64(), "b": pl.Boolean()}


def doubled() -> PreparedPlan:
    return PreparedPlan(SCHEMA, lambda frame: frame.with_columns(c=pl.col("a") * 2).select("c", "b"))


def frame(*numbers: int) -> pl.DataFrame:
    return pl.DataFrame({"a": numbers, "b": [number % 2 == 0 for number in numbers]}, schema=SCHEMA)


def test_one_frame_after_another_each_gets_its_own_answer() -> None:
    plan = doubled()
    for numbers in ((1, 2, 3), (), (7,), tuple(range(1_000))):
        found = plan.run(frame(*numbers))
        assert found["c"].to_list() == [2 * number for number in numbers]
        assert found["b"].to_list() == [number % 2 == 0 for number in numbers]


def test_frames_at_the_same_time_do_not_meet() -> None:
    plan = doubled()

    def is_right(number: int) -> bool:
        return plan.run(frame(*[number] * 5_000))["c"].unique().to_list() == [2 * number]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(is_right, range(300)))


def test_columns_that_the_plan_does_not_know_are_left_out_and_one_that_is_absent_is_refused() -> None:
    plan = doubled()
    assert plan.run(frame(1).with_columns(z=pl.lit("more"))).columns == ["c", "b"]
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        plan.run(frame(1).drop("b"))


def test_after_a_frame_that_cannot_be_worked_out_the_next_one_can() -> None:
    plan = PreparedPlan({"a": pl.String()}, lambda each: each.select(pl.col("a").cast(pl.Int64, strict=True)))
    with pytest.raises(pl.exceptions.PolarsError):
        plan.run(pl.DataFrame({"a": ["one"]}))
    assert plan.run(pl.DataFrame({"a": ["1"]})).rows() == [(1,)]
