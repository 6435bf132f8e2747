"""What changed between two versions: added, removed, changed and moved, field by field, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from immunote.engine.rulebase import RuleBase
from immunote.service.diffing.describing import CONDITION, EXPANDED, DescribedItem, Lines, described
from immunote.service.diffing.model import Change, FieldChange, Section
from immunote.service.diffing.renames import Renames, renames_between
from immunote.service.rulebases.readers import deciders, direct_readers, readers_of

_ORDERED: tuple[Section, ...] = ("grading_list", "outcomes")
"""Lists in which the place counts: the first row that holds decides, and grades stand best first."""


def compared(old: RuleBase, new: RuleBase) -> tuple[Change, ...]:
    """All changes, section by section, in the order in which the new version declares things; what went, last."""
    renames = renames_between(old, new)
    before, after = described(old, renames), described(new)
    ids = {now: tuple(_new_ids(was, now, renames)) for was, now in renames.sources.items()}
    ids |= {name: tuple(_new_ids(name, name, renames)) for name in old.sources if name not in renames.sources}
    return tuple(
        change
        for section in before
        for change in _section(section, before[section], after[section], old, new, ids if section == "sources" else {})
    )


def _new_ids(was: str, now: str, renames: Renames) -> Iterator[FieldChange]:
    """That a source or findings of it have another id: said once, at the source, and nowhere that it is cited."""
    if was != now:
        yield FieldChange(field="id", before=(was,), after=(now,))
    found = [cite.partition(".")[2] for cite in renames.cites if cite.partition(".")[0] == was]
    pairs = [(key, renames.cite(f"{was}.{key}").partition(".")[2]) for key in found]
    if others := [pair for pair in pairs if pair[0] != pair[1]]:
        before, after = zip(*others, strict=True)
        yield FieldChange(field="ids of findings", before=before, after=after)


def _section(
    section: Section,
    before: Mapping[str, DescribedItem],
    after: Mapping[str, DescribedItem],
    old: RuleBase,
    new: RuleBase,
    new_ids: Mapping[str, tuple[FieldChange, ...]],
) -> Iterator[Change]:
    moved = moves_in(list(before), list(after)) if section in _ORDERED else {}
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        changed = (*new_ids.get(name, ()), *_fields(was, now))
        if name in moved:
            changed = (FieldChange(field="place", before=(moved[name][0],), after=(moved[name][1],)), *changed)
        if not changed:
            continue
        if was is None or now is None:
            how = "added" if was is None else "removed"
        else:
            how = "moved" if name in moved and len(changed) == 1 else "changed"
        shown = now or was
        assert shown is not None
        yield Change.model_validate(
            {
                "section": section,
                "id": name,
                "title": shown.title,
                "how": how,
                "fields": changed,
                "read_by": _read_by(section, name, old, new),
                "decides": _decides(section, name, old, new),
            }
        )


def moves_in(before: Sequence[str], after: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return the names whose order among the common ones changed: name -> (old place, new place), like `3 of 12`."""
    kept, now = [name for name in before if name in after], [name for name in after if name in before]
    blocks = SequenceMatcher(None, kept, now, autojunk=False).get_matching_blocks()
    still = {name for block in blocks for name in kept[block.a : block.a + block.size]}
    return {
        name: (f"{before.index(name) + 1} of {len(before)}", f"{after.index(name) + 1} of {len(after)}")
        for name in now
        if name not in still
    }


def _fields(was: DescribedItem | None, now: DescribedItem | None) -> Iterator[FieldChange]:
    before = {} if was is None else was.fields
    after = {} if now is None else now.fields
    condition_changed = before.get(CONDITION) != after.get(CONDITION)
    for field in dict.fromkeys((*after, *before)):
        left, right = before.get(field, ()), after.get(field, ())
        # a condition is shown as written; its expanded form only where the written one is the same
        if left == right or (field == EXPANDED and condition_changed):
            continue
        yield FieldChange(field=field, **dict(zip(("before", "after"), _differing(left, right), strict=True)))


def _differing(left: Lines, right: Lines) -> tuple[Lines, Lines]:
    """Return the lines that only one side has; all lines of both where only their order or repetition differs."""
    gone, come = tuple(each for each in left if each not in right), tuple(each for each in right if each not in left)
    return (gone, come) if gone or come else (left, right)


def _read_by(section: Section, name: str, old: RuleBase, new: RuleBase) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for rulebase in (old, new):
        if section in ("rules", "definitions") and name in rulebase.named:
            found.update(dict.fromkeys(readers_of(rulebase, name)))
        elif section in ("thresholds", "elements"):
            found.update(dict.fromkeys(direct_readers(rulebase, name)))
    return tuple(found)


def _decides(section: Section, name: str, old: RuleBase, new: RuleBase) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for rulebase in (old, new):
        rows = {f"row.{row.name}": row.outcome for row in rulebase.rows}
        if section in ("rules", "definitions"):
            names = [name]
        elif section in ("thresholds", "elements"):
            names = list(direct_readers(rulebase, name))
        else:
            names = [f"row.{name}"] if section == "grading_list" else []
        for each in names:
            found.update(dict.fromkeys([rows[each]] if each in rows else deciders(rulebase, each)))
    return tuple(found)
