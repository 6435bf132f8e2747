"""Settings of logs, metrics, traces and canary patients."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


def _in_a_folder(file: Path) -> Path:
    if file.is_dir() or not file.absolute().parent.is_dir():
        raise ValueError("a file in a folder that is there is needed")
    return file


class RunningSettings(BaseModel):
    """How the service is watched; in the environment as IMMUNOTE_RUNNING__<NAME>."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least severe log lines that are written."
    )
    log_format: Literal["json", "text"] = Field(
        default="json", description="json: one object a line, for a log collector; text: for a person at a terminal."
    )
    metrics: Literal["key", "open", "off"] = Field(
        default="key",
        description="Who may read /metrics: key (an API key with the scope metrics:read), open (whoever reaches the "
        "port), off (the page does not exist).",
    )
    canary_minutes: float = Field(
        default=60,
        ge=0,
        le=1440,
        description="Minutes between two evaluations of the canary patients; 0 evaluates them at start only.",
    )
    canary_file: Annotated[Path, AfterValidator(_in_a_folder)] | None = Field(
        default=None,
        description="A file in which the digests of the canary patients are kept across restarts, by rule base. "
        "Left out, they are compared with those of the start only.",
    )
    ready_seconds: float = Field(
        default=2, gt=0, le=30, description="How long /health/ready waits for the database before it says no."
    )
    telemetry_endpoint: str | None = Field(
        default=None,
        pattern=r"^https?://",
        description="Where OpenTelemetry traces go (OTLP over HTTP, such as http://collector:4318/v1/traces). "
        "Left out, none are made. Needs the extra `telemetry`.",
    )
