"""Reasons for setting a card aside, from the code system that HL7 keeps with CDS Hooks, and how long each one counts.

Codes and displays are HL7's own (Non-Adherence Reason Codes, CC0); which of them a card offers is chosen here: those
that say something about a note, and none about a wish or a cost. So is how long a card then stays away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from immunote.service.cds.models import OverrideChoice
from immunote.service.storage.feedback import UNLISTED
from immunote.service.storage.shown import CardState, ShownCard

SYSTEM = "http://terminology.hl7.org/CodeSystem/non-adherence-reason-codes"
ACCEPTED = "accepted"
DISMISSED = "dismissed"
"""Stands for an override without a reason, or with one that is not offered."""

_ANYTHING = ("facts", "outcome", "rules")
_OUTCOME = ("outcome",)


@dataclass(frozen=True)
class TimeAway:
    """How long a card stays away after an answer: `days`, or until one of `back_on` is new."""

    days: int
    back_on: tuple[str, ...] = _ANYTHING


_OFFERED = {
    "patient-ineligible": "Patient does not meet eligibility for recommended action",
    "need-more-info": "Could not address recommended action due to need for more information/pending results/pending "
    "consult",
    "wrong-time-workflow": "PC CDS delivered at wrong time in workflow or patient lifecycle",
    "inappropriate-recipient": "PC CDS delivered to inappropriate recipient/role",
    "does-not-align-latest-evidence": "Recommended action does not align with the latest evidence",
    "expert-contradicts": "Advice from expert contradicts the recommended action",
    "policy-contradicts": "Institutional policy/guideline contradicts the recommended action",
    "risk-benefit-ratio": "Recipient assessment of risk/benefit ratio",
    "patient-contraindication": "Patient has contraindication to recommended action",
}

SET_ASIDE: dict[str, TimeAway] = {
    # it may become otherwise, but not by one more laboratory value
    "patient-ineligible": TimeAway(180, _OUTCOME),
    # what is waited for is news; if it never comes, a reminder
    "need-more-info": TimeAway(14),
    # nothing was said against the card itself
    "wrong-time-workflow": TimeAway(1),
    # the same person is rarely the right one later
    "inappropriate-recipient": TimeAway(365, _OUTCOME),
    # other rules may be better ones; another fact is judged by the same evidence
    "does-not-align-latest-evidence": TimeAway(180, ("outcome", "rules")),
    "expert-contradicts": TimeAway(90, _OUTCOME),
    "policy-contradicts": TimeAway(180, ("outcome", "rules")),
    # weighed for the patient as recorded
    "risk-benefit-ratio": TimeAway(90),
    "patient-contraindication": TimeAway(180, _OUTCOME),
    DISMISSED: TimeAway(30),
    ACCEPTED: TimeAway(30),
}

OVERRIDE_REASONS = tuple(
    OverrideChoice(code=code, system=SYSTEM, display=display) for code, display in _OFFERED.items()
)


def answer_of(outcome: str, reason: str | None) -> str:
    """The answer to keep of a feedback: a reason that is offered, or that it was accepted or dismissed."""
    if outcome == ACCEPTED:
        return ACCEPTED
    return reason if reason in SET_ASIDE and reason != ACCEPTED else DISMISSED


def reason_to_keep(reason: str | None) -> str | None:
    """A reason that cards offer, as it is; of any other only that it is not on the list: its text may name somebody."""
    return reason if reason is None or reason in _OFFERED else UNLISTED


def stays_away(
    last: ShownCard | None, state: CardState, now: datetime, once: bool, days: Mapping[str, int] | None = None
) -> bool:
    """Whether a card is not shown again. `once`: one that nobody answered comes again only with news.

    `days`: other numbers of days than those above, by answer.
    """
    if last is None:
        return False
    news = state.news_since(last.state)
    if not last.answer or last.answered is None:
        return once and not news
    rule = SET_ASIDE.get(last.answer, SET_ASIDE[DISMISSED])
    until = last.answered + timedelta(days=(days or {}).get(last.answer, rule.days))
    return now < until and news.isdisjoint(rule.back_on)
