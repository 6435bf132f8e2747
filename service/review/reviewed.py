"""What a sign-off is bound to: the content of a rule or table together with its scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from immunote.engine.faults import Fault, Refused
from immunote.engine.reviewing.content import content_of, parts_of
from immunote.engine.reviewing.tables import DOSE, FLAGS, GRADING, PRODUCTS
from immunote.engine.rulebase import RuleBase
from immunote.service.scenarios.features import Scenario, read_features
from immunote.service.scenarios.steps import THEN, match
from immunote.service.scenarios.writing import spelled_out

NOT_AGREED = frozenset({"disputed", "proposed"})
"""Tags of scenarios that nobody has agreed to. They are not part of what is signed, so a dispute ends no sign-off."""


def folder_of(rules: Path, given: Path | None) -> Path:
    """The folder of the scenarios: the one given, or `features` beside the rule base or the folder that holds it.

    Raises Refused (V01).
    """
    place = rules.resolve()
    beside = [each / "features" for each in (place.parent, place.parent.parent)]
    folder = given or next((each for each in beside if each.is_dir()), beside[-1])
    if not folder.exists():
        help_line = "scenarios belong to what is reviewed; name their folder with --features"
        raise Refused([Fault(str(given or "features"), "V01", folder.name, help_line)])
    return folder


def features_beside(rules: Path, given: Path | None) -> list[Scenario]:
    """The scenarios of `folder_of` that count. Raises Refused (V01 to V03)."""
    features = read_features(folder_of(rules, given))
    found = [scenario for feature in features for scenario in feature.scenarios]
    return [scenario for scenario in found if not NOT_AGREED & set(scenario.tags)]


class Reviewed:
    """Every part of a rule base as a reviewer sees it, with its scenarios."""

    def __init__(self, rulebase: RuleBase, scenarios: Iterable[Scenario]) -> None:
        self.rulebase = rulebase
        self.titles = parts_of(rulebase)
        self._named = {words: name for name, rule in rulebase.rules.items() for words in (rule.title, name)}
        self._named |= {words: PRODUCTS for each in rulebase.exclusions for words in (each.title, each.id)}
        self._named |= {words: FLAGS for each in rulebase.flags.flags for words in (each.title, each.id)}
        self._outcomes = {words for name, each in rulebase.outcomes.items() for words in (each.title, name)}
        self.scenarios: dict[str, list[Scenario]] = {part: [] for part in self.titles}
        for scenario in scenarios:
            for part in self.parts_of_scenario(scenario):
                self.scenarios[part].append(scenario)

    def parts_of_scenario(self, scenario: Scenario) -> tuple[str, ...]:
        """The parts that a scenario is about: that of its `Rule:` block first, then those that its claims name."""
        return self.parts_named_by(scenario) or (GRADING,)

    def parts_named_by(self, scenario: Scenario) -> tuple[str, ...]:
        """The parts that its `Rule:` block or its claims name; none where they name nothing of the rule base."""
        first = [self._named[scenario.rule]] if scenario.rule in self._named else []
        named = [part for text in scenario.sentences("then") for part in self._parts_of_claim(text)]
        return tuple(part for part in dict.fromkeys(first + named) if part in self.titles)

    def _parts_of_claim(self, text: str) -> Iterator[str]:
        _, of = match(text, THEN) or ("", {})
        if of.get("days"):
            yield DOSE
        title = of.get("title")
        if title in self._named:
            yield self._named[str(title)]
        elif title in self._outcomes:
            yield GRADING

    def content(self, part: str) -> dict[str, Any]:
        """Return all that a reviewer signs for a part, as JSON data. Raises KeyError."""
        scenarios: dict[str, Any] = {}
        for scenario in sorted(self.scenarios[part], key=_in_order):
            given = list(spelled_out(self.rulebase, scenario.sentences("given")))
            shown = {"given": given, "then": list(scenario.sentences("then"))}
            scenarios.setdefault(f"{scenario.rule or ''}: {scenario.name}", []).append(shown)
        return {"part": part, "rules": content_of(self.rulebase, part), "scenarios": scenarios}


def _in_order(scenario: Scenario) -> tuple[str, str, tuple[str, ...]]:
    """Return the sort key of a scenario: its text, not its file, so that moving it changes nothing that was signed."""
    return scenario.rule or "", scenario.name, tuple(step.text for step in scenario.steps)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return the differences between two contents as (where, before, after); an empty text means nothing was there."""
    old, new = dict(_leaves(before)), dict(_leaves(after))
    return [
        (where, old.get(where, ""), new.get(where, ""))
        for where in dict.fromkeys([*old, *new])
        if old.get(where) != new.get(where)
    ]


def _leaves(value: Any, where: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield each text and number as (path, text). A list of words is one text; other list entries count from 1."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _leaves(each, where if key in ("rules", "itself") and len(where) < 2 else (*where, str(key)))
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for place, each in enumerate(value, 1):
            yield from _leaves(each, (*where, str(place)) if len(value) > 1 else where)
    elif isinstance(value, list):
        yield " › ".join(where), "; ".join(str(each) for each in value)
    else:
        yield " › ".join(where), {True: "yes", False: "no", None: ""}.get(value, str(value))
