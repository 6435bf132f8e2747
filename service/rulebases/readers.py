"""What reads a definition or rule, and which outcomes it can therefore decide."""

from __future__ import annotations

from collections.abc import Iterable

from immunote.engine.properties import Property
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Node, elements_in, limits_in, refs_in


def readers_of(rulebase: RuleBase, name: str) -> list[str]:
    """Everything whose own condition reads `name`: definitions, rules, rows, product exclusions, the checklist."""
    found = [_told(rulebase, reader) for reader, node in rulebase.program.items() if name in refs_in(node)]
    for line in rulebase.checklist:
        conditions = [each for each in (line.when, line.recorded, line.compared, line.abnormal) if each is not None]
        if any(name in refs_in(each) for each in conditions):
            found.append(f"checklist line {line.id}")
    details = (
        named.name
        for named in rulebase.named.values()
        for detail in named.details
        if detail.when is not None and name in refs_in(detail.when)
    )
    found += [f"a line below {each}" for each in dict.fromkeys(details)]
    if rulebase.dose is not None and any(name in refs_in(each.when) for each in rulebase.dose.bases):
        found.append("the dose arithmetic")
    return found


def direct_readers(rulebase: RuleBase, name: str) -> list[str]:
    """Every condition that itself reads an element, or compares with a threshold: no two of these have one name."""
    return [
        reader
        for reader, condition in rulebase.program.items()
        if name in elements_in(condition) or name in limits_in(condition)
    ]


def deciders(rulebase: RuleBase, name: str) -> dict[str, list[str]]:
    """Outcome -> the rows of the decision list that read `name`, directly or through others."""
    found: dict[str, list[str]] = {}
    for row in rulebase.rows:
        if name in rulebase.names_under(row.when):
            found.setdefault(row.outcome, []).append(row.name)
    return found


def rules_named_in(rulebase: RuleBase, claim: Property) -> set[str]:
    """The rules that a property is about."""
    nodes: Iterable[Node] = (each for each in (claim.given, claim.then) if each is not None)
    names = {name for node in nodes for name in rulebase.names_under(node)}
    for name in claim.adding:
        names |= {name, *rulebase.names_under(rulebase.named[name].when)} - {*claim.without}
    names |= {name for each in claim.declared for name in (each.rule, each.implies)}
    return names & set(rulebase.rules)


def _told(rulebase: RuleBase, reader: str) -> str:
    kind, _, rest = reader.partition(".")
    if rest and kind == "row":
        return f"row {rest}"
    if reader in rulebase.named:
        named = rulebase.named[reader]
        return f"{reader} ({named.kind})"
    return f"product exclusion {rest or reader}"
