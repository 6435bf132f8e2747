"""How long the notes of the published cases are: the page beside all of it, and the line on which a reader finds what.

Before: the note as text with its dossier, and its JSON in one piece, which is what every reader was given. Now: the
page, and the lean JSON. Markdown table on stdout.

python bench/pages.py
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.engine.api import Engine
from immunote.engine.lean import lean_json
from immunote.engine.note import Note
from immunote.engine.noting.digest import note_json
from immunote.engine.paging import Page, page_of
from immunote.service.render.page_text import render_page
from immunote.service.render.text import render_text

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"
WIDTH = 100


def first_lines(page: Page, text: str) -> tuple[int | None, ...]:
    """The lines that end with the grade, the first organ, the first risk and the first question; None without one."""
    blocks = {block.key: block for block in page.blocks}
    named = [page.headline.upper()]
    for keys in (("for", "no_target"), ("risks",), ("ask",)):
        named += [next((blocks[key].items[0].text for key in keys if key in blocks), "")]
    return tuple(_line_of(words, text) if words else None for words in named)


def _line_of(words: str, text: str) -> int | None:
    """The line on which the first words of a sentence end."""
    wanted = " ".join(words.split()[:4])
    read = ""
    for number, line in enumerate(text.splitlines(), 1):
        read = " ".join(f"{read} {line}".split())
        if wanted in read:
            return number
    return None


def rows(engine: Engine) -> Iterator[tuple[str, ...]]:
    """A row a published case: as reported, and as completed for illustration."""
    for name, case in engine.rulebase.cases.items():
        for label, more in ((name, {}), (f"{name}, completed", dict(case.completed))):
            if label != name and not more:
                continue
            decided = engine.decide(engine.patient({**case.profile, **more}))
            yield (label, *_row(engine, engine.whole(decided), lean_json(engine.lean(decided))))


def _row(engine: Engine, note: Note, lean: bytes) -> Iterator[str]:
    page = page_of(note, engine.rulebase)
    text, full = render_page(page, WIDTH), render_text(note, engine.rulebase)
    for before, now in (
        (len(full.splitlines()), len(text.splitlines())),
        (len(full.split()), len(text.split())),
        (len(note.citations), len(page.sources)),
    ):
        yield f"{before} → {now}"
    yield f"{len(note_json(note)) / 1000:.0f} → {len(lean) / 1000:.1f}"
    yield from ("" if line is None else str(line) for line in first_lines(page, text))


def main() -> None:
    """Print the table."""
    head = ("patient", "lines", "words", "sources", "kB", "grade", "organ", "risk", "question")
    for row in (head, ("---",) * len(head), *rows(Engine.load(RULES))):
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main()
