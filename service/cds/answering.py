"""From what was gathered for a hook to its card, or to none: read, decided, compared with what was shown before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.service.cds.cards import CardWithSources, card_of, indicator_of, refused_card
from immunote.service.cds.detail import asides_of, recorded_of
from immunote.service.cds.draft_facts import facts_of, with_draft
from immunote.service.cds.models import HookRequest
from immunote.service.cds.news import key_of, state_of, user_of
from immunote.service.cds.orders import OrderedProduct
from immunote.service.cds.prefetch import PatientResources
from immunote.service.cds.reasons import stays_away
from immunote.service.cds.speaking import may_speak
from immunote.service.fhir.configured import map_collected
from immunote.service.fhir.inputs import inputs_of
from immunote.service.fhir.resources import resources_in
from immunote.service.fhir.standing import why_modified
from immunote.service.kernel.context import Context
from immunote.service.kernel.deciding import decide
from immunote.service.kernel.scopes import Caller
from immunote.service.shadow.messages import NOTHING_SEEN, SeenAtHook, SeenInputs
from immunote.service.storage.feedback import GivenCard

_MODIFIED = "Of a draft only its product was read: it has a modifier or rules that are not understood here."


@dataclass(frozen=True)
class HookCall:
    """A call of a service. `orders`: the drafts of covered products; None where the hook is not about orders."""

    request: HookRequest
    caller: Caller
    request_id: str
    base_url: str
    orders: list[OrderedProduct] | None = None

    @property
    def is_signing(self) -> bool:
        """Whether this is the last moment before an order is signed."""
        return self.request.hook == "order-sign"


def card_for(context: Context, engine: Engine, asked: HookCall, gathered: PatientResources) -> CardWithSources | None:
    """The card of a call; None where there is nothing to say, or nothing new. It blocks.

    Raises what `decide` and the stores raise.
    """
    rulebase, settings = engine.rulebase, context.settings.cds
    now = datetime.now(UTC)
    collected = resources_in(gathered.given)
    mapped = map_collected(context.settings, collected, rulebase, now.date())
    for unknown in mapped.report.unknown_codes:
        context.metrics.unknown_code(unknown.system, unknown.count)
    if asked.orders is None and not may_speak(mapped, rulebase):
        return None
    asides = asides_of(gathered.states, mapped.report, rulebase)
    patient = mapped.patient
    if asked.orders:
        conditions = [dict(each.raw) for each in collected.entries if each.kind == "Condition" and not each.against]
        patient, left_out = with_draft(mapped, rulebase, facts_of(rulebase, asked.orders, conditions))
        if any(why_modified(order.draft) is not None for order in asked.orders):
            asides.append(_MODIFIED)
        if left_out:
            labels = ", ".join(rulebase.elements[name].label for name in left_out)
            asides.append(f"Of the draft not used, because it contradicts the record: {labels}.")
    try:
        entry = f"cds:{asked.request.hook}"
        seen = NOTHING_SEEN
        if context.shadow is not None:
            user = user_of(asked.request, context.settings.security)
            seen = SeenInputs(inputs_of(mapped.report), SeenAtHook(asked.request.hook, user, indicator_of))
        note = decide(context, patient, asked.caller, entry, asked.request_id, engine, seen).note
    except Refused as refused:
        return refused_card(refused, rulebase, asked.base_url, settings, asides)
    recorded = recorded_of(note, mapped.report, rulebase)
    made = card_of(
        note,
        rulebase,
        asked.request.context.patientId,
        asked.base_url,
        settings,
        asides,
        recorded,
        _app(context, asked),
    )
    if made is None:
        return None
    key = key_of(asked.request, asked.caller, context.settings.security)
    state = state_of(note, patient.given, rulebase)
    last = context.shown.last(key)
    # what rules an order out is said each time that one is about to be signed
    must_be_said = asked.is_signing and made.card.indicator == "critical"
    if not must_be_said and stays_away(last, state, now, asked.orders is None, settings.set_aside_days):
        return None
    context.feedback.remember([GivenCard(made.card.uuid, note.digest, made.rules, made.sources, now)])
    context.shown.keep(key, made.card.uuid, state, now)
    return made


def _app(context: Context, asked: HookCall) -> str | None:
    """Where the app is launched, for a call of a record system that may launch it."""
    smart, server = context.settings.smart, asked.request.fhirServer
    listed = smart.link_on_cards and server is not None and smart.server(server) is not None
    return f"{asked.base_url}/smart/launch" if listed else None
