"""Turns each disagreement of a reviewer into a scenario that fails until the rules change or it is withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from immunote.engine.faults import Fault, Refused, shorten
from immunote.engine.loading.reviews import hash_of
from immunote.service.review.import_pack import Opinion, Returned
from immunote.service.review.xlsx_pack import INSTEAD
from immunote.service.scenarios.features import read_feature
from immunote.service.scenarios.running import Runner
from immunote.service.scenarios.steps import ALSO, DISPUTED
from immunote.service.scenarios.writing import one_line

FOLDER = "disputed"
TAG = "disputed"


@dataclass(frozen=True)
class Dispute:
    """One disagreement as a `.feature` file."""

    name: str
    text: str


def disputes(returned: Returned, runner: Runner) -> list[Dispute]:
    """Return the disagreements of a spreadsheet as scenarios that fail now.

    Raises Refused (V29) with each disagreement of which no failing scenario can be made.
    """
    found: list[Dispute] = []
    faults: list[Fault] = []
    for opinion in returned.opinions:
        if opinion.verdict == "disagree":
            dispute = _dispute(opinion, returned)
            fault = _why_not(dispute, opinion, runner)
            if fault is None:
                found.append(dispute)
            else:
                faults.append(fault)
    if faults:
        raise Refused(faults)
    return found


def write(found: Iterable[Dispute], folder: Path) -> list[Path]:
    """Write the files that are not there yet, and return their paths. Raises Refused (V33)."""
    new: list[Path] = []
    try:
        for dispute in found:
            path = folder / FOLDER / dispute.name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_text(dispute.text, encoding="utf-8")
                new.append(path)
    except OSError as error:
        raise Refused([Fault(f"{folder.name}/{FOLDER}", "V33", error.strerror or "not written", _OURS)]) from None
    return new


_OURS = "is the folder yours to write?"


def _dispute(opinion: Opinion, returned: Returned) -> Dispute:
    row = opinion.row
    who = f"{returned.reviewer}, {returned.role}, {returned.date}"
    return dispute_of(row.rule, row.name, row.given, row.expected, opinion.instead, who, opinion.comment)


def dispute_of(
    rule: str, name: str, given: Sequence[str], expected: Sequence[str], instead: Sequence[str], who: str, comment: str
) -> Dispute:
    """A disagreement as a file. `instead`: the claims expected; left out, that not all of `expected` is said."""
    claims = tuple(instead) or (DISPUTED + ALSO.join(expected),)
    lines = [
        "Feature: Disputed by a reviewer",
        "",
        f"  Rule: {one_line(rule)}",
        "",
        f"    # {one_line(who)}" + (f": {one_line(comment)}" if comment else ""),
        f"    @{TAG}",
        f"    Scenario: Disputed: {one_line(name)}",
        *(f"      {'And' if place else 'Given'} {each}" for place, each in enumerate(given)),
        *(f"      {'And' if place else 'Then'} {each}" for place, each in enumerate(claims)),
    ]
    text = "\n".join(lines) + "\n"
    words = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:50].rstrip("_")
    return Dispute(f"{words}-{hash_of(text)[:8]}.feature", text)


def _why_not(dispute: Dispute, opinion: Opinion, runner: Runner) -> Fault | None:
    said = "; ".join(opinion.instead or opinion.row.expected)
    return why_no_dispute(dispute, opinion.place, runner, said, bool(opinion.instead))


def why_no_dispute(dispute: Dispute, place: str, runner: Runner, said: str, has_instead: bool = False) -> Fault | None:
    """The fault of a dispute that would be no failing scenario; None where it is one."""
    try:
        feature = read_feature(dispute.text, dispute.name)
        result = runner.run(feature.scenarios[0])
    except Refused as refused:
        told = refused.faults[0]
        return Fault(place, "V29", told.text, told.help)
    if result.passed:
        help_line = "the note says so already; agree, or write what it does not say"
        if not has_instead:
            help_line = f"what is expected there is not met anyway; write under `{INSTEAD}` what you expect"
        return Fault(place, "V29", shorten(said), help_line)
    return None
