"""`immunote rules prove`: each claim of a rule base about all patients, proved or refuted by a patient."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from immunote.engine.faults import Fault, Refused, nearest
from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.text import Text

    from immunote.engine.api import Engine
    from immunote.engine.proof import Prover
    from immunote.engine.proof.counterexample import Counterexample
    from immunote.engine.proof.findings import Finding
    from immunote.engine.properties import Property

REFUTED = 1


def add_to(rules_app: typer.Typer) -> None:
    """Put the command below `immunote rules`."""
    rules_app.command("prove")(command)


def command(
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="A rule base, as --rules names one.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="One property; repeat it.", autocompletion=options.properties),
    ] = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
    counterexamples: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where profiles that refute a property are written.")
    ] = None,
) -> None:
    """Prove what a rule base claims of all patients (properties.yaml), or show a patient who refutes it.

    Exit status 0 where everything is proved, 1 where something is refuted or left open, 2 with bad input.
    """
    inputs.needs("z3", extra="proof")
    written = options.text_or_json(format, as_json)
    if counterexamples is not None:
        inputs.writable(counterexamples)
    engine = inputs.load_engine(options.either(folder, rules))
    findings = prove(engine, only or [])
    if counterexamples is not None:
        with inputs.writing(counterexamples):
            _write_profiles(counterexamples, [each for each, _ in findings], engine)
    if written == "json":
        output.write(json.dumps([plain(each, took) for each, took in findings], indent=2, ensure_ascii=False))
    else:
        output.write_rich(_lines(findings, counterexamples, engine))
    raise typer.Exit(0 if all(each.holds for each, _ in findings) else REFUTED)


def prove(engine: Engine, only: list[str]) -> list[tuple[Finding, float]]:
    """A finding for each property, with its seconds. Raises Refused, also for a property that there is not."""
    from immunote.engine.proof import Prover
    from immunote.engine.proof.forms import in_order

    properties = engine.rulebase.properties
    known = [each.id for each in properties]
    faults = [Fault("--only", "Q03", name, nearest(name, known)) for name in only if name not in known]
    if faults:
        raise Refused(faults)
    prover = Prover(engine)
    return [_timed(prover, each) for each in in_order(properties) if not only or each.id in only]


def _timed(prover: Prover, claim: Property) -> tuple[Finding, float]:
    from immunote.engine.proof.forms import proved

    start = time.perf_counter()
    return proved(prover, claim), time.perf_counter() - start


def plain(finding: Finding, seconds: float) -> dict[str, Any]:
    """A finding as JSON; the documentation's pages read it."""
    return {
        "property": finding.property.id,
        "says": finding.property.says,
        "form": finding.property.form,
        "holds": finding.holds,
        "asked": finding.words,
        "not_answered": finding.not_answered,
        "faults": list(finding.faults),
        "counterexamples": [
            {"words": each.words, "profile": dict(each.profile), "before": each.before and dict(each.before)}
            for each in finding.counterexamples
        ],
        "seconds": round(seconds, 3),
    }


def _lines(findings: list[tuple[Finding, float]], written: Path | None, engine: Engine) -> Iterator[Text]:
    from rich.text import Text

    if not findings:
        yield Text("This rule base claims nothing: it has no properties.yaml.")
        return
    for finding, took in findings:
        word, style = ("proved ", "green") if finding.holds else ("REFUTED", "bold red")
        if finding.not_answered:
            word, style = "OPEN   ", "bold yellow"
        yield Text.assemble((word, style), f"  {finding.property.says}")
        yield Text(f"         {finding.property.id} · {finding.words} · {took:.2f} s", "dim")
        if finding.not_answered:
            yield Text(f"         the prover gave up: {finding.not_answered}")
        for fault in finding.faults:
            yield Text(f"         {fault}")
        for place, example in enumerate(finding.counterexamples, 1):
            yield from (Text(f"         {line}") for line in _shown(finding, place, example, written, engine))
    proved = sum(each.holds for each, _ in findings)
    seconds = sum(took for _, took in findings)
    yield Text(f"\n{proved} of {len(findings)} properties hold for all patients; {seconds:.1f} s.", "bold")


def _shown(
    finding: Finding, place: int, example: Counterexample, written: Path | None, engine: Engine
) -> Iterator[str]:
    yield example.words
    if example.before is not None:
        yield "before: " + json.dumps(_differing(example.before, example.profile), ensure_ascii=False)
        yield "after:  " + json.dumps(_differing(example.profile, example.before), ensure_ascii=False)
    if written is not None:
        yield f"profile: {_file_of(finding, place)} in {written}"
        return
    yield "profile: " + json.dumps(dict(example.profile), ensure_ascii=False)
    yield from (f"  {line}" for line in _scenario(finding, example, engine).splitlines())


def _scenario(finding: Finding, example: Counterexample, engine: Engine) -> str:
    """The Gherkin scenario of a counterexample."""
    from immunote.service.scenarios.writing import scenario_of

    return scenario_of(engine, example.profile, f"Refutes {finding.property.id}", tags=("counterexample",))


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if other.get(name) != value}


def _file_of(finding: Finding, place: int) -> str:
    return f"{finding.property.id}-{place}.json"


def _write_profiles(folder: Path, findings: list[Finding], engine: Engine) -> None:
    """Each counterexample as a profile that `immunote note` reads, with its scenario beside it."""
    for finding in findings:
        for place, example in enumerate(finding.counterexamples, 1):
            path = folder / _file_of(finding, place)
            path.write_text(json.dumps(dict(example.profile), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            if example.before is not None:
                before = folder / f"{finding.property.id}-{place}-before.json"
                before.write_text(json.dumps(dict(example.before), indent=2, ensure_ascii=False) + "\n", "utf-8")
            path.with_suffix(".feature").write_text(_scenario(finding, example, engine), encoding="utf-8")
