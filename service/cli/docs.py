"""`immunote docs`: the documentation site, from the rule base and what was found about it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immunote.service.cli import inputs, options
from immunote.service.terminal import output


def add_to(app: typer.Typer) -> None:
    """Put the command beside the others."""
    app.command("docs")(command)


def command(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where the site is put.")] = Path("site"),
    output_: Annotated[Path | None, typer.Option("--output", hidden=True)] = None,
    rules: options.Rules = None,
    features: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The scenarios; left out: those beside the rules.")
    ] = None,
    proofs: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What `immunote rules prove --json` printed.")
    ] = None,
    coverage: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What `immunote rules coverage features --json` printed.")
    ] = None,
    evidence: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What `immunote evidence check --json` printed.")
    ] = None,
    handbook: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="The checkout whose docs/ is shown; left out: no handbook.")
    ] = None,
    work: Annotated[
        Path, typer.Option(metavar="DIR", help="Where the pages are written before they are typeset.")
    ] = Path("build/docs"),
) -> None:
    """Build the documentation site: a page for each rule and source, the tables, and what was found about them.

    What is not given is shown as not run. Every link is followed; the site fetches nothing from elsewhere. Exit status
    0 with a site, 2 with bad input or a link that leads nowhere (all faults on stderr).
    """
    inputs.needs("gherkin", extra="proof")
    inputs.needs("zensical", extra="docs")
    from immunote.service.evidence.state_file import read_state
    from immunote.service.site.build import build, refuse_other_folder
    from immunote.service.site.findings import read_coverage, read_proofs
    from immunote.service.site.gathered import gather
    from immunote.service.site.history import history_of

    site = output_ or out
    refuse_other_folder(site)
    folder = inputs.rules_folder(rules)
    engine = inputs.load_engine(folder)
    rulebase = engine.rulebase
    gathered = gather(
        engine,
        folder,
        features,
        proofs=None if proofs is None else read_proofs(proofs, rulebase),
        coverage=None if coverage is None else read_coverage(coverage, rulebase),
        evidence=None if evidence is None else read_state(evidence),
        history=history_of(folder),
    )
    with inputs.writing(site):
        pages = build(gathered, handbook, work, site)
    output.write(f"{pages} pages in {site}; every link leads somewhere. Open {site / 'index.html'}.")
