"""The examples of docs/python.md and of the docstrings that a Python program meets, run as they stand."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import immunote

HOUSE = Path(__file__).parents[2]
MODULES = (
    "immunote",
    "immunote.service.python.notes",
    "immunote.service.python.rulebases",
)


def test_the_examples_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(HOUSE)  # one of them names a rule base by its folder
    failed, tried = doctest.testfile(str(HOUSE / "docs" / "python.md"), module_relative=False)
    assert tried > 15
    assert failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_docstrings(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(name), extraglobs={"immunote": immunote})
    assert tried > 0
    assert failed == 0


def test_the_page_names_all_that_is_offered() -> None:
    page = (HOUSE / "docs" / "python.md").read_text(encoding="utf-8")
    assert [name for name in immunote.__all__ if name[0].islower() and f"`{name}`" not in page] == []
