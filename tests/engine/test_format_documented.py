"""Every key that a file of a rule base may have is named in the reference of the format."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from immunote.engine import shapes
from immunote.engine.shapes.base import Shape

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
# files that no note reads have a page each
ELSEWHERE = {
    "synthetic": "lists-synth.md",
    "reviews": "review.md",
    "properties": "proof.md",
    "worklist": "lists-worklist.md",
}


def shapes_of() -> Iterator[tuple[str, str]]:
    """Each shape's module, with each of its keys as a file has it."""
    names = [f"{shapes.__name__}.{each.name}" for each in pkgutil.iter_modules(shapes.__path__)]
    for module in map(importlib.import_module, names):
        for shape in vars(module).values():
            if isinstance(shape, type) and issubclass(shape, Shape) and shape.__module__ == module.__name__:
                for name, field in shape.model_fields.items():
                    yield module.__name__.rpartition(".")[2], field.alias or name


KEYS = sorted(set(shapes_of()))


def test_keys_are_found() -> None:
    assert {("flags", "asks_value"), ("dictionary", "if"), ("records", "systems")} <= set(KEYS)
    assert len(KEYS) > 150


@pytest.mark.parametrize(("module", "key"), KEYS, ids=[f"{module}.{key}" for module, key in KEYS])
def test_each_key_of_a_file_is_in_the_reference(module: str, key: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("rule-format*.md")))
    if module in ELSEWHERE:
        text += (DOCS / ELSEWHERE[module]).read_text(encoding="utf-8")
    word = re.escape(key)
    assert re.search(rf"`[^`\n]*\b{word}\b[^`\n]*`|(?:^|[{{,\-\s]){word}:", text, re.MULTILINE)
