"""CONTRIBUTING.md names every file that a new kind of condition touches, and no other."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from immunote.engine import tree

HOUSE = Path(__file__).parent.parent
TREE = "engine/tree.py"
NODES = {each.__name__ for each in get_args(tree.Node)} | {"Atom"}
REFUSING = {"refuse", "dispatch"}
SECTION = (
    (HOUSE / "CONTRIBUTING.md")
    .read_text(encoding="utf-8")
    .partition("## A new kind of condition\n")[2]
    .partition("\n## ")[0]
)


def from_tree(code: ast.AST) -> dict[str, str]:
    """What a file imports of the node types' module: the name there -> the name here."""
    return {
        each.name: each.asname or each.name
        for node in ast.walk(code)
        if isinstance(node, ast.ImportFrom) and node.module == "immunote.engine.tree"
        for each in node.names
    }


def told_apart(code: ast.AST, names: set[str]) -> set[str]:
    """Of some classes those that a pattern, a test of the type or the key of a table tells from others."""
    found: set[str] = set()
    for node in ast.walk(code):
        match node:
            case ast.MatchClass(cls=cls):
                found |= _names(cls)
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, kinds]):
                found |= _names(kinds)
            case ast.Dict(keys=keys):
                found |= {name for key in keys if key is not None for name in _names(key)}
            case ast.Compare(left=left, comparators=others):
                found |= {name for each in (left, *others) for name in _names(each)}
    return found & names


def made(code: ast.AST, names: set[str]) -> set[str]:
    """Of some classes those that are called."""
    return {
        node.func.id
        for node in ast.walk(code)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    }


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def touched() -> tuple[set[str], set[str]]:
    """The files that know every node type or refuse it by name, and those that look for some."""
    every, some = {TREE}, set()
    for path in sorted([*(HOUSE / "engine").rglob("*.py"), *(HOUSE / "service").rglob("*.py")]):
        name = path.relative_to(HOUSE).as_posix()
        code = ast.parse(path.read_text(encoding="utf-8"))
        known = from_tree(code)
        nodes = {here for there, here in known.items() if there in NODES}
        if name == TREE:
            continue
        if REFUSING & known.keys() or made(code, nodes) >= NODES - {"Atom"}:
            every.add(name)
        elif told_apart(code, nodes):
            some.add(name)
    return every, some


def listed() -> tuple[list[str], list[str]]:
    """The files of the first table of the section, and of the second."""
    tables = [re.findall(r"^\| `([\w/.]+)` \| \S.* \|$", part, re.MULTILINE) for part in SECTION.split("\n\n")]
    first, second = [found for found in tables if found]
    return first, second


def test_the_tables_name_the_files_that_a_new_node_type_touches() -> None:
    every, some = touched()
    first, second = listed()
    assert (set(first), set(second)) == (every, some)
    assert len(first) == len(set(first))
    assert len(second) == len(set(second))


def test_node_types_are_imported_in_one_way() -> None:
    """By name, from their module: a file that took the module whole would be overlooked."""
    for path in [*(HOUSE / "engine").rglob("*.py"), *(HOUSE / "service").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert all(each.name != "immunote.engine.tree" for each in node.names), path
            elif isinstance(node, ast.ImportFrom):
                names = {each.name for each in node.names}
                assert not (node.module == "immunote.engine" and "tree" in names), path
                assert node.module == "immunote.engine.tree" or not _elsewhere(node, names), path


def _elsewhere(node: ast.ImportFrom, names: set[str]) -> bool:
    """Whether an import takes a node type from a module that has it from another one."""
    return (node.module or "").startswith("immunote.") and bool(names & (NODES - {"Atom"}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("match node:\n    case And(children):\n        pass", {"And"}),
        ("match node:\n    case Not(Is(name)) | Ref(name):\n        pass", {"Not", "Is", "Ref"}),
        ("isinstance(node, Is | Compare)", {"Is", "Compare"}),
        ("isinstance(node, (Is, Known))", {"Is", "Known"}),
        ("table = {AtLeast: count, **others}", {"AtLeast"}),
        ("type(node) is Always", {"Always"}),
        ("def f(node: Or) -> And:\n    return And((node,))", set()),
    ],
)
def test_how_node_types_are_told_apart_is_seen(text: str, found: set[str]) -> None:
    assert told_apart(ast.parse(text), NODES) == found
