"""A small real app behind the real layers, served by uvicorn; an EHR with real keys; plain sockets for rude clients."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import socket
import threading
import time
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any

import httpx
import jwt
import uvicorn
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from fastapi import Depends, FastAPI, Request
from starlette.responses import HTMLResponse

from immunote.service.kernel import problems
from immunote.service.kernel.problems import Problem
from immunote.service.kernel.scopes import Caller
from immunote.service.rest.streamed import Streamed
from immunote.service.security.api_keys import hashed
from immunote.service.security.callers import cds_client, needs
from immunote.service.security.install import install
from immunote.service.settings.security import SecuritySettings
from immunote.service.settings.smart import SmartSettings
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage.database import connect
from immunote.service.storage.keys import KeyStore
from immunote.service.storage.tokens import JtiStore

ISSUER = "https://ehr.example.org"
BASE = "https://cds.example.org"
PATH = "/cds-services/some-service"
KEY = "imn_" + "t" * 43
"""Of a caller whose scopes are none: bodies are read of those alone who are known."""
_FOR_ANY_CALLER = ("/echo", "/fhir/echo", "/v1/notes/batch")


def make_app(
    database: Path, base_url: str | None = BASE, development: bool = False, workers: int = 1, **security: Any
) -> FastAPI:
    """The layers and dependencies under test around routes that only answer."""
    engine = connect(StorageSettings(url=f"sqlite:///{database}"))
    settings = SimpleNamespace(
        security=SecuritySettings(**security),
        smart=SmartSettings(),
        development=development,
        host="127.0.0.1",
        port=8000,
        base_url=base_url,
        workers=workers,
    )
    app = FastAPI(docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.context = SimpleNamespace(settings=settings, keys=KeyStore(engine), tokens=JtiStore(engine))
    problems.install(app)
    install(app, settings)  # type: ignore[arg-type]
    known = (Caller("key:of-the-tests", "api_key", frozenset()), float("inf"))
    app.state.security.keys._remembered[hashed(KEY, settings.security)] = known

    @app.post(PATH)
    @app.post(PATH + "/feedback")
    async def service(caller: Annotated[Caller, Depends(cds_client)]) -> dict[str, str]:
        return {"caller": caller.id}

    @app.post("/v1/notes")
    async def notes(request: Request, caller: Annotated[Caller, Depends(needs("notes:write"))]) -> dict[str, Any]:
        return {"caller": caller.id, "bytes": len(await request.body())}

    @app.get("/v1/rules/{id}")
    async def rule(id: str, _: Annotated[Caller, Depends(needs("knowledge:read"))]) -> dict[str, str]:
        return {"id": id}

    @app.post("/echo")
    @app.post("/fhir/echo")
    async def echo(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    @app.post("/v1/notes/batch")
    async def batch(request: Request) -> Streamed:
        async def rows() -> AsyncIterator[bytes]:
            yield b"begun\n"
            try:
                async for chunk in request.stream():
                    yield b"%d\n" % len(chunk)
            except Problem as problem:
                yield json.dumps({"code": problem.faults[0].code}).encode() + b"\n"

        return Streamed(rows(), "application/x-ndjson", {})

    @app.get("/slow")
    async def slow() -> None:
        await asyncio.sleep(30)

    @app.get("/page")
    async def page() -> HTMLResponse:
        return HTMLResponse("<p>page</p>")

    @app.get("/open")
    async def open_to_all() -> dict[str, str]:
        return {}

    return app


@contextlib.contextmanager
def serve(app: Any) -> Iterator[str]:
    """The app behind uvicorn on a free port; its base URL."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_level="critical", proxy_headers=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.force_exit = server.should_exit = True
            thread.join(10)


@cache
def private_key(kind: str) -> Any:
    """One key of each kind for the whole run: RSA ones take a while to make."""
    if kind == "short":
        return rsa.generate_private_key(65537, 1024)
    return rsa.generate_private_key(65537, 2048) if kind.startswith("RS") else ec.generate_private_key(ec.SECP384R1())


def public_jwk(kind: str, kid: str, **more: Any) -> dict[str, Any]:
    algorithm = jwt.get_algorithm_by_name("ES384" if kind.startswith("ES") else "RS384")
    return {**algorithm.to_jwk(private_key(kind).public_key(), as_dict=True), "kid": kid} | more  # type: ignore[attr-defined]


@dataclass
class Ehr:
    """An EHR that signs, and the server of its public keys."""

    keys: list[dict[str, Any]] = field(default_factory=lambda: [public_jwk("RS384", "rsa"), public_jwk("ES384", "ec")])
    asked: int = 0
    status: int = 200
    delay: float = 0
    body: bytes | None = None
    url: str = ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        await asyncio.sleep(self.delay)
        body = json.dumps({"keys": self.keys}).encode() if self.body is None else self.body
        headers = [(b"location", b"/elsewhere")] if self.status in {301, 302} else []
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def client(self) -> dict[str, str]:
        return {"issuer": ISSUER, "jwks_url": self.url}

    @contextlib.contextmanager
    def serving(self) -> Iterator[Ehr]:
        with serve(self) as base:
            self.url = f"{base}/jwks.json"
            yield self


def claims(**changed: Any) -> dict[str, Any]:
    """Sound claims with some changed; one set to None is left out."""
    now = int(time.time())
    sound = {"iss": ISSUER, "aud": BASE + PATH, "iat": now, "exp": now + 120, "jti": str(uuid.uuid4())}
    return {name: value for name, value in (sound | changed).items() if value is not None}


def token(algorithm: str = "ES384", header: dict[str, Any] | None = None, **changed: Any) -> str:
    """A token as an EHR would sign it."""
    kid = "ec" if algorithm == "ES384" else "rsa"
    return jwt.encode(claims(**changed), private_key(algorithm), algorithm, headers={"kid": kid} | (header or {}))


def part(value: Any) -> bytes:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def post(base: str, path: str, secret: str | None = None, **options: Any) -> httpx.Response:
    if secret is None and path in _FOR_ANY_CALLER:
        secret = KEY
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return httpx.post(base + path, headers=headers | options.pop("headers", {}), timeout=20, **options)


def code_of(response: httpx.Response) -> str:
    """The code of the one fault of a problem, or of the one issue of an OperationOutcome; and that it is whole."""
    body = response.json()
    if response.headers["content-type"] == "application/fhir+json":
        assert body["resourceType"] == "OperationOutcome"
        (issue,) = body["issue"]
        assert issue["severity"] == "error"
        (coding,) = issue["details"]["coding"]
        return str(coding["code"])
    assert response.headers["content-type"] == "application/problem+json"
    assert body["status"] == response.status_code
    (fault,) = body["faults"]
    assert all(fault[key] for key in ("code", "text", "help"))
    return str(fault["code"])


def address(base: str) -> tuple[str, int]:
    host, port = base.removeprefix("http://").split(":")
    return host, int(port)


def read_all(connection: socket.socket, seconds: float = 10) -> bytes:
    """What the server sends until it closes the connection."""
    connection.settimeout(seconds)
    received = b""
    with contextlib.suppress(ConnectionResetError):
        while chunk := connection.recv(65536):
            received += chunk
    return received
