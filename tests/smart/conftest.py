"""The service as a process of its own, record systems that answer over HTTP, and a browser between."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit

import httpx
import pytest

from immunote.engine.api import Engine
from immunote.service import rulebases
from tests.page.visitors import TOKEN
from tests.support.server import Server, serving
from tools.sandbox_records import record_of
from tools.smart_sandbox import CLIENT, Grant, SmartSandbox

DAY = "2026-11-20"
OTHER = "p-other"
PATIENT = "p-launched"
FAMILY = "Unmistakable"
OTHER_CLIENT = "another-app"
ODD_CLIENT = "immunote:klinik süd & co"
SECRET = "pa:ss+wörd %2F=&€ ~*"
WRONG_SECRET = "unregistered: w+rong%20secret"


@dataclass
class Twisted(SmartSandbox):
    """A record system that a test can make lie. Each twist changes what is answered under its name."""

    twists: dict[str, Callable[[Any], Any]] = field(default_factory=dict)

    def _twisted(self, name: str, answer: Any) -> Any:
        return self.twists[name](answer) if name in self.twists else answer

    def configuration(self) -> Any:
        return self._twisted("configuration", super().configuration())

    def token(self, form: Any, client: str) -> Any:
        return self._twisted("token", super().token(form, client))

    def claims(self, grant: Grant) -> Any:
        return self._twisted("claims", super().claims(grant))

    def signed(self, claims: Any) -> str:
        return self.twists["signed"](claims) if "signed" in self.twists else super().signed(claims)

    def read(self, path: str, query: Any, token: str) -> Any:
        if "before_read" in self.twists:
            self.twists["before_read"](path)
        return self._twisted(path.partition("?")[0], super().read(path, query, token))

    def create(self, kind: str, resource: Any, token: str, condition: str) -> Any:
        if kind in self.twists:
            self.twists[kind](resource)
        return super().create(kind, resource, token, condition)


@dataclass
class App:
    """The service, and the record systems that may launch it.

    `elsewhere` and `hanging` are wrong from the start. `confidential`: systems where the app is a confidential client,
    the first with the secret that is registered there, the second with another.
    """

    server: Server
    base: str
    system: Twisted
    elsewhere: Twisted
    hanging: Twisted
    unlisted: Twisted
    confidential: tuple[Twisted, Twisted]

    @property
    def secrets(self) -> list[str]:
        """What has to stand in no line of the log: of patients, tokens, codes and clients."""
        systems = (self.system, self.elsewhere, self.hanging, self.unlisted, *self.confidential)
        made = [each for system in systems for each in (*system.tokens, *system.grants)]
        return [FAMILY, PATIENT, OTHER, "1972-03-04", SECRET, quote_plus(SECRET), WRONG_SECRET, *made]

    def browser(self) -> Visit:
        return Visit(self)


@dataclass
class Visit:
    """One browser with its cookies. It follows a redirect only where a test says so."""

    app: App
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        headers = {"Origin": self.app.base}
        self.client = httpx.Client(base_url=self.app.base, timeout=30, trust_env=False, headers=headers)

    def get(self, url: str, **headers: str) -> httpx.Response:
        return self.client.get(url, headers=headers)

    def asked(self, url: str | None = None, patient: str = PATIENT) -> dict[str, str]:
        """What the app asks of the authorisation server at a launch."""
        answer = self.get(url or self.app.system.launch(patient))
        assert answer.status_code == 303, answer.text
        return dict(parse_qsl(urlsplit(answer.headers["location"]).query))

    def back(self, asked: dict[str, str], patient: str = PATIENT, system: SmartSandbox | None = None) -> str:
        """Where the authorisation server sends the browser, for what was asked."""
        system = system or self.app.system
        url = f"{system.url}/authorize?{urlencode(asked)}"
        answer = httpx.get(url, trust_env=False)
        while answer.status_code == 302:
            url = answer.headers["location"]
            if url.startswith(self.app.base):
                return url
            if "/patients?" in url:
                url = url.replace("/patients?", "/chosen?") + f"&patient={patient}"
            answer = httpx.get(url, trust_env=False)
        raise AssertionError(f"{answer.status_code}: {answer.text}")

    def launched(self, url: str | None = None, patient: str = PATIENT) -> httpx.Response:
        """The answer to the whole way there and back."""
        return self.get(self.back(self.asked(url, patient), patient))

    def opened(self, patient: str = PATIENT) -> httpx.Response:
        """The page with the record of a patient, launched from the chart."""
        answer = self.launched(patient=patient)
        assert answer.status_code == 200, answer.text
        assert answer.headers["refresh"] == "0; url=/smart/patient"
        return self.get("/smart/patient")

    def post(self, path: str, fields: dict[str, str], seen: httpx.Response) -> httpx.Response:
        """Send a form with the token of a page that was seen."""
        token = TOKEN.search(seen.text)
        assert token is not None
        return self.client.post(path, data={**fields, "page.token": token[1]})


def code_of(answer: httpx.Response) -> str:
    """The code of the fault in an answer."""
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.text[:500]
    return str(answer.json()["faults"][0]["code"])


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine.load(rulebases.folder())


def records(engine: Engine) -> dict[str, list[Any]]:
    profile = {"has_systemic_sclerosis": True, "age_years": 54, "platelets_10_9_l": 250}
    known = {name: value for name, value in profile.items() if name in engine.rulebase.elements}
    made = {each: record_of(engine.rulebase, each, known, DAY) for each in (PATIENT, OTHER)}
    made[PATIENT][0] |= {"name": [{"family": FAMILY, "given": ["Ada"]}], "birthDate": "1972-03-04", "gender": "female"}
    return made


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Iterator[App]:
    port = free_port()
    base = f"http://localhost:{port}"
    systems = [Twisted(app=base, records=records(engine)) for _ in range(4)]
    systems += [Twisted(app=base, records=records(engine), client=ODD_CLIENT, secret=SECRET) for _ in range(2)]
    listening: list[ThreadingHTTPServer] = [each.serve() for each in systems]
    system, elsewhere, hanging, unlisted, *confidential = systems
    elsewhere.twists["configuration"] = lambda found: found | {"token_endpoint": f"{unlisted.url}/token"}
    hanging.twists["configuration"] = _sleeps
    listed = [{"url": each.fhir, "client_id": CLIENT} for each in (system, elsewhere, hanging)]
    listed += [
        {"url": each.fhir, "client_id": ODD_CLIENT, "client_secret": secret}
        for each, secret in zip(confidential, (SECRET, WRONG_SECRET), strict=True)
    ]
    folder: Path = tmp_path_factory.mktemp("smart")
    settings = {
        "development": "false",
        "port": port,
        "workers": 1,
        "base_url": base,
        "smart__servers": json.dumps(listed),
        "smart__cookie_keys": json.dumps(["k" * 40]),
        "smart__answer_seconds": "1",
        "smart__document_type": "11488-4",
        "cds__read_seconds": "1",
    }
    try:
        with serving(folder, **settings) as server:
            made = App(server, base, system, elsewhere, hanging, unlisted, (confidential[0], confidential[1]))
            yield made
            # all that the service wrote in all these tests
            assert not [each for each in made.secrets if each in server.said]
    finally:
        for each in listening:
            each.shutdown()


@pytest.fixture(autouse=True)
def straight(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test the record system answers as it should again, with the record that it had."""
    yield
    if "app" in request.fixturenames:
        found: App = request.getfixturevalue("app")
        found.system.twists.clear()
        found.system.token_seconds = 3600
        found.system.records = records(request.getfixturevalue("engine"))


def _sleeps(found: Any) -> Any:
    import time

    time.sleep(3)
    return found
