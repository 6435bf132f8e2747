"""What each format of a note shows, whatever the patient: properties, not whole texts."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from markupsafe import escape
from rich.cells import cell_len
from rich.console import Console

from immunote.engine.api import Engine
from immunote.engine.note import Note, Statement
from immunote.engine.paging import page_to_draw
from immunote.engine.words import dated
from immunote.service.render.dossier import GLYPHS
from immunote.service.render.html import render_html
from immunote.service.render.layout import arrange
from immunote.service.render.markdown import escaped, render_markdown
from immunote.service.render.text import print_text, render_text

RENDERERS = {"text": render_text, "markdown": render_markdown, "html": render_html}
HOSTILE = (
    "<script>alert(1)</script> <img src=http://x.example/a.png> [a](http://x.example) ![b](c) `d` | www.x.example "
    "\x1b[31mred\x1b[0m \u202eturned \x00 &amp; \"quoted' \n# heading\n- item\n" + "x" * 250 + " 漢字" * 60
)
NAMES = ("reported", "completed", "empty", "deferred", "contraindicated", "on_ivig", "out_of_scope")


@pytest.fixture(scope="module")
def notes(engine: Engine) -> dict[str, Note]:
    case = engine.rulebase.cases["A01"]
    whole = {**case.profile, **case.completed}
    running = {
        **{name: value for name, value in whole.items() if name != "has_ever_had_ivig"},
        "on_ivig_now": True,
        "months_on_ivig": 8,
        "ivig_benefit": "benefit",
    }
    profiles = {
        "reported": case.profile,
        "completed": {**whole, "planned_g_kg": 2, "planned_days": 2, "jurisdiction": "us"},
        "empty": {},
        "deferred": {**whole, "has_volume_depletion": True},
        "contraindicated": {**whole, "immunoglobulin_reaction": "severe"},
        "on_ivig": running,
        "out_of_scope": {"has_systemic_sclerosis": False},
    }
    return {name: engine.note(profile) for name, profile in profiles.items()}


def statements_of(note: Note) -> Iterator[Statement]:
    yield from (*note.statements, *note.conflicts, *note.follow_up)


def wrapped(sentence: str) -> str:
    """A pattern that finds a sentence also where it was wrapped, with something at the right of its first line."""
    return r"(?:\s+|\s{2,}\S[^\n]*\n\s+)".join(re.escape(word) for word in sentence.split())


def test_the_patients_of_these_tests_cover_every_status(notes: dict[str, Note]) -> None:
    assert {note.status for note in notes.values()} == {"settled", "provisional", "insufficient_data"}
    outcomes = {"may_consider_with_precautions", "deferred", "contraindicated", "review", "out_of_scope", None}
    assert {note.outcome for note in notes.values()} == outcomes


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_text_is_over_100_columns(name: str, notes: dict[str, Note], engine: Engine) -> None:
    for width in (100, 72):
        for line in render_text(notes[name], engine.rulebase, width).splitlines():
            assert cell_len(line) <= width, line


@pytest.mark.parametrize("name", NAMES)
def test_every_statement_is_in_every_format(name: str, notes: dict[str, Note], engine: Engine) -> None:
    note = notes[name]
    text, markdown, html = (render(note, engine.rulebase) for render in RENDERERS.values())
    for statement in statements_of(note):
        assert re.search(wrapped(statement.text), text), statement.text
        assert escaped(statement.text) in markdown
        assert escape(statement.text) in html


@pytest.mark.parametrize("name", NAMES)
def test_every_risk_is_marked_in_every_format(name: str, notes: dict[str, Note], engine: Engine) -> None:
    note = notes[name]
    text, markdown, html = (render(note, engine.rulebase) for render in RENDERERS.values())
    for statement in statements_of(note):
        if statement.mark == "risk":
            assert re.search(r"▲\s+" + wrapped(statement.text), text)
            assert f"▲ {escaped(statement.text)}" in markdown
            assert f"risk: </span>{escape(statement.text)}" in html


@pytest.mark.parametrize("name", NAMES)
def test_the_text_leaves_out_no_counter_example_and_no_limit_of_what_holds_or_is_a_risk(
    name: str, notes: dict[str, Note], engine: Engine
) -> None:
    text = render_text(notes[name], engine.rulebase)
    for statement in statements_of(notes[name]):
        for line in statement.lines if statement.mark in ("holds", "risk") else ():
            if line.role in ("against", "limit", "side", "choice") or line.choice:
                assert re.search(wrapped(line.text), text), line.text


@pytest.mark.parametrize("name", NAMES)
def test_the_text_shows_the_sign_of_a_choice_wherever_something_was_chosen(
    name: str, notes: dict[str, Note], engine: Engine
) -> None:
    text = render_text(notes[name], engine.rulebase)
    for section in arrange(notes[name], engine.rulebase).sections:
        for entry in section.entries:
            chosen = any(line.mark == "choice" for line in entry.lines)
            if chosen:
                assert "○" in entry.aside + entry.text or any(
                    re.search(rf"○\s+{wrapped(f'{line.label}: {line.text}')}", text) for line in entry.lines
                ), entry.text


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_that_is_open_disappears(name: str, notes: dict[str, Note], engine: Engine) -> None:
    note = notes[name]
    text, markdown, html = (render(note, engine.rulebase) for render in RENDERERS.values())
    for missing in note.missing:
        assert escaped(missing.question) in markdown
        assert escape(missing.question) in html
    for rule in note.open_rules:
        assert escaped(rule.title) in markdown
        assert escape(rule.title) in html
        if engine.rulebase.about.kinds[rule.kind].when_unknown == "list":
            assert re.search(wrapped(rule.title), text), rule.title


def test_the_first_ten_lines_of_a_provisional_note_say_so_and_what_is_missing(
    notes: dict[str, Note], engine: Engine
) -> None:
    note = notes["reported"]
    first = " ".join(" ".join(render_text(note, engine.rulebase).splitlines()[:10]).split())
    assert note.headline.partition(".")[0].upper() in first
    assert "provisional" in first
    assert "not reviewed by a clinician yet" in first
    assert dated(engine.rulebase) in first
    hard_stops = [missing.label for missing in note.missing if missing.outcomes and missing.rank == 1]
    assert first.index("Not recorded: " + hard_stops[0]) < first.index("Still possible: ")
    assert all(label in first for label in hard_stops[:5])


@pytest.mark.parametrize("name", NAMES)
def test_every_note_says_when_was_searched_and_what_is_newest(
    name: str, notes: dict[str, Note], engine: Engine
) -> None:
    searched = "searched 28 Nov 2026, newest SSc source October 2024"
    for show in RENDERERS.values():
        assert searched in " ".join(show(notes[name], engine.rulebase).split())


@pytest.mark.parametrize("name", NAMES)
def test_the_first_ten_lines_of_a_settled_note_name_its_outcome_and_its_risks(
    name: str, notes: dict[str, Note], engine: Engine
) -> None:
    note = notes[name]
    first = " ".join(" ".join(render_text(note, engine.rulebase).splitlines()[:10]).split())
    if note.outcome is not None:
        assert note.titles[note.outcome].upper() in first
        assert engine.rulebase.about.certainties[note.certainty] in first
        assert ("▲ Risks: " in first) == any(statement.mark == "risk" for statement in note.statements)


@pytest.mark.parametrize("render", RENDERERS.values(), ids=RENDERERS)
def test_a_note_that_is_not_settled_never_speaks_of_low_risk(
    render: object, notes: dict[str, Note], engine: Engine
) -> None:
    assert callable(render)
    for note in notes.values():
        if note.status != "settled":
            shown = " ".join(str(render(note, engine.rulebase)).lower().split())
            assert not re.search(
                r"\b(low|lower|minimal|little|no|small)[- ]risk\b|\brisks? (is|are) (low|small)\b", shown
            )
            assert "no risk" not in shown


@pytest.mark.parametrize("name", NAMES)
def test_every_note_ends_with_what_it_is_for_and_its_digest(name: str, notes: dict[str, Note], engine: Engine) -> None:
    note = notes[name]
    text, markdown, html = (render(note, engine.rulebase) for render in RENDERERS.values())
    assert re.search(wrapped(note.intended_use), text)
    assert escaped(note.intended_use) in markdown
    assert escape(note.intended_use) in html
    assert all(note.digest in shown for shown in (text, markdown, html))
    assert note.provenance.content_hash in text


def test_a_deferred_note_says_what_stays_possible_once_corrected(notes: dict[str, Note], engine: Engine) -> None:
    note = notes["deferred"]
    shown = " ".join(render_text(note, engine.rulebase).split())
    assert "If resolved: " in shown
    assert "Once corrected" not in shown  # the headline has it
    assert all(note.titles[outcome] in shown for outcome in note.reachable_once_corrected)


def test_a_question_that_follows_from_another_stands_below_it(notes: dict[str, Note], engine: Engine) -> None:
    note = notes["reported"]
    asked = {missing.element: missing for missing in note.missing if missing.outcomes}
    entries = next(part.entries for part in arrange(note, engine.rulebase).sections if part.key == "ask")
    below = [line.text for entry in entries for line in entry.lines if line.label == "Then"]
    follow = [missing.question for missing in asked.values() if missing.after in asked]
    assert follow
    assert sorted(below) == sorted(follow)
    questions = [entry for entry in entries if entry.mark == "unknown"]  # the others are titles of groups
    assert len(questions) + len(below) == len(asked)


def test_a_flagged_daily_amount_carries_the_sign_of_a_risk(notes: dict[str, Note], engine: Engine) -> None:
    dose = notes["completed"].dose
    assert dose is not None
    flagged = [daily for course in dose.courses for daily in course.daily if daily.flagged]
    assert flagged
    shown = render_text(notes["completed"], engine.rulebase)
    assert f"▲ {flagged[0].days} days: {flagged[0].grams:g} g/day" in " ".join(shown.split())


def test_on_a_terminal_the_words_are_those_of_the_plain_text(notes: dict[str, Note], engine: Engine) -> None:
    for note in notes.values():
        stream = io.StringIO()
        print_text(note, engine.rulebase, Console(file=stream, width=100, force_terminal=True, color_system="standard"))
        coloured = stream.getvalue()
        plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
        assert coloured != plain
        assert [line.rstrip() for line in plain.splitlines()] == render_text(note, engine.rulebase).splitlines()


class Outline(HTMLParser):
    """The tags and attributes of a document; fails where they do not nest."""

    VOID = frozenset({"meta", "line", "rect", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(html: str) -> Outline:
    parser = Outline()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def leads_nowhere_else(address: str, ids: list[str]) -> bool:
    """Whether a link leads to a part of the same page, or to a DOI or PMID, which a reader has to click."""
    return address[1:] in ids or address.startswith(("https://doi.org/10.", "https://pubmed.ncbi.nlm.nih.gov/"))


@pytest.mark.parametrize("name", NAMES)
def test_html_fetches_nothing_and_runs_nothing(name: str, notes: dict[str, Note], engine: Engine) -> None:
    html = render_html(notes[name], engine.rulebase)
    found = outline(html)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use"} & set(found.tags)
    ids = [value for _, name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    for tag, attribute, value in found.attributes:
        assert not attribute.startswith("on"), (tag, attribute)
        assert attribute not in ("src", "srcset", "action", "xlink:href", "style")
        assert attribute != "href" or leads_nowhere_else(value, ids), value
    style = html[html.index("<style>") : html.index("</style>")]
    assert not re.search(r"url\(|@import|https?:", style)


@pytest.mark.parametrize("name", NAMES)
def test_html_has_headings_and_every_drawing_a_text_alternative(
    name: str, notes: dict[str, Note], engine: Engine
) -> None:
    html = render_html(notes[name], engine.rulebase)
    found = outline(html)
    headings = [int(tag[1]) for tag in found.tags if re.fullmatch(r"h\d", tag)]
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(headings))
    assert 'lang="en"' in html
    plots = [
        plot for section in arrange(notes[name], engine.rulebase).sections for e in section.entries for plot in e.plots
    ]
    blocks = page_to_draw(notes[name], engine.rulebase).blocks
    on_page = [plot.title for block in blocks for item in block.items for plot in item.plots]
    signs = [value for tag, attribute, value in found.attributes if tag == "svg" and attribute == "aria-hidden"]
    assert len(plots) + len(on_page) + 1 == found.tags.count("svg")
    assert signs == ["true"]  # the shape of the outcome, whose words stand beside it
    labels = [value for tag, attribute, value in found.attributes if tag == "svg" and attribute == "aria-label"]
    captions = [plot.caption for plot in plots]
    assert set(labels) == set(captions)
    for title in on_page:  # drawn on the page and in the dossier, with the same words
        captions.append(next(caption for caption in captions if caption.startswith(f"{title}:")))
    assert sorted(labels) == sorted(captions)


def test_every_figure_with_numbers_before_and_after_is_drawn_once(notes: dict[str, Note], engine: Engine) -> None:
    note = notes["completed"]
    figures = [figure for citation in note.citations for figure in citation.figures if figure.plot]
    plots = [plot for section in arrange(note, engine.rulebase).sections for e in section.entries for plot in e.plots]
    assert sorted(plot.title for plot in plots) == sorted(figure.title for figure in figures)
    assert len(plots) >= 3


def hostile(note: Note) -> Note:
    first = note.statements[0]
    statement = replace(
        first,
        text=HOSTILE,
        choice=HOSTILE,
        lines=tuple(replace(line, text=HOSTILE) for line in first.lines),
        facts=tuple(replace(fact, label=HOSTILE, words=HOSTILE) for fact in first.facts),
    )
    return replace(
        note,
        profile=(HOSTILE,),
        headline=HOSTILE,
        statements=(statement, *note.statements[1:]),
        missing=tuple(replace(each, question=HOSTILE, label=HOSTILE) for each in note.missing),
        citations=tuple(replace(each, label=HOSTILE, design=HOSTILE) for each in note.citations),
        intended_use=HOSTILE,
        digest=HOSTILE,
    )


@pytest.mark.parametrize("name", ["reported", "completed"])
def test_untrusted_text_is_shown_and_never_obeyed(name: str, notes: dict[str, Note], engine: Engine) -> None:
    note = hostile(notes[name])
    text, markdown, html = (render(note, engine.rulebase) for render in RENDERERS.values())
    for shown in (text, markdown, html):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert all(cell_len(line) <= 100 for line in text.splitlines())
    assert not {"script", "img"} & set(outline(html).tags)
    assert "&lt;script&gt;" in html
    assert not re.search(r"(?<!\\)[<\[`|]|://(?<!\\://)", re.sub(r"\\.", "", markdown).replace("&lt;", ""))
    assert not re.search(r"(?i)\bwww\.", markdown)
    assert not any(line.startswith(("# heading", "- item")) for line in markdown.splitlines())


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a_b*c", r"a\_b\*c"),
        ("1. first", r"1\. first"),
        ("- item", r"\- item"),
        ("x < 5 & y > 3", "x &lt; 5 &amp; y &gt; 3"),
        ("[5-7]", r"\[5-7\]"),
        ("p = 0.01", "p = 0.01"),
    ],
)
def test_markdown_escapes(raw: str, shown: str) -> None:
    assert escaped(raw) == shown


def test_titles_and_order_come_from_the_rule_base(notes: dict[str, Note], engine: Engine) -> None:
    about = engine.rulebase.about
    sections = {name: f"Renamed {place}" for place, name in enumerate(reversed(about.sections))}
    renamed = replace(engine.rulebase, title="Another title", about=about.model_copy(update={"sections": sections}))
    text = render_text(notes["completed"], renamed)
    assert text.startswith("Another title")
    shown = [int(found) for found in re.findall(r"^RENAMED (\d+)$", text, re.MULTILINE)]
    assert shown == sorted(shown)
    assert len(shown) > 3


def test_the_renderers_hold_no_name_of_the_rule_base(engine: Engine) -> None:
    rulebase = engine.rulebase
    names = {*rulebase.elements, *rulebase.named, *rulebase.sources, *rulebase.outcomes, *rulebase.about.domains}
    folder = Path(__file__).parents[2] / "service" / "render"
    for file in folder.glob("*.py"):
        words = set(re.findall(r"[a-z][a-z0-9_-]+", file.read_text(encoding="utf-8").lower()))
        # `jurisdiction` is a field of every note; `review` is also English: whether a clinician reviewed the rules.
        assert words & names <= {"review", "jurisdiction"}, file.name


def test_every_sign_has_its_word_in_the_legend(notes: dict[str, Note], engine: Engine) -> None:
    text = render_text(notes["empty"], engine.rulebase)
    legend = next(line for line in text.splitlines() if line.startswith("● "))
    assert all(glyph in legend for glyph in GLYPHS.values())
