"""What a comparison of two versions says, as data. Its JSON schema (docs/diff.schema.json) is what programs rely on."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Json = bool | int | float | str
Section = Literal[
    "rules",
    "definitions",
    "grading_list",
    "outcomes",
    "thresholds",
    "sources",
    "elements",
    "groups",
    "constraints",
    "products",
    "product_exclusions",
    "checklist",
    "dose",
    "published_cases",
    "record_mapping",
    "properties",
    "flags",
    "question_groups",
    "rule_base",
]
How = Literal["added", "removed", "changed", "moved"]
TruthWord = Literal["true", "false", "unknown", "absent"]


class DiffPart(BaseModel):
    """Base of all parts: frozen, nothing beyond what is listed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class VersionShown(DiffPart):
    """One of the two versions. `given`: as it was named. `commit`: of a git revision, in full; null for a folder."""

    given: str
    commit: str | None
    rulebase: str
    version: str
    evidence_as_of: str
    content_hash: str


class FieldChange(DiffPart):
    """One field, in words. Of a list only the lines that left (`before`) and those that came (`after`) are shown.

    Where a list holds the same lines in another order, both sides hold all of them.
    """

    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Change(DiffPart):
    """One thing added, removed, changed, or moved to another place of an ordered list.

    `read_by`: definitions, rules and rows whose own condition reads it. `decides`: outcomes that can hang on it.
    Both count what either version says.
    """

    section: Section
    id: str
    title: str
    how: How
    fields: tuple[FieldChange, ...]
    read_by: tuple[str, ...]
    decides: tuple[str, ...]


class ThresholdChange(DiffPart):
    """A threshold that stands in a condition, with its unit; null on the side where it is not used."""

    name: str
    before: str | None
    after: str | None


class Cited(DiffPart):
    """A finding (`source.figure`) that a rule or threshold cites, and the source in full. `version`: old, new, both."""

    cite: str
    text: str
    version: Literal["old", "new", "both"]


class Cause(DiffPart):
    """A change that this patient's outcome hangs on. `before` and `after`: whether it holds for this patient."""

    kind: Literal["rule", "definition", "row", "flag", "element"]
    id: str
    title: str
    how: How
    before: TruthWord
    after: TruthWord
    thresholds: tuple[ThresholdChange, ...]
    citations: tuple[Cited, ...]


class State(DiffPart):
    """What one version says of a patient.

    `reachable`: the outcomes still possible, one where it is settled. `rules`: those that decided; `rows`: the rows of
    the decision list. `once_corrected`: what is possible once what is dangerous is corrected, for a deferred patient.
    """

    status: Literal["settled", "provisional", "insufficient_data"]
    reachable: tuple[str, ...]
    titles: tuple[str, ...]
    certainty: str
    leaning: str | None
    once_corrected: tuple[str, ...]
    rows: tuple[str, ...]
    rules: tuple[str, ...]


class Witness(DiffPart):
    """A patient whose outcome moves, as short profiles that `immunote note` accepts; they differ only where they must.

    Null where none can be recorded as a profile: z3 knows of such a patient, and no record shows it.
    """

    old_outcome: str
    new_outcome: str
    old_title: str
    new_title: str
    old_profile: dict[str, Json] | None
    new_profile: dict[str, Json] | None
    old_state: State | None
    new_state: State | None
    causes: tuple[Cause, ...]


class Grades(DiffPart):
    """Whether outcomes can differ at all. `moves`: a patient for each pair of outcomes between which somebody moves.

    `verdict`: equivalent; differ; nobody (no patient fits both versions); open (the prover gave up).
    `not_covered`: what changed that a proof about complete patients does not see.
    """

    verdict: Literal["equivalent", "differ", "nobody", "open"]
    moves: tuple[Witness, ...]
    not_covered: tuple[str, ...]


class PatientMoved(DiffPart):
    """A row of the cohort of which the two versions say something else. `row` counts from 1, without the header."""

    row: int
    id: str
    what: Literal["outcome", "settled", "opened", "possible", "once_corrected", "leaning", "status", "certainty"]
    old: State
    new: State
    causes: tuple[Cause, ...]


class RefusedRow(DiffPart):
    """A row that a version cannot read: codes and elements, never values. Empty: that version reads it."""

    row: int
    id: str | None
    old: tuple[str, ...]
    new: tuple[str, ...]


class MembersNotRead(DiffPart):
    """An answer that only one version (`version`) has a member for. To the other it is not known, in so many rows."""

    element: str
    member: str
    version: Literal["old", "new"]
    rows: int


class MoveCount(DiffPart):
    """How many patients move in one way."""

    what: str
    before: str
    after: str
    patients: int


class CauseCount(DiffPart):
    """How many of the patients who move hang on one change, with its thresholds and citations as in Cause."""

    kind: str
    id: str
    title: str
    how: How
    patients: int
    thresholds: tuple[ThresholdChange, ...]
    citations: tuple[Cited, ...]


class Cohort(DiffPart):
    """The rows of a list by both versions. `same` + `moved` + `refused` = `rows`; counts come first.

    `patients`: the weightiest moves first (as `what` lists them), then by row.
    """

    rows: int
    same: int
    moved: int
    refused: int
    refused_by_one: int
    columns_not_read: tuple[str, ...]
    members_not_read: tuple[MembersNotRead, ...]
    moves: tuple[MoveCount, ...]
    by_cause: tuple[CauseCount, ...]
    patients: tuple[PatientMoved, ...]
    refused_rows: tuple[RefusedRow, ...]


class Diff(DiffPart):
    """Two versions of a rule base compared. `cohort` is null where no list was given."""

    old: VersionShown
    new: VersionShown
    changes: tuple[Change, ...]
    grades: Grades
    cohort: Cohort | None
