"""What CDS Hooks 2.0 sends and is sent. Requests are read leniently, responses are strict.

Attributes of a response that have no value are left out, never null or empty, as the specification asks.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, model_validator

Text = Annotated[str, StringConstraints(min_length=1)]
Short = Annotated[str, StringConstraints(max_length=2000)]
AbsoluteUrl = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]
Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$")]
PatientId = Annotated[str, StringConstraints(pattern=r"^\.*[A-Za-z0-9-][A-Za-z0-9.-]*$", max_length=64)]
Json = dict[str, Any]


class RequestPart(BaseModel):
    """Base of what is read: whatever else there is is passed over. A value never stands in a refusal."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class ResponsePart(BaseModel):
    """Base of what is sent: nothing beyond what is listed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FhirAuthorization(RequestPart):
    """The token for the FHIR server. It shows itself nowhere: `repr` and errors hide it."""

    access_token: SecretStr = Field(min_length=1, max_length=20_000)
    token_type: Short = "Bearer"
    patient: Short | None = None


class HookContext(RequestPart):
    """What the user is at. `draftOrders` and `selections` are read by immunote.service.cds.orders: they are often not
    valid."""

    patientId: PatientId  # noqa: N815
    userId: Short | None = None  # noqa: N815
    draftOrders: Any = None  # noqa: N815
    selections: Any = None


class HookRequest(RequestPart):
    """A call of a service. `prefetch` is read by immunote.service.cds.prefetch."""

    hook: Short
    hookInstance: Short = Field(min_length=1)  # noqa: N815
    context: HookContext
    fhirServer: Short | None = None  # noqa: N815
    fhirAuthorization: FhirAuthorization | None = None  # noqa: N815
    prefetch: Json | None = None

    @model_validator(mode="after")
    def _a_token_is_for_a_server(self) -> Self:
        if self.fhirAuthorization is not None and self.fhirServer is None:
            raise ValueError("fhirAuthorization needs fhirServer")
        return self


class Reason(RequestPart):
    """A code that was chosen as the reason. Its display is not read."""

    code: Short
    system: Short | None = None


class OverrideReason(RequestPart):
    """Why a card was overridden. Of a comment only that there is one is kept."""

    reason: Reason | None = None
    userComment: str | None = None  # noqa: N815


class AcceptedSuggestion(RequestPart):
    """A suggestion that was accepted."""

    id: Short


class Feedback(RequestPart):
    """What became of one card."""

    card: Uuid
    outcome: Literal["accepted", "overridden"]
    acceptedSuggestions: tuple[AcceptedSuggestion, ...] | None = None  # noqa: N815
    overrideReason: OverrideReason | None = None  # noqa: N815
    outcomeTimestamp: Short | None = None  # noqa: N815


class FeedbackRequest(RequestPart):
    """What became of some cards."""

    feedback: list[Feedback] = Field(min_length=1, max_length=1000)


class Coding(ResponsePart):
    """A code with its system."""

    code: Text
    system: Text
    display: Text | None = None


class OverrideChoice(ResponsePart):
    """A reason that a card offers; its display is required."""

    code: Text
    system: Text
    display: Text


class CardSource(ResponsePart):
    """Where the guidance comes from."""

    label: Text
    url: AbsoluteUrl | None = None
    topic: Coding | None = None


class Link(ResponsePart):
    """A page to open. `appContext`: for a SMART app alone, which gets it with its access token."""

    label: Text
    url: AbsoluteUrl
    type: Literal["absolute", "smart"] = "absolute"
    appContext: Text | None = None  # noqa: N815

    @model_validator(mode="after")
    def _context_of_an_app(self) -> Self:
        if self.appContext is not None and self.type != "smart":
            raise ValueError("appContext is for links of type smart")
        return self


class Action(ResponsePart):
    """A resource to create. Nothing here ever changes or deletes one."""

    type: Literal["create"] = "create"
    description: Text
    resource: Json


class Suggestion(ResponsePart):
    """What a user may take over with one click."""

    label: Text
    uuid: Uuid
    actions: tuple[Action, ...] = Field(min_length=1)


class Card(ResponsePart):
    """One card."""

    uuid: Uuid
    summary: Text = Field(max_length=139)
    detail: Text
    indicator: Literal["info", "warning", "critical"]
    source: CardSource
    suggestions: tuple[Suggestion, ...] | None = Field(None, min_length=1)
    selectionBehavior: Literal["any"] | None = None  # noqa: N815
    overrideReasons: tuple[OverrideChoice, ...] | None = Field(None, min_length=1)  # noqa: N815
    links: tuple[Link, ...] | None = Field(None, min_length=1)
    extension: Json | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _suggestions_say_how_they_are_chosen(self) -> Self:
        if (self.suggestions is None) != (self.selectionBehavior is None):
            raise ValueError("suggestions and selectionBehavior go together")
        return self


class CdsResponse(ResponsePart):
    """The cards on one patient. An empty list: evaluated, and there is nothing to say."""

    cards: tuple[Card, ...]


class Service(ResponsePart):
    """One service, as discovery lists it."""

    hook: Literal["patient-view", "order-select", "order-sign"]
    title: Text
    description: Text
    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._~-]+$")]
    prefetch: dict[Text, Text] = Field(min_length=1)
    usageRequirements: Text  # noqa: N815
    version: Text | None = None
    hookVersion: Text | None = None  # noqa: N815


class Services(ResponsePart):
    """All services."""

    services: tuple[Service, ...]


class FeedbackKept(ResponsePart):
    """How many entries of a feedback were read, and how many of them were new."""

    received: int
    kept: int
