"""Markdown that says what the rule base says: each character of a text stands for itself, each link is checked later.

A link to another page is written as from the top of the site (`/rules/some_rule.md`); `placed` makes it relative.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence

from immunote.service.render.words import clean

_SPECIAL = str.maketrans({each: f"&#{ord(each)};" for each in "&<>\\`*_[]{}#|~^$:!+-"} | {'"': "&quot;"})
_LINK = re.compile(r"\]\(/([^)\s]+)\)")
_HREF = re.compile(r'((?:href|src)=")/([^"#]+)')
_NUMBERED = re.compile(r"\A\d+(?=\.)")


def text(words: str) -> str:
    """Words on one line, with nothing that Markdown or HTML would take for its own."""
    return _NUMBERED.sub(lambda found: f"{found[0]}&#8288;", _escaped(words))  # `12.` at the start is no list


def _escaped(words: str) -> str:
    """Also inside a tag or an attribute: Markdown reads what stands between inline tags."""
    return clean(words).translate(_SPECIAL)


def code(words: str) -> str:
    """Words as they are written in a file."""
    return f"<code>{_escaped(words)}</code>"


def noted(html: str, note: str) -> str:
    """HTML with a note that shows where one points at it."""
    return f'<span title="{_escaped(note)}">{html}</span>'


def link(words: str, page: str, anchor: str = "") -> str:
    """A link to a page of the site, `page` as from its top: `rules/some_rule.md`."""
    return f"[{text(words)}](/{page}{f'#{anchor}' if anchor else ''})"


def html_link(words: str, page: str, anchor: str = "") -> str:
    """The same link inside HTML, which Markdown leaves as it is."""
    return f'<a href="/{page}{f"#{anchor}" if anchor else ""}">{_escaped(words)}</a>'


def heading(level: int, words: str, anchor: str = "") -> str:
    """A heading, with the anchor that links name."""
    return f"\n{'#' * level} {text(words)}{f' {{#{anchor}}}' if anchor else ''}\n"


def listed(items: Iterable[str]) -> str:
    """A list of items that are Markdown already."""
    return "".join(f"- {item}\n" for item in items)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; nothing where there is no row."""
    lines = [f"| {' | '.join(cells)} |" for cells in rows]
    if not lines:
        return ""
    return "\n".join(["", f"| {' | '.join(head)} |", "|" + " --- |" * len(head), *lines, ""])


def facts(pairs: Mapping[str, str | None]) -> str:
    """Names with what is said of them, those of which something is said."""
    return listed(f"**{text(name)}:** {text(value)}" for name, value in pairs.items() if value)


def folded(summary: str, inner: str, is_open: bool = False) -> str:
    """HTML that opens on a click. `summary` and `inner` are HTML already."""
    return f"\n<details class='folded'{' open' if is_open else ''}><summary>{summary}</summary>{inner}</details>\n"


def page(title: str, parts: Iterable[str]) -> str:
    """A whole page."""
    return f"# {text(title)}\n\n" + "\n".join(part for part in parts if part) + "\n"


def placed(markdown: str, path: str) -> str:
    """The Markdown of the page at `path` with each link as from there."""
    here = posixpath.dirname(path) or "."

    def relative(found: re.Match[str]) -> str:
        target, hash_, anchor = found[1].partition("#")
        return f"]({posixpath.relpath(target, here)}{hash_}{anchor})"

    def in_html(found: re.Match[str]) -> str:
        return found[1] + re.sub(r"\.md$", ".html", posixpath.relpath(found[2], here))

    return _HREF.sub(in_html, _LINK.sub(relative, markdown))
