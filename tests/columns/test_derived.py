"""A derived number is worked out in columns as it is for one patient, ties, signs and zeros among them."""

from __future__ import annotations

from decimal import Decimal

import polars as pl
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from immunote.engine.columns.derived import derive
from immunote.engine.columns.values import fact
from immunote.engine.elements import Derivation, Element
from immunote.engine.intake import _differs, _is_plausible, derived_value
from immunote.engine.tree import Value
from tests.support.random_lists import boolean, decimal

WAYS = ["ratio", "ratio_to_square", "product", "scale", "highest", "count"]
FACTORS = ["1", "0.5", "0.25", "0.01", "-0.125", "2.8011204482", "0.01131221719", "1000", "0.0000000000000333", "1E+3"]
RANGES = [("0", "9"), ("-9", "9"), ("-50", "-1"), ("1", "200000"), ("0", "0"), ("0.1", "20")]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Element, Derivation, dict[str, Element], list[dict[str, Value]]]:
    how = draw(st.sampled_from(WAYS))
    names = ["a", "b"][: 1 if how == "scale" else 2]
    elements = {name: draw_number(draw, name) for name in names} if how != "count" else {n: boolean(n) for n in names}
    element = draw_number(draw, "x")
    factor = Decimal(draw(st.sampled_from(FACTORS)))
    tolerance = Decimal(draw(st.sampled_from(["0", "0.02", "0.5", "1"])))
    derivation = Derivation(how, tuple(names), factor, tolerance, draw(st.booleans()))
    elements["x"] = element
    every = list(elements.items())
    rows = draw(st.lists(st.fixed_dictionaries({}, optional={n: values(e) for n, e in every}), min_size=1, max_size=8))
    return element, derivation, elements, rows


def draw_number(draw: st.DrawFn, name: str) -> Element:
    low, high = draw(st.sampled_from(RANGES))
    return decimal(name, low, high, draw(st.integers(0, 4)))


def values(element: Element) -> st.SearchStrategy[Value]:
    if element.type == "boolean":
        return st.booleans()
    assert element.low is not None
    assert element.high is not None
    step = Decimal(1).scaleb(-element.decimals)
    return st.integers(int(element.low / step), int(element.high / step)).map(lambda i: i * step)


@settings(max_examples=600, deadline=None)
@given(case=cases())
def test_a_derived_number_is_the_one_of_each_patient_alone(
    case: tuple[Element, Derivation, dict[str, Element], list[dict[str, Value]]],
) -> None:
    element, derivation, elements, rows = case
    limits = {
        name: max(int(max(abs(e.low or Decimal(0)), abs(e.high or Decimal(0))).scaleb(e.decimals)), 1)
        for name, e in elements.items()
    }
    derived = derive(element, derivation, elements, limits)
    assume(derived is not None)  # None: numbers that grow too large are left to the one-patient engine
    assert derived is not None
    held = [{name: fact(elements[name], value) for name, value in row.items()} for row in rows]
    types = {name: pl.Boolean if e.type == "boolean" else pl.Int64 for name, e in elements.items()}
    frame = pl.DataFrame(held, schema=types).select(
        value=derived.value, differs=derived.differs, implausible=derived.implausible
    )
    for row, found in zip(rows, frame.iter_rows(named=True), strict=True):
        expected = derived_value(element, derivation, row)
        if expected is None:
            assert found["value"] is None
            continue
        assert isinstance(expected, Decimal)
        assert Decimal(found["value"]).scaleb(-element.decimals) == expected
        assert found["implausible"] is not _is_plausible(element, expected)
        assert found["differs"] is (_differs(row["x"], expected, derivation) if "x" in row else None)
