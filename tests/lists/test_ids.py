"""Ids that stand more than once are found wherever they stand, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.service.lists import ids
from immunote.service.lists.source import ID

LISTS = st.lists(st.none() | st.text(st.sampled_from("ab1"), max_size=3), max_size=40)


def batches(found: list[str | None], size: int) -> Iterator[pl.DataFrame]:
    for start in range(0, len(found), size):
        part = found[start : start + size]
        rows = range(start + 1, start + 1 + len(part))
        yield pl.DataFrame({"row": rows, ID: part}, schema={"row": pl.Int64, ID: pl.String})


def expected(found: list[str | None]) -> list[int]:
    counts = Counter(each for each in found if each)
    return [row for row, each in enumerate(found, 1) if each and counts[each] > 1]


@settings(deadline=None)
@given(LISTS, st.integers(1, 7))
def test_all_rows_of_a_repeated_id_are_found_across_parts(found: list[str | None], size: int) -> None:
    repeated = ids.duplicated(lambda: batches(found, size))
    assert repeated["row"].to_list() == expected(found)
    for row, other in repeated.iter_rows():
        assert row != other
        assert found[row - 1] == found[other - 1]


@settings(deadline=None)
@given(LISTS)
def test_a_hash_that_two_ids_share_makes_no_duplicate_of_them(found: list[str | None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "_hashes", lambda series: pl.repeat(7, len(series), dtype=pl.UInt64, eager=True))
        assert ids.duplicated(lambda: batches(found, 3))["row"].to_list() == expected(found)
