"""The commands and their options. What each does is imported only where it is called: a start stays quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
app = typer.Typer(
    help="From a patient profile to a graded, cited note on IVIG suitability. For clinicians; replaces no judgement.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
)
rules_app = typer.Typer(
    help="The rules themselves: checked, listed, shown.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(rules_app, name="rules")

Rules = Annotated[
    Path | None, typer.Option("--rules", metavar="FOLDER", help="Another rule base than the one that ships.")
]


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"immunote {version('immunote')}")
        raise typer.Exit


@app.callback()
def about(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,
) -> None:
    """Nothing of its own: the commands do the work."""


@app.command()
def note(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A profile in JSON or YAML; - reads stdin.")],
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="text|json|markdown|html", help="How the note is written.")
    ] = "text",
    jurisdiction: Annotated[
        str | None,
        typer.Option(metavar="us|eu|au|ca-on|uk", help="Where the patient is treated; left out, it is not known."),
    ] = None,
    rules: Rules = None,
) -> None:
    """Write the note of one patient.

    Exit status 0 with a note, 2 with bad input (all faults on stderr), 3 where the evaluators disagree.
    """
    from service.cli import notes

    raise typer.Exit(notes.note(file, format, jurisdiction, rules))


@app.command()
def example(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="A published case; see --list.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the published cases.")] = False,
    completed: Annotated[
        bool, typer.Option("--completed", help="With open questions answered by this project, for illustration.")
    ] = False,
    note: Annotated[bool, typer.Option("--note", help="The note in place of the profile.")] = False,
    rules: Rules = None,
) -> None:
    """Print the profile of a published case as JSON."""
    from service.cli import examples

    if list_:
        examples.list_cases(rules)
    elif note:
        raise typer.Exit(examples.show_note(name, completed, rules))
    else:
        examples.show_profile(name, completed, rules)


@app.command()
def fields(
    format: Annotated[str, typer.Option("--format", "-f", metavar="text|json")] = "text",
    rules: Rules = None,
) -> None:
    """The data dictionary: every element that a profile may hold."""
    from service.cli import fields as command

    command.fields(format, rules)


@app.command()
def schema(
    name: Annotated[str, typer.Argument(metavar="profile|note", help="Which schema.")],
    rules: Rules = None,
) -> None:
    """The JSON schema of a profile or of a note."""
    from service.cli import schemas

    schemas.schema(name, rules)


@rules_app.command("check")
def rules_check(
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="A rule base; left out: ours.")] = None,
) -> None:
    """Check a rule base and run all its examples."""
    from service.cli import rules

    rules.check(folder)


@rules_app.command("list")
def rules_list(rules: Rules = None) -> None:
    """List the rules by kind, the decision list and the definitions."""
    from service.cli import rules as command

    command.list_rules(rules)


@rules_app.command("show")
def rules_show(
    name: Annotated[str, typer.Argument(metavar="ID", help="A rule, a definition or a row of the decision list.")],
    rules: Rules = None,
) -> None:
    """Show one rule: its condition, sources, examples, and which outcomes it can decide."""
    from service.cli import show

    show.show(name, rules)
