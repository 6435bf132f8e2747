"""`immunote map draft`: the first draft of a map of somebody's own list."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immunote.engine.faults import Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output

MODELS = ("omop-cdm-5.4", "sql-on-fhir")


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(draft)
    app.command()(standard)


def draft(
    input: Annotated[
        list[str],
        typer.Argument(metavar="LIST...", help="Any list that `immunote list` reads, in one file or several."),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="The map; left out, it is printed.")
    ] = None,
    query: options.Query = None,
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
    table = open_table(input, ReadingChoices(query=query), every_name(rulebase), union=True)
    text = MapDrafter(rulebase, fields).draft(text_table(table).everything())
    if out is None:
        output.write(text)
        return
    with inputs.writing(out):
        out.write_text(text + "\n", encoding="utf-8")
    output.say(f"map: {out}; read it, then: immunote list {' '.join(input)} --map {out} -o decided.csv")


def standard(
    model: Annotated[
        str,
        typer.Argument(
            metavar="omop-cdm-5.4|sql-on-fhir", help="The data model.", autocompletion=options.one_of(*MODELS)
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="Where the files are written.")],
    force: Annotated[bool, typer.Option("--force", help="Overwrite them.")] = False,
    rules: options.Rules = None,
) -> None:
    """Write the query and the map that make a list of a database in a common data model.

    For views of SQL on FHIR their ViewDefinitions are written too. All of it is made from the codes of the rules; read
    it, then give it to immunote list by --query and --map. Exit status 0, or 2 with all faults on stderr.
    """
    from immunote.service.lists.databases.models import files_of
    from immunote.service.lists.source import refuse

    if faults := inputs.not_one_of("MODEL", model, MODELS):
        raise Refused(faults)
    rulebase = inputs.load_rules(rules)
    if rulebase.records is None:
        raise refuse("--rules", "R06", "records.yaml", "the codes of health records are declared there")
    files = {out / name: text for name, text in files_of(model, rulebase).items()}
    if faults := [fault for path in files for fault in inputs.not_overwritten(path, force)]:
        raise Refused(faults)
    for path, text in files.items():
        with inputs.writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    output.say(
        f"{out}: {', '.join(path.name for path in files)}; read them, then: immunote list DATABASE"
        f" --query {out}/query.sql --map {out}/map.yaml --as-of DAY -o decided.csv"
    )
