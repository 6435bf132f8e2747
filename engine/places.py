"""Where something in a rule base was written."""

from __future__ import annotations

from dataclasses import dataclass

MARK = "rulebase.yaml"
"""The file by which a folder is known to hold a rule base."""


@dataclass(frozen=True, slots=True)
class Place:
    """A path below the rule base's folder, line and column from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"
