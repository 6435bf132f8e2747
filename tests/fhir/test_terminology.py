"""A terminology server, a real one on this machine: what it says is read and marked, and the rest stays open."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from immunote.engine.api import Engine
from immunote.service.fhir.index import index_of
from immunote.service.fhir.mapping import map_resources
from immunote.service.fhir.recognition import MatchedBy
from immunote.service.fhir.resources import resources_in
from immunote.service.fhir.terminology import TerminologyServer, codes_to_ask
from immunote.service.settings.terminology import TerminologySettings
from tests.conftest import RULES
from tests.fhir.conftest import AS_OF, ICD, SNOMED, Json, condition
from tests.support.server import serving

Answer = Callable[[str], tuple[int, Any]]
# as a server would have it: made-up numbers below the declared ones
ABOVE = {"900001": ["73211009"], "900002": ["73211009", "11687002"], "900003": ["84114007"], "900004": []}


def expansion(codes: list[str]) -> Json:
    return {"resourceType": "ValueSet", "expansion": {"contains": [{"system": SNOMED, "code": each} for each in codes]}}


def by_table(code: str) -> tuple[int, Any]:
    return 200, expansion(ABOVE.get(code, []))


@contextmanager
def terminology(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """A server that answers each code by a function; the URLs that it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            value_set = parse_qs(urlsplit(self.path).query)["url"][0]
            status, content = answer(value_set.split("(> ")[1].split(")")[0])
            written = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/fhir", asked
    finally:
        server.shutdown()
        server.server_close()


def read(engine: Engine, url: str, *resources: Json, **settings: Any) -> Any:
    made = TerminologySettings(server={"url": url, "private": True}, **settings)
    collected = resources_in(list(resources))
    index = index_of(engine.rulebase)
    server = TerminologyServer(made)
    try:
        above = server.above(codes_to_ask(collected, index), index.recognition.declared)
    finally:
        server.close()
    return map_resources(collected, engine.rulebase, AS_OF, above=above)


def test_a_code_below_a_declared_one_is_read_and_marked(engine: Engine) -> None:
    with terminology(by_table) as (url, asked):
        found = read(engine, url, condition(SNOMED, "900001"), condition(SNOMED, "900003"))
    assert found.profile == {"has_heart_failure": True, "has_diabetes": True}
    assert {each.source.by for each in found.report.elements} == {MatchedBy.terminology_server}
    assert len(asked) == 2


def test_an_exception_between_them_is_not_read(engine: Engine) -> None:
    """Diabetes of pregnancy stands below diabetes there, and is another answer here."""
    with terminology(by_table) as (url, _):
        assert read(engine, url, condition(SNOMED, "900002")).profile == {}


def test_only_unknown_numbers_of_snomed_ct_leave_the_house(engine: Engine) -> None:
    with terminology(by_table) as (url, asked):
        read(
            engine,
            url,
            condition(SNOMED, "44054006"),
            condition(ICD, "E11.9"),
            condition(SNOMED, "900004: 363698007 = 1", id="x"),
            condition(SNOMED, "Jane Doe", id="y"),
            condition("urn:local", "900001", id="z"),
            condition(SNOMED, "900004", code={"coding": [{"system": SNOMED, "code": "900004", "display": "Jane"}]}),
        )
    assert len(asked) == 1
    assert "Jane" not in asked[0]
    assert "900004" in asked[0]


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: (500, {"resourceType": "OperationOutcome"}),
        lambda _: (302, {}),
        lambda _: (200, b"not json"),
        lambda _: (200, []),
        lambda _: (200, {"resourceType": "ValueSet"}),
        lambda _: (200, {"resourceType": "ValueSet", "expansion": {"contains": "all"}}),
        lambda _: (200, expansion(["22298006x", "1"])),
        lambda _: (
            200,
            {"resourceType": "ValueSet", "expansion": {"contains": [{"system": "urn:x", "code": "73211009"}, 3]}},
        ),
    ],
)
def test_a_server_that_fails_or_lies_costs_its_answer_alone(engine: Engine, answer: Answer) -> None:
    with terminology(answer) as (url, _):
        found = read(engine, url, condition(SNOMED, "900001"), condition(SNOMED, "44054006"))
    assert found.profile == {"has_diabetes": True}
    assert [each.code for each in found.report.unknown_codes] == ["900001"]


def test_a_slow_server_costs_the_time_of_the_settings_and_no_more(engine: Engine) -> None:
    def slow(_: str) -> tuple[int, Any]:
        time.sleep(2)
        return 200, expansion(["73211009"])

    with terminology(slow) as (url, _):
        start = time.monotonic()
        found = read(engine, url, *(condition(SNOMED, f"9{number:05}") for number in range(30)), seconds=0.3)
        assert time.monotonic() - start < 6
    assert found.profile == {}


def test_a_server_that_is_away_leaves_its_codes_unknown(engine: Engine) -> None:
    assert read(engine, "http://127.0.0.1:9/fhir", condition(SNOMED, "900001")).profile == {}


def test_an_answer_is_kept_and_the_number_of_kept_ones_is_bounded(engine: Engine) -> None:
    with terminology(by_table) as (url, asked):
        server = TerminologyServer(TerminologySettings(server={"url": url, "private": True}, kept=2))
        declared = index_of(engine.rulebase).recognition.declared
        for _ in range(3):
            assert server.above(["900001"], declared) == {"900001": frozenset({"73211009"})}
        assert len(asked) == 1
        server.above(["900003", "900004"], declared)
        server.above(["900001"], declared)
        assert len(asked) == 4
        server.close()


def test_nobody_is_asked_where_no_server_is_set(engine: Engine) -> None:
    server = TerminologyServer(TerminologySettings())
    assert server.above(["900001"], index_of(engine.rulebase).recognition.declared) == {}
    server.close()


def test_the_service_asks_the_server_of_its_settings(tmp_path: Path) -> None:
    with terminology(by_table) as (url, asked):
        given = json.dumps({"url": url, "private": True})
        with serving(tmp_path, rules=RULES, terminology__server=given, workers=1) as server, server.client() as client:
            headers = {"Accept": "application/json"}
            answer = client.post(
                "/fhir/$ivig-note?as_of=2026-06-15", json=[condition(SNOMED, "900003")], headers=headers
            )
        assert asked
    assert answer.status_code == 200, answer.text
    (found,) = answer.json()["mapping"]["elements"]
    assert (found["element"], found["source"]["by"]) == ("has_heart_failure", "terminology server")
