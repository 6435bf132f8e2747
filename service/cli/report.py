"""`immunote report`: what came of a list, as a page and as a summary on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)


def report(
    result: Annotated[Path, typer.Argument(metavar="OUTPUT", help="What `immunote list` wrote: a folder or a file.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The page; left out, report.html by the result.")
    ] = None,
    ids: Annotated[bool, typer.Option("--ids", help="Name the patients whom each step would settle.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the page.")] = False,
    rules: options.Rules = None,
) -> None:
    """Say what was checked, what was found and what would help most; write it as one page of HTML.

    The page fetches nothing and holds no id of a patient unless --ids. Exit status 0, or 2 with all faults on stderr.
    """
    inputs.needs_lists()
    from immunote.service.lists.report.figures import figures
    from immunote.service.lists.report.page import render_report
    from immunote.service.lists.report.terminal import summary
    from immunote.service.lists.report.writing import page_beside, write_page
    from immunote.service.lists.results import open_results

    results = open_results(result)
    rulebase = inputs.load_rules(rules)
    made = results.manifest.rules
    if made.content_hash != rulebase.content_hash:
        help_line = f"it was made under {made.id} {made.version}; name the folder of that rule base by --rules"
        raise Refused([Fault(str(result), "L24", f"rule base {made.content_hash[:12]}", help_line)])
    page = out or page_beside(result)
    found = figures(results, rulebase, ids)
    write_page(page, render_report(found), force)
    output.write_rich(summary(found))
    output.say(f"page: {page}")
