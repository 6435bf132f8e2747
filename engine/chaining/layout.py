"""Assigns each goal to a fact, which carries the fields that it reads, and to a production that matches it.

One ruleset serves a whole program. Facts are numbered; a fact carries its number (its gate) and only the fields that
its goals read. A session costs time for each production, so one production matches a goal in each of several facts;
the production and the gate together tell which goal was met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from immunote.engine.chaining.names import GATE, SEEN, check_fact_ids, check_field_names
from immunote.engine.chaining.rails import (
    MOST_OPERATORS,
    Every,
    Goal,
    Rails,
    Some,
    Test,
    Tree,
    fields_of,
    operators,
    pending,
)

MOST_PENDING = 56
"""The most pending matches of a fact. The engine loses one with more than 64 (its error 303)."""

MOST_FIELDS = 200
"""The most fields of a fact. The engine reads no more than 252 properties of one."""

ALL_AT_ONCE = 10_000
"""The `cap` of a production: so large that one action reports all its matches, not one action each."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One fact: its gate and the fields that it carries where they are known."""

    gate: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesetLayout:
    """A program laid out for the engine. `strata`: the facts of each stratum.

    `ruleset`: as the engine reads it. `met`: (production, gate) -> the goals that are met when that production fires
    for that fact.
    """

    strata: tuple[tuple[Packet, ...], ...]
    ruleset: Mapping[str, Any]
    met: Mapping[tuple[str, int], tuple[Goal, ...]]


def lay_out(rails: Rails) -> RulesetLayout:
    """Assign a program's goals to facts and productions. Raises NamesCollideError."""
    strata: list[tuple[Packet, ...]] = []
    bundles: list[dict[int, Tree]] = []
    used: list[int] = []
    met: dict[tuple[str, int], tuple[Goal, ...]] = {}
    gate = 0
    for level in range(1, rails.levels + 1):
        packets = []
        for group in _groups([goal for goal in rails.goals if goal.level == level]):
            for tree, goals in group.items():
                met[f"r{_place(bundles, used, gate, tree)}", gate] = goals
            packets.append(Packet(gate, tuple(dict.fromkeys(name for tree in group for name in fields_of(tree)))))
            gate += 1
        strata.append(tuple(packets))
    check_fact_ids(map(str, range(gate)))
    check_field_names(dict.fromkeys(name for stratum in strata for packet in stratum for name in packet.fields))
    return RulesetLayout(tuple(strata), _ruleset(bundles), met)


def _groups(goals: list[Goal]) -> list[dict[Tree, tuple[Goal, ...]]]:
    """Group a stratum's goals so that one fact can carry all fields of a group; goals with equal trees share it."""
    groups: list[dict[Tree, tuple[Goal, ...]]] = []
    group_of: dict[Tree, dict[Tree, tuple[Goal, ...]]] = {}
    waiting, fields = 0, set[str]()
    for goal in goals:
        if goal.tree in group_of:
            group_of[goal.tree][goal.tree] += (goal,)
            continue
        waiting += pending(goal.tree)
        fields |= set(fields_of(goal.tree))
        if not groups or waiting > MOST_PENDING or len(fields) > MOST_FIELDS:
            groups.append({})
            waiting, fields = pending(goal.tree), set(fields_of(goal.tree))
        groups[-1][goal.tree] = (goal,)
        group_of[goal.tree] = groups[-1]
    return groups


def _place(bundles: list[dict[int, Tree]], used: list[int], gate: int, tree: Tree) -> int:
    """Add a tree to the first production that has no goal in this fact yet and has room; return its number.

    `used`: the operators that each production is written with so far.
    """
    cost = _cost(tree)
    for number, bundle in enumerate(bundles):
        if gate not in bundle and used[number] + cost <= MOST_OPERATORS:
            bundle[gate] = tree
            used[number] += cost
            return number
    bundles.append({gate: tree})
    used.append(cost)
    return len(bundles) - 1


def _cost(tree: Tree) -> int:
    """Return the number of operators of a goal, with the `$and` that joins it to its gate."""
    return operators(tree) if isinstance(tree, Every) and tree.parts else 1 + operators(tree)


def _ruleset(bundles: list[dict[int, Tree]]) -> dict[str, Any]:
    """The ruleset as the engine reads it. The first production is the catch-all: it fires for every fact."""
    rules: dict[str, Any] = {SEEN: {"all": [{"m": {"$ex": {GATE: 1}}}], "cap": ALL_AT_ONCE}}
    for number, bundle in enumerate(bundles):
        branches = [_gated(gate, tree) for gate, tree in bundle.items()]
        watch = branches[0] if len(branches) == 1 else {"$or": branches}
        rules[f"r{number}"] = {"all": [{"m": watch}], "cap": ALL_AT_ONCE}
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
