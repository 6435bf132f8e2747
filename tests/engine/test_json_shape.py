"""Depth and number of values, told from bytes: the same as a parser would count."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.engine.json_shape import json_shape

NASTY = st.text(alphabet='"\\[]{},:é\n a', max_size=8) | st.text(max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | NASTY,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NASTY, inner, max_size=4),
    max_leaves=30,
)


def shape(value: Any) -> tuple[int, int]:
    """The oracle. A list of n values has n - 1 commas, so an empty one counts as one value inside."""
    if isinstance(value, dict | list):
        inner = [shape(each) for each in (value.values() if isinstance(value, dict) else value)]
        return 1 + max((depth for depth, _ in inner), default=0), 1 + (sum(count for _, count in inner) or 1)
    return 0, 1


@given(VALUES, st.booleans(), st.sampled_from([None, 1]))
def test_the_shape_is_that_of_the_parsed_value(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "surrogatepass")
    assert json_shape(text) == shape(value)


@given(st.binary(max_size=200))
def test_any_bytes_have_a_shape(content: bytes) -> None:
    depth, values = json_shape(content)
    assert 0 <= depth <= len(content)
    assert 1 <= values <= len(content) + 1


def test_twenty_megabytes_of_the_worst_take_no_time_worth_the_name() -> None:
    for unit in (b"[]", b"[", b'"",', b'"[",', b"\\", b'\\"', b'"', b"{},"):
        started = time.monotonic()
        json_shape(unit * (20_000_000 // len(unit)), 64, 500_000)
        assert time.monotonic() - started < 6, unit


@given(st.lists(st.sampled_from([b"[", b"]", b"{}", b'"a"', b'"[,"', b",", b'"']), max_size=60), st.integers(1, 7))
def test_the_pieces_in_which_it_is_read_make_no_difference(parts: list[bytes], size: int) -> None:
    text = b"".join(parts)
    whole = json_shape(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("immunote.engine.json_shape._AT_ONCE", size)
        assert json_shape(text) == whole


def test_it_stops_where_a_limit_is_passed() -> None:
    assert json_shape(b"[" * 10**7, 64, None)[0] < 10**6
    assert json_shape(b"[0," * 10**7, None, 100)[1] < 10**6
