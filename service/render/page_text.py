"""The page of a note for a terminal, complete without colour: at most 60 lines where it is 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from immunote.engine.paging.measure import GAP, INDENT, ITEM, LINE, fits_headline, inline_text, numbers
from immunote.engine.paging.model import GLYPHS, Page, PageBlock, PageItem, PageMark
from immunote.engine.words import SEPARATOR
from immunote.service.render.colours import MARK_STYLES
from immunote.service.render.words import clean, wrapped

_COMMAND = "immunote note FILE --full"


def render_page(page: Page, width: int = 100) -> str:
    """The page as plain text, no line wider than `width`."""
    return "".join(f"{line.plain.rstrip()}\n" for line in _Paper(width).page(page))


def print_page(page: Page, console: Console, widest: int = 100) -> None:
    """Print the same text, with colour where the console has it. Colour only repeats what the marks say."""
    for line in _Paper(min(console.width, widest)).page(page):
        console.print(line, soft_wrap=True, highlight=False)


class _Paper:
    """Sets a page in lines of at most `width` columns."""

    def __init__(self, width: int) -> None:
        self.width = max(width, 40)

    def page(self, page: Page) -> Iterator[Text]:
        yield from self._line(
            page.title, 0, aside=SEPARATOR.join(filter(None, (page.day, page.jurisdiction))), bold=True
        )
        yield from self._line(page.who, 0)
        yield from self._line(page.edition, 0, aside=page.searched, style="dim")
        yield Text()
        said, headline = " ".join(page.said), page.headline.upper()
        if fits_headline(page, self.width):
            yield from self._line(said, INDENT, aside=page.certainty, lead=headline)
        else:
            yield from self._line(headline, INDENT, aside=page.certainty, bold=True)
            yield from self._line(said, INDENT) if said else ()
        yield Text()
        for block in page.blocks:
            yield from self._block(block)
        yield Text()
        if page.sources:
            yield from self._line(
                SEPARATOR.join(f"[{each.number}] {each.label}, {each.brief}" for each in page.sources), 0, style="dim"
            )
        yield from self._line(page.legend, 0, style="dim")
        yield from self._line(f"{page.dossier}: {_COMMAND}", 0, style="dim")

    def _block(self, block: PageBlock) -> Iterator[Text]:
        if block.inline:
            yield from self._line(inline_text(block), 0, hang=ITEM, lead=block.title.upper())
            return
        if block.title:
            yield from self._line(block.title.upper(), 0, aside=block.aside, bold=True)
        for item in block.items:
            yield from self._item(item)

    def _item(self, item: PageItem) -> Iterator[Text]:
        yield from self._line(item.text, ITEM, mark=item.mark, aside=item.aside, end=numbers(item.cites))
        for line in item.lines:
            yield from self._line(line.text, LINE, end=numbers(line.cites))

    def _line(
        self,
        text: str,
        indent: int,
        *,
        hang: int | None = None,
        mark: PageMark = "none",
        aside: str = "",
        end: str = "",
        style: str = "",
        bold: bool = False,
        lead: str = "",
    ) -> Iterator[Text]:
        """A text in lines, after `lead`: `aside` at the right of its first one, `end` at the right of its last."""
        text, aside = clean(text), clean(aside)
        rest = indent if hang is None else hang
        room = self.width - indent - (cell_len(lead) + GAP if lead else 0)
        first = room - cell_len(aside) - GAP if aside else room
        below = first < room // 3
        lines = list(wrapped(text, room if below else first, self.width - rest)) or [""]
        for place, words in enumerate(lines):
            line = Text(" " * (indent if place == 0 else rest))
            if place == 0 and GLYPHS[mark]:
                line = Text(" " * (indent - 2)).append(f"{GLYPHS[mark]} ", MARK_STYLES[mark])
            if place == 0 and lead:
                line.append(lead, "bold").append(" " * GAP)
            line.append(words, "bold" if bold and place == 0 else style)
            right = aside if place == 0 and not below else ""
            if end and place == len(lines) - 1:
                right, left_over = (right, end) if right else (end, "")
                if line.cell_len + GAP + cell_len(right) > self.width:
                    right, left_over = "", right
                yield self._with(line, right)
                if left_over:
                    yield self._with(Text(), left_over)
                continue
            yield self._with(line, right)
        if aside and below:
            for words in wrapped(aside, room, room):
                yield self._with(Text(), words)

    def _with(self, line: Text, right: str) -> Text:
        if right:
            line.append(" " * max(self.width - line.cell_len - cell_len(right), 0)).append(right, "dim")
        return line
