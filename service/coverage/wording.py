"""How a gap of coverage is worded: by the report, and by the pages that find it again in the report."""

from __future__ import annotations

UNNOTICED = "no scenario notices: "
"""What the words on a mutant begin with."""


def not_shown(asks: str, truth: str) -> str:
    """Of a criterion, that no scenario turns on it. `truth`: true, false or unknown."""
    return f"no scenario turns on {asks} as {truth}"


def not_noticed(mutant: str) -> str:
    """Of a mutant, that no scenario fails on it."""
    return f"{UNNOTICED}{mutant}"
