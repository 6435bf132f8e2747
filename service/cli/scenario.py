"""`immunote scenario`: the scenario of a profile, and scenarios run without pytest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immunote.engine.faults import Fault, Refused
from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from immunote.service.scenarios.running import Result

NOT_AS_STATED = 1


def add_to(app: typer.Typer) -> None:
    """Put the command among the others."""
    app.command("scenario")(command)


def command(
    profile: Annotated[
        str | None, typer.Argument(metavar="PROFILE", help="A profile in JSON or YAML; - reads stdin.")
    ] = None,
    check: Annotated[
        Path | None, typer.Option("--check", metavar="FILE", help="Run the scenarios of a .feature file or a folder.")
    ] = None,
    name: Annotated[str, typer.Option(help="What the scenario claims, in a few words.")] = "A patient",
    format: options.Format = "text",
    as_json: options.AsJson = False,
    rules: options.Rules = None,
) -> None:
    """Write the Gherkin scenario of a profile, or run scenarios and say in words which are met.

    Exit status 0, 1 where a scenario is not met, 2 with bad input, 3 where the evaluators disagree.
    """
    inputs.needs("gherkin", extra="proof")
    if (profile is None) == (check is None):
        help_line = "give a profile to write a scenario of, or --check and a .feature file"
        raise Refused([Fault("scenario", "Q03", "PROFILE and --check", help_line)])
    chosen = options.text_or_json(format, as_json)
    if check is not None:
        raise typer.Exit(_check(check, chosen, rules))
    if chosen == "json":
        raise Refused([Fault("--json", "Q03", "PROFILE", "a scenario is Gherkin; --json goes with --check")])
    assert profile is not None
    _write(profile, name, rules)


def _write(profile: str, name: str, rules: Path | None) -> None:
    from immunote.engine.api import NoAnswer
    from immunote.service.scenarios.writing import scenario_of

    engine = inputs.load_engine(rules)
    try:
        output.write(scenario_of(engine, inputs.read_profile(profile), name, indent=""))
    except Refused as refused:
        raise Refused(inputs.in_file(profile, refused.faults)) from None
    except NoAnswer as error:
        output.report([error.fault])
        raise typer.Exit(output.NO_ANSWER) from None


def _check(path: Path, format: str, rules: Path | None) -> int:
    from immunote.service.scenarios.features import read_features
    from immunote.service.scenarios.running import Runner

    try:
        features = read_features(path)
        results = Runner(inputs.load_engine(rules)).run_all(features)
    except Refused as refused:
        if format != "json":
            raise
        return inputs.refused_as_json(refused, {"scenarios": []})
    if format == "json":
        output.write_json({"scenarios": [_as_json(each) for each in results], "faults": []})
    else:
        output.write_rich(_lines(results))
    return 0 if all(each.passed for each in results) else NOT_AS_STATED


def _as_json(result: Result) -> dict[str, object]:
    scenario = result.scenario
    not_met = [{"line": step.line, "claim": step.text, "found": found} for step, found in result.failed]
    about = {"name": scenario.name, "rule": scenario.rule, "file": scenario.file, "line": scenario.line}
    return {**about, "is_met": result.passed, "not_met": not_met}


def _lines(results: list[Result]) -> Iterator[Text]:
    from rich.text import Text

    from immunote.service.render.words import counted

    rule = None
    for result in results:
        if result.scenario.rule != rule:
            rule = result.scenario.rule
            yield Text(rule or "", "bold")
        mark, style = ("pass", "green") if result.passed else ("FAIL", "bold red")
        yield Text.assemble("  ", (mark, style), f"  {result.scenario.name}")
        for step, found in result.failed:
            yield Text(f"        {result.scenario.file}:{step.line}: Then {step.text}")
            yield Text(f"        found: {found}")
    failed = sum(not each.passed for each in results)
    total = counted(len(results), "scenario")
    yield Text(f"\n{total}: " + ("all are met." if not failed else f"{failed} not met."), "bold")
