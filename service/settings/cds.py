"""Settings of CDS Hooks."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from immunote.service.settings.fhir_servers import FhirServer

PrefetchKey = Literal["patient", "conditions", "allergies", "medications", "observations", "answers", "lists"]
"""The keys that `immunote.service.cds.services.templates` asks for."""


class CdsSettings(BaseModel):
    """How record systems are answered; in the environment as IMMUNOTE_CDS__<NAME>."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    fhir_servers: tuple[FhirServer, ...] = Field(
        (),
        description="The FHIR servers that may be asked for what a request left out: base URLs, or objects with `url` "
        "and `private`. Left out, none is ever asked, and what a request leaves out ends in a 412.",
    )
    connect_seconds: float = Field(2.0, gt=0, le=30, description="How long a FHIR server may take to be reached.")
    read_seconds: float = Field(3.0, gt=0, le=30, description="How long a FHIR server may be silent.")
    fetch_seconds: float = Field(
        5.0, gt=0, le=60, description="How long fetching everything that a request left out may take in all."
    )
    answer_bytes: int = Field(
        8 * 1024**2, ge=1024, description="The largest single answer of a FHIR server that is read."
    )
    pages: int = Field(10, ge=1, le=100, description="How many pages of one search are read.")
    may_be_left_out: frozenset[PrefetchKey] = Field(
        frozenset({"lists"}),
        description="Prefetch keys without which there is still an answer where they can be fetched from nowhere: "
        "what they would have said stays unknown, and the card says so. Without any other key there is a 412.",
    )
    suggestions: int = Field(5, ge=0, le=20, description="How many missing tests a card suggests at most.")
    links: int = Field(
        24, ge=0, le=100, description="How many links a card has at most; its detail leads to the others."
    )
    namespace: str = Field(
        "immunote",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$",
        description="What the names of extensions on a card begin with; an organisation's own, such as "
        "org.example.immunote, where names have to be unique across services.",
    )
