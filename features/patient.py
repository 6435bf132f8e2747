"""The patient of a scenario: what its sentences state, and what is assumed where one asks for no findings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from engine.intake import Intake
from engine.tree import Value
from features.sentences import HAS, NO_FINDING, NOT_KNOWN, NUMBER, WORDS, Sentences, Unreadable


class ScenarioPatient:
    """Collects facts sentence by sentence. Later sentences win, so that a scenario can change its background."""

    def __init__(self, sentences: Sentences, intake: Intake) -> None:
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


def read_patient(steps: Iterable[str], sentences: Sentences, intake: Intake) -> ScenarioPatient:
    """The patient of a scenario's `Given` sentences, read without running the scenario."""
    patient = ScenarioPatient(sentences, intake)
    for step in steps:
        if step == NO_FINDING:
            patient.has_no_findings()
        elif found := re.fullmatch(NOT_KNOWN, step):
            patient.forget(found["label"])
        elif found := re.fullmatch(HAS, step):
            patient.state(sentences.yes_or_no(found["label"], yes=not found["no"]))
        elif found := re.fullmatch(WORDS, step):
            patient.state(sentences.words(found["label"], found["words"]))
        elif found := re.fullmatch(NUMBER, step):
            patient.state(sentences.number(found["label"], found["number"], found["unit"]))
        else:
            msg = f"no sentence of a patient: `{step}`"
            raise Unreadable(msg)
    return patient
