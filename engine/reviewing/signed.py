"""Which parts of a rule base are signed as they stand."""

from __future__ import annotations

from immunote.engine.reviewing.content import content_of, parts_of
from immunote.engine.rulebase import RuleBase
from immunote.engine.sign_offs import SignOff, State, state_of


def states_of_rules(rulebase: RuleBase) -> dict[str, State]:
    """The state of each part that was ever signed, by what the rule base itself says.

    Scenarios are signed too, but ship with no rule base and change nothing that a note says: `immunote review status`
    compares them.
    """
    signed: dict[str, list[SignOff]] = {}
    for each in rulebase.sign_offs:
        signed.setdefault(each.part, []).append(each)
    found: dict[str, State] = {}
    for part in parts_of(rulebase) if signed else ():
        if part in signed:
            content = content_of(rulebase, part)
            found[part] = state_of(signed[part], lambda each, content=content: each.kept["rules"] == content)  # type: ignore[misc]
    return found
