"""Records of a CSV: as Python's own strict reader sees them, and with each fault in its own row."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.faults import Refused
from immunote.service.lists.csv_fields import Records, split

TEXT = st.text(st.sampled_from(list('ab"\n, é;')), max_size=8)


def records(text: str, fields: int, at_end: bool = True) -> list[str]:
    return split(text, fields, "list.csv", 2, at_end).texts


@settings(deadline=None)
@given(
    st.lists(st.lists(TEXT, min_size=3, max_size=3), min_size=1, max_size=12),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_what_a_csv_writer_writes_is_split_as_a_csv_reader_reads_it(rows: list[list[str]], quoting: int) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n", quoting=quoting).writerows(rows)
    found = split(written.getvalue(), 3, "list.csv", 2, True)
    assert not found.problems
    assert [next(csv.reader(io.StringIO(text, newline=""))) for text in found.texts] == rows


@settings(deadline=None)
@given(st.lists(st.sampled_from(["1,2", "1", "1,2,3", "", '"1",2', '1,"2']), max_size=8), st.booleans())
def test_each_line_is_a_record_a_blank_or_part_of_a_quote(lines: list[str], ends: bool) -> None:
    text = "\n".join(lines) + ("\n" if ends and lines else "")
    found = found_or_refused(text)
    if isinstance(found, str):
        assert found == "L09"
        assert '1,"2' in lines
    else:
        assert [text for text in found.texts for text in text.split("\n") if text] == [line for line in lines if line]


def found_or_refused(text: str) -> Records | str:
    try:
        return split(text, 2, "list.csv", 2, True)
    except Refused as refused:
        return refused.faults[0].code


def problems(text: str, fields: int = 2) -> dict[int, str]:
    return {place: each.code for place, each in split(text, fields, "list.csv", 2, True).problems.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,2\n", {}),
        ("1,2\r\n3,4\r\n", {}),
        ("1\n3,4\n", {0: "L10"}),
        ("1,2,3\n3,4\n", {0: "L10"}),
        ('1,"2,3"\n', {}),
        ('1,"2""3"\n', {}),
        ('1,2"3\n3,4\n', {0: "L11"}),
        ('1,"2"3\n3,4\n', {0: "L11"}),
        ("1,2\0\n3,4\n", {0: "L11"}),
        ("1,2\n3,4", {1: "L12"}),
        ('1,2\n3,"4"', {}),
        ("1,2\n3", {1: "L10"}),
        ("\n\n1,2\n\n", {}),
    ],
)
def test_a_fault_stays_in_its_row(text: str, expected: dict[int, str]) -> None:
    assert problems(text) == expected


def test_a_short_last_line_says_that_the_file_may_be_cut_off() -> None:
    problem = split("1,2\n3", 2, "list.csv", 2, True).problems[1]
    assert "cut off" in problem.help


@pytest.mark.parametrize("text", ['1,"2\n3,4\n', '1,"2\n3,"4\n5,6\n', '1,"2\n3,4"x\n', '1,2\n"3\n4"\n'])
def test_a_quote_that_swallows_lines_refuses_the_whole_list(text: str) -> None:
    with pytest.raises(Refused) as refused:
        records(text, 2)
    (fault,) = refused.value.faults
    assert fault.code == "L09"
    assert fault.place == f"list.csv:{3 if text.startswith('1,2') else 2}"


def test_a_record_left_open_at_the_end_of_a_block_waits_for_the_next() -> None:
    found = split('1,2\n3,"4\n5\n', 2, "list.csv", 2, at_end=False)
    assert found.texts == ["1,2"]
    assert found.rest == 1


def test_lines_are_counted_where_records_span_several() -> None:
    found = split('1,"2\n\n3"\n\n4,5\n', 2, "list.csv", 2, True)
    assert found.lines == [0, 4]
    assert found.texts == ['1,"2\n\n3"', "4,5"]
