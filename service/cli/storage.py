"""The commands on what the service keeps: `replay`, `audit`, `database`, `reviews`, `shadow`. The work is in
`immunote.service.cli.decision_log` and `immunote.service.cli.reviews`."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from immunote.service.cli import options, shadow

_MOMENT = "2026-11-22, or 2026-11-22T08:00:00Z."


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    audit = typer.Typer(
        help="The decision log: verified, exported, cleared.", no_args_is_help=True, rich_markup_mode=None
    )
    database = typer.Typer(help="The database of the service.", no_args_is_help=True, rich_markup_mode=None)
    app.command()(replay)
    app.add_typer(audit, name="audit")
    app.add_typer(database, name="database")
    audit.command()(verify)
    audit.command()(export)
    audit.command()(retain)
    audit.command("events")(audit_events)
    database.command()(upgrade)
    database.command()(backup)
    database.command()(restore)
    reviews = typer.Typer(
        help="Sources that feedback said to be behind the evidence.", no_args_is_help=True, rich_markup_mode=None
    )
    app.add_typer(reviews, name="reviews")
    shadow.add_to(app)
    reviews.command("list")(reviews_list)
    reviews.command("close")(reviews_close)


def replay(
    digest: Annotated[str | None, typer.Argument(metavar="DIGEST", help="The digest of a note.")] = None,
    since: Annotated[str | None, typer.Option(metavar="MOMENT", help=_MOMENT)] = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
    database: options.Database = None,
) -> None:
    """Decide again what was decided, under the rule base of then and of now, and say what comes out otherwise.

    Exit status 0 where nothing does, 1 where something does. JSON is one decision a line.
    """
    raise typer.Exit(_decision_log().replay(digest, since, options.chosen(format, as_json), rules, database))


def verify(
    witness: Annotated[
        str | None, typer.Option(metavar="NUMBER:HASH", help="An end of the log that was noted earlier.")
    ] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Verify an export instead.")] = None,
    anchors: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Signed heads that were kept outside of the database.")
    ] = None,
    anchor_key: Annotated[
        list[Path] | None, typer.Option(metavar="KEY.pub", help="A public key that signed them. Repeat it for several.")
    ] = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    database: options.Database = None,
) -> None:
    """Find every row of the decision log that was changed, is missing or stands in another place.

    Exit status 0 for a whole log, 1 for one that is not. Note the end that it prints somewhere else: only that shows
    later whether the whole log was written anew. With `--anchors` that is looked at for all heads that were signed.
    """
    raise typer.Exit(
        _decision_log().verify(witness, file, anchors, anchor_key or (), options.chosen(format, as_json), database)
    )


def export(
    since: Annotated[str | None, typer.Option(metavar="MOMENT", help=_MOMENT)] = None,
    until: Annotated[str | None, typer.Option(metavar="MOMENT", help="Before that moment.")] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Left out: stdout.")] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", hidden=True)] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="ndjson|fhir", help="fhir: AuditEvents of FHIR R4.")
    ] = "ndjson",
    database: options.Database = None,
) -> None:
    """Write the decision log as NDJSON, one decision a line, each with its place in the chain.

    AuditEvents of FHIR R4 say who decided what when, for a national audit repository; they hold no facts of a patient.
    """
    raise typer.Exit(_decision_log().export(since, until, out or output, format, database))


def audit_events(
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Left out: stdout.")] = None,
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="ndjson|fhir", help="fhir: AuditEvents of FHIR R4.")
    ] = "ndjson",
    database: options.Database = None,
) -> None:
    """Write what was done to the service: keys, rule bases, retention, settings, refused sign-ins; one event a line."""
    raise typer.Exit(_decision_log().events(out, format, database))


def retain(
    before: Annotated[str | None, typer.Option(metavar="MOMENT", help=_MOMENT)] = None,
    days: Annotated[int | None, typer.Option(min=1, metavar="DAYS", help="Instead: older than so many days.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Remove; without it, only say what would be removed.")] = False,
    database: options.Database = None,
) -> None:
    """Remove decisions whose time is over, and leave an anchor that keeps the rest verifiable. Export them first."""
    raise typer.Exit(_decision_log().retain(before, days, yes, database))


def upgrade(database: options.Database = None) -> None:
    """Bring the tables to the version of this program."""
    raise typer.Exit(_decision_log().upgrade(database))


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; it holds facts of patients.")],
    database: options.Database = None,
) -> None:
    """Write a whole, verified copy of the database to one file while the service goes on."""
    raise typer.Exit(_decision_log().backup(file, database))


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `immunote database backup` wrote.")],
    database: options.Database = None,
) -> None:
    """Bring a backup into an empty database, SQLite or PostgreSQL, and verify it."""
    raise typer.Exit(_decision_log().restore(file, database))


def reviews_list(
    all: Annotated[bool, typer.Option("--all", help="Those that were closed as well.")] = False,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    database: options.Database = None,
) -> None:
    """List the sources that somebody should read again, the oldest entry first. JSON is one entry a line."""
    raise typer.Exit(_reviews().list_reviews(all, options.chosen(format, as_json), database))


def reviews_close(
    id: Annotated[int, typer.Argument(metavar="ID", help="The number that `immunote reviews list` shows.")],
    because: Annotated[
        str, typer.Option(metavar="TEXT", help="What came of reading the source again; nothing of a patient.")
    ],
    database: options.Database = None,
) -> None:
    """Close a review entry with what came of it. It is written once and never changed; later feedback opens another."""
    raise typer.Exit(_reviews().close(id, because, database))


def _reviews() -> ModuleType:
    from immunote.service.cli import inputs

    inputs.needs_the_service()
    from immunote.service.cli import reviews

    return reviews


def _decision_log() -> ModuleType:
    from immunote.service.cli import inputs

    inputs.needs_the_service()
    from immunote.service.cli import decision_log

    return decision_log
