"""Four evaluators, one answer: `reference`, durable-rules, Polars and Spark, on random and adversarial profiles.

Status, outcome, leaning, certainty, what is reachable, what is missing, the deciding rules, every condition's truth,
and of a profile that is refused the elements and codes. The same on 100,000: `bench/agreement_lists.py`.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from random import Random

import polars as pl
import pytest

from immunote.engine.api import Engine
from immunote.engine.columns import Columns
from immunote.engine.tree import Always
from immunote.service.lists.spark import SparkOptions, run_on_spark
from tests.conftest import RULES
from tests.support.agreement import (
    Answer,
    Raw,
    adversarial,
    answers_of_result,
    by_columns,
    by_definition_in_parallel,
    differences,
    frame_of,
    list_of,
    only_rules,
    profiles,
)
from tests.support.spark import needs_spark

ON_POLARS = 20_000
ON_SPARK = 2_000
SEED = 20261122


@pytest.fixture(scope="module")
def raws(engine: Engine) -> list[Raw]:
    found = profiles(engine, ON_POLARS, SEED)
    Random(SEED).shuffle(found)  # so that the first ones, for Spark, are of every kind
    return found


@pytest.fixture(scope="module")
def defined(raws: list[Raw]) -> list[Answer]:
    """By durable-rules, checked against the reference evaluator: it raises where the two differ."""
    return by_definition_in_parallel(RULES, raws, min(4, os.cpu_count() or 1))


@pytest.fixture(scope="module")
def columns(engine: Engine) -> Columns:
    return Columns(engine)


def test_the_profiles_are_of_every_kind(engine: Engine, raws: list[Raw], defined: list[Answer]) -> None:
    """A comparison shows nothing of what does not occur in it."""
    statuses = Counter(each.status for each in defined)
    assert min(statuses[status] for status in ("settled", "provisional", "insufficient_data", None)) > 500
    assert {each.outcome for each in defined} - {None} == set(engine.diagram.outcomes)
    assert len({name for each in defined for name in each.missing}) > 0.8 * len(engine.diagram.cells)
    assert {"P07", "P08", "P09", "P10", "P13", "P14", "P15"} <= {code for each in defined for _, code in each.refused}
    for place, name in enumerate(engine.rulebase.program):
        seen = {each.truths[place] for each in defined if each.truths}
        assert len(seen) > 1 or engine.rulebase.program[name] == Always(), name
    assert len(list(adversarial(engine, Random(1)))) < len(raws)


def test_polars_and_one_at_a_time_say_the_same(columns: Columns, raws: list[Raw], defined: list[Answer]) -> None:
    assert differences(raws, defined, by_columns(columns, raws)) == []


def test_spark_says_the_same(engine: Engine, raws: list[Raw], defined: list[Answer], tmp_path: Path) -> None:
    """The whole way, by `immunote list --engine spark`: what is refused, and of the others every rule's truth."""
    needs_spark()
    some = raws[:ON_SPARK]
    list_of(engine, some).write_parquet(tmp_path / "list.parquet", row_group_size=500)
    run_on_spark(SparkOptions(str(tmp_path / "list.parquet"), str(tmp_path / "out"), "local[2]"), engine)
    found = answers_of_result(engine, tmp_path / "out", len(some))
    assert differences(some, only_rules(engine, defined[:ON_SPARK]), found) == []


def test_spark_runs_the_expressions_of_every_condition_itself(
    columns: Columns, raws: list[Raw], defined: list[Answer], tmp_path: Path
) -> None:
    """The narwhals expressions of the conditions, as Spark's own plan: definitions, exclusions and rows too."""
    needs_spark()
    from immunote.service.lists.spark_session import session

    some = [raw for raw, each in zip(raws, defined, strict=True) if not each.refused][:ON_SPARK]
    expected = [each.truths for each in defined if not each.refused][:ON_SPARK]
    columns.check(frame_of(columns.engine, some), texts=False).facts.write_parquet(tmp_path / "facts.parquet")
    with session("local[2]") as spark:
        spark.conf.set("spark.sql.codegen.wholeStage", "false")
        truths = columns.truths(spark.read.parquet(str(tmp_path / "facts.parquet")))
        truths.write.parquet(str(tmp_path / "truths"))
    names = [f"truth.{name}" for name in columns.rulebase.program]
    found = pl.read_parquet(tmp_path / "truths" / "part-*.parquet").sort("row").select(names)
    assert found.rows() == expected
