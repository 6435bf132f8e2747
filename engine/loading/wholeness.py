"""Checks that a folder holds one rule base, and all of it, and reports that instead of a fault for each name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from immunote.engine.faults import Fault
from immunote.engine.places import MARK

MOST_SLIPS = 10
"""Up to so many undefined names may be misspelt; if there are more, files are missing."""
FOLLOWS = ("R23", "R24", "R39", "R43", "R61")
"""Codes of faults that missing files cause: something that is here is read or cited by nothing."""
_SHOWN = 3


def other_rule_bases(root: Path) -> list[Fault]:
    """Return the faults (R44, R09) of a folder with other rule bases below it, whether or not it holds one itself."""
    below = sorted(path.parent.relative_to(root).as_posix() for path in root.rglob(f"*/{MARK}"))
    if (root / MARK).is_file():
        help_line = "a folder holds one rule base; move one of the two out"
        return [Fault(f"{name}/{MARK}", "R44", name, help_line) for name in below]
    if len(below) > 1:
        return [Fault(MARK, "R44", ", ".join(below), "name the folder of one of them")]
    return [Fault(MARK, "R09", MARK, f"it is in `{name}`; name that folder") for name in below]


def not_whole(faults: Iterable[Fault]) -> list[Fault]:
    """Return the fault (R45) of a rule base that reads more undefined names than misspelling explains."""
    of_names = [fault for fault in sorted(faults) if fault.code in ("R12", "R22")]
    names = list(dict.fromkeys(fault.text.partition(".")[0] for fault in of_names))
    if len(names) <= MOST_SLIPS:
        return []
    text = f"{len(names)} names that no file defines, such as {', '.join(names[:_SHOWN])}"
    return [Fault(MARK, "R45", text, "a part of it lies elsewhere, or is of another version; bring it together")]
