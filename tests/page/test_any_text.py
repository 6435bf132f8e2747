"""Whatever a text of a screen holds, the screen has the elements that it has with a harmless text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from html.parser import HTMLParser
from typing import Any

import pytest
from pydantic import BaseModel

from immunote.engine.rulebase import RuleBase
from immunote.service.html.environment import document
from immunote.service.html.policy import TEMPLATES
from immunote.service.page import shell
from immunote.service.review.vignettes import names_of_vignettes
from tests.page.test_review_pages import WHO, hidden, judge
from tests.page.visitors import ORIGIN, serving, token_of

HARMLESS = "harmless"
HOSTILE = (
    "<script>alert(1)</script>",
    "\"' onclick=\"a\" style='b' <img src=x onerror=a>",
    "</td></title></style></select></textarea></details><!-- ]]> &lt; &#60; & {{ 7 * 7 }} {% raw %} {0}",
    "javascript:alert(1) \u202e\u2028\x1b[31m",
)
LIST = b"id,has_systemic_sclerosis,age_years,colour\np1,true,50,1\np2,false,60,2\np3,true,fifty,3\n"
# texts of the program's own, by which a template decides
FIXED = frozenset({"key", "kind", "state", "mark", "shown_as", "verdict", "stylesheet", "script", "csrf_field", "here"})
OF_OTHERS = frozenset({"app.html", "app_parts.html", "app_review_parts.html", "app_knowledge_parts.html"})
"""Templates that others extend or take macros from, which are rendered with them."""

RECORD = {"name": "Jane Example", "born": "1970-01-01", "system": "Example EHR"}
OF_A_LAUNCH: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("app_record_systems.html", {"servers": [("Example EHR", "https://ehr.example/fhir")]}),
    ("app_launched.html", {"continues": False}),
    ("app_launched.html", {"continues": True}),
    ("app_write_access.html", {"record": RECORD}),
    (
        "app_write.html",
        {
            "record": RECORD,
            "kinds": ("QuestionnaireResponse", "DocumentReference"),
            "line": "May be considered",
            "fields": {"age_years": "50"},
            "confirmed": "page.confirmed",
        },
    ),
    ("app_written.html", {"record": RECORD, "written": {"references": ["Basic/1"]}, "digest": "0" * 64}),
    ("app_launch_over.html", {}),
)
"""Screens that only a record system leads to, with values of the shape that `immunote.service.smart.routes` gives."""


@dataclass(frozen=True)
class Rendering:
    """One template with the values that a request gave it."""

    template: str
    values: Mapping[str, Any]


@pytest.fixture(scope="module")
def renderings(tmp_path_factory: pytest.TempPathFactory) -> list[Rendering]:
    """What a walk over all screens renders, one of each template and set of values' names."""
    met: dict[tuple[str, frozenset[str]], Rendering] = {}
    real = {"document": shell.document, "part": shell.part}

    def noted(way: str) -> Any:
        def render(template: str, **values: Any) -> Any:
            filled = frozenset(name for name, value in values.items() if value)
            met.setdefault((template, filled), Rendering(template, values))
            return real[way](template, **values)

        return render

    with pytest.MonkeyPatch.context() as patch, serving(tmp_path_factory.mktemp("page")) as service:
        for way in real:
            patch.setattr(shell, way, noted(way))
        walk(service)
    frame = next(each.values for each in met.values() if each.template == "app_signed_out.html")
    return [*met.values(), *(Rendering(template, {**frame, **values}) for template, values in OF_A_LAUNCH)]


def walk(service: Any) -> None:
    """Visit every screen as a person would, with what goes wrong on each."""
    visitor = service.signed_in()
    for path in ("/", "/page/questions", "/page/list", "/page/rules", "/page/rules?find=clot", "/page/rules?find=zz"):
        assert visitor.get(path).status_code == 200, path
    for path in ("/page/rules/muscle_target", "/page/sources/raja-2016", "/page/review/parts/muscle_target"):
        assert visitor.get(path).status_code == 200, path
    assert visitor.get("/page/rules/none").status_code == 404
    case = service.context.knowledge.engine.rulebase.cases["A01"]
    asked = {"page.do": "completed:A01"}
    trying = {"page.before": '{"has_sepsis": "no"}', "has_sepsis": "yes", "age_years": "560", "agee": "1"}
    held = {"has_muscle_weakness": "yes", "creatinine_mg_dl": "2"}
    for sent in (asked, trying, held, {}):
        for accept in ("text/html", "application/json"):
            token = token_of(visitor.get("/page/sign-in"))
            assert visitor.send("/page/questions", {**sent, "page.token": token}, Accept=accept).status_code == 200
    whole = {name: str(value) for name, value in case.profile.items() if not isinstance(value, bool)}
    assert visitor.post("/page/out/text", whole).status_code == 200
    assert visitor.post("/page/out/log", {"age_years": "50"}).status_code == 200
    post_file(visitor, "/page/open", b'{"age_years": 900}', "a.json", 422)
    post_file(visitor, "/page/list", LIST, "l.csv", 200)
    post_file(visitor, "/page/list", b"", "l.csv", 422)
    row = {"id": "p1", "profile": '{"has_systemic_sclerosis": true, "age_years": 50}'}
    assert visitor.post("/page/list/note", row).status_code == 200
    judge(visitor, "a01", verdict="unsafe")
    judge(visitor, "a01", verdict="agree", comment="Read.")
    page = visitor.get("/page/review/parts/muscle_target")
    fields_ = {"content": hidden(page.text, "content"), "page.token": token_of(page), **WHO, "verdict": "disagree"}
    visitor.send("/page/review/parts/muscle_target", fields_)
    visitor.send("/page/review/parts/muscle_target", {**fields_, "comment": "Why."})
    for path in ("/page/review", "/page/review/thresholds", "/page/review/parts", "/page/review/parts/muscle_target"):
        assert visitor.get(path).status_code == 200, path
    *_, last = names_of_vignettes(service.context.knowledge.engine.rulebase)
    judge(visitor, last, verdict="agree")  # after it comes none
    visitor.get("/page/review/vignettes/a01")
    visitor.post("/page/sign-out", {}, seen="/page/questions")
    written = {"comment": "Two\nlines", "page.token": token_of(visitor.get("/page/sign-in"))}
    asked_again = visitor.send("/page/review/vignettes/a01", written)
    assert asked_again.status_code == 401
    kept = {"kept.comment": "Two\nlines", "page.posted": "1", "page.to": "/page/review/vignettes/a01"}
    visitor.send("/page/sign-in", {**kept, "page.key": "imn_none", "page.token": token_of(asked_again)})
    visitor.send("/page/sign-in", {**kept, "page.key": service.key(), "page.token": token_of(asked_again)})


def post_file(visitor: Any, path: str, content: bytes, name: str, status: int) -> None:
    token = token_of(visitor.get("/page/sign-in"))
    headers = {"Accept": "text/html", "Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"}
    data = {"page.token": token, "id": "id"}
    answer = visitor.client.post(path, data=data, files={"file": (name, content)}, headers=headers)
    assert answer.status_code == status


class AnyOf(dict[Any, Any]):
    """A mapping that has something for each key, since names that are looked up in it are replaced as well."""

    def __missing__(self, key: Any) -> Any:
        return next(iter(self.values()))


def with_text(value: Any, text: str) -> Any:
    """The same data with `text` in place of every text that is not the program's own."""
    if isinstance(value, RuleBase):
        return replace(value, title=text, intended_use=text, version=text, evidence_as_of=value.evidence_as_of)
    if isinstance(value, str):
        return text if value else value
    if isinstance(value, Mapping):
        return AnyOf(
            (of_key(key, text), each if key in FIXED else with_text(each, text)) for key, each in value.items()
        )
    if isinstance(value, list | tuple):
        return type(value)(with_text(each, text) for each in value)
    if isinstance(value, BaseModel):
        given = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(update=with_text(given, text))
    if is_dataclass(value) and not isinstance(value, type):
        given = {each.name: getattr(value, each.name) for each in fields(value) if each.init}
        return replace(value, **with_text(given, text))
    return value


def of_key(key: Any, text: str) -> Any:
    return key if isinstance(key, str | int | None) else with_text(key, text)


class Elements(HTMLParser):
    """The elements of a page with the names of their attributes, and all that it says, values of attributes too."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.said: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))
        self.said += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def shown(rendering: Rendering, text: str) -> str:
    return document(rendering.template, **with_text(rendering.values, text))


def test_the_walk_meets_every_template_of_the_page(renderings: list[Rendering]) -> None:
    every = {path.name for path in TEMPLATES.glob("app*.html")}
    included = {name for name in every for path in TEMPLATES.glob("app*.html") if f'"{name}"' in path.read_text()}
    assert every - OF_OTHERS - included - {each.template for each in renderings} == set()


def test_no_text_adds_an_element_or_an_attribute(renderings: list[Rendering]) -> None:
    for each in renderings:
        expected = Elements(shown(each, HARMLESS)).found
        assert len(expected) > 0
        for text in HOSTILE:
            assert Elements(shown(each, text)).found == expected, (each.template, text)


def test_the_text_is_shown_as_it_is(renderings: list[Rendering]) -> None:
    text = "<script>alert('&lt;')"
    silent = {"app_status.html", "app_group_head.html"}  # parts of others
    for each in renderings:
        said = Elements(shown(each, text)).said
        assert each.template in silent or any(text in one for one in said), each.template
