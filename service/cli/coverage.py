"""`immunote rules coverage`: what the scenarios show of the rules, and a scenario for each gap."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from immunote.service.cli import inputs, options
from immunote.service.terminal import output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from immunote.engine.rulebase import RuleBase
    from immunote.service.coverage.measure import Killed, Measure, Shown
    from immunote.service.coverage.proposing import Proposed

INCOMPLETE = 1
LEFT_OUT = frozenset({"disputed"})
"""Folders with an expectation of their own."""


def add_to(rules_app: typer.Typer) -> None:
    """Put the command below `immunote rules`."""
    rules_app.command("coverage")(command)


def command(
    features: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FEATURES...", help="Folders of .feature files, or files; left out, beside the rules."),
    ] = None,
    rules: options.Rules = None,
    format: options.Format = "text",
    as_json: options.AsJson = False,
    propose: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write a scenario for each gap, tagged @proposed, into new files."),
    ] = None,
    jobs: Annotated[int, typer.Option(help="How many processes; 0: one a core.")] = 0,
) -> None:
    """Three-valued MC/DC and mutants of the rules, over the scenarios in FEATURES. What counts: docs/coverage.md.

    Exit status 0 at full coverage, 1 with a gap or a failing scenario, 2 with bad input.
    """
    inputs.needs("gherkin", "z3", extra="proof")
    written = options.text_or_json(format, as_json)
    from immunote.service.coverage.measure import measured
    from immunote.service.review.reviewed import folder_of

    folder = inputs.rules_folder(rules)
    if propose is not None:
        inputs.writable(propose)
    measure = measure_of(features or [folder_of(folder, None)], folder)
    shown, killed = measured(measure, jobs or None)
    found = answered(measure, shown, killed)
    if propose is not None:
        with inputs.writing(propose):
            _write(propose, measure.engine.rulebase, found)
    if written == "json":
        output.write(json.dumps(plain(measure, shown, killed, found), indent=2, ensure_ascii=False))
    else:
        output.write_rich(_lines(measure, shown, killed, found, propose))
    raise typer.Exit(INCOMPLETE if found.scenarios or found.not_answered or measure.failing else 0)


def measure_of(features: Iterable[Path], rules: Path | None) -> Measure:
    """The scenarios below some folders, ready to be asked. Raises Refused (V01 to V05)."""
    from immunote.service.coverage.measure import Measure
    from immunote.service.scenarios.features import read_features

    engine = inputs.load_engine(rules)
    every = [feature for folder in features for feature in read_features(folder)]
    found = [each for each in every if not LEFT_OUT & set(Path(each.file).parts)]
    return Measure(engine, found)


def answered(measure: Measure, shown: list[Shown], killed: list[Killed]) -> Proposed:
    """Each gap: impossible for every patient, or with a scenario that closes it."""
    from immunote.engine.proof import Prover
    from immunote.service.coverage.gaps import Gaps
    from immunote.service.coverage.proposing import gaps_in, proposed

    gaps = gaps_in(shown, killed)
    return proposed(measure, gaps, Gaps(measure.engine, Prover(measure.engine)))


def plain(measure: Measure, shown: list[Shown], killed: list[Killed], found: Proposed) -> dict[str, Any]:
    """What was found, as JSON; the documentation's pages read it."""
    from immunote.service.coverage.proposing import asked_in_words

    rulebase = measure.engine.rulebase
    return {
        "rulebase": rulebase.content_hash,
        "scenarios": len(measure.ready) - len(found.scenarios),
        "failing": measure.failing,
        "criteria": [
            {"of": each.criterion.of, "asks": asked_in_words(rulebase, each.criterion.node), **each.by}
            for each in shown
        ],
        "mutants": [
            {"of": each.mutant.of, "kind": each.mutant.kind, "words": each.mutant.words, "by": each.by}
            for each in killed
        ],
        "impossible": [{"of": gap.of, "gap": gap.words(rulebase), "why": why} for gap, why in found.impossible],
        "gaps": [{"of": gap.of, "gap": gap.words(rulebase), "scenario": text} for gap, _, text in found.scenarios]
        + [{"of": gap.of, "gap": gap.words(rulebase), "scenario": None} for gap in found.not_answered],
    }


def _lines(
    measure: Measure, shown: list[Shown], killed: list[Killed], found: Proposed, written: Path | None
) -> Iterator[Text]:
    from rich.text import Text

    rulebase = measure.engine.rulebase
    scenarios = measure.ready[: len(measure.ready) - len(found.scenarios)]
    proposed = sum("proposed" in each.compiled.scenario.tags for each in scenarios)
    yield Text(f"{len(scenarios)} scenarios, {proposed} of them proposed and not accepted by a clinician yet.")
    impossible = {(gap.of, gap.words(rulebase)) for gap, _ in found.impossible}
    cells = [by for each in shown for by in each.by.values()]
    no_cell = sum(gap.criterion is not None for gap, _ in found.impossible)
    yield _counted(
        "criteria, each as true, as false and as unknown", sum(by is not None for by in cells), len(cells), no_cell
    )
    for kind in dict.fromkeys(each.mutant.kind for each in killed):
        of_kind = [each for each in killed if each.mutant.kind == kind]
        same = sum(gap.mutant is not None and gap.mutant.kind == kind for gap, _ in found.impossible)
        yield _counted(f"mutants: {kind}", sum(each.by is not None for each in of_kind), len(of_kind), same)
    if measure.failing:
        yield Text("\nScenarios that fail on these rules, and so show nothing:", "bold red")
        yield from (Text(f"  {name}") for name in measure.failing)
    if impossible:
        yield Text("\nProved to be noticed by no patient:", "bold")
        yield from (Text(f"  {gap.of}: {gap.words(rulebase)}; {why}") for gap, why in found.impossible)
    if found.not_answered:
        yield Text("\nNeither proved impossible nor answered by a scenario:", "bold")
        yield from (Text(f"  {gap.of}: {gap.words(rulebase)}") for gap in found.not_answered)
    if found.scenarios:
        yield Text(f"\nMissing; {_where(written)}:", "bold")
        for gap, block, text in found.scenarios:
            yield Text(f"  {gap.of}: {gap.words(rulebase)}")
            if written is None:
                yield Text(f"    Rule: {block}\n{text}", "dim")


def _where(written: Path | None) -> str:
    return "a scenario for each follows it" if written is None else f"a scenario for each is in {written}"


def _counted(what: str, covered: int, of: int, impossible: int) -> Text:
    from rich.text import Text

    left = of - covered - impossible
    line = f"  {covered} of {of} {what}" + (f", {impossible} proved impossible" if impossible else "")
    return Text(line + (f", {left} MISSING" if left else ""), "bold red" if left else "green")


def _write(folder: Path, rulebase: RuleBase, found: Proposed) -> None:
    from immunote.engine.faults import Fault, Refused
    from immunote.service.coverage.proposing import as_features

    files = as_features(rulebase, found)
    there = [name for name in files if (folder / name).exists()]
    if there:
        help_line = "a file with scenarios is never written over; give another folder"
        raise Refused([Fault(str(folder / name), "V80", name, help_line) for name in there])
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
