"""Small faults that an author could make: each should make some scenario fail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from immunote.engine.rulebase import Named, Row, RuleBase
from immunote.engine.tables import Flag, Flags
from immunote.engine.tree import And, AtLeast, Compare, Node, Not, Or
from immunote.service.coverage.places import nodes, with_node

_OTHER = {">=": ">", ">": ">=", "<=": "<", "<": "<="}


@dataclass(frozen=True)
class Mutant:
    """One fault. `of`: the condition, rule or row that it is in; `kind`: what sort of fault; `words`: what was done."""

    of: str
    kind: str
    words: str
    changed: Mapping[str, Node] = field(default_factory=dict)
    rows: tuple[Row, ...] | None = None
    cites: tuple[str, str] | None = None
    """A citation `source.figure` that stands in the place of another one."""
    flags: Flags | None = None
    """The flags with one thing changed that is no condition: what they ask, and what makes one hold no longer."""


def mutants_of(rulebase: RuleBase) -> Iterator[Mutant]:
    """Every mutant, in the order of the program: conditions, then the decision list, then citations."""
    for name, condition in rulebase.program.items():
        for path, node in nodes(condition):
            for kind, words, new in _mutated(rulebase, node):
                yield Mutant(name, kind, words, {name: with_node(condition, path, new)})
    yield from _of_flags(rulebase)
    yield from _of_rows(rulebase)
    yield from _of_citations(rulebase)


def _mutated(rulebase: RuleBase, node: Node) -> Iterator[tuple[str, str, Node]]:
    match node:
        case Compare(element, op, value, threshold):
            step = Decimal(1).scaleb(-rulebase.elements[element].decimals)
            for sign, words in ((1, "up"), (-1, "down")):
                changed = replace(node, value=value + sign * step)
                yield "threshold", f"`{threshold}` one step {words}, to {changed.value}", changed
            if op in _OTHER:
                yield "comparison", f"`{element} {op}` becomes `{_OTHER[op]}`", replace(node, op=_OTHER[op])
        case And(children):
            yield "and to or", "`and` becomes `or`", Or(children)
        case Or(children):
            yield "or to and", "`or` becomes `and`", And(children)
        case AtLeast(count, children, threshold):
            if count < len(children):
                yield "threshold", f"`{threshold}` one step up, to {count + 1}", replace(node, count=count + 1)
            if count > 1:
                yield "threshold", f"`{threshold}` one step down, to {count - 1}", replace(node, count=count - 1)
        case Not(child):
            yield "not dropped", "a `not` is dropped", child
        case _:
            pass


def _of_flags(rulebase: RuleBase) -> Iterator[Mutant]:
    """Each flag holding whatever explains it, and each of its questions dropped."""
    flags = rulebase.flags
    for place, flag in enumerate(flags.flags):

        def without(changed: Flag, place: int = place) -> Flags:
            return replace(flags, flags=(*flags.flags[:place], changed, *flags.flags[place + 1 :]))

        if flag.unless is not None:
            words = f"`unless: {flag.unless}` is dropped"
            yield Mutant(flag.condition, "unless dropped", words, flags=without(replace(flag, unless=None)))
        for name in flag.asks:
            asks = tuple(each for each in flag.asks if each != name)
            words = f"`{name}` is not asked"
            yield Mutant(flag.condition, "question dropped", words, flags=without(replace(flag, asks=asks)))


def _of_rows(rulebase: RuleBase) -> Iterator[Mutant]:
    rows = rulebase.rows
    for place, row in enumerate(rows[:-1]):  # the last row holds always and stays where it is
        yield Mutant(
            f"row.{row.name}", "row dropped", f"row `{row.name}` is dropped", rows=(*rows[:place], *rows[place + 1 :])
        )
        if place + 2 < len(rows):
            below = rows[place + 1]
            moved = (*rows[:place], below, row, *rows[place + 2 :])
            words = f"row `{row.name}` stands after `{below.name}`"
            yield Mutant(f"row.{row.name}", "row moved", words, rows=moved)


def _of_citations(rulebase: RuleBase) -> Iterator[Mutant]:
    """Each citation of a rule swapped to one of a rule about something else, of another source."""
    rules = list(rulebase.rules.values())
    for rule in rules:
        for cite in rule.cites:
            other = _elsewhere(rules, rule, cite)
            if other is not None:
                yield Mutant(rule.name, "citation", f"cites `{other}` in the place of `{cite}`", cites=(cite, other))


def _elsewhere(rules: list[Named], rule: Named, cite: str) -> str | None:
    own = {each.split(".")[0] for each in rule.cites}
    start = rules.index(rule) + 1
    for other in rules[start:] + rules[:start]:
        if (other.domain, other.kind) != (rule.domain, rule.kind):
            for candidate in other.cites:
                if candidate.split(".")[0] not in own:
                    return candidate
    return None
