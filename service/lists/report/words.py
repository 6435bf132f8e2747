"""The sentences of a report, the same on a page and on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from immunote.engine.rulebase import RuleBase
from immunote.service.lists.report.figures import PROVISIONAL, Figures
from immunote.service.lists.report.helping import MissingElement, WorklistStep

NO_LEANING = "no leaning"
STATUS_WORDS = {
    "settled": "settled",
    "provisional": "provisional: more than one outcome is still possible",
    "insufficient_data": "too little recorded for any grade",
}


def three_sentences(figures: Figures) -> tuple[str, str, str]:
    """What was checked, what was found, what would help most."""
    return checked(figures), found(figures), would_help(figures)


def synthetic(figures: Figures) -> str | None:
    """What has to be said before all else of a list with patients whom `immunote synth` has made up."""
    number, rows = figures.manifest.synthetic, figures.rows.read
    if not number:
        return None
    if figures.manifest.rows is not None and number == figures.manifest.rows.read:
        return "A synthetic list, made by immunote synth: nobody in it exists, and nothing here is about patients."
    verb = "is" if number == 1 else "are"
    return f"{people(number, 'row')} of {rows:,} {verb} synthetic, made by immunote synth: those patients do not exist."


def checked(figures: Figures) -> str:
    """How many rows were read, under which rules, and how many were set aside."""
    rows, rules = figures.rows, figures.manifest.rules
    aside = "no row was set aside"
    if rows.quarantined:
        aside = f"{people(rows.quarantined, 'row')} set aside, each with its reason"
    verb = "was" if rows.evaluated == 1 else "were"
    return (
        f"{people(rows.evaluated)} of {figures.manifest.input.name} {verb} checked against {rules.id} {rules.version}, "
        f"evidence as of {rules.evidence_as_of}; {aside}."
    )


def found(figures: Figures) -> str:
    """The outcomes, and how many are open."""
    if figures.statuses is None or figures.outcomes is None:
        return "Status and outcome were not written, so this report cannot say what was found."
    if not figures.rows.evaluated:
        return "Nobody was checked, so nothing was found."
    shown = "; ".join(f"{number:,} {outcome_words(figures, name)}" for name, number in figures.outcomes.items())
    parts = [f"{figures.settled:,} settled ({shown})"] if figures.settled else ["nobody is settled"]
    statuses = figures.statuses
    if number := statuses.get(PROVISIONAL):
        parts.append(f"{number:,} provisional")
    if number := figures.open - statuses.get(PROVISIONAL, 0):
        parts.append(f"{number:,} with too little recorded for any grade")
    lead = "" if figures.says_something else "Nobody in this list can be graded: "
    text = lead + joined(parts) + "."
    return text[0].upper() + text[1:]


def would_help(figures: Figures) -> str:
    """The first steps of the worklist."""
    if figures.helping is None:
        return "What is missing was not written, so this report cannot say what would help."
    if not figures.rows.evaluated:
        return "What was set aside can be corrected, and the list run again."
    number = figures.helping.patients
    if not number:
        return "Nobody is open, so nothing more has to be recorded for an outcome."
    steps = figures.helping.steps
    if not steps:
        item = figures.helping.items[0]
        return (
            f"Each of {people(number, 'open patient')} misses more than a few items, so no short list settles any; "
            f"{item.label} matters to {item.matters:,} of them."
        )
    first = steps[0]
    return f"Of {people(number, 'open patient')}, {first.newly:,} would be settled {if_recorded(figures, first)}."


def if_recorded(figures: Figures, step: WorklistStep) -> str:
    """`if a and b were recorded`, with what a "no" needs beside it."""
    items = {each.element: each for each in figures.helping.items} if figures.helping else {}
    verb = "was" if len(step.items) == 1 else "were"
    names = joined([item_words(items[name]) for name in step.items])
    return f"if {names} {verb} recorded, whatever the answer"


def item_words(item: MissingElement) -> str:
    """An item with what a "no" needs beside it."""
    return f"{item.label} (a “no” counts only with {joined(item.needs)})" if item.needs else item.label


def outcome_words(figures: Figures, name: str) -> str:
    """An outcome in words; `""` is no leaning."""
    return figures.rulebase.outcomes[name].title if name else NO_LEANING


def people(number: int, what: str = "patient") -> str:
    """`1 patient`, `2,000 patients`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def share(number: int, of: int) -> str:
    """A share in whole percent; never nought or a hundred where that is not exact."""
    if not of:
        return ""
    percent = round(100 * number / of)
    if number and percent == 0:
        return "under 1%"
    if number != of and percent == 100:
        return "over 99%"
    return f"{percent}%"


def joined(parts: Iterable[str]) -> str:
    """`a, b and c`."""
    every = list(parts)
    return every[0] if len(every) == 1 else f"{', '.join(every[:-1])} and {every[-1]}" if every else ""


def provenance(figures: Figures) -> Sequence[tuple[str, str]]:
    """What the report rests on: name and value."""
    manifest, rows = figures.manifest, figures.rows
    made = manifest.made
    reviewers = ", ".join(figures.rulebase.about.reviewers)
    return (
        ("Rule base", f"{manifest.rules.id} {manifest.rules.version}, evidence as of {manifest.rules.evidence_as_of}"),
        ("Clinical review", f"reviewed by {reviewers}" if reviewers else "not reviewed by a clinician yet"),
        ("Hash of the rule base", manifest.rules.content_hash),
        ("List", f"{manifest.input.name}, {manifest.input.bytes:,} bytes"),
        ("SHA-256 of the list", manifest.input.sha256),
        (
            "Rows",
            f"{rows.read:,} read = {rows.evaluated:,} checked + {rows.quarantined:,} set aside",
        ),
        ("Made with", f"immunote {made.immunote}, Polars {made.polars}, {made.engine}"),
        ("Jurisdiction", made.jurisdiction or "as each row says"),
    )


def intended_use(rulebase: RuleBase) -> str:
    """What the rule base is for, in its own words."""
    return rulebase.intended_use
