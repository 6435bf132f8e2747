"""The facts of a rule base: each is counted, so it changes with what it counts."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytest.importorskip("gherkin", reason="needs the extra `proof`")

from immunote.engine.api import Engine
from immunote.engine.sources import Notice
from immunote.service.review.reviewed import Reviewed
from immunote.service.tracing.label import facts_of, lines


def test_each_fact_follows_what_it_counts(engine: Engine) -> None:
    rulebase = engine.rulebase
    before = facts_of(Reviewed(rulebase, []))
    assert before["What it is"]["Content"] == rulebase.content_hash
    assert before["What it is"]["Use and limits of use"] == rulebase.intended_use
    assert before["Evidence"]["Retracted"] == "0"
    assert before["How it was checked"]["Signed by clinicians"].startswith("0 of ")
    sources = {name: replace(each, retracted=Notice("2026-05-01", "x")) for name, each in rulebase.sources.items()}
    after = facts_of(Reviewed(replace(rulebase, sources=sources), []))
    assert after["Evidence"]["Retracted"] == str(len(sources))


def test_the_label_is_markdown_with_a_heading_for_each_group(engine: Engine) -> None:
    facts = facts_of(Reviewed(engine.rulebase, []))
    text = list(lines(facts))
    assert [each for each in text if each.startswith("## ")] == [f"## {heading}" for heading in facts]
    assert sum(each.startswith("- **") for each in text) == sum(map(len, facts.values()))
