"""The parts of ARCHITECTURE.md that are made from the program itself: the picture, its rooms, the worked example.

python tools/architecture.py    writes them anew between their marks
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.engine import reference
from immunote.engine.cells import Cell
from immunote.engine.diagram import Diagram
from immunote.engine.elements import Constraint, Element
from immunote.engine.places import Place
from immunote.engine.tree import Always, And, Compare, Facts, Is, Node, Not
from immunote.engine.truth import FALSE, TRUE
from tools.imports import circles, room_imports

HOUSE = Path(__file__).parent.parent
PAGE = HOUSE / "ARCHITECTURE.md"
DRAWN = (
    "engine.api",
    "engine.intake",
    "engine.reference",
    "engine.rulebase",
    "engine.tree",
)
"""Of the engine's rooms that are a single file: those that a reader looks for first. Folders are all drawn."""

Links = dict[str, set[str]]

_HERE = Place("example", 1)
_SALTY, _POTATO, _TRIED = "salty", "potato_at_hand", "remedies_tried"
_ENOUGH = Compare(_TRIED, ">=", Decimal(2), "enough_remedies")
ELEMENTS = {
    _SALTY: Element(_SALTY, "Is it too salty?", "too salty", "boolean", _HERE),
    _POTATO: Element(_POTATO, "Is there a potato?", "a potato at hand", "boolean", _HERE),
    _TRIED: Element(_TRIED, "How many remedies?", "remedies tried", "integer", _HERE, low=Decimal(0), high=Decimal(9)),
}
ROWS: tuple[tuple[str, Node], ...] = (
    ("throw_away", And((Is(_SALTY), _ENOUGH))),
    ("mend", And((Is(_SALTY), Not(_ENOUGH), Is(_POTATO)))),
    ("serve", Always()),
)
CONSTRAINTS = (Constraint((Is(_SALTY), Not(_ENOUGH)), "two remedies were tried on something salty", _HERE),)
_KNOWN: Facts = {_SALTY: True, _POTATO: True}


def page_as_made(page: str) -> str:
    """The page with what is made as it is now."""
    for name, text in (("picture", picture()), ("rooms", rooms()), ("example", example())):
        begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
        head, rest = page.split(begin)
        _, tail = rest.split(end)
        page = f"{head}{begin}\n{text}\n{end}{tail}"
    return page


def picture() -> str:
    """The rooms and what they import, as Mermaid. What is imported through another room has no arrow of its own."""
    links = drawn_links()
    lines = ["```mermaid", "flowchart TD"]
    for top in ("service", "engine"):
        lines.append(f"  subgraph {top}")
        lines += [f'    {_id(room)}["{_label(room)}"]' for room in links if room.startswith(top)]
        lines.append("  end")
    lines += [f"  {_id(room)} --> {_id(target)}" for room, targets in links.items() for target in sorted(targets)]
    return "\n".join([*lines, "```"])


def rooms() -> str:
    """A table of the rooms that are drawn, each with the first sentence of its docstring."""
    drawn = [room for joined in drawn_links() for room in joined.split("+")]
    return "\n".join(["| room | what it is |", "|---|---|", *(f"| {_link(each)} | {_says(each)} |" for each in drawn)])


def drawn_links() -> Links:
    """Room -> rooms below it, from the highest down; rooms of one circle stand as one, joined by `+`."""
    links = room_imports(HOUSE)
    joined = {room: "+".join(circle) for circle in circles(links) for room in circle}
    whole: Links = {}
    for room, targets in links.items():
        name = joined.get(room, room)
        whole.setdefault(name, set()).update(joined.get(each, each) for each in targets)
        whole[name].discard(name)
    below: Links = {}
    for room in whole:
        _reach(room, whole, below)
    drawn = [room for room in whole if any(_is_drawn(each) for each in room.split("+"))]
    reached = {room: {each for each in below[room] if each in drawn} for room in drawn}
    direct = {room: {each for each in found if not _is_through(each, found, below)} for room, found in reached.items()}
    return dict(sorted(direct.items(), key=lambda each: (-len(below[each[0]]), each[0])))


def _reach(room: str, links: Mapping[str, set[str]], below: Links) -> set[str]:
    if room not in below:
        below[room] = set().union(*({each} | _reach(each, links, below) for each in links[room]))
    return below[room]


def _is_through(target: str, targets: set[str], below: Mapping[str, set[str]]) -> bool:
    return any(target in below[other] for other in targets if other != target)


def _is_drawn(room: str) -> bool:
    return room in DRAWN or (room.count(".") == 1 and HOUSE.joinpath(*room.split("."), "__init__.py").exists())


def _names(joined: str) -> list[str]:
    return [each.partition(".")[2] for each in joined.split("+") if _is_drawn(each)]


def _id(joined: str) -> str:
    return joined.partition(".")[0] + "_" + "_".join(_names(joined))


def _label(joined: str) -> str:
    return ", ".join(_names(joined))


def _path(room: str) -> Path:
    folder = HOUSE.joinpath(*room.split("."))
    return folder if folder.is_dir() else folder.with_suffix(".py")


def _link(room: str) -> str:
    shown = _path(room).relative_to(HOUSE).as_posix() + ("/" if _path(room).is_dir() else "")
    return f"[`{shown}`]({shown})"


def _says(room: str) -> str:
    path = _path(room)
    text = (path / "__init__.py" if path.is_dir() else path).read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0].partition(". ")[0].rstrip(".:") + "."


def example() -> str:
    """A decision list of three rows, its diagram, and what it says of one patient."""
    made = Diagram(ROWS, {}, ELEMENTS, CONSTRAINTS)
    settling = [
        f"`{' and '.join(map(_answer, answers))}` settles `{outcome}`"
        for outcome, ways in made.settled_by(_KNOWN).items()
        for answers in ways
    ]
    return "\n".join(
        [
            "```mermaid",
            "flowchart TD",
            *_drawn_nodes(made),
            "```",
            "",
            f"Known: {', '.join(f'`{name}` {_yes(value)}' for name, value in _KNOWN.items())}; not known: `{_TRIED}`.",
            "",
            f"- Row by row, by Kleene's tables, these are not false: {_listed(_rows_not_false())}.",
            f"- Along the arrows these can be reached: {_listed(made.reachable(_KNOWN))}: `reachable`, and exact.",
            f"- `missing`: {_listed(made.missing(_KNOWN))}. `settled_by`: {'; '.join(settling)}.",
        ]
    )


def _drawn_nodes(made: Diagram) -> Iterator[str]:
    graph, leaves = made.graph, ["impossible", *made.outcomes]
    for node in reversed(range(len(graph.kids))):
        if not graph.kids[node]:
            yield f"  n{node}([{leaves[node]}])"
            continue
        element = made.order[graph.level[node]]
        yield f"  n{node}{{{element}}}"
        answers: dict[int, list[str]] = {}
        for cell, kid in zip(made.cells[element], graph.kids[node], strict=True):
            answers.setdefault(kid, []).append(_answer(cell, named=False))
        yield from (f'  n{node} -->|"{" or ".join(words)}"| n{kid}' for kid, words in answers.items())


def _answer(cell: Cell, *, named: bool = True) -> str:
    words = []
    for key, value in cell.as_words_need().items():
        words.append(_yes(value) if key == "is" else f"{key.replace('_', ' ')} {value}")
    return " ".join([cell.element, *words] if named else words)


def _yes(value: object) -> str:
    return "yes" if value is True else "no" if value is False else str(value)


def _rows_not_false() -> list[str]:
    truths = reference.evaluate(dict(ROWS), _KNOWN)
    found = []
    for outcome, _ in ROWS:
        if truths[outcome] is not FALSE:
            found.append(outcome)
        if truths[outcome] is TRUE:
            break
    return found


def _listed(names: object) -> str:
    assert isinstance(names, dict | list | tuple)
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    PAGE.write_text(page_as_made(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
