"""The record of the launched patient: read as far as the scopes go, and mapped as every record is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from pydantic import SecretStr

from immunote.engine.api import Engine
from immunote.engine.faults import Fault
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import with_unit
from immunote.service.cds.detail import asides_of
from immunote.service.cds.fhir_client import NotFetched, Record
from immunote.service.cds.models import FhirAuthorization, HookContext, HookRequest
from immunote.service.cds.prefetch import PatientResources, gather
from immunote.service.cds.services import templates
from immunote.service.fhir.configured import map_collected
from immunote.service.fhir.mapping import Mapped
from immunote.service.fhir.report import MappedElement
from immunote.service.fhir.resources import resources_in
from immunote.service.kernel.context import Context
from immunote.service.kernel.deciding import in_thread
from immunote.service.kernel.problems import Problem
from immunote.service.page.reading import fields_of_profile
from immunote.service.page.record import RecordFact, RecordShown
from immunote.service.render.words import clean
from immunote.service.security.launched import LaunchSession
from immunote.service.security.session import launch_ended
from immunote.service.settings.smart import RecordSystem
from immunote.service.smart.refusals import refused
from immunote.service.smart.scopes import Granted, kinds_read

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_LONGEST = 120
_NEVER_NO = "What was not read is not known, which never means no."


@dataclass(frozen=True)
class ReadRecord:
    """The record of a patient: its values as the fields of a form, and what is shown of it."""

    fields: dict[str, str]
    shown: RecordShown


async def read_record(context: Context, server: RecordSystem, session: LaunchSession) -> ReadRecord:
    """Read the record. Raises Problem: S57, S58, S65; and Refused (S41 to S43) for one that cannot be mapped."""
    engine = context.knowledge.engine
    rulebase, granted = engine.rulebase, Granted.of(session.scopes)
    patient = await _patient(context, server, session, granted)
    gathered = await _gathered(context, server, session, granted, rulebase)
    mapped = await in_thread(context, partial(_mapped, context, engine, gathered))
    return ReadRecord(
        fields_of_profile(rulebase, mapped.profile),
        RecordShown(
            about=session.about,
            system=server.title,
            name=_name(patient),
            born=_day(patient.get("birthDate")),
            read=f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
            facts=tuple(_fact(rulebase, each) for each in mapped.report.elements),
            gaps=tuple(_gaps(rulebase, granted, gathered, mapped)),
            notices=tuple(_notices(session, rulebase)),
        ),
    )


async def _patient(
    context: Context, server: RecordSystem, session: LaunchSession, granted: Granted
) -> Mapping[str, Any]:
    """The Patient, whom the server has to give as it named them. Raises Problem (S57, S58, S65)."""
    if not granted.reads("Patient"):
        return {}
    settings = context.settings.cds.model_copy(update={"fhir_servers": (server,)})
    async with Record(server.issuer, SecretStr(session.token), settings) as record:
        try:
            found = await record.get(f"Patient/{session.patient}")
        except NotFetched as error:
            if error.status == 401:
                raise launch_ended() from None
            raise refused("S65", "Patient", error.why, "record") from None
    if found.get("resourceType") != "Patient" or found.get("id") != session.patient:
        raise refused("S57", "a Patient", "the record system gave another Patient than it launched for", "record")
    return found


async def _gathered(
    context: Context, server: RecordSystem, session: LaunchSession, granted: Granted, rulebase: RuleBase
) -> PatientResources:
    """All resources that the scopes let be read, as a hook would have them fetched. Raises Problem (S57, S65)."""
    kinds = kinds_read(rulebase)
    asked = {key: each for key, each in templates(rulebase).items() if granted.reads(kinds[key])}
    settings = context.settings.cds.model_copy(update={"fhir_servers": (server,)})
    token = FhirAuthorization(access_token=SecretStr(session.token), patient=session.patient)
    request = HookRequest(
        hook="smart",
        hookInstance="smart",
        context=HookContext(patientId=session.patient),
        fhirServer=server.issuer,
        fhirAuthorization=token,
    )
    try:
        gathered = await gather(request, asked, settings)
    except Problem as problem:
        raise _unread(problem) from None
    if not all(granted.is_whole(kind) for kind in kinds.values()):
        gathered.leave_out_lists()
    return gathered


def _unread(problem: Problem) -> Problem:
    """What kept the record from being read, under the codes of launches."""
    is_other = any("another patient" in fault.help or fault.code == "S63" for fault in problem.faults)
    if is_other:
        return refused("S57", "a search", "the record system answered with the record of another patient", "record")
    faults = [Fault("record", "S65", fault.text, fault.help) for fault in problem.faults]
    return Problem(502, "The record system did not answer as it has to", faults)


def _mapped(context: Context, engine: Engine, gathered: PatientResources) -> Mapped:
    collected = resources_in(gathered.given, most=context.settings.fhir.most_resources)
    mapped = map_collected(context.settings, collected, engine.rulebase, datetime.now(UTC).date())
    for unknown in mapped.report.unknown_codes:
        context.metrics.unknown_code(unknown.system, unknown.count)
    return mapped


def _fact(rulebase: RuleBase, each: MappedElement) -> RecordFact:
    code = each.source.code
    text = each.source.text or (code.display if code is not None else None) or ""
    kind = each.source.resource.partition("/")[0]
    how = {"read": "", "counted": ", counted from its date", "closed": ", by a list that was reviewed"}[each.how]
    origin = f"{kind} “{clean(text)[:_LONGEST]}”" if text else kind
    return RecordFact(
        element=each.element,
        label=each.label,
        value=each.value,
        words=_words(rulebase, each),
        origin=origin + how,
        date=_day(each.source.date),
    )


def _words(rulebase: RuleBase, each: MappedElement) -> str:
    if isinstance(each.value, bool):
        return "yes" if each.value else "no"
    if isinstance(each.value, str):
        return rulebase.elements[each.element].values.get(each.value, each.value)
    return with_unit(Decimal(str(each.value)), each.unit)


def _gaps(rulebase: RuleBase, granted: Granted, gathered: PatientResources, mapped: Mapped) -> Iterator[str]:
    kinds = list(dict.fromkeys(kinds_read(rulebase).values()))
    closed = [kind for kind in kinds if not granted.reads(kind)]
    narrow = [kind for kind in kinds if granted.reads(kind) and not granted.is_whole(kind)]
    if closed:
        yield f"Not read, because the launch does not allow it: {', '.join(closed)}. {_NEVER_NO}"
    if narrow:
        yield f"Read in part, because the launch allows no more: {', '.join(narrow)}. {_NEVER_NO}"
    yield from asides_of(gathered.states, mapped.report, rulebase)
    for each in mapped.report.seen:
        yield f"{each.label[:1].upper()}{each.label[1:]} is open: {each.words}."


def _notices(session: LaunchSession, rulebase: RuleBase) -> Iterator[str]:
    if session.card_rules is not None and session.card_rules != rulebase.content_hash:
        yield "The rules have changed since the card was shown that led here: what stands below is by the new ones."


def _name(patient: Mapping[str, Any]) -> str:
    names = [each for each in patient.get("name") or () if isinstance(each, dict)]
    for each in sorted(names, key=lambda found: found.get("use") != "official"):
        given = [part for part in each.get("given") or () if isinstance(part, str)]
        family = each.get("family") if isinstance(each.get("family"), str) else ""
        text = each.get("text") if isinstance(each.get("text"), str) else ""
        found = clean(" ".join([*given, family or ""]).strip() or text or "")
        if found:
            return found[:_LONGEST]
    return ""


def _day(date: Any) -> str:
    found = _DAY.match(date) if isinstance(date, str) else None
    return found[0] if found else ""
