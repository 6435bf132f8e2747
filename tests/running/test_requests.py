"""The outermost layer, on an app of a few routes: ids, one line a request, counters by template, spans."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from immunote.engine.faults import Refused
from immunote.service.running import logs, telemetry
from immunote.service.running.metrics import Metrics
from immunote.service.running.requests import Requests
from immunote.service.settings.running import RunningSettings
from tests.running.test_logs import _as_before  # noqa: F401  loggers as they were

SECRET = "Planted-Value-77123"
ID = "9b2f6c52-0d6e-4c0e-9d3f-0a6a3c1f7f55"
SPANS = InMemorySpanExporter()


@pytest.fixture
def counters() -> Metrics:
    return Metrics()


@pytest.fixture
def written() -> StringIO:
    return StringIO()


@pytest.fixture
def client(counters: Metrics, written: StringIO) -> Iterator[TestClient]:
    logs.configure(RunningSettings(), written)
    SPANS.clear()
    router = APIRouter(prefix="/v1")

    @router.get("/notes/{digest}")
    def note(digest: str, request: Request) -> dict[str, str]:
        request.state.caller = "key-1"
        return {"id": request.state.request_id}

    @router.post("/fails")
    def fails() -> None:
        raise RuntimeError(SECRET)

    @router.get("/health/live")
    def live() -> None:
        logs.log("test").info("inside")

    @router.get("/stream")
    def stream() -> StreamingResponse:
        return StreamingResponse(iter([b"a", b"b"]))

    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(SPANS))
    app = FastAPI(telemetry=telemetry.FASTAPI_OFF)
    app.include_router(router)
    app.add_middleware(Requests, metrics=counters, traces=telemetry.Traces(provider))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def lines(written: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_one_line_a_request_with_its_id_and_no_value(client: TestClient, written: StringIO) -> None:
    answer = client.get(f"/v1/notes/{SECRET}?name={SECRET}", headers={"X-Request-Id": ID, "X-Name": SECRET})
    assert answer.json() == {"id": ID}
    assert answer.headers["X-Request-Id"] == ID
    (line,) = lines(written)
    assert SECRET not in str(line)
    assert line.items() >= {"request_id": ID, "route": "/v1/notes/{digest}", "status": 200, "caller": "key-1",
                            "method": "GET", "event": "request"}.items()  # fmt: skip
    assert line["ms"] >= 0


def test_an_id_that_could_be_something_else_is_replaced(client: TestClient, written: StringIO) -> None:
    answer = client.get("/v1/notes/x", headers={"X-Request-Id": SECRET})
    assert uuid.UUID(answer.headers["X-Request-Id"])
    assert SECRET not in str(lines(written))


def test_lines_written_inside_a_request_carry_its_id(client: TestClient, written: StringIO) -> None:
    client.get("/v1/health/live", headers={"X-Request-Id": ID})
    inside, request = lines(written)
    assert (inside["event"], inside["request_id"]) == ("inside", ID)
    assert request["request_id"] == ID


def test_a_path_without_a_route_is_no_label(client: TestClient, counters: Metrics, written: StringIO) -> None:
    client.get(f"/{SECRET}")
    client.request(SECRET, "/v1/notes/x")
    assert SECRET not in str(lines(written))
    page = counters.page().decode()
    assert SECRET not in page
    assert 'route="other",status="404"' in page


def test_an_exception_is_a_500_and_shows_no_words(client: TestClient, counters: Metrics, written: StringIO) -> None:
    assert client.post("/v1/fails").status_code == 500
    (line,) = lines(written)
    assert (line["status"], line["level"], line["route"]) == (500, "error", "/v1/fails")
    assert 'method="POST",route="/v1/fails",status="500"' in counters.page().decode()
    assert SECRET not in str(line)


def test_a_streamed_answer_is_counted_once_at_its_end(client: TestClient, counters: Metrics) -> None:
    assert client.get("/v1/stream").content == b"ab"
    assert 'immunote_http_request_seconds_count{method="GET",route="/v1/stream",status="200"} 1.0' in (
        counters.page().decode()
    )


def test_a_span_holds_route_status_and_id_and_continues_the_callers(client: TestClient) -> None:
    parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    client.get(f"/v1/notes/{SECRET}?q={SECRET}", headers={"X-Request-Id": ID, "traceparent": parent})
    client.post("/v1/fails", headers={"traceparent": SECRET})
    good, bad = SPANS.get_finished_spans()
    assert good.name == "GET /v1/notes/{digest}"
    assert dict(good.attributes or {}) == {
        "http.route": "/v1/notes/{digest}",
        "http.response.status_code": 200,
        "immunote.request_id": ID,
    }
    assert format(good.context.trace_id, "032x") == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert bad.parent is None
    assert not bad.events
    assert SECRET not in good.to_json() + bad.to_json()


def test_traces_are_made_only_where_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert telemetry.traces(RunningSettings()) is None
    asked = RunningSettings(telemetry_endpoint="http://127.0.0.1:9/v1/traces")
    made = telemetry.traces(asked)
    assert made is not None
    made.close()
    monkeypatch.setitem(__import__("sys").modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(Refused) as refused:
        telemetry.traces(asked)
    assert [fault.code for fault in refused.value.faults] == ["S70"]
