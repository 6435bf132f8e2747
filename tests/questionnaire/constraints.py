"""The constraints of R4 on Questionnaires and their responses, and those of the SDC 3.0.0 profiles that are claimed.

Each is a function that yields what breaks it; the ids are those of the specification.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from immunote.service.questionnaire import sdc

Json = dict[str, Any]
_QUESTIONS = {"boolean", "decimal", "integer", "choice", "quantity", "dateTime"}


def items_of(given: Json) -> Iterator[Json]:
    for item in given.get("item", []):
        yield item
        yield from items_of(item)
        for answer in item.get("answer", []):
            yield from items_of(answer)


def urls(given: Json) -> list[str]:
    return [each["url"] for each in given.get("extension", [])]


def broken_in_questionnaire(form: Json, *, contained: bool = False) -> Iterator[str]:
    """What breaks R4 or a profile that the form claims."""
    if "name" in form and not re.fullmatch(r"[A-Z]([A-Za-z0-9_]){0,254}", form["name"]):
        yield "que-0"
    if not re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", form["id"]):
        yield "id"
    links = [item["linkId"] for item in items_of(form)]
    if len(set(links)) < len(links):
        yield "que-2"
    for item in items_of(form):
        yield from (f"{key} {item['linkId']}" for key in _broken_item(item, set(links)))
    for profile in form["meta"]["profile"]:
        yield from (f"{profile}: {each}" for each in _PROFILES[profile](form))
    if contained and {"versionId", "lastUpdated", "security"} & set(form["meta"]):
        yield "dom-4"


def _broken_item(item: Json, links: set[str]) -> Iterator[str]:
    kind = item["type"]
    if (kind == "group" and not item.get("item")) or (kind == "display" and "item" in item):
        yield "que-1"
    if kind == "display" and ({"code", "required", "repeats", "readOnly", "initial"} & set(item)):
        yield "que-3, que-6, que-9"
    if "answerOption" in item and ("answerValueSet" in item or kind != "choice"):
        yield "que-4, que-5"
    if kind == "choice" and "answerOption" not in item:
        yield "a choice without a choice"
    for each in item.get("enableWhen", []):
        if each["question"] not in links or each["question"] == item["linkId"]:
            yield "enableWhen asks a question of this form"
    if len(item.get("enableWhen", [])) > 1 and "enableBehavior" not in item:
        yield "que-12"
    if sdc.UNIT in urls(item) and kind not in ("decimal", "integer"):
        yield "questionnaire-unit is for numbers"
    if sdc.UNIT_OPTION in urls(item) and kind != "quantity":
        yield "questionnaire-unitOption is for quantities"
    for each in item.get("extension", []):
        if each["url"] in (sdc.MIN_VALUE, sdc.MAX_VALUE) and f"value{kind.capitalize()}" not in each:
            yield "minValue and maxValue have the type of the item"
        if each["url"] == sdc.MOST_DECIMALS and kind != "decimal":
            yield "maxDecimalPlaces is for decimals"
    if len(item["linkId"]) > 255:
        yield "que-15"


def _base(form: Json) -> Iterator[str]:
    if "url" not in form or re.search(r"[|# ]", form["url"]):
        yield "url 1..1"
    for item in items_of(form):
        if item["type"] not in _QUESTIONS | {"group", "display"}:
            yield "type"


def _from_observations(form: Json) -> Iterator[str]:
    found = [item for item in items_of(form) if sdc.LINK_PERIOD in urls(item)]
    if not found:
        yield "observationLinkPeriod is nowhere"
    for item in found:
        if not item.get("code") or item["type"] in ("group", "display"):
            yield f"observationLinkPeriod needs a code: {item['linkId']}"
        if not {sdc.UNIT, sdc.UNIT_OPTION} & set(urls(item)):
            yield f"a number needs its unit: {item['linkId']}"


def _to_observations(form: Json) -> Iterator[str]:
    found = [item for item in items_of(form) if sdc.EXTRACT in urls(item)]
    if not found:
        yield "observationExtract is nowhere"
    for item in found:
        if item["type"] == "display":
            yield "sdc-obsn-1"
        if not item.get("code"):
            yield f"observationExtract needs a code: {item['linkId']}"


def _by_expressions(form: Json) -> Iterator[str]:
    contexts = [each for each in form.get("extension", []) if each["url"] == sdc.LAUNCH_CONTEXT]
    for context in contexts:
        if [each["url"] for each in context["extension"]] != ["name", "type"]:
            yield "launchContext has a name and a type"
    yield from _broken_expressions(form, {"patient"} if contexts else set())


def _broken_expressions(part: Json, known: set[str]) -> Iterator[str]:
    """Of a form or an item: variables are known to what stands behind them and below."""
    where = part.get("linkId", "the form")
    known = set(known)
    for each in part.get("extension", []):
        if each["url"] not in (sdc.VARIABLE, sdc.INITIAL):
            continue
        value = each["valueExpression"]
        if set(re.findall(r"%(\w+)", value["expression"])) - known:
            yield f"an unknown variable: {where}"
        if each["url"] == sdc.INITIAL:
            if "initial" in part:
                yield "sdc-pop-1"
            if value["language"] != "text/fhirpath" or part.get("type") in (None, "group", "display"):
                yield f"initialExpression is FHIRPath of a question: {where}"
        else:
            if not re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", value.get("name", "")) or value["name"] in known:
                yield f"a name of its own, an id: {where}"
            if value["language"] not in ("text/fhirpath", "application/x-fhir-query"):
                yield f"a language of expressions: {where}"
            known.add(value["name"])
    for item in part.get("item", []):
        yield from _broken_expressions(item, known)


def _adaptive_found(form: Json) -> Iterator[str]:
    if urls(form).count(sdc.ADAPTIVE) != 1:
        yield "questionnaireAdaptive"
    for key in ("title", "date", "url"):
        if key not in form:
            yield f"{key} 1..1"
    if len(form.get("jurisdiction", [])) > 1 or len(form.get("code", [])) > 1:
        yield "jurisdiction 0..1, code 0..1"


def _adaptive_held(form: Json) -> Iterator[str]:
    if urls(form).count(sdc.ADAPTIVE) != 1:
        yield "questionnaireAdaptive 1..1"
    if "url" in form:
        yield "url 0..0"
    if not form.get("title"):
        yield "title 1..1"
    if len(form.get("derivedFrom", [])) != 1:
        yield "derivedFrom 1..1"
    if not all(item.get("text") for item in items_of(form)):
        yield "item.text 1..1"


_PROFILES = {
    sdc.BASE: _base,
    sdc.FROM_OBSERVATIONS: _from_observations,
    sdc.TO_OBSERVATIONS: _to_observations,
    sdc.BY_EXPRESSIONS: _by_expressions,
    sdc.ADAPTIVE_FOUND: _adaptive_found,
    sdc.ADAPTIVE_HELD: _adaptive_held,
}


def broken_in_response(response: Json) -> Iterator[str]:
    """What breaks R4 or a profile that the response claims."""
    (profile,) = response["meta"]["profile"]
    for key in ("questionnaire", "authored", "status"):
        if not response.get(key):
            yield f"{key} 1..1"
    answered = [item["linkId"] for item in items_of(response) if item.get("answer")]
    if len(set(answered)) < len(answered):
        yield "sdcqr-2, qrs-2"
    for item in items_of(response):
        if "answer" in item and "item" in item:
            yield "qrs-1"
        for answer in item.get("answer", []):
            if len([key for key in answer if key.startswith("value")]) != 1:
                yield "one value an answer"
    if profile == sdc.ADAPTIVE_RESPONSE:
        forms = [each for each in response.get("contained", []) if each["resourceType"] == "Questionnaire"]
        if [f"#{each['id']}" for each in forms] != [response["questionnaire"]]:
            yield "the form is contained"
        if not response.get("subject", {}).get("reference", "").startswith("Patient/"):
            yield "subject 1..1"
        for form in forms:
            yield from broken_in_questionnaire(form, contained=True)
    elif not re.fullmatch(r"[^|]+\|[0-9a-f]{64}", response["questionnaire"]):
        yield "the URL of the form with its version"
