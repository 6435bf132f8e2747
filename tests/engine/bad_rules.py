"""Reading tests/bad_rules/: one broken file each, put into a copy of the rule base about soup."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from immunote.engine.examples import check_examples
from immunote.engine.faults import Refused
from immunote.engine.loading import load

TESTS = Path(__file__).parent.parent
SOUP = TESTS / "rulebases" / "soup"
FOLDER = TESTS / "bad_rules"


@dataclass(frozen=True)
class BadRule:
    """One mistake: which file it is in, how it is made, and the faults expected."""

    name: str
    about: str
    file: str
    how: dict[str, Any]
    expect: list[str]

    @classmethod
    def read(cls, path: Path) -> BadRule:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        about, file, expect = found.pop("about"), found.pop("file"), found.pop("expect", [])
        return cls(path.stem, about, file, found, expect)

    @property
    def code(self) -> str:
        return self.name.split("_")[0]

    def make_in(self, folder: Path) -> None:
        """Make the mistake in a copy of the rule base."""
        target = folder / self.file
        match self.how:
            case {"text": text}:
                target.write_text(text, encoding="utf-8")
            case {"delete": True}:
                target.unlink()
            case {"change": changes}:
                text = target.read_text(encoding="utf-8")
                for change in changes:
                    assert text.count(change["from"]) == 1, f"{self.name}: {change['from']!r} is not there just once"
                    text = text.replace(change["from"], change["to"])
                target.write_text(text, encoding="utf-8")
            case _:
                raise AssertionError(f"{self.name}: give `text`, `change` or `delete`")

    def faults(self, tmp_path: Path) -> list[str]:
        """What is said about the rule base with this one mistake in it."""
        folder = copy_of_soup(tmp_path)
        self.make_in(folder)
        return all_faults(folder)


def copy_of_soup(tmp_path: Path) -> Path:
    """A copy to break."""
    folder = tmp_path / "soup"
    shutil.copytree(SOUP, folder)
    return folder


def all_faults(folder: Path) -> list[str]:
    """Every fault of a rule base, those of its examples included, as printed."""
    try:
        rulebase = load(folder)
    except Refused as refused:
        return [str(fault) for fault in refused.faults]
    return [str(fault) for fault in check_examples(rulebase)]


BAD_RULES = [BadRule.read(path) for path in sorted(FOLDER.glob("*.yaml"))]
