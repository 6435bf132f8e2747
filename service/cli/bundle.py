"""`immunote rules bundle` and `immunote rules verify`: a rule base in one signed file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def add_to(rules_app: typer.Typer) -> None:
    """Add the commands."""
    rules_app.command("bundle")(bundle)
    rules_app.command("verify")(verify)


def bundle(
    folder: Annotated[Path, typer.Argument(metavar="RULES", help="The folder of a rule base.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The bundle, a new file.")],
    key: Annotated[Path, typer.Option(metavar="KEY", help="A private key, as `immunote keys signing` makes one.")],
) -> None:
    """Write a rule base that has no fault to one signed file, for IMMUNOTE_RULES of a service."""
    from immunote.service.cli import inputs
    from immunote.service.terminal import output

    inputs.needs_the_service()
    from immunote.service.rulebases import bundle as bundles
    from immunote.service.signatures.ed25519 import private_key

    made = bundles.make(folder, out, private_key(key))
    output.write(f"signed: {out}, the rule base {made}")


def verify(
    file: Annotated[Path, typer.Argument(metavar="BUNDLE", help="What `immunote rules bundle` wrote.")],
    key: Annotated[list[Path], typer.Option(metavar="KEY.pub", help="A public key; repeat it for several.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FOLDER", help="Unpack it into this new folder as well.")
    ] = None,
) -> None:
    """Check the signature of a bundle and its rules. Exit status 0 where both hold, 2 where they do not."""
    from immunote.service.cli import inputs
    from immunote.service.terminal import output

    inputs.needs_the_service()
    from immunote.service.rulebases import bundle as bundles
    from immunote.service.signatures.ed25519 import public_keys

    signer = bundles.check(file, public_keys(key), out)
    output.write(f"{file.name} is as the key {signer} signed it" + (f"; unpacked: {out}" if out is not None else ""))
