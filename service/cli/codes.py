"""`immunote codes`: which codes of health records are known, and what one of them would be read as."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    from immunote.service.fhir.code_coverage import ElementCodes
    from immunote.service.fhir.index import Index
    from immunote.service.fhir.recognition import Hit

NOT_READ = 1
Map = Annotated[Path | None, typer.Option("--map", metavar="FILE", help="A local mapping file, checked and read too.")]


def add_to(app: typer.Typer) -> None:
    """Put the commands below `immunote codes`."""
    codes = typer.Typer(
        help="Codes of health records: how many are known, and what one of them is read as.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    codes.command("coverage")(coverage)
    codes.command("check")(check)
    app.add_typer(codes, name="codes")


def coverage(rules: options.Rules = None, format: options.Format = "text", as_json: options.AsJson = False) -> None:
    """Print, element by element, how many codes of each system are known; a category counts as one.

    Behind "near": codes that raise the question without answering it. Behind "names": by which a drug is read from its
    own text. What each system may be used for: docs/decisions/034-codes-by-kind.md.
    """
    from immunote.service.fhir import code_coverage

    written = options.text_or_json(format, as_json)
    found = code_coverage.coverage(_index(rules, None))
    if written == "json":
        output.write(json.dumps([each.plain for each in found], indent=2, ensure_ascii=False))
        return
    output.write("\n".join(_line(each) for each in found))
    known = [each for each in found if set(each.known) - {"local"} or each.texts]
    words = "elements are read from codes of a public system or from a drug's name."
    output.write(f"\n{len(known)} of {len(found)} {words}")


def check(
    system: Annotated[str, typer.Argument(metavar="SYSTEM", help="A name of a system (icd10cm) or its URI.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code.")],
    text: Annotated[str | None, typer.Option("--text", metavar="TEXT", help="The text that stands beside it.")] = None,
    map_: Map = None,
    rules: options.Rules = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
) -> None:
    """Say what a code would be read as, and whether by itself, a category above it, a drug's text or the local map.

    Exit status 0 where it answers or raises a question, 1 where it is unknown, 2 with bad input.
    """
    from immunote.service.fhir import code_coverage

    written = options.text_or_json(format, as_json)
    hits = code_coverage.read_as(_index(rules, map_), system, code, text)
    if written == "json":
        output.write(json.dumps([_plain(hit) for hit in hits], indent=2, ensure_ascii=False))
    else:
        output.write("\n".join(_words(hit) for hit in hits) or f"{system} {code}: not known")
    raise typer.Exit(0 if hits else NOT_READ)


def _index(rules: Path | None, map_: Path | None) -> Index:
    from immunote.service.fhir.index import index_of
    from immunote.service.fhir.local_map import map_of

    rulebase = inputs.load_engine(rules).rulebase
    return index_of(rulebase, map_of(map_, rulebase))


def _line(each: ElementCodes) -> str:
    parts = [f"{system} {count}" for system, count in each.known.items()]
    if each.texts:
        parts.append(f"names {each.texts}")
    if each.near:
        parts.append("near " + ", ".join(f"{system} {count}" for system, count in each.near.items()))
    return f"{each.element}: {'; '.join(parts) or 'none'}"


def _words(hit: Hit) -> str:
    if hit.because is not None:
        return f"{hit.element}: raises the question, by {hit.by}: {hit.because}"
    meaning = "" if hit.member is None else f" = {str(hit.member).lower()}"
    return f"{hit.element}{meaning}, by {hit.by}"


def _plain(hit: Hit) -> dict[str, str | bool | None]:
    return {"element": hit.element, "value": hit.member, "by": hit.by.value, "because": hit.because}
