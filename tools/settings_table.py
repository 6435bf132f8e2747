"""The tables of settings in docs/settings.md, made from the settings classes.

python tools/settings_table.py    writes them anew between their marks
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

sys.path.insert(0, str(Path(__file__).parent.parent))

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from immunote.engine.faults import listed
from immunote.service.settings.checking import variables
from immunote.service.settings.service import Settings
from immunote.service.settings.sources import DELIMITER, PREFIX

PAGE = Path(__file__).parent.parent / "docs" / "settings.md"
BEGIN, END = "<!-- settings: begin -->", "<!-- settings: end -->"


def tables() -> str:
    """All tables, as Markdown."""
    return "\n".join(_lines())


def with_tables(page: str) -> str:
    """The page with its tables as they are now."""
    head, rest = page.split(BEGIN)
    _, tail = rest.split(END)
    return f"{head}{BEGIN}\n{tables()}\n{END}{tail}"


def _lines() -> Iterator[str]:
    group = None
    for name, info in variables():
        part = name.removeprefix(PREFIX).partition(DELIMITER)[0] if DELIMITER in name else ""
        if part != group:
            group = part
            about = Settings.model_fields[part.lower()].description if part else "The service itself."
            yield f"\n## {part.lower() or 'server'}\n\n{about}\n"
            yield "| variable | takes | default | what it does |\n|---|---|---|---|"
        cells = (f"`{name}`", _takes(info), _default(info), info.description or "")
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _takes(info: FieldInfo) -> str:
    bounds = []
    for each in info.metadata:
        for attribute, sign in (("ge", "from"), ("gt", "over"), ("le", "to"), ("lt", "under")):
            bound = getattr(each, attribute, None)
            if bound is not None:
                bounds.append(f"{sign} {bound:g}" if isinstance(bound, float) else f"{sign} {bound}")
    return " ".join([_kind(info.annotation), *bounds])


def _kind(annotation: Any) -> str:
    arguments = get_args(annotation)
    if arguments and all(isinstance(each, str) for each in arguments):
        return " or ".join(f"`{each}`" for each in arguments)
    if get_origin(annotation) in (tuple, list, frozenset, set):
        held = arguments[0] if arguments else str
        if isinstance(held, type) and issubclass(held, BaseModel):
            return f"a list of objects with {listed(list(held.model_fields))}, as JSON"
        if members := [each for each in get_args(held) if isinstance(each, str)]:
            return f"a list of {listed(members)}, as JSON"
        return "a list, as JSON"
    for each in arguments:  # the kind of an optional or annotated one
        if each is not type(None):
            return _kind(each)
    words = {int: "a whole number", float: "a number", bool: "`true` or `false`", Path: "a path", SecretStr: "a secret"}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "an object, as JSON"
    return words.get(annotation, "text")


def _default(info: FieldInfo) -> str:
    value = info.get_default(call_default_factory=True, validated_data={})
    if value is None or (not value and not isinstance(value, bool | int | float)):
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, frozenset | set):
        value = sorted(value)  # a set has another order in each process
    if isinstance(value, list | tuple):
        return ", ".join(f"`{each}`" for each in value)
    return f"`{value:g}`" if isinstance(value, float) and value < 1e6 else f"`{value}`"


def main() -> None:
    """Write the tables into the page."""
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
