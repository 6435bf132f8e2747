"""A report in a terminal's width: the three sentences, the counts, the worklist, what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from immunote.service.lists.report.figures import Figures, Tally
from immunote.service.lists.report.words import (
    STATUS_WORDS,
    item_words,
    joined,
    outcome_words,
    share,
    synthetic,
    three_sentences,
)

if TYPE_CHECKING:
    from rich.text import Text

_FIRST = 6
_BAR = 24


def summary(figures: Figures) -> Iterator[Text]:
    """The lines of the summary."""
    from rich.text import Text

    if said := synthetic(figures):
        yield Text(said, "bold")
    for sentence in three_sentences(figures):
        yield Text(sentence)
    everyone = figures.rows.evaluated
    if figures.statuses is not None and figures.outcomes is not None and everyone:
        found = [(outcome_words(figures, name), number) for name, number in figures.outcomes.items()]
        found += [(STATUS_WORDS[name], number) for name, number in figures.statuses.items() if name != "settled"]
        yield Text("\nFOUND", "bold")
        yield from _bars(found, everyone)
    if figures.helping is not None and figures.helping.steps:
        labels = {each.element: item_words(each) for each in figures.helping.items}
        yield Text(f"\nWHAT WOULD HELP, recorded in this order: settled of {figures.helping.patients:,} open", "bold")
        for step in figures.helping.steps:
            yield Text(f"  {step.by_then:>9,}  {joined(labels[name] for name in step.items)}")
    if figures.says_something:
        yield from _tallies("WHERE THERE IS EVIDENCE: holds, not known", figures.domains or ())
        yield from _tallies("RISKS: recorded, not known", (figures.risks or ())[:_FIRST])
    yield from _tallies("ASKED BEFORE ANY GRADE: recorded, not answered", figures.flags or ())
    if figures.refusals:
        yield Text("\nSET ASIDE", "bold")
        for each in figures.refusals[:_FIRST]:
            yield Text(f"  {each.rows:>9,}  {each.code} {each.what}: {each.column}")
        if len(figures.refusals) > _FIRST:
            yield Text(f"             and {len(figures.refusals) - _FIRST} more reasons, see the page")


def _bars(found: Iterable[tuple[str, int]], everyone: int) -> Iterator[Text]:
    from rich.text import Text

    for name, number in found:
        bar = "█" * max(1, round(_BAR * number / everyone))
        yield Text.assemble(f"  {number:>9,}  {share(number, everyone):>8}  ", (f"{bar:<{_BAR}}", "blue"), f"  {name}")


def _tallies(head: str, found: Iterable[Tally]) -> Iterator[Text]:
    from rich.text import Text

    shown = [each for each in found if each.holds or each.open]
    if shown:
        yield Text("\n" + head, "bold")
    for each in shown:
        yield Text(f"  {each.holds:>9,}  {each.open:>9,}  {each.title}")
