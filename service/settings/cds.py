"""Settings of CDS Hooks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from immunote.service.settings.fhir_servers import FhirServer

PrefetchKey = Literal[
    "patient",
    "conditions",
    "allergies",
    "medications",
    "observations",
    "observations2",
    "observations3",
    "observations4",
    "answers",
    "statements",
    "administrations",
    "dispenses",
    "reports",
    "procedures",
    "devices",
    "device_uses",
    "questionnaires",
    "lists",
]
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
    medications: int = Field(
        50,
        ge=0,
        le=500,
        description="How many Medications that orders refer to, and that did not come with them, are fetched at most.",
    )
    may_be_left_out: frozenset[PrefetchKey] = Field(
        frozenset(
            {
                "statements",
                "administrations",
                "dispenses",
                "reports",
                "procedures",
                "devices",
                "device_uses",
                "questionnaires",
                "lists",
            }
        ),
        description="Prefetch keys without which there is still an answer where they can be fetched from nowhere: "
        "what they would have said stays unknown, and the card says so. Without any other key there is a 412.",
    )
    suggestions: int = Field(3, ge=0, le=5, description="How many missing tests a card suggests at most.")
    note_hours: float = Field(
        24,
        ge=0,
        le=720,
        description="How long the link on a card opens the whole note, in hours; whoever has the link can open it. "
        "0: the link leads to the rules instead.",
    )
    set_aside_days: dict[str, Annotated[int, Field(ge=0, le=3650)]] = Field(
        {},
        description="For how many days a card that was set aside stays away, by reason, where not as docs/cds-hooks.md "
        'says: a JSON object such as {"need-more-info": 7}.',
    )
    version: Literal["2.0", "3.0-ballot"] = Field(
        "2.0",
        description="The version of CDS Hooks that is spoken. 3.0-ballot: each service names its versions, and errors "
        "are OperationOutcomes.",
    )
    namespace: str = Field(
        "immunote",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$",
        description="What the names of extensions on a card begin with; an organisation's own, such as "
        "org.example.immunote, where names have to be unique across services.",
    )
