"""Writing back, where a user says so: the answers as a QuestionnaireResponse, and the note as a DocumentReference.

Each is created once: pressing the button twice makes no second copy on a server that knows conditional creates.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.note import Note
from immunote.engine.profile import value_json
from immunote.engine.tree import Value
from immunote.service.fhir.index import index_of
from immunote.service.html.day import today
from immunote.service.kernel.problems import Problem
from immunote.service.page.record import RecordShown
from immunote.service.questionnaire.filled import answered_groups, answers_of, question_of
from immunote.service.questionnaire.forms import form_url
from immunote.service.questionnaire.sdc import ORIGIN, RESPONSE, Json, extension
from immunote.service.render.html import render_html
from immunote.service.render.words import clean
from immunote.service.security.launched import LaunchSession
from immunote.service.security.session import launch_ended
from immunote.service.settings.smart import RecordSystem, SmartSettings
from immunote.service.smart.outbound import NoAnswerFrom, Outbound
from immunote.service.smart.refusals import refused
from immunote.service.smart.scopes import WRITTEN

_SYSTEM = "urn:immunote:written"
_LOINC = "http://loinc.org"
_ID = re.compile(r"(?:^|/)(QuestionnaireResponse|DocumentReference)/([A-Za-z0-9.-]{1,64})(?:/|$)")
_TITLE = "Note on intravenous immunoglobulin"


@dataclass(frozen=True)
class Written:
    """What was made. `references`: where the record system said, such as `DocumentReference/12`."""

    kinds: tuple[str, ...]
    references: tuple[str, ...]


@dataclass(frozen=True)
class ToWrite:
    """A note with the answers that it rests on, by whom and of whom. `forms`: the base URL of the questionnaires."""

    note: Note
    given: Mapping[str, Value]
    record: RecordShown
    session: LaunchSession
    forms: str
    at: datetime

    @property
    def identifier(self) -> Json:
        """The same for the same note of the same patient on the same day."""
        parts = f"{self.record.about}\n{self.note.digest}\n{self.at:%Y-%m-%d}"
        return {"system": _SYSTEM, "value": hashlib.sha256(parts.encode()).hexdigest()}


def response_of(engine: Engine, asked: ToWrite) -> Json:
    """The QuestionnaireResponse: completed, each answer with how it came to be (`auto`, `override` or `manual`)."""
    rulebase, index = engine.rulebase, index_of(engine.rulebase)
    profile = {name: value_json(rulebase.elements[name], value) for name, value in asked.given.items()}
    recorded = {each.element: each.value for each in asked.record.facts}
    by_question = {question_of(index, name): name for name in profile}
    of_record = {question_of(index, name) for name in recorded}
    answers = {}
    for question, answer in answers_of(index, profile).items():
        name = by_question[question]
        source = (
            "manual" if question not in of_record else "auto" if recorded.get(name) == profile[name] else "override"
        )
        answers[question] = {"extension": [_origin(source)], **answer}
    made = {
        "resourceType": "QuestionnaireResponse",
        "meta": {"profile": [RESPONSE]},
        "identifier": asked.identifier,
        "questionnaire": f"{form_url(rulebase, asked.forms)}|{rulebase.content_hash}",
        "status": "completed",
        "subject": {"reference": f"Patient/{asked.session.patient}"},
        "authored": _instant(asked.at),
        "author": _user(asked.session),
        "item": answered_groups(index, answers),
    }
    return {key: value for key, value in made.items() if value is not None}


def document_of(engine: Engine, asked: ToWrite, answers: str | None, settings: SmartSettings) -> Json:
    """The DocumentReference with the page and its dossier as HTML; preliminary, since nobody has signed it.

    `answers`: the reference of the QuestionnaireResponse that it rests on.
    """
    shown = render_html(asked.note, engine.rulebase, today()).encode()
    coding = [{"system": _LOINC, "code": settings.document_type}] if settings.document_type else None
    user = _user(asked.session)
    title = f"{_TITLE}: {clean(engine.rulebase.title)}"
    attachment = {
        "contentType": "text/html; charset=utf-8",
        "language": "en",
        "data": base64.b64encode(shown).decode(),
        "size": len(shown),
        "hash": base64.b64encode(hashlib.sha1(shown, usedforsecurity=False).digest()).decode(),
        "title": title,
        "creation": _instant(asked.at),
    }
    made = {
        "resourceType": "DocumentReference",
        "identifier": [asked.identifier],
        "status": "current",
        "docStatus": "preliminary",
        "type": {key: value for key, value in (("coding", coding), ("text", title)) if value},
        "subject": {"reference": f"Patient/{asked.session.patient}"},
        "date": _instant(asked.at),
        "author": [user] if user else None,
        "description": clean(asked.note.headline),
        "content": [{"attachment": attachment}],
        "context": {"related": [{"reference": answers}]} if answers else None,
    }
    return {key: value for key, value in made.items() if value is not None}


async def written_back(
    engine: Engine, asked: ToWrite, server: RecordSystem, settings: SmartSettings, document: Any
) -> Written:
    """Create both, the answers first. `document`: makes the DocumentReference from the answers' reference, in a thread.

    Raises Problem: S58, S59, S65, which says what was written before it.
    """
    outbound = Outbound(server, settings)
    references: list[str] = []
    answers = await _created(outbound, server, asked, response_of(engine, asked), [])
    references += [answers] if answers else []
    note = await _created(outbound, server, asked, await document(answers), [WRITTEN[0]])
    references += [note] if note else []
    return Written(WRITTEN, tuple(references))


async def _created(
    outbound: Outbound, server: RecordSystem, asked: ToWrite, resource: Json, before: list[str]
) -> str | None:
    kind: str = resource["resourceType"]
    identifier = asked.identifier
    headers = {
        "Authorization": f"Bearer {asked.session.token}",
        "Prefer": "return=minimal",
        "If-None-Exist": f"identifier={identifier['system']}|{identifier['value']}",
    }
    try:
        answer = await outbound.post_resource(f"{server.issuer}/{kind}", resource, headers)
    except NoAnswerFrom as error:
        raise _unwritten(kind, f"{error.why}, so it may have been written or not: look at the chart", before) from None
    if answer.status == 401 and not before:
        raise launch_ended()
    if answer.status == 403:
        raise refused("S59", kind, _told("the record system does not let it be written", before), "record")
    if answer.status not in (200, 201):
        raise _unwritten(kind, f"it answered with status {answer.status}", before)
    found = _ID.search(answer.location)
    if found is not None and found[1] == kind:
        return f"{kind}/{found[2]}"
    made = (answer.body or {}).get("id")
    return f"{kind}/{made}" if isinstance(made, str) and _ID.search(f"{kind}/{made}") else None


def _unwritten(kind: str, why: str, before: list[str]) -> Problem:
    return refused("S65", kind, _told(why, before), "record")


def _told(why: str, before: list[str]) -> str:
    return f"{why}; written before it: {', '.join(before)}" if before else f"{why}; nothing else was written"


def _origin(source: str) -> Json:
    return {"url": ORIGIN, "extension": [extension("source", "Code", source)]}


def _user(session: LaunchSession) -> Json | None:
    return None if session.user is None else {"reference": session.user}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
