"""The questionnaires that are given: the static form with all questions, and the adaptive one, whose questions come by
`$next-question`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.index import Index
from immunote.service.questionnaire.expressions import initial_of, launch_context
from immunote.service.questionnaire.items import group_item, item_of, none_of_these
from immunote.service.questionnaire.record_form import day_item, filled_of, variables_of_form, variables_of_group
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


class FormKind(StrEnum):
    """The forms of a rule base; the value is how the id of the form ends."""

    static = ""
    adaptive = "-adaptive"
    from_record = "-from-record"


_WORDS = {
    FormKind.static: ("", ""),
    FormKind.adaptive: (" (adaptive)", " It asks only what can still change the outcome."),
    FormKind.from_record: (" (filled in from the record)", " Each value that it fills in is for a person to confirm."),
}


def form_id(rulebase: RuleBase, kind: FormKind = FormKind.static) -> str:
    """The id of a form: that of the rule base, as FHIR writes ids."""
    return rulebase.id.replace("_", "-") + kind


def form_url(rulebase: RuleBase, base: str, kind: FormKind = FormKind.static) -> str:
    """The canonical URL of a form. `base`: of the FHIR endpoint."""
    return f"{base}/Questionnaire/{form_id(rulebase, kind)}"


def static_form(index: Index, base: str) -> Json:
    """The form with all questions, in the groups and the order of the rule base."""
    return _whole(index, base, FormKind.static, list(_groups(index)), [])


def record_form(index: Index, base: str) -> Json:
    """The same with searches and expressions, by which a record system fills in what its record says for sure."""
    return _whole(index, base, FormKind.from_record, list(_searching_groups(index)), variables_of_form(index))


def _whole(index: Index, base: str, kind: FormKind, items: list[Json], variables: list[Json]) -> Json:
    written = [each["url"] for item in _all(items) for each in item.get("extension", ())]
    profiles = [BASE]
    profiles += [FROM_OBSERVATIONS] if LINK_PERIOD in written else []
    profiles += [TO_OBSERVATIONS] if EXTRACT in written else []
    profiles += [BY_EXPRESSIONS] if INITIAL in written else []
    head = _head(index.rulebase, base, profiles, kind)
    extensions = [launch_context(), *variables] if INITIAL in written else []
    return {**head, **({"extension": extensions} if extensions else {}), "copyright": _LOINC_NOTICE, "item": items}


def adaptive_form(index: Index, base: str) -> Json:
    """What stands for the adaptive form in a search: no questions, and where to ask for them."""
    head = _head(index.rulebase, base, [BASE, ADAPTIVE_FOUND], FormKind.adaptive)
    return {**head, "extension": [extension(ADAPTIVE, "Url", base)]}


def forms_of(index: Index, base: str) -> Iterator[Json]:
    """All questionnaires that are given."""
    yield static_form(index, base)
    yield adaptive_form(index, base)
    yield record_form(index, base)


def _head(rulebase: RuleBase, base: str, profiles: list[str], kind: FormKind) -> Json:
    title, words = _WORDS[kind]
    name = "".join(part.capitalize() for part in f"{rulebase.id}{kind}".replace("-", "_").split("_"))
    return {
        "resourceType": "Questionnaire",
        "id": form_id(rulebase, kind),
        "meta": {"profile": profiles},
        "url": form_url(rulebase, base, kind),
        "version": rulebase.content_hash,
        "name": name,
        "title": rulebase.title + title,
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


def _searching_groups(index: Index) -> Iterator[Json]:
    for group in index.rulebase.question_groups:
        variables = list(variables_of_group(index, group))
        items = [none_of_these(group)] if group.none_of_these else []
        for name in group.elements:
            filled, day = filled_of(index, name), day_item(index, name)
            item = _filled(index, name)
            items.append(item if filled is None else {**item, "extension": [*item.get("extension", []), filled]})
            items += [] if day is None else [day]
        made = group_item(group.id, group.title, items)
        yield {"extension": variables, **made} if variables else made


def _all(items: list[Json]) -> Iterator[Json]:
    for item in items:
        yield item
        yield from _all(item.get("item", []))
