"""A CSV list read in parts and blocks of any size holds what was written, in the same rows and lines."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.service.lists import csv_list
from immunote.service.lists.csv_list import CsvList
from immunote.service.lists.source import ID, LINE

FIELD = st.text(st.sampled_from(list("ab7\", \n\té;\u2028'#")), max_size=6)
ROWS = st.lists(st.tuples(FIELD, FIELD, FIELD), min_size=1, max_size=25)


def read(content: bytes, part_rows: int, block: int) -> tuple[list[tuple[str | None, ...]], list[int], list[str]]:
    """Values, lines and the codes of rows that cannot be read."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_list, "_BLOCK", block)
        path = Path(folder) / "list.csv"
        path.write_bytes(content)
        found = CsvList(path, part_rows)
        found.use("id", ("a", "b"))
        ids = [each for batch in found.ids() for each in batch[ID]]
        parts = list(found.parts(0))
        assert [part.number for part in parts] == list(range(len(parts)))
        assert sum(part.rows for part in parts) == found.rows
        assert all(part.rows == part_rows for part in parts[:-1])
        assert [part.frame[ID].to_list() for part in list(found.parts(1))] == [
            part.frame[ID].to_list() for part in parts[1:]
        ]
        values = [row for part in parts for row in part.frame.select(ID, "a", "b").rows()]
        assert [row[0] for row in values] == ids
        placed = [row for part in parts for row in [*part.frame["row"], *part.faults["row"]]]
        assert sorted(placed) == list(range(1, found.rows + 1))
        return (
            values,
            [line for part in parts for line in part.frame[LINE]],
            [c for p in parts for c in p.faults["code"]],
        )


@settings(deadline=None)
@given(ROWS, st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.integers(1, 9), st.integers(20, 400))
def test_what_was_written_is_read_however_it_is_cut(
    rows: list[tuple[str, str, str]], quoting: int, part_rows: int, block: int
) -> None:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n", quoting=quoting)
    writer.writerow(["id", "a", "b"])
    lines = []
    for row in rows:
        lines.append(written.getvalue().count("\n") + 1)
        writer.writerow(row)
    values, found, faults = read(written.getvalue().encode(), part_rows, block)
    assert [tuple(value or "" for value in row) for row in values] == rows
    assert found == lines
    assert faults == []


LINES = st.lists(
    st.sampled_from(["1,2,3", "4,5", "", '6,"7",8', '9,1"0,11', '"1\n2",3,4', "5,6,7,8"]), min_size=1, max_size=30
)


@settings(deadline=None)
@given(LINES, st.integers(1, 9), st.integers(20, 400), st.sampled_from(["\n", "\r\n"]))
def test_good_rows_are_read_between_bad_ones(lines: list[str], part_rows: int, block: int, end: str) -> None:
    content = "".join(f"{line}{end}" for line in ["id,a,b", *lines, "z,z,z"])
    values, _, faults = read(content.encode(), part_rows, block)
    good = {"1,2,3": ("1", "2", "3"), '6,"7",8': ("6", "7", "8"), '"1\n2",3,4': ("1\n2", "3", "4")}
    assert values == [good[line] for line in lines if line in good] + [("z", "z", "z")]
    bad = {"4,5": "L10", "5,6,7,8": "L10", '9,1"0,11': "L11"}
    assert faults == [bad[line] for line in lines if line in bad]
