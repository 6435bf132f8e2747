"""`immunote flatten`: a FHIR Bulk Data export in, a list for `immunote list` out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immunote.engine.faults import CODES, Fault, Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

    from immunote.service.lists.flatten import ExportSummary, Flattened

FORMATS = (".parquet", ".csv", ".ndjson")
SOME_REFUSED = 4
"""Exit status where some patients could not be read, as `immunote list` says it of its quarantine."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(flatten)


def flatten(
    folder: Annotated[
        Path, typer.Argument(metavar="EXPORT", help="A folder of NDJSON files, one kind of resource each; .gz too.")
    ],
    as_of: Annotated[str, typer.Option("--as-of", metavar="DAY", help="The day of the assessment: 2026-11-22.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Ends in .parquet, .csv or .ndjson.")],
    id_column: Annotated[str, typer.Option("--id", metavar="COLUMN", help="What to call the column of ids.")] = "id",
    mapping: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write where each value came from: NDJSON, one line a patient."),
    ] = None,
    map_: Annotated[
        Path | None,
        typer.Option("--map", metavar="FILE", envvar="IMMUNOTE_FHIR__MAP", help="The hospital's own mapping file."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the files.")] = False,
    rules: options.Rules = None,
) -> None:
    """Turn a FHIR export into a list, one row a patient; what a record does not say stays empty.

    Exit status 0; 2 with bad input (all faults on stderr); 4 where the records of some patients were refused.
    """
    inputs.needs_lists()
    from immunote.service.fhir.local_map import map_of
    from immunote.service.lists import flatten as work

    day = _checked(as_of, out, mapping, force)
    rulebase = inputs.load_rules(rules)
    if id_column in rulebase.elements:
        help_line = "it is the name of an element; choose another one"
        raise Refused([Fault("--id", "L23", id_column, help_line)])
    local = map_of(map_, rulebase)
    export = work.read_export(folder)
    rows = list(work.flattened(export, rulebase, day, local))
    summary = work.ExportSummary(not_read=export.not_read)
    for row in rows:
        summary.add(row)
    good = [row for row in rows if not row.faults]
    _write(out, work.frame_of(good, rulebase, id_column))
    if mapping is not None:
        _write_lines(mapping, rows)
    _say(summary, out, mapping)
    raise typer.Exit(SOME_REFUSED if summary.refused else 0)


def _checked(as_of: str, out: Path, mapping: Path | None, force: bool) -> date:
    from datetime import date

    faults: list[Fault] = []
    day = date.min
    try:
        day = date.fromisoformat(as_of)
    except ValueError:
        faults.append(Fault("--as-of", "S44", as_of, "write the day in full: year, month, day, as in 2026-11-22"))
    if out.suffix not in FORMATS:
        faults.append(Fault("--out", "L02", out.name, "the name ends in .parquet, .csv or .ndjson"))
    for path in (out, *([mapping] if mapping else [])):
        faults += inputs.not_overwritten(path, force)
    if faults:
        raise Refused(faults)
    return day


def _write(path: Path, frame: pl.DataFrame) -> None:
    from immunote.service.lists.harmless import harmless_frame

    partial = path.with_name(f".{path.name}.partial")
    try:
        match path.suffix:
            case ".parquet":
                frame.write_parquet(partial)
            case ".csv":
                harmless_frame(frame).write_csv(partial)
            case _:
                frame.write_ndjson(partial)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise _unwritable(path, error) from None


def _write_lines(path: Path, rows: list[Flattened]) -> None:
    import json

    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w", encoding="utf-8") as file:
            for row in rows:
                report = row.report.model_dump(mode="json") if row.report else None
                faults = [{"code": each.code, "text": each.text, "help": each.help} for each in row.faults]
                file.write(json.dumps({"id": row.id, "mapping": report, "faults": faults}, ensure_ascii=False) + "\n")
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> Refused:
    return Refused(
        [Fault(str(path), "L17", error.strerror or str(error), "give a place with room that can be written")]
    )


def _say(summary: ExportSummary, out: Path, mapping: Path | None) -> None:
    """What was found, counted over all patients: no value and no id of any of them."""
    from immunote.service.fhir.report import REASONS

    refused = sum(summary.refused.values())
    lines = [f"{summary.patients - refused} patients in {out}, {refused} refused"]
    lines += [f"{count:>8}  {code} {CODES[code]}" for code, count in sorted(summary.refused.items())]
    lines.append(f"{len(summary.elements)} elements found:")
    lines += [f"{count:>8}  {name}" for name, count in summary.elements.most_common()]
    if summary.not_used:
        lines.append("entries seen and not used:")
        lines += [f"{count:>8}  {REASONS[reason]}" for reason, count in summary.not_used.most_common()]
    if summary.unknown_codes:
        lines.append(f"{summary.unknown_codes:>8}  have a code that nothing here reads")
    if summary.not_read:
        lines.append("resources of kinds that are not read:")
        lines += [f"{count:>8}  {kind}" for kind, count in summary.not_read.most_common()]
    if mapping is None:
        lines.append("where each value came from: --mapping FILE")
    output.write("\n".join(lines))
