"""What the rules say reads on a page as it stands in the rules, whatever characters it holds."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("markdown", reason="needs the extra `docs`")

import markdown

from immunote.service.render.words import clean
from immunote.service.site.markdown import code, heading, link, listed, page, placed, table, text

EXTENSIONS = ["attr_list", "tables", "fenced_code", "toc"]
NASTY = st.text(alphabet=st.sampled_from("ab1. *_`[](){}<>&|#~^$:!+-=\"'\\/\n±≥"), max_size=40)
WORDS = NASTY | st.text(max_size=40)


class Reader(HTMLParser):
    """The words of a page and the tags around them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags = "", list[str]()
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def read(source: str) -> Reader:
    return Reader(markdown.markdown(source, extensions=EXTENSIONS))


def plain(words: str) -> str:
    """Words without what only keeps `1.` from being a list, and with spaces as one."""
    return " ".join(words.replace("\u2060", "").split())


@given(WORDS)
def test_words_in_a_paragraph_read_as_they_stand(words: str) -> None:
    found = read(f"Before {text(words)} after")
    assert plain(found.words) == plain(f"Before {clean(words)} after")
    assert found.tags == ["p"]


@given(WORDS)
def test_words_that_begin_a_paragraph_read_as_they_stand(words: str) -> None:
    found = read(f"{text(words)}\n\nafter")
    assert plain(found.words) == plain(f"{clean(words)} after")
    assert set(found.tags) == {"p"}


@given(WORDS, WORDS)
def test_words_in_a_table_stay_in_their_cells(first: str, second: str) -> None:
    found = read(table(("A", "B"), [(text(first), text(second))]))
    assert found.tags.count("td") == 2
    assert plain(found.words) == plain(f"A B {clean(first)} {clean(second)}")


@given(WORDS)
def test_words_in_a_list_and_in_a_heading_read_as_they_stand(words: str) -> None:
    found = read(heading(2, f"T{words}", "anchor") + "\n" + listed([text(f"I{words}")]))
    assert plain(found.words) == plain(f"{clean(f'T{words}')} {clean(f'I{words}')}")
    assert found.tags[0] == "h2"


@given(WORDS)
def test_words_of_a_link_and_of_code_read_as_they_stand(words: str) -> None:
    found = read(f"{link(f'L{words}', 'index.md')} and {code(f'C{words}')} end")
    assert plain(found.words) == plain(f"{clean(f'L{words}')} and {clean(f'C{words}')} end")
    assert found.tags == ["p", "a", "code"]


@pytest.mark.parametrize(
    ("here", "target", "relative"),
    [
        ("index.md", "rules/a.md#says", "rules/a.md#says"),
        ("rules/a.md", "rules/b.md", "b.md"),
        ("rules/a.md", "grading.md#row-x", "../grading.md#row-x"),
        ("handbook/decisions/1.md", "index.md", "../../index.md"),
    ],
)
def test_a_link_leads_from_its_own_page(here: str, target: str, relative: str) -> None:
    assert placed(f"[x](/{target})", here) == f"[x]({relative})"


def test_a_page_without_rows_has_no_table() -> None:
    assert table(("A",), []) == ""
    assert page("T", ["", "words"]) == "# T\n\nwords\n"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("`IMMUNOTE_STORAGE__URL_FILE`", "IMMUNOTE_|STORAGE__|URL_|FILE"),
        ("`GET /v1/rulebases/{hash}`", "GET /v1/|rulebases/|{hash}"),
        ("`has_sepsis`", "has_sepsis"),
        ("`3.5 to 4.5 of a whole`", "3.5 to 4.5 of a whole"),
        ("```text\nIMMUNOTE_STORAGE__URL_FILE\n```", "IMMUNOTE_STORAGE__URL_FILE\n"),
    ],
)
def test_a_long_name_in_code_may_break_behind_its_signs_only(source: str, shown: str) -> None:
    written = markdown.markdown(source, extensions=[*EXTENSIONS, "immunote.service.site.breaks"])
    assert f"<code>{shown.replace('|', '<wbr />')}</code>" in written.replace(' class="language-text"', "")
