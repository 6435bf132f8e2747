"""Which file of the program imports which, and the circles among them, found by reading the files."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Set
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

TOPS = ("engine", "service", "rules")
ROOT = "immunote"
PACKAGE = f"{ROOT}."


@cache
def file_imports(house: Path) -> dict[str, set[str]]:
    """Module -> the modules of the program that it imports: anywhere in the file, in functions and for types too.

    A module imported from outside its package brings the package's own `__init__` with it.
    """
    paths = [path for top in TOPS for path in sorted((house / top).rglob("*.py"))]
    files = {_module(house, path): path for path in [*paths, *sorted((house / ROOT).glob("*.py"))]}
    found = {name: _imported(path, files.keys()) for name, path in files.items()}
    return {
        name: (targets | {each for target in targets for each in _entered(name, target)} & files.keys()) - {name}
        for name, targets in found.items()
    }


def room_of(module: str) -> str:
    """The room of a module: the folder or file below `engine`, `service` or `rules`."""
    return ".".join(module.split(".")[:2])


def room_imports(house: Path) -> dict[str, set[str]]:
    """Room -> the other rooms that its files import."""
    rooms: dict[str, set[str]] = {}
    for module, targets in file_imports(house).items():
        room = rooms.setdefault(room_of(module), set())
        room |= {room_of(target) for target in targets}
    return {room: targets - {room} for room, targets in rooms.items()}


def circles(links: Mapping[str, Set[str]]) -> list[list[str]]:
    """All groups of two or more that reach each other, each sorted."""
    leader = {name: name for name in links}  # the members of a circle have the same one
    while circle := _circle(links, leader):
        leader = {name: min(circle) if each in circle else each for name, each in leader.items()}
    groups: dict[str, list[str]] = {}
    for name, each in leader.items():
        groups.setdefault(each, []).append(name)
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def _entered(name: str, target: str) -> Iterator[str]:
    """The packages around a target that `name` is no part of."""
    while "." in target:
        target = target.rpartition(".")[0]
        if name != target and not name.startswith(f"{target}."):
            yield target


def _circle(links: Mapping[str, Set[str]], leader: Mapping[str, str]) -> set[str]:
    """One circle among the leaders; empty where there is none."""
    joined: dict[str, set[str]] = {}
    for name, targets in links.items():
        reached = joined.setdefault(leader[name], set())
        reached |= {leader[target] for target in targets if target in links} - {leader[name]}
    try:
        TopologicalSorter(joined).prepare()
    except CycleError as error:
        return set(error.args[1])
    return set()


def _module(house: Path, path: Path) -> str:
    parts = path.relative_to(house).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imported(path: Path, known: Set[str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.removeprefix(PACKAGE) for alias in node.names} & known
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}".removeprefix(PACKAGE)
                found |= {full} if full in known else {node.module.removeprefix(PACKAGE)} & known
    return found
