"""Reads the facts in scenario sentences. Every label, unit and answer comes from the data dictionary.

A new element therefore needs no new Python: its label works in a scenario as soon as it stands in the dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from immunote.engine.elements import Element
from immunote.engine.faults import listed, nearest, nearest_element
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Value

NO_FINDING = "a patient in whom every question is answered without a finding"
HAS = r"the patient (?:has|takes|is on) (?P<no>no )?(?P<label>[^:]+)"
NUMBER = r"(?:the )?(?P<label>.+?) is (?P<number>-?\d+(?:\.\d+)?)(?: (?P<unit>.+))?"
WORDS = r"(?:the )?(?P<label>[^:]+): (?P<words>.+)"
NOT_KNOWN = r"(?:the )?(?P<label>.+?) (?:is|are) not known"
CASE = r"the published case (?P<case>\w+)(?P<completed>, completed for illustration)?"
NOT_KNOWN_ANSWER = "not known"
"""Stands in a table of answers where a patient has none."""

# a pure number is named by its label; everything else is written with its unit
_PURE = ("count", "ratio", "score")


class Unreadable(AssertionError):
    """A sentence of a scenario that the data dictionary cannot read."""


class ScenarioWords:
    """The words of one rule base: labels of elements, titles of rules and outcomes."""

    def __init__(self, rulebase: RuleBase) -> None:
        self.rulebase = rulebase
        self._elements = {element.label.lower(): element for element in rulebase.elements.values()}
        # by title and by id: the loader sees to it that no title is another's title or id
        self._rules = {words: name for name, rule in rulebase.rules.items() for words in (rule.title, name)}
        self._outcomes = {words: name for name, each in rulebase.outcomes.items() for words in (each.title, name)}
        self._products = {words: each.title for each in rulebase.exclusions for words in (each.title, each.id)}
        self._flags = {words: flag.id for flag in rulebase.flags.flags for words in (flag.title, flag.id)}
        self._conditions = _conditions(rulebase)
        self._sections = {heading: name for name, heading in rulebase.about.sections.items()}
        self._certainties = {words: name for name, words in rulebase.about.certainties.items()}

    def element(self, label: str) -> Element:
        """The element with this label. Raises Unreadable with the nearest label."""
        plain = label.strip().lower()
        for candidate in (plain, re.sub(r"^(?:an?|the) ", "", plain)):
            if candidate in self._elements:
                return self._elements[candidate]
        msg = f"no element has the label `{label}`; {nearest_element(plain, self._elements)}"
        raise Unreadable(msg)

    def yes_or_no(self, label: str, *, yes: bool) -> tuple[str, Value]:
        """A boolean as a fact."""
        element = self.element(label)
        if element.type != "boolean":
            msg = f"`{element.label}` is no yes-or-no question; it is {self._how(element)}"
            raise Unreadable(msg)
        return element.name, yes

    def number(self, label: str, number: str, unit: str | None) -> tuple[str, Value]:
        """A number with its unit as a fact; another unit than the dictionary's is refused, never converted."""
        element = self.element(label)
        if not element.is_number:
            msg = f"`{element.label}` is no number; it is {self._how(element)}"
            raise Unreadable(msg)
        if unit != element.unit and not (unit is None and element.unit in _PURE):
            msg = f"`{element.label}` is measured in {element.unit}, not in {unit or 'nothing'}"
            raise Unreadable(msg)
        return element.name, Decimal(number)

    def words(self, label: str, words: str) -> tuple[str, Value]:
        """An answer in the dictionary's words (or yes and no) as a fact."""
        element = self.element(label)
        if element.type == "boolean" and words in ("yes", "no"):
            return element.name, words == "yes"
        for member, shown in element.values.items():
            if shown == words:
                return element.name, member
        msg = f"`{words}` is no answer to `{element.label}`; it is {self._how(element)}"
        raise Unreadable(msg)

    def case(self, name: str, *, completed: bool) -> Mapping[str, Any]:
        """The facts of a published case. `completed`: with the answers that were supposed for illustration."""
        self._named(name, {each: each for each in self.rulebase.cases}, "published case")
        case = self.rulebase.cases[name]
        return {**case.profile, **case.completed} if completed else case.profile

    def section(self, heading: str) -> str:
        """The section of a note with this heading."""
        return self._named(heading, self._sections, "section")

    def rule(self, title: str) -> str:
        """The id of the rule with this title or id."""
        return self._named(title, self._rules, "rule")

    def outcome(self, title: str) -> str:
        """The id of the outcome with this title or id."""
        return self._named(title, self._outcomes, "outcome")

    def certainty(self, words: str) -> str:
        """The certainty in these words."""
        return self._named(words, self._certainties, "certainty")

    def exclusion(self, title: str) -> str:
        """The title of the exclusion of a product with this title or id."""
        return self._named(title, self._products, "exclusion of a product")

    def flag(self, title: str) -> str:
        """The id of the flag with this title or id."""
        return self._named(title, self._flags, "flag")

    def conditions(self, words: str | None) -> frozenset[str]:
        """The conditions of the program that a `Rule:` block of this name, or a claim on these words, is about.

        A rule, definition, exclusion or flag goes by title or id, a row by its reason; any of them by its condition.
        """
        return self._conditions.get(words or "", frozenset())

    def _named(self, words: str, known: dict[str, str], what: str) -> str:
        if words not in known:
            msg = f"there is no {what} `{words}`; {nearest(words, known)}"
            raise Unreadable(msg)
        return known[words]

    def _how(self, element: Element) -> str:
        if element.type == "boolean":
            return "`yes` or `no`"
        if element.is_number:
            return f"a number in {element.unit}"
        return f"one of {listed(list(element.values.values()))}"


def _conditions(rulebase: RuleBase) -> dict[str, frozenset[str]]:
    words = [(name, name) for name in rulebase.program]
    words += [(each.title, name) for name, each in rulebase.named.items()]
    words += [(said, each.condition) for each in rulebase.exclusions for said in (each.title, each.id)]
    words += [(said, each.condition) for each in rulebase.flags.flags for said in (each.title, each.id)]
    words += [(row.reason.template.removesuffix("."), f"row.{row.name}") for row in rulebase.rows]
    found: dict[str, set[str]] = {}
    for said, name in words:
        found.setdefault(said, set()).add(name)
    return {said: frozenset(names) for said, names in found.items()}
