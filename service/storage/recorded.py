"""Kept keys, rule bases and anchors beside the events that tell of them: a row without its event was added by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from immunote.service.storage.events import EventLog, hash_of
from immunote.service.storage.keys import fingerprint
from immunote.service.storage.tables import AnchorRow, KeyRow, RuleBaseRow

if TYPE_CHECKING:
    import sqlalchemy


@dataclass
class _Told:
    """What the events say is kept."""

    keys: dict[str, str] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    rulebases: dict[str, str] = field(default_factory=dict)
    anchors: set[str] = field(default_factory=set)

    def add(self, kind: str, subject: str, detail: Mapping[str, Any]) -> None:
        match kind:
            case "key-added":
                self.keys[subject] = str(detail.get("row"))
            case "key-revoked":
                self.revoked.add(subject)
            case "rulebase-kept":
                self.rulebases[subject] = str(detail.get("files"))
            case "retention":
                self.anchors.add(str(detail.get("anchor")))
            case "upgraded":
                self._adopt(detail)

    def _adopt(self, detail: Mapping[str, Any]) -> None:
        for name, key in detail.get("keys", {}).items():
            self.keys[name] = str(key["row"])
            if key["revoked"]:
                self.revoked.add(name)
        self.rulebases.update(detail.get("rulebases", {}))
        self.anchors.update(detail.get("anchors", ()))


def faults(database: sqlalchemy.Engine, has_anchors: bool = True) -> list[str]:
    """What does not fit, in sentences. `has_anchors`: anchors too. Raises sqlalchemy.exc.SQLAlchemyError."""
    # rows are read before the events: what is added meanwhile has its event by then
    with database.connect() as connection:
        keys = list(connection.execute(select(KeyRow.__table__)).mappings())
        kept = {
            row.content_hash: hash_of(row.files)
            for row in connection.execute(select(RuleBaseRow.content_hash, RuleBaseRow.files))
        }
        anchors = list(connection.execute(select(AnchorRow.hash, AnchorRow.first, AnchorRow.last)))
    told = _Told()
    for event in EventLog(database).entries():
        if event.kind != "upgraded" or event.sequence == 1:
            told.add(event.kind, event.subject, event.detail)
    found = list(_of_keys(keys, told))
    for content_hash, files in kept.items():
        wanted = told.rulebases.get(content_hash)
        if wanted != files:
            what = "is in no event" if wanted is None else "is not what was kept"
            found.append(f"the kept rule base {content_hash} {what}")
    found += [f"the kept rule base {name} is gone" for name in told.rulebases if name not in kept]
    if not has_anchors:
        return found
    found += [
        f"the anchor of rows {row.first} to {row.last} is in no event: no retention left it"
        for row in anchors
        if row.hash not in told.anchors
    ]
    here = {row.hash for row in anchors}
    found += [f"an anchor of a retention is gone: {anchor}" for anchor in sorted(told.anchors - here)]
    return found


def _of_keys(keys: list[sqlalchemy.RowMapping], told: _Told) -> Iterator[str]:
    for row in keys:
        wanted = told.keys.get(row["id"])
        if wanted is None:
            yield f"the API key {row['id']} is in no event: `immunote keys` did not add it"
        elif wanted != fingerprint(dict(row)):
            yield f"the API key {row['id']} is not what was added"
        if (row["revoked"] is not None) != (row["id"] in told.revoked):
            state = "not revoked any more" if row["revoked"] is None else "revoked, and no event says so"
            yield f"the API key {row['id']} is {state}"
    here = {row["id"] for row in keys}
    for name in told.keys:
        if name not in here:
            yield f"the API key {name} is gone; a key is revoked, never removed"
