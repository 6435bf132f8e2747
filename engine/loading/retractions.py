"""What becomes of rules that lean on a retracted source. What supports falls away; what warns stays.

A rule of a kind with `evidence: true` supports. It rests on the sources of its `cites`. Where all of these are
retracted, the rule is still stated, without strength and certainty, and every other condition reads it as not holding.
Where some are, or one behind its certainty, its certainty falls by one step, to the lowest at least. Lines that show
only retracted sources leave it, unless they speak against. Every other rule stays as it is and says what was retracted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, cast, get_args

from immunote.engine.places import Place
from immunote.engine.rulebase import Headlines, Named, Row, Source
from immunote.engine.sentences import Detail, Phrase, Text, figures_in
from immunote.engine.shapes.about import NOT_RATED, RuleBaseFile
from immunote.engine.sources import source_of
from immunote.engine.tree import Always, And, AtLeast, Node, Not, Or, Ref

NEVER = Not(Always())
NONE = "none"
"""The certainty of what no usable evidence stands behind, where a rule base has it."""
_NODES = get_args(Node)


def without_retracted(
    named: Mapping[str, Named],
    rows: tuple[Row, ...],
    headlines: Headlines,
    sources: Mapping[str, Source],
    about: RuleBaseFile,
) -> tuple[dict[str, Named], tuple[Row, ...], Headlines]:
    """Definitions, rules, rows and headlines as they are without the retracted sources."""
    retracted = {name: each for name, each in sources.items() if each.retracted is not None}
    if not retracted:
        return dict(named), rows, headlines
    lost = [name for name, rule in named.items() if is_support(rule, about) and has_lost_all(rule, retracted)]
    weighed = {
        name: _weighed(_without(rule, lost), name in lost, retracted, about) if rule.is_rule else _without(rule, lost)
        for name, rule in named.items()
    }
    found: Headlines = _without(headlines, lost)
    return weighed, _without(rows, lost), replace(found, also=(*(_said(named[name]) for name in lost), *found.also))


def is_support(rule: Named, about: RuleBaseFile) -> bool:
    """Whether a rule speaks for something by rated evidence, so that it cannot stand without its sources."""
    return rule.kind in about.kinds and about.kinds[rule.kind].evidence and rule.certainty != NOT_RATED


def has_lost_all(rule: Named, retracted: Collection[str]) -> bool:
    """Whether every source that a rule rests on is retracted."""
    return bool(rule.cites) and all(source_of(cite) in retracted for cite in rule.cites)


def cited_by(rule: Named) -> dict[str, None]:
    """Every source that a rule cites or prints a figure of, in order."""
    lines = [*rule.details, *rule.certainty_because]
    cites = [*rule.cites, *(cite for line in lines for cite in (*line.cites, *figures_in(line.text)))]
    cites += [cite for text in rule.sentences for cite in figures_in(text)]
    cites += [cite for phrase in rule.short for cite in (*phrase.cites, *figures_in(phrase.text))]
    return dict.fromkeys(source_of(cite) for cite in cites)


def _weighed(rule: Named, is_lost: bool, retracted: Mapping[str, Source], about: RuleBaseFile) -> Named:
    hit = [retracted[name] for name in cited_by(rule) if name in retracted]
    if not hit:
        return rule
    if not is_support(rule, about):
        says = "is retracted; this stays as a caution until it is read again"
        return replace(rule, details=(*rule.details, *_lines(rule, hit, "limit", says)))
    details = tuple(line for line in rule.details if line.role == "against" or not _shows_only(line, retracted))
    reasons = tuple(line for line in rule.certainty_because if not _shows_only(line, retracted))
    if is_lost:
        return replace(
            rule,
            strength=None if rule.strength is None else "none_found",
            certainty=NONE if NONE in about.certainties else NOT_RATED,
            certainty_because=(),
            details=(
                *_lines(rule, hit, "against", "is retracted: nothing usable is left, and this supports no grade"),
                *details,
            ),
            short=tuple(_marked(phrase) for phrase in rule.short),
        )
    behind = {source_of(cite) for cite in (*rule.cites, *(c for each in rule.certainty_because for c in each.cites))}
    lower = one_lower(rule.certainty, about) if behind & set(retracted) else rule.certainty
    fell = ", so the certainty is one step lower" if lower != rule.certainty else ""
    said = tuple(_lines(rule, hit, "limit", f"is retracted and does not count{fell}"))
    return replace(rule, certainty=lower, certainty_because=(*reasons, *said), details=(*said, *details))


def _said(rule: Named) -> Phrase:
    """What stands above the fold where a rule holds that supports nothing any more."""
    says = f"{rule.title}: supports no grade, every source behind it is retracted."
    return Phrase(Text(says, rule.place), when=Ref(rule.name), cites=rule.cites)


def one_lower(certainty: str, about: RuleBaseFile) -> str:
    """The certainty one step down, at least the lowest that is rated; what is not rated stays so."""
    rated = [each for each in about.certainties if each not in (NONE, NOT_RATED)]
    return rated[max(rated.index(certainty) - 1, 0)] if certainty in rated else certainty


def _shows_only(line: Detail, retracted: Collection[str]) -> bool:
    """Whether a line has nothing but retracted sources behind it, or prints a figure of one."""
    if any(source_of(cite) in retracted for cite in figures_in(line.text)):
        return True
    return bool(line.cites) and all(source_of(cite) in retracted for cite in line.cites)


def _lines(rule: Named, hit: list[Source], role: str, says: str) -> Iterator[Detail]:
    for source in hit:
        cites = tuple(cite for cite in _all_cites(rule) if source_of(cite) == source.id)[:1]
        yield Detail(Text(f"{source.label} {says}.", source.place), role, cites, False, None)


def _all_cites(rule: Named) -> Iterator[str]:
    yield from rule.cites
    for line in (*rule.certainty_because, *rule.details):
        yield from line.cites
        yield from figures_in(line.text)
    for text in (*rule.sentences, *(phrase.text for phrase in rule.short)):
        yield from figures_in(text)
    for phrase in rule.short:
        yield from phrase.cites


def _marked(phrase: Phrase) -> Phrase:
    return replace(phrase, text=replace(phrase.text, template=f"{phrase.text.template} (source retracted)"))


def _without(thing: Any, lost: Collection[str]) -> Any:
    """The same with every condition in it as it is when the rules in `lost` never hold."""
    if isinstance(thing, _NODES):
        return condition_without(cast("Node", thing), lost)
    if isinstance(thing, tuple):
        return tuple(_without(each, lost) for each in thing)
    if isinstance(thing, Mapping):
        return {key: _without(each, lost) for key, each in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type | Text | Place):
        return replace(thing, **{each.name: _without(getattr(thing, each.name), lost) for each in fields(thing)})
    return thing


def condition_without(node: Node, lost: Collection[str]) -> Node:
    """A condition without the rules that never hold: equal in Kleene's logic to reading each of them as false."""
    match node:
        case Ref(name):
            return NEVER if name in lost else node
        case Not(child):
            found = condition_without(child, lost)
            return Always() if found == NEVER else Not(found)
        case And(children) | Or(children):
            ends, falls_away = (NEVER, Always()) if isinstance(node, And) else (Always(), NEVER)
            left = tuple(found for child in children if (found := condition_without(child, lost)) != falls_away)
            if ends in left or not left:
                return ends if left else falls_away
            return left[0] if len(left) == 1 else type(node)(left)
        case AtLeast(count, children, threshold):
            left = tuple(found for child in children if (found := condition_without(child, lost)) != NEVER)
            return AtLeast(count, left, threshold) if len(left) >= count else NEVER
    return node
