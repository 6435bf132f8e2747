"""A small record system on this machine, to launch the page from: FHIR, authorisation and launcher in one.

python tools/smart_sandbox.py --serve     with the app; then open the address that it prints
python tools/smart_sandbox.py             without: prints what the app has to be told

It is for trying and for tests: its patients are published cases, everybody is let in, and nothing outlives it.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import secrets
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from immunote.engine.api import Engine
from immunote.service import rulebases
from tools.sandbox_http import Refusal, SandboxHandler
from tools.sandbox_records import bundle, has_code, identifiers, outcome, published

CLIENT = "immunote-sandbox"
_KID = "sandbox"
Json = dict[str, Any]


@dataclass
class Grant:
    """What was asked of the authorisation server, and for whom it was given."""

    client: str
    redirect: str
    challenge: str
    scope: str
    nonce: str
    patient: str = ""
    is_used: bool = False


@dataclass
class SmartSandbox:
    """The record system. Tests change what it answers by subclasses. `records`: resources by patient.

    `secret`: of a confidential client; None where the client is public.
    """

    app: str = "http://localhost:8000"
    client: str = CLIENT
    secret: str | None = None
    records: dict[str, list[Json]] = field(default_factory=dict)
    token_seconds: int = 3600
    url: str = ""
    grants: dict[str, Grant] = field(default_factory=dict)
    pending: dict[str, Grant] = field(default_factory=dict)
    launches: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, tuple[Grant, float]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @property
    def fhir(self) -> str:
        """The base URL of the FHIR server, which is the `iss` of launches."""
        return f"{self.url}/fhir"

    def configuration(self) -> Json:
        """`.well-known/smart-configuration`."""
        return {
            "issuer": self.url,
            "jwks_uri": f"{self.url}/jwks",
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "grant_types_supported": ["authorization_code"],
            "response_types_supported": ["code"],
            "scopes_supported": ["openid", "fhirUser", "launch", "launch/patient", "patient/*.crs"],
            "code_challenge_methods_supported": ["S256"],
            "capabilities": [
                "launch-ehr",
                "launch-standalone",
                "client-public",
                "context-ehr-patient",
                "context-standalone-patient",
                "sso-openid-connect",
                "permission-patient",
                "permission-v2",
            ],
        }

    def jwks(self) -> Json:
        """The public key of identity tokens."""
        made = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**made, "kid": _KID, "use": "sig", "alg": "RS256"}]}

    def launch(self, patient: str) -> str:
        """The address that opens the app for a patient."""
        handle = secrets.token_urlsafe(16)
        self.launches[handle] = patient
        return f"{self.app}/smart/launch?{urlencode({'iss': self.fhir, 'launch': handle})}"

    def authorized(self, asked: Json) -> str:
        """Where an authorisation request leads: back to the app with a code, or to the choice of a patient."""
        wanted = {"response_type": "code", "client_id": self.client, "code_challenge_method": "S256", "aud": self.fhir}
        wrong = [name for name, value in wanted.items() if asked.get(name) != value]
        if asked.get("redirect_uri") != f"{self.app}/smart/callback":
            wrong.append("redirect_uri")
        if wrong:  # never sent anywhere: the redirect may be the attacker's
            raise Refusal(400, {"error": "invalid_request", "error_description": ", ".join(wrong)})
        grant = Grant(
            asked["client_id"], asked["redirect_uri"], asked["code_challenge"], asked["scope"], asked.get("nonce", "")
        )
        if "launch" in asked:
            if asked["launch"] not in self.launches:
                raise Refusal(400, {"error": "invalid_request", "error_description": "launch"})
            grant.patient = self.launches.pop(asked["launch"])
            return self.approved(grant, asked["state"])
        handle = secrets.token_urlsafe(16)
        self.pending[handle] = grant
        return f"{self.url}/patients?{urlencode({'request': handle, 'state': asked['state']})}"

    def chosen(self, handle: str, state: str, patient: str) -> str:
        """Where the choice of a patient leads."""
        grant = self.pending.pop(handle)
        grant.patient = patient
        return self.approved(grant, state)

    def approved(self, grant: Grant, state: str) -> str:
        """The redirect with a code."""
        code = secrets.token_urlsafe(24)
        self.grants[code] = grant
        return f"{grant.redirect}?{urlencode({'code': code, 'state': state})}"

    def authenticated(self, form: Json, basic: tuple[str, str] | None) -> str:
        """The client that asks the token endpoint: a confidential one by `client_secret_basic`, a public one by id."""
        named = "client_id" in form
        if self.secret is not None and (named or basic is None or basic != (self.client, self.secret)):
            raise Refusal(401, {"error": "invalid_client"})
        if self.secret is None and (basic is not None or not named):
            raise Refusal(401, {"error": "invalid_client"})
        return self.client if basic is not None else str(form["client_id"])

    def token(self, form: Json, client: str) -> Json:
        """The answer of the token endpoint."""
        grant = self.grants.get(form.get("code", ""))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if (
            grant is None
            or grant.is_used
            or client != grant.client
            or form.get("redirect_uri") != grant.redirect
            or base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != grant.challenge
        ):
            raise Refusal(400, {"error": "invalid_grant"})
        grant.is_used = True
        token = secrets.token_urlsafe(32)
        self.tokens[token] = (grant, time.time() + self.token_seconds)
        return {
            "access_token": token,
            "token_type": "Bearer",
            "expires_in": self.token_seconds,
            "scope": grant.scope,
            "patient": grant.patient,
            "need_patient_banner": True,
            "id_token": self.signed(self.claims(grant)),
        }

    def claims(self, grant: Grant) -> Json:
        """What an identity token says."""
        now = int(time.time())
        return {
            "iss": self.url,
            "aud": grant.client,
            "sub": "sandbox-user",
            "iat": now,
            "exp": now + 300,
            "nonce": grant.nonce,
            "fhirUser": f"{self.fhir}/Practitioner/sandbox",
        }

    def signed(self, claims: Json) -> str:
        """A signed identity token."""
        return jwt.encode(claims, self.key, "RS256", headers={"kid": _KID})

    def read(self, path: str, query: list[tuple[str, str]], token: str) -> Json:
        """A read or a search of the FHIR server."""
        grant = self.granted(token)
        kind, _, id_ = path.partition("/")
        self.allowed(grant, kind, "r" if id_ else "s")
        held = [each for each in self.records.get(grant.patient, []) if each["resourceType"] == kind]
        if id_:
            found = next((each for each in held if each["id"] == id_), None)
            if found is None:
                raise Refusal(404, outcome("not-found"))
            return found
        codes = [part for name, value in query if name == "code" for part in value.split(",")]
        return bundle([each for each in held if not codes or has_code(each, codes)])

    def create(self, kind: str, resource: Json, token: str, condition: str) -> tuple[int, str]:
        """Create a resource: its status and its address."""
        grant = self.granted(token)
        self.allowed(grant, kind, "c")
        held = self.records.setdefault(grant.patient, [])
        for each in held:
            if condition and each["resourceType"] == kind and condition in identifiers(each):
                return 200, f"{self.fhir}/{kind}/{each['id']}"
        made = {**resource, "id": secrets.token_hex(6)}
        held.append(made)
        return 201, f"{self.fhir}/{kind}/{made['id']}"

    def granted(self, token: str) -> Grant:
        """What a token was given for, while it lasts."""
        grant, until = self.tokens.get(token, (None, 0.0))
        if grant is None or until < time.time():
            raise Refusal(401, outcome("login"))
        return grant

    def allowed(self, grant: Grant, kind: str, action: str) -> None:
        """Refuse what no scope gives."""
        for scope in grant.scope.split():
            head, _, actions = scope.partition(".")
            if head in (f"patient/{kind}", "patient/*") and action in actions.partition("?")[0]:
                return
        raise Refusal(403, outcome("forbidden"))

    def front(self) -> str:
        """The launcher: each patient with a button."""
        rows = "".join(
            f'<li><a href="{escape(self.launch(patient))}">{escape(patient)}</a></li>' for patient in self.records
        )
        return f"<h1>A record system to try with</h1><p>Open the app from a chart:</p><ul>{rows}</ul>"

    def patients(self, query: dict[str, str]) -> str:
        """The choice of a patient in a standalone launch."""
        rows = "".join(
            f'<li><a href="/chosen?{escape(urlencode({**query, "patient": patient}))}">{escape(patient)}</a></li>'
            for patient in self.records
        )
        return f"<h1>Which patient?</h1><ul>{rows}</ul>"

    def serve(self, port: int = 0) -> ThreadingHTTPServer:
        """Listen on this machine, in threads of their own."""
        sandbox = self

        class Handler(SandboxHandler):
            system = sandbox

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 64  # all searches come at once

        listening = Server(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{listening.server_port}"
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        return listening


def main() -> None:
    """Serve until interrupted, with the app where that is asked, and say how an app is told of it."""
    parser = argparse.ArgumentParser(description="A small record system on this machine, to launch the page from.")
    parser.add_argument("--app", default="http://localhost:8000", help="how a browser reaches the app")
    parser.add_argument("--port", type=int, default=9000, help="the port to listen on")
    parser.add_argument("--serve", action="store_true", help="start the app too, set up for this record system")
    given = parser.parse_args()
    sandbox = SmartSandbox(app=given.app.rstrip("/"), records=published(Engine.load(rulebases.folder())))
    listening = sandbox.serve(given.port)
    server = [{"url": sandbox.fhir, "name": "Sandbox", "client_id": sandbox.client}]
    settings = {
        "IMMUNOTE_BASE_URL": sandbox.app,
        "IMMUNOTE_WORKERS": "1",
        "IMMUNOTE_PORT": str(urlsplit(sandbox.app).port or 80),
        "IMMUNOTE_SMART__SERVERS": json.dumps(server),
        "IMMUNOTE_SMART__COOKIE_KEYS": json.dumps([secrets.token_urlsafe(48)]),
    }
    print(f"open {sandbox.url} once the app answers")
    for name, value in () if given.serve else settings.items():
        print(f"export {name}='{value}'")
    sys.stdout.flush()
    try:
        if given.serve:
            subprocess.run(
                [sys.executable, "-m", "immunote.service.cli", "serve"], env=os.environ | settings, check=False
            )
        else:
            threading.Event().wait()
    except KeyboardInterrupt:
        pass
    listening.shutdown()


if __name__ == "__main__":
    main()
