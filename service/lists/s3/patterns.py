"""Patterns in addresses, with the signs that Hadoop knows: `*`, `?`, `[abc]`, `[^abc]` and `{this,that}`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_SIGNS = re.compile(r"[*?\[{]")


def is_hidden(name: str) -> bool:
    """Return whether Spark passes over a file or folder of this name."""
    return name.startswith((".", "_"))


def expanded(path: str, listed: Callable[[str], list[Any]]) -> list[str]:
    """Return the paths that a pattern means, those that may not be there included where it has no sign at all.

    `listed`: what lies in a folder, each with `path` and `base_name`. One folder after the other is asked, so that a
    pattern near the root does not list a whole bucket. The bucket itself is never a pattern.
    """
    bucket, *parts = path.split("/")
    found = [bucket]
    for part in parts:
        if not _SIGNS.search(part):
            found = [f"{each}/{part}" for each in found]
            continue
        fits = compiled(part)
        inside = [one for each in found for one in listed(each)]
        found = [
            one.path
            for one in inside
            if fits.fullmatch(one.base_name) and (is_hidden(part) or not is_hidden(one.base_name))
        ]
    return found


def compiled(part: str) -> re.Pattern[str]:
    """Return one part of a pattern as a regular expression. Signs that are not closed stand for themselves."""
    text, place, depth = "", 0, 0
    while place < len(part):
        sign, place = part[place], place + 1
        if sign == "*":
            text += ".*"
        elif sign == "?":
            text += "."
        elif sign == "[" and (end := part.find("]", place + 1)) > 0:
            inside = part[place:end]
            negated = inside[0] in "^!" and len(inside) > 1
            text += "[" + ("^" if negated else "") + re.escape(inside[negated:]).replace(r"\-", "-") + "]"
            place = end + 1
        elif sign == "{" and part.find("}", place) > 0:
            text, depth = text + "(?:", depth + 1
        elif sign == "}" and depth:
            text, depth = text + ")", depth - 1
        elif sign == "," and depth:
            text += "|"
        else:
            text += re.escape(sign)
    return re.compile(text + ")" * depth, re.DOTALL)
