"""Where the service keeps what it keeps."""

from __future__ import annotations

from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, FilePath, model_validator


class StorageSettings(BaseModel):
    """The database and how long it is waited for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: str = Field(
        "sqlite:///immunote.sqlite",
        repr=False,  # may hold a password
        description="The database: sqlite:///FILE, or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE.",
    )
    migrate: bool = Field(
        True,
        description="Bring the tables up to date at the start; off, a database of another version is refused.",
    )
    pool_size: int = Field(5, ge=1, le=100, description="How many connections one process holds at most.")
    connect_seconds: int = Field(5, ge=1, le=60, description="How long a connection to PostgreSQL is waited for.")
    statement_seconds: float = Field(
        10, gt=0, le=300, description="How long one statement, a lock or a free connection is waited for."
    )
    signing_key: FilePath | None = Field(
        None,
        description="The private Ed25519 key, a PEM file, that signs the heads of the log and each audit event. "
        "`immunote keys signing` makes one; keep it where whoever runs the database cannot read it.",
    )
    anchors_file: Path | None = Field(
        None,
        description="A file outside the database to which signed heads of the log are appended. Needs signing_key.",
    )
    anchors_url: str | None = Field(
        None,
        pattern=r"^https?://",
        description="Where each signed head is sent by HTTP POST as JSON. Needs signing_key.",
    )
    anchors_syslog: str | None = Field(
        None,
        pattern=r"^(/\S+|[A-Za-z0-9._-]+:[0-9]{1,5}|\[[0-9A-Fa-f:]+\]:[0-9]{1,5})$",
        description="The syslog that each signed head is sent to: a socket such as /dev/log, or HOST:PORT by UDP. "
        "Needs signing_key.",
    )
    anchors_decisions: int = Field(
        100, ge=1, le=1_000_000, description="After so many decisions the head of the log is signed and sent out."
    )
    anchors_minutes: float = Field(
        60, gt=0, le=1440, description="After so many minutes it is, whether or not anything was decided."
    )

    @property
    def has_anchors(self) -> bool:
        """Whether signed heads are sent anywhere."""
        return any((self.anchors_file, self.anchors_url, self.anchors_syslog))

    @model_validator(mode="after")
    def _can_be_anchored(self) -> Self:
        if self.has_anchors and self.signing_key is None:
            raise ValueError("heads of the log are signed before they leave: set IMMUNOTE_STORAGE__SIGNING_KEY")
        if self.anchors_url is not None:
            parts = urlsplit(self.anchors_url)
            if parts.scheme == "http" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
                raise ValueError("an https URL is needed for anchors_url; http is for this machine alone")
        return self
