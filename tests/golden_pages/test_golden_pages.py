"""Every kind of page has the tree that is stored beside this file. To write them anew: see `rewrite`."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

pytest.importorskip("gherkin", reason="needs the extra `proof`")
pytest.importorskip("openpyxl", reason="needs the extra `proof`")
pytest.importorskip("polars", reason="needs the extra `lists`")

from immunote.engine.api import Engine
from immunote.service.render.html import render_html
from tests.golden_pages.documents import DOCUMENTS, RULES
from tests.golden_pages.tree import outline

PAGES = Path(__file__).parent / "pages"
HASHES = Path(__file__).parent / "notes.json"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_is_as_it_was(name: str) -> None:
    assert outline(DOCUMENTS[name]()) == (PAGES / f"{name}.txt").read_text(encoding="utf-8")


def test_no_page_is_stored_that_nothing_makes() -> None:
    assert {path.stem for path in PAGES.iterdir()} == set(DOCUMENTS)


def test_the_note_of_each_published_case_is_as_it_was(engine: Engine) -> None:
    """By hash, as these pages are long: write the outlines of both versions to files to see what differs."""
    assert hashes(engine) == json.loads(HASHES.read_text(encoding="utf-8"))


def test_stored_pages_are_small() -> None:
    assert sum(path.stat().st_size for path in PAGES.iterdir()) < 400_000


def hashes(engine: Engine) -> dict[str, str]:
    profiles = {name: case.profile for name, case in engine.rulebase.cases.items()}
    completed = {name: case for name, case in engine.rulebase.cases.items() if case.completed}
    profiles |= {f"{name} completed": {**case.profile, **case.completed} for name, case in completed.items()}
    shown = {name: render_html(engine.note(profile), engine.rulebase) for name, profile in profiles.items()}
    return {name: sha256(outline(page).encode()).hexdigest()[:16] for name, page in shown.items()}


def rewrite() -> None:
    """Run as `python -m tests.golden_pages.test_golden_pages`, and read what changed."""
    for name, make in DOCUMENTS.items():
        (PAGES / f"{name}.txt").write_text(outline(make()), encoding="utf-8")
    HASHES.write_text(json.dumps(hashes(Engine.load(RULES)), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    rewrite()
