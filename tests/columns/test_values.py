"""A cell of a column is read as the same cell of a profile would be, and what cannot be read says why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from immunote.engine.columns.numbers import PLAIN_NUMBER, half_even
from immunote.engine.columns.values import ColumnValues, fact, fits, value
from immunote.engine.faults import Fault
from immunote.engine.profile import profile_validator, read_values
from immunote.engine.tree import Value
from tests.columns.raw_rows import BAD_NUMBERS, BAD_WORDS, RULEBASES, engine_of, numbers_near, text_as_raw

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EACH_RULEBASE = pytest.mark.parametrize("folder", RULEBASES, ids=lambda path: path.name)


def cell_alone(folder: Path, name: str, raw: Any) -> Value | Fault | None:
    engine = engine_of(folder)
    values, faults = read_values(profile_validator(engine.rulebase.elements), engine.rulebase.elements, {name: raw})
    return faults[0] if faults else values.get(name)


def is_read_as_alone(folder: Path, column: pl.Series, raw: list[Any], texts: bool) -> None:
    """Each cell of the column gives what `raw` gives beside it."""
    rulebase = engine_of(folder).rulebase
    element = rulebase.elements[column.name]
    rows = pl.Series("row", range(len(raw)), dtype=pl.Int64)
    read = ColumnValues(rulebase).read(pl.DataFrame([rows, column]), texts)
    faults = {row: tuple(rest) for row, *rest in read.faults.iter_rows()}
    assert len(faults) == read.faults.height
    for row, cell in enumerate(raw):
        expected = cell_alone(folder, column.name, cell)
        held = read.facts[column.name][row]
        if isinstance(expected, Fault):
            assert faults.pop(row) == (column.name, expected.code, expected.text, expected.help), cell
            assert held is None
        else:
            assert (None if held is None else value(element, held)) == expected, cell
    assert not faults


def numbers_of(folder: Path) -> list[str]:
    return [name for name, element in engine_of(folder).rulebase.elements.items() if element.is_number]


# Numbers


@EACH_RULEBASE
def test_every_number_near_a_threshold_or_an_end_is_read_exactly_from_floats_decimals_and_text(folder: Path) -> None:
    engine = engine_of(folder)
    for name in numbers_of(folder):
        near = [each for each in numbers_near(engine, name) if abs(each) < 10**12]
        is_read_as_alone(folder, pl.Series(name, [float(each) for each in near]), [float(each) for each in near], False)
        decimals = pl.Series(name, near, dtype=pl.Decimal(38, 14))
        is_read_as_alone(folder, decimals, decimals.to_list(), False)
        texts = [f"{each:f}" for each in near]
        is_read_as_alone(folder, pl.Series(name, texts), near, True)


@EACH_RULEBASE
@MANY
@given(data=st.data())
def test_any_float_is_read_as_alone(folder: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(numbers_of(folder)))
    element = engine_of(folder).rulebase.elements[name]
    assert element.low is not None
    assert element.high is not None
    inside = st.floats(float(element.low), float(element.high))
    ties = st.integers(-2000, 2000).map(lambda i: float((Decimal(i) + Decimal("0.5")).scaleb(-element.decimals)))
    cells = data.draw(st.lists(st.none() | inside | ties | st.floats(), min_size=1, max_size=30))
    is_read_as_alone(folder, pl.Series(name, cells, dtype=pl.Float64), cells, False)


@EACH_RULEBASE
@MANY
@given(data=st.data())
def test_any_whole_number_of_any_width_is_read_as_alone(folder: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(numbers_of(folder)))
    dtype, bits = data.draw(st.sampled_from([(pl.Int8, 7), (pl.Int32, 31), (pl.Int64, 63), (pl.Int128, 127)]))
    cells = data.draw(st.lists(st.none() | st.integers(-300, 300).map(lambda i: i % 128) | st.integers(0, 2**bits - 1)))
    is_read_as_alone(folder, pl.Series(name, cells, dtype=dtype), cells, False)
    unsigned = {pl.Int8: pl.UInt8, pl.Int32: pl.UInt32, pl.Int64: pl.UInt64, pl.Int128: pl.UInt128}[dtype]
    is_read_as_alone(folder, pl.Series(name, cells, dtype=unsigned), cells, False)


def test_a_float_that_is_no_number_is_refused_and_not_taken_for_not_known(soup_column: Any) -> None:
    codes = soup_column("salt_g", pl.Series([float("nan"), float("inf"), None, 5.0]), False)
    assert codes == ["P10", "P10", None, 50]


def test_a_tie_goes_to_the_even_decimal_as_written_not_as_floats_multiply(soup_column: Any) -> None:
    # 1.005 is a little less than that in binary, and 100 times it a little less than 100.5
    assert soup_column("salt_g_l", pl.Series([0.005, 0.015, 1.005, 1.015, 0.0051]), False) == [0, 2, 100, 102, 1]


# Text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("0.07", 7),
        ("-0", 0),
        ("0.070000000000000000000001", 7),
        ("12", 1200),
        ("", None),
        ("unknown", None),
        (None, None),
        ("0,07", "P06"),
        ("1e2", "P06"),
        ("5 mg", "P06"),
        ("<5", "P06"),
        (" 5", "P06"),
        ("007", "P06"),
        ("+5", "P06"),
        ("٣", "P06"),
        ("NaN", "P06"),
        ("5\n", "P06"),
        ("301", "P07"),
    ],
)
def test_a_number_in_text_stands_in_plain_decimal_notation(text: str | None, found: Any, soup_column: Any) -> None:
    assert soup_column("salt_g_l", pl.Series([text], dtype=pl.String), True) == [found]


def test_a_boolean_in_text_is_true_or_false_and_nothing_else(soup_column: Any) -> None:
    words = ["true", "false", "", "unknown", None, "yes", "1", "TRUE", " true"]
    found = [True, False, None, None, None, "P05", "P05", "P05", "P05"]
    assert soup_column("has_nuts", pl.Series(words), True) == found


def test_the_help_says_what_was_expected() -> None:
    folder = RULEBASES[-1]
    frame = pl.DataFrame({"row": pl.Series([41], dtype=pl.Int64), "has_nuts": ["yes"]})
    (line,) = ColumnValues(engine_of(folder).rulebase).read(frame, texts=True).faults.iter_rows()
    assert line[:4] == (41, "has_nuts", "P05", "yes")
    assert line[4] == "`has_nuts` is true or false; leave it out, or null, where it is not known"


@EACH_RULEBASE
@MANY
@given(data=st.data())
def test_any_text_is_read_as_alone(folder: Path, data: st.DataObject) -> None:
    elements = engine_of(folder).rulebase.elements
    element = elements[data.draw(st.sampled_from([*elements]))]
    written = st.from_regex(PLAIN_NUMBER, fullmatch=True, alphabet=st.characters(codec="ascii"))
    known = st.sampled_from(["true", "false", "unknown", *element.values, *BAD_NUMBERS, *BAD_WORDS])
    cells = data.draw(st.lists(st.none() | st.text(max_size=6) | written | known, min_size=1, max_size=20))
    raw = [text_as_raw(element, cell) for cell in cells]
    is_read_as_alone(folder, pl.Series(element.name, cells, dtype=pl.String), raw, True)


# Types


def test_a_word_is_read_alike_from_text_from_categories_and_from_an_enumeration(soup_column: Any) -> None:
    words = pl.Series(["bland", "salty", "Salty", "unknown", None, "salty"])
    found = soup_column("flavour", words, False)
    assert found[2] == "P13"
    assert found[3:5] == [None, None]
    for dtype in (pl.Categorical(), pl.Enum(["unknown", "Salty", "salty", "bland"])):
        assert soup_column("flavour", words.cast(dtype), False) == found


def test_a_column_of_python_objects_is_read_cell_by_cell() -> None:
    folder = RULEBASES[0]
    raw = [5, 5.5, Decimal("5.25"), "5", True, None, "unknown", [5], {"a": 5}, float("nan"), 10**5000]
    for name in ("iga_g_l", "age_years", "sex", "has_migraine"):
        is_read_as_alone(folder, pl.Series(name, raw, dtype=pl.Object), raw, False)


@pytest.mark.parametrize(
    ("name", "fitting", "others"),
    [
        ("has_nuts", [pl.Boolean()], [pl.Int8(), pl.String(), pl.Float64()]),
        ("flavour", [pl.String(), pl.Categorical(), pl.Enum(["x"])], [pl.Int8(), pl.Boolean(), pl.Binary()]),
        ("salt_g", [pl.Int8(), pl.UInt64(), pl.Float64(), pl.Decimal(10, 3)], [pl.Float32(), pl.String(), pl.Date()]),
    ],
)
def test_each_column_has_types_that_fit_and_others_that_do_not(
    name: str, fitting: list[pl.DataType], others: list[pl.DataType]
) -> None:
    rulebase = engine_of(RULEBASES[-1]).rulebase
    values = ColumnValues(rulebase)
    for dtype in [*fitting, pl.Null(), pl.Object()]:
        assert fits(rulebase.elements[name], dtype)
        assert values.misfits({name: dtype, "row": pl.Int64()}) == {}
    for dtype in others:
        assert set(values.misfits({name: dtype})) == {name}


def test_a_column_of_a_wrong_type_or_of_no_element_is_refused_by_name() -> None:
    values = ColumnValues(engine_of(RULEBASES[-1]).rulebase)
    row = pl.Series("row", [1], dtype=pl.Int64)
    for column, texts in (
        (pl.Series("salt_g", [0.5], dtype=pl.Float32), False),
        (pl.Series("salt_g", [date(2020, 1, 1)]), False),
        (pl.Series("salt_g", [5]), True),
        (pl.Series("pepper", [5]), False),
    ):
        with pytest.raises(ValueError, match=column.name):
            values.read(pl.DataFrame([row, column]), texts)


@EACH_RULEBASE
def test_a_value_and_its_column_value_are_one_to_one(folder: Path) -> None:
    rng = Random(3)
    for element in engine_of(folder).rulebase.elements.values():
        values: list[Value] = [*element.values] or [True, False]
        if element.is_number:
            assert element.low is not None
            values = [element.low + rng.randint(0, 500) * Decimal(1).scaleb(-element.decimals) for _ in range(5)]
        assert [value(element, fact(element, each)) for each in values] == values


@given(top=st.integers(-(10**9), 10**9), bottom=st.integers(1, 10**4))
def test_a_quotient_is_rounded_half_to_even(top: int, bottom: int) -> None:
    for dtype in (pl.Int64(), pl.Int128()):
        quotients = pl.select(
            half_even(pl.lit(top, dtype), bottom, dtype),
            half_even(pl.lit(top, dtype), pl.lit(bottom, dtype), dtype).alias("x"),
        )
        assert quotients.row(0) == (round(Decimal(top) / bottom),) * 2


@pytest.fixture
def soup_column() -> Any:
    """Reads one column of the soup: for each cell what its column holds, or the code of its fault."""

    def read(name: str, column: pl.Series, texts: bool) -> list[Any]:
        rows = pl.Series("row", range(column.len()), dtype=pl.Int64)
        found = ColumnValues(engine_of(RULEBASES[-1]).rulebase).read(pl.DataFrame([rows, column.alias(name)]), texts)
        codes = dict(found.faults.select("row", "code").iter_rows())
        return [codes.get(row, held) for row, held in enumerate(found.facts[name])]

    return read
