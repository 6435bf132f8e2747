"""A copy of the rule base that ships with a few of its scenarios: small enough to change, real enough to mean it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from immunote.engine.loading import load
from immunote.service.review.reviewed import Reviewed, features_beside
from immunote.service.review.signing import Signature
from immunote.service.review.xlsx_pack import ABOUT, COMMENT, INSTEAD, KEY, SCENARIOS, SHOWN, VERDICT

ROOT = Path(__file__).parent.parent.parent
SOMEBODY = Signature("A. Tester", "tester of this program", "agree", "2026-11-22")
"""No clinician: an invented name in a copy that is deleted after the test."""
PART = "unusable_drugs_muscle"
_TITLES = {
    "verdict": VERDICT,
    "instead": INSTEAD,
    "comment": COMMENT,
    "key": KEY,
    "given": SHOWN[2],
    "scenario": SHOWN[1],
}


def copy_of(folder: Path) -> Path:
    """The rule base that ships, signed by nobody, with a few scenarios beside it; the folder of the rule base."""
    rules = folder / "rules" / "ssc_ivig"
    shutil.copytree(ROOT / "rules" / "ssc_ivig", rules, ignore=shutil.ignore_patterns("reviews*"))
    shutil.copytree(ROOT / "tests" / "review" / "scenarios", folder / "features" / "muscle")
    return rules


def reviewed_of(rules: Path) -> Reviewed:
    return Reviewed(load(rules), features_beside(rules, None))


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{path.name} no longer has `{old}`"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


class Sheet:
    """A spreadsheet as somebody fills it: by the titles of its columns."""

    def __init__(self, path: Path, name: str = "A. Tester", role: str = "tester", date: str = "2026-11-22") -> None:
        self.path = path
        self.book = load_workbook(path)
        self.about: Any = self.book[ABOUT]
        self.cells: Any = self.book[SCENARIOS]
        for row in self.about.iter_rows():
            given = {"Your name": name, "Your role": role, "Date (as 2026-11-22)": date}.get(row[0].value)
            if given is not None:
                row[1].value = given

    def put(self, row: int, **values: Any) -> None:
        """Fill cells of a row: `verdict`, `instead`, `comment`, `given`, `key` ..."""
        for name, value in values.items():
            self.cell(row, name).value = value

    def cell(self, row: int, name: str) -> Any:
        return self.cells.cell(row, self.column(name))

    def column(self, name: str) -> int:
        return [cell.value for cell in self.cells[1]].index(_TITLES[name]) + 1

    def row_of(self, scenario: str) -> int:
        """The row of the scenario of this name."""
        column = self.column("scenario")
        return next(row[0].row for row in self.cells.iter_rows(min_row=2) if row[column - 1].value == scenario)

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path


def as_mapping(found: list[tuple[str, str, str]] | tuple[tuple[str, str, str], ...]) -> Mapping[str, tuple[str, str]]:
    """Changes by where they are."""
    return {where: (before, after) for where, before, after in found}
