"""A list of patients by both versions: who moves, from what to what, by which change. Counts first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from immunote.engine.faults import Fault, Refused, listed, shorten
from immunote.service.diffing.cohort_file import CohortFile, CohortRow, read_cohort
from immunote.service.diffing.model import (
    CauseCount,
    Change,
    Cohort,
    MembersNotRead,
    MoveCount,
    PatientMoved,
    RefusedRow,
)
from immunote.service.diffing.patients import Causes, VersionVerdict, judged, what_moved
from immunote.service.diffing.versions import Version
from immunote.service.diffing.words import WHAT, state_words

_WEIGHT = list(WHAT)


def cohort_of(path: Path, id_column: str, versions: tuple[Version, Version], changes: tuple[Change, ...]) -> Cohort:
    """Judge every row by both versions. Raises Refused (V43, P17) where the list as a whole cannot be read.

    Each version is given the columns that it has an element for. Raises immunote.engine.api.NoAnswer as a note does.
    """
    file = read_cohort(path, id_column)
    elements = {**versions[0].engine.rulebase.elements, **versions[1].engine.rulebase.elements}
    not_read = tuple(name for name in file.columns if name not in elements)
    if len(not_read) == len(file.columns):
        help_line = "no column is an element of either version; see `immunote fields`"
        raise Refused([Fault(str(path), "V43", shorten(listed(file.columns) or "no columns"), help_line)])
    only_one_has = tuple(_members_of_the_other(*pair) for pair in (versions, versions[::-1]))
    not_read_in = Counter(
        (name, value)
        for row in file.rows
        for name, value in row.cells.items()
        if isinstance(value, str) and any((name, value) in members for members in only_one_has)
    )
    causes = Causes(versions[0].engine.rulebase, versions[1].engine.rulebase, changes)
    moved: list[PatientMoved] = []
    refused: list[RefusedRow] = []
    for row in file.rows:
        old, new = (_asked(file, row, each, only_one_has[number]) for number, each in enumerate(versions))
        if isinstance(old, VersionVerdict) and isinstance(new, VersionVerdict):
            assert row.id is not None
            before, after = old.state, new.state
            if what := what_moved(before, after):
                why = causes.of(old, new)
                moved.append(PatientMoved(row=row.number, id=row.id, what=what, old=before, new=after, causes=why))
        else:
            codes = [() if isinstance(each, VersionVerdict) else each for each in (old, new)]
            refused.append(RefusedRow(row=row.number, id=row.id, old=codes[0], new=codes[1]))
    moved.sort(key=lambda each: (_WEIGHT.index(each.what), each.row))
    return Cohort(
        rows=len(file.rows),
        same=len(file.rows) - len(moved) - len(refused),
        moved=len(moved),
        refused=len(refused),
        refused_by_one=sum(not (each.old and each.new) for each in refused),
        columns_not_read=not_read,
        members_not_read=tuple(
            MembersNotRead(element=name, member=member, version=_read_by(only_one_has, name, member), rows=count)
            for (name, member), count in sorted(not_read_in.items())
        ),
        moves=_moves(moved),
        by_cause=_by_cause(moved),
        patients=tuple(moved),
        refused_rows=tuple(refused),
    )


def _members_of_the_other(version: Version, other: Version) -> frozenset[tuple[str, str]]:
    """Return (element, member) for members that only the other version declares, of elements that both declare."""
    mine, theirs = version.engine.rulebase.elements, other.engine.rulebase.elements
    return frozenset(
        (name, member)
        for name, element in theirs.items()
        if name in mine and mine[name].values and element.values
        for member in element.values
        if member not in mine[name].values
    )


def _read_by(only_one_has: Sequence[frozenset[tuple[str, str]]], name: str, member: str) -> Literal["old", "new"]:
    return "new" if (name, member) in only_one_has[0] else "old"


def _asked(
    file: CohortFile, row: CohortRow, version: Version, unread: frozenset[tuple[str, str]]
) -> VersionVerdict | tuple[str, ...]:
    """What a version says of a row, or why it refuses it: codes and elements, never a value."""
    if row.faults:
        return row.faults
    profile: dict[str, Any] = {
        name: value
        for name, value in file.profile(row, version.engine.rulebase.elements).items()
        if not (isinstance(value, str) and (name, value) in unread)  # left out, like a column without an element
    }
    try:
        return judged(version.engine, profile)
    except Refused as refused:
        return tuple(dict.fromkeys(f"{fault.code} {fault.place}" for fault in refused.faults))


def _moves(moved: list[PatientMoved]) -> tuple[MoveCount, ...]:
    """Count the patients who move in each way, the most important ways first, then the most frequent."""
    ways = Counter((each.what, *(state_words(state, each.what) for state in (each.old, each.new))) for each in moved)
    ordered = sorted(ways.items(), key=lambda way: (_WEIGHT.index(way[0][0]), -way[1], way[0]))
    return tuple(MoveCount(what=what, before=old, after=new, patients=count) for (what, old, new), count in ordered)


def _by_cause(moved: list[PatientMoved]) -> tuple[CauseCount, ...]:
    causes = {(cause.kind, cause.id): cause for each in moved for cause in each.causes}
    found = Counter((cause.kind, cause.id) for each in moved for cause in each.causes)
    return tuple(
        CauseCount(
            kind=cause.kind,
            id=cause.id,
            title=cause.title,
            how=cause.how,
            patients=count,
            thresholds=cause.thresholds,
            citations=cause.citations,
        )
        for (cause, count) in ((causes[key], found[key]) for key in sorted(found, key=lambda key: (-found[key], key)))
    )
