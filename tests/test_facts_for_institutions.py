"""Pages that an institution reads: every test and file that they name is there, and lists are those of the project."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

HOUSE = Path(__file__).parent.parent
PAGES = ("threats.md", "risks.md", "privacy.md")
TESTS = {
    name
    for path in (HOUSE / "tests").rglob("test_*.py")
    for name in re.findall(r"^(?:async )?def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE)
}


def rows(page: str) -> list[list[str]]:
    """The rows of the tables of a page, without heads."""
    text = (HOUSE / "docs" / page).read_text(encoding="utf-8")
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    lines = [line for table in tables for line in table.splitlines()[2:]]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize(("page", "shown_in"), [("threats.md", 2), ("risks.md", 4), ("privacy.md", 4)])
def test_each_line_names_what_shows_it_and_that_is_there(page: str, shown_in: int) -> None:
    found = rows(page)
    assert len(found) >= 12
    for row in found:
        named = re.findall(r"`([\w./-]+)`", row[shown_in])
        assert named, row
        missing = [each for each in named if not (each in TESTS or ("/" in each and (HOUSE / each).is_file()))]
        assert missing == [], row[0]


@pytest.mark.parametrize("page", [*PAGES, "intended-use.md", "third-parties.md", "evidence.md", "trace.md"])
def test_every_link_of_a_page_leads_to_a_file(page: str) -> None:
    text = (HOUSE / "docs" / page).read_text(encoding="utf-8")
    links = [each for each in re.findall(r"\]\(([^)#]+)", text) if "://" not in each]
    assert [each for each in links if not (HOUSE / "docs" / each).is_file()] == []


def test_the_page_on_security_leads_to_files_and_names_no_address_of_mail() -> None:
    text = (HOUSE / "SECURITY.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)", text)
    assert len(links) >= 4
    assert [each for each in links if not (HOUSE / each).is_file()] == []
    assert not re.search(r"\w@\w", text)


def test_third_parties_are_those_of_the_project() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {key: each for key, each in project["optional-dependencies"].items() if key not in ("test", "bench")}
    needed = [*project["dependencies"], *(each for extra in extras.values() for each in extra)]
    names = {re.split(r"[\[<>=!~]", each)[0] for each in needed}
    listed = [name.strip() for row in rows("third-parties.md") for name in row[0].split(",")]
    assert len(listed) == len(set(listed))
    assert set(listed) == names
    assert {row[2] for row in rows("third-parties.md")} <= {"low", "medium", "high"}


def test_the_citation_names_this_version_with_the_keys_that_its_format_has() -> None:
    """`cffconvert --validate` says the same of the whole schema; it is too old for our other packages."""
    citation = yaml.safe_load((HOUSE / "CITATION.cff").read_text(encoding="utf-8"))
    needed = {"cff-version", "message", "title", "authors"}
    assert needed <= set(citation) <= {*needed, "abstract", "type", "version", "license", "keywords"}
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "software")
    assert all(set(each) == {"name"} for each in citation["authors"])
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (citation["title"], str(citation["version"])) == (project["name"], project["version"])
    assert citation["license"] == project["license"]
