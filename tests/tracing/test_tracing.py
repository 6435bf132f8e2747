"""From a figure to the release: our rule base has no orphan, and one seeded of each kind is named with its place."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

pytest.importorskip("gherkin", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.loading.reviews import hash_of
from immunote.engine.rulebase import Figure, RuleBase
from immunote.engine.sign_offs import SignOff
from immunote.service.review.reviewed import Reviewed, features_beside
from immunote.service.scenarios.features import Scenario
from immunote.service.site.findings import Coverage, GapFinding, Proof
from immunote.service.tracing.model import LINKS, schema
from immunote.service.tracing.tracing import Traced, traced
from tests.diffing.support import ROOT, RULES

SCHEMA = ROOT / "docs" / "trace.schema.json"
LOG = "## ssc_ivig 0.2.0 · evidence as of November 2026\n"


@pytest.fixture(scope="module")
def scenarios() -> list[Scenario]:
    return features_beside(RULES, None)


def orphans(
    engine: Engine,
    rulebase: RuleBase,
    scenarios: Sequence[Scenario],
    changelog: str = LOG,
    coverage: Coverage | None = None,
    proofs: Sequence[Proof] | None = None,
) -> list[tuple[str, str, str]]:
    """The orphans of a rule base, without running scenarios whose rules did not change."""
    other = Engine(rulebase) if rulebase is not engine.rulebase else engine
    found = traced(Traced(other, scenarios, proofs=proofs, coverage=coverage, changelog=changelog))
    return [(each.kind, each.name, each.at) for each in found.orphans]


def about_each_rule(engine: Engine, scenarios: Sequence[Scenario]) -> list[Scenario]:
    """One scenario a rule, so that few are run."""
    shown = Reviewed(engine.rulebase, scenarios).scenarios
    return list({id(each[0]): each[0] for each in shown.values() if each}.values())


@pytest.fixture(scope="module")
def few(engine: Engine, scenarios: list[Scenario]) -> list[Scenario]:
    return about_each_rule(engine, scenarios)


def test_our_rule_base_has_no_orphan(engine: Engine, few: list[Scenario]) -> None:
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = traced(Traced(engine, few, changelog=log))
    assert found.orphans == ()
    assert found.not_asked == ("mutant", "proof")
    assert {each.release for each in found.chains} == {engine.rulebase.version}
    rules = [each for each in found.chains if each.part in engine.rulebase.rules]
    assert len(rules) == len(engine.rulebase.rules)
    assert all((each.figures or each.choice) and each.scenarios for each in rules)


def test_a_figure_that_nothing_cites_is_an_orphan(engine: Engine) -> None:
    sources = dict(engine.rulebase.sources)
    source = sources["sanges-2017"]
    sources["sanges-2017"] = replace(source, figures={**source.figures, "stray": Figure("stray", "Stray", {})})
    found = orphans(engine, replace(engine.rulebase, sources=sources), [])
    assert ("figure", "sanges-2017.stray", "evidence/sanges-2017.yaml:1") in found


def test_a_figure_called_context_that_something_cites_is_an_orphan(engine: Engine) -> None:
    sources = dict(engine.rulebase.sources)
    sources["sanges-2017"] = replace(sources["sanges-2017"], context=("ck",))
    found = orphans(engine, replace(engine.rulebase, sources=sources), [])
    assert ("figure", "sanges-2017.ck", "evidence/sanges-2017.yaml:1") in found


def test_a_threshold_that_nothing_reads_and_one_without_a_reason_are_orphans(engine: Engine) -> None:
    some = engine.rulebase.thresholds["age_for_thrombosis"]
    thresholds = {
        **engine.rulebase.thresholds,
        "stray": replace(some, name="stray", value=Decimal(1)),
        "age_for_thrombosis": replace(some, cites=(), choice=None),
    }
    found = orphans(engine, replace(engine.rulebase, thresholds=thresholds), [])
    assert ("threshold", "stray", str(some.place)) in found
    assert ("threshold", "age_for_thrombosis", str(some.place)) in found


def test_a_rule_without_a_scenario_and_one_without_a_reason_are_orphans(engine: Engine) -> None:
    rule = engine.rulebase.rules["heart_no_claim"]
    orphan = ("rule", rule.name, str(rule.place))
    assert orphans(engine, engine.rulebase, []).count(orphan) == 1
    named = {**engine.rulebase.named, rule.name: replace(rule, cites=(), choice=None)}
    assert orphans(engine, replace(engine.rulebase, named=named), []).count(orphan) == 2


def test_a_definition_that_no_rule_and_no_table_reads_is_an_orphan(engine: Engine) -> None:
    some = next(each for each in engine.rulebase.named.values() if not each.is_rule)
    named = {**engine.rulebase.named, "stray": replace(some, name="stray")}
    found = orphans(engine, replace(engine.rulebase, named=named), [])
    assert ("rule", "stray", str(some.place)) in found


def test_a_scenario_that_claims_nothing_names_what_is_gone_or_fails_is_an_orphan(
    engine: Engine, few: list[Scenario]
) -> None:
    good = few[0]
    last = good.steps[-1]
    seeded = {
        "claims nothing": replace(good, name="claims nothing", steps=tuple(each for each in good.steps[:1])),
        "names what is gone": replace(
            good, name="names what is gone", steps=(*good.steps, replace(last, text='the rule "gone" holds'))
        ),
        "fails": replace(good, name="fails", steps=(*good.steps, replace(last, text='the outcome is "deferred"'))),
    }
    for name, scenario in seeded.items():
        found = [each for each in orphans(engine, engine.rulebase, [scenario]) if each[0] == "scenario"]
        assert found == [("scenario", name, f"{good.file}:{good.line}")]


def test_a_mutant_that_no_scenario_notices_is_an_orphan(engine: Engine) -> None:
    gap = GapFinding(of="muscle_target", gap="no scenario notices: and in place of or")
    found = Coverage(
        rulebase=engine.rulebase.content_hash, scenarios=0, criteria=[], mutants=[], impossible=[], gaps=[gap]
    )
    rule = engine.rulebase.rules["muscle_target"]
    assert ("mutant", "muscle_target", str(rule.place)) in orphans(engine, engine.rulebase, [], coverage=found)


def test_a_property_that_is_refuted_left_open_or_was_never_tried_is_an_orphan(engine: Engine) -> None:
    first, second, third, *rest = engine.rulebase.properties
    made = [Proof(property=each.id, says=each.says, holds=True, asked="", seconds=0) for each in (second, third, *rest)]
    made[0] = made[0].model_copy(update={"holds": False})
    made[1] = made[1].model_copy(update={"holds": False, "not_answered": "in 60 seconds"})
    found = [each for each in orphans(engine, engine.rulebase, [], proofs=made) if each[0] == "proof"]
    assert sorted(found) == sorted(("proof", each.id, str(each.place)) for each in (first, second, third))


def test_a_sign_off_of_a_part_that_is_gone_or_changed_is_an_orphan(engine: Engine) -> None:
    place = engine.rulebase.rules["muscle_target"].place
    common = {"content": "0" * 64, "reviewer": "A", "role": "r", "date": "2026-11-22", "comment": "", "kept": {}}
    signed = tuple(
        SignOff(part=part, verdict="agree", place=place, **common)  # type: ignore[arg-type]
        for part in ("gone", "muscle_target")
    )
    found = orphans(engine, replace(engine.rulebase, sign_offs=signed), [])
    assert [each[1] for each in found if each[0] == "sign-off"] == ["gone", "muscle_target"]


def test_a_disputed_part_is_an_orphan(engine: Engine) -> None:
    rule = engine.rulebase.rules["muscle_target"]
    kept = Reviewed(engine.rulebase, []).content(rule.name)
    common = {"content": hash_of(kept), "reviewer": "A", "role": "r", "date": "2026-11-22", "comment": "Too wide."}
    for verdict, expected in (("disagree", ["muscle_target"]), ("agree", [])):
        signed = SignOff(part=rule.name, verdict=verdict, place=rule.place, kept=kept, **common)  # type: ignore[arg-type]
        found = orphans(engine, replace(engine.rulebase, sign_offs=(signed,)), [])
        assert [each[1] for each in found if each[0] == "sign-off"] == expected


def test_a_version_without_an_entry_in_the_change_log_is_an_orphan(engine: Engine) -> None:
    found = orphans(engine, engine.rulebase, [], changelog="## ssc_ivig 0.1.0\n")
    assert ("release", "ssc_ivig 0.2.0", "rulebase.yaml") in found


def test_the_schema_in_docs_is_that_of_the_program_and_names_every_link() -> None:
    held = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert held == schema()
    assert held["$defs"]["Orphan"]["properties"]["kind"]["enum"] == list(LINKS)


def test_the_command_writes_json_and_csv_and_an_orphan_is_its_exit_status(tmp_path: Path) -> None:
    features = tmp_path / "features"
    features.mkdir()
    (features / "one.feature").write_text(
        "Feature: One\n\n  Rule: Heart\n    Scenario: Nothing known\n      Given the patient has diabetes\n"
        "      Then the note is provisional\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "immunote.service.cli", "trace", "--features", str(features)]
    command += ["--without", "mutants", "--without", "proofs"]
    done = {
        format: subprocess.run(
            [*command, "--format", format], capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False
        )
        for format in ("json", "csv")
    }
    assert {each.returncode for each in done.values()} == {1}
    found = json.loads(done["json"].stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(found)
    rows = list(csv.DictReader(io.StringIO(done["csv"].stdout)))
    assert len(rows) == len(found["chains"]) + len(found["orphans"])
    assert {each["row"] for each in rows} == {"chain", "orphan rule"} | {
        f"orphan {each['kind']}" for each in found["orphans"]
    }
