"""`immunote list`: a list of patients in, one row a patient out."""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immunote.engine.faults import CODES, Fault, Refused, shorten
from immunote.service.cli import inputs
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterable

    from immunote.engine.api import Engine
    from immunote.service.lists.manifest import Manifest

QUARANTINED = 4
STOPPED = 5
TEMPLATES = ("csv", "xlsx")
ENGINES = ("polars", "spark")


@dataclass(frozen=True)
class ListOptions:
    """How a list is run, beside what is wanted of it."""

    rules: Path | None = None
    progress: str = "auto"
    engine: str = "polars"
    master: str | None = None


def asked(
    *,
    inputs_: tuple[str, ...],
    reading: dict[str, Any],
    out: str | None,
    template: str | None,
    part_rows: int | None,
    how: ListOptions,
    **rest: Any,
) -> int:
    """Print an empty list, or run one; the exit status. `rest`: as in `immunote.service.lists.run.Options`. Raises
    Refused."""
    inputs.needs_lists()
    if template is not None:
        print_template(template, str(rest["id"]), how.rules)
        return 0
    absent = [name for name, given in (("INPUT", inputs_ or None), ("--out", out)) if given is None]
    if not inputs_ or out is None:
        help_line = "immunote list INPUT --out OUTPUT; `--template csv` prints an empty list"
        raise Refused([Fault(name, "L23", "not given", help_line) for name in absent])
    day, faults = _day(rest["as_of"])
    if faults := faults + _misfits(how, {"--part-rows": part_rows, "--format": rest["kind"], **_only_here(rest)}):
        raise Refused(faults)
    rest["as_of"] = day
    if how.engine == "spark" and (faults := _not_on_spark(inputs_, reading)):
        raise Refused(faults)
    return list_patients(inputs_, out, {**rest, "part_rows": part_rows}, how, reading)


def _not_on_spark(given: tuple[str, ...], reading: dict[str, Any]) -> list[Fault]:
    """What only the engine of one machine reads; `--ignore` is read by both."""
    help_line = "Spark reads one plain list; run it on one machine, or prepare the list"
    faults = [Fault("INPUT", "L23", each, help_line) for each in given[1:]]
    faults += [
        Fault(f"--{name}", "L23", "--engine spark", help_line)
        for name, value in reading.items()
        if value and name != "ignore"
    ]
    return faults


def _only_here(rest: dict[str, Any]) -> dict[str, Any]:
    return {
        "--notes": rest["notes"],
        "--resume": rest["resume"] or None,
        "--map": rest["map"],
        "--since": rest["since"],
    }


def _day(text: str | None) -> tuple[date | None, list[Fault]]:
    """A day that was given, and a fault (S44) where it is none."""
    if text is None:
        return None, []
    try:
        return date.fromisoformat(text), []
    except ValueError:
        return None, [Fault("--as-of", "S44", text, "write the day in full: year, month, day, as in 2026-11-22")]


def _misfits(how: ListOptions, only_polars: dict[str, Any]) -> list[Fault]:
    """Options that do not exist, or not together."""
    from immunote.service.lists.progress import MODES

    faults = inputs.not_one_of("--progress", how.progress, MODES) + inputs.not_one_of("--engine", how.engine, ENGINES)
    if how.engine == "spark":
        if how.master is None:
            faults.append(Fault("--master", "L23", "not given", "which Spark: `local[4]`, `spark://HOST:7077`, `yarn`"))
        given = [name for name, value in only_polars.items() if value is not None]
        faults += [Fault(name, "L23", "--engine spark", "Spark has its own way there; leave it out") for name in given]
    elif how.master is not None:
        faults.append(Fault("--master", "L23", how.master, "give `--engine spark` too, or leave it out"))
    return faults


def print_template(kind: str, id_column: str, rules: Path | None) -> None:
    """Print an empty list with a row of explanations. Raises Refused (Q03)."""
    if faults := inputs.not_one_of("--template", kind, TEMPLATES):
        raise Refused(faults)
    from immunote.service.lists.template import template

    if kind == "xlsx":
        from immunote.service.lists.template_workbook import template_workbook

        sys.stdout.buffer.write(template_workbook(inputs.load_rules(rules), id_column))
        return
    output.write(template(inputs.load_rules(rules), id_column))


def list_patients(
    given: tuple[str, ...], out: str, rest: dict[str, Any], how: ListOptions, reading: dict[str, Any]
) -> int:
    """Run a list; the exit status. Raises Refused where nothing was written."""
    # a stop asked for by the system ends like one asked for by the keyboard: told, and with what is finished kept
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return _run(given, out, rest, how, reading)
    except KeyboardInterrupt:
        output.say("stopped; what is finished is kept, and --resume goes on with it")
        return STOPPED


def _run(given: tuple[str, ...], out: str, rest: dict[str, Any], how: ListOptions, reading: dict[str, Any]) -> int:
    from immunote.engine.api import NoAnswer
    from immunote.service.lists.parts import Stopped

    engine = inputs.load_engine(how.rules)
    try:
        manifest, warnings = (_on_spark if how.engine == "spark" else _here)(given, out, rest, how, engine, reading)
    except Stopped as stopped:
        output.report([stopped.fault])
        return STOPPED
    except NoAnswer as error:
        output.report([error.fault])
        return output.NO_ANSWER
    for warning in warnings:
        output.say(f"ignored: {shorten(warning.text)}")
    output.write(summary(manifest, out))
    assert manifest.rows is not None
    return QUARANTINED if manifest.rows.quarantined else 0


def _here(
    given: tuple[str, ...], out: str, rest: dict[str, Any], how: ListOptions, engine: Engine, reading: dict[str, Any]
) -> tuple[Manifest, Iterable[Fault]]:
    from immunote.service.lists.progress import progress
    from immunote.service.lists.run import Options, run
    from immunote.service.lists.tables.raw_table import ReadingChoices

    single = {name: reading[name] for name in ("sheet", "query")}
    several: dict[str, Any] = {name: tuple(value or ()) for name, value in reading.items() if name not in single}
    choices = ReadingChoices(**{**several, **single})
    with progress(how.progress) as shown:
        options = Options(list=given[0], more=given[1:], out=Path(out), reading=choices, **rest)
        done = run(options, engine, shown, output.say)
    rows = done.manifest.rows
    if rest["since"] is not None and rows is not None:
        output.say(f"{done.taken_over:,} of {rows.read:,} rows stand as in {rest['since']}; the others are new")
    return done.manifest, done.warnings


def _on_spark(
    given: tuple[str, ...], out: str, rest: dict[str, Any], how: ListOptions, engine: Engine, reading: dict[str, Any]
) -> tuple[Manifest, Iterable[Fault]]:
    from immunote.service.lists.spark import SparkOptions, run_on_spark

    there = {name: rest[name] for name in ("id", "columns", "settled_by", "jurisdiction", "strict", "force")}
    ignore = tuple(reading["ignore"] or ())
    done = run_on_spark(SparkOptions(list=given[0], out=out, master=how.master or "", ignore=ignore, **there), engine)
    return done.manifest, done.warnings


def summary(manifest: Manifest, out: str) -> str:
    """What a run came to, in a few lines."""
    from immunote.service.lists.finishing import counts_of

    rows, rules = manifest.rows, manifest.rules
    assert rows is not None
    counts = counts_of(manifest)
    noun = "row" if rows.read == 1 else "rows"
    lines = [f"{rows.read:,} {noun}: {rows.evaluated:,} evaluated, {rows.quarantined:,} quarantined"]
    if manifest.synthetic:
        lines.append(f"  {manifest.synthetic:,} of the rows are synthetic: those patients do not exist")
    lines += [f"  {name}: {_listed(counts[name])}" for name in ("statuses", "outcomes") if counts[name]]
    lines += [f"  quarantine: {count:,} × {code} {CODES[code]}" for code, count in counts["quarantined_by"].items()]
    if rows.quarantined:
        ending = "ndjson" if manifest.made.kind == "ndjson" else "csv"
        place = f"{out}.quarantine.{ending}" if Path(out).suffix else f"{out}/quarantine.{ending}"
        lines.append(f"Quarantined rows, each with its faults and help: {place}")
    lines.append(f"{rules.id} {rules.version}, evidence as of {rules.evidence_as_of}; result: {out}")
    return "\n".join(lines)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())
