"""Lists as they come: read right where a cell is messy, refused clearly where it is no list."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.evidence.identifiers import doi_of, pmid_of, says_nothing
from immunote.service.evidence.retractions import RetractionList, read_retractions
from tests.evidence.lists import HEADER, SANGES, csv_file, csv_text, row


def read(engine: Engine, path: Path) -> RetractionList:
    return read_retractions(path, engine.rulebase.sources)


def refused(engine: Engine, path: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as found:
        read(engine, path)
    return [(each.code, each.place.removeprefix(str(path)).lstrip(": "), each.text) for each in found.value.faults]


suffixes = st.text(st.sampled_from("abcXYZ0189.-_/()<>:;"), min_size=1, max_size=30).filter(lambda s: s[-1] not in ".;")
dois = st.builds("10.{}/{}".format, st.integers(1000, 999_999_999), suffixes)
SPELT = ("{}", " {} ", "https://doi.org/{}", "HTTP://dx.doi.org/{}", "doi:{}", "DOI: {}", "{}.", "\u200b{}\u00a0")


@given(dois, st.sampled_from(SPELT), st.booleans())
def test_a_doi_is_the_same_however_it_is_spelt(doi: str, spelt: str, upper: bool) -> None:
    assert doi_of(spelt.format(doi.upper() if upper else doi)) == doi_of(doi) == doi.casefold()


@given(st.integers(1, 999_999_999), st.sampled_from(["{}", "000{}", "{}.0", "PMID: {}", " {}\u00a0"]))
def test_a_pmid_is_the_same_however_it_is_spelt(pmid: int, spelt: str) -> None:
    assert pmid_of(spelt.format(pmid)) == str(pmid)


@settings(max_examples=40)
@given(st.text(max_size=40))
def test_what_is_read_as_an_identifier_is_read_so_again(text: str) -> None:
    for of in (doi_of, pmid_of):
        found = of(text)
        assert found is None or of(found) == found


@pytest.mark.parametrize("cell", ["", " ", "0", "unavailable", "Unavailable ", "N/A", "None", "-"])
def test_a_blank_is_no_identifier_and_no_fault(cell: str) -> None:
    assert says_nothing(cell)
    assert (doi_of(cell), pmid_of(cell)) == (None, None)


@pytest.mark.parametrize("cell", ["10.1016", "10.1016/", "11.1016/j.x", "j.autrev.2017", "see the notice", "-5", "1.5"])
def test_what_is_no_identifier_is_not_taken_for_one(cell: str) -> None:
    assert (doi_of(cell), pmid_of(cell)) == (None, None)


@pytest.mark.parametrize(
    ("cells", "matched"),
    [
        ({"doi": f"https://doi.org/{SANGES.upper()} "}, "doi"),
        ({"doi": f"10.1000/other; {SANGES}"}, "doi"),
        ({"pmid": "24736203.0"}, ""),
        ({"doi": SANGES, "Title": 'A "title",\nin two lines', "Notes": "a;b,c"}, "doi"),
    ],
)
def test_a_source_is_found_in_a_messy_row(engine: Engine, tmp_path: Path, cells: dict[str, str], matched: str) -> None:
    found = read(engine, csv_file(tmp_path, row(), row(**cells), row()))
    assert found.rows == 3
    assert [each.matched for each in found.notices] == ([matched] if matched else [])
    assert found.unreadable == 0
    for each in found.notices:
        assert (each.source, each.on, each.notice) == ("sanges-2017", "2026-05-01", "10.1000/notice")
        assert each.reason == "Error in Data; Unreliable Results"


def test_a_source_is_found_by_its_pmid_and_another_doi_is_told(engine: Engine, tmp_path: Path) -> None:
    source = engine.rulebase.sources["koczanowski-2024"]
    found = read(engine, csv_file(tmp_path, row(pmid=source.citation["pmid"], doi="10.1000/another")))
    (notice,) = found.notices
    assert (notice.source, notice.matched, notice.differs) == ("koczanowski-2024", "pmid", "doi 10.1000/another")


@settings(max_examples=15, deadline=None)
@given(st.permutations(HEADER), st.booleans(), st.sampled_from(["\r\n", "\n"]))
def test_order_of_columns_mark_and_line_ends_do_not_matter(
    engine: Engine, tmp_path_factory: pytest.TempPathFactory, header: list[str], marked: bool, end: str
) -> None:
    text = csv_text([row(), row(doi=SANGES)], tuple(header)).replace("\r\n", end)
    path = tmp_path_factory.mktemp("list") / "list.csv"
    path.write_bytes(text.encode("utf-8-sig" if marked else "utf-8"))
    assert [each.source for each in read(engine, path).notices] == ["sanges-2017"]


def test_bytes_of_another_encoding_in_a_name_do_not_matter(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(csv_text([row(doi=SANGES, Author="Müller")]).encode("latin-1"))
    assert len(read(engine, path).notices) == 1


def test_an_identifier_that_cannot_be_read_is_counted_and_its_place_told(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = [row(doi=f"{SANGES}é"), row(doi="see notice"), row(pmid="12a"), row()]
    path.write_bytes(csv_text(rows).encode("latin-1"))
    found = read(engine, path)
    assert (found.rows, found.unreadable, len(found.notices)) == (4, 3, 0)
    assert [each.partition(":")[0] for each in found.unreadable_at] == ["line 2", "line 3", "line 4"]


@pytest.mark.parametrize("start", [b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\x1f\x8b"])
def test_what_is_no_csv_is_refused_by_its_kind(engine: Engine, tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(start + csv_text([row()]).encode())
    assert [code for code, _, _ in refused(engine, path)] == ["V90"]


def test_a_list_that_is_not_there_is_refused(engine: Engine, tmp_path: Path) -> None:
    assert refused(engine, tmp_path / "none.csv") == [("V90", "", "No such file or directory")]


def test_every_missing_or_doubled_column_is_told_at_once(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    header = tuple(each for each in HEADER if each not in ("OriginalPaperDOI", "Reason"))
    path.write_text(csv_text([row()], (*header, "RetractionNature")), encoding="utf-8", newline="")
    assert sorted((code, text) for code, _, text in refused(engine, path)) == [
        ("V91", "OriginalPaperDOI"),
        ("V91", "Reason"),
        ("V91", "RetractionNature"),
    ]


def test_every_row_with_another_number_of_cells_is_told(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(csv_text([row(), row(Title="two\nlines")]) + "1,2\n\n3,4,5\n", encoding="utf-8", newline="")
    assert refused(engine, path) == [("V92", "line 5", "2 cells"), ("V92", "line 7", "3 cells")]


def test_a_quote_that_does_not_end_is_refused(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(csv_text([row()]) + '1,"no end\n', encoding="utf-8", newline="")
    assert [code for code, _, _ in refused(engine, path)] == ["V92"]


@pytest.mark.parametrize("rows", ["", "\n\n", ",,\n"])
def test_an_empty_list_would_say_that_nothing_was_retracted(engine: Engine, tmp_path: Path, rows: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(csv_text([]) + rows, encoding="utf-8", newline="")
    assert refused(engine, path) == [("V93", "", "no rows")]
