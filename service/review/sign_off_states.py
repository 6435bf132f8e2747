"""How every rule and table stands: signed, disputed, changed since or never signed, and what changed, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from immunote.engine.loading.reviews import hash_of
from immunote.engine.sign_offs import SignOff, State, state_of
from immunote.service.review.reviewed import Reviewed, changes

WORDS: dict[State, str] = {
    "agreed": "signed",
    "disputed": "disputed",
    "changed": "changed since it was signed",
    "never": "never signed",
}


@dataclass(frozen=True)
class SignOffState:
    """One part. `content`: the hash of what it is now. `changes`: since the last sign-off."""

    part: str
    title: str
    state: State
    content: str
    sign_offs: tuple[SignOff, ...]
    changes: tuple[tuple[str, str, str], ...]


def standings(reviewed: Reviewed, parts: Iterable[str] | None = None) -> list[SignOffState]:
    """How parts stand, all of them where none is named. Raises KeyError for a part that there is not."""
    return [_standing(reviewed, part) for part in (reviewed.titles if parts is None else parts)]


def removed(reviewed: Reviewed) -> list[SignOff]:
    """Sign-offs of parts that the rule base no longer has."""
    return [each for each in reviewed.rulebase.sign_offs if each.part not in reviewed.titles]


def _standing(reviewed: Reviewed, part: str) -> SignOffState:
    now = reviewed.content(part)
    content = hash_of(now)
    signed = tuple(each for each in reviewed.rulebase.sign_offs if each.part == part)
    state = state_of(signed, lambda each: each.content == content)
    found = changes(signed[-1].kept, now) if state == "changed" else []
    return SignOffState(part, reviewed.titles[part], state, content, signed, tuple(found))
