"""`immunote evidence check` as it is typed: from a list to the line that marks a source, and back to silence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

from immunote.engine.api import Engine
from immunote.service.evidence.state_file import read_state, schema
from tests.diffing.support import ROOT, RULES, copy_of
from tests.evidence.lists import SANGES, csv_file, row

SCHEMA = ROOT / "docs" / "evidence.schema.json"


def immunote(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "immunote.service.cli", "evidence", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)


def test_a_hit_is_named_marked_by_one_line_and_then_at_rest(tmp_path: Path, engine: Engine) -> None:
    path = csv_file(tmp_path, row(), row(doi=SANGES))
    done = immunote(str(path), "--out", str(tmp_path / "state.json"))
    assert (done.returncode, done.stderr) == (1, "")
    line = 'retracted: {on: "2026-05-01", notice: "10.1000/notice"}'
    assert f"to mark it, in evidence/sanges-2017.yaml: {line}" in done.stdout
    assert "rule muscle_target: supports nothing without it" in done.stdout
    assert "1 source named, 1 not marked in the rule base yet." in done.stdout
    kept = read_state(tmp_path / "state.json")
    assert [each.source for each in kept.hits] == ["sanges-2017"]
    assert {*kept.checked, *kept.not_checked} == set(engine.rulebase.sources)
    marked = copy_of(
        RULES, tmp_path / "rules", ("evidence/sanges-2017.yaml", "kind: study\n", f"kind: study\n{line}\n")
    )
    again = immunote(str(path), "--rules", str(marked), "--json")
    assert (again.returncode, again.stderr) == (0, "")
    found = json.loads(again.stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)
    assert [(each["source"], each["marked"]) for each in found["hits"]] == [("sanges-2017", True)]


def test_the_schema_in_docs_is_that_of_the_program() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema()


def test_faults_of_all_lists_are_told_at_once(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("a,b\n1,2\n", encoding="utf-8")
    done = immunote(str(one), str(two), "--newer", str(one))
    assert done.returncode == 2
    assert done.stderr.count("V91") == 8 + 5
    assert done.stderr.count("V90") == 1


def test_without_a_list_nothing_is_said_of_retractions(tmp_path: Path) -> None:
    done = immunote()
    assert done.returncode == 2
    assert "Q03" in done.stderr
