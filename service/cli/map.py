"""`immunote map draft`: the first draft of a map of somebody's own list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immunote.engine.faults import Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(draft)


def draft(
    input: Annotated[Path, typer.Argument(metavar="LIST", help="Any list that `immunote list` reads.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The map; left out, it is printed.")
    ] = None,
    redcap: Annotated[
        Path | None, typer.Option("--redcap", metavar="FILE", help="The data dictionary of a REDCap project.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the map.")] = False,
    rules: options.Rules = None,
) -> None:
    """Draft the map of a list for a person to correct. What is not sure stands as a comment, and nothing is guessed.

    Codes of short columns are shown in it, free text and ids are not. Exit status 0, or 2 with all faults on stderr.
    """
    inputs.needs_lists()
    from immunote.service.lists.mapping.drafting import MapDrafter
    from immunote.service.lists.mapping.names import every_name
    from immunote.service.lists.mapping.redcap import read_redcap
    from immunote.service.lists.mapping.tables import text_table
    from immunote.service.lists.tables.opening import open_table
    from immunote.service.lists.tables.raw_table import ReadingChoices

    rulebase = inputs.load_rules(rules)
    if out is not None and (faults := inputs.not_overwritten(out, force)):
        raise Refused(faults)
    fields = read_redcap(redcap) if redcap is not None else {}
    table = open_table([str(input)], ReadingChoices(), every_name(rulebase))
    text = MapDrafter(rulebase, fields).draft(text_table(table).everything())
    if out is None:
        output.write(text)
        return
    with inputs.writing(out):
        out.write_text(text + "\n", encoding="utf-8")
    output.say(f"map: {out}; read it, then: immunote list {input} --map {out} -o decided.csv")
