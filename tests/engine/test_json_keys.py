"""A key that stands twice is found wherever it is, with its path; no other JSON is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immunote.engine.json_keys import KeyTwice, read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_json_without_such_a_key_is_read_as_it_stands(value: Any) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(VALUES, st.integers(0, 3))
def test_a_key_twice_is_found_below_anything(value: Any, before: int) -> None:
    inner = f'{{"a": {json.dumps(value)}, "b": 1, "a": {json.dumps(value)}}}'
    text = "[" + "0, " * before + inner + ", 0]"
    with pytest.raises(KeyTwice) as refused:
        read_json(text.encode())
    assert refused.value.places == (("a", f"$[{before}].a"),)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (b'{"a": 1, "a": 1}', ["$.a"]),
        (b'{"a": 1, "\\u0061": 2}', ["$.a"]),
        (b'{"x": [{"b c": 1, "b c": 2}], "y": 1, "y": 2, "y": 3}', ["$.y", "$.x[0]['b c']"]),
    ],
)
def test_each_such_key_is_named_once(text: bytes, places: list[str]) -> None:
    with pytest.raises(KeyTwice) as refused:
        read_json(text)
    assert [each.place for each in refused.value.faults] == places
