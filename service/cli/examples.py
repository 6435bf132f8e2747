"""`immunote example`: published cases as ready profiles, and what `make note` prints."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from immunote.engine.faults import Fault, Refused, nearest
from immunote.engine.rulebase import RuleBase
from immunote.engine.tables import Case
from immunote.service.cli import inputs
from immunote.service.terminal import output

if TYPE_CHECKING:
    from immunote.service.cli.notes import Depth


def list_cases(format: str, folder: Path | None) -> None:
    """The published cases, one a line; a star where answers were added for illustration. Raises Refused."""
    cases = inputs.load_rules(folder).cases
    if format == "json":
        output.write_json(
            [
                {"name": each.name, "title": each.title, "cite": each.cite, "can_be_completed": bool(each.completed)}
                for each in cases.values()
            ]
        )
        return
    wide = max((len(name) for name in cases), default=0)
    lines = [f"{name:<{wide}} {'*' if case.completed else ' '} {case.title}" for name, case in cases.items()]
    lines.append("* also with its open questions answered by this project for illustration: --completed")
    output.write("\n".join(lines))


def show_profile(name: str | None, completed: bool, folder: Path | None) -> None:
    """A case's profile as JSON. Raises Refused (Q01)."""
    case = case_named(inputs.load_rules(folder), name, completed)
    if completed:
        output.say(f"{len(case.completed)} of these answers are made up by this project, for illustration")
    output.write(json.dumps(profile_of(case, completed), indent=2, ensure_ascii=False, default=_number))


def show_note(name: str | None, completed: bool, format: str, folder: Path | None, depth: Depth) -> int:
    """The note of a case, as text under a line that says what it is; the exit status. Raises Refused (Q01)."""
    from immunote.service.cli import notes

    if faults := depth.faults(format):
        raise Refused(faults)
    engine = inputs.load_engine(folder)
    case = case_named(engine.rulebase, name, completed)
    head = banner(case, completed) if format == "text" else ""
    return notes.write_note(engine, profile_of(case, completed), format, [], head, depth)


def case_named(rulebase: RuleBase, name: str | None, completed: bool) -> Case:
    """The case of that name; without a name the first one. Raises Refused (Q01)."""
    chosen = name if name is not None else next(iter(rulebase.cases), "")
    case = rulebase.cases.get(chosen)
    if case is None:
        help_line = f"{nearest(chosen, rulebase.cases)} `immunote example --list` lists them"
        raise Refused([Fault("example", "Q01", chosen, help_line)])
    if completed and not case.completed:
        help_line = "only a case with a star in `immunote example --list` has answers added for illustration"
        raise Refused([Fault("--completed", "Q01", chosen, help_line)])
    return case


def profile_of(case: Case, completed: bool) -> dict[str, Any]:
    """The profile as reported, or with the answers that were added for illustration."""
    return {**case.profile, **case.completed} if completed else dict(case.profile)


def banner(case: Case, completed: bool) -> str:
    """What stands above a case's note, so that nobody takes an illustration for a report."""
    if completed:
        head = f"{case.name}, COMPLETED FOR ILLUSTRATION"
        what = (
            f"The same published patient, with {len(case.completed)} open questions answered by this project. "
            "These answers are made up to show a settled note; the report holds none of them."
        )
    else:
        head = f"{case.name}, AS REPORTED"
        what = f"{case.about} {case.cite}"
    width = output.page_width()
    rule = "=" * width
    return f"{rule}\n{head}\n{fill(what, width)}\n{rule}\n\n"


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
