"""The commands `immunote keys`. The work is in `immunote.service.cli.keys`."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Annotated

import typer

from immunote.service.cli import options

_keys_app = typer.Typer(
    help="API keys of the service, and keys to sign with.", no_args_is_help=True, rich_markup_mode=None
)


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(_keys_app, name="keys")


@_keys_app.command("add")
def keys_add(
    scope: Annotated[
        list[str],
        typer.Option(
            metavar="SCOPE",
            help="What it may do: notes:write, knowledge:read, decisions:read, feedback:read, feedback:review, "
            "metrics:read. Repeat it.",
        ),
    ],
    days: Annotated[int, typer.Option(help="How long it is valid.")] = 90,
    label: Annotated[str, typer.Option(help="Whose it is, for the list; no name of a patient.")] = "",
) -> None:
    """Make an API key and print it, this once."""
    raise typer.Exit(_keys().add(scope, days, label))


@_keys_app.command("first")
def keys_first() -> None:
    """Make a key with every scope where there never was a key, and print it, this once."""
    raise typer.Exit(_keys().first())


@_keys_app.command("signing")
def keys_signing(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The private key; beside it FILE.pub.")],
) -> None:
    """Make a pair of Ed25519 keys that sign the decision log, rule bases and files."""
    raise typer.Exit(_keys().signing(file))


@_keys_app.command("sign")
def keys_sign(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What to sign, such as dist/immunote.cdx.json.")],
    key: Annotated[Path, typer.Option(metavar="KEY", help="The private key, a PEM file.")],
) -> None:
    """Sign a file: its signature goes to FILE.sig."""
    raise typer.Exit(_keys().sign(file, key))


@_keys_app.command("check")
def keys_check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What was signed; its signature is FILE.sig.")],
    key: Annotated[
        list[Path], typer.Option(metavar="KEY.pub", help="A public key that may have signed it. Repeat it.")
    ],
) -> None:
    """Check the signature of a file. Exit status 0 where it holds, 2 where it does not."""
    raise typer.Exit(_keys().check(file, key))


@_keys_app.command("list")
def keys_list(format: options.Format = "text", as_json: options.AsJson = False) -> None:
    """List the API keys: id, state, end, scopes, label. JSON is one key a line."""
    raise typer.Exit(_keys().list_keys(options.text_or_json(format, as_json)))


@_keys_app.command("revoke")
def keys_revoke(id: Annotated[str, typer.Argument(metavar="ID", help="As `immunote keys list` shows it.")]) -> None:
    """End an API key for good."""
    raise typer.Exit(_keys().revoke(id))


def _keys() -> ModuleType:
    from immunote.service.cli import inputs

    inputs.needs_the_service()
    from immunote.service.cli import keys

    return keys
