"""Ids of sources and facts say what they are: `privigen-us-insert.oestrogens`, never `S02.T-01e`."""

from __future__ import annotations

import re

import pytest

from immunote.engine.api import Engine

# One or two letters, perhaps a dash, digits: the number of a list that the reader does not have.
CODE = re.compile(r"[A-Za-z]{1,2}-?[0-9]+[a-z]?")


@pytest.mark.parametrize("code", ["S02", "E10", "T-01e", "T-01", "P9", "L-08", "Ab12"])
def test_the_number_of_a_list_is_a_code(code: str) -> None:
    assert CODE.fullmatch(code)


@pytest.mark.parametrize("name", ["sanges-2017", "privigen-us-2022", "oestrogens", "m12_change", "iga_content"])
def test_a_name_is_none(name: str) -> None:
    assert not CODE.fullmatch(name)


def test_no_source_of_the_shipped_rule_base_is_a_code(engine: Engine) -> None:
    assert [name for name in engine.rulebase.sources if CODE.fullmatch(name)] == []


def test_no_fact_of_the_shipped_rule_base_is_a_code(engine: Engine) -> None:
    facts = [(name, key) for name, source in engine.rulebase.sources.items() for key in source.figures]
    assert [(name, key) for name, key in facts if CODE.fullmatch(key)] == []


def test_no_evidence_speaks_of_another_source_or_fact_by_a_code(engine: Engine) -> None:
    """Text beside the figures is written out on the pages of the sources."""
    spoken = re.compile(r"\b(?:[SEPXGL][0-9]{2}|[TRCDWPXGL]-[0-9]{2}[a-z]?)\b")
    for source in engine.rulebase.sources.values():
        texts = [source.limits or "", source.read, source.design, *source.citation.values()]
        texts += [text for figure in source.figures.values() for text in (figure.title, *figure.values.values())]
        assert [text for text in texts if spoken.search(text)] == [], source.id
