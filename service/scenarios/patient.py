"""The patient of a scenario: what its sentences state, and what is assumed where one asks for no findings."""

from __future__ import annotations

from typing import Any

from immunote.engine.intake import Intake
from immunote.engine.tree import Value
from immunote.service.scenarios.sentences import ScenarioWords, Unreadable


class ScenarioPatient:
    """Collects facts sentence by sentence. Later sentences win, so that a scenario can change its background."""

    def __init__(self, sentences: ScenarioWords, intake: Intake) -> None:
        self.sentences = sentences
        self.intake = intake
        self.stated: dict[str, Any] = {}
        self.not_known: set[str] = set()
        self.without_findings = False
        self.is_noted = False

    def state(self, fact: tuple[str, Value]) -> None:
        """Record a fact."""
        self._still_open()
        name, value = fact
        self.stated[name] = value
        self.not_known.discard(name)

    def is_case(self, name: str, *, completed: bool) -> None:
        """Record all facts of a published case."""
        self._still_open()
        facts = self.sentences.case(name, completed=completed)
        self.stated.update(facts)
        self.not_known -= facts.keys()

    def forget(self, label: str) -> None:
        """Record that an element is not known."""
        self._still_open()
        name = self.sentences.element(label).name
        self.stated.pop(name, None)
        self.not_known.add(name)

    def has_no_findings(self) -> None:
        """Give every question that is not answered otherwise its unremarkable answer."""
        self._still_open()
        self.without_findings = True

    def raw(self) -> dict[str, Any]:
        """The profile. Raises Refused where the sentences contradict each other."""
        known = dict(self.intake.check(self.stated).facts)
        profile = dict(self.stated)
        if self.without_findings:
            for name, element in self.intake.rulebase.elements.items():
                host = element.only_if
                concerns = host is None or known.get(host) is True
                if element.leaning is None or name in known or name in self.not_known or not concerns:
                    continue
                if self.intake.assume(known, name, element.leaning):
                    profile[name] = element.leaning
        for name in sorted(self.not_known & known.keys()):
            msg = f"`{name}` is said to be not known, but it follows from the other facts"
            raise Unreadable(msg)
        return profile

    def _still_open(self) -> None:
        if self.is_noted:
            msg = "a fact after the first `Then`: the note is written already"
            raise Unreadable(msg)
