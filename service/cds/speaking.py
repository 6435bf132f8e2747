"""Whether a card may stand on a chart that was only opened: where the rule base says so, of what the record says."""

from __future__ import annotations

from immunote.engine.reference import truth_of
from immunote.engine.rulebase import RuleBase
from immunote.engine.truth import TRUE
from immunote.service.fhir.mapping import Mapped

_SAYS_NOTHING = frozenset(
    {
        "entered_in_error",
        "refuted",
        "other_person",
        "other_focus",
        "relative",
        "another_version",
        "words_against",
        "words_of_another",
        "codes_against",
        "note_against",
        "before_birth",
        "may_be_deleted",
        "not_done",
        "older",
        "unreadable",
    }
)


def may_speak(mapped: Mapped, rulebase: RuleBase) -> bool:
    """Whether the record says so, or holds an entry that could say so and was not read with certainty.

    Of a rule base that does not say on whose chart: of everybody's.
    """
    where = rulebase.speaks_where
    if where is None:
        return True
    if truth_of(where.when, mapped.patient.facts, {}) is TRUE:
        return True
    return any(each.element in where.seen and each.reason not in _SAYS_NOTHING for each in mapped.report.not_used)
