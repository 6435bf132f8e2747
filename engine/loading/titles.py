"""Checks that no id or title names two things, so that a scenario may use either."""

from __future__ import annotations

from collections.abc import Mapping

from immunote.engine.loading.folder import Folder
from immunote.engine.loading.rules import Draft
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.flags import FlagsFile
from immunote.engine.shapes.grading import GradingFile
from immunote.engine.shapes.rules import RuleFile
from immunote.engine.shapes.tables import ProductsFile


def check_titles(folder: Folder, drafts: Mapping[str, Draft]) -> None:
    """Add a fault (R08) for each title that is also the id or the title of something else.

    Titles of rules, product exclusions and flags must all differ, since each can name a block of scenarios. No sentence
    names a definition, so only its id counts.
    """
    titles: list[tuple[Document, Path_, str, str]] = []
    outcomes: list[tuple[Document, Path_, str, str]] = []
    for name, draft in drafts.items():
        if isinstance(draft.shape, RuleFile):
            titles.append((draft.document, ("title",), name, draft.shape.title))
    for document, products in folder.of(ProductsFile):
        for index, exclusion in enumerate(products.exclusions):
            titles.append((document, ("exclusions", index, "title"), exclusion.id, exclusion.title))
    for document, flags in folder.of(FlagsFile):
        for index, flag in enumerate(flags.flags):
            titles.append((document, ("flags", index, "title"), flag.flag, flag.title))
    for document, grading in folder.of(GradingFile):
        for name, outcome in grading.outcomes.items():
            outcomes.append((document, ("outcomes", name, "title"), name, outcome.title))
    _each_once(titles, {*drafts, *(name for _, _, name, _ in titles)})
    _each_once(outcomes, {name for _, _, name, _ in outcomes})


def _each_once(titles: list[tuple[Document, Path_, str, str]], ids: set[str]) -> None:
    by_title: dict[str, str] = {}
    for document, path, name, title in titles:
        if title in ids and title != name:
            document.fault(path, "R08", title, "it is the id of something else; a scenario may name either")
        elif by_title.setdefault(title, name) != name:
            document.fault(path, "R08", title, f"`{by_title[title]}` has it too; a scenario may name either by it")
