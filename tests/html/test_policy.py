"""Each page carries the one stylesheet and the one policy, and every text in it is escaped."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from immunote.service.html.environment import Html, document, filled, part
from immunote.service.html.policy import POLICY, TEMPLATES
from tests.golden_pages.documents import note_of_a_soup, page_of_a_rule


def test_the_policy_allows_the_style_of_the_page_and_nothing_else() -> None:
    for page in (note_of_a_soup(), page_of_a_rule()):
        assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in page
        style = page[page.index("<style>") + len("<style>") : page.index("</style>")]
        assert b64encode(sha256(style.encode()).digest()).decode() in POLICY
    assert "unsafe" not in POLICY


def test_no_template_has_a_style_or_a_script_of_its_own_or_turns_escaping_off() -> None:
    pages = sorted(TEMPLATES.glob("*.html"))
    assert len(pages) >= 10
    for path in pages:
        text = path.read_text(encoding="utf-8")
        if path.name == "app.html":  # the one page with a script: a file of its own, which its policy allows
            text = text.replace('<script src="{{ script }}" defer></script>', "", 1)
        assert not re.search(r"\|\s*safe\b|autoescape|<script|\sstyle=|\son[a-z]+=|javascript:", text), path.name
        assert text.count("<style>") == (path.name == "page.html")


def test_nothing_else_escapes_by_hand() -> None:
    """What is made by a template cannot be forgotten; what is too short for one goes through `filled`."""
    house = Path(__file__).parents[2]
    for path in (each for room in ("engine", "service") for each in (house / room).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"from html import|import html$|(?<!re)\.escape\(", text, re.MULTILINE), path


def test_the_stylesheet_fetches_nothing_and_does_not_end_itself() -> None:
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|https?:|<", style)


def test_a_page_within_a_page_is_escaped_and_a_part_is_not() -> None:
    row = {"title": "<b>", "head": ["&"], "rows": []}
    made = document("notebook.html", lines=["<i>"], tables=[tuple(row.values())])
    assert type(made) is str
    assert "<p>&lt;i&gt;</p>" in made
    assert filled("<p>{}</p>", made).startswith("<p>&lt;p&gt;&amp;lt;i&amp;gt;")
    assert filled("<p>{}</p>", part("notebook.html", lines=["<i>"], tables=[])) == "<p><p>&lt;i&gt;</p>\n</p>"
    assert type(part("notebook.html", lines=[], tables=[])) is Html


def test_a_value_that_is_missing_fails_and_is_not_left_out() -> None:
    with pytest.raises(UndefinedError):
        document("notebook.html", lines=[])
