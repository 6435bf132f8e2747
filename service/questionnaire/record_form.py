"""The static form that a record system fills in by itself: its searches, and the expressions of its questions.

Only what is sure: a yes where a confirmed condition is active, and the latest result in a unit of its question, with
its day beside it. It never says no. A form of its own, since LHC-Forms shows none whose expressions hang on a search
that nothing answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from immunote.engine.tables import QuestionGroup
from immunote.service.fhir.answers import READ_ON
from immunote.service.fhir.datatypes import Concept, RecordCoding
from immunote.service.fhir.index import Index
from immunote.service.questionnaire.expressions import initial
from immunote.service.questionnaire.items import number_json, type_of
from immunote.service.questionnaire.record_queries import (
    Codes,
    FormUnit,
    among,
    unanswered,
    union,
    variables_of_conditions,
    variables_of_results,
)
from immunote.service.questionnaire.sdc import Json
from immunote.service.questionnaire.units import units_of

_OF_CONDITIONS = ("snomed", "icd10cm", "icd10who", "icd10gm", "cim10fr")
_WORDED = ("loinc", "atc", "rxnorm")


def variables_of_form(index: Index) -> list[Json]:
    """The variables of the form as a whole."""
    every: dict[str, set[str]] = {}
    for group in index.rulebase.question_groups:
        for name in group.elements:
            for uri, codes in condition_codes(index, name).items():
                every.setdefault(uri, set()).update(codes)
    return list(variables_of_conditions(index, {uri: sorted(codes) for uri, codes in every.items()}))


def variables_of_group(index: Index, group: QuestionGroup) -> Iterator[Json]:
    """The variables of the quantities that a group asks for."""
    for name in group.elements:
        loinc = result_codes(index, name)
        if loinc:
            limit = index.elements[name].says_nothing_after
            days = None if limit is None else int(limit.value)
            by_day = name in index.records.lowest_of_a_day
            yield from variables_of_results(_variable(name), loinc, list(_form_units(index, name)), days, by_day=by_day)


def filled_of(index: Index, name: str) -> Json | None:
    """The expression that fills in a question; None where nothing is sure enough."""
    loinc = result_codes(index, name)
    if loinc:
        part = "" if type_of(index, name) == "quantity" else ".value"
        return initial(f"iif({unanswered(name, loinc)}, %{_variable(name)}Value{part}, {{}})")
    codes = condition_codes(index, name)
    if not codes:
        return None
    listed = among(codes)
    # another code beside it may be of screening, of the past, or of another disease
    beside = f"code.coding.where(system in ({union(_systems(index))}) and iif({listed}, false, true)).empty()"
    here, denied = f"%present.where({beside}).code.coding.where({listed}).exists()", _findings(listed)
    return initial(f"iif(%whole and {unanswered(name, codes)} and {denied} and {here}, true, {{}})")


def day_item(index: Index, name: str) -> Json | None:
    """The item that shows on which day a value was measured; None for a question that no result fills in."""
    loinc = result_codes(index, name)
    if not loinc:
        return None
    shown = f"iif({unanswered(name, loinc)} and %{_variable(name)}Value.exists(), %{_variable(name)}Last, {{}})"
    return {
        "extension": [initial(shown)],
        "linkId": name + READ_ON,
        "text": f"Day of this value in the record: {index.elements[name].label}",
        "type": "dateTime",
        "enableWhen": [{"question": name, "operator": "exists", "answerBoolean": True}],
        "required": False,
        "repeats": False,
        "readOnly": True,
    }


def condition_codes(index: Index, name: str) -> Codes:
    """The codes whose confirmed, active condition is a yes to a question; empty where a condition is no answer.

    Left out are elements that results or drugs answer as well, since those may say otherwise.
    """
    element = index.elements[name]
    if element.type != "boolean" or element.only_if is not None or set(element.codes) & set(_WORDED):
        return {}
    found: Codes = {}
    for system in _OF_CONDITIONS:
        uri = index.uri(system)
        codes = [code for code in element.codes.get(system, ()) if uri and _is_yes(index, name, uri, code)]
        if uri is not None and codes:
            found[uri] = codes
    return found


def result_codes(index: Index, name: str) -> Codes:
    """The LOINC codes of the results that are the quantity of a question; empty where it is worked out or worded."""
    element, uri = index.elements[name], index.uri("loinc")
    worked_out = any(each.how != "scale" for each in element.derivations)
    if not element.is_number or uri is None or worked_out or name in index.records.worded_numbers:
        return {}
    codes = [code for code in element.codes.get("loinc", ()) if _is_quantity(index, name, uri, code)]
    return {uri: codes} if codes and units_of(index, name) else {}


def _systems(index: Index) -> list[str]:
    return [uri for system in (*_OF_CONDITIONS, *_WORDED) if (uri := index.uri(system))]


def _findings(listed: str) -> str:
    return f"%findings.code.combine(%findings.component.code).coding.where({listed}).empty()"


def _is_yes(index: Index, name: str, uri: str, code: str) -> bool:
    hits = index.stated([Concept(coding=[RecordCoding(system=uri, code=code)])])
    return any(hit.element == name and hit.because is None and hit.value is True for hit in hits)


def _is_quantity(index: Index, name: str, uri: str, code: str) -> bool:
    hits = index.hits([Concept(coding=[RecordCoding(system=uri, code=code)])])
    return bool(hits) and all(index.family[hit.element] == index.family[name] and not hit.because for hit in hits)


def _form_units(index: Index, name: str) -> Iterator[FormUnit]:
    """The units of a question with what is plausible in each."""
    asked_by_itself = {each for group in index.rulebase.question_groups for each in group.elements}
    members = [name, *(each for each in index.members(index.family[name]) if each not in asked_by_itself)]
    for unit in units_of(index, name):
        member = next(each for each in members if unit in index.records.units.get(each, {}))
        low, high = index.elements[member].accepted
        factors = index.records.units[member]
        same = tuple(each for each, factor in factors.items() if each and Decimal(factor) == Decimal(factors[unit]))
        if low is not None and high is not None:
            factor = Decimal(factors[unit])
            yield FormUnit(unit, same, number_json(low / factor), number_json(high / factor))


def _variable(name: str) -> str:
    """The name of an element as FHIR has names of variables, without an underscore."""
    first, *others = name.split("_")
    return first + "".join(part.capitalize() for part in others)
