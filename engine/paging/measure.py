"""How many lines of text a page takes: the same wrapping as when it is printed, at 100 columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from immunote.engine.paging.model import GLYPHS, Page, PageBlock, PageItem
from immunote.engine.words import SEPARATOR

WIDTH = 100
INDENT, ITEM, LINE = 2, 4, 6
"""The columns at which the headline, the text of an item, and a line below it begin."""
GAP = 2
"""The least room between a text and what stands at its right."""


def wrapped(text: str, first: int, rest: int) -> Iterator[str]:
    """Words in lines of at most `first`, then `rest` columns. A word that is longer stands alone."""
    line, room = "", first
    for word in text.split():
        if line and len(line) + 1 + len(word) > room:
            yield line
            line, room = word, rest
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line


def numbers(cites: tuple[int, ...]) -> str:
    """Citation numbers as they are printed, in a bracket each."""
    return " ".join(f"[{number}]" for number in sorted(cites))


def fits_headline(page: Page, width: int) -> bool:
    """Whether what is said after the headline stands on its line, beside the certainty."""
    said = " ".join(page.said)
    return bool(said) and INDENT + len(f"{page.headline}{said}{page.certainty}") + 2 * GAP <= width


def rows(page: Page) -> int:
    """The lines that a page takes at 100 columns, its head, blank lines and sources included."""
    said = " ".join(page.said)
    head = 5 + _count(page.who, 0) + (0 if fits_headline(page, WIDTH) else _count(said, INDENT))
    blocks = sum(_of_block(block) for block in page.blocks)
    sources = _count(SEPARATOR.join(f"[{each.number}] {each.label}, {each.brief}" for each in page.sources), 0)
    return head + blocks + sources + 1 + _count(page.legend, 0) + 1


def _of_block(block: PageBlock) -> int:
    if block.inline:
        return _count(inline_text(block), ITEM, first=len(block.title) + GAP)
    return 1 + sum(_of_item(item) for item in block.items)


def inline_text(block: PageBlock) -> str:
    """The items of an inline block as one paragraph, with the numbers of their sources."""
    parts = [f"{GLYPHS[item.mark]} {item.text} {numbers(item.cites)}".strip() for item in block.items]
    text = parts[0]
    for before, part in pairwise(parts):
        text += f" {part}" if before.endswith((".", "]")) else f"{SEPARATOR}{part}"
    return text


def _of_item(item: PageItem) -> int:
    taken = _with_end(item.text, ITEM, len(item.aside), numbers(item.cites))
    return taken + sum(_with_end(line.text, LINE, 0, numbers(line.cites)) for line in item.lines)


def _with_end(text: str, indent: int, aside: int, end: str) -> int:
    room = WIDTH - indent
    first = room - aside - GAP if aside else room
    if first < room // 3:  # the aside stands on a line of its own
        first, aside = room, 0
        return 1 + len(list(wrapped(text, first, room)))
    lines = list(wrapped(text, first, room)) or [""]
    fits = len(lines[-1]) + GAP + len(end) <= (first if len(lines) == 1 and aside else room)
    return len(lines) + (0 if not end or fits else 1)


def _count(text: str, indent: int, first: int | None = None) -> int:
    return len(list(wrapped(text, WIDTH - (indent if first is None else first), WIDTH - indent)))
