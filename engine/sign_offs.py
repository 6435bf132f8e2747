"""Sign-offs, and what they are worth: a sign-off holds for the content that was signed and for no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from immunote.engine.places import Place

Verdict = Literal["agree", "disagree"]
State = Literal["agreed", "disputed", "changed", "never"]
"""`changed`: signed, but the content is another one now. `disputed`: a reviewer disagrees with what stands."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """One entry of reviews.yaml. `content`: the hash of what was signed, `kept`: what that was. `date`: an ISO day."""

    part: str
    content: str
    verdict: Verdict
    reviewer: str
    role: str
    date: str
    comment: str
    kept: Mapping[str, Any]
    place: Place


def state_of(sign_offs: Iterable[SignOff], stands: Callable[[SignOff], bool]) -> State:
    """The state of one part. `stands`: a sign-off is of what is there now. Of each reviewer the last counts."""
    verdicts: dict[str, Verdict] = {}
    state: State = "never"
    for each in sign_offs:
        if stands(each):
            verdicts[each.reviewer] = each.verdict
        else:
            state = "changed"
    if verdicts:
        return "disputed" if "disagree" in verdicts.values() else "agreed"
    return state
