"""What a load balancer and Prometheus are told."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import anyio
import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from immunote.engine.api import Engine
from immunote.service.kernel.context import Context
from immunote.service.running import probe
from immunote.service.running.metrics import Metrics
from immunote.service.server.app import create_app
from immunote.service.server.canary import Canaries
from immunote.service.settings.running import RunningSettings
from immunote.service.settings.security import SecuritySettings
from immunote.service.settings.service import Settings
from immunote.service.settings.storage import StorageSettings
from tests.support.server import serving


@contextmanager
def client_of(folder: Path, *, development: bool = True, **running: Any) -> Iterator[tuple[TestClient, Context]]:
    app = create_app(
        Settings(
            development=development,
            storage=StorageSettings(url=f"sqlite:///{folder / 'immunote.sqlite'}"),
            security=SecuritySettings(hosts=("testserver",)),
            running=RunningSettings(ready_seconds=0.3, **running),
        )
    )
    with TestClient(app) as client:
        yield client, app.state.context


def test_ready_says_what_it_looked_at_and_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with client_of(tmp_path) as (client, context):
        canaries: Canaries = client.app.state.running.canaries  # type: ignore[attr-defined]
        until = time.monotonic() + 20
        while client.get("/health/ready").status_code != 200:
            assert time.monotonic() < until
            time.sleep(0.05)
        answer = client.get("/health/ready")
        assert answer.json() == {
            "status": "ready",
            "checks": {"engine": "ok", "database": "ok", "canaries": "ok", "process": "ok"},
            "rulebase": context.knowledge.engine.rulebase.content_hash,
        }
        assert answer.headers["Cache-Control"] == "no-store"

        with monkeypatch.context() as bent:
            bent.setattr(canaries, "trouble", lambda: "a canary's note changed: A01")
            assert not_ready(client)["canaries"] == "a canary's note changed: A01"
        with monkeypatch.context() as bent:
            bent.setattr(context.decisions, "ping", raises)
            assert not_ready(client)["database"] == "does not answer"
        hang = threading.Event()
        with monkeypatch.context() as bent:
            bent.setattr(context.decisions, "ping", lambda: hang.wait(20))
            start = time.monotonic()
            assert not_ready(client)["database"] == "no answer within 0.3 s"
            assert time.monotonic() - start < 10
            hang.set()
        assert client.get("/health/ready").status_code == 200
        context.stopping.set()
        assert not_ready(client)["process"] == "stopping"
        assert client.get("/health/live").json() == {"status": "live"}


def not_ready(client: TestClient) -> dict[str, str]:
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["status"] == "not ready"
    checks: dict[str, str] = answer.json()["checks"]
    return checks


def raises() -> None:
    raise OperationalError("SELECT 'planted'", {}, RuntimeError("planted"))


@pytest.mark.parametrize(("access", "status"), [("open", 200), ("off", 404), ("key", 401)])
def test_who_may_read_the_counters_is_a_setting(access: str, status: int, tmp_path: Path) -> None:
    with client_of(tmp_path, development=False, metrics=access, canary_minutes=0) as (client, _):
        answer = client.get("/metrics")
        assert answer.status_code == status
        assert ("immunote_" in answer.text) == (status == 200)
        assert "/metrics" not in client.get("/openapi.json").json()["paths"]


def test_canaries_are_evaluated_again_and_again(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engine.rulebase.__dict__, "cases", {})
    times: list[float] = []

    async def watch(minutes: float) -> None:
        canaries = Canaries(type("Held", (), {"engine": engine})(), Metrics())
        check = canaries.check
        monkeypatch.setattr(canaries, "check", lambda: (times.append(time.monotonic()), check()))
        with anyio.move_on_after(1):
            await canaries.watch(minutes)

    anyio.run(watch, 0.1 / 60)
    assert 3 <= len(times) <= 11
    times.clear()
    anyio.run(watch, 0)
    assert len(times) == 1


def test_the_probe_of_the_container_asks_for_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(tmp_path, ready=False, development="false", security__hosts='["cds.example.org"]') as server:
        server.wait_for_line("canary patients as before")
        monkeypatch.setenv("IMMUNOTE_PORT", server.url.rpartition(":")[2])
        assert probe.main() == 0
        server.stop()
        assert probe.main() == 1
