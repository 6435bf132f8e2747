"""`immunote worklist`: who of a decided list to look at first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(worklist)


def worklist(
    result: Annotated[Path, typer.Argument(metavar="RESULT", help="What `immunote list` wrote.")],
    input: Annotated[Path, typer.Argument(metavar="LIST", help="The list that it was made from.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Ends in .html, .csv, .parquet or .ndjson.")],
    map_: Annotated[Path | None, typer.Option("--map", metavar="FILE", help="The map of the run, if any.")] = None,
    pages: Annotated[
        Path | None, typer.Option("--pages", metavar="FOLDER", help="Write the note of each patient there too.")
    ] = None,
    pages_as: Annotated[
        str,
        typer.Option(
            "--pages-as", metavar="html|pdf", help="What the pages are.", autocompletion=options.one_of("html", "pdf")
        ),
    ] = "html",
    first: Annotated[int, typer.Option("--first", metavar="N", min=1, help="At most so many patients.")] = 200,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file and the pages.")] = False,
    progress: Annotated[str, typer.Option(metavar="auto|json|none", help="How far it is, on stderr.")] = "auto",
    rules: options.Rules = None,
) -> None:
    """List whom to look at first: the reason with the recorded values, the next question, and a page each.

    What is written holds patients' ids and values. Exit status 0, or 2 with all faults on stderr, 3 where the
    evaluators disagree.
    """
    inputs.needs_lists()
    from immunote.service.lists.comparing.recorded import rows_of_result
    from immunote.service.lists.databases.address import refuse_databases
    from immunote.service.lists.progress import MODES
    from immunote.service.lists.progress import progress as shown_by
    from immunote.service.lists.results import open_results
    from immunote.service.lists.worklist.entries import entries
    from immunote.service.lists.worklist.ordering import in_order
    from immunote.service.lists.worklist.writing import KINDS, worklist_page, worklist_rows, worklist_text
    from immunote.service.lists.writing import write_rows

    refuse_databases(RESULT=result, LIST=input)
    faults = inputs.not_one_of("--progress", progress, MODES) + _taken(out, pages, force)
    faults += inputs.not_one_of("--pages-as", pages_as, ("html", "pdf"))
    if out.suffix not in KINDS:
        faults.append(Fault("--out", "L02", out.name, "the name ends in .html, .csv, .parquet or .ndjson"))
    if faults:
        raise Refused(faults)
    if pages_as == "pdf":
        from immunote.service.render import drawing_needs

        drawing_needs.check()
    results, engine = open_results(result), inputs.load_engine(rules)
    made = results.manifest
    if made.rules.content_hash != engine.rulebase.content_hash:
        help_line = f"it was made under {made.rules.id} {made.rules.version}; name that rule base by --rules"
        raise Refused([Fault(str(result), "L24", f"rule base {made.rules.content_hash[:12]}", help_line)])
    rows, texts = rows_of_result(input, map_, made, engine)
    ordered = in_order(results, rows, engine.rulebase)
    listed = ordered.head(first)
    if pages is not None:
        inputs.writable(pages)
    found = []
    with inputs.writing(pages or out), shown_by(progress) as shown:
        shown.start(listed.height, 0)
        for each in entries(listed, rows, texts, engine, made.made.jurisdiction, pages, pages_as == "pdf"):
            found.append(each)
            shown.advance(1, 0)
    said = worklist_text(ordered.height, len(found), results.manifest.rows.evaluated if results.manifest.rows else 0)
    with inputs.writing(out):
        if out.suffix == ".html":
            link = f"{os.path.relpath(pages, out.parent)}/" if pages is not None else ""
            page = worklist_page(found, said, made.input.name, engine.rulebase, made.made.as_of or "", link)
            out.write_text(page, encoding="utf-8")
        else:
            write_rows(worklist_rows(found), out, KINDS[out.suffix])
    output.write("\n".join([said, *_by_priority([each.priority for each in found])]))
    output.say(f"work list: {out}")


def _taken(out: Path, pages: Path | None, force: bool) -> list[Fault]:
    faults = inputs.not_overwritten(out, force)
    if pages is not None and pages.exists() and not force and (not pages.is_dir() or any(pages.iterdir())):
        faults.append(Fault(str(pages), "L16", pages.name, "name a new or an empty folder, or add --force"))
    return faults


def _by_priority(found: list[str]) -> list[str]:
    return [f"  {found.count(title):,} × {title}" for title in dict.fromkeys(found)]
