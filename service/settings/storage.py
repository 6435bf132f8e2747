"""Where the service keeps what it keeps."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


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
