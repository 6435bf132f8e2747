"""A page as its tree: one line an element or a text, so that two pages are compared by what they are."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = frozenset({"meta", "br", "line", "rect", "path", "hr"})
INLINE = frozenset({"a", "b", "code", "del", "i", "ins", "span", "strong"})
_CHART = re.compile(r'(<div class="(?:wide|narrow)">)<svg.*?</svg>', re.DOTALL)
_BLANKS = re.compile(r"[ \t\n\r\f]+")


class Tree(HTMLParser):
    """Reads a page. `elements`: each with its names of attributes. `lines`: the whole tree.

    Blanks are one blank, and none beside a block, as a browser shows them; below `class="side"` they count. What a
    stylesheet and its policy say is no part of a tree.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self._open: list[tuple[str, bool]] = []
        self._text = ""
        self._after_block = True

    def handle_decl(self, decl: str) -> None:
        self._line(f"!{decl}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_text(before_block=tag not in INLINE)
        given = dict(attrs)
        assert len(given) == len(attrs), f"an attribute of {tag} stands twice"
        if tag == "html":
            given.pop("class", None)
        if given.get("http-equiv") == "Content-Security-Policy":
            given["content"] = "..."
        self.elements.append((tag, tuple(sorted(given))))
        self._line(" ".join([tag, *(f'{name}="{value or ""}"' for name, value in sorted(given.items()))]))
        if tag not in VOID:
            verbatim = bool(self._open and self._open[-1][1]) or given.get("class") == "side"
            self._open.append((tag, verbatim))
        self._after_block = tag not in INLINE

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end_text(before_block=tag not in INLINE)
        assert self._open, f"</{tag}> closes nothing"
        opened = self._open.pop()[0]
        assert opened == tag, f"</{tag}> closes <{opened}>"
        self._after_block = tag not in INLINE

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1][0] != "style":
            self._text += data

    def handle_comment(self, data: str) -> None:
        self._line(f"!-- {data}")

    def whole(self) -> Tree:
        """The tree, once everything was read."""
        self.close()
        self._end_text(before_block=True)
        assert self._open == [], "not every element is closed"
        return self

    def _end_text(self, before_block: bool) -> None:
        text, self._text = self._text, ""
        if self._open and self._open[-1][1]:
            shown = text
        else:
            shown = _BLANKS.sub(" ", text)
            shown = shown.lstrip(" ") if self._after_block else shown
            shown = shown.rstrip(" ") if before_block else shown
        if shown:
            self._line(repr(shown))
            self._after_block = False

    def _line(self, text: str) -> None:
        self.lines.append(" " * len(self._open) + text)


def tree_of(page: str) -> Tree:
    """The tree of a page or of a part of one. What a library draws as a chart is left out."""
    tree = Tree()
    tree.feed(_CHART.sub(r"\1", page))
    return tree.whole()


def outline(page: str) -> str:
    """The tree as a text that can be stored and compared."""
    return "\n".join(tree_of(page).lines) + "\n"
