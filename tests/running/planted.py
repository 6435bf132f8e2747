"""Requests with a distinctive word in every place where a caller can put one."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from immunote.engine.api import Engine

WORD = "zyxplant"


@dataclass
class Planter:
    """Makes words that occur nowhere else, and numbers of many digits."""

    words: Iterator[int] = field(default_factory=lambda: count(1001))

    def word(self) -> str:
        """A new word."""
        return f"{WORD}{next(self.words)}"

    def headers(self) -> dict[str, str]:
        """One of ours in every header that means something, and in some that do not."""
        plain = ["User-Agent", "Referer", "Cookie", "X-Forwarded-For", "Forwarded", "From", "Traceparent", "Baggage",
                 "X-Request-Id", "X-Correlation-Id", "If-None-Match", "X-Patient", "Accept-Language", "Origin",
                 "X-HTTP-Method-Override", "Tracestate"]  # fmt: skip
        return {name: self.word() for name in plain} | {f"X-{self.word()}": self.word()}

    def queries(self) -> dict[str, str]:
        """One as a name and one as a value."""
        return {"patient": self.word(), self.word(): self.word()}


def odd_profiles(engine: Engine, planter: Planter) -> Iterator[dict[str, Any]]:
    """For each element: a text that it cannot hold, a number far off, something nested, and a value of many digits."""
    for name, element in engine.rulebase.elements.items():
        yield {name: planter.word()}
        yield {name: {planter.word(): [planter.word()]}}
        yield {name: 918273.645}
        if element.is_number and element.low is not None and element.high is not None:
            yield {name: float((element.low + element.high) / 2) + 0.0123}
        yield {name: next(iter(element.values), True)}
    yield {planter.word(): planter.word()}
    yield {planter.word(): 1, **{name: planter.word() for name in engine.rulebase.elements}}


def odd_bodies(planter: Planter) -> Iterator[tuple[str, bytes]]:
    """Bodies that cannot be read, with their content types."""
    yield "application/json", f'{{"{planter.word()}": '.encode()
    yield "application/json", f'{{"a": 1, "a": "{planter.word()}"}}'.encode()
    yield "application/json", f'"{planter.word()}"'.encode()
    yield "application/json", planter.word().encode() + b"\xff\xfe"
    yield f"text/{planter.word()}", planter.word().encode()
    yield "application/json", ("[" * 500 + f'"{planter.word()}"' + "]" * 500).encode()
    yield "application/x-ndjson", f'{{}}\n{planter.word()}\n{{"{planter.word()}": 1}}\n'.encode()


def resources(planter: Planter) -> list[dict[str, Any]]:
    """FHIR resources about a person of planted words; some that mean something, some that cannot be read."""
    p = planter.word
    patient = f"Patient/{p()}"
    subject = {"reference": patient, "display": p()}
    return [
        {
            "resourceType": "Patient",
            "id": patient.partition("/")[2],
            "identifier": [{"system": f"urn:{p()}", "value": p()}],
            "name": [{"family": p(), "given": [p()], "text": p()}],
            "telecom": [{"value": p()}],
            "address": [{"line": [p()], "city": p(), "postalCode": p()}],
            "birthDate": "1931-07-19",
            "gender": "female",
            "text": {"status": "generated", "div": f"<div>{p()}</div>"},
        },
        {
            "resourceType": "Observation",
            "id": p(),
            "status": "final",
            "subject": subject,
            "code": {"coding": [{"system": "http://loinc.org", "code": "2160-0", "display": p()}], "text": p()},
            "valueQuantity": {"value": 918.273, "unit": p(), "system": "http://unitsofmeasure.org", "code": p()},
            "effectiveDateTime": "2024-02-03",
            "note": [{"text": p()}],
        },
        {
            "resourceType": "Observation",
            "id": p(),
            "status": p(),
            "code": {"coding": [{"system": f"http://{p()}.example/codes", "code": p()}]},
            "valueString": p(),
            "effectiveDateTime": p(),
        },
        {
            "resourceType": "Condition",
            "id": p(),
            "subject": subject,
            "code": {"coding": [{"system": "http://snomed.info/sct", "code": p(), "display": p()}], "text": p()},
            "onsetString": p(),
            "clinicalStatus": {"text": p()},
        },
        {
            "resourceType": "MedicationRequest",
            "id": p(),
            "status": "active",
            "intent": "order",
            "subject": subject,
            "medicationCodeableConcept": {"text": p()},
            "dosageInstruction": [{"text": p(), "doseAndRate": [{"doseQuantity": {"value": 7, "unit": p()}}]}],
        },
        {"resourceType": "AllergyIntolerance", "id": p(), "patient": subject, "code": {"text": p()}},
        {"resourceType": p(), "id": p()},
        {"resourceType": "Observation", "code": p(), "valueQuantity": p()},
    ]


def fhir_bodies(planter: Planter) -> Iterator[dict[str, Any]]:
    """The ways in which resources come."""
    entries = [{"fullUrl": f"urn:{planter.word()}", "resource": each} for each in resources(planter)]
    yield {"resourceType": "Bundle", "type": "collection", "entry": entries}
    yield {"resourceType": "Bundle", "type": planter.word(), "entry": [{"resource": planter.word()}]}
    parameters = [{"name": "resource", "resource": each} for each in resources(planter)]
    yield {"resourceType": "Parameters", "parameter": [*parameters, {"name": planter.word(), "valueString": "x"}]}
    yield {"resourceType": planter.word()}


def hook_bodies(planter: Planter, hook: str) -> Iterator[dict[str, Any]]:
    """Calls of a CDS service: one that can be answered, one whose FHIR server is not ours, some that are odd."""
    p = planter.word
    bundle = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": r} for r in resources(planter)]}
    base: dict[str, Any] = {"hook": hook, "hookInstance": str(uuid.uuid4())}
    draft = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": resources(planter)[4]}]}
    context = {"userId": f"Practitioner/{p()}", "patientId": p(), "encounterId": p(), "draftOrders": draft}
    yield {
        **base,
        "context": context,
        "prefetch": {"patient": resources(planter)[0], "conditions": bundle, p(): bundle},
    }
    authorization = {"access_token": p(), "token_type": p(), "scope": p(), "subject": p(), "expires_in": 1}
    yield {**base, "context": context, "fhirServer": f"https://{p()}.example/r4", "fhirAuthorization": authorization}
    yield {**base, "context": {"patientId": p() + "/" + p()}}
    yield {**base, "hook": p(), "hookInstance": p(), "context": p(), "extension": {p(): p()}}


def feedback_body(planter: Planter) -> dict[str, Any]:
    """Feedback with words of a clinician in it."""
    reason = {"code": "does-not-align-latest-evidence", "system": f"http://{planter.word()}.example", "display": "x"}
    override = {"reason": reason, "userComment": planter.word()}
    card = {"card": str(uuid.uuid4()), "outcome": "overridden", "overrideReason": override}
    return {"feedback": [{**card, "outcomeTimestamp": planter.word()}]}
