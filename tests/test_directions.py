"""No circle of imports: of two modules of the engine at most one knows the other, however far the way between them.

Counted is every import that is written, also one for types alone and one within a function. A module that is imported
from outside its package brings the package's own `__init__` with it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

HOUSE = Path(__file__).parent.parent
Graph = dict[str, set[str]]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")


def written_imports(path: Path) -> Iterator[str]:
    """What a file imports; of `from a import b` both, as nothing says whether `b` is a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def packages_entered(module: str, imported: str) -> Iterator[str]:
    """The packages around `imported` that `module` is no part of."""
    while "." in imported:
        imported = imported.rpartition(".")[0]
        if module != imported and not module.startswith(f"{imported}."):
            yield imported


def graph_of(top: str) -> Graph:
    files = {module_of(path): path for path in sorted((HOUSE / top).rglob("*.py"))}
    graph: Graph = {}
    for module, path in files.items():
        found = {each for each in written_imports(path) if each in files}
        # `from package import module` needs the module; the package is only where it lies
        found -= {each for each in found if any(other.startswith(f"{each}.") for other in found)}
        found |= {package for each in found for package in packages_entered(module, each)}
        graph[module] = found - {module}
    return graph


def rooms_of(graph: Mapping[str, set[str]]) -> Graph:
    """The same of what lies directly below the top: a package with all in it, or a single module."""
    rooms: Graph = {}
    for module, imported in graph.items():
        own = ".".join(module.split(".")[:2])
        rooms.setdefault(own, set()).update(".".join(each.split(".")[:2]) for each in imported)
    return {room: imported - {room} for room, imported in rooms.items()}


def circle_in(graph: Mapping[str, set[str]]) -> list[str]:
    """The modules of one circle, each imported by the one before; empty where there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1][::-1]
        return circle
    return []


def test_no_files_of_the_engine_import_each_other_in_a_circle() -> None:
    graph = graph_of("engine")
    assert len(graph) > 100
    assert circle_in(graph) == []


def test_no_rooms_of_the_engine_import_each_other_in_a_circle() -> None:
    assert circle_in(rooms_of(graph_of("engine"))) == []


def test_a_circle_is_found() -> None:
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}}) != []
    assert circle_in({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
    assert circle_in(rooms_of({"e.x.one": {"e.y"}, "e.y": {"e.x.two"}, "e.x.two": set()})) != []
