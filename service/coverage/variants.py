"""A rule base with one thing changed, and a quick reading of what its note would say.

The reading is worked out by the reference evaluator and the diagram, without writing the note; a test holds it against
the note itself on every scenario of the unchanged rule base.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from immunote.engine.api import Engine, Judged
from immunote.engine.diagram import Diagram, Narrowing
from immunote.engine.elements import Element
from immunote.engine.explain import Explanation
from immunote.engine.flags import asked_by, flags_of
from immunote.engine.intake import Patient
from immunote.engine.note import Note, Settles, Statement
from immunote.engine.noting.asking import is_asked
from immunote.engine.noting.changing import settling_of
from immunote.engine.noting.outcome import Standing, Verdict, judge, standing_of
from immunote.engine.reference import truth_of
from immunote.engine.rulebase import Row, RuleBase
from immunote.engine.tables import Flags
from immunote.engine.tree import Node, elements_in, refs_in
from immunote.engine.truth import FALSE, TRUE, UNKNOWN, Truth
from immunote.engine.words import elements_of_sentence, fill
from immunote.service.scenarios.note_reading import CANNOT_BE_DECIDED, DOES_NOT_HOLD, HOLDS, NoteReading

NEVER_KNOWN = "never_known_in_any_profile"
"""An element that no profile has: a condition that asks for it alone is always unknown."""


class NotQuick(Exception):
    """A scenario claims something about the words of a note, and `QuickReading` writes no note."""


class Variant(Engine):
    """An engine on a changed rule base, for the reference evaluator and the diagram alone."""

    def __init__(
        self,
        base: Engine,
        changed: Mapping[str, Node],
        rows: Sequence[Row] | None = None,
        cites: Mapping[str, tuple[str, ...]] | None = None,
        flags: Flags | None = None,
    ) -> None:
        rulebase = _changed(base.rulebase, changed, base.rulebase.rows if rows is None else tuple(rows))
        named = {**rulebase.named}
        named |= {name: replace(named[name], cites=each) for name, each in (cites or {}).items()}
        self.rulebase = replace(rulebase, named=named, flags=rulebase.flags if flags is None else flags)
        self._base, self._turns_only_flags = base, flags is not None
        self.changed = frozenset(changed)
        # values are checked and completed as before: no variant changes the dictionary
        self.intake, self.version = base.intake, base.version

    @cached_property
    def diagram(self) -> Diagram:  # type: ignore[override]
        """The diagram of the changed list; compiled where a claim asks for it."""
        return self._compiled(without=None, like=self._base.diagram) if self.turns_rows else self._base.diagram

    @cached_property
    def corrected_diagram(self) -> Diagram:
        """The same, without the row that `once_corrected` takes out."""
        like, once = self._base.corrected_diagram, self.rulebase.once_corrected
        return self._compiled(None if once is None else once.without_row, like) if self.turns_rows else like

    @cached_property
    def names_above(self) -> tuple[str, ...]:
        """The changed names and all that read them, in the program's order."""
        found: dict[str, None] = {}
        for name, condition in self.rulebase.program.items():
            if name in self.changed or any(ref in found for ref in refs_in(condition)):
                found[name] = None
        return tuple(found)

    @cached_property
    def turns_rows(self) -> bool:
        """Whether the decision list was changed, or reads a condition that was."""
        if self._turns_only_flags:
            return False
        return not self.changed or any(name.startswith("row.") for name in self.names_above)

    def noted(self, patient: Patient) -> NoteReading:
        """Write a note by the reference evaluator alone, to test claims about its words; it is given to nobody."""
        truths = self.reference(patient.facts)
        explanation = Explanation(self.rulebase.program, patient.facts, truths)
        verdict = judge(self, patient, truths, explanation)
        decided = self.write(Judged(patient, verdict, truths, explanation))
        return NoteReading(decided.note, lambda: self.whole(decided))

    def truths_from(self, facts: Mapping[str, object], before: Mapping[str, Truth]) -> dict[str, Truth] | None:
        """Return the truths under the changed rule base, or None if they equal `before`, those of the unchanged one."""
        truths = dict(before)
        differs = False
        for name in self.names_above:
            truths[name] = truth_of(self.rulebase.program[name], facts, truths)  # type: ignore[arg-type]
            differs = differs or truths[name] is not before.get(name)
        return truths if differs else None


def _changed(rulebase: RuleBase, changed: Mapping[str, Node], rows: tuple[Row, ...]) -> RuleBase:
    named = {
        name: replace(each, when=changed[name]) if name in changed else each for name, each in rulebase.named.items()
    }
    exclusions = {name: changed.get(name, when) for name, when in rulebase.exclusion_conditions.items()}
    flags = replace(
        rulebase.flags,
        flags=tuple(replace(each, when=changed.get(each.condition, each.when)) for each in rulebase.flags.flags),
        values=tuple(replace(each, when=changed.get(each.condition, each.when)) for each in rulebase.flags.values),
    )
    rows = tuple(replace(row, when=changed[f"row.{row.name}"]) if f"row.{row.name}" in changed else row for row in rows)
    elements = dict(rulebase.elements)
    if any(NEVER_KNOWN in elements_in(when) for when in changed.values()):
        some = next(iter(elements.values()))
        elements[NEVER_KNOWN] = Element(NEVER_KNOWN, "", "", "boolean", some.place)
    return replace(rulebase, named=named, exclusion_conditions=exclusions, rows=rows, elements=elements, flags=flags)


class QuickReading(NoteReading):
    """Answers a scenario's questions about a note without writing the note. Questions about words raise NotQuick."""

    def __init__(self, engine: Engine, patient: Patient, truths: Mapping[str, Truth]) -> None:
        self._engine, self._patient, self._truths = engine, patient, truths

    @property
    def note(self) -> Note:
        """Not written. Raises NotQuick."""
        raise NotQuick

    @property
    def settled_by(self) -> tuple[Settles, ...]:
        """As in the note."""
        return settling_of(self._engine, self._engine.wording, self._patient)[0]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Not written. Raises NotQuick."""
        raise NotQuick

    @cached_property
    def _explanation(self) -> Explanation:
        return Explanation(self._engine.rulebase.program, self._patient.facts, self._truths)

    @cached_property
    def _verdict(self) -> Verdict:
        return judge(self._engine, self._patient, self._truths, self._explanation)

    @cached_property
    def _standing(self) -> Standing:
        return standing_of(self._engine, self._patient, self._truths)

    @property
    def status(self) -> str:
        """As in the note."""
        return self._standing.status

    @property
    def outcome(self) -> str | None:
        """As in the note."""
        return self._standing.reachable[0] if self._standing.status == "settled" else None

    @property
    def grade(self) -> str | None:
        """As in the note."""
        outcome = self.outcome
        return outcome if outcome and self._engine.rulebase.outcomes[outcome].is_grade else None

    @property
    def reachable(self) -> Sequence[str]:
        """As in the note."""
        return self._standing.reachable

    @property
    def leaning(self) -> str | None:
        """As in the note."""
        return self._verdict.leaning

    @property
    def once_corrected(self) -> tuple[str | None, Sequence[str]]:
        """As in the note."""
        corrected = self._verdict.once_corrected
        return corrected[0] if len(corrected) == 1 else None, corrected

    @property
    def reasons(self) -> Sequence[str]:
        """As in the note."""
        rulebase, facts = self._engine.rulebase, self._patient.facts
        known = facts.keys()
        return [
            # a changed row can decide without what its sentence names
            fill(rulebase, row.reason, facts)
            if known >= set(elements_of_sentence(rulebase, row.reason))
            else row.reason.template
            for row in self._verdict.rows
        ]

    @property
    def certainty(self) -> str:
        """As in the note."""
        return self._verdict.certainty

    @property
    def asked(self) -> list[str]:
        """As in the note, in no particular order."""
        return [name for name in self._engine.rulebase.elements if self.asks(name)]

    @property
    def missing(self) -> list[str]:
        """As in the note, in no particular order."""
        return [name for name in self._engine.rulebase.elements if self.misses(name)]

    def asks(self, element: str) -> bool:
        """As in the note."""
        return self.misses(element) or (
            self._prints is None
            and any(
                element in self._explanation.open_elements(exclusion.condition)
                for exclusion in self._engine.rulebase.exclusions
            )
        )

    def misses(self, element: str) -> bool:
        """As in the note, without working out what else is missing."""
        if element in self._patient.facts or element == NEVER_KNOWN:
            return False
        standing = self._standing
        if standing.status != "settled" and element in asked_by(standing.flags):
            return True
        if not is_asked(self._truths, element):
            return False
        if len(standing.reachable) > 1 and self._left.matters(element):
            return True
        rulebase = self._engine.rulebase
        return any(
            element in self._explanation.open_elements(name)
            for name, rule in rulebase.rules.items()
            if self._truths[name] is UNKNOWN
            and element in rulebase.elements_of[name]
            and (self._prints is None or rule.kind in self._prints)
        )

    @cached_property
    def _left(self) -> Narrowing:
        return self._engine.diagram.narrowing(self._patient.facts)

    @property
    def turns_on(self) -> list[str]:
        """As in the note."""
        return [name for name, leads in self._verdict.missing.items() if leads and name != NEVER_KNOWN]

    def truth_of_rule(self, rule: str) -> str:
        """As in the note, where an outcome can keep rules from being printed."""
        truth = self._truths[rule]
        # the outcome says which rules are printed; for a false rule it need not be computed
        if truth is FALSE or (self._may_hide and self._prints is not None and not self._is_printed(rule)):
            return DOES_NOT_HOLD
        return HOLDS if truth is TRUE else CANNOT_BE_DECIDED

    @property
    def flags(self) -> Mapping[str, bool]:
        """As in the note."""
        holding = flags_of(self._engine.rulebase, self._patient.facts, self._truths)
        return {each.flag.id: each.is_open for each in holding}

    def truth_of_exclusion(self, title: str) -> str:
        """As in the note: the first of the exclusions of this title that does not fail."""
        for exclusion in self._engine.rulebase.exclusions:
            truth = self._truths[exclusion.condition]
            if exclusion.title == title and truth is not FALSE and self._prints is None:
                return HOLDS if truth is TRUE else CANNOT_BE_DECIDED
        return DOES_NOT_HOLD

    def _is_printed(self, rule: str) -> bool:
        return self._prints is not None and self._engine.rulebase.rules[rule].kind in self._prints

    @cached_property
    def _may_hide(self) -> bool:
        """Whether an outcome whose notes print only some rules may be reachable, by the truths of the rows."""
        for row in self._engine.rulebase.rows:
            truth = self._truths[f"row.{row.name}"]
            if truth is not FALSE and self._engine.rulebase.outcomes[row.outcome].prints is not None:
                return True
            if truth is TRUE:
                return False
        return False

    @cached_property
    def _prints(self) -> tuple[str, ...] | None:
        if not self._may_hide:
            return None
        reachable = self._engine.diagram.reachable(self._patient.facts)
        return self._engine.rulebase.outcomes[reachable[0]].prints if len(reachable) == 1 else None
