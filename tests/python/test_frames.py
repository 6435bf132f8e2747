"""`immunote.decide`: any kind of frame, any index, an id or none; the same decisions as for a patient alone."""

from __future__ import annotations

import sys
import warnings
from decimal import Decimal
from typing import Any

import pytest

import immunote
from immunote.engine.api import Engine
from tests.support.spark import needs_spark

pl = pytest.importorskip("polars")
pytest.importorskip("narwhals")
COLUMNS = ["status", "outcome", "reachable", "rule.*"]


@pytest.fixture(scope="module")
def profiles(engine: Engine) -> list[dict[str, Any]]:
    return [dict(engine.patient(case.profile).given) for case in engine.rulebase.cases.values()]


def plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value


def columns_of(profiles: list[dict[str, Any]]) -> dict[str, list[Any]]:
    names = dict.fromkeys(name for profile in profiles for name in profile)
    return {name: [plain(profile.get(name)) for profile in profiles] for name in names}


def alone(engine: Engine, profile: dict[str, Any]) -> tuple[Any, ...]:
    judged = engine.judge(engine.patient(profile))
    return judged.verdict.status, judged.verdict.outcome, list(judged.verdict.reachable)


def found(rows: Any) -> list[tuple[Any, ...]]:
    import narwhals as nw

    shown = nw.from_native(rows, eager_only=True).select("status", "outcome", "reachable")
    return [(status, outcome or None, list(reachable)) for status, outcome, reachable in shown.iter_rows()]


def test_polars_and_pandas_and_arrow_as_each_patient_alone(engine: Engine, profiles: list[dict[str, Any]]) -> None:
    wanted = [alone(engine, profile) for profile in profiles]
    held = columns_of(profiles)
    frame = pl.DataFrame(held)
    kinds: list[tuple[Any, Any]] = [(frame, pl.DataFrame), (frame.lazy(), pl.DataFrame)]
    pandas, arrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    kinds += [(pandas.DataFrame(held), pandas.DataFrame), (arrow.table(held), arrow.Table)]
    for given, kind in kinds:
        decided = immunote.decide(given, columns=COLUMNS)
        assert type(decided.rows) is type(decided.refused) is kind
        assert found(decided.rows) == wanted
        assert decided.refused_rows == len(decided.refused) == 0
        assert sum(decided.statuses.values()) == len(profiles)


def test_refused_rows_come_back_beside_the_decided_ones() -> None:
    frame = pl.DataFrame({"id": [7, 8, 9, 8], "age_years": [56, 156, 30, 20], "sex": ["female", "femal", None, "male"]})
    decided = immunote.decide(frame, id="id", columns=["status"])
    assert decided.rows.rows() == [(7, "insufficient_data"), (9, "insufficient_data")]
    assert decided.rows["id"].dtype == pl.Int64
    assert decided.refused.select("id", "row", "column", "code").rows() == [
        (8, 1, "id", "L14"),
        (8, 1, "age_years", "P07"),
        (8, 1, "sex", "P13"),
        (8, 3, "id", "L14"),
    ]
    assert decided.refused_rows == 2


def test_without_an_id_the_place_stands_for_it() -> None:
    decided = immunote.decide(pl.DataFrame({"age_years": [1560, 56, 30]}), columns=["status"])
    assert decided.rows["row"].to_list() == [1, 2]
    assert decided.refused["row"].to_list() == [0]
    assert "id" not in decided.refused.columns


@pytest.mark.parametrize("index", [["x", "y", "x"], [3.5, None, 2.0], [("a", 1), ("a", 2), ("b", 1)]])
def test_any_index_of_pandas_is_carried_over(index: list[Any]) -> None:
    pandas = pytest.importorskip("pandas")
    labels = pandas.MultiIndex.from_tuples(index) if isinstance(index[0], tuple) else pandas.Index(index, name="label")
    frame = pandas.DataFrame({"age_years": [56, 156, 30]}, index=labels)
    decided = immunote.decide(frame, columns=["status"])
    assert decided.rows.index.equals(labels[[0, 2]])
    assert decided.refused.index.equals(labels[[1]])
    assert decided.rows.index.names == labels.names


def test_what_is_missing_in_pandas_is_not_known() -> None:
    pandas = pytest.importorskip("pandas")
    missing = [None, float("nan"), pandas.NA]
    for element, held in (("muscle_is_active", True), ("sex", "female"), ("age_years", 56), ("ck_u_l", 2100.0)):
        frame = pandas.DataFrame({element: pandas.Series([held, *missing], dtype=object)})
        for given in (frame, frame.convert_dtypes(), frame.astype({element: "category"})):
            decided = immunote.decide(given, columns=["missing"])
            assert decided.refused_rows == 0, element
            _, *others = decided.rows["missing"]
            assert all(each == others[0] for each in others)
    mixed = pandas.DataFrame({"muscle_is_active": [True, "yes", 1, None]})
    decided = immunote.decide(mixed, columns=["status"])
    assert decided.refused[["row", "code"]].values.tolist() == [[1, "P05"], [2, "P05"]]


def test_a_nan_outside_pandas_is_a_value_and_refused() -> None:
    decided = immunote.decide(pl.DataFrame({"age_years": [56.0, float("nan")]}), columns=["status"])
    assert decided.refused["code"].to_list() == ["P10"]


def test_no_rows_give_no_rows() -> None:
    decided = immunote.decide(pl.DataFrame(schema={"age_years": pl.Int64}))
    assert (decided.rows.height, decided.refused.height, decided.statuses) == (0, 0, {})


def test_what_could_settle_is_given_where_it_is_named() -> None:
    frame = pl.DataFrame({"has_systemic_sclerosis": [True, False]})
    assert "settled_by" not in immunote.decide(frame).rows.columns
    rows = immunote.decide(frame, columns=["*", "settled_by"]).rows
    assert rows["settled_by"].is_null().to_list() == [False, True]


@pytest.mark.parametrize(
    ("frame", "options", "faults"),
    [
        ({"name": ["x"]}, {}, [("frame", "L04")]),
        ({"age_years": [1]}, {"id": "id"}, [("frame", "L05")]),
        ({"age_years": [1], "id": [1.5]}, {"id": "id"}, [("frame", "L08")]),
        ({"age_years": ["56"]}, {}, [("frame", "L08")]),
        ({"age_years": [1]}, {"id": "age_years"}, [("id", "L23")]),
        ({"age_years": [1]}, {"columns": ["stats"]}, [("columns", "L23")]),
    ],
)
def test_a_frame_that_cannot_be_used_is_refused_whole(
    frame: dict[str, Any], options: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    with pytest.raises(immunote.Refused) as refused:
        immunote.decide(pl.DataFrame(frame), **options)
    assert [(fault.place, fault.code) for fault in refused.value.faults] == faults
    assert "--" not in str(refused.value)


def test_a_column_that_is_no_element_is_named_in_a_warning() -> None:
    frame = pl.DataFrame({"age_years": [56], "ck_u_ll": [1], "name": ["x"]})
    with pytest.warns(UserWarning, match=r"ck_u_ll .*did you mean `ck_u_l`"):
        decided = immunote.decide(frame, columns=["status"])
    assert decided.not_read == ("ck_u_ll", "name")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        immunote.decide(frame.select("age_years", id="name"), id="id", columns=["status"])


def test_what_a_notebook_shows_is_escaped() -> None:
    frame = pl.DataFrame({"id": ["<b>", "b"], "sex": ["<script>", None]})
    shown = immunote.decide(frame, id="id")._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert "1 decided (insufficient_data 1), 1 refused" in shown


def test_without_the_packages_for_lists_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(immunote.NoAnswer) as raised:
        immunote.decide(None)  # type: ignore[arg-type]
    assert (raised.value.fault.code, raised.value.fault.text) == ("E03", "polars")


def test_a_relation_of_duckdb_is_decided_as_its_rows_in_polars(engine: Engine, profiles: list[dict[str, Any]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pyarrow")
    held = pl.DataFrame({"patient": range(len(profiles)), **columns_of(profiles)})
    with duckdb.connect() as database:
        given = database.from_arrow(held.to_arrow())
        decided = immunote.decide(given, id="patient", columns=COLUMNS)
    assert decided.rows.equals(immunote.decide(held, id="patient", columns=COLUMNS).rows)


def test_a_frame_of_spark_is_decided_by_its_ids_and_refused_without(
    engine: Engine, profiles: list[dict[str, Any]]
) -> None:
    needs_spark()
    from pyspark.sql import SparkSession

    held = pl.DataFrame({"patient": [f"P{number}" for number in range(len(profiles))], **columns_of(profiles)})
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        given = spark.createDataFrame(held.to_pandas())
        with pytest.raises(immunote.Refused, match="L23"):
            immunote.decide(given, columns=COLUMNS)
        decided = immunote.decide(given, id="patient", columns=COLUMNS)
    finally:
        spark.stop()
    wanted = immunote.decide(held, id="patient", columns=COLUMNS).rows
    assert decided.rows.sort("patient").equals(wanted.sort("patient"))
