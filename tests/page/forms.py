"""What a browser would send of a page's form: its fields as they stand, read from the html alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the value of each field that has one."""
        here = {name: value or "" for name, value in attrs}
        name = here.get("name", "")
        if tag == "input" and name and (here.get("type") != "radio" or "checked" in here):
            self.found[name] = here.get("value", "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and (self._select not in self.found or "selected" in here):
            self.found[self._select] = here.get("value", "")


def fields_of(html: str) -> dict[str, str]:
    """The fields of the form of answers, with their values."""
    reader = _Fields()
    reader.feed(html)
    return reader.found


def digest_of(html: str) -> str:
    """The digest at the end of the note on a page."""
    found = re.search(r'id="digest">(\w+)<', html)
    assert found is not None
    return found[1]
