"""The review on the page: vignettes to judge, numbers to initial, rules to sign; and words that nobody is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from immunote.engine.api import Engine
from immunote.engine.truth import TRUE
from immunote.service.review.vignettes import names_of_vignettes, vignette_of
from tests.page.visitors import Service, Visitor, serving, token_of, words_of

HTML = "<script>alert(1)</script>\"'><b>"
WHO = {"reviewer": "A. Reviewer", "role": "rheumatologist", "date": "2026-11-22"}
ENGINE_WORDS = re.compile(r"\b(holds|does not hold|cannot be decided|turning on|turns on|unknown|evaluator)\b", re.I)
NAME = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
HASH = re.compile(r"\b(?=[0-9a-f]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{10,}\b")
DOI = re.compile(r"\b10\.[0-9]{4,9}/\S+")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("page")) as made:
        yield made


@pytest.fixture(scope="module")
def reviewer(service: Service) -> Visitor:
    return service.signed_in()


@pytest.fixture(scope="module")
def engine(service: Service) -> Engine:
    found: Engine = service.context.knowledge.engine
    return found


def texts_of_the_rules(folder: str) -> list[str]:
    """What rules and sources themselves say with such a word, as plain English: an estimate does not hold."""
    found = []
    for path in sorted(Path(folder).rglob("*.yaml")):
        for line in re.split(r"\n(?=\s*[-\w]+:)|\n\s*- ", path.read_text(encoding="utf-8")):
            text = " ".join(re.sub(r"^\s*(- )?[\w ]+: *(>-|\||\")?", "", line).split()).rstrip('"').rstrip(".")
            if ENGINE_WORDS.search(text):
                found.append(text)
    return sorted(found, key=len, reverse=True)


def hidden(text: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found is not None
    return found[1]


def judge(visitor: Visitor, name: str, **fields: str) -> object:
    page = visitor.get(f"/page/review/vignettes/{name}")
    given = {"content": hidden(page.text, "content"), "page.token": token_of(page), **WHO, **fields}
    return visitor.send(f"/page/review/vignettes/{name}", given)


def test_about_forty_vignettes_stand_for_every_row_and_every_heavy_risk(engine: Engine) -> None:
    rulebase = engine.rulebase
    found = [vignette_of(engine, name) for name in names_of_vignettes(rulebase)]
    assert 36 <= len(found) <= 45
    rows = set()
    for each in found:
        if each.decided.note.status == "settled":
            rows.add(next(row.name for row in rulebase.rows if each.decided.truths[f"row.{row.name}"] is TRUE))
    assert rows == {row.name for row in rulebase.rows}
    assert rulebase.vignettes is not None
    kinds = rulebase.vignettes.kinds_shown
    assert kinds
    heavy = [name for name, rule in rulebase.rules.items() if rule.kind in kinds]
    assert len(heavy) >= 7
    for name in heavy:
        assert any(each.decided.truths[name] is TRUE for each in found), name
    assert len({each.told for each in found}) == len({each.content for each in found}) == len(found)


def test_every_remarkable_fact_of_a_vignette_is_told(engine: Engine) -> None:
    elements = engine.rulebase.elements
    for name in names_of_vignettes(engine.rulebase):
        each = vignette_of(engine, name)
        assert "\n" not in each.told
        assert "{" not in each.told
        assert 20 < len(each.told) < 2500, name
        for fact, value in each.decided.patient.given.items():
            if value is True and elements[fact].leaning is False:
                words = engine.rulebase.vignettes.told_as.get(fact)  # type: ignore[union-attr]
                assert (words.yes if words and words.yes else elements[fact].label) in each.told, (name, fact)


def test_no_review_page_speaks_the_engines_language(service: Service, reviewer: Visitor, engine: Engine) -> None:
    paths = ["/page/review", "/page/review/thresholds", "/page/review/parts"]
    paths += [f"/page/review/vignettes/{name}" for name in names_of_vignettes(engine.rulebase)]
    paths += [f"/page/review/parts/{name}" for name in engine.rulebase.rules]
    paths += [
        f"/page/review/parts/{name}" for name in ("grading.yaml", "flags.yaml", "products.yaml", "checklist.yaml")
    ]
    paths += [f"/page/review/parts/{name}" for name in ("dose.yaml", "thresholds.yaml")]
    own = texts_of_the_rules(engine.rulebase.folder)
    for path in paths:
        response = reviewer.get(path)
        assert response.status_code == 200, path
        words = DOI.sub("", words_of(response))
        for text in own:
            words = re.sub(re.escape(text), "", words, flags=re.IGNORECASE)
        for pattern in (ENGINE_WORDS, NAME, HASH):
            found = pattern.search(words)
            assert found is None, (path, words[max(0, found.start() - 80) : found.end() + 60])


def test_a_verdict_is_kept_and_the_next_vignette_shown_with_the_name_filled_in(
    service: Service, reviewer: Visitor
) -> None:
    response = judge(reviewer, "a01", verdict="too_strong", comment=f"Ask first {HTML}")
    assert response.status_code == 200  # type: ignore[attr-defined]
    text = response.text  # type: ignore[attr-defined]
    assert "Kept: " in text
    assert "vignette 2 of" in text
    assert 'value="A. Reviewer"' in text
    kept = service.context.opinions.all("vignette")[-1]
    assert (kept.subject, kept.verdict, kept.reviewer) == ("vignette:a01", "too_strong", "A. Reviewer")
    assert kept.comment == f"Ask first {HTML}"
    assert HTML not in reviewer.get("/page/review").text
    assert "too strong" in words_of(reviewer.get("/page/review"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose one of"),
        ({"verdict": "maybe"}, "Choose one of"),
        ({"verdict": "unsafe"}, "Say why"),
        ({"verdict": "comment"}, "Say why"),
        ({"verdict": "agree", "reviewer": " "}, "who you are"),
        ({"verdict": "agree", "role": ""}, "as what"),
        ({"verdict": "agree", "date": "2026-02-30"}, "the day"),
        ({"verdict": "agree", "comment": "x" * 4001}, "at most 4000"),
        ({"verdict": "agree", "content": "0" * 64}, "The rules changed"),
    ],
)
def test_an_opinion_that_is_not_whole_is_not_kept_and_not_lost(
    service: Service, reviewer: Visitor, fields: dict[str, str], said: str
) -> None:
    before = len(service.context.opinions.all())
    written = {"comment": f"my words {HTML}"} if fields.get("verdict") not in ("unsafe", "comment") else {}
    response = judge(reviewer, "a02", **{**written, **fields})
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert said in words_of(response)  # type: ignore[arg-type]
    assert HTML not in response.text  # type: ignore[attr-defined]
    assert len(service.context.opinions.all()) == before
    if written and "comment" not in fields:
        assert "my words" in words_of(response)  # type: ignore[arg-type]


def test_a_comment_outlives_the_session_in_which_it_was_written(service: Service) -> None:
    visitor = service.signed_in()
    page = visitor.get("/page/review/vignettes/b03")
    written = {
        "content": hidden(page.text, "content"),
        "verdict": "too_weak",
        "comment": "Two lines of\nreasons",
        **WHO,
    }
    visitor.client.cookies.clear()
    asked = visitor.send("/page/review/vignettes/b03", {**written, "page.token": token_of(page)})
    assert asked.status_code == 401
    kept = {name: hidden(asked.text, name) for name in ("kept.content", "kept.verdict", "kept.reviewer", "kept.role")}
    assert "Two lines of\nreasons" in asked.text
    kept |= {"kept.comment": "Two lines of\nreasons", "page.posted": "1", "page.to": hidden(asked.text, "page.to")}
    shown = visitor.send("/page/sign-in", {**kept, "page.key": service.key(), "page.token": token_of(asked)})
    assert "Two lines of\nreasons" in shown.text
    assert 'action="/page/review/vignettes/b03"' in shown.text
    before = len(service.context.opinions.all())
    sent = visitor.send("/page/review/vignettes/b03", {**written, "page.token": token_of(shown)})
    assert sent.status_code == 200
    assert len(service.context.opinions.all()) == before + 1


def test_only_a_reviewers_key_opens_the_review(service: Service) -> None:
    visitor = service.signed_in("notes:write", "knowledge:read")
    for path in ("/page/review", "/page/review/vignettes/a01", "/page/review/thresholds", "/page/review/opinions.json"):
        assert visitor.get(path).status_code == 403
    assert visitor.post("/page/review/vignettes/a01", {"verdict": "agree"}).status_code == 403


def test_thresholds_and_choices_are_initialled_as_one_part(service: Service, reviewer: Visitor, engine: Engine) -> None:
    page = reviewer.get("/page/review/thresholds")
    rulebase = engine.rulebase
    choices = sum(bool(each.choice) for each in rulebase.named.values())
    assert page.text.count('class="initial"') >= len(rulebase.thresholds) + choices
    fields = {"content": hidden(page.text, "content"), "page.token": token_of(page), **WHO}
    refused = reviewer.send("/page/review/thresholds", {**fields, "line-1": "agree"})
    assert refused.status_code == 422
    assert "neither agreed to nor disagreed with" in words_of(refused)
    unsaid = reviewer.send("/page/review/thresholds", {**fields, "rest": "agree", "line-2": "disagree"})
    assert "Say what is wrong with" in words_of(unsaid)
    kept = reviewer.send(
        "/page/review/thresholds", {**fields, "rest": "agree", "line-2": "disagree", "why-2": f"70 {HTML}"}
    )
    assert kept.status_code == 200
    assert HTML not in kept.text
    opinion = service.context.opinions.all("part")[-1]
    assert (opinion.subject, opinion.verdict) == ("part:thresholds.yaml", "disagree")
    assert opinion.comment.endswith(f": 70 {HTML}")
    assert reviewer.send("/page/review/thresholds", {**fields, "rest": "agree"}).status_code == 200
    assert service.context.opinions.all("part")[-1].verdict == "agree"


def test_a_rule_is_signed_as_it_stands(service: Service, reviewer: Visitor) -> None:
    path = "/page/review/parts/muscle_target"
    page = reviewer.get(path)
    fields = {"content": hidden(page.text, "content"), "page.token": token_of(page), **WHO}
    stale = reviewer.send(path, {**fields, "verdict": "agree", "content": "0" * 64})
    assert (stale.status_code, "The rules changed" in words_of(stale)) == (422, True)
    assert reviewer.send(path, {**fields, "verdict": "disagree"}).status_code == 422
    assert reviewer.send(path, {**fields, "verdict": "agree"}).status_code == 200
    assert service.context.opinions.all("part")[-1].content == fields["content"]
    assert "said here" in words_of(reviewer.get("/page/review/parts"))


def test_the_opinions_are_downloaded_as_one_file(service: Service, reviewer: Visitor) -> None:
    judge(reviewer, "a03", verdict="agree")
    response = reviewer.get("/page/review/opinions.json")
    assert response.headers["content-disposition"] == 'attachment; filename="opinions.json"'
    found = json.loads(response.text)
    assert (found["kind"], found["rulebase"]) == ("immunote opinions", "ssc_ivig")
    assert found["opinions"][-1]["subject"] == "vignette:a03"


def test_a_vignette_or_part_that_there_is_not_is_said(reviewer: Visitor) -> None:
    for path in ("/page/review/vignettes/none", "/page/review/parts/none"):
        assert reviewer.get(path).status_code == 404
