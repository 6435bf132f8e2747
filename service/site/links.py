"""Every link of a built site, followed: what is not there, and whatever would be fetched from elsewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from immunote.engine.faults import Fault, nearest, shorten

_FETCHED = {"src", "srcset", "poster", "data"}
_MAY_LEAVE = ("http", "https", "mailto")
_FROM_ELSEWHERE = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"']?)((?:https?:)?//[^\"')\s]+)")


@dataclass
class PageLinks:
    """What one page has. `links`: followed on a click, `fetched`: by the browser itself; each with its line."""

    anchors: set[str] = field(default_factory=lambda: {"", "top"})
    links: list[tuple[int, str]] = field(default_factory=list)
    fetched: list[tuple[int, str]] = field(default_factory=list)


class _LinkReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = PageLinks()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note anchors, links and what is fetched."""
        line, _ = self.getpos()
        for name, value in attrs:
            if value is None:
                continue
            if name in ("id", "name"):
                self.found.anchors.add(value)
            elif name == "href":
                kept = self.found.links if tag in ("a", "area") else self.found.fetched
                kept.append((line, value))
            elif name in _FETCHED and tag != "meta":
                self.found.fetched.append((line, value))


def read_site(folder: Path) -> dict[str, PageLinks]:
    """What each page of a built site has, by its path from the top."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        reader = _LinkReader()
        reader.feed(path.read_text(encoding="utf-8"))
        reader.close()
        pages[path.relative_to(folder).as_posix()] = reader.found
    return pages


def check_links(folder: Path) -> list[Fault]:
    """Every fault of a built site (V64, V65), in order of place. Nothing outside the folder is asked."""
    pages = read_site(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    faults: list[Fault] = []
    for name, found in pages.items():
        if name == "404.html":  # shown by a web server at any depth, so its links begin at the server's top
            continue
        for line, target in found.links:
            faults += _leads_nowhere(f"{name}:{line}", name, target, pages, files, _MAY_LEAVE)
        for line, target in found.fetched:
            faults += _leads_nowhere(f"{name}:{line}", name, target, pages, files, ("data",))
    for name in sorted(each for each in files if each.endswith(".css")):
        style = (folder / name).read_text(encoding="utf-8")
        faults += [_from_elsewhere(name, found[1]) for found in _FROM_ELSEWHERE.finditer(style)]
    return sorted(set(faults))


def _leads_nowhere(
    place: str, page: str, target: str, pages: Mapping[str, PageLinks], files: set[str], may_be: tuple[str, ...]
) -> Iterator[Fault]:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        if parts.scheme not in may_be:
            yield _from_elsewhere(place, target)
        return
    path = unquote(parts.path)
    if path.startswith("/"):
        yield Fault(place, "V64", shorten(target), "the site is also read from a folder; a link begins at its own page")
        return
    there = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
    if there not in files:
        yield Fault(place, "V64", shorten(target), nearest(there, files))
    elif parts.fragment and there in pages and unquote(parts.fragment) not in pages[there].anchors:
        yield Fault(place, "V64", shorten(target), nearest(unquote(parts.fragment), pages[there].anchors - {""}))


def _from_elsewhere(place: str, target: str) -> Fault:
    return Fault(
        place, "V65", shorten(target), "the site shows nothing that is not in its own folder; put the file there"
    )
