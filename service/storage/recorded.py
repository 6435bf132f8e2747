"""Kept keys, rule bases and anchors beside the events that tell of them: a row without its event was added by hand."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from immunote.service.storage.chain import moment_text
from immunote.service.storage.events import EventLog, hash_of
from immunote.service.storage.keys import fingerprint
from immunote.service.storage.tables import AnchorRow, KeyRow, RuleBaseRow

if TYPE_CHECKING:
    import sqlalchemy


@dataclass
class _Told:
    """What the events say is kept."""

    keys: dict[str, str] = field(default_factory=dict)
    revoked: dict[str, str | None] = field(default_factory=dict)
    rulebases: dict[str, str] = field(default_factory=dict)
    named: dict[str, tuple[str, str]] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)

    def add(self, kind: str, subject: str, detail: Mapping[str, Any]) -> None:
        # an event that was written over tells of nothing; its own chain says so of it
        with contextlib.suppress(AttributeError, KeyError, TypeError, ValueError):
            self._add(kind, subject, detail)

    def _add(self, kind: str, subject: str, detail: Mapping[str, Any]) -> None:
        match kind:
            case "key-added":
                self.keys[subject] = str(detail.get("row"))
            case "key-revoked":
                self.revoked[subject] = detail.get("revoked")
            case "rulebase-kept":
                self.rulebases[subject] = str(detail.get("files"))
                self.named[subject] = (str(detail.get("name")), str(detail.get("version")))
            case "retention":
                self.anchors.add(str(detail.get("anchor")))
            case "upgraded":
                self._adopt(detail)

    def _adopt(self, detail: Mapping[str, Any]) -> None:
        for name, key in detail.get("keys", {}).items():
            self.keys[name] = str(key["row"])
            if key["revoked"]:
                self.revoked[name] = None
        self.rulebases.update(detail.get("rulebases", {}))
        self.anchors.update(detail.get("anchors", ()))


def faults(database: sqlalchemy.Engine, has_anchors: bool = True) -> list[str]:
    """What does not fit, in sentences. `has_anchors`: anchors too. Raises sqlalchemy.exc.SQLAlchemyError."""
    # rows are read before the events: what is added meanwhile has its event by then
    with database.connect() as connection:
        keys = list(connection.execute(select(KeyRow.__table__)).mappings())
        kept = connection.execute(
            select(RuleBaseRow.content_hash, RuleBaseRow.name, RuleBaseRow.version, RuleBaseRow.files)
        ).all()
        anchors = list(connection.execute(select(AnchorRow.hash, AnchorRow.first, AnchorRow.last)))
    told = _Told()
    for event in EventLog(database).entries():
        if event.kind != "upgraded" or event.sequence == 1:
            told.add(event.kind, event.subject, event.detail)
    found = list(_of_keys(keys, told))
    for row in kept:
        wanted = told.rulebases.get(row.content_hash)
        named = told.named.get(row.content_hash, (row.name, row.version))
        if wanted != _hash(row.files) or named != (row.name, row.version):
            what = "is in no event" if wanted is None else "is not what was kept"
            found.append(f"the kept rule base {row.content_hash} {what}")
    here = {row.content_hash for row in kept}
    found += [f"the kept rule base {name} is gone" for name in told.rulebases if name not in here]
    if not has_anchors:
        return found
    found += [
        f"the anchor of rows {row.first} to {row.last} is in no event: no retention left it"
        for row in anchors
        if row.hash not in told.anchors
    ]
    left = {row.hash for row in anchors}
    found += [f"an anchor of a retention is gone: {anchor}" for anchor in sorted(told.anchors - left)]
    return found


def _of_keys(keys: list[sqlalchemy.RowMapping], told: _Told) -> Iterator[str]:
    for row in keys:
        wanted = told.keys.get(row["id"])
        if wanted is None:
            yield f"the API key {row['id']} is in no event: `immunote keys` did not add it"
        elif wanted != _fingerprint(dict(row)):
            yield f"the API key {row['id']} is not what was added"
        at, noted = row["revoked"], told.revoked.get(row["id"])
        if at is not None and noted is not None and moment_text(at) != noted:
            yield f"the API key {row['id']} was revoked at another moment"
        elif (at is not None) != (row["id"] in told.revoked):
            state = "not revoked any more" if at is None else "revoked, and no event says so"
            yield f"the API key {row['id']} is {state}"
    here = {row["id"] for row in keys}
    for name in told.keys:
        if name not in here:
            yield f"the API key {name} is gone; a key is revoked, never removed"


def _hash(files: object) -> str | None:
    return hash_of(files) if isinstance(files, str | bytes) else None


def _fingerprint(row: Mapping[str, Any]) -> str | None:
    try:
        return fingerprint(row)
    except (TypeError, ValueError):  # something was written over it that has no canonical form
        return None
