"""A code becomes an access token, and the identity token beside it is checked."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

import jwt
import orjson
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from immunote.service.cds.models import PatientId
from immunote.service.kernel.problems import Problem
from immunote.service.settings.smart import RecordSystem
from immunote.service.smart.configuration import SIGNED_BY, Configurations, SmartConfiguration
from immunote.service.smart.outbound import NoAnswerFrom, Outbound
from immunote.service.smart.refusals import refused

_USER = re.compile(r"(?:.*/)?((?:Practitioner|PractitionerRole|Patient|RelatedPerson|Device)/[A-Za-z0-9.-]{1,64})")
_LEEWAY = 30
_ERRORS = {
    "invalid_grant": "the code was used before, has ended, or was given to another client or for another redirect",
    "invalid_client": "the client is not known there: `client_id` and `client_secret` have to be as registered",
    "unauthorized_client": "the client may not do this there: its registration has to allow this launch",
    "invalid_scope": "it knows one of the scopes that were asked for not, or does not give it",
    "invalid_request": "it could not read the request",
    "access_denied": "the launch was declined there",
    "server_error": "it failed",
    "temporarily_unavailable": "it is not available now",
}


class TokenAnswer(BaseModel):
    """What is read of the answer of a token endpoint. A refresh token is not among it."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    access_token: SecretStr = Field(min_length=1, max_length=20_000)
    token_type: str = Field(pattern="(?i)^bearer$")
    scope: str = Field(max_length=20_000)
    patient: PatientId
    expires_in: int | None = Field(None, ge=1)
    id_token: SecretStr | None = Field(None, max_length=20_000)
    appContext: str | None = Field(None, max_length=4000)  # noqa: N815

    @property
    def scopes(self) -> tuple[str, ...]:
        """The granted scopes."""
        return tuple(self.scope.split())


async def exchanged(
    outbound: Outbound, server: RecordSystem, token_endpoint: str, code: str, verifier: str, redirect_uri: str
) -> TokenAnswer:
    """The answer to a code. Raises Problem: S51, S54 where it is refused, S55 where it cannot be used."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "client_id": server.client_id,
        "code_verifier": verifier,
    }
    secret = server.client_secret
    # each is encoded as a form has it, so that a colon or a letter beyond ASCII arrives (RFC 6749, section 2.3.1)
    auth = None if secret is None else (quote_plus(server.client_id), quote_plus(secret.get_secret_value()))
    if auth is not None:
        del form["client_id"]  # RFC 6749: a client says in one way only who it is
    try:
        answer = await outbound.post_form(token_endpoint, form, auth)
    except NoAnswerFrom as error:
        raise refused("S51", "token_endpoint", error.why) from None
    if answer.status in (400, 401, 403):
        raise declined((answer.body or {}).get("error"))
    if answer.status != 200 or answer.body is None:
        raise refused("S51", "token_endpoint", f"it answered with status {answer.status}, and a JSON object is needed")
    try:
        return TokenAnswer.model_validate(answer.body)
    except ValidationError as error:
        names = ", ".join(dict.fromkeys(str(each["loc"][0]) for each in error.errors() if each["loc"]))
        raise refused(
            "S55", names, "the answer has to hold it; a launch without a patient opens nothing here"
        ) from None


def declined(error: Any) -> Problem:
    """The problem of an OAuth error, in our own words: those of the server could hold anything."""
    known = error if isinstance(error, str) and error in _ERRORS else "an error"
    return refused("S54", known, f"{_ERRORS.get(known, 'it gave no reason that is known')}; open the app again")


async def identified(
    configurations: Configurations,
    configuration: SmartConfiguration,
    server: RecordSystem,
    token: SecretStr,
    nonce: str,
) -> str | None:
    """Who works, as a reference, by a checked identity token; None where it names no one. Raises Problem (S51, S56)."""
    encoded = token.get_secret_value()
    try:
        header = jwt.get_unverified_header(encoded)
    except jwt.InvalidTokenError:
        raise _wrong("id_token", "it is not a signed JSON web token") from None
    by, kid = header.get("alg"), header.get("kid")
    if not isinstance(by, str) or by not in SIGNED_BY:
        raise _wrong("alg", f"it has to be signed by one of {', '.join(SIGNED_BY)}")
    if configuration.issuer is None:
        raise _wrong("issuer", "the record system's smart-configuration has to name the issuer of its identity tokens")
    key = await configurations.key(server, configuration, kid if isinstance(kid, str) else None, by)
    try:
        claims = jwt.decode(
            encoded,
            key,
            algorithms=[by],
            audience=server.client_id,
            issuer=configuration.issuer,
            leeway=_LEEWAY,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except jwt.InvalidTokenError as error:
        raise _wrong(
            _claim_of(error), "it has to be signed by the record system, for this client, and in force"
        ) from None
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != server.client_id:
        raise _wrong("azp", "a token for several audiences has to say that it was given to this client")
    given = claims.get("nonce")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), nonce.encode()):
        raise _wrong("nonce", "it answers another launch")
    return _user(claims, server)


def card_rules_of(answer: TokenAnswer) -> str | None:
    """The hash of the rules of the card that led here, as the record system handed it on; None for anything else."""
    try:
        found = orjson.loads(answer.appContext or "")
    except orjson.JSONDecodeError:
        return None
    given = found.get("ruleBaseHash") if isinstance(found, dict) else None
    return given if isinstance(given, str) and re.fullmatch("[0-9a-f]{64}", given) else None


def _user(claims: Mapping[str, Any], server: RecordSystem) -> str | None:
    user = claims.get("fhirUser")
    found = _USER.fullmatch(user) if isinstance(user, str) and len(user) < 500 else None
    if found is None:
        return None
    # one of another server is nobody whom this record can refer to
    is_here = "://" not in found[0] or found[0].startswith(server.issuer + "/")
    return found[1] if is_here else None


def _claim_of(error: jwt.InvalidTokenError) -> str:
    names: dict[type[jwt.InvalidTokenError], str] = {
        jwt.InvalidAudienceError: "aud",
        jwt.InvalidIssuerError: "iss",
        jwt.ExpiredSignatureError: "exp",
        jwt.ImmatureSignatureError: "iat",
        jwt.MissingRequiredClaimError: "a claim that is missing",
    }
    return names.get(type(error), "signature")


def _wrong(text: str, help_line: str) -> Problem:
    return refused("S56", text, help_line, "id_token")
