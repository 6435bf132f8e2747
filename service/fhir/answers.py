"""QuestionnaireResponse: an item answers an element by its linkId, or by the code of its question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import ValidationError

from immunote.engine.tree import Value
from immunote.service.fhir.datatypes import Concept, RecordCoding, RecordQuantity
from immunote.service.fhir.dates import Span
from immunote.service.fhir.index import LINK_ID, Hit, MatchedBy, readable
from immunote.service.fhir.models import (
    QuestionItem,
    Questionnaire,
    QuestionnaireResponse,
    RecordAnswer,
    RecordItem,
    Resource,
)
from immunote.service.fhir.observations import answers_whole, coded_answer, worded_answer
from immunote.service.fhir.record_reading import (
    FoundValue,
    RecordReading,
    TickedGroup,
    bare,
    measured,
    source_of,
    written,
)
from immunote.service.fhir.report import Conversion
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.ticked import group_of_tick

_FINISHED = {"completed", "amended", None}

READ_ON = ".read_on"
"""What the linkId of an item ends with that only shows on which day the value beside it was measured."""
_UNIT = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit"


@dataclass(frozen=True)
class CodedQuestion:
    """What a questionnaire says of a question: its codes, and the unit of an answer that is a bare number."""

    codes: tuple[RecordCoding, ...] = ()
    unit: RecordCoding | None = None


Questions = dict[str, CodedQuestion]
"""Questions by the questionnaire's URL and the linkId (`url#linkId`)."""


def questions_in(models: Iterable[Resource]) -> Questions:
    """Return the codes of the questions of all questionnaires among some resources."""
    found: Questions = {}
    for model in models:
        if isinstance(model, Questionnaire):
            _add_questions(found, model)
        elif isinstance(model, QuestionnaireResponse):
            for raw in model.contained:
                if raw.get("resourceType") == "Questionnaire":
                    try:
                        _add_questions(found, Questionnaire.model_validate({**raw, "url": model.questionnaire}))
                    except ValidationError:
                        continue
    return found


def _add_questions(found: Questions, questionnaire: Questionnaire) -> None:
    stack = list(questionnaire.item)
    while stack:
        item = stack.pop()
        stack.extend(item.item)
        unit = _unit_of(item)
        if item.link_id and questionnaire.url and (item.code or unit):
            found[f"{_canonical(questionnaire.url)}#{item.link_id}"] = CodedQuestion(tuple(item.code), unit)


def _unit_of(item: QuestionItem) -> RecordCoding | None:
    """Return the one unit that a question says its number is in."""
    units = [each.value_coding for each in item.extension if each.url == _UNIT and each.value_coding]
    if len(units) != 1:
        return None
    try:
        return RecordCoding.model_validate(units[0])
    except ValidationError:
        return None


def _canonical(url: str | None) -> str:
    return (url or "").split("|")[0]


def read_answers(
    reading: RecordReading, entry: ResourceEntry, response: QuestionnaireResponse, questions: Questions
) -> None:
    """The answers of a finished questionnaire. An item without an answer, or with several, answers nothing."""
    if response.status == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    span = reading.day(response.authored)
    for item in _items(response.item):
        link = item.link_id or ""
        group = group_of_tick(reading, item)
        if group is not None:
            _read_tick(reading, entry, response, item, group, span)
            continue
        question = questions.get(f"{_canonical(response.questionnaire)}#{link}", CodedQuestion())
        hits = _asked(reading, item, question)
        if not hits:
            if item.answer and not _is_day_of_a_value(reading, link):
                reading.unknown_codes([Concept(coding=[RecordCoding(system=LINK_ID, code=link)])])
                if item.text:
                    reading.pass_over_words(entry, "finding", [item.text], (), span)
            continue
        for hit in hits:
            source = source_of(entry, hit, span, text=item.text)
            if hit.because is not None:
                reading.pass_over(source, "near", [hit.element], hit.because)
            elif response.status not in _FINISHED:
                reading.pass_over(source, "unconfirmed", [hit.element])
            elif reading.is_future(span):
                reading.pass_over(source, "future", [hit.element])
            elif len(item.answer) != 1:
                reading.pass_over(source, "ambiguous" if item.answer else "no_value", [hit.element])
            elif item.answer[0].lost is not None:
                reading.pass_over(source, item.answer[0].lost, [hit.element])
            else:
                _read_answer(reading, entry, hit, item.answer[0], span, item.text, question.unit)
    return None


def _read_tick(
    reading: RecordReading,
    entry: ResourceEntry,
    response: QuestionnaireResponse,
    item: RecordItem,
    group: str,
    span: Span | None,
) -> None:
    """Read "none of these". A no, or no answer, says nothing: each question is then asked by itself."""
    if [answer.value_boolean for answer in item.answer if answer.lost is None] != [True]:
        return
    coding = RecordCoding(system=LINK_ID, code=item.link_id)
    source = source_of(entry, coding, span, "true", text=item.text, by=MatchedBy.question)
    if response.status not in _FINISHED:
        reading.pass_over(source, "unconfirmed")
    elif reading.is_future(span):
        reading.pass_over(source, "future")
    else:
        reading.ticked.append(TickedGroup(group, source, span))


def _asked(reading: RecordReading, item: RecordItem, question: CodedQuestion) -> list[Hit]:
    """Return the elements that an item asks for: by its linkId, else by the code of its question or the local map."""
    link = item.link_id or ""
    if link in reading.index.elements:
        return [Hit(link, RecordCoding(system=LINK_ID, code=link), by=MatchedBy.question)]
    codes = list(question.codes)
    bare_code = link.rpartition("/")[2]
    uris = [uris[0] for uris in reading.index.records.systems.values() if uris]
    systems = [link.rpartition("/")[0]] if "://" in link else uris
    codes += [RecordCoding(system=system, code=bare_code) for system in systems if _is_code(bare_code)]
    if item.definition and "#" in item.definition:
        name = item.definition.rpartition("#")[2]
        if name in reading.index.elements:
            return [Hit(name, RecordCoding(system=LINK_ID, code=link), by=MatchedBy.question)]
    hits = reading.index.hits([Concept(coding=codes, text=item.text)])  # a text is known to the local map alone
    return list({reading.index.family[hit.element]: hit for hit in reversed(hits)}.values())


def _is_day_of_a_value(reading: RecordReading, link: str) -> bool:
    return link.endswith(READ_ON) and link.removesuffix(READ_ON) in reading.index.elements


def _is_code(text: str) -> bool:
    """Return whether a linkId can be a code: one that is a mere number of the question is none."""
    return "-" in text and any(each.isdigit() for each in text)


def _items(items: list[RecordItem]) -> Iterator[RecordItem]:
    for item in items:
        yield item
        yield from _items(item.item)
        for answer in item.answer:
            yield from _items(answer.item)


def _read_answer(
    reading: RecordReading,
    entry: ResourceEntry,
    hit: Hit,
    answer: RecordAnswer,
    span: Span | None,
    text: str | None,
    unit: RecordCoding | None,
) -> None:
    name = hit.element if hit.by is MatchedBy.question else reading.index.family[hit.element]
    coding = hit.coding
    element = reading.index.elements[name]
    value: Value | None = None
    reason, recorded, conversion = "value_kind", None, None
    at = name
    if element.is_number:
        at, value, reason, recorded, conversion = _number(reading, name, answer, hit, unit)
    elif answer.value_coding is not None:
        found, recorded = coded_answer(reading, name, Concept(coding=[answer.value_coding]))
        value = found if found is not None else _member(reading, name, answer.value_coding.code)
        if value is None and answer.value_coding.display and not answer.value_coding.code:
            value = worded_answer(reading, name, answer.value_coding.display)
        reason = "coded_value"
    elif element.type == "boolean" and answer.value_boolean is not None:
        value, recorded = answer.value_boolean, str(answer.value_boolean).lower()
    elif answer.value_string is not None:
        recorded = readable(answer.value_string)
        value = _member(reading, name, recorded)
        value = value if value is not None else worded_answer(reading, name, recorded)
        if value is None and element.type == "boolean":
            value = reading.index.wording.yes_or_no(recorded)
        reason = "text"
    else:
        recorded = answer.value_date or answer.value_date_time or answer.value_time
    source = source_of(entry, hit, span, recorded, conversion, text=text)
    if value is False and not answers_whole(reading, hit):
        value, reason = None, "refuted"
    if value is None:
        reading.pass_over(source, reason, [name])
    else:
        reading.found.append(FoundValue(at, value, source, span, coding=coding))


def _number(
    reading: RecordReading, name: str, answer: RecordAnswer, hit: Hit, unit: RecordCoding | None
) -> tuple[str, Value | None, str, str | None, Conversion | None]:
    plain = answer.value_decimal if answer.value_decimal is not None else answer.value_integer
    family = reading.index.family[name]
    asked = None if hit.by is MatchedBy.question else hit
    if plain is not None and unit is not None:
        quantity = RecordQuantity(value=plain, code=unit.code, unit=unit.display, system=unit.system)
        found, recorded = measured(reading.index, family, quantity, asked), written(quantity)
    elif plain is not None and asked is not None:  # a code names no unit; the local map may
        found, recorded = measured(reading.index, family, RecordQuantity(value=plain), asked), str(plain)
    elif plain is not None:  # the element's name stands for its unit
        found, recorded = bare(reading.index, hit.element, plain), str(plain)
    elif answer.value_quantity is not None:
        found = measured(reading.index, family, answer.value_quantity, asked)
        recorded = written(answer.value_quantity)
    else:
        text = answer.value_string
        return name, None, "text" if text else "value_kind", readable(text) if text else None, None
    if found.reason is not None:
        return name, None, found.reason, recorded, None
    return found.element, found.value, "", recorded, found.conversion


def _member(reading: RecordReading, name: str, word: str | None) -> str | None:
    return word if word is not None and word in reading.index.elements[name].values else None
