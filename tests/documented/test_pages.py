"""README and handbook: what they show runs as it stands, their sentences are short, and no page is forgotten."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer

from immunote.service.cli.app import app
from tools import documented, glossary, picture, sentences

HOUSE = Path(__file__).parents[2]
DOCS = sorted((HOUSE / "docs").rglob("*.md"))
TUTORIALS = ["README.md", *(f"docs/first-{name}.md" for name in ("hour", "day", "list", "rule"))]
NAMES = ["README.md", *(each.relative_to(HOUSE).as_posix() for each in DOCS)]
BESIDE = ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "rules/README.md", "features/README.md"]
PLAIN = [each for each in NAMES if "/decisions/" not in each]  # a decision has two sentences, whatever they take
LOOKED_UP = {f"docs/{name}.md" for name in ("settings", "errors", "glossary", "changes-0.2.0")}
"""Lists that are made from the program, or compared with it; nobody reads them through."""
LONGEST_PAGE = 1500
OTHER_FENCES = {"json", "yaml", "toml", "python", "text", "mermaid"}
FENCE = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(page: str) -> str:
    return (HOUSE / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [each for each in TUTORIALS if each != "docs/first-list.md"])
def test_a_tutorial_runs_as_it_stands_and_prints_what_it_shows(page: str, tmp_path: Path) -> None:
    """The other pages, and the long blocks of these, are run by the nightly: bench/documented.py."""
    pytest.importorskip("gherkin", reason="needs the extra `proof`")
    if not (HOUSE / ".git").exists():
        pytest.skip("no git here, so no copy of the checkout can be made")
    assert documented.run(page, documented.copy_of_checkout(tmp_path)).faults == []


@pytest.mark.parametrize("page", [each for each in PLAIN if each != "docs/errors.md"])
def test_every_block_says_how_it_is_used(page: str) -> None:
    """The blocks of docs/errors.md are what is printed: tests/engine/test_errors.py."""
    unknown = {each[1].strip() for each in FENCE.finditer(text_of(page))} - {*documented.KINDS, *OTHER_FENCES}
    assert unknown == set()


def test_a_block_that_fails_or_prints_something_else_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.md").write_text("```sh\necho one two\n```\n\n```text output\none … two\n```\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("```sh\necho one\n```\n\n```text output\ntwo\n```\n", encoding="utf-8")
    (tmp_path / "fails.md").write_text("# Title\n\n```sh\nfalse\necho never\n```\n", encoding="utf-8")
    monkeypatch.setattr(documented, "HOUSE", tmp_path)
    assert documented.run("good.md", tmp_path).faults == []
    (other,) = documented.run("other.md", tmp_path).faults
    assert other.startswith("other.md:1: the page shows 'two', printed was: one")
    (fails,) = documented.run("fails.md", tmp_path).faults
    assert fails.startswith("fails.md:3: exit status 1")


def commands_shown() -> list[tuple[str, str]]:
    """Every line of a block that calls the program, with its page; a line that goes on is one line."""
    found = []
    for path in [HOUSE / "README.md", *DOCS]:
        for block in FENCE.finditer(path.read_text(encoding="utf-8")):
            lines = block[2].replace("\\\n", " ").splitlines()
            found += [(path.name, line) for line in lines if line.startswith("immunote ")]
    return found


def test_every_command_in_a_page_is_one_that_the_program_has() -> None:
    program = typer.main.get_command(app)
    unknown = []
    for page, line in commands_shown():
        words = shlex.split(re.split(r"\s[|>&;]+|\s2>|\s\.\.\.", line, maxsplit=1)[0], comments=True)[1:]
        command: Any = program
        while words and words[0] in getattr(command, "commands", {}):
            command = command.commands[words.pop(0)]
        options = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
        options |= {"--help", "-h", "--version", "--install-completion"}
        given = {word.partition("=")[0] for word in words if word.startswith("-") and word != "-"}
        if given - options or (hasattr(command, "commands") and not given):
            unknown.append(f"{page}: {line}")
    assert unknown == []


@pytest.mark.parametrize("page", PLAIN)
def test_no_sentence_has_over_30_words(page: str) -> None:
    found = sentences.sentences(text_of(page))
    assert [each for each in found if sentences.length(each) > sentences.LIMIT] == []


@pytest.mark.parametrize("page", [each for each in PLAIN if each not in LOOKED_UP])
def test_no_page_is_longer_than_a_reader_stays(page: str) -> None:
    assert sentences.words(text_of(page)) <= LONGEST_PAGE


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("One two. Three four five.", [2, 3]),
        ("# Heading that does not count\n\n| a | table |\n\n- an item\n- another item here", [2, 3]),
        ("```sh\nnothing of this\n```\n\nA `code word` counts once.", [4]),
        ("See [two words](page.md) of 1.5 mg/day.", [6]),
    ],
)
def test_sentences_are_counted_as_a_reader_counts_them(markdown: str, expected: list[int]) -> None:
    assert [sentences.length(each) for each in sentences.sentences(markdown)] == expected


def test_the_contents_name_every_page_once() -> None:
    contents = text_of("docs/README.md")
    named = re.findall(r"\]\(([^)#]+\.md)\)", contents)
    pages = [each.relative_to(HOUSE / "docs").as_posix() for each in DOCS]
    wanted = [each for each in pages if not each.startswith("decisions/") and each != "README.md"]
    assert sorted(each for each in named if not each.startswith("../")) == sorted(wanted)


def test_the_picture_of_the_readme_is_what_the_program_draws() -> None:
    assert text_of("docs/note.svg") == picture.drawn(), "python -m tools.picture writes it anew"
    assert len(text_of("docs/note.svg").encode()) < 200_000
    assert "](docs/note.svg)" in text_of("README.md")


def test_the_glossary_is_what_the_rule_base_says() -> None:
    assert text_of("docs/glossary.md") == glossary.written(), "python -m tools.glossary writes it anew"


def test_the_readme_stays_on_one_screen() -> None:
    assert len(text_of("README.md").splitlines()) <= 70


def anchors_of(markdown: str) -> set[str]:
    """The anchors of its headings, as GitHub and the site make them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", markdown), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", each).lower()) for each in headings)
    return {each.strip().replace(" ", "-") for each in plain}


@pytest.mark.parametrize("page", [*NAMES, *BESIDE])
def test_no_heading_skips_a_level(page: str) -> None:
    """A screen reader goes from heading to heading by their levels."""
    levels = [len(each) for each in re.findall(r"^(#+) ", FENCE.sub("", text_of(page)), re.MULTILINE)]
    assert all(level <= before + 1 for before, level in pairwise(levels))


@pytest.mark.parametrize("page", [*NAMES, *BESIDE])
def test_every_link_leads_to_a_file_and_to_a_heading_of_it(page: str) -> None:
    wrong = []
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", text_of(page))):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        file = (HOUSE / page).parent / path if path else HOUSE / page
        if not file.exists() or (anchor and anchor not in anchors_of(file.read_text(encoding="utf-8"))):
            wrong.append(target)
    assert wrong == []
