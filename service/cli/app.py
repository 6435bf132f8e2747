"""The commands and their options. What each does is imported only where it is called: a start stays quick."""

from __future__ import annotations

import os
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Annotated

import typer

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import (
    bundle,
    codes,
    compare,
    coverage,
    diff,
    docs,
    evidence,
    flatten,
    help_examples,
    key_commands,
    label,
    map,
    new,
    options,
    prove,
    report,
    review,
    scenario,
    storage,
    synth,
    trace,
    worklist,
)

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
app = typer.Typer(
    help="From a patient profile to a graded, cited note on IVIG suitability. For clinicians; replaces no judgement.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
)
rules_app = typer.Typer(
    help="The rules themselves: checked, listed, shown.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(rules_app, name="rules")
map_app = typer.Typer(help="What the columns of a list mean.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(map_app, name="map")


def _version(wanted: bool) -> None:
    if wanted:
        from immunote.engine.version import VERSION

        typer.echo(f"immunote {VERSION}")
        raise typer.Exit


_OF_SOURCES = ("rules", "docs", "scenario", "codes")
"""Commands that write what everybody may read: rules, scenarios, pages of the documentation."""


@app.callback()
def about(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,
) -> None:
    """Nothing of its own: the commands do the work. What they write of patients is for its owner alone."""
    if context.invoked_subcommand not in _OF_SOURCES:
        from immunote.service.terminal import private_files

        try:
            before = private_files.restrict()
        except ValueError as error:
            help_line = "600, 640, 644, 660 or 664, in octal: the rights of files that are written"
            raise Refused([Fault(private_files.VARIABLE, "Q03", str(error), help_line)]) from None
        context.call_on_close(lambda: os.umask(before))


@app.command()
def note(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A profile in JSON or YAML; - reads stdin.")],
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="text|json|markdown|html|pdf",
            help="How the note is written.",
            autocompletion=options.one_of("text", "json", "markdown", "html", "pdf"),
        ),
    ] = "text",
    as_json: options.AsJson = False,
    full: options.Full = False,
    reader: options.For = None,
    parts: options.Parts = None,
    jurisdiction: options.Jurisdiction = None,
    rules: options.Rules = None,
) -> None:
    """Write the note of one patient: one page, or all of it with --full.

    Exit status 0 with a note, 2 with bad input (all faults on stderr), 3 where the evaluators disagree.
    """
    from immunote.service.cli import notes

    depth = notes.Depth(full, reader, parts)
    raise typer.Exit(notes.note(file, options.chosen(format, as_json), jurisdiction, rules, depth))


@app.command()
def example(
    name: Annotated[
        str | None,
        typer.Argument(metavar="NAME", help="A published case; see --list.", autocompletion=options.cases),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the published cases.")] = False,
    completed: Annotated[
        bool, typer.Option("--completed", help="With open questions answered by this project, for illustration.")
    ] = False,
    note: Annotated[bool, typer.Option("--note", help="The note in place of the profile.")] = False,
    full: options.Full = False,
    reader: options.For = None,
    parts: options.Parts = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
) -> None:
    """Print the profile of a published case as JSON; the list and the note as text, or as JSON by --json."""
    from immunote.service.cli import examples, notes

    chosen = options.text_or_json(format, as_json)
    if list_:
        examples.list_cases(chosen, rules)
    elif note:
        raise typer.Exit(examples.show_note(name, completed, chosen, rules, notes.Depth(full, reader, parts)))
    else:
        examples.show_profile(name, completed, rules)


@app.command()
def fields(
    word: Annotated[
        str | None,
        typer.Argument(
            metavar="WORD",
            help="Those whose name, label or question has it; left out, all.",
            autocompletion=options.elements,
        ),
    ] = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
) -> None:
    """The data dictionary: every element that a profile may hold."""
    from immunote.service.cli import fields as command

    command.fields(word, options.chosen(format, as_json), rules)


@app.command()
def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="profile|note|lean|knowledge",
            help="Which schema.",
            autocompletion=options.one_of("profile", "note", "lean", "knowledge"),
        ),
    ],
    rules: options.Rules = None,
) -> None:
    """The JSON schema of a profile or of a note."""
    from immunote.service.cli import schemas

    schemas.schema(name, rules)


@app.command()
def serve(
    check: Annotated[bool, typer.Option("--check", help="Check settings and rules, start nothing.")] = False,
    host: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Where to listen; else IMMUNOTE_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Else IMMUNOTE_PORT; 0 takes a free one.")] = None,
    workers: Annotated[int | None, typer.Option(help="How many processes; else IMMUNOTE_WORKERS.")] = None,
    database: options.Database = None,
    development: Annotated[
        bool, typer.Option("--development", help="Ask nobody who they are; on this machine's own address only.")
    ] = False,
    shadow: options.Shadow = None,
    rules: options.Rules = None,
) -> None:
    """Answer over HTTP: REST, FHIR R4 and CDS Hooks. All settings: docs/settings.md.

    Exit status 0 after a stop, 2 with bad settings or rules (all faults on stderr), 3 without engine or database.
    """
    from immunote.service.cli import inputs

    inputs.needs_the_service()
    from immunote.service.server import serve as command

    if rules is None and "IMMUNOTE_RULES" not in os.environ:
        rules = inputs.rules_here()
    raise typer.Exit(command.serve(command.options(host, port, workers, rules, database, development, shadow), check))


@app.command("list")
def list_(
    input: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT...", help="A list: files, a folder, a pattern, a database, or -; docs/lists.md."),
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", "-o", metavar="OUTPUT", help="A file of such a name, or a folder.")
    ] = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            metavar="parquet|csv|ndjson",
            help="What a folder is filled with; left out, Parquet.",
            autocompletion=options.one_of("parquet", "csv", "ndjson"),
        ),
    ] = None,
    id: Annotated[str, typer.Option("--id", metavar="COLUMN", help="The column that holds the ids.")] = "id",
    columns: Annotated[
        str | None, typer.Option(metavar="A,B,rule.*", help="Which columns to write; left out, all.")
    ] = None,
    notes: Annotated[
        str | None,
        typer.Option(metavar="N|IDS|all", help="Write whole notes too: of the first N rows, of some, of all."),
    ] = None,
    settled_by: Annotated[
        bool, typer.Option("--settled-by", help="Say what could settle each open row; takes its time.")
    ] = False,
    jurisdiction: options.Jurisdiction = None,
    map_: options.Map = None,
    as_of: options.AsOf = None,
    since: options.Since = None,
    template: Annotated[
        str | None, typer.Option(metavar="csv|xlsx", help="Print an empty list with its explanations, and end.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped, or begin it.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Put this run in the place of a former one.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse a list with a column that is no element.")] = False,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="Which sheet of a workbook.")] = None,
    missing: options.MissingCodes = None,
    real: options.RealValues = None,
    means: options.CellsMean = None,
    ignore: options.IgnoredColumns = None,
    query: options.Query = None,
    progress: Annotated[str, typer.Option(metavar="auto|json|none", help="How far it is, on stderr.")] = "auto",
    part_rows: Annotated[int | None, typer.Option(metavar="N", help="Rows that are read and written at once.")] = None,
    engine: Annotated[str, typer.Option(metavar="polars|spark", help="What it runs on.")] = "polars",
    master: Annotated[str | None, typer.Option(metavar="URL", help="With spark: which one.")] = None,
    rules: options.Rules = None,
) -> None:
    """Decide a whole list of patients: one row in, one row out. docs/lists.md says all of it.

    Exit status 0 with all rows decided; 4 where some were quarantined and all others decided; 2 where the list, an
    option or the output is refused; 3 where evaluators disagree; 5 where the run was stopped: --resume goes on.
    """
    from immunote.service.cli import list as command

    raise typer.Exit(
        command.asked(
            inputs_=tuple(input or ()),
            reading={
                "sheet": sheet,
                "missing": missing,
                "real": real,
                "means": means,
                "ignore": ignore,
                "query": query,
            },
            out=out,
            kind=format,
            id=id,
            columns=columns,
            notes=notes,
            settled_by=settled_by,
            jurisdiction=jurisdiction,
            template=template,
            resume=resume,
            force=force,
            strict=strict,
            part_rows=part_rows,
            map=map_,
            as_of=as_of,
            since=since,
            how=command.ListOptions(rules=rules, progress=progress, engine=engine, master=master),
        )
    )


@rules_app.command("check")
def rules_check(
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="A rule base, as --rules names one.")] = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
) -> None:
    """Check a rule base and run all its examples."""
    from immunote.service.cli import rules as command

    raise typer.Exit(command.check(options.text_or_json(format, as_json), options.either(folder, rules)))


@rules_app.command("list")
def rules_list(format: options.Format = "text", as_json: options.AsJson = False, rules: options.Rules = None) -> None:
    """List the rules by kind, the decision list and the definitions."""
    from immunote.service.cli import rules as command

    command.list_rules(options.text_or_json(format, as_json), rules)


@rules_app.command("knowledge")
def rules_knowledge(rules: options.Rules = None) -> None:
    """Print what notes of this rule base refer to (rules, sentences, sources) as JSON, for programs."""
    from immunote.service.cli import rules as command

    command.knowledge(rules)


@rules_app.command("show")
def rules_show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A rule, a definition, a row of the decision list or a threshold.",
            autocompletion=options.names,
        ),
    ],
    format: options.Format = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
) -> None:
    """Show one rule: its condition, sources, examples, and which outcomes it can decide."""
    from immunote.service.cli import show

    show.show(name, options.text_or_json(format, as_json), rules)


for each in (bundle, new, prove, coverage, label, diff):
    each.add_to(rules_app)
for each in (
    key_commands, storage, scenario, review, docs, evidence, trace, report, compare, worklist, synth, flatten, codes,
):  # fmt: skip
    each.add_to(app)
map.add_to(map_app)
help_examples.add_to(app)


def only_what_is_called(arguments: Sequence[str]) -> typer.Typer:
    """The program with only the command or group that the first argument names; all of it where that names none.

    Typer would otherwise make all commands at each start, which takes longer than most notes.
    """
    called = arguments[0] if arguments else ""
    commands = [each for each in app.registered_commands if help_examples.name_of(each) == called]
    groups = [each for each in app.registered_groups if each.name == called]
    if not commands and not groups:
        return app
    only = copy(app)
    only.registered_commands, only.registered_groups = commands, groups
    return only
