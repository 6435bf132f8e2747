"""Collects once what the pages show: the rules, their sources, scenarios, proofs, coverage and history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.properties import Property
from immunote.engine.reviewing.content import content_of
from immunote.engine.rulebase import RuleBase
from immunote.service.evidence.checking import EvidenceCheck, SourceHit
from immunote.service.render.plain_words import limit_names
from immunote.service.review.reviewed import NOT_AGREED, Reviewed, features_beside, folder_of
from immunote.service.review.sign_off_states import SignOffState, standings
from immunote.service.rulebases.readers import rules_named_in
from immunote.service.scenarios.features import Scenario, read_features
from immunote.service.scenarios.running import Result, Runner
from immunote.service.site.findings import Coverage, Proof
from immunote.service.site.history import FileChange


@dataclass(frozen=True)
class SiteContent:
    """A rule base with its scenarios run.

    `not_agreed`: scenarios that are only proposed, or disputed. `proofs`, `coverage`, `evidence`, `history`:
    None: not asked.
    """

    engine: Engine
    reviewed: Reviewed
    not_agreed: tuple[Scenario, ...] = ()
    proofs: tuple[Proof, ...] | None = None
    coverage: Coverage | None = None
    evidence: EvidenceCheck | None = None
    history: Mapping[str, tuple[FileChange, ...]] | None = None

    @property
    def rulebase(self) -> RuleBase:
        """The rules."""
        return self.engine.rulebase

    @cached_property
    def standings(self) -> dict[str, SignOffState]:
        """How each part stands with its reviewers."""
        return {each.part: each for each in standings(self.reviewed)}

    @cached_property
    def contents(self) -> dict[str, dict[str, Any]]:
        """For each rule and table the content that a reviewer signs, without scenarios: see `content_of`."""
        return {part: content_of(self.rulebase, part) for part in self.reviewed.titles}

    @cached_property
    def limit_names(self) -> dict[str, str]:
        """The names of all limits as headings."""
        return limit_names(self.rulebase)

    @cached_property
    def leaning_on(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """Source -> the parts that cite it, each with the figures cited."""
        found: dict[str, dict[str, tuple[str, ...]]] = {name: {} for name in self.rulebase.sources}
        for part, content in self.contents.items():
            for source, shown in content["sources"].items():
                found[source][part] = tuple(shown["figures"])
        return found

    @cached_property
    def read_by(self) -> dict[str, dict[str, list[str]]]:
        """`definitions`, `thresholds`, `questions` -> name -> the parts that read it, also through definitions."""
        found: dict[str, dict[str, list[str]]] = {"definitions": {}, "thresholds": {}, "questions": {}}
        for part, content in self.contents.items():
            for kind, names in found.items():
                for name in content[kind]:
                    names.setdefault(name, []).append(part)
        return found

    @cached_property
    def hits(self) -> dict[str, SourceHit]:
        """What lists of retractions and newer versions say, by source."""
        return {} if self.evidence is None else {each.source: each for each in self.evidence.hits}

    @cached_property
    def proved(self) -> dict[str, Proof]:
        """Findings by property."""
        return {each.property: each for each in self.proofs or ()}

    @cached_property
    def agreed(self) -> tuple[Scenario, ...]:
        """Each scenario of the rule base once, in the order of the parts."""
        every = (each for scenarios in self.reviewed.scenarios.values() for each in scenarios)
        return tuple({id(each): each for each in every}.values())

    @cached_property
    def not_agreed_of(self) -> dict[str, list[Scenario]]:
        """Part -> the scenarios about it that nobody has agreed to yet."""
        found: dict[str, list[Scenario]] = {part: [] for part in self.reviewed.titles}
        for scenario in self.not_agreed:
            for part in self.reviewed.parts_of_scenario(scenario):
                found[part].append(scenario)
        return found

    @cached_property
    def results(self) -> dict[int, Result]:
        """What came of each scenario, by its `id()`. Raises Refused where one cannot be read (V04, V05)."""
        runner = Runner(self.engine)
        return {id(each): runner.run(each) for each in (*self.agreed, *self.not_agreed)}

    def result(self, scenario: Scenario) -> Result:
        """What came of a scenario."""
        return self.results[id(scenario)]

    def properties_naming(self, name: str) -> list[Property]:
        """The properties whose own words name a rule, directly or through definitions."""
        return [each for each in self.rulebase.properties if name in rules_named_in(self.rulebase, each)]

    @cached_property
    def properties_about_all(self) -> list[Property]:
        """The properties that name no rule: they speak of every rule or of every patient."""
        return [each for each in self.rulebase.properties if not rules_named_in(self.rulebase, each)]


def gather(engine: Engine, rules: Path, features: Path | None, **found: Any) -> SiteContent:
    """Run the scenarios beside the rules (or in `features`). `found`: proofs, coverage, evidence, history.

    Raises Refused where the scenarios cannot be read (V01 to V05).
    """
    folder = folder_of(rules, features)
    agreed = features_beside(rules, folder)
    every = [each for feature in read_features(folder) for each in feature.scenarios]
    not_agreed = tuple(each for each in every if NOT_AGREED & set(each.tags))
    gathered = SiteContent(engine, Reviewed(engine.rulebase, agreed), not_agreed, **found)
    assert gathered.results is not None  # run now, so that a scenario that cannot be read is refused before any page
    return gathered
