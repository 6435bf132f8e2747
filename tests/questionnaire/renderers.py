"""Pages with a renderer of forms on them, without a network: every file is given by the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Route

from immunote.engine.api import Engine
from immunote.engine.profile import value_json
from tests.questionnaire.conftest import Json
from tests.support.browser import Browser

ORIGIN = "http://forms.test/"


@contextmanager
def page_with(files: Path, html: str, ready: str) -> Iterator[Page]:
    """A page of this HTML that loads what it names out of a folder. `ready`: a script that says that it has."""

    def serve(route: Route) -> None:
        path = files / route.request.url.removeprefix(ORIGIN)
        if route.request.url == ORIGIN:
            route.fulfill(body=html, content_type="text/html")
        elif path.is_file():
            route.fulfill(path=str(path))
        else:
            route.abort()

    with Browser.started() as browser:
        context = browser.chromium.new_context(viewport={"width": 1280, "height": 1000})
        page = context.new_page()
        page.route("**/*", serve)
        page.goto(ORIGIN)
        page.wait_for_function(ready)
        yield page
        context.close()


def answered_in(items: list[Json]) -> dict[str, Any]:
    """The answers of a response by linkId."""
    found: dict[str, Any] = {}
    for item in items:
        if item.get("answer"):
            found[item["linkId"]] = next(value for key, value in item["answer"][0].items() if key.startswith("value"))
        found |= answered_in(item.get("item", []))
    return found


def completed_profile(engine: Engine) -> dict[str, Any]:
    """The profile of a published case with its open questions answered."""
    case = next(each for each in engine.rulebase.cases.values() if each.completed)
    given = engine.patient({**case.profile, **case.completed}).given
    return {name: value_json(engine.rulebase.elements[name], value) for name, value in given.items()}
