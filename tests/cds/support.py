"""A record system: requests, records made from profiles, and a FHIR server that can be slow or lie."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from immunote.engine.rulebase import RuleBase
from immunote.service.cds.codes import uris

PATIENT = "1288992"
VIEW, SELECT, SIGN = "ssc-ivig-patient-view", "ssc-ivig-order-select", "ssc-ivig-order-sign"
HOOK = {VIEW: "patient-view", SELECT: "order-select", SIGN: "order-sign"}
KEYS = (
    "patient",
    "conditions",
    "allergies",
    "medications",
    "observations",
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
)
ATC = "http://www.whocc.no/atc"
IVIG = {"coding": [{"system": ATC, "code": "J06BA02"}], "text": "one product"}
TOKEN = "a-token-that-must-not-be-seen"
_SYSTEMS = ("local", "loinc", "snomed", "icd10cm", "atc", "rxnorm")
_UCUM = {"years": "a", "months": "mo", "days": "d"}


def bundle(*resources: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A searchset."""
    return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": each} for each in resources], **more}


def record_of(rulebase: RuleBase, profile: dict[str, Any]) -> list[dict[str, Any]]:
    """A profile as a record: one observation an element, under the first code that it has.

    A "no" to a diagnosis is an answer, since a "no" to one of its codes denies no other.
    """
    denied = [
        name
        for name, value in profile.items()
        if value is False and not {"local", "loinc"} & rulebase.elements[name].codes.keys()
    ]
    made = [_observation(rulebase, name, value) for name, value in profile.items() if name not in denied]
    answers = {
        "resourceType": "QuestionnaireResponse",
        "id": "denied",
        "status": "completed",
        "subject": {"reference": f"Patient/{PATIENT}"},
        "authored": time.strftime("%Y-%m-%d", time.gmtime()),
        "item": [{"linkId": name, "answer": [{"valueBoolean": False}]} for name in denied],
    }
    return [*made, answers] if denied else made


def _observation(rulebase: RuleBase, name: str, value: Any) -> dict[str, Any]:
    element = rulebase.elements[name]
    system = next(each for each in _SYSTEMS if element.codes.get(each))
    found: dict[str, Any] = {
        "resourceType": "Observation",
        "id": name.replace("_", "-"),
        "status": "final",
        "code": {"coding": [{"system": uris(rulebase, system)[0], "code": element.codes[system][0]}]},
        "subject": {"reference": f"Patient/{PATIENT}"},
        "effectiveDateTime": time.strftime("%Y-%m-%d", time.gmtime()),
    }
    if element.type == "boolean":
        return found | {"valueBoolean": value}
    if element.type == "enumeration":
        return found | {"valueString": value}
    units = rulebase.records.units.get(name) if rulebase.records else None
    unit = next((unit for unit, factor in (units or {}).items() if factor == "1"), element.unit)
    return found | {"valueQuantity": {"value": float(value), "code": unit, "system": "http://unitsofmeasure.org"}}


SICK: dict[str, Any] = {
    "resourceType": "Condition",
    "id": "c1",
    "subject": {"reference": f"Patient/{PATIENT}"},
    "clinicalStatus": {"coding": [{"code": "active"}]},
    "code": {"coding": [{"system": "http://snomed.info/sct", "code": "89155008"}]},
}
"""Systemic sclerosis, recorded; without it or a sign of it no card stands on a chart that is only opened."""


def prefetch(*resources: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """A whole prefetch: the resources under `answers`, nothing under the rest."""
    empty = dict.fromkeys(KEYS)
    patient = {"resourceType": "Patient", "id": PATIENT}
    return {**empty, "patient": patient, "answers": bundle(*resources), **keys}


def request(service: str = VIEW, **fields: Any) -> dict[str, Any]:
    """A call of a service, whole unless `fields` say otherwise; a field that is ... is left out."""
    # a user of its own for each call: the same one is not shown the same card twice
    context: dict[str, Any] = {"userId": f"Practitioner/{uuid4()}", "patientId": PATIENT}
    if service != VIEW:
        context["draftOrders"] = bundle(draft(IVIG))
    body = {
        "hook": HOOK[service],
        "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": context,
        "prefetch": prefetch(),
        **fields,
    }
    return {key: value for key, value in body.items() if value is not ...}


def draft(concept: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A draft as the reference simulator writes it: no `intent`."""
    found = {"resourceType": "MedicationRequest", "id": "draft", "status": "draft", **more}
    return found if concept is None else {**found, "medicationCodeableConcept": concept}


Answer = tuple[int, dict[str, str], bytes]
Rule = Callable[[str], "Answer | dict[str, Any]"]


@dataclass
class FhirServer:
    """A FHIR server: `answers` by the path and query after its base; everything else is an empty search."""

    url: str = ""
    answers: dict[str, Rule | dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    def access(self) -> dict[str, Any]:
        """What a request says so that this server is asked."""
        authorization = {
            "access_token": TOKEN,
            "token_type": "Bearer",
            "expires_in": 300,
            "scope": "user/*.read",
            "subject": "cds",
        }
        return {"fhirServer": self.url, "fhirAuthorization": authorization}

    def answer(self, asked: str) -> Answer:
        found = next((rule for start, rule in self.answers.items() if asked.startswith(start)), None)
        if found is None:
            found = {"resourceType": "Patient", "id": PATIENT} if asked.startswith("Patient/") else bundle()
        result = found(asked) if callable(found) else found
        if isinstance(result, dict):
            return 200, {"Content-Type": "application/fhir+json"}, json.dumps(result).encode()
        return result


@contextmanager
def fhir_server() -> Iterator[FhirServer]:
    """A real HTTP server on this machine."""
    server = FhirServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = self.path.removeprefix("/fhir/")
            server.asked.append((asked, self.headers.get("Authorization")))
            status, headers, content = server.answer(asked)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(content)
            except (BrokenPipeError, ConnectionResetError):
                return  # the service hung up, as it may

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64  # all searches come at once, and a full queue would answer a second late

    listening = Server(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{listening.server_port}/fhir"
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def empty_values(part: Any, place: str = "$") -> list[str]:
    """Where a response holds null or something empty, which CDS Hooks leaves out instead."""
    if part is None or part in ("", [], {}):
        return [place]
    parts = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [found for key, value in parts for found in empty_values(value, f"{place}.{key}")]
