"""What can be set about callers and limits. The defaults let nobody in but holders of a key made on this machine."""

from __future__ import annotations

import re
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FilePath, SecretStr, model_validator

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")


def _safe_url(url: str) -> str:
    """An https URL, or http on this machine: what is fetched or compared here must not change on its way."""
    parts = urlsplit(url)
    if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)) or not parts.hostname:
        raise ValueError("an https URL is needed; http is for this machine alone")
    if parts.username is not None or parts.fragment or not (url.isascii() and url.isprintable()) or " " in url:
        raise ValueError("a URL in plain ASCII, without user name and without fragment is needed")
    return url


def _origin(origin: str) -> str:
    parts = urlsplit(origin)
    if parts.scheme not in {"http", "https"} or not parts.hostname or origin != f"{parts.scheme}://{parts.netloc}":
        raise ValueError("an origin is needed, such as https://ehr.example.org, without path; `*` and `null` open all")
    return origin


def _pepper(value: SecretStr) -> SecretStr:
    if not 32 <= len(value.get_secret_value().encode()) <= 64:
        raise ValueError("32 to 64 bytes are needed")
    return value


def _host_name(name: str) -> str:
    if not _HOST_NAME.fullmatch(name):
        raise ValueError("a host name is needed, such as cds.example.org, without scheme, port and path")
    return name.lower()


SafeUrl = Annotated[str, AfterValidator(_safe_url)]
Origin = Annotated[str, AfterValidator(_origin)]
HostName = Annotated[str, AfterValidator(_host_name)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class CdsClient(_Part):
    """One EHR that may call the CDS services."""

    issuer: str = Field(min_length=1, max_length=500, description="The `iss` of its tokens, exactly.")
    jwks_url: SafeUrl | None = Field(None, description="Where its public keys are; a `jku` header must be equal to it.")
    jwks_file: FilePath | None = Field(
        None, description="Its public keys as a file, in place of `jwks_url`; a `jku` header is then not looked at."
    )

    @model_validator(mode="after")
    def _one_source_of_keys(self) -> Self:
        if (self.jwks_url is None) == (self.jwks_file is None):
            raise ValueError("give one of jwks_url and jwks_file")
        return self


def _one_an_issuer(clients: tuple[CdsClient, ...]) -> tuple[CdsClient, ...]:
    issuers = [client.issuer for client in clients]
    for issuer in issuers:
        if issuers.count(issuer) > 1:
            raise ValueError(f"the issuer `{issuer}` is listed twice, and a token could be of either")
    return clients


class SecuritySettings(_Part):
    """Who may call, and how much of everything one caller gets. Rates hold for all workers together."""

    clients: Annotated[tuple[CdsClient, ...], AfterValidator(_one_an_issuer)] = Field(
        (), description="The EHRs that may call the CDS services."
    )
    audiences: tuple[SafeUrl, ...] = Field(
        (), description="Base URLs that tokens may be made for; left out, `base_url` alone. The path is added to them."
    )
    token_seconds: int = Field(300, ge=1, le=3600, description="The longest lifetime of a token, from iat to exp.")
    clock_skew_seconds: int = Field(30, ge=0, le=300, description="How far an EHR's clock may be off.")
    jwks_time_limit_seconds: float = Field(3.0, gt=0, le=30, description="How long fetching public keys may take.")
    jwks_kept_seconds: float = Field(
        3600, ge=1, le=86_400, description="How long fetched public keys are used while their server is away."
    )
    jwks_check_seconds: float = Field(
        45,
        ge=1,
        le=60,
        description="How old public keys may be before they are fetched again: a key that was taken out ends by then.",
    )
    jwks_refresh_seconds: float = Field(
        30, ge=1, le=3600, description="How often, at most, public keys are fetched again for an unknown `kid`."
    )
    key_pepper: Annotated[SecretStr, AfterValidator(_pepper)] | None = Field(
        None, description="A secret that API keys are hashed with, of 32 to 64 bytes; to change it ends all keys."
    )
    key_days: int = Field(365, ge=1, le=3660, description="The longest that a new API key may be valid, in days.")
    key_kept_seconds: float = Field(
        5, ge=0, le=300, description="How long a found API key is remembered; a revoked one ends that much later."
    )

    session_minutes: int = Field(
        480, ge=5, le=1440, description="How long a sign-in on the page lasts, in minutes; then the key is asked again."
    )

    body_bytes: int = Field(1024**2, ge=1024, description="The largest request body.")
    large_body_bytes: int = Field(
        20 * 1024**2, ge=1024, description="The largest body where FHIR resources come in: below /fhir, /cds-services."
    )
    batch_bytes: int = Field(1024**3, ge=1024, description="The largest batch, which is streamed and never held whole.")
    page_list_bytes: int = Field(
        20 * 1024**2, ge=1024, description="The largest list that the page takes; the command line takes any."
    )
    page_list_rows: int = Field(5000, ge=1, le=100_000, description="How many rows a list on the page may have.")
    json_depth: int = Field(64, ge=4, le=512, description="How deep JSON may be nested.")
    json_values: int = Field(500_000, ge=100, description="How many values JSON may hold in all.")
    url_bytes: int = Field(4096, ge=256, le=65_536, description="The longest URL, path and query together.")
    header_count: int = Field(64, ge=8, le=1000, description="How many header fields a request may have.")
    header_bytes: int = Field(16_384, ge=1024, le=65_536, description="How large all its header fields may be.")
    connections: int = Field(
        4000,
        ge=16,
        le=100_000,
        description="How many connections there may be, over all workers; the one that is silent longest makes room.",
    )
    head_seconds: float = Field(
        10, gt=0, le=600, description="How long the first lines of a request may take, from the connection on."
    )
    reader_seconds: float = Field(
        30,
        gt=0,
        le=600,
        description="How long an answer may wait for its reader, with one more second for each 64 KiB.",
    )
    held_bytes: int = Field(
        256 * 1024**2,
        ge=1024**2,
        description="How much of request bodies one process holds at a time; of one caller at most half of it.",
    )
    body_seconds: float = Field(
        10, gt=0, le=600, description="How long a body may take, with one more second for each 64 KiB received."
    )
    request_seconds: float = Field(30, gt=0, le=600, description="How long an answer may take; a batch takes its time.")
    caller_rate: float = Field(
        50,
        ge=0,
        description="Requests a second of one known caller, over all workers; each row of a batch is one; 0: no limit.",
    )
    caller_burst: int = Field(
        100, ge=1, description="How many requests of one known caller may come at once, over all workers."
    )

    cors_origins: tuple[Origin, ...] = Field((), description="Origins of web pages that may call, such as a SMART app.")
    hosts: tuple[HostName, ...] = Field(
        (),
        description="Host names that are answered; left out, any, and in development mode this machine's alone. "
        "Health probes are answered under any.",
    )
