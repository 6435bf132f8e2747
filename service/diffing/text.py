"""A comparison as lines for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import fill, indent

from rich.text import Text

from immunote.service.diffing import words
from immunote.service.diffing.model import Change, Cohort, Diff, FieldChange, Grades, PatientMoved, Witness
from immunote.service.terminal import output

_MOST_PATIENTS = 50
"""How many patients are listed on a terminal; JSON and html hold all of them."""


def lines(diff: Diff) -> Iterator[Text]:
    """The comparison, styled; the most important first in each part."""
    yield Text(words.heading(diff), "bold")
    yield Text(f"old  {words.version_words(diff.old)}", "dim")
    yield Text(f"new  {words.version_words(diff.new)}", "dim")
    yield Text("\nCAN GRADES DIFFER?", "bold")
    yield from _grades(diff.grades)
    if diff.cohort is not None:
        yield Text("\nTHE COHORT", "bold")
        yield from _cohort(diff.cohort)
    yield Text("\nWHAT CHANGED", "bold")
    yield _wrapped(words.changes_words(diff))
    for section, title in words.SECTIONS.items():
        changes = [each for each in diff.changes if each.section == section]
        if changes:
            yield Text(f"\n{title}", "bold")
        for change in changes:
            yield from _change(change)


def _grades(grades: Grades) -> Iterator[Text]:
    yield _wrapped(words.grades_words(grades))
    for each in grades.not_covered:
        yield _wrapped(each)
    told: set[str] = set()
    for witness in grades.moves:
        yield from _witness(witness, told)


def _witness(witness: Witness, told: set[str]) -> Iterator[Text]:
    """A patient who moves. `told`: changes whose citations stand above already."""
    yield Text(f"\n  {words.moved_words(witness)}", "cyan")
    for cause in witness.causes:
        yield _wrapped(words.cause_words(cause), "    ")
        below = () if cause.id in told else words.citation_words(cause)
        told.add(cause.id)
        for line in (*words.threshold_words(cause), *below):
            yield _wrapped(line, "      ")
    said = words.profile_words(witness)
    if witness.old_profile is None:
        yield Text(f"    {said}")
        return
    yield Text(f"    {said}: {json.dumps(witness.old_profile, ensure_ascii=False)}")
    if witness.new_profile != witness.old_profile:
        yield Text(f"    profile for the new version: {json.dumps(witness.new_profile, ensure_ascii=False)}")


def _cohort(cohort: Cohort) -> Iterator[Text]:
    for line in words.cohort_words(cohort):
        yield _wrapped(line)
    if cohort.moves:
        yield Text("\n  patients  from -> to")
        for move in cohort.moves:
            yield Text(f"  {move.patients:>8}  {move.before} -> {move.after} ({words.WHAT[move.what]})")
    if cohort.by_cause:
        yield Text("\n  patients  by what changed (a patient can hang on more than one)")
        for cause in cohort.by_cause:
            yield Text(f"  {cause.patients:>8}  {cause.kind} {cause.id} ({cause.title}) was {cause.how}")
            for line in words.lines_below(cause):
                yield _wrapped(line, " " * 12)
    for patient in cohort.patients[:_MOST_PATIENTS]:
        yield from _patient(patient)
    if len(cohort.patients) > _MOST_PATIENTS:
        yield Text(f"\n  {len(cohort.patients) - _MOST_PATIENTS} more who move: --format json or html lists them all.")
    if cohort.refused_rows:
        yield Text("\n  Refused")
        for row in cohort.refused_rows[:_MOST_PATIENTS]:
            yield from (Text(f"  {line}") for line in words.refused_words(row))
        if len(cohort.refused_rows) > _MOST_PATIENTS:
            yield Text(f"  {len(cohort.refused_rows) - _MOST_PATIENTS} more: --format json or html lists them all.")


def _patient(patient: PatientMoved) -> Iterator[Text]:
    old, new = (words.state_words(state, patient.what) for state in (patient.old, patient.new))
    yield Text(f"\n  {patient.id} (row {patient.row}): {old} -> {new}", "cyan")
    for cause in patient.causes:
        yield _wrapped(words.brief_words(cause), "    ")


def _change(change: Change) -> Iterator[Text]:
    yield Text(f"  {words.change_words(change)}", "cyan")
    for field in change.fields:
        yield from _field(field, change.how)
    for line in words.reach_words(change):
        yield _wrapped(line, "    ")


def _field(field: FieldChange, how: str) -> Iterator[Text]:
    if words.field_is_short(field):
        yield Text(f"    {field.field}: {field.before[0]} -> {field.after[0]}")
        return
    yield Text(f"    {field.field}")
    for mark, style, side in (("-", "red", field.before), ("+", "green", field.after)):
        for line in side:
            shown = "\n".join(fill(part, output.width() - 8, break_on_hyphens=False) for part in line.splitlines())
            yield Text(f"      {mark} " + indent(shown, " " * 8).lstrip(), "" if how in ("added", "removed") else style)


def _wrapped(line: str, margin: str = "") -> Text:
    return Text(
        fill(line, output.width(), initial_indent=margin, subsequent_indent=margin + "  ", break_on_hyphens=False)
        if margin
        else fill(line, output.width(), break_on_hyphens=False)
    )
