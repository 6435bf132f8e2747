"""A risk is called in a report as a note calls it, never by the title of its rule."""

from __future__ import annotations

import pytest

from immunote.engine.api import Engine
from immunote.service.lists.report.figures import _shown_rules
from immunote.service.lists.report.risk_words import risk_words


@pytest.fixture(scope="module")
def words(engine: Engine) -> dict[str, str]:
    kinds = engine.rulebase.about.kinds
    risks = [rule for rule in _shown_rules(engine.rulebase) if not kinds[rule.kind].evidence]
    return risk_words(risks, engine.rulebase)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("severe_reaction_to_immunoglobulin", "Anaphylaxis or severe reaction to immunoglobulin"),
        ("iga_deficiency_with_anti_iga", "IgA deficiency with anti-IgA"),
        ("heavy_thrombosis_load", "4 or more boxed thrombosis factors"),
        ("thrombosis_age", "Age (thrombosis factor)"),
        ("kidney_age", "Age (renal factor)"),
        ("recent_thrombosis", "Earlier thrombosis (deferral)"),
        ("renal_crisis_short_duration", "Duration of systemic sclerosis"),
        ("thrombosis_cardiovascular", "Hypertension, high cholesterol, diabetes or others"),
    ],
)
def test_a_risk_bears_the_words_of_a_note_or_of_the_dictionary(words: dict[str, str], rule: str, said: str) -> None:
    assert words[rule] == said


def test_no_risk_bears_words_of_the_engine_or_a_placeholder(engine: Engine, words: dict[str, str]) -> None:
    assert len({*words.values()}) == len(words)
    assert not [said for said in words.values() if "{" in said or ": boxed" in said or "predictor" in said]
