"""The forms of the rule base that ships, and one who fills them in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from immunote.engine.api import Engine
from immunote.engine.profile import value_json
from immunote.engine.questions import no_to
from immunote.engine.tree import Value
from immunote.service.fhir.index import Index, index_of
from immunote.service.fhir.ticked import NONE_OF_THESE
from immunote.service.questionnaire.filled import answer_of
from immunote.service.questionnaire.forms import FormKind, form_url
from immunote.service.questionnaire.next_question import next_response
from immunote.service.server.app import create_app
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings

AS_OF = date(2026, 6, 15)
BASE = "http://localhost/fhir"
Json = dict[str, Any]
SETTINGS = Settings(development=True)


@pytest.fixture(scope="session")
def index(engine: Engine) -> Index:
    return index_of(engine.rulebase)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    file = tmp_path_factory.mktemp("forms") / "kept.sqlite"
    storage = StorageSettings(url=f"sqlite:///{file}")
    settings = Settings(development=True, storage=storage, security={"caller_rate": 0})
    with TestClient(create_app(settings), base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


def opened(engine: Engine) -> Json:
    """A response to the adaptive form that nobody has begun."""
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": form_url(engine.rulebase, BASE, FormKind.adaptive),
        "status": "in-progress",
        "subject": {"reference": "Patient/p"},
        "authored": AS_OF.isoformat(),
    }


def form_in(response: Json) -> Json:
    """The Questionnaire that a response contains."""
    form: Json
    (form,) = (each for each in response["contained"] if each["resourceType"] == "Questionnaire")
    return form


def every_item(items: list[Json]) -> Iterator[Json]:
    for item in items:
        yield item
        yield from every_item(item.get("item", []))


def questions_in(response: Json) -> list[str]:
    """The linkIds of the questions on the form of a response, in their order."""
    items = every_item(form_in(response)["item"])
    return [item["linkId"] for item in items if item["type"] not in ("group", "display")]


def says_in(response: Json) -> list[str]:
    """The messages on the form of a response."""
    return [item["text"] for item in form_in(response)["item"] if item["linkId"].startswith("note.says.")]


def line_in(response: Json) -> str:
    """The line of the note on the form of a response."""
    (line,) = (item["text"] for item in form_in(response)["item"] if item["linkId"] == "note.line")
    return str(line)


def given(engine: Engine, name: str, value: Value) -> Json:
    """An item with an answer."""
    raw = value_json(engine.rulebase.elements[name], value)
    return {"linkId": name, "answer": [answer_of(index_of(engine.rulebase), name, raw)]}


@dataclass
class Filling:
    """One who knows a patient and answers what the adaptive form asks, until nothing is left.

    `truth`: the patient. `calls`: the responses that came. `answered`: linkIds in the order of answering. What is not
    in `truth` is left open. "None of these" is answered where it is true of all that it stores.
    """

    engine: Engine
    truth: Mapping[str, Value]
    by_group: bool = False
    response: Json = field(default_factory=dict)
    calls: list[Json] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def fill(self, most: int = 60) -> Filling:
        self.response = self.response or opened(self.engine)
        for _ in range(most):
            self.response = next_response(SETTINGS, self.engine, self.response, BASE, AS_OF)
            self.calls.append(self.response)
            if self.response["status"] == "completed":
                return self
            new = [link for link in questions_in(self.response) if link not in self.seen]
            assert new, "a form in progress asks something new"
            self.seen.update(new)
            self.response = {**self.response, "item": [*self.response.get("item", []), *self._answers(new)]}
        raise AssertionError("the form does not end")

    def _answers(self, new: list[str]) -> Iterator[Json]:
        ticked: set[str] = set()
        for link in new:
            group = link.removeprefix(NONE_OF_THESE)
            if link != group:
                if self.by_group and self._is_none(group):
                    ticked.update(self._stores(group))
                    self.answered.append(link)
                    yield {"linkId": link, "answer": [{"valueBoolean": True}]}
            elif link in self.truth and link not in ticked:
                self.answered.append(link)
                yield given(self.engine, link, self.truth[link])

    def _stores(self, group: str) -> tuple[str, ...]:
        return next(each.stores for each in self.engine.rulebase.question_groups if each.id == group)

    def _is_none(self, group: str) -> bool:
        rulebase = self.engine.rulebase
        return all(self.truth.get(name) == no_to(rulebase, name) for name in self._stores(group))
