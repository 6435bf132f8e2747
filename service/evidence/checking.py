"""The check of the evidence: lists against sources, and what leans on each hit, the decision log too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from immunote.engine.rulebase import RuleBase
from immunote.engine.sources import Source
from immunote.service.evidence.leaning import LeaningPart, leaning_parts, rules_on
from immunote.service.evidence.newer import NewerVersion
from immunote.service.evidence.retractions import Nature, RetractionList, RetractionNotice, identifiers_of

if TYPE_CHECKING:
    from immunote.service.storage.decisions import LogEntry

MARK = {"retracted": "retracted", "concern": "concern", "corrected": "corrected"}


@dataclass(frozen=True)
class LeaningDecision:
    """A logged decision whose note stated a rule that leans on a hit. It holds no fact of a patient."""

    sequence: int
    at: str
    digest: str
    outcome: str | None
    rules: tuple[str, ...]


@dataclass(frozen=True)
class SourceHit:
    """A source that a list names. `state`: retracted, concern, corrected, counts again, unknown, or newer alone.

    `line`: what to write into the source's file, or nothing where it says so already. `same_patients`: sources that
    report the same patients, which are to be read again too.
    """

    source: str
    label: str
    file: str
    state: str
    marked: bool
    line: str
    notices: tuple[RetractionNotice, ...]
    newer: tuple[NewerVersion, ...]
    same_patients: tuple[str, ...]
    rules: Mapping[str, str]
    parts: tuple[LeaningPart, ...]
    decisions: tuple[LeaningDecision, ...] = ()


@dataclass(frozen=True)
class EvidenceCheck:
    """What a check found. `checked`: sources with a DOI or PMID; `not_checked`: the others, which no list can name.

    `due`: sources of the declared age. `logged`: decisions looked through; `not_kept`: those whose rules are not kept.
    """

    rulebase: str
    lists: tuple[RetractionList, ...]
    checked: tuple[str, ...]
    not_checked: tuple[str, ...]
    due: tuple[str, ...]
    hits: tuple[SourceHit, ...]
    logged: int | None = None
    not_kept: int = 0

    @property
    def needs_work(self) -> bool:
        """Whether a hit is not yet marked in the rule base, or something newer is to be read."""
        return any(not each.marked or each.newer for each in self.hits)


def checked(rulebase: RuleBase, lists: Iterable[RetractionList], newer: Iterable[NewerVersion]) -> EvidenceCheck:
    """Match lists with the sources of a rule base."""
    lists, newer = tuple(lists), tuple(newer)
    parts = leaning_parts(rulebase)
    notices = [each for found in lists for each in found.notices]
    named = {each.source for each in notices} | {each.source for each in newer}
    hits = []
    for name, source in rulebase.sources.items():
        if name in named:
            own = tuple(each for each in notices if each.source == name)
            versions = tuple(each for each in newer if each.source == name)
            hits.append(_hit(rulebase, source, own, versions, parts[name]))
    has_identifier = {name for name, each in rulebase.sources.items() if identifiers_of(each)}
    return EvidenceCheck(
        rulebase=rulebase.content_hash,
        lists=lists,
        checked=tuple(name for name in rulebase.sources if name in has_identifier),
        not_checked=tuple(name for name in rulebase.sources if name not in has_identifier),
        due=tuple(name for name, each in rulebase.sources.items() if each.due_after is not None),
        hits=tuple(hits),
    )


def state_of(notices: Iterable[RetractionNotice]) -> tuple[str, RetractionNotice | None]:
    """What a paper is after its notices, in the order of their dates, and the notice that makes it so.

    A retraction holds until a reinstatement. A kind that is not known here is never passed over.
    """
    last: dict[Nature, RetractionNotice] = {}
    retracted: RetractionNotice | None = None
    for each in notices:
        last[each.nature] = each
        if each.nature == "retraction":
            retracted = each
        elif each.nature == "reinstatement":
            retracted = None
    if retracted is not None:
        return "retracted", retracted
    for nature, state in (
        ("unknown", "unknown"),
        ("expression of concern", "concern"),
        ("correction", "corrected"),
        ("reinstatement", "counts again"),
    ):
        if nature in last:
            return state, last[nature]
    return "newer alone", None


def _hit(
    rulebase: RuleBase,
    source: Source,
    notices: tuple[RetractionNotice, ...],
    newer: tuple[NewerVersion, ...],
    parts: tuple[LeaningPart, ...],
) -> SourceHit:
    state, by = state_of(notices)
    written = None if state not in MARK else getattr(source, MARK[state])
    marked = written is not None or (state not in (*MARK, "unknown") and source.retracted is None)
    line = ""
    if by is not None and not marked:
        line = f'{MARK[state]}: {{on: "{by.on}", notice: "{by.notice}"}}' if state in MARK else ""
        line = "take `retracted` out of it" if state == "counts again" else line
    same = [
        name
        for name, each in rulebase.sources.items()
        if name != source.id and (source.id == each.same_patients_as or name == source.same_patients_as)
    ]
    return SourceHit(
        source=source.id,
        label=source.label,
        file=source.place.file,
        state=state,
        marked=marked,
        line=line,
        notices=notices,
        newer=newer,
        same_patients=tuple(same),
        rules=rules_on(rulebase, source.id),
        parts=parts,
    )


def with_log(
    found: EvidenceCheck, entries: Iterable[LogEntry], rules_of: Callable[[str], RuleBase | None]
) -> EvidenceCheck:
    """The same with the decisions whose notes stated a rule that leaned on a hit, by the rules of then.

    `rules_of`: the rule base of a hash; None where it is not kept, and then the decision is counted, not judged.
    """
    leaning: dict[str, dict[str, set[str]] | None] = {}
    decisions: dict[str, list[LeaningDecision]] = {each.source: [] for each in found.hits}
    logged = not_kept = 0
    for entry in entries:
        logged += 1
        decision = entry.decision
        if decision.rulebase_hash not in leaning:
            rulebase = rules_of(decision.rulebase_hash)
            leaning[decision.rulebase_hash] = (
                None
                if rulebase is None
                else {name: set(rules_on(rulebase, name)) for name in decisions if name in rulebase.sources}
            )
        on = leaning[decision.rulebase_hash]
        if on is None:
            not_kept += 1
            continue
        held = {name for name, truth in decision.truths.items() if truth == "true"}
        for source, rules in on.items():
            if stated := sorted(rules & held):
                at = decision.at.isoformat(timespec="seconds")
                decisions[source].append(
                    LeaningDecision(entry.sequence, at, decision.digest, decision.outcome, tuple(stated))
                )
    hits = tuple(replace(each, decisions=tuple(decisions[each.source])) for each in found.hits)
    return replace(found, hits=hits, logged=logged, not_kept=not_kept)
