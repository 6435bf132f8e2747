"""The YAML examples of the rule base's reference are parts of rule bases that load, so none can be wrong or old."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HOUSE = Path(__file__).parents[2]
PAGES = [*sorted(HOUSE.glob("docs/rule-format*.md")), HOUSE / "docs" / "proof.md", HOUSE / "docs" / "lists-worklist.md"]
RULE_BASES = (HOUSE / "rules" / "ssc_ivig", HOUSE / "tests" / "rulebases" / "soup")
"""Other tests load both."""
YAML = re.compile(r"^```yaml\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SMALLEST = "## The smallest one, then add\n"  # tests/service/test_new_rulebase.py compares these four


def read(text: str) -> Any:
    """The stock reader will do: what the strict one reads otherwise it reads alike on both sides."""
    return yaml.load(text, yaml.CSafeLoader)


@cache
def files() -> tuple[Any, ...]:
    return tuple(read(path.read_text(encoding="utf-8")) for each in RULE_BASES for path in sorted(each.rglob("*.yaml")))


def is_part(part: Any, whole: Any) -> bool:
    """Whether every key, item and value of `part` is in `whole`, at its place; items of a list in any order."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and is_part(part[key], whole[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(is_part(each, other) for other in whole) for each in part)
    if isinstance(part, str) and isinstance(whole, str):
        return part.split() == whole.split()
    return type(part) is type(whole) and bool(part == whole)


def examples() -> list[tuple[str, str]]:
    """Page with line -> the example."""
    found = []
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        if SMALLEST in text:
            smallest = text.partition(SMALLEST)[2].partition("\n## ")[0]
            text = text.replace(smallest, "\n" * smallest.count("\n"))
        found += [(f"{path.name}:{text.count(chr(10), 0, each.start()) + 1}", each[1]) for each in YAML.finditer(text)]
    return found


EXAMPLES = examples()


def test_examples_are_found() -> None:
    assert len(EXAMPLES) > 40


@pytest.mark.parametrize(("place", "example"), EXAMPLES, ids=[place for place, _ in EXAMPLES])
def test_each_example_is_a_part_of_a_rule_base_that_loads(place: str, example: str) -> None:
    assert any(is_part(read(example), each) for each in files()), f"{place}: no file of {RULE_BASES} holds this"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"a": {"b": [2]}}, True),
        ({"a": {"b": [4]}}, False),
        ({"a": {"c": 1}}, False),
        ({"t": "two  words"}, True),
        ({"t": "two"}, False),
        ({"n": True}, False),
    ],
)
def test_a_part_is_told_from_what_is_none(part: Any, expected: bool) -> None:
    assert is_part(part, {"a": {"b": [1, 2, 3]}, "t": "two words", "n": 1}) is expected
