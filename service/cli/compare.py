"""`immunote compare`: two results side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from immunote.engine.api import Engine
    from immunote.service.lists.comparing.comparison import Compared
    from immunote.service.lists.results import Results

_FIRST = 10
_ENDINGS = {".csv": "csv", ".parquet": "parquet", ".ndjson": "ndjson"}


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(compare)


def compare(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The former output of `immunote list`.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The newer one.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="A row a patient: .csv, .parquet, .ndjson.")
    ] = None,
    old_list: Annotated[
        Path | None, typer.Option("--old-list", metavar="FILE", help="The list of OLD, to name the facts that differ.")
    ] = None,
    new_list: Annotated[Path | None, typer.Option("--new-list", metavar="FILE", help="The list of NEW.")] = None,
    old_map: Annotated[Path | None, typer.Option("--old-map", metavar="FILE", help="The map of OLD, if any.")] = None,
    new_map: Annotated[Path | None, typer.Option("--new-map", metavar="FILE", help="The map of NEW, if any.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
) -> None:
    """Say who is new, gone or moved between two results, and by which fact, rule and source.

    The screen holds counts only; --out holds ids. Exit status 0, or 2 with all faults on stderr.
    """
    inputs.needs_lists()
    from immunote.service.lists.comparing.comparison import compare as compared
    from immunote.service.lists.databases.address import refuse_databases
    from immunote.service.lists.results import open_results

    refuse_databases(OLD=old, NEW=new, **{"--old_list": old_list, "--new_list": new_list})
    chosen = options.text_or_json(format, as_json)
    faults = _faults(out, force, old_list, new_list)
    if faults:
        raise Refused(faults)
    then, now = open_results(old), open_results(new)
    facts = None
    if old_list is not None and new_list is not None:
        facts = _facts(inputs.load_engine(rules), (then, old_list, old_map), (now, new_list, new_map))
    found = compared(then, now, facts)
    if out is not None:
        from immunote.service.lists.writing import write_rows

        with inputs.writing(out):
            write_rows(found.changed, out, _ENDINGS[out.suffix])
    if chosen == "json":
        output.write_json(_counts(found))
    else:
        output.write(_words(found, then, now, facts is not None))
    if out is not None:
        output.say(f"patients: {out}")


def _faults(out: Path | None, force: bool, old_list: Path | None, new_list: Path | None) -> list[Fault]:
    faults = []
    if out is not None and out.suffix not in _ENDINGS:
        faults.append(Fault("--out", "L02", out.name, "the name ends in .csv, .parquet or .ndjson"))
    if out is not None:
        faults += inputs.not_overwritten(out, force)
    if (old_list is None) != (new_list is None):
        faults.append(Fault("--old-list", "L23", "one list of two", "facts are compared between both lists; name both"))
    return faults


def _facts(
    engine: Engine, then: tuple[Results, Path, Path | None], now: tuple[Results, Path, Path | None]
) -> pl.DataFrame:
    from immunote.service.lists.comparing.recorded import differing_facts, recorded

    old, new = (recorded(path, map_path, results.manifest, engine) for results, path, map_path in (then, now))
    return differing_facts(old, new)


def _counts(found: Compared) -> dict[str, object]:
    from immunote.service.lists.comparing.comparison import CHANGES

    return {
        **{change: found.count(change) for change in CHANGES},
        "same": found.same,
        "rules_differ": found.rules_differ,
        "moves": [{"was": was, "now": now, "patients": number} for was, now, number in found.moves],
        "facts": found.facts,
        "recorded": found.recorded,
        "rules": found.rules,
        "sources": found.sources,
    }


def _words(found: Compared, then: Results, now: Results, has_facts: bool) -> str:
    from immunote.service.lists.comparing.comparison import BACK, GONE, MOVED, NEW, SET_ASIDE

    lines = [
        f"{found.count(MOVED):,} moved, {found.count(NEW):,} new, {found.count(GONE):,} gone, "
        f"{found.count(SET_ASIDE):,} set aside now, {found.count(BACK):,} no longer set aside, {found.same:,} as before"
    ]
    lines += [f"  {number:,} × {was} -> {to}" for was, to, number in found.moves[:_FIRST]]
    if found.rules_differ:
        old, new = then.manifest.rules, now.manifest.rules
        hashes = f"{old.version} {old.content_hash[:12]} -> {new.version} {new.content_hash[:12]}"
        lines.append(f"The rules differ ({hashes}), so a patient can have moved without a new fact.")
    if has_facts:
        lines += _listed("facts that differ, of those who moved", found.facts)
    lines += _listed("newly recorded, of what was missing", found.recorded)
    lines += _listed("rules that decide now or decided before", found.rules)
    lines += _listed("sources that are cited now or were", found.sources)
    return "\n".join(lines)


def _listed(title: str, counts: Mapping[str, int]) -> list[str]:
    if not counts:
        return []
    shown = ", ".join(f"{name} {number:,}" for name, number in list(counts.items())[:_FIRST])
    more = f" and {len(counts) - _FIRST} more" if len(counts) > _FIRST else ""
    return [f"  {title}: {shown}{more}"]
