"""The codes of faults in watching the service."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S70": "traces are asked for, and OpenTelemetry is not installed",
    }
)
