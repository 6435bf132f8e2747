"""The dossier of a note for a terminal: all of it, complete without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase
from immunote.service.render.colours import MARK_STYLES
from immunote.service.render.dossier import (
    GLYPHS,
    MARK_WORDS,
    Dossier,
    DossierEntry,
    DossierLine,
    Lead,
    Mark,
    Section,
)
from immunote.service.render.layout import arrange
from immunote.service.render.words import numbers, wrapped

_ENTRY, _LINE = 2, 6


def render_text(note: Note, rulebase: RuleBase, console_width: int = 100) -> str:
    """The whole note as plain text, no line wider than `console_width`."""
    return "".join(f"{line.plain.rstrip()}\n" for line in _Sheet(console_width).page(arrange(note, rulebase)))


def print_text(note: Note, rulebase: RuleBase, console: Console, widest: int = 100) -> None:
    """Print the same text, with colour where the console has it. Colour only repeats what the marks say."""
    for line in _Sheet(min(console.width, widest)).page(arrange(note, rulebase)):
        console.print(line, soft_wrap=True, highlight=False)


class _Sheet:
    """Sets a page in lines of at most `width` columns."""

    def __init__(self, width: int) -> None:
        self.width = max(width, 40)

    def page(self, page: Dossier) -> Iterator[Text]:
        yield from self._ends(page.title, page.edition, "bold")
        yield from self._ends(page.patient, page.review, "")
        yield Text()
        yield from self._ends(f"  {page.outcome.upper()}", page.status_words, "bold")
        for lead in page.leads:
            yield from self._lead(lead)
        yield Text()
        legend = " · ".join(f"{GLYPHS[mark]} {word}" for mark, word in MARK_WORDS.items())
        yield from self._block(legend, 0, style="dim")
        for section in page.sections:
            yield from self._section(section)
        yield Text()
        for line in page.ending:
            yield from self._block(line, 0, style="dim")

    def _lead(self, lead: Lead) -> Iterator[Text]:
        label = f"{lead.label}: " if lead.label else ""
        yield from self._block(f"{label}{lead.text}", _ENTRY, mark=lead.mark, bold=len(label), hang=_ENTRY + 2)

    def _section(self, section: Section) -> Iterator[Text]:
        yield Text()
        yield from self._block(section.title.upper(), 0, style="bold")
        if section.about:
            yield from self._block(section.about, _ENTRY, style="dim")
        for entry in section.entries:
            yield from self._entry(entry)

    def _entry(self, entry: DossierEntry) -> Iterator[Text]:
        number = f"[{entry.number}] " if entry.number is not None else ""
        label = f"{number}{entry.label}: " if entry.label and entry.text else f"{number}{entry.label}"
        yield from self._block(
            f"{label}{entry.text}",
            _ENTRY,
            mark=entry.mark,
            bold=len(label),
            aside=entry.aside,
            cites=entry.cites,
            hang=_ENTRY + 2,
        )
        for line in entry.lines:
            yield from self._line(line)
        for plot in entry.plots:
            yield from self._line(DossierLine(plot.caption, label="Before and after", cites=plot.cites))

    def _line(self, line: DossierLine) -> Iterator[Text]:
        label = f"{line.label}: " if line.label else ""
        yield from self._block(
            f"{label}{line.text}", _LINE, mark=line.mark, cites=line.cites, hang=_LINE + 2, bold=0, style=""
        )

    def _ends(self, left: str, right: str, style: str) -> Iterator[Text]:
        """One text at the left and one at the right of its last line, or below it where there is no room."""
        indent = len(left) - len(left.lstrip())
        lines = list(self._block(left.strip(), indent, style=style)) or [Text()]
        gap = self.width - lines[-1].cell_len - cell_len(right)
        if gap >= 2:
            lines[-1].append(" " * gap).append(right, "dim")
            yield from lines
        else:
            yield from lines
            yield from self._block(right, indent, style="dim")

    def _block(
        self,
        text: str,
        indent: int,
        *,
        mark: Mark = "none",
        style: str = "",
        bold: int = 0,
        aside: str = "",
        cites: Iterable[int] = (),
        hang: int | None = None,
    ) -> Iterator[Text]:
        """A wrapped text: its mark before it, `aside` at the right of its first line, citations after its last."""
        glyph = GLYPHS[mark]
        hang = indent if hang is None else hang
        first_indent = hang if glyph else indent
        room = self.width - cell_len(aside) - 2 if aside else self.width
        below = aside if room - first_indent < (self.width - first_indent) // 3 else ""
        if below:  # it takes most of a line, and gets one of its own
            aside, room = "", self.width
        lines = list(wrapped(text, room - first_indent, self.width - hang))
        cites = tuple(cites)
        end = numbers(cites)
        for place, words in enumerate(lines or [""]):
            line = Text(" " * (first_indent if place == 0 else hang))
            if place == 0 and glyph:
                line = Text(" " * indent)
                line.append(f"{glyph} ".ljust(hang - indent), MARK_STYLES[mark])
            start = len(line)
            line.append(words, style)
            if place == 0:
                line.stylize("bold", start, start + bold)
                if aside:
                    line.append(" " * (self.width - line.cell_len - cell_len(aside)))
                    line.append(aside, "dim")
            if end and place == len(lines) - 1:
                yield from self._cited(line, end, hang)
            else:
                yield line
        for words in wrapped(below, self.width - hang, self.width - hang):
            yield Text.assemble(" " * hang, (words, "dim"))

    def _cited(self, line: Text, end: str, hang: int) -> Iterator[Text]:
        """The citations at the right of a line, or on lines of their own where there is no room."""
        gap = self.width - line.cell_len - cell_len(end)
        if gap >= 2:
            line.append(" " * gap)
            line.append(end, "dim")
            yield line
            return
        yield line
        parts = list(wrapped(end, self.width - hang, self.width - hang))
        for words in parts:
            yield Text.assemble(" " * (self.width - cell_len(words)), (words, "dim"))
