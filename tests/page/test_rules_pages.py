"""Rules and sources on the page, and the search that knows other words for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from immunote.service.site.searching import LONGEST, SearchIndex
from tests.page.visitors import Service, Visitor, serving, words_of


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("page"), development=True) as made:
        yield made


@pytest.fixture(scope="module")
def visitor(service: Service) -> Visitor:
    return service.visitor()


@pytest.fixture(scope="module")
def index(service: Service) -> SearchIndex:
    return SearchIndex(service.context.knowledge.engine.rulebase)


def rules(index: SearchIndex, query: str) -> list[str]:
    return [each.name for each in index.find(query) if each.kind == "rule"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("DVT", "thrombosis"),
        ("clot", "dvt"),
        ("hemolysis", "haemolysis"),
        ("Hyponatremia", "hyponatraemia"),
        ("estrogens", "oestrogens"),
        ("esophagus", "oesophagus"),
        ("MMF", "mycophenolate"),
        ("heart  attack", "myocardial infarction"),
        ("deep vein thrombosis months", "clot months"),
    ],
)
def test_other_words_and_other_spellings_find_the_same(index: SearchIndex, one: str, other: str) -> None:
    assert rules(index, one) == rules(index, other)
    assert index.find(one)


def test_words_that_clinicians_type_find_their_rules(index: SearchIndex) -> None:
    assert "thrombosis_history" in rules(index, "clot")
    assert "recent_thrombosis" in rules(index, "DVT")
    assert "earlier_ivig_haemolysis" in rules(index, "hemolysis")
    found = index.find("Poelman")
    assert "poelman-2015" in [each.name for each in found if each.kind == "source"]


def test_a_short_word_is_no_beginning_of_another(index: SearchIndex) -> None:
    # `PE` is pulmonary embolism, never `pegylated` or `person`
    assert len(rules(index, "PE")) < len(rules(index, "p")) or not rules(index, "p")
    assert rules(index, "PE") == rules(index, "pulmonary embolism")


@pytest.mark.parametrize("query", ["", "   ", "<>&\"'", "\\", "((((", "a" * 10_000, "ｃｌｏｔ", "\u0000"])
def test_any_words_are_searched_for(index: SearchIndex, visitor: Visitor, query: str) -> None:
    index.find(query)
    response = visitor.client.get("/page/rules", params={"find": query}, headers={"Accept": "text/html"})
    assert response.status_code == (200 if len(query) <= LONGEST else 414 if len(query) > 4000 else 422)


def test_the_index_lists_every_rule_and_filters(service: Service, visitor: Visitor) -> None:
    rulebase = service.context.knowledge.engine.rulebase
    text = visitor.get("/page/rules").text
    assert all(f'href="/page/rules/{name}"' in text for name in rulebase.rules)
    assert all(f'href="/page/sources/{name}"' in text for name in rulebase.sources)
    weak = visitor.get("/page/rules?strength=weak%20evidence").text
    listed = set(re.findall(r'<h3><a href="/page/rules/(\w+)"', weak))
    assert listed == {name for name, rule in rulebase.rules.items() if rule.strength == "weak"}
    assert f"{len(rulebase.rules)} of {len(rulebase.rules)}" in words_of(visitor.get("/page/rules?signed=not%20signed"))
    assert "0 of" in words_of(visitor.get("/page/rules?signed=signed"))


def test_every_rule_and_every_source_has_its_page(service: Service, visitor: Visitor) -> None:
    rulebase = service.context.knowledge.engine.rulebase
    for name, rule in rulebase.rules.items():
        response = visitor.get(f"/page/rules/{name}")
        assert response.status_code == 200, name
        words = words_of(response)
        assert rule.title in words
        assert "{" not in words, name
        for part in ("For whom", "Scenarios", "Proofs", "Sign-off"):
            assert part in words
    for name, source in rulebase.sources.items():
        text = visitor.get(f"/page/sources/{name}").text
        assert ("https://doi.org/" in text) >= ("doi" in source.citation), name
        assert ("https://pubmed.ncbi.nlm.nih.gov/" in text) >= ("pmid" in source.citation), name
        assert "What rests on it" in text


def test_evidence_is_drawn_and_scenarios_and_proofs_are_named(visitor: Visitor) -> None:
    text = visitor.get("/page/rules/muscle_target").text
    assert "<svg" in text
    assert "<figcaption>" in text
    assert re.search(r"<h2>Scenarios</h2>\s*<ul", text)


def test_pages_of_knowledge_ask_for_a_key_where_the_settings_say_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("page"), knowledge_pages="key") as made:
        assert made.visitor().get("/page/rules").status_code == 401
        assert made.signed_in("knowledge:read").get("/page/rules").status_code == 200
    with serving(tmp_path_factory.mktemp("page")) as made:
        assert made.visitor().get("/page/sources/poelman-2015").status_code == 200
