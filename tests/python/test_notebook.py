"""`docs/notebook.ipynb` runs from the first cell to the last, and what a notebook shows of it is there."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("polars")
NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


def shown_by(source: str, names: dict[str, Any]) -> Any:
    """Run a cell; what its last expression is worth, as a notebook shows it."""
    body = ast.parse(source).body
    last = body[-1]
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module(body, []), "cell", "exec"), names)
        return None
    exec(compile(ast.Module(body[:-1], []), "cell", "exec"), names)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def test_every_cell_runs_and_shows_what_it_says() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    cells = ["".join(each["source"]) for each in notebook["cells"] if each["cell_type"] == "code"]
    names: dict[str, Any] = {}
    shown = [shown_by(source, names) for source in cells]
    assert shown[0].refused_rows == 1
    assert shown[0].rows.height == 11
    assert shown[1].select("patient", "code").rows() == [("P11", "P07")]
    assert shown[2].height == 5
    assert "<iframe" in shown[3]._repr_html_()
    assert shown[3].page().line == names["note"].line
    assert all(not each.get("outputs") for each in notebook["cells"])
