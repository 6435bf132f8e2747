"""The page as a few lines for a card of a record system: within a number of words and of lines, in the order of weight.

Every text is one of the page. What has no room is left out by whole sentences and whole items, and counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from immunote.engine.paging.model import Page, PageBlock, PageItem
from immunote.engine.rulebase import RuleBase

WORDS = 150
LINES = 12
"""The most that a card holds, its title and all that is read on it counted."""
_SENTENCES = re.compile(r"(?<=[.?]) (?=[A-Z])")
_FOR_SAID = 45
_FOR_BLOCK = 24


@dataclass(frozen=True, slots=True)
class ShortLine:
    """A line of a card: a title in few words (empty for a sentence that needs none) and its text."""

    title: str
    text: str

    @property
    def words(self) -> int:
        """How many words it takes, its bullet counted as one."""
        return 1 + count_words(self.title) + count_words(self.text)


def count_words(text: str) -> int:
    """The words of a text, parted by spaces."""
    return len(text.split())


def short_lines(
    page: Page, rulebase: RuleBase, words: int, lines: int, asides: Sequence[str] = (), recorded: str = ""
) -> tuple[ShortLine, ...]:
    """The outcome, what decides, what to ask next; at most `words` in at most `lines`.

    `asides`: what is to be said of the record, each a line, after what decides. `recorded`: values with their days, as
    the last thing that there may be room for. The outcome and the last line, on what this is, always stand.
    """
    end = ShortLine("", f"{page.edition}. {rulebase.page.words.judgement}")
    taken = [ShortLine("", f"{page.headline}.")]
    room = words - taken[0].words - end.words

    def take(line: ShortLine | None) -> None:
        nonlocal room
        if line is not None and line.words <= room and len(taken) + 1 < lines:
            taken.append(line)
            room -= line.words

    take(_said(page.said, min(room, _FOR_SAID), rulebase))
    for text in asides:
        take(ShortLine("", text))
    blocks = {block.key: block for block in page.blocks}
    for name in rulebase.page.card or rulebase.page.ehr or list(blocks):
        if name in blocks:
            take(_of_block(blocks[name], room, rulebase))
    if recorded:
        take(ShortLine("", recorded))
    return (*taken, end)


def _said(said: Sequence[str], room: int, rulebase: RuleBase) -> ShortLine | None:
    """The sentences after the headline: its first one, its last, which says what holds now, and then the others."""
    if not said:
        return None
    first, *others = _SENTENCES.split(said[0])
    found = _fitting("", [first, *others[-1:], *said[1:], *others[:-1]], " ", room, rulebase)
    return found or ShortLine("", " ".join(first.split()[: max(room - 1, 1)]).rstrip(",;:.") + " …")


def _of_block(block: PageBlock, room: int, rulebase: RuleBase) -> ShortLine | None:
    """A block on one line: its risks by name, its other items; the first ones whole, and how many more there are."""
    names = list(dict.fromkeys(name for item in block.items if item.mark == "risk" for name in item.names))
    parts = names or [_words(item) for item in block.items]
    joined = ", " if names else " "
    found = _fitting(block.title, parts, joined, min(room, _FOR_BLOCK), rulebase)
    return found or _fitting(block.title, parts, joined, min(room, _FOR_SAID), rulebase)


def _fitting(title: str, parts: list[str], joined: str, room: int, rulebase: RuleBase) -> ShortLine | None:
    more = rulebase.page.words.and_more
    for shown in range(len(parts), 0, -1):
        left = len(parts) - shown
        text = joined.join(
            each if joined == ", " or each.endswith((".", "?")) else f"{each}." for each in parts[:shown]
        )
        if left:
            rest = more.replace("{count}", str(left))
            text += f" {rest[:1].upper() + rest[1:] if text.endswith(('.', '?')) else rest}"
        line = ShortLine(title, text if text.endswith((".", "?")) else f"{text}.")
        if line.words <= room:
            return line
    return None


def _words(item: PageItem) -> str:
    text = f"{item.text.rstrip('.')}{f' ({item.aside})' if item.aside else ''}"
    return text if text.endswith("?") else f"{text}."
