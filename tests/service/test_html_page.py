"""A note in a browser: the page first and whole, then the dossier, folded; nothing said by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from immunote.engine.api import Engine
from immunote.engine.note import Note
from immunote.engine.paging import Page, page_of
from immunote.service.html.policy import STYLE
from immunote.service.render.dossier import Dossier, DossierEntry
from immunote.service.render.grade_sign import grade_sign
from immunote.service.render.html import render_html
from immunote.service.render.layout import arrange
from immunote.service.render.renumbering import renumbered
from immunote.service.render.source_links import linked, links
from immunote.service.render.words import clean
from tests.engine.test_page import CASES, note_of_case
from tests.engine.test_properties import ENGINE

DAY = "29 Nov 2026"
ENOUGH = 4.5
"""The contrast that WCAG 2 asks of text at level AA."""


class Reading(HTMLParser):
    """The text of a document by where it stands. `signs`: what follows each mark that a colour has."""

    VOID = frozenset({"meta", "line", "rect", "path", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.page = self.dossier = self.last = ""
        self.folded: dict[str, str] = {}
        self.signs: list[tuple[str, str]] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.addresses.append(given["href"])
        if tag == "details":
            self.folded[str(len(self.folded))] = ""
        if "mark" in given.get("class", "").split():
            self.signs.append((given["class"], ""))
        if tag not in self.VOID:
            self.open.append((tag, given.get("class", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        classes = " ".join(found for _, found in self.open).split()
        tags = [tag for tag, _ in self.open]
        if "style" in tags or "head" in tags:
            return
        if "dossier" in classes:
            self.dossier += data
        elif "running" not in classes and not {"unseen", "mark", "cites"} & set(classes):
            self.page += data
        if "details" in tags:
            self.folded[str(len(self.folded) - 1)] += data
        if self.signs and not self.signs[-1][1] and "mark" not in classes:
            self.signs[-1] = (self.signs[-1][0], data)


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    reading.close()
    return reading


def plain(text: str) -> str:
    return " ".join(text.split())


def lines_of(page: Page) -> Iterator[str]:
    """All that a page says, a text each."""
    yield from (page.title, page.day, page.who, page.jurisdiction, page.searched, page.edition)
    yield from (page.headline, page.certainty, *page.said, page.legend)
    for block in page.blocks:
        yield from (block.title, block.aside)
        for item in block.items:
            yield from (item.text, item.aside, *(line.text for line in item.lines))
    for source in page.sources:
        yield from (f"[{source.number}]", source.label, source.brief)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}{' completed' * case[1]}")
def note(request: pytest.FixtureRequest) -> Note:
    return note_of_case(*request.param)


def dossier_of(note: Note) -> Dossier:
    return renumbered(arrange(note, ENGINE.rulebase), page_of(note, ENGINE.rulebase), note)


def sources_of(dossier: Dossier) -> list[DossierEntry]:
    return [entry for section in dossier.sections if section.key == "sources" for entry in section.entries]


def claims_of(dossier: Dossier) -> list[DossierEntry]:
    return [entry for section in dossier.sections if section.key != "sources" for entry in section.entries]


def test_every_line_of_the_page_stands_before_the_dossier(note: Note) -> None:
    shown = plain(read(render_html(note, ENGINE.rulebase, DAY)).page)
    for line in lines_of(page_of(note, ENGINE.rulebase, DAY)):
        assert clean(line) in shown


def test_the_grade_comes_first_and_every_block_in_the_order_of_the_page(note: Note) -> None:
    page = page_of(note, ENGINE.rulebase, DAY)
    html = render_html(note, ENGINE.rulebase, DAY)
    titles = re.findall(r"<h2(?: id=\"\w+\")?>([^<]*?) ?<", html)
    assert titles[0] == page.headline
    expected = [block.title for block in page.blocks if block.title]
    assert [title for title in titles[1:] if title in expected] == expected


def test_every_statement_and_every_line_below_it_is_in_the_dossier(note: Note) -> None:
    shown = plain(read(render_html(note, ENGINE.rulebase)).dossier)
    for statement in (*note.statements, *note.conflicts, *note.follow_up):
        for text in (statement.text, *(line.text for line in statement.lines)):
            assert clean(text) in shown


def test_each_section_of_the_dossier_is_folded_and_none_is_lost(note: Note) -> None:
    dossier = dossier_of(note)
    html = render_html(note, ENGINE.rulebase)
    reading = read(html)
    folded = [plain(text) for text in reading.folded.values()]
    assert len(folded) == len(dossier.sections) + 1
    assert "<details open" not in html
    assert all(plain(lead.text) in folded[0] for lead in dossier.leads)
    for section, text in zip(dossier.sections, folded[1:], strict=True):
        assert text.startswith(section.title)
        for entry in section.entries:
            assert entry.text in text
            assert all(line.text in text for line in entry.lines)
    shown = plain(reading.dossier)
    for line in (dossier.patient, dossier.edition, dossier.review, dossier.status_words, *dossier.ending):
        assert line in shown


def test_a_number_means_one_source_on_the_page_and_in_the_dossier(note: Note) -> None:
    page, sources = page_of(note, ENGINE.rulebase), sources_of(dossier_of(note))
    assert [entry.number for entry in sources] == list(range(1, len(note.citations) + 1))
    for cited in page.sources:
        assert sources[cited.number - 1].label == cited.label
    texts = {citation.label: citation.text for citation in note.citations}
    assert all(entry.lines[0].text == texts[entry.label] for entry in sources)


def test_a_statement_cites_the_same_sources_in_the_dossier_as_in_the_note(note: Note) -> None:
    dossier = dossier_of(note)
    labels = {entry.number: entry.label for entry in sources_of(dossier)}
    in_note = {citation.number: citation.label for citation in note.citations}
    before, after = claims_of(arrange(note, ENGINE.rulebase)), claims_of(dossier)
    for old, new in zip(before, after, strict=True):
        assert old.text == new.text
        assert sorted(in_note[cite] for cite in old.cites) == sorted(labels[cite] for cite in new.cites)


def test_every_doi_and_pmid_is_a_link(note: Note) -> None:
    addresses = set(read(render_html(note, ENGINE.rulebase)).addresses)
    for citation in note.citations:
        assert citation.text.count("doi: 10.") + citation.text.count("pmid: ") == len(links(citation.text))
        assert {found.address for found in links(citation.text)} <= addresses


def test_a_citation_in_pieces_is_the_citation() -> None:
    text = 'A. B. 1998. doi: 10.1002/1529-0131(199809)41:9<1613::AID-ART11>3.0.CO;2-O. pmid: 9751093. doi: "none".'
    pieces = linked(text)
    assert "".join(each.text for each in pieces) == text
    assert [each.text for each in pieces if each.address] == [
        "doi: 10.1002/1529-0131(199809)41:9<1613::AID-ART11>3.0.CO;2-O",
        "pmid: 9751093",
    ]
    assert links(text)[0].address == (
        "https://doi.org/10.1002/1529-0131%28199809%2941%3A9%3C1613%3A%3AAID-ART11%3E3.0.CO%3B2-O"
    )


def test_no_sign_stands_without_a_word(note: Note) -> None:
    reading = read(render_html(note, ENGINE.rulebase))
    assert reading.signs
    words = {"holds", "partly known", "not known", "risk", "project's choice"}
    assert {following.strip().rstrip(":") for _, following in reading.signs} <= words


def test_each_outcome_has_a_colour_and_a_shape_of_its_own(engine: Engine) -> None:
    signs = [grade_sign(outcome, engine.rulebase) for outcome in (None, *engine.rulebase.outcomes)]
    assert len({sign.key for sign in signs}) == len({sign.drawing for sign in signs}) == len(signs)
    assert {sign.key for sign in signs} == set(tones())
    assert len(set(tones().values())) == len(signs)


def test_the_words_of_an_outcome_stand_beside_its_shape(note: Note) -> None:
    html = render_html(note, ENGINE.rulebase)
    grade = html[html.index('<section class="grade ') : html.index("</section>")]
    page = page_of(note, ENGINE.rulebase)
    assert f'<section class="grade {grade_sign(note.outcome, ENGINE.rulebase).key}"' in grade
    assert page.headline in grade
    assert page.certainty in grade


def tones() -> dict[str, tuple[str, str]]:
    """The colour of each outcome and of what lies behind it."""
    found = re.findall(r"\.([\w-]+) \{ --tone: (#\w+); --wash: (#\w+); \}", STYLE)
    return {key: (tone, wash) for key, tone, wash in found}


def colours() -> dict[str, str]:
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6})", STYLE[: STYLE.index("}")]))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_as_wcag_defines_it() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_the_words_of_each_outcome_are_readable_on_its_ground() -> None:
    ink = colours()["ink"]
    quiet = re.search(r"\.grade \.certainty \{ color: (#\w+)", STYLE)
    assert quiet
    for tone, wash in tones().values():
        for colour in (tone, ink, quiet[1], *(colours()[mark] for mark in ("risk", "choice"))):
            assert contrast(colour, wash) >= ENOUGH, (colour, wash)


def test_every_other_colour_of_text_is_readable_on_white() -> None:
    for name in ("ink", "quiet", "link", "holds", "partly", "unknown", "risk", "choice"):
        assert contrast(colours()[name], colours()["back"]) >= ENOUGH, name


def test_a_link_is_known_without_its_colour() -> None:
    assert re.search(r"\.note a \{ text-decoration: underline;", STYLE)
