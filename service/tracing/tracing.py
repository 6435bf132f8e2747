"""Puts the matrix together, and finds each orphan: a link of a chain with nothing before it or behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.reviewing.content import content_of
from immunote.engine.rulebase import RuleBase
from immunote.service.evidence.leaning import leaning_parts
from immunote.service.review.reviewed import Reviewed
from immunote.service.review.sign_off_states import WORDS, removed, standings
from immunote.service.rulebases.readers import rules_named_in
from immunote.service.scenarios.features import Scenario
from immunote.service.scenarios.running import Runner
from immunote.service.site.findings import Coverage, Proof
from immunote.service.tracing.model import Chain, Link, Orphan, Trace
from immunote.service.tracing.reading import thresholds_read


@dataclass(frozen=True)
class Traced:
    """What a matrix is made from. `proofs`, `coverage`, `changelog` (its text): None where nobody asked."""

    engine: Engine
    scenarios: Sequence[Scenario]
    proofs: Sequence[Proof] | None = None
    coverage: Coverage | None = None
    changelog: str | None = None

    @property
    def rulebase(self) -> RuleBase:
        """The rules."""
        return self.engine.rulebase

    @cached_property
    def reviewed(self) -> Reviewed:
        """Its parts with their scenarios."""
        return Reviewed(self.rulebase, self.scenarios)

    @cached_property
    def released(self) -> bool:
        """Whether the change log has an entry of this version of the rule base."""
        heading = rf"^##+ {re.escape(self.rulebase.id)} {re.escape(self.rulebase.version)}\b"
        return self.changelog is not None and re.search(heading, self.changelog, re.MULTILINE) is not None


def traced(of: Traced) -> Trace:
    """The matrix with its orphans."""
    asked: Mapping[Link, object] = {"mutant": of.coverage, "proof": of.proofs, "release": of.changelog}
    rulebase = of.rulebase
    return Trace(
        rulebase=rulebase.id,
        version=rulebase.version,
        content_hash=rulebase.content_hash,
        chains=tuple(_chains(of)),
        orphans=tuple(_orphans(of)),
        not_asked=tuple(link for link, found in asked.items() if found is None),
    )


def _chains(of: Traced) -> Iterator[Chain]:
    rulebase, reviewed = of.rulebase, of.reviewed
    states = {each.part: each.state for each in standings(reviewed)}
    for part, title in reviewed.titles.items():
        content = content_of(rulebase, part)
        names = {part, *content["definitions"]}
        mutants = None if of.coverage is None else [each for each in of.coverage.mutants if each.of in names]
        rule = rulebase.rules.get(part)
        yield Chain(
            part=part,
            title=title,
            at=part if rule is None else str(rule.place),
            figures=tuple(
                f"{source}.{key}" for source, shown in content["sources"].items() for key in shown["figures"]
            ),
            choice=rule is not None and _is_choice(rulebase, part, content["definitions"]),
            thresholds=tuple(content["thresholds"]),
            scenarios=tuple(f"{each.file}:{each.line}" for each in reviewed.scenarios[part]),
            mutants_noticed=None if mutants is None else sum(each.by is not None for each in mutants),
            mutants=None if mutants is None else len(mutants),
            proofs=None if of.proofs is None else _proofs_of(of, part),
            sign_off=WORDS[states[part]],
            release=rulebase.version if of.released else None,
        )


def _is_choice(rulebase: RuleBase, part: str, definitions: Mapping[str, object]) -> bool:
    return any(rulebase.named[name].choice for name in (part, *definitions) if name in rulebase.named)


def _proofs_of(of: Traced, part: str) -> tuple[str, ...]:
    """The properties that name a part and hold."""
    holding = {each.property for each in of.proofs or () if each.holds}
    naming = (each.id for each in of.rulebase.properties if part in rules_named_in(of.rulebase, each))
    return tuple(name for name in naming if name in holding)


def _orphans(of: Traced) -> Iterator[Orphan]:
    yield from _figures(of.rulebase)
    yield from _thresholds(of.rulebase)
    yield from _rules(of)
    yield from _scenarios(of)
    yield from _mutants(of)
    yield from _proofs(of)
    yield from _sign_offs(of)
    if of.changelog is not None and not of.released:
        rulebase = of.rulebase
        why = "the change log has no entry of this version"
        yield Orphan(kind="release", name=f"{rulebase.id} {rulebase.version}", at="rulebase.yaml", why=why)


def _figures(rulebase: RuleBase) -> Iterator[Orphan]:
    leaning = leaning_parts(rulebase)
    used = {cite for parts in leaning.values() for part in parts for cite in part.cites}
    for source in rulebase.sources.values():
        for key in source.figures:
            if f"{source.id}.{key}" not in used and key not in source.context:
                why = "nothing cites it, and its source does not list it under `context`"
                yield Orphan(kind="figure", name=f"{source.id}.{key}", at=str(source.place), why=why)
            elif f"{source.id}.{key}" in used and key in source.context:
                why = "its source lists it under `context`, and something cites it"
                yield Orphan(kind="figure", name=f"{source.id}.{key}", at=str(source.place), why=why)


def _thresholds(rulebase: RuleBase) -> Iterator[Orphan]:
    read = thresholds_read(rulebase)
    for name, threshold in rulebase.thresholds.items():
        if name not in read:
            yield Orphan(
                kind="threshold", name=name, at=str(threshold.place), why="no condition and no sentence reads it"
            )
        if not threshold.cites and not threshold.choice:
            yield Orphan(kind="threshold", name=name, at=str(threshold.place), why="neither a figure nor a choice")


def _rules(of: Traced) -> Iterator[Orphan]:
    for name, rule in of.rulebase.rules.items():
        if not rule.cites and not rule.choice:
            yield Orphan(kind="rule", name=name, at=str(rule.place), why="neither a figure nor a choice")
        if not of.reviewed.scenarios[name]:
            yield Orphan(kind="rule", name=name, at=str(rule.place), why="no scenario is about it")
    read = {name for each in of.reviewed.titles for name in content_of(of.rulebase, each)["definitions"]}
    for name, named in of.rulebase.named.items():
        if not named.is_rule and name not in read:
            yield Orphan(kind="rule", name=name, at=str(named.place), why="no rule and no table reads this definition")


def _scenarios(of: Traced) -> Iterator[Orphan]:
    runner = Runner(of.engine)
    for scenario in of.scenarios:
        at = f"{scenario.file}:{scenario.line}"
        if not [*scenario.sentences("then")]:
            yield Orphan(kind="scenario", name=scenario.name, at=at, why="it claims nothing")
            continue
        try:
            passed = runner.run(scenario).passed
        except Refused as refused:
            why = f"it names what the rule base does not have: {refused.faults[0].text}"
            yield Orphan(kind="scenario", name=scenario.name, at=at, why=why)
            continue
        if not passed:
            yield Orphan(kind="scenario", name=scenario.name, at=at, why="the rules say otherwise")


def _mutants(of: Traced) -> Iterator[Orphan]:
    for gap in [] if of.coverage is None else of.coverage.gaps:
        yield Orphan(kind="mutant", name=gap.of, at=_place_of(of.rulebase, gap.of), why=gap.gap)


def _place_of(rulebase: RuleBase, name: str) -> str:
    if name in rulebase.named:
        return str(rulebase.named[name].place)
    row = next((each for each in rulebase.rows if f"row.{each.name}" == name), None)
    return name if row is None else str(row.place)


def _proofs(of: Traced) -> Iterator[Orphan]:
    if of.proofs is None:
        return
    found = {each.property: each for each in of.proofs}
    for each in of.rulebase.properties:
        proof = found.get(each.id)
        if proof is None:
            yield Orphan(kind="proof", name=each.id, at=str(each.place), why="nobody tried to prove it")
        elif not proof.holds:
            why = f"the prover gave up: {proof.not_answered}" if proof.not_answered else "it is refuted"
            yield Orphan(kind="proof", name=each.id, at=str(each.place), why=why)


def _sign_offs(of: Traced) -> Iterator[Orphan]:
    for gone in removed(of.reviewed):
        why = f"{gone.reviewer} signed a part that the rule base does not have"
        yield Orphan(kind="sign-off", name=gone.part, at=str(gone.place), why=why)
    for state in standings(of.reviewed):
        if state.state in ("changed", "disputed"):
            last = state.sign_offs[-1]
            yield Orphan(kind="sign-off", name=state.part, at=str(last.place), why=WORDS[state.state])
