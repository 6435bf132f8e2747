"""The page as twelve plain lines to paste into a record: ASCII alone, no marks that ask for colour."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from immunote.engine.paging.model import Page, PageBlock, PageItem
from immunote.engine.rulebase import RuleBase

LONGEST = 320
MOST = 12
_PLAIN = {
    "○": "(choice)",
    "●": "*",
    "◐": "(open)",
    "▲": "!",
    "→": "->",
    "·": ";",
    "±": "+/-",
    "≥": ">=",
    "≤": "<=",
    "µ": "u",
    "μ": "u",
    "…": "...",
    "–": "-",
    "—": "-",
    "−": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "×": "x",
    "²": "2",
    "³": "3",
}


def lines_to_paste(page: Page, rulebase: RuleBase) -> tuple[str, ...]:
    """At most twelve lines: who, the outcome with its certainty, then the blocks that have most weight."""
    head = [
        _line(f"{page.title}{f', {page.day}' if page.day else ''}. {page.edition}; {page.searched}."),
        _line(f"{page.who}; {page.jurisdiction}." if page.jurisdiction else f"{page.who}."),
        _line(f"{page.headline} ({page.certainty})."),
    ]
    if page.said:
        head.append(plain(" ".join(page.said)))  # whole, however long: a danger may stand last
    last = _line(page.legend)
    order = [name for name in rulebase.page.ehr if name in {block.key for block in page.blocks}]
    names = order or [block.key for block in page.blocks]
    blocks = {block.key: block for block in page.blocks}
    room = MOST - len(head) - 1
    return (*head, *(_of_block(blocks[name], rulebase) for name in names[:room]), last)


def _of_block(block: PageBlock, rulebase: RuleBase) -> str:
    """A block on one line: its risks by name, its other items; the first ones whole, and how many more there are."""
    title = f"{block.title}: " if block.title else ""
    more = rulebase.page.words.and_more
    risks = [item for item in block.items if item.mark == "risk" and item.names]
    names = list(dict.fromkeys(name for item in risks for name in item.names))
    parts = names or [_words(item) for item in block.items]
    joined = ", " if names else " "
    shown = len(parts)
    text = title + joined.join(parts)
    while len(plain(text)) > LONGEST and shown > 1:
        shown -= 1
        text = f"{title}{joined.join(parts[:shown])} {more.replace('{count}', str(len(parts) - shown))}"
    return _line(text if text.endswith((".", "?")) else f"{text}.")


def _words(item: PageItem) -> str:
    aside = f" ({item.aside})" if item.aside else ""
    text = f"{item.text.rstrip('.')}{aside}"
    return text if text.endswith("?") else f"{text}."


def _line(text: str) -> str:
    shown = plain(text)
    if len(shown) <= LONGEST:
        return shown
    return shown[: LONGEST - 3].rpartition(" ")[0].rstrip(",;:") + "..."


def plain(text: str) -> str:
    """A text in ASCII: signs as words or their nearest letters, accents left out."""
    spelt = "".join(_PLAIN.get(char, char) for char in text.replace(" · ", "; "))
    return " ".join(_ascii(unicodedata.normalize("NFKD", spelt)).split())


def _ascii(chars: Iterable[str]) -> str:
    """The characters that are ASCII; of the others an accent goes, a space stays a space, and the rest is `?`."""
    seen = (char for char in chars if not unicodedata.combining(char))
    return "".join(char if " " <= char < "\x7f" else " " if char.isspace() else "?" for char in seen)
