"""QuestionnaireResponse: an item answers an element by its linkId, or by the code of its question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from immunote.engine.tree import Value
from immunote.service.fhir.datatypes import Concept, RecordCoding, RecordQuantity
from immunote.service.fhir.dates import Span
from immunote.service.fhir.index import LINK_ID, Hit, MatchedBy, readable
from immunote.service.fhir.models import Questionnaire, QuestionnaireResponse, RecordAnswer, RecordItem, Resource
from immunote.service.fhir.observations import coded_answer, worded_answer
from immunote.service.fhir.record_reading import FoundValue, RecordReading, bare, measured, source_of, written
from immunote.service.fhir.report import Conversion
from immunote.service.fhir.resources import ResourceEntry

_FINISHED = {"completed", "amended", None}


Questions = dict[str, list[RecordCoding]]
"""The codes of questions, by the questionnaire's URL and the linkId (`url#linkId`), and by the linkId alone."""


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
        if item.link_id and item.code and questionnaire.url:
            found[f"{_canonical(questionnaire.url)}#{item.link_id}"] = item.code


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
        hits = _asked(reading, response, item, questions)
        if not hits:
            if item.answer:
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
            else:
                _read_answer(reading, entry, hit, item.answer[0], span, item.text)
    return None


def _asked(
    reading: RecordReading, response: QuestionnaireResponse, item: RecordItem, questions: Questions
) -> list[Hit]:
    """Return the elements that an item asks for: by its linkId, else by the code of its question."""
    link = item.link_id or ""
    if link in reading.index.elements:
        return [Hit(link, RecordCoding(system=LINK_ID, code=link), by=MatchedBy.question)]
    codes = list(questions.get(f"{_canonical(response.questionnaire)}#{link}", ()))
    bare_code = link.rpartition("/")[2]
    uris = [uris[0] for uris in reading.index.records.systems.values() if uris]
    systems = [link.rpartition("/")[0]] if "://" in link else uris
    codes += [RecordCoding(system=system, code=bare_code) for system in systems if _is_code(bare_code)]
    if item.definition and "#" in item.definition:
        name = item.definition.rpartition("#")[2]
        if name in reading.index.elements:
            return [Hit(name, RecordCoding(system=LINK_ID, code=link), by=MatchedBy.question)]
    hits = reading.index.hits([Concept(coding=codes)])
    return list({reading.index.family[hit.element]: hit for hit in reversed(hits)}.values())


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
) -> None:
    name = hit.element if hit.by is MatchedBy.question else reading.index.family[hit.element]
    coding = hit.coding
    element = reading.index.elements[name]
    value: Value | None = None
    reason, recorded, conversion = "value_kind", None, None
    at = name
    if element.is_number:
        at, value, reason, recorded, conversion = _number(reading, name, answer, hit)
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
    if value is None:
        reading.pass_over(source, reason, [name])
    else:
        reading.found.append(FoundValue(at, value, source, span, coding=coding))


def _number(
    reading: RecordReading, name: str, answer: RecordAnswer, hit: Hit
) -> tuple[str, Value | None, str, str | None, Conversion | None]:
    plain = answer.value_decimal if answer.value_decimal is not None else answer.value_integer
    family = reading.index.family[name]
    if plain is not None and hit.unit is not None:
        found, recorded = measured(reading.index, family, RecordQuantity(value=plain), hit), str(plain)
    elif plain is not None:  # the question names the unit
        found, recorded = bare(reading.index, hit.element, plain), str(plain)
    elif answer.value_quantity is not None:
        asked = None if hit.by is MatchedBy.question else hit
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
