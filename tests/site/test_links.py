"""Every link of a site is followed: what leads nowhere is named with its place, what leads somewhere passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from immunote.service.site.links import check_links


def site(folder: Path, **pages: str) -> Path:
    """A small site: an index and a page below a folder that link to each other."""
    files = {
        "index.html": '<h1 id="top-of-all">Top</h1><a href="rules/a.html#says">a</a>',
        "rules/a.html": '<h2 id="says">Says</h2><a href="../index.html">up</a><a href="#says">here</a>',
        "site.css": "body { color: black; background: url(dots.png) }",
    }
    for name, text in {**files, **pages}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_site_whose_links_all_lead_somewhere_has_no_fault(tmp_path: Path) -> None:
    assert check_links(site(tmp_path)) == []


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/paper">a paper</a>',
        '<a href="mailto:somebody@example.org">mail</a>',
        '<a href="rules/a.html">a page</a>',
        '<a href="rules/a.html#says">an anchor</a>',
        '<a href="">this page</a>',
        '<a href="#">the top</a>',
        '<img src="data:image/png;base64,AAAA">',
        '<script src="site.css"></script>',
        '<a href="rules/a%2Ehtml">escaped</a>',
    ],
)
def test_what_leads_somewhere_passes(tmp_path: Path, html: str) -> None:
    assert check_links(site(tmp_path, **{"index.html": html})) == []


@pytest.mark.parametrize(
    ("html", "code", "text", "help_line"),
    [
        ('<a href="rules/b.html">gone</a>', "V64", "rules/b.html", "rules/a.html"),
        ('<a href="rules/a.html#sais">no such anchor</a>', "V64", "rules/a.html#sais", "says"),
        ('<a href="#nowhere">no such anchor here</a>', "V64", "#nowhere", "no known name"),
        ('<a href="/index.html">from the top</a>', "V64", "/index.html", "begins at its own page"),
        ('<a href="../index.html">above the site</a>', "V64", "../index.html", "index.html"),
        ('<img src="picture.png">', "V64", "picture.png", "no known name"),
        ('<script src="https://example.org/a.js"></script>', "V65", "https://example.org/a.js", "own folder"),
        ('<link rel="stylesheet" href="//example.org/a.css">', "V65", "//example.org/a.css", "own folder"),
        ('<a href="javascript:alert(1)">script</a>', "V65", "javascript:alert(1)", "own folder"),
    ],
)
def test_what_leads_nowhere_is_named_with_its_place(
    tmp_path: Path, html: str, code: str, text: str, help_line: str
) -> None:
    (fault,) = check_links(site(tmp_path, **{"index.html": f"\n\n{html}"}))
    assert (fault.place, fault.code, fault.text) == ("index.html:3", code, text)
    assert help_line in fault.help


def test_a_font_from_elsewhere_in_a_style_sheet_is_found(tmp_path: Path) -> None:
    style = "@import 'https://example.org/fonts.css'; p { background: url(//example.org/a.png) }"
    found = check_links(site(tmp_path, **{"site.css": style}))
    assert [(each.code, each.text) for each in found] == [
        ("V65", "//example.org/a.png"),
        ("V65", "https://example.org/fonts.css"),
    ]


def test_all_faults_are_named_at_once_in_order_of_place(tmp_path: Path) -> None:
    lines = "\n".join(f'<a href="gone-{number}.html">x</a>' for number in range(12))
    found = check_links(site(tmp_path, **{"index.html": lines}))
    assert [each.text for each in found] == [f"gone-{number}.html" for number in range(12)]
