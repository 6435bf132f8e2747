"""Decisions and events as AuditEvents of FHIR R4 (https://hl7.org/fhir/R4/auditevent.html), one a line.

They say who asked for what and when, and name a decision by its digest. Facts of a patient are not in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import orjson

from immunote.service.storage.chain import moment_text

if TYPE_CHECKING:
    from immunote.service.storage.decisions import LogEntry
    from immunote.service.storage.events import AuditEvent

_TYPES = "http://terminology.hl7.org/CodeSystem/audit-event-type"
_DICOM = "http://dicom.nema.org/resources/ontology/DCM"
_ENTITY = {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "2", "display": "System Object"}
_SUCCESS, _MINOR_FAILURE = "0", "4"
_REST = {"system": _TYPES, "code": "rest", "display": "RESTful Operation"}
_ACTIVITY = {"system": _DICOM, "code": "110100", "display": "Application Activity"}
_ALERT = {"system": _DICOM, "code": "110113", "display": "Security Alert"}
_SIGN_IN = {"system": _DICOM, "code": "110114", "display": "User Authentication"}
_LOG_USED = {"system": _DICOM, "code": "110101", "display": "Audit Log Used"}
# the type, the action (Create, Read, Update, Delete, Execute) of each kind
_KINDS: dict[str, tuple[dict[str, str], str]] = {
    "key-added": (_ALERT, "C"),
    "key-revoked": (_ALERT, "U"),
    "rulebase-kept": (_ACTIVITY, "C"),
    "rulebase-used": (_ACTIVITY, "U"),
    "retention": (_LOG_USED, "D"),
    "service-started": (_ACTIVITY, "E"),
    "sign-in-refused": (_SIGN_IN, "E"),
    "restored": (_LOG_USED, "C"),
    "database-moved": (_LOG_USED, "U"),
}


def of_decisions(entries: Iterable[LogEntry]) -> Iterator[str]:
    """Yield one line for each decision."""
    for entry in entries:
        made = entry.decision
        details = {
            "sequence": str(entry.sequence),
            "chain": entry.chain,
            "status": made.status,
            "outcome": made.outcome,
            "rulebase": made.rulebase_hash,
            "engine": made.engine_version,
            "entry": made.entry,
            "request": made.request_id,
        }
        entity = _entity(f"urn:immunote:digest:{made.digest}", details)
        yield _line(_REST, "E", moment_text(made.at), _SUCCESS, made.caller, entity)


def of_events(events: Iterable[AuditEvent]) -> Iterator[str]:
    """Yield one line for each event."""
    for event in events:
        kind, action = _KINDS.get(event.kind, (_ACTIVITY, "E"))
        outcome = _MINOR_FAILURE if event.kind == "sign-in-refused" else _SUCCESS
        details = {"kind": event.kind, "sequence": str(event.sequence), "chain": event.chain, **event.detail}
        entity = _entity(f"urn:immunote:{event.kind}:{event.subject}", details)
        yield _line(kind, action, moment_text(event.at), outcome, event.actor, entity)


def _entity(name: str, details: dict[str, Any]) -> dict[str, Any]:
    texts = {key: value if isinstance(value, str) else orjson.dumps(value).decode() for key, value in details.items()}
    return {
        "what": {"identifier": {"value": name}},
        "type": _ENTITY,
        "detail": [
            {"type": key, "valueString": text}
            for (key, text), value in zip(texts.items(), details.values(), strict=True)
            if value not in (None, "", {}, [])
        ],
    }


def _line(kind: dict[str, str], action: str, recorded: str, outcome: str, caller: str, entity: dict[str, Any]) -> str:
    resource = {
        "resourceType": "AuditEvent",
        "type": kind,
        "action": action,
        "recorded": recorded,
        "outcome": outcome,
        "agent": [{"who": {"identifier": {"value": caller}}, "requestor": True}],
        "source": {"observer": {"display": "immunote"}},
        "entity": [entity],
    }
    return orjson.dumps(resource).decode()
