"""Commands act on the rule base of the folder they stand in, say so, and never write into an installed package."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.faults import Refused
from immunote.service import rulebases
from immunote.service.cli import inputs
from immunote.service.rulebases.working_folder import is_installed, refuse_installed, rules_around

HOUSE = Path(__file__).parents[2]
SOUP = HOUSE / "tests" / "rulebases" / "soup"
FEATURE = """\
Feature: Soup

  Rule: Salty

    Scenario: A soup
      Given nothing is known
"""
START = "from immunote.service.cli import main; main()"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one rule base, as git or a project marks its top."""
    top = tmp_path / "checkout"
    shutil.copytree(SOUP, top / "rules" / "soup")
    (top / "pyproject.toml").write_text('[project]\nname = "kitchen"\n', encoding="utf-8")
    for folder in ("docs/deep", "features"):
        (top / folder).mkdir(parents=True)
    return top


def test_the_nearest_rule_base_is_the_one_of_a_folder(checkout: Path, tmp_path: Path) -> None:
    soup = checkout / "rules" / "soup"
    for here in (checkout, checkout / "docs" / "deep", checkout / "rules", soup, soup / "definitions"):
        assert rules_around(here) == soup
    assert rules_around(tmp_path) is None  # a checkout below is not the folder one stands in


def test_outside_of_a_checkout_only_the_folder_itself_counts(checkout: Path) -> None:
    (checkout / "pyproject.toml").unlink()
    assert rules_around(checkout) == checkout / "rules" / "soup"
    assert rules_around(checkout / "docs") is None
    (checkout / ".git").mkdir()
    assert rules_around(checkout / "docs") == checkout / "rules" / "soup"


def test_of_several_the_one_called_like_the_one_that_ships_or_none_unnamed(checkout: Path) -> None:
    shutil.copytree(SOUP, checkout / "rules" / "broth")
    with pytest.raises(Refused, match="R44") as refused:
        rules_around(checkout / "docs")
    (fault,) = refused.value.faults
    assert (fault.text, fault.place) == ("broth, soup", str(checkout / "rules"))
    assert "--rules FOLDER" in fault.help
    shutil.copytree(SOUP, checkout / "rules" / rulebases.SHIPPED)
    assert rules_around(checkout / "docs") == checkout / "rules" / rulebases.SHIPPED
    assert rules_around(checkout / "rules" / "broth") == checkout / "rules" / "broth"


def test_what_others_left_in_a_shared_folder_is_not_taken(tmp_path: Path) -> None:
    shutil.copytree(SOUP, tmp_path / "left")
    assert rules_around(tmp_path) == tmp_path / "left"
    tmp_path.chmod(0o1777)
    (tmp_path / "mine").mkdir()
    (tmp_path / "rulebase.yaml").touch()
    assert rules_around(tmp_path) is None
    assert rules_around(tmp_path / "mine") is None
    assert rules_around(tmp_path / "left") == tmp_path / "left"


def test_a_folder_that_was_deleted_holds_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert inputs.rules_folder(None) == rulebases.folder()


def test_a_rule_base_that_is_named_wins_and_is_not_told(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(checkout)
    assert inputs.rules_folder(HOUSE / "rules" / "ssc_ivig") == HOUSE / "rules" / "ssc_ivig"
    assert capsys.readouterr().err == ""
    assert inputs.rules_folder(None) == Path("rules", "soup")
    assert capsys.readouterr().err == f"immunote: with the rules of this folder: {checkout / 'rules' / 'soup'}\n"


def test_in_its_own_checkout_nothing_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for here in (HOUSE, HOUSE / "docs", HOUSE / "rules" / "ssc_ivig" / "benefit", HOUSE / "immunote"):
        monkeypatch.chdir(here)
        assert inputs.rules_folder(None) == rulebases.folder()
    assert capsys.readouterr().err == ""


def test_which_folders_are_installed(tmp_path: Path) -> None:
    assert is_installed(tmp_path / "site-packages" / "immunote" / "rules" / "ssc_ivig")
    assert is_installed(tmp_path / "dist-packages" / "immunote")
    assert not is_installed(tmp_path / "rules" / "ssc_ivig")
    assert not is_installed(rulebases.folder())  # the links of a checkout lead out of the package
    refuse_installed(rulebases.folder())
    with pytest.raises(Refused, match="E05"):
        refuse_installed(tmp_path / "site-packages" / "immunote" / "rules" / "ssc_ivig")


@pytest.fixture(scope="module")
def site_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installed package: every file below the links, in a folder that is called as Python calls it."""
    place = tmp_path_factory.mktemp("venv") / "lib" / "site-packages"
    shutil.copytree(HOUSE / "immunote", place / "immunote", ignore=shutil.ignore_patterns("__pycache__"))
    return place


def installed(site_packages: Path, here: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The installed command, called in a folder."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(site_packages),
        "PYTHONSAFEPATH": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-c", START, *arguments]
    return subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True, check=False)


def files_below(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


SIGN = ["review", "sign", "--reviewer", "Ada Ro", "--role", "cook", "--verdict", "agree", "--date", "2026-11-22"]


def test_each_command_reads_the_rules_of_the_folder(site_packages: Path, checkout: Path) -> None:
    told = f"immunote: with the rules of this folder: {checkout / 'rules' / 'soup'}\n"
    commands: dict[tuple[str, ...], Any] = {
        ("fields", "--json"): lambda out: "is_a_soup" in {each["name"] for each in json.loads(out)},
        ("rules", "check"): lambda out: out.startswith("soup "),
        ("schema", "profile"): lambda out: "is_a_soup" in json.loads(out)["properties"],
        ("example",): json.loads,
    }
    for arguments, holds in commands.items():
        found = installed(site_packages, checkout, *arguments)
        assert (found.returncode, found.stderr) == (0, told), arguments
        assert holds(found.stdout), arguments


def test_where_there_is_none_the_installed_rules_are_read_and_nothing_is_told(
    site_packages: Path, tmp_path: Path
) -> None:
    found = installed(site_packages, tmp_path, "rules", "check")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("ssc_ivig ")


def test_a_sign_off_goes_into_the_checkout(site_packages: Path, checkout: Path) -> None:
    pytest.importorskip("gherkin")
    before = files_below(site_packages)
    (checkout / "features" / "soup.feature").write_text(FEATURE, encoding="utf-8")
    found = installed(site_packages, checkout, *SIGN, "grading.yaml")
    assert found.returncode == 0, found.stderr
    assert "Ada Ro" in (checkout / "rules" / "soup" / "reviews.yaml").read_text(encoding="utf-8")
    assert files_below(site_packages) == before


def test_nothing_is_ever_signed_in_an_installed_package(site_packages: Path, tmp_path: Path) -> None:
    pytest.importorskip("gherkin")
    rules = site_packages / "immunote" / "rules" / "ssc_ivig"
    before = files_below(site_packages)
    there = str(HOUSE / "features")
    for here, more in ((tmp_path, []), (tmp_path, ["--rules", str(rules)]), (rules, []), (rules.parent, [])):
        found = installed(site_packages, here, *SIGN, "muscle_target", "--features", there, *more)
        assert (found.returncode, found.stdout) == (2, "")
        assert f"{rules}: E05 " in found.stderr
        assert "stand in a checkout" in found.stderr
        assert "--rules FOLDER" in found.stderr
    assert files_below(site_packages) == before


def test_disputes_are_written_into_no_installed_package(site_packages: Path, tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    features = site_packages / "immunote" / "features"
    features.mkdir()
    try:
        found = installed(site_packages, tmp_path, "review", "import", "review.xlsx")
        assert (found.returncode, found.stdout) == (2, "")
        assert f"{features}: E05 " in found.stderr
    finally:
        features.rmdir()


def test_two_revisions_are_of_the_rules_of_the_folder(site_packages: Path, checkout: Path) -> None:
    pytest.importorskip("z3")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main", "-C", str(checkout)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    found = installed(site_packages, checkout / "docs", "rules", "diff", "HEAD", "HEAD", "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["old"]["given"] == "HEAD:rules/soup"
    assert f"with the rules of this folder: {checkout / 'rules' / 'soup'}" in found.stderr


def test_features_are_found_beside_the_rules_of_the_folder(site_packages: Path, checkout: Path) -> None:
    pytest.importorskip("gherkin")
    found = installed(site_packages, checkout, "review", "status", "--json")
    assert found.returncode == 2
    assert "V01" in found.stderr  # its own features, empty, not those of anything else
    assert str(checkout / "features") in found.stderr
