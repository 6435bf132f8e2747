"""ReadAnswers that come in: to which form they were given, what the intake reads of them, and what it cannot use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from immunote.engine.faults import Fault, Refused, listed, shorten
from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.configured import map_collected
from immunote.service.fhir.index import LINK_ID
from immunote.service.fhir.mapping import Mapped
from immunote.service.fhir.report import MappingReport
from immunote.service.fhir.resources import resources_in
from immunote.service.questionnaire.forms import FormKind, form_id
from immunote.service.questionnaire.sdc import Json
from immunote.service.settings.service import Settings

_QUIET = frozenset({"older", "worked_out", "overruled", "another_version", "no_value", "unconfirmed", "no_needs"})
"""Reasons of which nobody who answers needs to hear: it is used elsewhere, there is none, or what it needs is asked."""
_DEEPEST = 8


@dataclass(frozen=True)
class ReadAnswers:
    """A QuestionnaireResponse as it was read. `held`: the Questionnaire that it contains, empty where it has none.

    `is_of_this_version`: whether it was given to the form of the rule base in use. `linked`: linkIds with an answer.
    `unused`: sentences on answers that are not used; while there are any, the form is not complete.
    """

    raw: Json
    held: Json
    is_of_this_version: bool
    mapped: Mapped
    linked: frozenset[str]
    unused: tuple[str, ...]


def read_response(settings: Settings, rulebase: RuleBase, raw: Json, as_of: date) -> ReadAnswers:
    """Read a response whatever its status, as of a day. Raises Refused (S41, S91, S92)."""
    held = _held(raw)
    version = _version(rulebase, raw, held)
    given = {key: value for key, value in raw.items() if key != "contained"}
    given |= {"status": "completed", "authored": raw.get("authored") or as_of.isoformat()}
    mapped = map_collected(settings, resources_in(given), rulebase, as_of)
    linked = frozenset(link for link, answered in links_in(raw.get("item")) if answered)
    unused = tuple(dict.fromkeys(_unused(rulebase, mapped.report)))
    return ReadAnswers(raw, held, version in (None, rulebase.content_hash), mapped, linked, unused)


def links_in(items: Any, depth: int = 0) -> Iterator[tuple[str, bool]]:
    """The linkIds of items and of all items within, each with whether it has an answer."""
    for item in items if isinstance(items, list) and depth < _DEEPEST else ():
        if isinstance(item, dict) and isinstance(item.get("linkId"), str):
            answers = item.get("answer")
            yield item["linkId"], bool(answers)
            yield from links_in(item.get("item"), depth + 1)
            for answer in answers if isinstance(answers, list) else ():
                yield from links_in(answer.get("item") if isinstance(answer, dict) else None, depth + 1)


def is_form_of(rulebase: RuleBase, canonical: str) -> bool:
    """Whether a canonical, with or without a version, names a form of a rule base, on whatever server."""
    forms = [form_id(rulebase, kind) for kind in FormKind]
    return canonical.partition("|")[0].rpartition("/")[2] in forms


def known_form(rulebase: RuleBase, canonical: Any, place: str) -> str | None:
    """The version that a canonical of a form names, None where it names none. Raises Refused (S91)."""
    if not isinstance(canonical, str) or not is_form_of(rulebase, canonical):
        forms = [form_id(rulebase, kind) for kind in FormKind]
        help_line = f"the forms here end in {listed(forms)}; `GET /fhir/Questionnaire` gives them"
        raise Refused([Fault(place, "S91", shorten(canonical, 100), help_line)])
    return canonical.partition("|")[2] or None


def _held(raw: Json) -> Json:
    """The Questionnaire that a response contains and names; empty where it names one by its URL."""
    named, contained = raw.get("questionnaire"), raw.get("contained")
    if isinstance(named, str) and named.startswith("#"):
        for each in contained if isinstance(contained, list) else ():
            if isinstance(each, dict) and each.get("resourceType") == "Questionnaire" and each.get("id") == named[1:]:
                return each
        raise Refused([Fault("$.questionnaire", "S91", shorten(named, 60), "the response contains no such form")])
    return {}


def _version(rulebase: RuleBase, raw: Json, held: Json) -> str | None:
    if not held:
        return known_form(rulebase, raw.get("questionnaire"), "$.questionnaire")
    derived = held.get("derivedFrom")
    source = derived[0] if isinstance(derived, list) and derived else held.get("url")
    return known_form(rulebase, source, "$.contained.derivedFrom") or held.get("version")


def _unused(rulebase: RuleBase, report: MappingReport) -> Iterator[str]:
    elements = rulebase.elements
    clashing = [each for each in report.not_used if each.reason == "contradicts" and each.element]
    if clashing:
        named = dict.fromkeys(elements[each.element].label for each in clashing if each.element)
        yield f"These answers contradict each other, so none of them is used: {listed(list(named))}."
    for each in report.not_used:
        if each.reason in _QUIET or each in clashing:
            continue
        about = elements[each.element].label if each.element is not None else "The answers as a whole"
        yield f"This answer is not used. {about}: {each.words}."
    for code in report.unknown_codes:
        if code.system == LINK_ID:
            yield f"This answer is not used, since the form has no such question: {code.code}."
