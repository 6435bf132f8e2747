"""Where each goal goes: which fact carries its fields, and which production of the ruleset watches for it.

One ruleset serves a whole program. Facts are numbered; a fact carries its number (its gate) and only the fields that
its goals read. A production watches for one goal in each of several facts, so that few productions, which are what
a session costs, serve many goals: the production and the gate together say which goal was met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.chaining.rails import MOST_OPERATORS, Every, Goal, Rails, Some, Test, Tree, fields_of, operators, pending

MOST_PENDING = 56
"""The engine drops a fact with more than 64 pending matches (its error 303)."""

MOST_FIELDS = 120
"""The engine reads 252 properties of a fact; the goals of one fact share far fewer."""

GATE, SEEN = "fact", "seen"
RESERVED = (
    *("id", "sid", GATE, "m", "name", "all", "any", "pri", "count", "cap", "dist", "run", "$s", "$m", "$i"),
    *("$lt", "$lte", "$gt", "$gte", "$eq", "$neq", "$mt", "$imt", "$iall", "$iany", "$ex", "$nex", "$or", "$and"),
    *("$add", "$sub", "$mul", "$div", "$l", "$r", "$forward", "$time", "$timerName", "$baseTime"),
)
"""Names that mean something to the engine: a field whose hash equals one of theirs would be read as an operator."""


class FieldNamesCollideError(ValueError):
    """Two field names have the same 32-bit hash, by which alone the engine tells fields apart."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One fact: its gate and the fields that it carries where they are known."""

    gate: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The facts stratum by stratum, the ruleset, and the goals that a production means at a gate."""

    strata: tuple[tuple[Packet, ...], ...]
    ruleset: Mapping[str, Any]
    met: Mapping[tuple[str, str], tuple[Goal, ...]]


def fnv1a_32(name: str) -> int:
    """The hash by which the engine matches names (FNV-1a, 32 bits, as in its `fnv1Hash32`)."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value


def check_field_names(names: Iterable[str]) -> None:
    """Refuse names that the engine could not tell apart. Raises FieldNamesCollideError naming both."""
    owner: dict[int, str] = {fnv1a_32(name): name for name in RESERVED}
    for name in names:
        other = owner.setdefault(fnv1a_32(name), name)
        if other != name or name in RESERVED:
            msg = f"the fields `{name}` and `{other}` have the same 32-bit hash in durable-rules; rename one"
            raise FieldNamesCollideError(msg)


def lay_out(rails: Rails) -> Layout:
    """Facts and productions for a program's goals. Raises FieldNamesCollideError."""
    strata: list[tuple[Packet, ...]] = []
    bundles: list[dict[int, Tree]] = []
    met: dict[tuple[str, str], tuple[Goal, ...]] = {}
    gate = 0
    for level in range(1, rails.levels + 1):
        packets = []
        for group in _groups([goal for goal in rails.goals if goal.level == level]):
            for tree, goals in group.items():
                number = _place(bundles, gate, tree)
                met[f"r{number}", str(gate)] = goals
            packets.append(Packet(gate, tuple(dict.fromkeys(name for tree in group for name in fields_of(tree)))))
            gate += 1
        strata.append(tuple(packets))
    check_field_names(dict.fromkeys(name for stratum in strata for packet in stratum for name in packet.fields))
    return Layout(tuple(strata), _ruleset(bundles), met)


def _groups(goals: list[Goal]) -> list[dict[Tree, tuple[Goal, ...]]]:
    """The goals of one stratum, cut into groups of which one fact can carry all fields. Equal trees share a place."""
    groups: list[dict[Tree, tuple[Goal, ...]]] = []
    waiting, fields = 0, set[str]()
    for goal in goals:
        known = next((group for group in groups if goal.tree in group), None)
        if known is not None:
            known[goal.tree] += (goal,)
            continue
        reads = set(fields_of(goal.tree))
        waiting += pending(goal.tree)
        if not groups or waiting > MOST_PENDING or len(fields | reads) > MOST_FIELDS:
            groups.append({})
            waiting, fields = pending(goal.tree), set()
        fields |= reads
        groups[-1][goal.tree] = (goal,)
    return groups


def _place(bundles: list[dict[int, Tree]], gate: int, tree: Tree) -> int:
    """The number of the first production that has no goal in this fact yet and room for this one."""
    for number, bundle in enumerate(bundles):
        if gate not in bundle and sum(map(_cost, bundle.values())) + _cost(tree) <= MOST_OPERATORS:
            bundle[gate] = tree
            return number
    bundles.append({gate: tree})
    return len(bundles) - 1


def _cost(tree: Tree) -> int:
    """Operators of a goal with the `$and` that joins it to its gate."""
    return operators(tree) if isinstance(tree, Every) and tree.parts else 1 + operators(tree)


def _ruleset(bundles: list[dict[int, Tree]]) -> dict[str, Any]:
    """The ruleset as the engine reads it. `cap` hands over all matches of a production in one action."""
    rules: dict[str, Any] = {SEEN: {"all": [{"m": {"$ex": {GATE: 1}}}], "cap": 1000}}
    for number, bundle in enumerate(bundles):
        branches = [_gated(gate, tree) for gate, tree in bundle.items()]
        watch = branches[0] if len(branches) == 1 else {"$or": branches}
        rules[f"r{number}"] = {"all": [{"m": watch}], "cap": 1000}
    return rules


def _gated(gate: int, tree: Tree) -> dict[str, Any]:
    parts = tree.parts if isinstance(tree, Every) else (tree,)
    joined = [{GATE: gate}, *map(_written, parts)]
    return joined[0] if len(joined) == 1 else {"$and": joined}


def _written(tree: Tree) -> dict[str, Any]:
    match tree:
        case Test(name, bit):
            return {name: bit}
        case Every(parts):
            return {"$and": [_written(part) for part in parts]}
        case Some(parts):
            return {"$or": [_written(part) for part in parts]}
