"""What was proved and covered is shown only where it is whole and of the very rules that the site shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.site.findings import read_coverage, read_proofs

SOUP = Path(__file__).parent.parent / "rulebases" / "soup"


@pytest.fixture(scope="module")
def soup() -> Engine:
    return Engine.load(SOUP)


def proofs(engine: Engine) -> list[dict[str, Any]]:
    return [
        {
            "property": each.id,
            "says": each.says,
            "holds": True,
            "asked": "1 question",
            "seconds": 0.1,
            "form": each.form,
        }
        for each in engine.rulebase.properties
    ]


def coverage(engine: Engine) -> dict[str, Any]:
    criterion = {"of": "r", "asks": "warmth", "true": "a scenario", "false": None, "unknown": None}
    impossible = {"of": "r", "gap": "no scenario turns on warmth as false", "why": "it is always warm"}
    mutants = [{"of": "r", "kind": "threshold", "words": "one step up", "by": None}]
    found = {"rulebase": engine.rulebase.content_hash, "scenarios": 3, "criteria": [criterion], "mutants": mutants}
    return {**found, "impossible": [impossible], "gaps": []}


def written(folder: Path, found: object) -> Path:
    path = folder / "found.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


def test_what_the_commands_write_is_read(soup: Engine, tmp_path: Path) -> None:
    assert [each.property for each in read_proofs(written(tmp_path, proofs(soup)), soup.rulebase)] == [
        each.id for each in soup.rulebase.properties
    ]
    found = read_coverage(written(tmp_path, coverage(soup)), soup.rulebase)
    assert found.why_impossible("r", "no scenario turns on warmth as false") == "it is always warm"
    assert found.about(frozenset({"another"})).criteria == []


@pytest.mark.parametrize("content", ["", "{", '{"a": 1}', "[1]", '[{"property": "x"}]', "null"])
def test_what_is_no_finding_is_refused_with_the_command_that_writes_one(
    soup: Engine, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "found.json"
    path.write_text(content, encoding="utf-8")
    for read, command in ((read_proofs, "rules prove --json"), (read_coverage, "rules coverage features --json")):
        with pytest.raises(Refused) as refused:
            read(path, soup.rulebase)
        assert {each.code for each in refused.value.faults} == {"V60"}
        assert all(command in each.help and "found.json" in each.place for each in refused.value.faults)


def test_a_file_that_is_not_there_is_refused(soup: Engine, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"V60 .*No such file"):
        read_proofs(tmp_path / "gone.json", soup.rulebase)


def test_a_missing_key_is_named_with_its_place(soup: Engine, tmp_path: Path) -> None:
    found = proofs(soup)
    del found[1]["holds"]
    with pytest.raises(Refused, match=r"found.json: \$\[1\].holds: V60"):
        read_proofs(written(tmp_path, found), soup.rulebase)


def test_findings_of_other_rules_are_refused(soup: Engine, tmp_path: Path) -> None:
    other = {**coverage(soup), "rulebase": "0" * 64}
    with pytest.raises(Refused, match=r"V61 [^\n]*\n.*coverage features --json"):
        read_coverage(written(tmp_path, other), soup.rulebase)
    known, *rest = proofs(soup)
    for changed, text in (
        ([{**known, "property": "no_such_claim"}, *rest], "no_such_claim"),
        ([{**known, "says": "Soup is always cold."}, *rest], "Soup is always cold."),
        (rest, known["property"]),
    ):
        with pytest.raises(Refused) as refused:
            read_proofs(written(tmp_path, changed), soup.rulebase)
        assert ("V61", text) in [(each.code, each.text) for each in refused.value.faults]
