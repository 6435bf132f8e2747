"""docs/cds-hooks-conformance.csv: each requirement of CDS Hooks on a service has a test that exists, or a reason."""

from __future__ import annotations

import ast
import csv
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TABLE = ROOT / "docs" / "cds-hooks-conformance.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
LEVELS = {"SHALL", "SHALL NOT", "SHOULD", "SHOULD NOT", "MUST", "MAY"}


@cache
def named_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_each_requirement_has_a_test_that_exists_or_a_reason(row: dict[str, str]) -> None:
    assert row["level"] in LEVELS
    assert row["requirement"]
    assert bool(row["test"]) != bool(row["why_none"]), row
    if row["test"]:
        file, _, name = row["test"].partition("::")
        assert name.startswith("test_")
        assert name in named_in(ROOT / file), row["test"]


def test_each_requirement_stands_once() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({(row["section"], row["requirement"]) for row in ROWS}) == len(ROWS)


def test_every_attribute_that_is_sent_stands_in_the_table() -> None:
    from immunote.service.cds import models

    said = TABLE.read_text(encoding="utf-8").casefold()
    sent = (
        models.Card,
        models.CardSource,
        models.Link,
        models.Action,
        models.Suggestion,
        models.Coding,
        models.Service,
    )
    for model in sent:
        for name in model.model_fields:
            if name not in ("prefetch", "usageRequirements", "resource", "links", "overrideReasons"):
                assert name.casefold() in said, f"{model.__name__}.{name}"
