"""`immunote rules label`: the facts of a rule base on one page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immunote.service.cli import inputs, options
from immunote.service.terminal import output


def add_to(rules_app: typer.Typer) -> None:
    """Put the command below `immunote rules`."""
    rules_app.command("label")(command)


def command(
    rules: options.Rules = None,
    features: options.Features = None,
    proofs: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What `immunote rules prove --json` printed.")
    ] = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
) -> None:
    """Print what a rule base does, for whom, on what evidence, how it was checked, and its limits; text is Markdown."""
    inputs.needs("gherkin", extra="proof")
    from immunote.service.review.reviewed import Reviewed, features_beside
    from immunote.service.site.findings import read_proofs
    from immunote.service.tracing.label import facts_of, lines

    written = options.text_or_json(format, as_json)
    folder = inputs.rules_folder(rules)
    rulebase = inputs.load_rules(folder)
    found = None if proofs is None else read_proofs(proofs, rulebase)
    facts = facts_of(Reviewed(rulebase, features_beside(folder, features)), found)
    if written == "json":
        output.write_json(facts)
    else:
        output.write("\n".join(lines(facts)))
