"""The sections of a report that a head of department reads first, and those that compare centres and runs."""

from __future__ import annotations

from collections.abc import Iterator

from immunote.service.lists.report import colours
from immunote.service.lists.report.blocks import (
    Block,
    FoldedBlock,
    KeyBlock,
    LineBlock,
    about,
    drawing,
    heading,
    plot,
    table,
)
from immunote.service.lists.report.charts import Bar
from immunote.service.lists.report.comparison_charts import SharePoint, funnel, run_chart
from immunote.service.lists.report.department import Department
from immunote.service.lists.report.figures import Figures
from immunote.service.lists.report.words import if_recorded, people, share

_FIRST = 12
_CENTRES, _RUNS = 3, 3
"""So many centres make a funnel, so many runs a run chart; fewer are read off the table."""
_SAME = "The same as a table"


def what_first(figures: Figures, found: Department) -> Iterator[Block]:
    """Whom to look at, and what to record next."""
    if found.urgent:
        yield table(
            ("Look at", "Patients"),
            [(f"{each.title[0].upper()}{each.title[1:]}", f"{each.patients:,}") for each in found.urgent],
        )
        yield about("Each patient counts once, at the first that holds. The command worklist names them.")
    elif found.urgent is not None:
        yield LineBlock("paragraph", "Nobody needs to be looked at before the others.")
    if found.needs_the_list:
        yield about("Who of them is under treatment now is counted where the list is named too: --list.")
    steps = figures.helping.steps if figures.helping else ()
    if steps:
        yield LineBlock(
            "paragraph", f"Then: {people(steps[0].newly)} would be settled {if_recorded(figures, steps[0])}."
        )


def completeness(figures: Figures, found: Department) -> Iterator[Block]:
    """How much of each item is recorded, the emptiest first."""
    everyone = figures.rows.evaluated
    if not found.completeness or not everyone:
        return
    yield about(
        "Of the columns that the list has: for how many of those checked an item is recorded, the emptiest first."
    )
    rows = [(each.label, f"{each.recorded:,}", share(each.recorded, everyone)) for each in found.completeness]
    yield table(("Item", "Recorded", ""), rows[:_FIRST])
    if len(rows) > _FIRST:
        yield FoldedBlock(f"All {len(rows)} items", table(("Item", "Recorded", ""), rows))


def centres(found: Department) -> Iterator[Block]:
    """The centres side by side."""
    if not found.centres:
        return
    yield about(
        "All: patients who were checked. First: those who are to be looked at first. Filled: cells that hold "
        "something. A difference can come from who is seen there and from what is written down; it is no ranking."
    )
    counted = [SharePoint(each.name, each.settled, each.patients) for each in found.centres if each.patients]
    if len(counted) >= _CENTRES and 0 < sum(each.part for each in counted) < sum(each.whole for each in counted):
        yield about(
            "Settled, by the number of patients of a centre. Of 100 centres, chance alone leaves 95 between the broken "
            "lines and nearly all between the outer ones."
        )
        yield drawing(funnel(counted))
    yield table(
        ("Centre", "All", "Settled", "First", "Filled"),
        [
            (
                each.name,
                f"{each.patients:,}",
                share(each.settled, each.patients),
                f"{each.urgent:,}",
                share(each.filled, each.cells),
            )
            for each in found.centres
        ],
    )


def runs(found: Department) -> Iterator[Block]:
    """This run and those before it."""
    if not found.runs:
        return
    if len(found.runs) >= _RUNS:
        yield about("The share that is settled, run by run; the broken line is the median.")
        yield drawing(run_chart([SharePoint(each.name, each.settled, each.patients) for each in found.runs]))
    yield KeyBlock((("settled", colours.HOLDS), ("open", colours.OPEN)))
    yield plot(
        [
            Bar(each.name, (("settled", each.settled, colours.HOLDS), ("open", each.open, colours.OPEN)),
                f"{each.settled:,} of {each.patients:,}")
            for each in found.runs
        ]
    )  # fmt: skip
    yield FoldedBlock(
        _SAME,
        table(
            ("Run", "Patients", "Settled", "Open", "Set aside"),
            [
                (each.name, *(f"{n:,}" for n in (each.patients, each.settled, each.open, each.set_aside)))
                for each in found.runs
            ],
        ),
    )


def ignored(found: Department) -> Iterator[Block]:
    """The columns that nothing read."""
    if found.ignored:
        yield heading("Columns that nothing read")
        yield about("They were left out on request. What they hold is not part of anything above.")
        yield table(("Column",), [(name,) for name in found.ignored])
