"""Settings of the silent trial of a second rule base."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class ShadowSettings(BaseModel):
    """A second rule base beside the one in use; in the environment as IMMUNOTE_SHADOW__<NAME>."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: Path | None = Field(
        None,
        description="The folder or signed bundle of a second rule base that decides beside the first and is only "
        "counted; the one in use, to watch what comes in alone. `rules_signature` counts for it too. Left out, there "
        "is no trial.",
    )
    file: Path = Field(
        Path("immunote-shadow.json"),
        description="Where the counts are kept: no patient, counts and digests of decisions. One file a machine.",
    )
    queue: int = Field(
        1000, ge=1, le=100_000, description="How many decisions of one worker may wait; more are dropped and counted."
    )
    baseline: int = Field(
        1000,
        ge=100,
        le=1_000_000,
        description="The first decisions of a trial, from which it learns how often each input comes.",
    )
    records_a_year: int = Field(
        20_000,
        ge=1,
        le=100_000_000,
        description="How many decisions a year are expected. At that rate there is less than one false alarm in 1,000 "
        "years over all that is watched.",
    )
