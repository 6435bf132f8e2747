"""What can be set about reading FHIR resources."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from immunote.service.settings.fhir_servers import FhirServer


class FhirSettings(BaseModel):
    """How FHIR resources are read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    most_resources: int = Field(20_000, ge=1, description="How many resources one request may hold.")
    map: Path | None = Field(
        None,
        description="The local mapping file (docs/fhir-intake.md): what codes and texts of this hospital mean. It is "
        "checked at start; left out, none.",
    )
    server: FhirServer | None = Field(
        None,
        description="The FHIR server that `/fhir/Patient/{id}/$ivig-note` reads patients from: a base URL, or an "
        "object with `url` and `private`. Left out, there is no such operation.",
    )
    token: SecretStr | None = Field(
        None, min_length=1, repr=False, description="The bearer token for that server; left out, none is sent."
    )
