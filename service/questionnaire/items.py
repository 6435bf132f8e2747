"""One question as an item of a Questionnaire: its type, units, answers, code, help and when it is asked."""

from __future__ import annotations

from decimal import Decimal

from immunote.engine.elements import Element
from immunote.engine.tables import QuestionGroup
from immunote.service.fhir.index import Index
from immunote.service.fhir.ticked import NONE_OF_THESE
from immunote.service.questionnaire.sdc import (
    EXTRACT,
    LINK_PERIOD,
    MAX_VALUE,
    MIN_VALUE,
    MOST_DECIMALS,
    UCUM,
    UNIT,
    UNIT_OPTION,
    Json,
    display,
    extension,
)
from immunote.service.questionnaire.units import own_unit, range_in_words, units_of

GROUP = "group."
HELP = ".help"
_KEEPS_OPEN = "This answer is recorded and leaves the question open"
_NONE_HELP = "Yes stores a no for each question of this group that is not answered; it changes no answer."


def system_of(name: str) -> str:
    """The code system of the answers of an enumeration."""
    return f"urn:immunote:element:{name}"


def item_of(index: Index, name: str, text: str | None = None) -> Json:
    """The item of an element; its linkId is the element's name. `text`: what is asked of this patient."""
    element = index.elements[name]
    code = loinc_of(index, name)
    extensions = _extensions(index, element, code)
    item: Json = {
        "extension": extensions or None,
        "linkId": name,
        "code": [code] if code else None,
        "text": text or element.question,
        "type": type_of(index, name),
        "enableWhen": _enabled(element),
        "required": False,
        "repeats": False,
        "answerOption": [{"valueCoding": option} for option in _options(element)] or None,
        "item": _help(index, element),
    }
    return {key: value for key, value in item.items() if value is not None}


def group_item(group: str, title: str, items: list[Json]) -> Json:
    """The item of a group with what stands in it. `group`: its id."""
    return {"linkId": GROUP + group, "text": title, "type": "group", "item": items}


def none_of_these(group: QuestionGroup) -> Json:
    """The item whose yes is a no to each open question of a group."""
    link_id = NONE_OF_THESE + group.id
    return {
        "linkId": link_id,
        "text": group.none_of_these,
        "type": "boolean",
        "required": False,
        "repeats": False,
        "item": [display(link_id + HELP, _NONE_HELP, "help")],
    }


def type_of(index: Index, name: str) -> str:
    """The type of an item: `quantity` where there is a choice of units."""
    element = index.elements[name]
    if element.type == "boolean":
        return "boolean"
    if element.type == "enumeration":
        return "choice"
    return "quantity" if len(units_of(index, name)) > 1 else element.type


def loinc_of(index: Index, name: str) -> Json | None:
    """The LOINC code of the quantity as the element counts it; None where there is none.

    Of several codes that a record may carry, the first is meant. A quantity that can be worked out by a formula has
    none: each of its codes names a formula, and an answer does not say by which it was reached.
    """
    element = index.elements[name]
    codes = element.codes.get("loinc", ())
    uri = index.uri("loinc")
    if not element.is_number or not codes or uri is None or any(each.formula for each in element.derivations):
        return None
    return {"system": uri, "code": codes[0]}


def ucum(code: str, words: str | None = None) -> Json:
    """A unit as a Coding."""
    return {"system": UCUM, "code": code, "display": words or code}


def number_json(value: Decimal) -> int | float:
    """A number as JSON has it."""
    return int(value) if value == value.to_integral_value() else float(value)


def _extensions(index: Index, element: Element, code: Json | None) -> list[Json]:
    kind = type_of(index, element.name)
    found: list[Json] = []
    if kind == "quantity":
        found += [extension(UNIT_OPTION, "Coding", ucum(unit)) for unit in units_of(index, element.name)]
    elif kind in ("decimal", "integer"):
        unit = own_unit(index, element.name)
        found += [extension(UNIT, "Coding", ucum(unit, element.unit))] if unit else []
        value = kind.capitalize()
        low, high = element.accepted
        found += [extension(MIN_VALUE, value, number_json(low))] if low is not None else []
        found += [extension(MAX_VALUE, value, number_json(high))] if high is not None else []
        found += [extension(MOST_DECIMALS, "Integer", element.decimals)] if kind == "decimal" else []
    if code is not None:
        found.append(extension(EXTRACT, "Boolean", True))
        if element.says_nothing_after is not None:
            days = number_json(element.says_nothing_after.value)
            duration = {"value": days, "unit": "days", "system": UCUM, "code": "d"}
            found.append(extension(LINK_PERIOD, "Duration", duration))
    return found


def _options(element: Element) -> list[Json]:
    system = system_of(element.name)
    return [{"system": system, "code": code, "display": words} for code, words in element.values.items()]


def _enabled(element: Element) -> list[Json] | None:
    if element.only_if is None:
        return None
    return [{"question": element.only_if, "operator": "=", "answerBoolean": True}]


def _help(index: Index, element: Element) -> list[Json] | None:
    words = range_in_words(index, element.name) if element.is_number else None
    if element.not_an_answer:
        kept = ", ".join(f"“{element.values[member]}”" for member in element.not_an_answer)
        words = f"{_KEEPS_OPEN}: {kept}."
    return [display(element.name + HELP, words, "help")] if words else None
