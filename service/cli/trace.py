"""`immunote trace`: from each figure to the release, and every chain that breaks."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from immunote.engine.api import Engine
    from immunote.service.site.findings import Coverage, Proof
    from immunote.service.tracing.model import Trace

FORMATS = ("text", "json", "csv")
ORPHANS = 1
LEFT_OUT = ("mutants", "proofs")


def add_to(app: typer.Typer) -> None:
    """Put the command beside the others."""
    app.command("trace")(command)


def command(
    rules: options.Rules = None,
    features: options.Features = None,
    proofs: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What `immunote rules prove --json` printed; left out: proved now."),
    ] = None,
    coverage: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="What `immunote rules coverage --json` printed; left out: measured now."),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="mutants|proofs", help="Leave these out; repeatable.", autocompletion=options.one_of(*LEFT_OUT)
        ),
    ] = None,
    changelog: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The change log; left out: CHANGELOG.md beside the scenarios.")
    ] = None,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            metavar="text|json|csv",
            help="How the matrix is written.",
            autocompletion=options.one_of(*FORMATS),
        ),
    ] = "text",
    as_json: options.AsJson = False,
) -> None:
    """Trace figures, thresholds, rules, scenarios, mutants, proofs, sign-offs and the release; name each orphan.

    Exit status 0 without an orphan, 1 with one, 2 with bad input. What is left out is said and stops nothing.
    """
    inputs.needs("gherkin", "z3", extra="proof")
    from immunote.engine.faults import Refused
    from immunote.service.review.reviewed import features_beside, folder_of
    from immunote.service.tracing.tracing import Traced, traced

    format = options.chosen(format, as_json)
    faults = inputs.not_one_of("--format", format, FORMATS)
    for name in without or []:
        faults += inputs.not_one_of("--without", name, LEFT_OUT)
    if faults:
        raise Refused(faults)
    folder = inputs.rules_folder(rules)
    engine = inputs.load_engine(folder)
    left_out = set(without or ())
    beside = folder_of(folder, features).parent / "CHANGELOG.md"
    log = changelog or (beside if beside.is_file() else None)
    found = traced(
        Traced(
            engine,
            features_beside(folder, features),
            proofs=None if "proofs" in left_out else _proofs(engine, proofs),
            coverage=None if "mutants" in left_out else _coverage(engine, folder, features, coverage),
            changelog=None if log is None else _text(log),
        )
    )
    if format == "json":
        output.write_json(found.model_dump(mode="json"))
    elif format == "csv":
        output.write(_csv(found))
    else:
        output.write("\n".join(output.visible(each) for each in _lines(found)))
    raise typer.Exit(ORPHANS if found.orphans else 0)


def _text(path: Path) -> str:
    from immunote.engine.faults import Fault, Refused

    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused([Fault("--changelog", "Q03", str(path), str(error))]) from None


def _proofs(engine: Engine, file: Path | None) -> tuple[Proof, ...]:
    from immunote.service.cli import prove
    from immunote.service.site.findings import Proof, read_proofs

    if file is not None:
        return read_proofs(file, engine.rulebase)
    return tuple(Proof.model_validate(prove.plain(each, took)) for each, took in prove.prove(engine, []))


def _coverage(engine: Engine, rules: Path, features: Path | None, file: Path | None) -> Coverage:
    from immunote.service.cli import coverage
    from immunote.service.coverage.measure import measured
    from immunote.service.review.reviewed import folder_of
    from immunote.service.site.findings import Coverage, read_coverage

    if file is not None:
        return read_coverage(file, engine.rulebase)
    scenarios = folder_of(rules, features)
    turning = scenarios.parent / "tests" / "turning_points"  # a checkout's scenarios that a machine wrote
    measure = coverage.measure_of([scenarios, *([turning] if turning.is_dir() else [])], rules)
    shown, killed = measured(measure, None)
    found = coverage.answered(measure, shown, killed)
    return Coverage.model_validate(coverage.plain(measure, shown, killed, found))


def _lines(found: Trace) -> Iterator[str]:
    from immunote.service.tracing.model import LINKS

    yield f"{found.rulebase} {found.version}, content {found.content_hash[:12]}"
    for each in found.chains:
        yield ""
        yield f"{each.part}: {each.title} ({each.at})"
        behind = [f"{len(each.figures)} figures", *(["a choice"] if each.choice else [])]
        yield f"  rests on {' and '.join(behind)}: {', '.join(each.figures)}"
        if each.thresholds:
            yield f"  thresholds: {', '.join(each.thresholds)}"
        yield f"  scenarios: {len(each.scenarios)}"
        if each.mutants is not None:
            yield f"  mutants noticed: {each.mutants_noticed} of {each.mutants}"
        if each.proofs is not None:
            yield f"  proved of it: {', '.join(each.proofs) or 'what is proved of every rule'}"
        yield f"  {each.sign_off}; release {each.release or 'none'}"
    yield ""
    if found.not_asked:
        yield f"Not asked, so that nothing is said of them: {', '.join(found.not_asked)}."
    for orphan in found.orphans:
        yield f"ORPHAN {orphan.kind} {orphan.name} ({orphan.at}): {orphan.why}"
    counts = [f"{sum(each.kind == link for each in found.orphans)} {link}" for link in LINKS]
    yield f"{len(found.chains)} chains, {len(found.orphans)} orphans: {', '.join(counts)}."


def _csv(found: Trace) -> str:
    """Chains, then orphans, in one table: a column a link; lists with semicolons between."""
    made = io.StringIO(newline="")
    written = csv.writer(made, lineterminator="\n")
    head = ("row", "name", "title", "at", "figures", "choice", "thresholds", "scenarios", "mutants_noticed", "mutants")
    written.writerow([*head, "proofs", "sign_off", "release", "why"])
    for each in found.chains:
        lists = (";".join(each.figures), each.choice, ";".join(each.thresholds), ";".join(each.scenarios))
        mutants = (each.mutants_noticed, each.mutants)
        last = (";".join(each.proofs or ()), each.sign_off, each.release, "")
        written.writerow(["chain", each.part, each.title, each.at, *lists, *mutants, *last])
    for orphan in found.orphans:
        written.writerow([f"orphan {orphan.kind}", orphan.name, "", orphan.at, *[""] * 9, orphan.why])
    return made.getvalue().rstrip("\n")
