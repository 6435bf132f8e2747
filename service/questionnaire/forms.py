"""The questionnaires that are given: the static form with all questions, and the adaptive one, whose questions come by
`$next-question`.
"""

from __future__ import annotations

from collections.abc import Iterator

from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.index import Index
from immunote.service.questionnaire.expressions import initial_of, launch_context
from immunote.service.questionnaire.items import group_item, item_of, none_of_these
from immunote.service.questionnaire.sdc import (
    ADAPTIVE,
    ADAPTIVE_FOUND,
    BASE,
    BY_EXPRESSIONS,
    EXTRACT,
    FROM_OBSERVATIONS,
    INITIAL,
    LINK_PERIOD,
    TO_OBSERVATIONS,
    Json,
    extension,
)

_LOINC_NOTICE = (
    "This material contains content from LOINC (http://loinc.org). LOINC is copyright © 1995-2020, Regenstrief "
    "Institute, Inc. and the Logical Observation Identifiers Names and Codes (LOINC) Committee and is available at no "
    "cost under the license at http://loinc.org/license."
)
_ADAPTIVE = "-adaptive"


def form_id(rulebase: RuleBase, *, adaptive: bool = False) -> str:
    """The id of a form: that of the rule base, as FHIR writes ids."""
    return rulebase.id.replace("_", "-") + (_ADAPTIVE if adaptive else "")


def form_url(rulebase: RuleBase, base: str, *, adaptive: bool = False) -> str:
    """The canonical URL of a form. `base`: of the FHIR endpoint."""
    return f"{base}/Questionnaire/{form_id(rulebase, adaptive=adaptive)}"


def static_form(index: Index, base: str) -> Json:
    """The form with all questions, in the groups and the order of the rule base."""
    items = list(_groups(index))
    written = [each["url"] for item in _all(items) for each in item.get("extension", ())]
    profiles = [BASE]
    profiles += [FROM_OBSERVATIONS] if LINK_PERIOD in written else []
    profiles += [TO_OBSERVATIONS] if EXTRACT in written else []
    profiles += [BY_EXPRESSIONS] if INITIAL in written else []
    head = _head(index.rulebase, base, profiles, adaptive=False)
    context = [launch_context()] if INITIAL in written else []
    return {**head, **({"extension": context} if context else {}), "copyright": _LOINC_NOTICE, "item": items}


def adaptive_form(index: Index, base: str) -> Json:
    """What stands for the adaptive form in a search: no questions, and where to ask for them."""
    head = _head(index.rulebase, base, [BASE, ADAPTIVE_FOUND], adaptive=True)
    return {**head, "extension": [extension(ADAPTIVE, "Url", base)]}


def forms_of(index: Index, base: str) -> Iterator[Json]:
    """All questionnaires that are given."""
    yield static_form(index, base)
    yield adaptive_form(index, base)


def _head(rulebase: RuleBase, base: str, profiles: list[str], *, adaptive: bool) -> Json:
    words = " It asks only what can still change the outcome." if adaptive else ""
    name = "".join(part.capitalize() for part in rulebase.id.split("_"))
    return {
        "resourceType": "Questionnaire",
        "id": form_id(rulebase, adaptive=adaptive),
        "meta": {"profile": profiles},
        "url": form_url(rulebase, base, adaptive=adaptive),
        "version": rulebase.content_hash,
        "name": name + ("Adaptive" if adaptive else ""),
        "title": rulebase.title + (" (adaptive)" if adaptive else ""),
        "status": "active",
        "subjectType": ["Patient"],
        "date": rulebase.evidence_as_of,
        "description": " ".join(rulebase.intended_use.split()) + words,
    }


def _groups(index: Index) -> Iterator[Json]:
    for group in index.rulebase.question_groups:
        items = [none_of_these(group)] if group.none_of_these else []
        yield group_item(group.id, group.title, [*items, *(_filled(index, name) for name in group.elements)])


def _filled(index: Index, name: str) -> Json:
    item, initial = item_of(index, name), initial_of(index, name)
    return item if initial is None else {**item, "extension": [*item.get("extension", []), initial]}


def _all(items: list[Json]) -> Iterator[Json]:
    for item in items:
        yield item
        yield from _all(item.get("item", []))
