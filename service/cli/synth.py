"""`immunote synth`: a list of patients who do not exist, for tests and measurements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immunote.service.cli import inputs, options
from immunote.service.terminal import output


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(synth)


def synth(
    rows: Annotated[int, typer.Argument(metavar="N", min=1, help="How many patients.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Ends in .csv, .parquet or .ndjson.")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same file.")] = 1,
    form: Annotated[
        str | None, typer.Option("--format", "-f", metavar="csv|parquet|ndjson", help="Where the ending does not say.")
    ] = None,
    faults: Annotated[
        float, typer.Option("--faults", metavar="SHARE", min=0, max=1, help="Share of rows made bad on purpose.")
    ] = 0.0,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    rules: options.Rules = None,
) -> None:
    """Write a synthetic list of patients, for tests and measurements. Nobody in it exists.

    The same number, seed and rule base give the same file. Exit status 0, or 2 with all faults on stderr.
    """
    inputs.needs_lists()
    from immunote.service.lists.synth.writing import format_of, write_cohort

    rulebase = inputs.load_rules(rules)
    planted = write_cohort(rulebase, rows, seed, out, format_of(out, form), faults, force)
    lines = [
        f"{rows:,} synthetic patients of {rulebase.id} {rulebase.version}, seed {seed}: {out}. None of them exists."
    ]
    if faults:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in sorted(planted.items()))
        lines.append(f"Made bad on purpose: {sum(planted.values()):,} rows ({kinds or 'none'}).")
    output.write("\n".join(lines))
