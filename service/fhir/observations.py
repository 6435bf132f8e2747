"""Observations and their components: numbers with units, results that mean yes or no, coded answers."""

from __future__ import annotations

from decimal import Decimal

from immunote.service.fhir.contrary import why_contrary, why_note_is_against
from immunote.service.fhir.datatypes import Concept, RecordCoding, RecordQuantity
from immunote.service.fhir.dates import Span, span_between, spans_of
from immunote.service.fhir.index import Hit, MatchedBy, readable, texts_of
from immunote.service.fhir.limits import lies_beyond, upper_limit
from immunote.service.fhir.models import Observation, Valued
from immunote.service.fhir.record_reading import FoundValue, RecordReading, code_in, measured, source_of, written
from immunote.service.fhir.report import Conversion
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.specimens import names_no_blood
from immunote.service.fhir.turned import component_of, why_no_value

_FINAL = {"final", "amended", "corrected", None}
_ASKING = ("loinc", "local")
_OTHER_VALUES = ("valueTime", "valueDateTime", "valuePeriod", "valueRatio", "valueSampledData")


class Unread(Exception):
    """A value that is not used; `reason` is one of the report's, `recorded` what stood there."""

    def __init__(self, reason: str, recorded: str | None = None) -> None:
        self.reason = reason
        self.recorded = recorded
        super().__init__(reason)


def read_observation(reading: RecordReading, entry: ResourceEntry, observation: Observation) -> None:
    """An observation and each of its components, by its own code."""
    if observation.status == "entered-in-error":
        return reading.pass_over(source_of(entry), "entered_in_error")
    span = _when(reading, observation)
    if span is not None:
        span = span.until(reading.as_of) or span
    issued = reading.day(observation.issued)
    known, spoken = False, False
    for number, valued in enumerate((observation, *observation.component), start=-1):
        part = component_of(entry.raw, number)
        lost = why_no_value(part)
        hits = reading.index.hits([valued.code])
        known = known or bool(hits) or reading.index.knows_otherwise([valued.code])
        for hit in _one_a_family(reading, hits):
            _read_valued(reading, entry, observation.status, valued, hits, hit, span, issued, lost)
            if part.get("referenceRange") and not valued.reference_range:
                limits = reading.index.limits_of(hit.element)
                reading.pass_over(source_of(entry, hit, span), "unreadable", limits)
        named = [hit.element for hit in hits]
        named += _read_patterns(reading, entry, observation.status, valued, span, issued)
        families = {reading.index.family[name] for name in named}
        members = [each for name in families for each in reading.index.members(name)]
        texts = texts_of([valued.code])
        spoken = (bool(texts) and reading.pass_over_words(entry, "result", texts, members, span)) or spoken
    if not known:
        reading.unknown_codes([observation.code])
        if not spoken:
            reading.misunderstood(entry.kind)
    return None


def _when(reading: RecordReading, observation: Observation) -> Span | None:
    """When a result held: a period, a moment, or from the first to the last moment of a timing."""
    timing = observation.effective_timing
    period = observation.effective_period or (timing.repeat.bounds_period if timing and timing.repeat else None)
    span = span_between(period.start, period.end) if period else None
    span = span or reading.day(observation.effective_date_time or observation.effective_instant)
    if span is not None or timing is None:
        return span
    dated = sorted(spans_of(timing.event) or (), key=lambda each: each.first)
    if not dated:
        return None
    return Span(dated[0].first, dated[-1].last, dated[0].first_day, dated[-1].last_day)


def _read_patterns(
    reading: RecordReading,
    entry: ResourceEntry,
    status: str | None,
    valued: Valued,
    span: Span | None,
    issued: Span | None,
) -> list[str]:
    """Read a pattern that a result's text names; what the text does not name is not denied by it."""
    named: list[str] = []
    for name, pattern in reading.index.records.patterns.items():
        coding = reading.index.among(pattern.codes, [valued.code])
        text = valued.value_string
        if coding is None or text is None or not reading.index.wording.names(text, pattern.words):
            continue
        named.append(name)
        source = source_of(entry, coding, span, readable(text), by=MatchedBy.text)
        if status not in _FINAL or reading.is_future(span):
            reading.pass_over(source, "future" if reading.is_future(span) else "unconfirmed", [name])
        else:
            reading.found.append(FoundValue(name, True, source, span, issued, coding=coding))
    return named


def _one_a_family(reading: RecordReading, hits: list[Hit]) -> list[Hit]:
    """Return one hit for each quantity; elements that hold it in other units count as the same quantity."""
    return list({reading.index.family[hit.element]: hit for hit in reversed(hits)}.values())


def _read_valued(
    reading: RecordReading,
    entry: ResourceEntry,
    status: str | None,
    valued: Valued,
    hits: list[Hit],
    hit: Hit,
    span: Span | None,
    issued: Span | None,
    lost: str | None,
) -> None:
    """Read one value. `hits`: all that its codes answer. `lost`: why what stands there is none."""
    family = reading.index.family[hit.element]
    if hit.because is not None:
        recorded = written(valued.value_quantity) if valued.value_quantity else None
        return reading.pass_over(source_of(entry, hit, span, recorded), "near", [hit.element], hit.because)
    try:
        if status not in _FINAL:
            raise Unread("unconfirmed", status)
        if reading.is_future(span) or reading.is_future(issued):
            raise Unread("future")
        beside = why_contrary(reading.index, valued.code, hits, hit, "result")
        beside = beside or why_note_is_against(reading.index, entry.raw, hit.element)
        if beside is not None:
            raise Unread(beside)
        if reading.index.elements[family].is_number and names_no_blood(texts_of([valued.code])):
            raise Unread("specimen")
        if reading.index.is_turned_around(valued.code):
            raise Unread("words_against")
        if lost is not None:
            raise Unread(lost)
        name, value, recorded, conversion = _value(reading, entry, family, valued, hit)
        upper = upper_limit(valued, reading.whose)
        is_contrary = lies_beyond(valued.value_quantity, upper.high) is (not value)
        if isinstance(value, bool) and (is_contrary or _is_said_otherwise(reading, valued, value)):
            raise Unread("interpretation_against", recorded)
        if value is False and not answers_whole(reading, hit):
            raise Unread("refuted", recorded)
    except Unread as cause:
        return reading.pass_over(source_of(entry, hit, span, cause.recorded), cause.reason, [family])
    source = source_of(entry, hit, span, recorded, conversion)
    reading.found.append(FoundValue(name, value, source, span, issued, coding=hit.coding, upper=upper))
    return None


def answers_whole(reading: RecordReading, hit: Hit) -> bool:
    """Return whether a "no" to a code is a "no" to its element: where the code asks for it, or is all that it asks.

    A pulmonary embolism that was not found denies no other thrombosis, and no type 1 diabetes is no "no" to diabetes.
    """
    if hit.by in (MatchedBy.local_map, MatchedBy.question) or reading.index.system(hit.coding) in _ASKING:
        return True
    return reading.index.recognition.is_whole(hit)


def _value(
    reading: RecordReading, entry: ResourceEntry, family: str, valued: Valued, hit: Hit
) -> tuple[str, bool | str | Decimal, str | None, Conversion | None]:
    """Return a value as (element, value, text as recorded, unit conversion). `family`: the quantity. Raises Unread."""
    element = reading.index.elements[family]
    if valued.value_range is not None:
        ends = [written(end) for end in (valued.value_range.low, valued.value_range.high) if end is not None]
        raise Unread("range", " to ".join(ends))
    if element.is_number:
        return _number(reading, entry, family, valued, hit)
    written_answer = reading.index.local.value(family, Concept(text=valued.value_string))
    if written_answer is not None:
        return family, written_answer, readable(valued.value_string or ""), None
    answer, recorded = coded_answer(reading, family, valued.value_codeable_concept)
    if answer is None and element.type == "boolean":
        if valued.value_boolean is not None:
            return family, valued.value_boolean, str(valued.value_boolean).lower(), None
        answer, recorded = _yes_or_no(reading, valued, recorded, hit)
    if answer is None and valued.value_string is not None:
        recorded = readable(valued.value_string)
        answer = worded_answer(reading, family, recorded)
    if answer is None:
        answers = {worded_answer(reading, family, text) for text in _own_words(reading, valued.value_codeable_concept)}
        answer = answers.pop() if len(answers) == 1 else None
    if answer is None:
        raise Unread(_why_no_answer(entry, valued), recorded)
    return family, answer, recorded, None


def worded_answer(reading: RecordReading, name: str, text: str) -> bool | str | None:
    """Return a text that is an element's answer as a whole; None where it is none."""
    element = reading.index.elements[name]
    if element.type == "enumeration" and text in element.values:
        return text
    member = reading.index.wording.answer(name, text)
    if member is None:
        return None
    return member == "true" if element.type == "boolean" else member


def _number(
    reading: RecordReading, entry: ResourceEntry, family: str, valued: Valued, hit: Hit
) -> tuple[str, Decimal, str | None, Conversion | None]:
    quantity = valued.value_quantity
    if quantity is None:
        if valued.value_string is not None:
            raise Unread("text", readable(valued.value_string))
        if valued.value_integer is None:
            raise Unread(_why_no_answer(entry, valued))
        quantity = RecordQuantity(value=valued.value_integer)  # of a score, which has no unit
    found = measured(reading.index, family, quantity, hit)
    if found.reason is not None:
        raise Unread(found.reason, written(quantity))
    return found.element, found.value, written(quantity), found.conversion


def _why_no_answer(entry: ResourceEntry, valued: Valued) -> str:
    if valued.value_codeable_concept is not None:
        return "coded_value"
    if valued.value_string is not None:
        return "text"
    if valued.data_absent_reason is not None:
        return "value_absent"
    others = (valued.value_quantity, valued.value_boolean, valued.value_integer)
    if any(each is not None for each in others) or any(key in entry.raw for key in _OTHER_VALUES):
        return "value_kind"
    return "no_value"


def coded_answer(reading: RecordReading, name: str, concept: Concept | None) -> tuple[bool | str | None, str | None]:
    """A coded value as an answer: by the element's own list, or as yes or no; with how it was written."""
    if concept is None:
        return None, None
    recorded = _words(concept)
    mapped = reading.index.local.value(name, concept)
    if mapped is not None:
        return mapped, recorded
    element = reading.index.elements[name]
    listed = reading.index.records.answers.get(name, {})
    members = [member for member, codes in listed.items() if reading.index.among(codes, [concept]) is not None]
    if members:
        meant = [member == "true" if element.type == "boolean" else member for member in members]
        said = {worded_answer(reading, name, text) for text in texts_of([concept])} - {None}
        # codes that mean two answers, or words of another one than the code, are none
        return (meant[0] if len(meant) == 1 and said <= set(meant) else None), recorded
    if element.type == "boolean":
        return _truth(reading, concept), recorded
    for coding in concept.coding:
        if reading.index.system(coding) == "local" and coding.code in element.values:
            return coding.code, recorded
    return None, recorded


def _yes_or_no(
    reading: RecordReading, valued: Valued, recorded: str | None, hit: Hit
) -> tuple[bool | None, str | None]:
    truths = reading.index.records.truths
    own = _own_words(reading, valued.value_codeable_concept)
    if truths is not None and own and valued.value_string is None:
        said = {reading.index.wording.truth(text) for text in own}
        return (said.pop() if len(said) == 1 else None), recorded
    if truths is not None and valued.value_string is not None:
        truth = reading.index.wording.truth(valued.value_string)
        pattern = reading.index.records.patterns.get(hit.element)
        if truth is None and pattern is not None and reading.index.wording.names(valued.value_string, pattern.words):
            truth = True
        if truth is not None and any(_truth(reading, each) is (not truth) for each in valued.interpretation):
            truth = None
        return truth, readable(valued.value_string)
    if valued.value_codeable_concept is None and valued.data_absent_reason is None:
        for concept in valued.interpretation:
            found = _truth(reading, concept)
            if found is not None:  # one that says otherwise beside it is seen to where the value is used
                return found, _words(concept)
    return None, recorded


def _own_words(reading: RecordReading, concept: Concept | None) -> list[str]:
    """Return the words of a coded result whose codes are of no system known here; none where one of them is known.

    A hospital's own code is known by its words alone. A code of a known system that nothing reads stays unread.
    """
    if concept is None or any(reading.index.system(coding) is not None for coding in concept.coding):
        return []
    return texts_of([concept])


def _is_said_otherwise(reading: RecordReading, valued: Valued, value: bool) -> bool:
    """Return whether an interpretation, or the words of a coded value, say the other of yes and no."""
    if any(_truth(reading, each) is (not value) for each in valued.interpretation):
        return True
    texts = texts_of([valued.value_codeable_concept])
    return any(reading.index.wording.truth(text) is (not value) for text in texts)


def _truth(reading: RecordReading, concept: Concept) -> bool | None:
    truths = reading.index.records.truths
    if truths is None:
        return None
    yes, no = (reading.index.among(codes, [concept]) is not None for codes in (truths.yes, truths.no))
    return None if yes == no else yes


def _words(concept: Concept) -> str | None:
    first: RecordCoding | None = next(iter(concept.coding), None)
    text = concept.text or (first.display or first.code if first else None)
    return readable(text) if text else code_in(concept)
