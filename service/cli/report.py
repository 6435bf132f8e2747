"""`immunote report`: what came of a list, as a page and as a summary on the terminal."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    import polars as pl

    from immunote.service.lists.results import Results

_STEPS = 4


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)


def report(
    result: Annotated[Path, typer.Argument(metavar="OUTPUT", help="What `immunote list` wrote: a folder or a file.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The page; left out, report.html by the result.")
    ] = None,
    ids: Annotated[bool, typer.Option("--ids", help="Name the patients whom each step would settle.")] = False,
    input: Annotated[
        Path | None, typer.Option("--list", metavar="LIST", help="Its list: says what is recorded, and by centre.")
    ] = None,
    map_: Annotated[Path | None, typer.Option("--map", metavar="FILE", help="The map of the run, if any.")] = None,
    centre: Annotated[
        str | None, typer.Option("--centre", metavar="COLUMN", help="The column of the list that names the centre.")
    ] = None,
    before: Annotated[
        list[Path] | None, typer.Option("--before", metavar="RESULT", help="An earlier run; repeat it, oldest first.")
    ] = None,
    round_to: Annotated[
        int | None, typer.Option("--round-to", metavar="N", min=2, help="Round every number, so that none is small.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DAY", help="The date on the page; left out, today.")
    ] = None,
    progress: Annotated[str, typer.Option(metavar="auto|json|none", help="How far it is, on stderr.")] = "auto",
    force: Annotated[bool, typer.Option("--force", help="Overwrite the page.")] = False,
    rules: options.Rules = None,
) -> None:
    """Say what was checked, what was found and what would help most; write it as one page of HTML.

    The page fetches nothing and holds no id of a patient unless --ids. Exit status 0, or 2 with all faults on stderr.
    """
    inputs.needs_lists()
    from immunote.service.lists.databases.address import refuse_databases
    from immunote.service.lists.progress import MODES
    from immunote.service.lists.progress import progress as shown_by
    from immunote.service.lists.report.department import department
    from immunote.service.lists.report.figures import figures
    from immunote.service.lists.report.masking import masked
    from immunote.service.lists.report.page import render_report
    from immunote.service.lists.report.terminal import summary
    from immunote.service.lists.report.writing import page_beside, write_page
    from immunote.service.lists.results import open_results

    earlier_runs = {f"--before {number}": each for number, each in enumerate(before or (), start=1)}
    refuse_databases(OUTPUT=result, **{"--list": input}, **earlier_runs)
    day = date or today()
    faults = inputs.not_one_of("--progress", progress, MODES)
    if centre is not None and input is None:
        faults.append(Fault("--centre", "L23", centre, "it is a column of the list; name that by --list"))
    if ids and round_to is not None:
        faults.append(Fault("--round-to", "L23", "--ids", "one hides small numbers, the other names patients"))
    if faults:
        raise Refused(faults)
    results = open_results(result)
    rulebase = inputs.load_rules(rules)
    made = results.manifest.rules
    if made.content_hash != rulebase.content_hash:
        help_line = f"it was made under {made.id} {made.version}; name the folder of that rule base by --rules"
        raise Refused([Fault(str(result), "L24", f"rule base {made.content_hash[:12]}", help_line)])
    page = out or page_beside(result)
    earlier = [open_results(each) for each in before or ()]
    with shown_by(progress) as shown:
        shown.start(_STEPS, 0)
        found = figures(results, rulebase, ids)
        shown.advance(1, 0)
        recorded = _recorded(input, map_, centre, results, rules)
        shown.advance(1, 0)
        counted = department(results, rulebase, day, *recorded, before=earlier)
        shown.advance(1, 0)
        if round_to is not None:
            found, counted = masked(found, round_to), replace(masked(counted, round_to), rounded_to=round_to)
        write_page(page, render_report(found, counted), force)
        shown.advance(1, 0)
    output.write_rich(summary(found))
    output.say(f"page: {page}")


def today() -> str:
    """The day on which a report is written, as it is printed."""
    from datetime import date

    return date.today().isoformat()


def _recorded(
    path: Path | None, map_path: Path | None, centre: str | None, results: Results, rules: Path | None
) -> tuple[pl.DataFrame | None, pl.DataFrame | None]:
    """What the list records, and the centre of each patient; None where they were not asked for. Raises Refused."""
    if path is None:
        return None, None
    from immunote.service.lists.comparing.recorded import column_of_list, recorded

    engine = inputs.load_engine(rules)
    facts = recorded(path, map_path, results.manifest, engine)
    return facts, None if centre is None else column_of_list(path, results.manifest, centre)
