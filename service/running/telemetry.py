"""OpenTelemetry traces, where an endpoint is set: one span a request, with its route, status and id.

FastAPI's own telemetry stays off (`FASTAPI_OFF`): its spans hold the path that was asked for, and its log records the
words of exceptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from immunote.engine.faults import Fault, Refused
from immunote.service.running.metrics import METHODS
from immunote.service.settings.running import RunningSettings
from immunote.service.terminal.extras import how_to_install

if TYPE_CHECKING:
    from fastapi.telemetry import TelemetryConfig

FASTAPI_OFF: Final[TelemetryConfig] = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}

Finish = Callable[[str, str, int, str], None]


class Traces:
    """Makes spans and sends them from a thread of its own; a collector that is away holds up nothing."""

    def __init__(self, provider: Any) -> None:
        """`provider`: a TracerProvider of the OpenTelemetry SDK."""
        from opentelemetry import trace
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        self._trace = trace
        self._provider = provider
        self._tracer = provider.get_tracer("immunote")
        self._propagator = TraceContextTextMapPropagator()

    @contextmanager
    def request(self, headers: Mapping[str, str]) -> Iterator[Finish]:
        """A span around a request, below the caller's own where `traceparent` names one."""
        carrier = {"traceparent": headers.get("traceparent", "")}
        kind = self._trace.SpanKind.SERVER
        with self._tracer.start_as_current_span(
            "request",
            context=self._propagator.extract(carrier),
            kind=kind,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:

            def finish(method: str, route: str, status: int, request_id: str) -> None:
                known = method if method in METHODS else "other"  # a caller may write anything there
                span.update_name(f"{known} {route}" if route != "other" else "other")
                span.set_attribute("http.route", route)
                span.set_attribute("http.response.status_code", status)
                span.set_attribute("immunote.request_id", request_id)
                if status >= 500:
                    span.set_status(self._trace.StatusCode.ERROR)

            yield finish

    def close(self) -> None:
        """Send what is left and stop."""
        self._provider.shutdown()


def traces(settings: RunningSettings) -> Traces | None:
    """The traces that the settings ask for; None where they ask for none. Raises Refused (S70) without the extra."""
    if settings.telemetry_endpoint is None:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as cause:
        help_line = f"{how_to_install('telemetry')}, or leave the setting out"
        raise Refused([Fault("IMMUNOTE_RUNNING__TELEMETRY_ENDPOINT", "S70", "telemetry", help_line)]) from cause
    provider = TracerProvider(resource=Resource.create({"service.name": "immunote"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.telemetry_endpoint)))
    return Traces(provider)
