"""Decisions and events as AuditEvents of FHIR R4, without a fact of a patient."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy

from immunote.service.storage import fhir_audit
from immunote.service.storage.events import EventLog
from immunote.service.storage.keys import KeyStore
from tests.storage.support import PLANTED, filled


def test_each_decision_and_each_event_is_an_audit_event(database: sqlalchemy.Engine) -> None:
    models = pytest.importorskip("fhirclient.models.auditevent")
    log = filled(database, 3)
    keys = KeyStore(database)
    keys.revoke(keys.add("a" * 128, ["notes:write"], None, "of the ward"))
    EventLog(database).append("service-started", "0.2.0", {"settings": {"IMMUNOTE_PORT": "9000"}})
    EventLog(database).append("sign-in-refused", "S21", {"count": 7})
    lines = [*fhir_audit.of_decisions(log.entries()), *fhir_audit.of_events(EventLog(database).entries())]
    found = [
        models.AuditEvent(json.loads(line)) for line in lines
    ]  # raises where a field is missing or of another kind
    assert [each.outcome for each in found] == ["0"] * 6 + ["4"]
    assert found[0].agent[0].who.identifier.value == "key-1"
    assert found[0].entity[0].what.identifier.value == f"urn:immunote:digest:{1:064x}"
    assert [each.type.code for each in found[3:]] == ["110113", "110113", "110100", "110114"]
    assert not any(PLANTED in line or "temperature_c" in line for line in lines)


def test_the_commands_write_them(database: sqlalchemy.Engine, url: str, tmp_path: Path) -> None:
    from immunote.service.cli import decision_log

    filled(database, 2)
    KeyStore(database).add("a" * 128, ["notes:write"], None, "")
    decision_log.export(None, None, tmp_path / "decisions", "fhir", url)
    decision_log.events(tmp_path / "events", "ndjson", url)
    assert [json.loads(line)["resourceType"] for line in (tmp_path / "decisions").read_text().splitlines()] == [
        "AuditEvent",
        "AuditEvent",
    ]
    assert [json.loads(line)["kind"] for line in (tmp_path / "events").read_text().splitlines()] == ["key-added"]
    assert (tmp_path / "events").stat().st_mode & 0o777 == 0o600
