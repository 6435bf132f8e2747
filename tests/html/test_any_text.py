"""Whatever a text holds, a page has the elements and attributes that it has with a harmless text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import pytest

pytest.importorskip("gherkin", reason="needs the extra `proof`")
pytest.importorskip("polars", reason="needs the extra `lists`")

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from immunote.engine.sign_offs import SignOff
from immunote.service.html.environment import filled
from tests.golden_pages import documents
from tests.golden_pages.tree import tree_of

PIECES = (
    *("<script>alert(1)</script>", "<img src=x onerror=a>", "</style>", "</title>", "</td>"),
    *("<!--", "-->", "<![CDATA[", "]]>"),
    *('"', "'", '" onclick="', "' style='", "&", "&lt;", "&#60;", "`", "=", "{{ 7 * 7 }}", "{% raw %}", "{}", "{0}"),
    *("\0", "\x1b[31m", "\x7f", "\u202e", "\u2028", "\r\n", "\t", "javascript:", "é", "漢"),
)
TEXTS = (
    st.lists(
        st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=1, max_size=5
    )
    .map("x".join)
    .filter(bool)
)
# texts of the program's own, by which a template or a model decides
FIXED = frozenset({"key", "status", "mark", "shown", "kind", "how", "section", "verdict", "what", "state", "version"})
MADE = documents.engine_of(documents.SOUP)


def with_text(value: Any, text: str, fixed: frozenset[str] = FIXED) -> Any:
    """The same data with `text` in place of every text that is not the program's own."""
    if isinstance(value, str):
        return text if value else value
    if isinstance(value, Mapping):
        return {key: each if key in fixed else with_text(each, text, fixed) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(with_text(each, text, fixed) for each in value)
    if isinstance(value, BaseModel):
        given = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(update=with_text(given, text, fixed))
    if is_dataclass(value) and not isinstance(value, type):
        given = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        return replace(value, **with_text(given, text, fixed))
    return value


@cache
def page() -> Any:
    from immunote.engine.paging import page_of

    return page_of(MADE.note(MADE.rulebase.cases["FIRST"].profile), MADE.rulebase, "29 Nov 2026")


@cache
def laid_out() -> Any:
    from immunote.service.render.layout import arrange

    return arrange(MADE.note(MADE.rulebase.cases["FIRST"].profile), MADE.rulebase)


def note(text: str) -> str:
    from immunote.service.render.dossier import Plot
    from immunote.service.render.grade_sign import grade_sign
    from immunote.service.render.html import typeset

    dossier = with_text(laid_out(), text)
    entry = replace(dossier.sections[0].entries[0], plots=(Plot(text, 1.0, 2.0, 0.5, None, text, text, (1,)),))
    section = replace(dossier.sections[0], entries=(entry, *dossier.sections[0].entries[1:]))
    dossier = replace(dossier, sections=(section, *dossier.sections[1:]))
    return typeset(with_text(page(), text), dossier, grade_sign(None, MADE.rulebase))


def comparison(text: str) -> str:
    from immunote.service.diffing.html import render
    from immunote.service.diffing.model import Diff

    diff = Diff.model_validate_json((documents.HERE / "inputs" / "diff.json").read_bytes())
    truths = FIXED | {"before", "after", "kind"}
    changes = tuple(
        each.model_copy(update={"fields": with_text(each.fields, text), "id": text, "title": text, "read_by": (text,)})
        for each in diff.changes
    )
    cohort, grades = with_text(diff.cohort, text, truths), with_text(diff.grades, text, truths)
    moves = tuple(each.model_copy(update={"before": text, "after": text}) for each in cohort.moves)
    states = {name: with_text(getattr(diff, name), text) for name in ("old", "new")}
    cohort = cohort.model_copy(update={"moves": moves})
    return render(diff.model_copy(update={"changes": changes, "cohort": cohort, "grades": grades, **states}))


def report(text: str) -> str:
    from immunote.service.html.environment import document
    from immunote.service.lists.report.blocks import BasisBlock, FoldedBlock, KeyBlock, LineBlock, RefusalsBlock, table
    from immunote.service.lists.report.figures import Refusal

    lines = [LineBlock(kind, text) for kind in ("heading", "about", "paragraph", "ids")]
    shown = table((text, text), [(text, text)])
    blocks = [*lines, KeyBlock([(text, "#fff")]), shown, FoldedBlock(text, shown)]
    blocks += [RefusalsBlock([Refusal(text, text, text, 1, text)]), BasisBlock([(text[:40], text[:40])])]
    rulebase = replace(MADE.rulebase, title=text, intended_use=text)
    sections = [(text, text, blocks)]
    values = {"name": text, "rulebase": rulebase, "synthetic": text, "sentences": (text, text, text)}
    return document("report.html", sections=sections, day=text, rounded_to=text, **values)


def worklist(text: str) -> str:
    from immunote.service.lists.worklist.entries import WorklistEntry
    from immunote.service.lists.worklist.writing import worklist_page

    rulebase = replace(MADE.rulebase, title=text, intended_use=text)
    entries = [WorklistEntry(1, text, 1, "." + text, text, "." + text, "." + text, "1.html")]
    return worklist_page(entries, text, text, rulebase, day="." + text, link="pages/")


def pack(text: str) -> str:
    from immunote.service.review.html_pack import render_pack
    from immunote.service.review.pack import PackRow
    from immunote.service.review.reviewed import Reviewed
    from immunote.service.review.sign_off_states import standings

    rulebase = replace(MADE.rulebase, title=text, intended_use=text, version=text)
    reviewed = Reviewed(rulebase, [])
    (standing,) = standings(reviewed, ["warm_and_tasty"])
    signed = SignOff(standing.part, text, "agree", text, text, text, text, {}, None)  # type: ignore[arg-type]
    standing = replace(standing, title=text, sign_offs=(signed,), changes=((text, text, text),))
    row: Any = PackRow(standing.part, text, text, (text,), (text,), (text,), False, text, None)  # type: ignore[arg-type]
    return render_pack([row], reviewed, [standing])


def rule(text: str) -> str:
    from immunote.service.rest import pages, serializers

    shown = serializers.rule(MADE.rulebase, MADE.rulebase.rules["warm_and_tasty"])
    kept = FIXED | {"section", "strength", "certainty", "elements", "can_decide"}
    return pages.rule_page(with_text(shown, text, kept), replace(MADE.rulebase, title=text))


def source(text: str) -> str:
    from immunote.service.rest import pages, serializers

    shown = serializers.source(MADE.rulebase, MADE.rulebase.sources["cook-book"])
    return pages.source_page(with_text(shown, text, FIXED | {"cited_by"}), MADE.rulebase)


def rulebase(text: str) -> str:
    from immunote.service.rest import pages, serializers

    shown = with_text(serializers.rulebase(MADE), text)
    return pages.rulebase_page(shown.model_copy(update={"reviewers": (text,)}), MADE.rulebase)


def notebook(text: str) -> str:
    from immunote.service.python.notebook import tables

    frame = pl.DataFrame({text + "c": [text, None], "outcome": [text, text]})
    return tables(text, {text: 1}, [text], frame, frame)


def short(text: str) -> str:
    return filled('<iframe srcdoc="{}"></iframe><p id="{}">{}</p>', text, text, text)


MAKERS: tuple[Callable[[str], str], ...] = (
    note,
    comparison,
    report,
    worklist,
    pack,
    rule,
    source,
    rulebase,
    notebook,
    short,
)


@cache
def of_harmless_text(make: Callable[[str], str]) -> list[tuple[str, tuple[str, ...]]]:
    return tree_of(make("harmless")).elements


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
def test_a_text_adds_no_element_and_no_attribute(make: Callable[[str], str], text: str) -> None:
    page = make(text)
    assert tree_of(page).elements == of_harmless_text(make)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_the_text_is_shown(make: Callable[[str], str]) -> None:
    text = "<script>alert('&lt;')"
    assert any(repr(text)[1:-1] in line for line in tree_of(make(text)).lines)
