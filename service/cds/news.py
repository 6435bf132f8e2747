"""What is new for a user on a patient: a fact, an outcome, a rule base; as hashes that name nobody."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Facts
from immunote.service.cds.models import HookRequest
from immunote.service.fhir.index import index_of
from immunote.service.kernel.scopes import Caller
from immunote.service.storage.chain import canonical
from immunote.service.storage.shown import CardState

if TYPE_CHECKING:
    from immunote.service.settings.security import SecuritySettings

_ROLES = frozenset({"Practitioner", "PractitionerRole", "Patient", "RelatedPerson"})
"""The kinds of user that CDS Hooks names."""


def key_of(request: HookRequest, caller: Caller, settings: SecuritySettings) -> str:
    """A hash of who opened whose chart at which hook, keyed with the pepper where one is set.

    A user who is not named may be another one each time, so each such call has a key of its own. Without a pepper
    whoever holds the database could try ids one by one; it holds nothing else of a patient's identity.
    """
    pepper = settings.key_pepper.get_secret_value().encode() if settings.key_pepper else b""
    user = request.context.userId or request.hookInstance
    who = [caller.id, request.fhirServer or "", request.hook, user, request.context.patientId]
    return hashlib.blake2b(canonical(who), digest_size=32, key=pepper, person=b"immunote-shown").hexdigest()


def user_of(request: HookRequest, settings: SecuritySettings) -> str:
    """Whom a silent trial counts a call for: the role of the user, and a hash where a pepper keeps the id unknown."""
    given = request.context.userId or ""
    kind = given.rpartition("/")[0].rpartition("/")[2]
    role = kind if kind in _ROLES else "unknown"
    if settings.key_pepper is None or not given:
        return role
    key = settings.key_pepper.get_secret_value().encode()
    hashed = hashlib.blake2b(
        canonical([request.fhirServer or "", given]), digest_size=8, key=key, person=b"immunote-alerts"
    )
    return f"{role} {hashed.hexdigest()}"


def state_of(note: Note, facts: Facts, rulebase: RuleBase) -> CardState:
    """What a card rests on. A time that only went on is no news unless a rule tells the two times apart."""
    index = index_of(rulebase)
    counted = index.records.durations
    said: list[list[str]] = []
    for name in sorted(facts):
        value = facts[name]
        cells = index.cells.get(name, ()) if name in counted else ()
        where = next((f"cell {cell.index}" for cell in cells if cell.holds(value)), str(value))
        said.append([name, where])
    outcome = [note.status, note.outcome or "", note.leaning or "", *note.reachable]
    outcome += [flag.flag for flag in note.flags if flag.open]
    return CardState(_hash(said), _hash(outcome), note.provenance.content_hash)


def _hash(part: object) -> str:
    return hashlib.sha256(canonical(part)).hexdigest()
