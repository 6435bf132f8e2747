"""`immunote rules new`: the smallest rule base that gives a note, as the documentation shows it."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.examples import check_examples
from immunote.engine.faults import Refused
from immunote.service.cli.new import PROFILE, write
from immunote.service.rulebases.smallest_rulebase import FILES, texts

ROOT = Path(__file__).parents[2]
FORMAT = (ROOT / "docs" / "rule-format.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
LISTED = re.compile(r"^`(?P<file>[\w/.]+)`:\n```yaml\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def run(*arguments: str, given: str = "", folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "immunote", *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False, cwd=folder)


def files_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def made(tmp_path: Path) -> Path:
    write("umbrella", tmp_path / "umbrella")
    return tmp_path / "umbrella"


def test_it_has_under_40_lines_in_all_its_files_together(made: Path) -> None:
    assert sum(len(text.splitlines()) for text in files_in(made).values()) < 40
    assert all(len(line) <= 120 for text in files_in(made).values() for line in text.splitlines())


def test_the_documentation_shows_what_the_command_writes(made: Path) -> None:
    section = FORMAT.partition("## The smallest one, then add\n")[2].partition("\n## ")[0]
    assert {found["file"]: found["text"] for found in LISTED.finditer(section)} == files_in(made)
    assert [found["file"] for found in LISTED.finditer(section)] == list(FILES)


def test_it_loads_decides_and_notes(made: Path) -> None:
    engine = Engine.load(made)
    assert check_examples(engine.rulebase) == []
    wet = engine.note(json.loads(PROFILE))
    assert (wet.status, wet.outcome, wet.headline) == ("settled", "take_it", "Take an umbrella.")
    assert [each.text for each in wet.statements] == ["Rain is forecast, and the way leads outside."]
    dry = engine.note({"goes_outside": False})
    assert (dry.status, dry.outcome) == ("settled", "leave_it")
    open_ = engine.note({"goes_outside": True})
    assert (open_.status, open_.reachable) == ("provisional", ("take_it", "leave_it"))
    assert [each.element for each in open_.missing] == ["rain_is_forecast"]


def test_each_of_its_files_is_needed(made: Path) -> None:
    for name in FILES:
        path = made / name
        text = path.read_text(encoding="utf-8")
        path.unlink()
        with pytest.raises(Refused):
            Engine.load(made)
        path.write_text(text, encoding="utf-8")
    Engine.load(made)


def test_it_is_called_as_asked(tmp_path: Path) -> None:
    write("my_rules2", tmp_path / "elsewhere")
    assert Engine.load(tmp_path / "elsewhere").rulebase.id == "my_rules2"
    assert files_in(tmp_path / "elsewhere") == texts("my_rules2")


def test_what_it_prints_to_run_next_runs(tmp_path: Path) -> None:
    done = run("rules", "new", "my_rules", "with space", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    check, note = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    assert shlex.split(check) == ["immunote", "rules", "check", "with space"]
    checked = run(*shlex.split(check)[1:], folder=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert "all 3 examples come out as stated" in " ".join(checked.stdout.split())
    echo, _, command = note.partition(" | ")
    noted = run(*shlex.split(command)[1:], given=shlex.split(echo)[1], folder=tmp_path)
    assert noted.returncode == 0, noted.stderr
    assert "TAKE AN UMBRELLA" in noted.stdout
    assert "jurisdiction" not in noted.stdout


def test_the_guide_begins_with_commands_that_run(tmp_path: Path) -> None:
    block = GUIDE.partition("## Write the smallest one, then add\n\n```\n")[2].partition("```")[0]
    new, check, note = block.splitlines()
    for line in (new, check):
        done = run(*shlex.split(line)[1:], folder=tmp_path)
        assert done.returncode == 0, done.stderr
    echo, _, command = note.partition(" | ")
    assert run(*shlex.split(command)[1:], given=shlex.split(echo)[1], folder=tmp_path).returncode == 0


def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "umbrella").mkdir()
    (tmp_path / "umbrella" / "mine.txt").write_text("mine")
    done = run("rules", "new", "umbrella", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        "umbrella: V81 a folder in which no rule base can be begun: `umbrella`\n"
        "    help: name a folder that is new or empty; nothing is written over\n"
    )
    assert files_in(tmp_path) == {"umbrella/mine.txt": "mine"}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    write("umbrella", tmp_path)
    assert files_in(tmp_path) == texts()


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "umbrella").write_text("mine")
    with pytest.raises(Refused, match="V81"):
        write("umbrella", tmp_path / "umbrella")
    with pytest.raises(Refused, match="V81"):
        write("umbrella", tmp_path / "umbrella" / "below")
    assert files_in(tmp_path) == {"umbrella": "mine"}


def test_within_another_rule_base_none_is_begun(made: Path) -> None:
    before = files_in(made)
    with pytest.raises(Refused, match="it lies in the rule base umbrella"):
        write("another", made / "for" / "another")
    assert files_in(made) == before


@pytest.mark.parametrize("name", ["My-Rules", "2_rules", "", "a/b", "not", "../x"])
def test_an_id_that_is_no_name_is_refused_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="R05") as refused:
        write(name, tmp_path / "new")
    assert [fault.place for fault in refused.value.faults] == ["ID"]
    assert files_in(tmp_path) == {}
