"""`immunote evidence check`: retractions and newer versions of the sources, and what leans on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    import sqlalchemy

    from immunote.engine.rulebase import RuleBase
    from immunote.service.evidence.checking import EvidenceCheck

FOUND = 1


def add_to(app: typer.Typer) -> None:
    """Add the group with its command."""
    group = typer.Typer(
        help="What became of the sources since they were read.", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("check")(check)
    group.callback()(_group)
    app.add_typer(group, name="evidence")


def _group() -> None:
    """What became of the sources since they were read."""


def check(
    lists: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Lists of retractions with the columns of Retraction Watch, in CSV."),
    ] = None,
    newer: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A list of newer versions of sources; docs/evidence.md.")
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Name the logged decisions that lean on a hit too.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the JSON there, for `immunote docs`.")
    ] = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
    database: options.Database = None,
) -> None:
    """Match lists with the sources by DOI and PMID; name every rule, sentence and decision that leans on a hit.

    Exit status 0 where every hit is marked in the rule base and nothing is newer, 1 otherwise, 2 with bad input.
    """
    from immunote.service.evidence import text
    from immunote.service.evidence.checking import checked
    from immunote.service.evidence.newer import read_newer
    from immunote.service.evidence.retractions import read_retractions
    from immunote.service.evidence.state_file import plain

    written = options.text_or_json(format, as_json)
    if not lists and newer is None:
        raise Refused([Fault("FILE", "Q03", "none", "give a list of retractions, `--newer`, or both")])
    rulebase = inputs.load_rules(rules)
    faults: list[Fault] = []
    read = []
    for path in lists or []:
        try:
            read.append(read_retractions(path, rulebase.sources))
        except Refused as refused:
            faults += refused.faults
    try:
        versions = () if newer is None else read_newer(newer, rulebase.sources)
    except Refused as refused:
        faults += refused.faults
    if faults:
        raise Refused(faults)
    found = checked(rulebase, read, versions)
    if log or database is not None:
        found = _with_log(found, rulebase, database)
    if out is not None:
        with inputs.writing(out):
            out.write_text(json.dumps(plain(found), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    if written == "json":
        output.write_json(plain(found))
    else:
        output.write("\n".join(output.visible(each) for each in text.lines(found)))
    raise typer.Exit(FOUND if found.needs_work else 0)


def _with_log(found: EvidenceCheck, now: RuleBase, url: str | None) -> EvidenceCheck:
    inputs.needs_the_service()
    from immunote.service.cli.decision_log import with_database
    from immunote.service.evidence.checking import with_log
    from immunote.service.storage.database import existing
    from immunote.service.storage.decisions import DecisionLog
    from immunote.service.storage.rulebases import RuleBaseStore

    made: list[EvidenceCheck] = []

    def work(database: sqlalchemy.Engine) -> int:
        store = RuleBaseStore(database)
        kept = frozenset(store.hashes())

        def rules_of(content_hash: str) -> RuleBase | None:
            if content_hash == now.content_hash:
                return now
            try:
                return store.load(content_hash) if content_hash in kept else None
            except Refused:  # kept by a program whose rules this one cannot read: counted as not kept
                return None

        made.append(with_log(found, DecisionLog(database).entries(), rules_of))
        return 0

    status = with_database(url, existing, work)
    if status:
        raise typer.Exit(status)
    return made[0]
