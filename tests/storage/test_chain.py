"""What the hash of a row covers, byte by byte."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from immunote.service.storage.chain import GENESIS, ChainLink, canonical, chain_of, moment_text
from tests.storage.support import decision

# canonical JSON has no larger integers
LARGEST = 2**53 - 1
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda each: abs(each) <= LARGEST)
    | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_canonical_json_is_that_of_rfc_8785(value: Any) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_a_small_number_is_written_as_the_standard_says() -> None:
    assert canonical([0.00001, 1e-7, 5.0, 0.5]) == b"[0.00001,1e-7,5,0.5]"


def test_the_hash_can_be_made_by_anybody_from_an_exported_line() -> None:
    content = decision().content()
    plain = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert canonical(content) == plain
    by_hand = hashlib.sha256(GENESIS.encode() + b"\n" + plain).hexdigest()
    assert chain_of(GENESIS, plain) == by_hand
    assert ChainLink(1, GENESIS, by_hand, plain).is_intact
    assert not ChainLink(1, by_hand, by_hand, plain).is_intact


def test_moments_are_utc_with_microseconds() -> None:
    assert moment_text(datetime(2026, 11, 22, 8, tzinfo=UTC)) == "2026-11-22T08:00:00.000000Z"
    assert moment_text(datetime(2026, 11, 22, 8, tzinfo=timezone(timedelta(hours=1)))) == "2026-11-22T07:00:00.000000Z"
