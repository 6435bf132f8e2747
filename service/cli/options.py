"""Options that several commands have, each spelt in one way, and what a shell may complete them with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from immunote.engine.rulebase import RuleBase

TEXT_OR_JSON = ("text", "json")


def beginning(names: Iterable[str], typed: str) -> list[str]:
    """The names that begin with what was typed."""
    return [each for each in names if each.startswith(typed)]


def one_of(*names: str) -> Callable[[str], list[str]]:
    """A completion by names that are known beforehand."""

    def completed(incomplete: str) -> list[str]:
        return beginning(names, incomplete)

    return completed


def of_rules(names: Callable[[RuleBase], Iterable[str]]) -> Callable[[str], list[str]]:
    """A completion by names of the rule base that a command would act on; none where it cannot be loaded."""

    def completed(incomplete: str) -> list[str]:
        from immunote.engine.faults import Refused
        from immunote.service import rulebases
        from immunote.service.cli import inputs
        from immunote.service.rulebases.in_use import engine_of

        try:
            return beginning(names(engine_of(inputs.rules_around_here() or rulebases.folder()).rulebase), incomplete)
        except Refused:
            return []

    return completed


def _parts(rulebase: RuleBase) -> Iterable[str]:
    from immunote.engine.reviewing.content import parts_of

    return parts_of(rulebase)


elements = of_rules(lambda rulebase: rulebase.elements)
names = of_rules(lambda rulebase: [*rulebase.named, *(row.name for row in rulebase.rows), *rulebase.thresholds])
cases = of_rules(lambda rulebase: rulebase.cases)
parts = of_rules(_parts)
jurisdictions = of_rules(lambda rulebase: rulebase.about.jurisdictions)
properties = of_rules(lambda rulebase: [each.id for each in rulebase.properties])

Shadow = Annotated[
    Path | None, typer.Option("--shadow", metavar="RULEBASE", help="A second rule base, decided beside and counted.")
]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FOLDER", help="Another rule base than that of this folder, or the one installed."),
]
Features = Annotated[
    Path | None, typer.Option("--features", metavar="FOLDER", help="Its scenarios; left out: beside the rules.")
]
Format = Annotated[
    str,
    typer.Option(
        "--format", "-f", metavar="text|json", help="How it is written.", autocompletion=one_of(*TEXT_OR_JSON)
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="The same as --format json, for other programs.")]
Database = Annotated[
    str | None, typer.Option("--database", metavar="URL", help="SQLite or PostgreSQL; else IMMUNOTE_STORAGE__URL.")
]
Full = Annotated[
    bool,
    typer.Option(
        "--full",
        help="All of the note, the dossier, in place of the page; in a PDF after it; the other formats hold it.",
    ),
]
Parts = Annotated[
    str | None,
    typer.Option(
        "--parts",
        metavar="lean|whole",
        help="Of JSON: what stands by itself, or everything; left out, lean.",
        autocompletion=one_of("lean", "whole"),
    ),
]
For = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="ehr|panel",
        help="For a record system, twelve plain lines; for a panel, a request form with blanks to fill.",
        autocompletion=one_of("ehr", "panel"),
    ),
]
Jurisdiction = Annotated[
    str | None,
    typer.Option(
        "--jurisdiction",
        metavar="us|eu|au|ca-on|uk",
        help="Where the patient is treated; left out, it is not known.",
        autocompletion=jurisdictions,
    ),
]

Map = Annotated[Path | None, typer.Option("--map", metavar="FILE", help="What the list's own columns and codes mean.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="The day to which dates in a map are counted.")
]
Since = Annotated[
    Path | None, typer.Option("--since", metavar="RESULT", help="Decide only what differs from a former result.")
]
MissingCodes = Annotated[
    list[str] | None, typer.Option(metavar="CODE|COLUMN=CODE", help="A code for missing, such as 99; repeatable.")
]
RealValues = Annotated[
    list[str] | None,
    typer.Option(metavar="COLUMN=VALUE", help="A value that looks like a code and is none; repeatable."),
]
CellsMean = Annotated[
    list[str] | None, typer.Option(metavar="COLUMN:CELL=VALUE", help="What a cell means; repeatable.")
]
IgnoredColumns = Annotated[
    list[str] | None, typer.Option(metavar="COLUMN", help="A column that nothing is to read, or a pattern.")
]
Query = Annotated[
    str | None, typer.Option(metavar="TABLE|SELECT|FILE.sql", help="Which rows of a database are the list.")
]


def chosen(format: str, as_json: bool) -> str:
    """The format that `--format` or `--json` asks for. Raises Refused (Q03) where the two contradict each other."""
    if as_json and format not in TEXT_OR_JSON:
        from immunote.engine.faults import Fault, Refused

        raise Refused([Fault("--json", "Q03", f"--format {format}", "give one of the two")])
    return "json" if as_json else format


def text_or_json(format: str, as_json: bool) -> str:
    """The format of a command that has no other than these two. Raises Refused (Q03)."""
    from immunote.engine.faults import Refused
    from immunote.service.cli import inputs

    if faults := inputs.not_one_of("--format", format, TEXT_OR_JSON):
        raise Refused(faults)
    return chosen(format, as_json)


def either(folder: Path | None, rules: Path | None) -> Path | None:
    """A rule base that may be named as an argument or by `--rules`. Raises Refused (Q03) where both name one."""
    if folder is not None and rules is not None:
        from immunote.engine.faults import Fault, Refused

        raise Refused([Fault("--rules", "Q03", str(rules), "FOLDER names a rule base already; give one of the two")])
    return folder or rules
