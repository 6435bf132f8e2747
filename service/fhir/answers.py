"""QuestionnaireResponse: an item whose linkId is the name of an element answers it."""

from __future__ import annotations

from collections.abc import Iterator

from immunote.engine.tree import Value
from immunote.service.fhir.dates import Span
from immunote.service.fhir.index import LINK_ID, readable
from immunote.service.fhir.models import Concept, QuestionnaireResponse, RecordAnswer, RecordCoding, RecordItem
from immunote.service.fhir.observations import coded_answer
from immunote.service.fhir.record_reading import FoundValue, RecordReading, bare, measured, source_of, written
from immunote.service.fhir.report import Conversion
from immunote.service.fhir.resources import ResourceEntry

_FINISHED = {"completed", "amended", None}


def read_answers(reading: RecordReading, entry: ResourceEntry, response: QuestionnaireResponse) -> None:
    """The answers of a finished questionnaire. An item without an answer, or with several, answers nothing."""
    if response.status == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    span = reading.day(response.authored)
    for item in _items(response.item):
        name = item.link_id or ""
        if name not in reading.index.elements:
            if item.answer:
                reading.unknown_codes([Concept(coding=[RecordCoding(system=LINK_ID, code=name)])])
            continue
        coding = RecordCoding(system=LINK_ID, code=name)
        source = source_of(entry, coding, span)
        if response.status not in _FINISHED:
            reading.pass_over(source, "unconfirmed", [name])
        elif reading.is_future(span):
            reading.pass_over(source, "future", [name])
        elif len(item.answer) != 1:
            reading.pass_over(source, "ambiguous" if item.answer else "no_value", [name])
        else:
            _read_answer(reading, entry, name, item.answer[0], span, coding)
    return None


def _items(items: list[RecordItem]) -> Iterator[RecordItem]:
    for item in items:
        yield item
        yield from _items(item.item)
        for answer in item.answer:
            yield from _items(answer.item)


def _read_answer(
    reading: RecordReading,
    entry: ResourceEntry,
    name: str,
    answer: RecordAnswer,
    span: Span | None,
    coding: RecordCoding,
) -> None:
    element = reading.index.elements[name]
    value: Value | None = None
    reason, recorded, conversion = "value_kind", None, None
    at = name
    if element.is_number:
        at, value, reason, recorded, conversion = _number(reading, name, answer)
    elif answer.value_coding is not None:
        found, recorded = coded_answer(reading, name, Concept(coding=[answer.value_coding]))
        value = found if found is not None else _member(reading, name, answer.value_coding.code)
        reason = "coded_value"
    elif element.type == "boolean" and answer.value_boolean is not None:
        value, recorded = answer.value_boolean, str(answer.value_boolean).lower()
    elif answer.value_string is not None:
        recorded = readable(answer.value_string)
        value = _member(reading, name, recorded)
        reason = "text"
    source = source_of(entry, coding, span, recorded, conversion)
    if value is None:
        reading.pass_over(source, reason, [name])
    else:
        reading.found.append(FoundValue(at, value, source, span, coding=coding))


def _number(
    reading: RecordReading, name: str, answer: RecordAnswer
) -> tuple[str, Value | None, str, str | None, Conversion | None]:
    plain = answer.value_decimal if answer.value_decimal is not None else answer.value_integer
    if plain is not None:  # the question names the unit
        found, recorded = bare(reading.index, name, plain), str(plain)
    elif answer.value_quantity is not None:
        found = measured(reading.index, reading.index.family[name], answer.value_quantity)
        recorded = written(answer.value_quantity)
    else:
        text = answer.value_string
        return name, None, "text" if text else "value_kind", readable(text) if text else None, None
    if found.reason is not None:
        return name, None, found.reason, recorded, None
    return found.element, found.value, "", recorded, found.conversion


def _member(reading: RecordReading, name: str, word: str | None) -> str | None:
    return word if word is not None and word in reading.index.elements[name].values else None
