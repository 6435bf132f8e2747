"""`immunote rules diff`: two versions of a rule base, and whose grade moves between them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immunote.engine.faults import Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    from immunote.service.diffing.model import Diff

FORMATS = ("text", "json", "html")


def add_to(rules_app: typer.Typer) -> None:
    """Put the command below `immunote rules`."""
    rules_app.command("diff")(command)


def command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A folder, or a git revision: REVISION[:FOLDER].")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="As OLD.")],
    cohort: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A list of patients: .csv, .ndjson or .jsonl.")
    ] = None,
    id: Annotated[str, typer.Option("--id", metavar="COLUMN", help="The column of the cohort that holds ids.")] = "id",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="text|json|html",
            help="How the comparison is written.",
            autocompletion=options.one_of(*FORMATS),
        ),
    ] = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
) -> None:
    """Compare two versions: what changed, whether any grade can differ, and who of a cohort moves.

    Exit status 0 with a comparison, whatever it says; 2 with bad input, 3 where the evaluators disagree.
    """
    inputs.needs("z3", extra="proof")
    from immunote.engine.api import NoAnswer

    format = options.chosen(format, as_json)
    faults = inputs.not_one_of("--format", format, FORMATS)
    if cohort is not None and not cohort.is_file():
        from immunote.engine.faults import Fault

        faults.append(Fault(str(cohort), "V43", cohort.name, "no such file; nothing was compared"))
    if faults:
        raise Refused(faults)
    try:
        found = compare(old, new, cohort, id, rules)
    except NoAnswer as error:
        output.report([error.fault])
        raise typer.Exit(output.NO_ANSWER) from None
    _write(found, format)


def compare(old: str, new: str, cohort: Path | None, id_column: str, rules: Path | None) -> Diff:
    """The comparison. Raises Refused (V40 to V43, and the faults of a version that does not load), NoAnswer."""
    from immunote.service.diffing.cohort import cohort_of
    from immunote.service.diffing.comparing import compared
    from immunote.service.diffing.grades import grades_of
    from immunote.service.diffing.model import Diff
    from immunote.service.diffing.versions import both

    versions = both(old, new, rules, lambda: inputs.rules_folder(None))
    before, after = (each.engine for each in versions)
    changes = compared(before.rulebase, after.rulebase)
    patients = None if cohort is None else cohort_of(cohort, id_column, versions, changes)
    grades = grades_of(before, after, changes)
    return Diff(old=versions[0].shown, new=versions[1].shown, changes=changes, grades=grades, cohort=patients)


def _write(found: Diff, format: str) -> None:
    match format:
        case "json":
            output.write(found.model_dump_json(indent=2))
        case "html":
            from immunote.service.diffing.html import render

            output.write(render(found))
        case _:
            from immunote.service.diffing.text import lines

            output.write_rich(lines(found))
