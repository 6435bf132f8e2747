"""The note of one patient, put together from what the evaluators returned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from immunote.engine.explain import Explanation
from immunote.engine.grounds import Grounds
from immunote.engine.intake import Patient
from immunote.engine.note import Decision, Note, OpenRule, Provenance, Review, SetAside, Statement
from immunote.engine.noting.asking import missing_of, open_rules_of, questions_of
from immunote.engine.noting.changing import changes_of, settling_of
from immunote.engine.noting.citing import Bibliography
from immunote.engine.noting.digest import digest_of
from immunote.engine.noting.flags import also_now_of, shown_flags
from immunote.engine.noting.headline import headline_of
from immunote.engine.noting.outcome import Verdict, judge
from immunote.engine.noting.phrasing import Phrasing
from immunote.engine.noting.statements import Statements
from immunote.engine.noting.tables import checklist_of, dose_of, products_of
from immunote.engine.noting.wording import Wording
from immunote.engine.reviewing.tables import tables_used
from immunote.engine.rulebase import Named, RuleBase
from immunote.engine.sign_offs import State
from immunote.engine.truth import Truth
from immunote.engine.words import profile_words

__all__ = ["Verdict", "judge", "settling_of", "write_note"]


class NoteGrounds(Grounds, Protocol):
    """What a note is written from: the grounds of the verdict, and what is the same in every note."""

    @property
    def wording(self) -> Wording:
        """The sentences, and the parts that are kept."""
        ...

    @property
    def untouched_rules(self) -> Mapping[str, OpenRule]:
        """What is said of a rule that cannot be decided and of which nothing is known."""
        ...

    @property
    def signed(self) -> Mapping[str, State]:
        """The state of each part of the rule base that was ever signed."""
        ...

    @property
    def version(self) -> str:
        """The version of the program."""
        ...

    def answers_needed(self, patient: Patient) -> int | None:
        """How many unremarkable answers lead to a settled note; None where no way is found."""
        ...


def write_note(
    grounds: NoteGrounds, patient: Patient, truths: Mapping[str, Truth], explanation: Explanation, verdict: Verdict
) -> Note:
    """The note, but for what would settle it (`settling_of`), which takes as long as all else together.

    `truths` are those on which the evaluators agreed; `verdict` has passed the run-time check.
    """
    wording, rulebase = grounds.wording, grounds.rulebase
    bibliography = Bibliography(wording)
    phrasing = Phrasing(wording, patient.facts, truths, explanation)
    statements = Statements(wording, patient, truths, explanation, bibliography, phrasing)
    rules = _printed(rulebase, rulebase.rules_as_shown, verdict)
    every = statements.of(rules, verdict.rules)
    whole = verdict.outcome is None or rulebase.outcomes[verdict.outcome].prints is None
    jurisdiction = patient.facts.get("jurisdiction")
    corrected = verdict.once_corrected
    open_rules = open_rules_of(rules, grounds.untouched_rules, explanation, bibliography)
    flags = shown_flags(wording, patient, statements, bibliography, verdict.flags)
    also_now = also_now_of(phrasing, verdict, flags)
    answers_needed = _answers_needed(grounds, patient, verdict)
    headline = headline_of(phrasing, verdict, flags, also_now, answers_needed)
    asking = verdict.flags if verdict.status != "settled" else ()
    missing = missing_of(wording, patient, verdict.missing, open_rules, asking)
    review = _review(rulebase, grounds.signed, (*verdict.rules, *(each.rule for each in every)), whole)
    note = Note(
        status=verdict.status,
        outcome=verdict.outcome,
        grade=verdict.outcome if verdict.outcome and rulebase.outcomes[verdict.outcome].is_grade else None,
        grade_once_corrected=corrected[0] if len(corrected) == 1 else None,
        reachable_once_corrected=corrected,
        certainty=verdict.certainty,
        headline=headline.text,
        also_now=also_now,
        flags=flags,
        line=headline.line,
        also=headline.also,
        leaning=verdict.leaning,
        reachable=verdict.reachable,
        titles={outcome: shown.title for outcome, shown in rulebase.outcomes.items()},
        profile=profile_words(rulebase, patient.facts),
        recorded=statements.recorded(),
        decision=Decision(
            rows=tuple(row.name for row in verdict.rows),
            reasons=tuple(wording.fill(row.reason, patient.facts) for row in verdict.rows),
            rules=verdict.rules,
        ),
        statements=_in(every, lambda section: section not in ("conflicts", "follow_up")),
        conflicts=_in(every, lambda section: section == "conflicts"),
        answers_needed=answers_needed,
        missing=missing,
        questions=questions_of(rulebase, patient, missing, asking, flags),
        open_rules=open_rules,
        settled_by=None,
        would_change=changes_of(grounds, wording, patient),
        nothing_to_change=verdict.status == "settled" and not grounds.diagram.could_change(patient.facts),
        needs_more=None,
        checklist=checklist_of(wording, patient, truths, bibliography) if whole else (),
        products_excluded=products_of(wording, patient, truths, explanation, bibliography) if whole else (),
        products_not_listed=rulebase.not_listed if whole else "",
        dose=dose_of(wording, patient, truths, bibliography) if whole else None,
        follow_up=_in(every, lambda section: section == "follow_up"),
        set_aside=tuple(
            SetAside(element=name, label=rulebase.elements[name].label, needs=needs)
            for name, needs in patient.set_aside.items()
        ),
        citations=bibliography.citations(),
        jurisdiction=str(jurisdiction) if jurisdiction is not None else None,
        intended_use=rulebase.intended_use,
        reviewed_by_clinician=review.signed == review.of,
        review=review,
        provenance=Provenance(
            rulebase=rulebase.id,
            version=rulebase.version,
            content_hash=rulebase.content_hash,
            evidence_as_of=rulebase.evidence_as_of,
            engine_version=grounds.version,
        ),
        digest="",
    )
    return replace(note, digest=digest_of(note, wording.hash_of))


def _answers_needed(grounds: NoteGrounds, patient: Patient, verdict: Verdict) -> int | None:
    if verdict.status == "settled" or not grounds.rulebase.question_groups:
        return None
    return grounds.answers_needed(patient)


def _printed(rulebase: RuleBase, rules: tuple[Named, ...], verdict: Verdict) -> tuple[Named, ...]:
    prints = rulebase.outcomes[verdict.outcome].prints if verdict.outcome else None
    return rules if prints is None else tuple(rule for rule in rules if rule.kind in prints)


def _review(rulebase: RuleBase, signed: Mapping[str, State], rules: Iterable[str], whole: bool) -> Review:
    """How far the rules that decide or print here are signed, and the tables that every note, or a whole one, uses."""
    parts = dict.fromkeys([*rules, *tables_used(rulebase, whole)])
    states = Counter(signed.get(part, "never") for part in parts)
    return Review(of=len(parts), signed=states["agreed"], disputed=states["disputed"], changed=states["changed"])


def _in(statements: tuple[Statement, ...], belongs: Callable[[str], bool]) -> tuple[Statement, ...]:
    return tuple(statement for statement in statements if belongs(statement.section))
