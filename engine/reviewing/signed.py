"""Sign-offs, and what they are worth: a sign-off holds for the content that was signed and for no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine.elements import Place
from engine.rulebase import RuleBase

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


def states_of_rules(rulebase: RuleBase) -> dict[str, State]:
    """The state of each part that was ever signed, by what the rule base itself says.

    Scenarios are signed too, but ship with no rule base and change nothing that a note says: `immunote review status`
    compares them.
    """
    from engine.reviewing.content import content_of, parts_of

    signed: dict[str, list[SignOff]] = {}
    for each in rulebase.sign_offs:
        signed.setdefault(each.part, []).append(each)
    found: dict[str, State] = {}
    for part in parts_of(rulebase) if signed else ():
        if part in signed:
            content = content_of(rulebase, part)
            found[part] = state_of(signed[part], lambda each, content=content: each.kept["rules"] == content)  # type: ignore[misc]
    return found
