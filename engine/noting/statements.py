"""From the truths of rules to the sentences of a note, each with its facts, figures and choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from immunote.engine.explain import Explanation
from immunote.engine.intake import Patient
from immunote.engine.note import Limit, ShownFact, Statement
from immunote.engine.noting.citing import Bibliography
from immunote.engine.noting.phrasing import Phrasing
from immunote.engine.noting.wording import Wording
from immunote.engine.profile import value_json
from immunote.engine.rulebase import Named
from immunote.engine.sentences import figures_in
from immunote.engine.tree import Atom, Compare, Node
from immunote.engine.truth import TRUE, Truth
from immunote.engine.words import names_nobody, value_words


class Statements:
    """Writes statements of one patient."""

    def __init__(
        self,
        wording: Wording,
        patient: Patient,
        truths: Mapping[str, Truth],
        explanation: Explanation,
        bibliography: Bibliography,
        phrasing: Phrasing,
    ) -> None:
        self.wording, self.rulebase = wording, wording.rulebase
        self.patient, self.truths = patient, truths
        self.explanation, self.bibliography, self.phrasing = explanation, bibliography, phrasing

    def of(self, rules: Iterable[Named], deciding: Iterable[str]) -> tuple[Statement, ...]:
        """A statement for each of `rules` that holds, in the order of sections, then rank, then declaration."""
        decides = set(deciding)
        return tuple(self._statement(rule, rule.name in decides) for rule in rules if self.truths[rule.name] is TRUE)

    def section(self, rule: Named) -> str:
        """The section of the note that a rule belongs to."""
        return self.rulebase.about.kinds[rule.kind].section

    def recorded(self) -> tuple[ShownFact, ...]:
        """Every fact as it was recorded, in the dictionary's order: what the note went by."""
        elements = self.rulebase.elements
        return tuple(
            ShownFact(
                element=name,
                label=elements[name].label,
                value=value_json(elements[name], value),
                unit=elements[name].unit,
                words=value_words(elements[name], value),
            )
            for name, value in self.patient.given.items()
        )

    def support(self, when: Node) -> tuple[ShownFact, ...]:
        """The facts that make a condition hold, each with the limit that it was compared with."""
        return tuple(self._fact(atom) for atom in self.explanation.support(when).atoms)

    def fact(self, name: str) -> ShownFact:
        """A known element, as it stands, recorded or following from what is recorded."""
        element, value = self.rulebase.elements[name], self.patient.facts[name]
        return ShownFact(
            element=name,
            label=element.label,
            value=value_json(element, value),
            unit=element.unit,
            words=value_words(element, value),
            because=self.patient.because.get(name),
        )

    def _statement(self, rule: Named, decides: bool) -> Statement:
        assert rule.says is not None
        facts = self.patient.facts
        number = self.bibliography
        cites = dict.fromkeys((*(figure for text in rule.sentences for figure in figures_in(text)), *rule.cites))
        lists = self.phrasing.lists_of(rule)
        return Statement(
            text=self.phrasing.says(rule, lists),
            kind=rule.kind,
            section=self.section(rule),
            mark=self.rulebase.about.kinds[rule.kind].mark,
            rule=rule.name,
            short=self.phrasing.short(rule),
            domain=rule.domain,
            strength=rule.strength,
            certainty=rule.certainty,
            citations=number.numbers(cites),
            choice=self.wording.fill(rule.choice, facts) if rule.choice else None,
            facts=self.support(rule.when),
            lines=tuple(
                number.line(detail, facts, lists)
                for detail in rule.details
                if self.explanation.may_hold(detail.when) and not names_nobody(self.rulebase, detail.text, facts)
            ),
            certainty_because=tuple(number.line(detail, facts) for detail in rule.certainty_because),
            decides=decides,
        )

    def _fact(self, atom: Atom) -> ShownFact:
        element = self.rulebase.elements[atom.element]
        value = self.patient.facts[atom.element]
        limit = None
        if isinstance(atom, Compare):
            threshold = self.rulebase.thresholds[atom.threshold]
            limit = Limit(
                name=threshold.name,
                comparison=atom.op,
                value=value_json(element, Decimal(threshold.value)),
                unit=threshold.unit,
                citations=self.bibliography.numbers(threshold.cites),
                choice=threshold.choice,
            )
        return ShownFact(
            element=element.name,
            label=element.label,
            value=value_json(element, value),
            unit=element.unit,
            words=value_words(element, value),
            limit=limit,
            because=self.patient.because.get(element.name),
        )
