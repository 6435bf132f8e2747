"""`immunote shadow report`: what a silent trial counted so far."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immunote.service.cli import inputs, options
from immunote.service.terminal import output

STOPPED = 1


def add_to(app: typer.Typer) -> None:
    """Add the group."""
    shadow = typer.Typer(
        help="The silent trial of a second rule base (`immunote serve --shadow`).",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    app.add_typer(shadow, name="shadow")
    shadow.command()(report)
    shadow.callback()(_group)  # a group of one command would else be that command


def _group() -> None:
    """The silent trial of a second rule base (`immunote serve --shadow`)."""


def report(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where the counts are; left out, IMMUNOTE_SHADOW__FILE.")
    ] = None,
    trial: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Which trial of the file, from 1; left out, the latest.")
    ] = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
) -> None:
    """Say who would move under the second rule base, how many cards there would be, and what stopped coming.

    Exit status 0; 1 where an input stopped coming or the evaluators disagreed; 2 without a trial.
    """
    inputs.needs_the_service()
    import orjson

    from immunote.service.settings.checking import read_settings
    from immunote.service.shadow.reporting import report_lines, watched
    from immunote.service.shadow.trial_file import trial_in

    written = options.text_or_json(format, as_json)
    path = file or read_settings().shadow.file
    found = trial_in(path, trial)
    if written == "json":
        shown = found.to_json()
        shown["drift"]["streams"] = [{**each.__dict__, "records_to_find": needed} for each, needed in watched(found)]
        output.write(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())
    else:
        output.write("\n".join(output.visible(line) for line in report_lines(found)))
    raise typer.Exit(STOPPED if found.drift.alarms or found.tally.disagreed else 0)
