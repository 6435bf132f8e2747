"""Judges one patient under two versions of a rule base, and finds the changes that make the verdicts differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from immunote.engine.api import Engine
from immunote.engine.explain import Explanation
from immunote.engine.intake import Patient
from immunote.engine.noting.citing import citation_text
from immunote.engine.noting.outcome import Verdict
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import limits_in
from immunote.engine.truth import FALSE, TRUE, Truth
from immunote.engine.words import with_unit
from immunote.service.diffing.comparing import moves_in
from immunote.service.diffing.model import Cause, Change, Cited, State, ThresholdChange
from immunote.service.diffing.renames import Renames, renames_between

_ROW, _FLAG = "row.", "flag."
What = Literal["outcome", "settled", "opened", "possible", "once_corrected", "leaning", "status", "certainty"]


@dataclass(frozen=True)
class VersionVerdict:
    """The verdict of one version on a patient, with the truths that it rests on."""

    engine: Engine
    patient: Patient
    truths: Mapping[str, Truth]
    verdict: Verdict
    explanation: Explanation

    @property
    def state(self) -> State:
        """What this version says."""
        verdict, rulebase = self.verdict, self.engine.rulebase
        return State(
            status=verdict.status,
            reachable=verdict.reachable,
            titles=tuple(rulebase.outcomes[name].title for name in verdict.reachable),
            certainty=verdict.certainty,
            leaning=verdict.leaning,
            once_corrected=verdict.once_corrected,
            rows=tuple(row.name for row in verdict.rows),
            rules=verdict.rules,
        )


def judged(engine: Engine, raw: Mapping[str, Any]) -> VersionVerdict:
    """Judge a raw profile, by durable-rules and the reference evaluator together.

    Raises immunote.engine.faults.Refused, or immunote.engine.api.NoAnswer where the evaluators disagree.
    """
    found = engine.judge(engine.patient(raw))
    return VersionVerdict(engine, found.patient, found.truths, found.verdict, found.explanation)


def what_moved(old: State, new: State) -> What | None:
    """Return the most important respect in which two verdicts differ; None where they are the same."""
    match old.status == "settled", new.status == "settled":
        case True, True if old.reachable != new.reachable:
            return "outcome"
        case False, True:
            return "settled"
        case True, False:  # also where one outcome is left and a flag holds it back
            return "opened"
    if set(old.reachable) != set(new.reachable):
        return "possible"
    if set(old.once_corrected) != set(new.once_corrected):
        return "once_corrected"
    if old.leaning != new.leaning:
        return "leaning"
    if old.status != new.status:
        return "status"
    return "certainty" if old.certainty != new.certainty else None


class Causes:
    """Finds the changes between two versions that make a patient's verdicts differ. `changes`: as from `compared`."""

    def __init__(self, old: RuleBase, new: RuleBase, changes: tuple[Change, ...]) -> None:
        self.old, self.new, self.renames = old, new, renames_between(old, new)
        programs = old.program, new.program
        self._changed = {
            name for name in {**old.program, **new.program} if programs[0].get(name) != programs[1].get(name)
        }
        outcomes = [{row.name: row.outcome for row in rulebase.rows} for rulebase in (old, new)]
        self._changed |= {f"{_ROW}{name}" for name in outcomes[0] if outcomes[0][name] != outcomes[1].get(name)}
        moved = moves_in([row.name for row in old.rows], [row.name for row in new.rows])
        self._moved = {f"{_ROW}{name}" for name in moved}
        self._elements = {change.id: change for change in changes if change.section == "elements"}

    def of(self, before: VersionVerdict, after: VersionVerdict) -> tuple[Cause, ...]:
        """Return the causes for this patient: the first of these kinds of which there are any.

        1. Open flags, where the same outcomes are reachable and only one verdict is settled.
        2. Rules with another certainty, where only the certainty differs.
        3. Missing elements that the new version knows, where it leaves fewer outcomes reachable.
        4. Changed conditions with another truth, among those on which the decisions rest, then below any row.
        5. Rows that were moved.
        6. Elements that the two versions read differently from the record, then rules with another certainty.
        """
        was, now = before.verdict, after.verdict
        if was.reachable == now.reachable and (was.status == "settled") != (now.status == "settled"):
            held_back = [f"{_FLAG}{each.flag.id}" for side in (was, now) for each in side.flags if each.is_open]
            if held_back:
                return tuple(self._cause(name, before, after) for name in dict.fromkeys(held_back))
        if what_moved(before.state, after.state) == "certainty" and (rated := self._rated_otherwise(before, after)):
            return rated
        if set(now.reachable) < set(was.reachable):  # the new version derives or fills in what was missing
            found_out = [each for each in self._read_otherwise(before, after) if each.id in was.missing]
            if found_out:
                return tuple(found_out)
        near = dict.fromkeys((*_rests_on(before), *_rests_on(after)))
        far = dict.fromkeys((*near, *_below_every_row(before), *_below_every_row(after)))
        for names in (near, far):
            found = [name for name in names if name in self._changed and self._counts(name, before, after)]
            if found:
                return tuple(self._cause(name, before, after) for name in found)
        moved = [name for name in far if name in self._moved]
        deciding = [name for name in moved if name in near]
        if deciding or moved:
            return tuple(self._cause(name, before, after) for name in deciding or moved)
        return tuple(self._read_otherwise(before, after)) or self._rated_otherwise(before, after)

    def _counts(self, name: str, before: VersionVerdict, after: VersionVerdict) -> bool:
        was, now = before.truths.get(name, FALSE), after.truths.get(name, FALSE)
        return was is not now or (name.startswith(_ROW) and was is TRUE and self._outcome_changed(name))

    def _outcome_changed(self, name: str) -> bool:
        found = [{f"{_ROW}{row.name}": row.outcome for row in each.rows}.get(name) for each in (self.old, self.new)]
        return found[0] != found[1]

    def _read_otherwise(self, before: VersionVerdict, after: VersionVerdict) -> Iterator[Cause]:
        """Yield the changed elements that have another value in each version, or are known in one only."""
        names = dict.fromkeys((*before.patient.facts, *after.patient.facts))
        for name in names:
            if name in self._elements and before.patient.facts.get(name) != after.patient.facts.get(name):
                change = self._elements[name]
                truths = ["true" if name in each.patient.facts else "unknown" for each in (before, after)]
                yield _made("element", name, change.title, change.how, truths, (), ())

    def _rated_otherwise(self, before: VersionVerdict, after: VersionVerdict) -> tuple[Cause, ...]:
        """Return the rules behind either decision whose certainty differs between the versions."""
        names = dict.fromkeys((*before.verdict.rules, *after.verdict.rules))
        both = [(name, self.old.named.get(name), self.new.named.get(name)) for name in names]
        return tuple(
            self._cause(name, before, after)
            for name, was, now in both
            if was is not None and now is not None and was.certainty != now.certainty
        )

    def _cause(self, name: str, before: VersionVerdict, after: VersionVerdict) -> Cause:
        truths = [each.truths[name].name.lower() if name in each.truths else "absent" for each in (before, after)]
        how = "added" if truths[0] == "absent" else "removed" if truths[1] == "absent" else "changed"
        thresholds = tuple(_thresholds(self.old, self.new, name))
        if name.startswith(_ROW):
            bare = name.removeprefix(_ROW)
            row = next(each for base in (self.new, self.old) for each in base.rows if each.name == bare)
            how = "moved" if how == "changed" and name not in self._changed else how
            return _made("row", bare, row.reason.template, how, truths, thresholds, ())
        if name.startswith(_FLAG):
            bare = name.removeprefix(_FLAG)
            flag = next(each for base in (self.new, self.old) for each in base.flags.flags if each.id == bare)
            return _made("flag", bare, flag.title, how, truths, thresholds, ())
        named = self.new.named.get(name) or self.old.named[name]
        kind = "rule" if named.is_rule else "definition"
        citations = tuple(_citations(self.old, self.new, name, [each.name for each in thresholds], self.renames))
        return _made(kind, name, named.title, how, truths, thresholds, citations)


def _made(
    kind: str, name: str, title: str, how: str, truths: list[str], thresholds: tuple[Any, ...], cites: tuple[Any, ...]
) -> Cause:
    return Cause.model_validate(
        {
            "kind": kind,
            "id": name,
            "title": title,
            "how": how,
            "before": truths[0],
            "after": truths[1],
            "thresholds": thresholds,
            "citations": cites,
        }
    )


def _rests_on(side: VersionVerdict) -> Iterator[str]:
    """Yield the deciding rows and the conditions on which they rest; for a row that is unknown, all that it reads."""
    for row in side.verdict.rows:
        yield f"{_ROW}{row.name}"
        if side.truths[f"{_ROW}{row.name}"] is TRUE:
            yield from side.explanation.support(row.when).names
        else:
            yield from side.engine.rulebase.names_under(row.when)


def _below_every_row(side: VersionVerdict) -> Iterator[str]:
    for row in side.engine.rulebase.rows:
        yield f"{_ROW}{row.name}"
        yield from side.engine.rulebase.names_under(row.when)


def _thresholds(old: RuleBase, new: RuleBase, name: str) -> Iterator[ThresholdChange]:
    """Yield the thresholds of a condition whose value differs, or that only one version uses there."""
    was, now = _used(old, name), _used(new, name)
    for threshold in dict.fromkeys((*was, *now)):
        if was.get(threshold) != now.get(threshold):
            yield ThresholdChange(name=threshold, before=was.get(threshold), after=now.get(threshold))


def _used(rulebase: RuleBase, condition_name: str) -> dict[str, str]:
    condition = rulebase.program.get(condition_name)
    if condition is None:
        return {}
    found: dict[str, str] = {}
    for name, value in limits_in(condition).items():
        threshold = rulebase.thresholds.get(name)
        found[name] = with_unit(value, None if threshold is None else threshold.unit)
    return found


def _citations(old: RuleBase, new: RuleBase, name: str, thresholds: list[str], renames: Renames) -> Iterator[Cited]:
    """Yield the citations of a rule and of its changed thresholds, in full."""
    given = {renames.cite(cite): cite for cite in _cites(old, name, thresholds)}
    sides = [list(given), _cites(new, name, thresholds)]
    for cite in dict.fromkeys((*sides[1], *sides[0])):
        version = "both" if cite in sides[0] and cite in sides[1] else "new" if cite in sides[1] else "old"
        rulebase = old if version == "old" else new
        as_given = given[cite] if version == "old" else cite
        text = citation_text(rulebase.sources[as_given.partition(".")[0]])
        yield Cited.model_validate({"cite": cite, "text": text, "version": version})


def _cites(rulebase: RuleBase, name: str, thresholds: list[str]) -> list[str]:
    named = rulebase.named.get(name)
    found = [] if named is None else list(named.cites)
    for each in thresholds:
        if each in rulebase.thresholds:
            found += rulebase.thresholds[each].cites
    return found
