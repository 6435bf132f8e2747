"""From gaps to scenarios: one for each gap that no scenario before it closes, in the words of the rule base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from immunote.engine.faults import shorten
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Compare, Is, Known, Node, OneOf, Ref
from immunote.engine.truth import Truth
from immunote.service.coverage.gaps import Answer, Gaps, Impossible, Proposal
from immunote.service.coverage.measure import Criterion, Killed, Measure, Shown
from immunote.service.coverage.mutants import Mutant
from immunote.service.coverage.wording import not_noticed, not_shown
from immunote.service.scenarios.features import read_feature
from immunote.service.scenarios.note_reading import CANNOT_BE_DECIDED, DOES_NOT_HOLD, HOLDS, NoteReading
from immunote.service.scenarios.writing import feature_of, given_sentences, scenario_of

TAG = "proposed"
_MOST_GIVEN = 3
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Gap:
    """What no scenario shows: a criterion in one truth, or a mutant."""

    criterion: Criterion | None = None
    truth: Truth | None = None
    mutant: Mutant | None = None

    @property
    def of(self) -> str:
        """The condition that it is in."""
        return self.criterion.of if self.criterion is not None else self.mutant.of if self.mutant is not None else ""

    def words(self, rulebase: RuleBase) -> str:
        """What is not shown."""
        if self.mutant is not None:
            return not_noticed(self.mutant.words)
        assert self.criterion is not None
        assert self.truth is not None
        return not_shown(asked_in_words(rulebase, self.criterion.node), self.truth.name.lower())


@dataclass
class Proposed:
    """The answer to each gap, and the scenarios by file."""

    impossible: list[tuple[Gap, str]] = field(default_factory=list)
    not_answered: list[Gap] = field(default_factory=list)
    scenarios: list[tuple[Gap, str, str]] = field(default_factory=list)
    """The gap, the id by which the `Rule:` block of the scenario is named, and its text."""


def gaps_in(shown: Iterable[Shown], killed: Iterable[Killed]) -> list[Gap]:
    """Everything that no scenario shows."""
    found = [
        Gap(criterion=each.criterion, truth=Truth[truth.upper()])
        for each in shown
        for truth, by in each.by.items()
        if by is None
    ]
    return found + [Gap(mutant=each.mutant) for each in killed if each.by is None]


def proposed(measure: Measure, gaps: Sequence[Gap], finder: Gaps) -> Proposed:
    """A scenario for each gap that no scenario before it closes."""
    result = Proposed()
    names: set[str] = set()
    before = len(measure.ready)
    for gap in gaps:
        if _is_closed(measure, gap, before):
            continue
        if gap.mutant is not None and gap.mutant.cites is not None:
            block, text = _citing(measure, gap.mutant.of, names)
            result.scenarios.append((gap, block, text))
            measure.add(read_feature(feature_of(block, [text], "Proposed"), "proposed"))
            continue
        answer = _answer(finder, gap)
        if isinstance(answer, Impossible):
            result.impossible.append((gap, answer.reason))
        elif answer is None:
            result.not_answered.append(gap)
        else:
            block, text = _scenario(measure, gap, answer, names)
            result.scenarios.append((gap, block, text))
            measure.add(read_feature(feature_of(block, [text], "Proposed"), "proposed"))
    return result


def _citing(measure: Measure, name: str, names: set[str]) -> tuple[str, str]:
    """What a rule cites, claimed of the patient beside the rule for whom it holds."""
    rulebase = measure.engine.rulebase
    rule = rulebase.rules[name]
    example = next(each for each in rule.examples if each.then == "true")
    by_source: dict[str, list[str]] = {}
    for cite in rule.cites:
        source, _, figure = cite.partition(".")
        by_source.setdefault(source, []).append(figure)
    claims = [f'the rule "{name}" {HOLDS}']
    for key, figures in by_source.items():
        cited = rulebase.sources[key]
        claims.append(f'the rule "{name}" cites {cited.label}')
        if len(figures) > 1:  # the source would still be cited if one of them were swapped
            claims += [f'the note shows "{cited.figures[figure].title}" of {cited.label}' for figure in figures]
    stated = NoteReading(measure.engine.note(example.given)).statements
    count = len({number for each in stated if each.rule == name for number in each.citations})
    claims.append(f'the rule "{name}" rests on {count} source{"" if count == 1 else "s"}')
    labels = [rulebase.sources[key].label for key in by_source]
    says = _unused(f"Rests on {' and '.join(labels[:2])}{f' and {len(labels) - 2} more' if labels[2:] else ''}", names)
    return name, scenario_of(measure.engine, example.given, says, (TAG,), claims)


def _answer(finder: Gaps, gap: Gap) -> Answer:
    if gap.mutant is not None:
        return finder.of_mutant(gap.mutant)
    assert gap.criterion is not None
    assert gap.truth is not None
    return finder.of_criterion(gap.criterion, gap.truth)


def _is_closed(measure: Measure, gap: Gap, before: int) -> bool:
    """Whether a scenario proposed for an earlier gap shows this one too."""
    if gap.mutant is not None:
        return measure.killed(gap.mutant, since=before).by is not None
    assert gap.criterion is not None
    assert gap.truth is not None
    return measure.shown(gap.criterion, since=before).by[gap.truth.name.lower()] is not None


def _scenario(measure: Measure, gap: Gap, found: Proposal, names: set[str]) -> tuple[str, str]:
    rulebase = measure.engine.rulebase
    claim = found.claims[0]
    told = re.fullmatch(r'the (?:rule|product exclusion) "(?P<title>[^"]+)" (?P<truth>.+)', claim)
    if told is not None:
        block, truth = told["title"], told["truth"]
    else:
        block, truth = gap.of, claim.replace('"', "'")
    given = given_sentences(measure.engine, found.profile)
    says = _says(rulebase, gap, truth)
    name = f"{says} ({'; '.join(given[:_MOST_GIVEN])}{_more(given)})"
    name = name if len(name) <= _LONGEST_NAME else says  # where two have one name, they are numbered
    name = _unused(shorten(name.replace("<", "under ").replace(">", "over "), _LONGEST_NAME), names)
    return block, scenario_of(measure.engine, found.profile, name, (TAG,), found.claims)


def _says(rulebase: RuleBase, gap: Gap, truth: str) -> str:
    """What the scenario claims, first of all by what it turns on."""
    says = {HOLDS: "Holds", DOES_NOT_HOLD: "Does not hold", CANNOT_BE_DECIDED: "Stays open"}.get(truth, truth)
    says = says[:1].upper() + says[1:]
    if gap.criterion is None or gap.truth is None:
        return says
    asked = asked_in_words(rulebase, gap.criterion.node)
    if (gap.truth, truth) == (Truth.TRUE, HOLDS):
        return f"{says} by {asked}"
    if (gap.truth, truth) == (Truth.UNKNOWN, CANNOT_BE_DECIDED):
        return f"{says} while nothing is known of {asked}"
    return f"{says}, turning on {asked}"


def _more(given: Sequence[str]) -> str:
    return f"; and {len(given) - _MOST_GIVEN} more" if len(given) > _MOST_GIVEN else ""


def _unused(name: str, names: set[str]) -> str:
    number, tried = 1, name
    while tried in names:
        number += 1
        tried = f"{name}, {number}"
    names.add(tried)
    return tried


def _title_of(rulebase: RuleBase, name: str) -> str:
    """The title of what a block is about: a rule, a definition, an exclusion, a flag, or the reason of a row."""
    if name in rulebase.named:
        return rulebase.named[name].title
    for exclusion in rulebase.exclusions:
        if exclusion.condition == name:
            return exclusion.title
    for flag in rulebase.flags.flags:
        if flag.condition == name:
            return flag.title
    if name in rulebase.asked_conditions:
        return f"Asked: {rulebase.elements[name.partition('.')[2]].label}"
    for value in rulebase.flags.values:
        if value.condition == name:
            return f"Flags ask for {rulebase.elements[value.element].label}"
    row = next(row for row in rulebase.rows if f"row.{row.name}" == name)
    return row.reason.template.removesuffix(".")


def asked_in_words(rulebase: RuleBase, node: Node) -> str:
    """What a criterion asks, in the words of the dictionary."""
    match node:
        case Ref(name):
            return f"'{_title_of(rulebase, name)}'"
        case Is(element) | Known(element) | OneOf(element, _):
            return rulebase.elements[element].label
        case Compare(element, op, value, _):
            unit = rulebase.elements[element].unit
            words = {">=": "at least", ">": "above", "<=": "at most", "<": "below", "==": "exactly"}[op]
            return f"{rulebase.elements[element].label} {words} {value}{'' if unit is None else f' {unit}'}"
    return type(node).__name__


def as_features(rulebase: RuleBase, found: Proposed) -> dict[str, str]:
    """The scenarios as files: name -> text, one file a kind of rule, one block an id."""
    files: dict[str, dict[str, list[str]]] = {}
    kinds = {name: rule.kind for name, rule in rulebase.rules.items()}
    exclusions = {words for each in rulebase.exclusions for words in (each.id, each.condition)}
    rows = {f"row.{row.name}" for row in rulebase.rows}
    for _, block, text in found.scenarios:
        kind = kinds.get(block) or ("products" if block in exclusions else "rows" if block in rows else "definitions")
        files.setdefault(kind, {}).setdefault(block, []).append(text)
    about = "Proposed by `immunote rules coverage` where no other scenario turned on a criterion or noticed a fault."
    return {
        f"{kind}.feature": f"Feature: What turns on what: {kind.replace('_', ' ')}\n  {about}\n"
        + "".join(f"\n  Rule: {block}\n\n" + "\n".join(texts) for block, texts in blocks.items())
        for kind, blocks in files.items()
    }
