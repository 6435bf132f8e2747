"""Signed tokens of CDS clients: what has to hold before one is believed, and that it is believed once.

PyJWT verifies the signature. The claims are checked here, since PyJWT takes any lifetime and no `jti` into account.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import jwt
import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from immunote.engine.json_keys import KeyTwice, read_json
from immunote.service.kernel.scopes import CDS_SCOPES, Caller
from immunote.service.security.jwks import ALGORITHMS, KeySet
from immunote.service.security.problems import refusal

if TYPE_CHECKING:
    from immunote.service.kernel.problems import Problem
    from immunote.service.settings.security import SecuritySettings
    from immunote.service.storage.tokens import JtiStore

_LONGEST = 8192
_Seconds = Annotated[float, Field(ge=0, le=2**40, allow_inf_nan=False)]


class Claims(BaseModel):
    """The claims that are looked at."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)

    iss: str = Field(min_length=1, max_length=500)
    aud: Annotated[str, Field(max_length=2000)] | Annotated[list[str], Field(min_length=1, max_length=10)]
    exp: _Seconds
    iat: _Seconds
    nbf: _Seconds = 0
    jti: str = Field(min_length=1, max_length=255)


class TokenReader:
    """Reads tokens for one service. `read` may wait for a key set, so it runs in a thread."""

    def __init__(self, settings: SecuritySettings, clock: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self.clock = clock
        self.key_sets = {client.issuer: KeySet(client, settings) for client in settings.clients}

    def read(self, token: str, audiences: Sequence[str], tokens: JtiStore) -> Caller:
        """The client that signed the token, for one of these URLs, now, and for the first time. Raises Problem."""
        claims = self._verified(token)
        self._check_audience(claims, audiences)
        self._check_time(claims)
        expires = datetime.fromtimestamp(claims.exp + self.settings.clock_skew_seconds + 1, UTC)
        if not tokens.use_once(claims.iss, claims.jti, expires):
            raise refusal("S29", "token", "jti", "make a new token for each request")
        return Caller(f"cds:{claims.iss}", "cds_client", CDS_SCOPES)

    def _verified(self, token: str) -> Claims:
        if len(token) > _LONGEST:
            raise refusal("S24", "token", f"{len(token)} characters", f"at most {_LONGEST}")
        try:
            unverified = jwt.api_jws.decode_complete(token, options={"verify_signature": False})
        except jwt.InvalidTokenError:
            raise refusal("S24", "token", "not a signed JSON web token", "three parts in URL-safe base64") from None
        header = unverified["header"]
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise refusal("S25", "token", algorithm or "no algorithm", "one of `RS384`, `ES384`")
        if str(header.get("typ", "JWT")).upper() != "JWT":
            raise refusal("S24", "token", "typ", "`JWT`")
        if not isinstance(kid := header.get("kid"), str) or not 1 <= len(kid) <= 255:
            raise refusal("S24", "token", "kid", "a text of at most 255 characters in the header is needed")
        # what is unverified here only chooses the keys; nothing of it is used before the signature holds
        key_set = self.key_sets.get(_claims(unverified["payload"]).iss)
        if key_set is None:
            raise refusal("S26", "token", "iss", "this issuer is not on the list")
        # where the keys come from a file, no URL is ever fetched, so one in the header decides nothing
        if key_set.client.jwks_file is None and "jku" in header and header["jku"] != key_set.client.jwks_url:
            raise refusal("S26", "token", "jku", "left out, or the URL that is listed for this issuer")
        key = key_set.key(kid, algorithm)
        try:
            verified: dict[str, Any] = jwt.api_jws.decode_complete(token, key, algorithms=[algorithm])
        except jwt.InvalidTokenError:
            raise refusal("S25", "token", kid, "the signature does not hold under the key of this `kid`") from None
        return _claims(verified["payload"])

    def _check_audience(self, claims: Claims, audiences: Sequence[str]) -> None:
        # one that names others besides could be used again there, or there first and then here
        named = [claims.aud] if isinstance(claims.aud, str) else claims.aud
        if not set(named) <= set(audiences):
            raise refusal("S27", "token", "aud", f"for this path: `{audiences[0]}`")

    def _check_time(self, claims: Claims) -> None:
        now, skew = self.clock(), self.settings.clock_skew_seconds
        if claims.exp + skew <= now:
            raise _untimely("exp", f"it has ended; clocks may differ by {skew} seconds")
        for name, begins in (("iat", claims.iat), ("nbf", claims.nbf)):
            if begins - skew > now:
                raise _untimely(name, f"it lies in the future; clocks may differ by {skew} seconds")
        if not 0 < claims.exp - claims.iat <= self.settings.token_seconds:
            raise _untimely("exp", f"at most {self.settings.token_seconds} seconds after `iat`")


def _untimely(claim: str, help_line: str) -> Problem:
    return refusal("S28", "token", claim, help_line)


def _claims(payload: bytes) -> Claims:
    try:
        return Claims.model_validate(read_json(payload))
    except (orjson.JSONDecodeError, KeyTwice):
        raise refusal("S24", "token", "the claims", "a JSON object") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "the claims"
        raise refusal("S24", "token", name, first["msg"]) from None
