"""Settings of the terminology server that may be asked what a SNOMED CT code stands below."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from immunote.service.settings.fhir_servers import FhirServer


class TerminologySettings(BaseModel):
    """A FHIR terminology server; in the environment as IMMUNOTE_TERMINOLOGY__<NAME>."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    server: FhirServer | None = Field(
        None,
        description="The FHIR terminology server that is asked by `ValueSet/$expand` what a SNOMED CT code stands "
        "below: its base URL, or an object with `url` and `private`. It gets codes, never anything else of a record. "
        "Left out, only listed codes are recognised.",
    )
    seconds: float = Field(
        2.0, gt=0, le=30, description="How long all questions of one record may take; else they stay open."
    )
    kept: int = Field(20_000, ge=0, description="How many answers each process keeps.")
    most_codes: int = Field(50, ge=1, le=1000, description="About how many codes of one record it is asked at most.")
