"""What a comparison says, in sentences: shared by the text and the html."""

from __future__ import annotations

from collections.abc import Iterator

from immunote.engine.faults import Fault
from immunote.service.diffing.cohort_file import UNREADABLE
from immunote.service.diffing.model import (
    Cause,
    CauseCount,
    Change,
    Cohort,
    Diff,
    FieldChange,
    Grades,
    RefusedRow,
    Section,
    State,
    VersionShown,
    Witness,
)

SECTIONS: dict[Section, str] = {
    "rules": "Rules",
    "definitions": "Definitions",
    "grading_list": "Decision list",
    "outcomes": "Outcomes and headlines",
    "thresholds": "Thresholds",
    "sources": "Sources",
    "elements": "Data dictionary",
    "groups": "Groups of elements",
    "constraints": "Constraints between elements",
    "products": "Products",
    "product_exclusions": "Product exclusions",
    "checklist": "Checklist",
    "dose": "Dose arithmetic",
    "published_cases": "Published cases",
    "record_mapping": "Mapping of records",
    "flags": "Flags",
    "question_groups": "Groups of questions",
    "properties": "Properties to be proved",
    "rule_base": "The rule base as a whole",
}
WHAT = {
    "outcome": "settled otherwise",
    "settled": "open before, settled now",
    "opened": "settled before, open now",
    "possible": "still open, other outcomes possible",
    "once_corrected": "another grade once corrected",
    "leaning": "still open, leans elsewhere",
    "status": "still open, another status",
    "certainty": "the same outcome at another certainty",
}
_STATUSES = {"settled": "settled", "provisional": "open", "insufficient_data": "too little recorded to be graded"}


def heading(diff: Diff) -> str:
    """Which rule base, in a few words."""
    names = dict.fromkeys((diff.old.rulebase, diff.new.rulebase))
    return f"Two versions of {' and '.join(names)}"


def version_words(shown: VersionShown) -> str:
    """One version on one line."""
    commit = f", commit {shown.commit[:12]}" if shown.commit else ""
    about = f"{shown.rulebase} {shown.version}, evidence as of {shown.evidence_as_of}"
    return f"{shown.given}{commit} ({about}, content {shown.content_hash[:12]})"


def changes_words(diff: Diff) -> str:
    """How much changed, in one sentence."""
    if not diff.changes:
        if diff.old.content_hash == diff.new.content_hash:
            return "Nothing changed: both hold the same."
        return "Nothing that is loaded changed; only how it is written down, so the content hashes differ."
    counted = []
    for section, title in SECTIONS.items():
        number = sum(each.section == section for each in diff.changes)
        if number:
            counted.append(f"{title[0].lower()}{title[1:]} {number}")
    return f"{_count(len(diff.changes), 'change')}: {', '.join(counted)}."


def grades_words(grades: Grades) -> str:
    """Whether outcomes can differ, in one or two sentences."""
    match grades.verdict:
        case "equivalent":
            return "No outcome can differ: every patient who fits both versions has the same outcome in both. Proved."
        case "nobody":
            return "No patient fits both versions, so there is nothing to compare."
        case "open":
            return "Whether an outcome can differ is not known: the prover gave up."
    pairs = "one way" if len(grades.moves) == 1 else f"{len(grades.moves)} ways"
    return f"Outcomes can differ, in {pairs}. A patient for each:"


def moved_words(witness: Witness) -> str:
    """From what to what."""
    return f"{witness.old_title} -> {witness.new_title}"


def profile_words(witness: Witness) -> str:
    """What is said where no record shows the move."""
    if witness.old_profile is None:
        return "No profile shows it: the values that it needs cannot be recorded together."
    if witness.old_profile == witness.new_profile:
        return "profile"
    return "profile for the old version"


def change_words(change: Change) -> str:
    """The change in a line: what it is and what happened to it."""
    title = f": {change.title}" if change.title and change.title != change.id else ""
    return f"{change.id}{title} ({change.how})"


def reach_words(change: Change) -> Iterator[str]:
    """What hangs on it."""
    if change.read_by:
        yield f"read by: {', '.join(change.read_by)}"
    if change.decides:
        yield f"outcomes that can hang on it: {', '.join(change.decides)}"


def field_is_short(field: FieldChange) -> bool:
    """Whether both sides fit on one line."""
    sides = (*field.before, *field.after)
    return len(field.before) == len(field.after) == 1 and all(len(each) <= 40 and "\n" not in each for each in sides)


def cause_words(cause: Cause) -> str:
    """A change that a move hangs on, in one line."""
    head = f"{cause.kind} {cause.id} ({cause.title}) was {cause.how}"
    if cause.kind == "element":
        return f"{head}; the record is read otherwise"
    if cause.how == "moved" or cause.before == cause.after:
        return head
    return f"{head}: {_WAS[cause.before]}, {_IS[cause.after]}"


def brief_words(cause: Cause) -> str:
    """The same where the change itself is told in full elsewhere."""
    thresholds = "".join(f", {line}" for line in threshold_words(cause))
    turned = "" if cause.before == cause.after else f": {_WAS[cause.before]}, {_IS[cause.after]}"
    return f"by {cause.kind} {cause.id}{thresholds}{turned}"


_WAS = {"true": "it held", "false": "it did not hold", "unknown": "it was not known", "absent": "it was not there"}
_IS = {
    "true": "now it holds",
    "false": "now it does not hold",
    "unknown": "now it is not known",
    "absent": "now it is not there",
}


def threshold_words(cause: Cause | CauseCount) -> Iterator[str]:
    """The thresholds in it that changed."""
    for each in cause.thresholds:
        yield f"threshold {each.name}: {each.before or 'not used'} -> {each.after or 'not used'}"


def citation_words(cause: Cause | CauseCount) -> Iterator[str]:
    """What it cites, in full."""
    for each in cause.citations:
        only = "" if each.version == "both" else f" ({each.version} version only)"
        yield f"{each.cite}{only}: {each.text}"


def lines_below(cause: Cause | CauseCount) -> list[str]:
    """The thresholds and citations of a change."""
    return [*threshold_words(cause), *citation_words(cause)]


def state_words(state: State, what: str = "outcome") -> str:
    """What a version says of a patient. `what` moved decides how much of it is said."""
    if what == "certainty":
        return f"{' or '.join(state.titles)} at certainty {state.certainty}"
    if what == "once_corrected":
        return f"{' or '.join(state.titles)}, once corrected {' or '.join(state.once_corrected) or 'nothing'}"
    if state.status == "settled":
        return state.titles[0]
    lean = f", leans to {state.leaning}" if state.leaning is not None and what in ("leaning", "status") else ""
    lean = lean or (", leans nowhere" if what == "leaning" else "")
    return f"{_STATUSES[state.status]}: {' or '.join(state.titles)}{lean}"


def cohort_words(cohort: Cohort) -> Iterator[str]:
    """The counts, in sentences."""
    yield f"{_count(cohort.rows, 'patient')}: {cohort.same} the same, {cohort.moved} moved, {cohort.refused} refused."
    if cohort.refused_by_one:
        yield f"Of those refused, one version would read {cohort.refused_by_one}."
    if cohort.columns_not_read:
        yield f"Columns that neither version reads: {', '.join(cohort.columns_not_read)}."
    for each in cohort.members_not_read:
        answer = f"{each.element}: {each.member}"
        yield f"In {_count(each.rows, 'row')}, {answer} is of the {each.version} version, not known to the other."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def refused_words(row: RefusedRow) -> Iterator[str]:
    """Why a row was not compared; a row that is no row, in the words of its fault."""
    for said in row.old:
        code, _, what = said.partition(" ")
        if code == UNREADABLE:
            fault = Fault(
                f"row {row.row}", code, what, "give each row an id of its own, and as many fields as the header has"
            )
            yield from str(fault).split("\n")
            return
    sides = ", ".join(row.old) if row.old == row.new else f"old: {_or_reads(row.old)}; new: {_or_reads(row.new)}"
    yield f"row {row.row}, id {row.id or 'none'}: {sides}"


def _or_reads(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) or "reads it"
