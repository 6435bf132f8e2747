"""Options are spelt one way everywhere, help has examples and fits 80 columns, and shells complete what there is."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from rich.cells import cell_len
from typer.testing import CliRunner

from immunote.engine.api import Engine
from immunote.service.cli.app import app, only_what_is_called
from immunote.service.cli.help_examples import EXAMPLES

SOUP = Path(__file__).parents[1] / "rulebases" / "soup"
ROOT: Any = typer.main.get_command(app)


def commands_of(group: Any, under: str = "") -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands_of(command, f"{under}{name} ")
        else:
            yield f"{under}{name}", command


COMMANDS: dict[str, Any] = dict(commands_of(ROOT))
OPTIONS = [(name, each) for name, command in COMMANDS.items() for each in command.params if each.opts[0][0] == "-"]


def test_every_command_has_examples_and_each_is_of_it() -> None:
    assert set(EXAMPLES) == set(COMMANDS)
    for name, examples in EXAMPLES.items():
        assert examples
        assert all(f"immunote {name}" in each for each in examples)


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_is_taken(name: str) -> None:
    """Every command in an example is parsed by the program itself: no option in it is wrong, none is missing."""
    for example in EXAMPLES[name]:
        words = shlex.split(example.replace("\\\n", ""))
        for part in " ".join(shlex.quote(each) for each in words).split(" '|' "):
            program, *arguments = shlex.split(part.partition(" '>' ")[0])
            assert program == "immunote"
            command = ROOT
            while hasattr(command, "commands"):
                command, *arguments = command.commands[arguments[0]], *arguments[1:]
            command.make_context("immunote", arguments)


@pytest.mark.parametrize("name", ["", "rules", "keys", "audit", "database", "review", "reviews", *COMMANDS])
def test_help_fits_80_columns_and_shows_its_examples(name: str) -> None:
    done = CliRunner().invoke(app, [*name.split(), "--help"], prog_name="immunote", env={"COLUMNS": "80"})
    assert done.exit_code == 0
    assert all(cell_len(line) <= 80 for line in done.output.splitlines())
    for example in EXAMPLES.get(name, ()):
        for line in example.splitlines():
            assert line.strip() in [each.strip() for each in done.output.splitlines()]


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_a_start_makes_only_the_command_that_is_called_and_it_is_the_same(name: str) -> None:
    arguments = [*name.split(), "--help"]
    only = only_what_is_called(arguments)
    assert only is not app
    made = len(only.registered_commands) + len(only.registered_groups)
    assert made == 1
    whole, part = (CliRunner().invoke(each, arguments, prog_name="immunote").output for each in (app, only))
    assert part == whole


@pytest.mark.parametrize("arguments", [[], ["--help"], ["not"], ["--version"], ["-h", "note"]])
def test_a_start_that_names_no_command_makes_all(arguments: list[str]) -> None:
    assert only_what_is_called(arguments) is app


def test_one_thing_has_one_spelling() -> None:
    """What an option is called in one command it is called in all; an older spelling still works and is not shown."""
    for name, option in OPTIONS:
        if option.hidden:
            continue
        spelt = {*option.opts, *option.secondary_opts}
        for both in ({"--out", "-o"}, {"--format", "-f"}):
            assert spelt >= both or not spelt & both, (name, spelt)
        assert "--output" not in spelt, name
    for name, command in COMMANDS.items():
        spelt = {each for option in command.params for each in option.opts}
        formats = [option for option in command.params if "--format" in option.opts]
        has_json = any("json" in (option.metavar or "").split("|") for option in formats)
        assert has_json == ("--json" in spelt), name


def test_older_spellings_work() -> None:
    for name, older in (("docs", "--output"), ("audit export", "--output")):
        context = COMMANDS[name].make_context(name, [older, "there"])
        assert Path("there") in context.params.values()


def test_json_in_its_short_form_is_the_same() -> None:
    def said(*arguments: str) -> str:
        done = CliRunner().invoke(app, [*arguments, "--rules", str(SOUP)])
        assert done.exit_code == 0, done.output
        return done.stdout

    for command in (["fields"], ["rules", "list"], ["rules", "show", "soup_is_salty"]):
        assert said(*command, "--json") == said(*command, "--format", "json") == said(*command, "-f", "json")
        assert said(*command)[0] != said(*command, "--json")[0]


def completed(here: Path, words: str, shell: str = "complete_bash") -> list[str]:
    """What bash is offered after `immunote` and some words, the last of which is being typed."""
    typed = ["immunote", *words.split(" ")]
    environment = {**os.environ, "_IMMUNOTE_COMPLETE": shell, "COMP_WORDS": " ".join(typed)}
    environment |= {"COMP_CWORD": str(len(typed) - 1), "_TYPER_COMPLETE_ARGS": " ".join(typed)}
    command = [sys.executable, "-m", "immunote"]
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.split()


HOUSE = Path(__file__).parents[2]


def test_commands_and_formats_complete() -> None:
    assert completed(HOUSE, "fi") == ["fields"]
    assert completed(HOUSE, "rules sh") == ["show"]
    assert completed(HOUSE, "note --format m") == ["markdown"]


def test_names_of_the_rule_base_complete(engine: Engine) -> None:
    rulebase = engine.rulebase
    found = completed(HOUSE, "fields creatinine")
    assert found == [name for name in rulebase.elements if name.startswith("creatinine")]
    assert len(found) > 1
    assert completed(HOUSE, "rules show muscle_tar") == ["muscle_target"]
    assert completed(HOUSE, "example C12") == [name for name in rulebase.cases if name.startswith("C12")]


def test_names_of_the_folder_complete_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{HOUSE}{os.pathsep}{os.environ.get('PYTHONPATH', '')}")
    shutil.copytree(SOUP, tmp_path / "rules" / "soup")
    assert "is_a_soup" in completed(tmp_path, "fields is_a")
    (tmp_path / "rules" / "soup" / "grading.yaml").write_text("[", encoding="utf-8")
    assert completed(tmp_path, "fields is_a") == []  # a broken rule base is told by commands, not by the Tab key


def test_completion_can_be_installed(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    command = [sys.executable, "-m", "immunote", "--install-completion", "bash"]
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "immunote" in (tmp_path / ".bashrc").read_text(encoding="utf-8")
