"""Settings of SMART App Launch: the record systems that may launch the page, and how long a launch lasts."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator

from immunote.service.settings.fhir_servers import FhirServer, ListedServer, url_parts


def _secret(value: SecretStr) -> SecretStr:
    if not 32 <= len(value.get_secret_value().encode()) <= 128:
        raise ValueError("32 to 128 bytes are needed, such as `openssl rand -base64 48` prints")
    return value


CookieKey = Annotated[SecretStr, AfterValidator(_secret)]


class RecordSystem(ListedServer):
    """One record system: its FHIR server, and how this app is registered there."""

    url: str = Field(description="The base URL of its FHIR server, which is the `iss` of its launches.")
    name: str = Field("", max_length=100, description="What clinicians call it; left out, its host.")
    client_id: str = Field(min_length=1, max_length=500, description="As this app is registered there.")
    client_secret: SecretStr | None = Field(
        None, description="Of a confidential client (client_secret_basic); left out, a public one."
    )
    endpoints: tuple[FhirServer, ...] = Field(
        (),
        description="Base URLs below which its authorisation endpoints lie, where that is another host than its FHIR "
        "server's.",
    )

    @property
    def issuer(self) -> str:
        """The URL without a slash at its end, as launches are compared by."""
        return self.url.rstrip("/")

    @property
    def title(self) -> str:
        """What it is called on the page."""
        return self.name or (url_parts(self.url).hostname or "")

    @property
    def reachable(self) -> tuple[ListedServer, ...]:
        """What may be asked and led to: everything on the host of its FHIR server, and the listed endpoints."""
        parts = url_parts(self.url)
        return (ListedServer(url=f"{parts.scheme}://{parts.netloc}", private=self.private), *self.endpoints)


class SmartSettings(BaseModel):
    """SMART App Launch; in the environment as IMMUNOTE_SMART__<NAME>."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    servers: tuple[RecordSystem, ...] = Field(
        (), description="The record systems that may launch the page; left out, none may."
    )
    cookie_keys: tuple[CookieKey, ...] = Field(
        (),
        description="Secrets of 32 to 128 bytes that cookies of launches are encrypted with: the first encrypts, all "
        "decrypt. Needed where there are servers; the same for all processes.",
    )
    session_minutes: int = Field(
        60,
        ge=1,
        le=480,
        description="How long a launch lasts at most; it ends with its access token where that is first.",
    )
    connect_seconds: float = Field(2.0, gt=0, le=30, description="How long a server may take to be reached.")
    answer_seconds: float = Field(
        5.0, gt=0, le=30, description="How long one answer of an authorisation server, or one writing, may take in all."
    )
    answer_bytes: int = Field(
        262_144, ge=1024, description="The largest answer of an authorisation server that is read."
    )
    configuration_seconds: int = Field(
        300, ge=1, le=86_400, description="How long what a server says of its endpoints and keys is used."
    )
    link_on_cards: bool = Field(
        True,
        description="Whether the link of a card on an unsettled note leads to the app, where the call names a listed "
        "server as its `fhirServer`.",
    )
    document_type: str | None = Field(
        None,
        pattern=r"^\d{1,5}-\d$",
        description="The LOINC code under which the record system files a note that is written back; left out, words.",
    )

    @model_validator(mode="after")
    def _keys_and_issuers(self) -> Self:
        if self.servers and not self.cookie_keys:
            raise ValueError("cookie_keys is needed where there are servers")
        issuers = [each.issuer for each in self.servers]
        for issuer in issuers:
            if issuers.count(issuer) > 1:
                raise ValueError(f"the server `{issuer}` is listed twice")
        return self

    def server(self, issuer: str) -> RecordSystem | None:
        """The listed server of an `iss`; a slash at its end makes no difference."""
        return next((each for each in self.servers if each.issuer == issuer.rstrip("/")), None)
