"""Whether any patient's outcome can differ between two versions, by the prover, with a patient for each way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from immunote.engine.api import Engine
from immunote.engine.proof.prover import Uncertain
from immunote.engine.proof.two_versions import Moved, TwoVersions
from immunote.service.diffing.model import Change, Grades, Witness
from immunote.service.diffing.patients import Causes, judged

_BY_INTAKE = ("derivations", "decimals", "a no counts only where", "has a meaning only where")


def grades_of(old: Engine, new: Engine, changes: tuple[Change, ...]) -> Grades:
    """Prove that no outcome differs, or find a patient for each pair of outcomes between which somebody moves."""
    versions = TwoVersions(old, new)
    causes = Causes(old.rulebase, new.rulebase, changes)
    covered = tuple(_not_covered(versions, changes))
    found: list[Witness] = []
    try:
        if not versions.has_patients():
            return Grades(verdict="nobody", moves=(), not_covered=covered)
        found.extend(_witness(old, new, moved, causes) for moved in versions.moves())
    except Uncertain:
        # what was found before it gave up stands; that nothing else differs is then not proved
        return Grades(verdict="differ" if found else "open", moves=tuple(found), not_covered=(*covered, _GAVE_UP))
    return Grades(verdict="differ" if found else "equivalent", moves=tuple(found), not_covered=covered)


_GAVE_UP = "The prover gave up before it had asked about every pair of outcomes."


def _witness(old: Engine, new: Engine, moved: Moved, causes: Causes) -> Witness:
    titles = old.rulebase.outcomes[moved.old_outcome].title, new.rulebase.outcomes[moved.new_outcome].title
    profiles = moved.profiles or (None, None)
    sides = None
    if moved.profiles is not None:
        sides = judged(old, moved.profiles[0]), judged(new, moved.profiles[1])
    return Witness(
        old_outcome=moved.old_outcome,
        new_outcome=moved.new_outcome,
        old_title=titles[0],
        new_title=titles[1],
        old_profile=profiles[0],
        new_profile=profiles[1],
        old_state=None if sides is None else sides[0].state,
        new_state=None if sides is None else sides[1].state,
        causes=() if sides is None else causes.of(*sides),
    )


def _not_covered(versions: TwoVersions, changes: tuple[Change, ...]) -> Iterator[str]:
    """What changed that a proof about patients of whom everything is known does not see."""
    if versions.apart:
        names = ", ".join(versions.apart)
        yield f"These have another type or unit, or no value in common, so no record means the same to both: {names}."
    for counts, words in _UNSEEN:
        if any(counts(each) for each in changes):
            yield words


def _has(change: Change, *fields: str) -> bool:
    return any(each.field in fields for each in change.fields)


_UNSEEN: tuple[tuple[Callable[[Change], bool], str], ...] = (
    (
        lambda each: each.section == "constraints" or _has(each, "lowest plausible", "highest plausible", "members"),
        "What a patient can be at all changed (ranges, members or constraints): one version may refuse a record.",
    ),
    (
        lambda each: each.section == "elements" and (each.how != "changed" or _has(each, *_BY_INTAKE)),
        "What is read from a record changed (elements, or what follows from them): a record may say less or more.",
    ),
    (
        lambda each: each.section == "record_mapping" or _has(each, "codes", "closed by problem list"),
        "How records are mapped changed (codes): the same record may become another profile.",
    ),
    (
        lambda each: _has(each, "assumed for the leaning", "leaning requires"),
        "What a leaning assumes changed: a note that is not settled may lean elsewhere.",
    ),
    (
        lambda each: _has(each, "insufficient unless known"),
        "What has to be known before anything is graded changed.",
    ),
    (
        lambda each: each.section == "rule_base" and each.id == "once_corrected",
        "What is assumed once something dangerous is corrected changed: the grade once corrected may differ.",
    ),
    (
        lambda each: _has(each, "certainty"),
        "The certainty of a rule changed: a headline may say more or less at the same outcome.",
    ),
)
