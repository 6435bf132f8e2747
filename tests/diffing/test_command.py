"""`immunote rules diff` as it is typed: text, JSON by its schema, html that fetches nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="needs the extra `proof`")

from immunote.service.cli.diff import compare
from immunote.service.diffing.html import render
from immunote.service.diffing.model import Diff
from tests.diffing.support import ROOT, RULES, SOUP, Edit, copy_of, git, repository_with

SCHEMA = ROOT / "docs" / "diff.schema.json"
AGE: Edit = ("thresholds.yaml", "age_for_thrombosis:\n    value: 65", "age_for_thrombosis:\n    value: 60")


def immunote(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "immunote.service.cli", "rules", "diff", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(RULES, tmp_path_factory.mktemp("age") / "changed", AGE)


@pytest.fixture(scope="module")
def cohort(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Those of whom the prover says that they move, and one whose id wants to be html."""
    moves = compare(str(RULES), str(changed), None, "id", None).grades.moves
    rows = [{"id": f"p{place}", **(each.old_profile or {})} for place, each in enumerate(moves)]
    rows.append({**rows[0], "id": "<script>alert(1)</script>"})
    path = tmp_path_factory.mktemp("cohort") / "patients.ndjson"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_the_text_says_whether_grades_differ_who_moves_and_what_changed(changed: Path, cohort: Path) -> None:
    done = immunote(str(RULES), str(changed), "--cohort", str(cohort))
    assert (done.returncode, done.stderr) == (0, "")
    told = " ".join(done.stdout.split())
    for words in (
        "Outcomes can differ, in 3 ways.",
        "may be considered -> may be considered, with precautions",
        "rule thrombosis_age (Age: boxed thrombosis factor) was changed: it did not hold, now it holds",
        "threshold age_for_thrombosis: 65 years -> 60 years",
        "privigen-us-insert.advanced_age: Privigen package insert",
        "4 patients: 0 the same, 4 moved, 0 refused.",
        "p0 (row 1): may be considered -> may be considered, with precautions",
        "3 changes: rules 2, thresholds 1.",
        "value: 65 years -> 60 years",
    ):
        assert words in told, words


def test_two_versions_that_are_the_same_say_so() -> None:
    done = immunote(str(SOUP), str(SOUP))
    assert done.returncode == 0
    assert "No outcome can differ" in done.stdout
    assert "Nothing changed: both hold the same." in done.stdout


def test_what_is_only_written_down_otherwise_is_no_change(tmp_path: Path) -> None:
    edit: Edit = ("grading.yaml", "title: waits, stops: true,", "title: waits, stops: true, indicator: info,")
    done = immunote(str(SOUP), str(copy_of(SOUP, tmp_path / "changed", edit)))
    assert "only how it is written down, so the content hashes differ" in " ".join(done.stdout.split())


def test_the_json_reads_back_by_its_model_and_is_the_same_each_time(changed: Path, cohort: Path) -> None:
    arguments = (str(RULES), str(changed), "--cohort", str(cohort), "--format", "json")
    first, second = immunote(*arguments), immunote(*arguments)
    assert first.stdout == second.stdout
    found = Diff.model_validate_json(first.stdout)
    assert found.grades.verdict == "differ"
    assert found.cohort is not None
    assert found.cohort.moved == 4


def test_the_schema_in_the_docs_is_the_models() -> None:
    """To write it anew: python -m tests.diffing.test_command."""
    assert SCHEMA.read_text(encoding="utf-8") == schema()


def schema() -> str:
    return json.dumps(Diff.model_json_schema(mode="serialization"), indent=2, ensure_ascii=False) + "\n"


class Page(HTMLParser):
    """Tags opened and not closed, and whatever would be fetched or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.fetched += [tag] if tag in ("script", "link", "img", "iframe") else []
        self.fetched += [name for name, _ in attrs if name in ("src", "href") or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_html_is_whole_fetches_nothing_and_runs_nothing(changed: Path, cohort: Path) -> None:
    page = Page()
    page.feed(render(compare(str(RULES), str(changed), cohort, "id", None)))
    assert (page.open, page.fetched) == ([], [])
    text = " ".join("".join(page.text).split())
    assert "<script>alert(1)</script> (row 4)" in text
    assert "65 years 60 years" in text  # the threshold, before and after


def test_bad_input_is_refused_whole_with_exit_status_2(tmp_path: Path) -> None:
    done = immunote("nowhere", str(SOUP), "--rules", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "V40" in done.stderr
    done = immunote(str(SOUP), str(SOUP), "--cohort", str(tmp_path / "none.csv"), "--format", "pdf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Q03" in done.stderr
    assert "V43" in done.stderr


def test_the_examples_in_the_list_of_errors_are_what_is_printed(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    repository = repository_with(tmp_path, SOUP)
    git(repository, "tag", "v1.0")
    rules = repository / "rules" / "soup"
    (tmp_path / "patients.csv").write_text("ID,is_a_soup\n", encoding="utf-8")
    lines = [json.dumps({"id": place, "is_a_soup": True}) for place in range(6)]
    (tmp_path / "patients.ndjson").write_text("\n".join([*lines, "[]"]), encoding="utf-8")
    printed = {
        "V40": immunote("v0.9", "v1.0", "--rules", str(rules)).stderr,
        "V41": immunote("v1.0:rules/stew", "v1.0", "--rules", str(rules)).stderr,
        "V43": immunote(str(SOUP), str(SOUP), "--cohort", str(tmp_path / "patients.csv")).stderr,
        "V44": immunote(str(SOUP), str(SOUP), "--cohort", str(tmp_path / "patients.ndjson")).stdout,
    }
    commit = git(repository, "rev-parse", "v1.0")[:12]
    for code, text in printed.items():
        example = page.split(f"### {code}: ")[1].split("```\n")[1].replace("1f0c2d3e4a5b", commit)
        for line in example.replace("patients.csv", str(tmp_path / "patients.csv")).splitlines():
            assert line.strip() in text, (code, text)


if __name__ == "__main__":
    SCHEMA.write_text(schema(), encoding="utf-8")
