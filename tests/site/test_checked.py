"""A page tells how its rule stands: signed, disputed or changed since, covered or not, as it was found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("gherkin", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.places import Place
from immunote.engine.sign_offs import SignOff, State
from immunote.service.review.sign_off_states import SignOffState
from immunote.service.site.checked import coverage_of, proofs_of, sign_off_of, totals
from immunote.service.site.findings import (
    Coverage,
    CriterionFinding,
    GapFinding,
    ImpossibleFinding,
    MutantFinding,
    Proof,
)
from immunote.service.site.gathered import SiteContent, gather

SOUP = Path(__file__).parent.parent / "rulebases" / "soup"
FEATURE = "Feature: Soup\n\n  Scenario: A pot of which nothing is known\n    Then the note has insufficient data\n"


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> SiteContent:
    path = tmp_path_factory.mktemp("features") / "soup.feature"
    path.write_text(FEATURE, encoding="utf-8")
    return gather(Engine.load(SOUP), SOUP, path.parent)


def standing(state: State, *verdicts: str) -> SignOffState:
    signed = tuple(
        SignOff(
            "r", "0" * 64, verdict, f"Reviewer {at}", "rheumatologist", "2026-01-02", "a *comment*", {}, Place("", 1)
        )  # type: ignore[arg-type]
        for at, verdict in enumerate(verdicts, 1)
    )
    changes = (("thresholds › warm", "60", "65"), ("says", "", "new")) if state == "changed" else ()
    return SignOffState("r", "A rule", state, "f" * 64, signed, changes)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (standing("never"), ["No clinician has reviewed it yet."]),
        (
            standing("agreed", "agree"),
            ["A clinician signed it as it stands.", "Reviewer 1", "agrees", "rheumatologist"],
        ),
        (standing("disputed", "agree", "disagree"), ["Disputed.", "agrees", "**disagrees**", "Reviewer 2"]),
        (standing("changed", "agree"), ["Changed since it was signed.", "was: 60; now: 65", "was not there; now: new"]),
    ],
)
def test_a_sign_off_is_told_as_it_stands(shown: SignOffState, words: list[str]) -> None:
    text = sign_off_of(shown)
    assert [each for each in words if each not in text] == []
    assert ("signed it as it stands" in text) == (shown.state == "agreed")
    assert "*comment*" not in text


def coverage(gathered: SiteContent, rule: str) -> Coverage:
    return Coverage(
        rulebase=gathered.rulebase.content_hash,
        scenarios=2,
        criteria=[CriterionFinding(of=rule, asks="the pot is warm", true="Warm soup", false=None, unknown=None)],
        mutants=[
            MutantFinding(of=rule, kind="threshold", words="one step up", by="Warm soup"),
            MutantFinding(of=rule, kind="threshold", words="one step down", by=None),
        ],
        impossible=[
            ImpossibleFinding(of=rule, gap="no scenario turns on the pot is warm as false", why="another rule decides")
        ],
        gaps=[GapFinding(of=rule, gap="no scenario notices: one step down")],
    )


def test_what_no_scenario_shows_is_told_apart_from_what_no_patient_can_show(gathered: SiteContent) -> None:
    rule = next(iter(gathered.rulebase.rules))
    found = coverage(gathered, rule)
    text = coverage_of(replace(gathered, coverage=found), rule)
    assert '<span title="Warm soup">as true: yes</span>' in text
    assert '<span title="another rule decides">cannot be</span>' in text
    assert 'as unknown: <span class="failed">no</span>' in text
    assert "1 of 2 changed rules noticed" in text
    assert "one step down; **missing**" in text
    assert totals(found.criteria, found.mutants, found) == ("1 of 2", "1 of 2")


def test_a_rule_of_another_name_takes_nothing_of_it(gathered: SiteContent) -> None:
    first, second, *_ = gathered.rulebase.rules
    found = coverage(gathered, first).model_copy(update={"mutants": []})
    assert "pot is warm" not in coverage_of(replace(gathered, coverage=found), second)


def test_a_claim_that_is_refuted_is_not_said_to_hold(gathered: SiteContent) -> None:
    rules, properties = gathered.rulebase.rules, gathered.rulebase.properties

    def told(holds: bool) -> list[str]:
        proofs = tuple(
            Proof(property=each.id, says=each.says, holds=holds, asked="1 question", seconds=0.1) for each in properties
        )
        return [proofs_of(replace(gathered, proofs=proofs), rule) for rule in rules]

    assert all("hold for it too" in each and "REFUTED" not in each for each in told(True))
    assert not any("hold for it too" in each or "**proved**" in each for each in told(False))
    assert any("**REFUTED**" in each for each in told(False))
