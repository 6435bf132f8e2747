"""A comparison as one self-contained html file: no script, nothing fetched, printable, readable without colour."""

from __future__ import annotations

import json
from difflib import SequenceMatcher

from immunote.service.diffing import words
from immunote.service.diffing.model import Diff
from immunote.service.html.environment import document


def render(diff: Diff) -> str:
    """The comparison as one html document."""
    return document("comparison.html", diff=diff, words=words, marked=_marked, as_json=_as_json)


def _marked(before: str, after: str) -> list[tuple[str, str, bool]]:
    """Both texts in pieces: what stands in the one and in the other, and whether that is the same."""
    left, right = _tokens(before), _tokens(after)
    found = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return [("".join(left[a:b]), "".join(right[c:d]), what == "equal") for what, a, b, c, d in found]


def _tokens(text: str) -> list[str]:
    """Words, each with the blank behind it."""
    return [f"{word} " for word in text.split(" ")]


def _as_json(profile: object) -> str:
    """A profile ready to be copied into a file."""
    return json.dumps(profile, ensure_ascii=False)
