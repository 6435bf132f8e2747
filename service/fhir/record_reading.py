"""What the readers of single resources share: what was found, what was not used, and the day of the assessment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from immunote.engine.faults import shorten
from immunote.engine.tree import Value
from immunote.service.fhir.datatypes import Concept, RecordCoding, RecordQuantity
from immunote.service.fhir.dates import Span, span_of
from immunote.service.fhir.index import Hit, Index, MatchedBy, codings_of, readable, shown
from immunote.service.fhir.limits import NO_LIMIT, UpperLimit, Whose
from immunote.service.fhir.report import REASONS, Conversion, NotUsed, ValueSource
from immunote.service.fhir.resources import ResourceEntry

_UCUM = ("http://unitsofmeasure.org", "https://unitsofmeasure.org", "urn:oid:2.16.840.1.113883.6.8")


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value of an element that an entry gives. `span`: when it held or was written; `issued`: when it came out.

    `is_event`: it is about something that happened, at `onset`, for elements that count the time since. `is_amount`:
    what one entry of perhaps several adds. `upper`: the upper end of the reference range that stands beside it, or
    why there is none although one does.
    """

    element: str
    value: Value
    source: ValueSource
    span: Span | None = None
    issued: Span | None = None
    onset: Span | None = None
    is_event: bool = False
    is_amount: bool = False
    coding: RecordCoding | None = None
    how: Literal["read", "counted", "closed"] = "read"
    upper: UpperLimit = NO_LIMIT

    def is_newer_than(self, other: FoundValue) -> bool:
        """Surely newer: by when it held, then, at the same moment, by when it came out."""
        if self.span is None or other.span is None:
            return self.span is not None
        if other.span.is_before(self.span):
            return True
        same = (self.span.first, self.span.last) == (other.span.first, other.span.last)
        return same and self.issued is not None and other.issued is not None and other.issued.is_before(self.issued)


@dataclass(frozen=True, slots=True)
class TickedGroup:
    """A group whose "none of these" was answered with yes."""

    group: str
    source: ValueSource
    span: Span | None


@dataclass(frozen=True, slots=True)
class StoppedDrug:
    """A drug of which an entry says that it was stopped or is not taken: its codes, for which element, and when."""

    element: str
    codes: frozenset[tuple[str | None, str | None]]
    span: Span


@dataclass
class RecordReading:
    """One record being read.

    `about_person`: why the Patient says nothing of now. `drug_signs`: the latest date of each entry on a drug.
    """

    index: Index
    as_of: date
    born: Span | None = None
    gender: str | None = None
    found: list[FoundValue] = field(default_factory=list)
    not_used: list[NotUsed] = field(default_factory=list)
    unknown: Counter[tuple[str | None, str | None, str | None]] = field(default_factory=Counter)
    near: dict[str, None] = field(default_factory=dict)
    in_force: dict[str, list[ValueSource]] = field(default_factory=dict)
    not_understood: dict[str, None] = field(default_factory=dict)
    denied: list[FoundValue] = field(default_factory=list)
    ticked: list[TickedGroup] = field(default_factory=list)
    about_person: list[str] = field(default_factory=list)
    drug_signs: dict[str, Span] = field(default_factory=dict)
    stopped: list[StoppedDrug] = field(default_factory=list)

    def pass_over(
        self, source: ValueSource, reason: str, elements: Iterable[str | None] = (None,), words: str | None = None
    ) -> None:
        """Note an entry that was seen and not used; elements that it could have answered stay open."""
        for element in elements:
            self.not_used.append(NotUsed(source=source, element=element, reason=reason, words=words or REASONS[reason]))
            if element is not None:
                self.near[element] = None

    def pass_over_words(
        self, entry: ResourceEntry, area: str, texts: Iterable[str], but: Iterable[str], span: Span | None = None
    ) -> bool:
        """Note elements that the words of an entry speak of, `but` those that its codes answer; return if there are."""
        texts = list(texts)
        answered = set(but)
        spoken = [name for name in self.index.wording.spoken_of(texts) if name not in answered]
        spoken = [name for name in spoken if area in self.index.areas[name]]
        if spoken:
            reason = "words_against" if self.index.wording.is_against(texts) else "words"
            self.pass_over(source_of(entry, None, span, None, None, texts[0], MatchedBy.text), reason, spoken)
        return bool(spoken)

    def misunderstood(self, kind: str) -> None:
        """Note that an entry of a kind was not understood: lists that lack something are then not believed."""
        self.not_understood[kind] = None

    def unknown_codes(self, concepts: Iterable[Concept | None]) -> None:
        """Count codes that nothing here reads, one for each entry that has only such codes, or words alone."""
        given = [concept for concept in concepts if concept is not None]
        words = [RecordCoding(display=concept.text) for concept in given if concept.text]
        for coding in [*codings_of(given), *words][:1]:
            code = shown(coding)
            self.unknown[code.system, code.code, code.display] += 1

    @property
    def whose(self) -> Whose:
        """What tells which reference range is of this person."""
        return Whose(self.gender, self.born, self.as_of)

    def is_future(self, span: Span | None) -> bool:
        """Whether all of it lies after the day of the assessment."""
        return span is not None and span.until(self.as_of) is None

    def day(self, text: str | None) -> Span | None:
        """A date of the record, up to the day of the assessment where it is wide enough to pass it."""
        span = span_of(text)
        return None if span is None else (span.until(self.as_of) or span)


def source_of(
    entry: ResourceEntry,
    found: RecordCoding | Hit | None = None,
    span: Span | None = None,
    recorded: str | None = None,
    conversion: Conversion | None = None,
    text: str | None = None,
    by: MatchedBy | None = None,
) -> ValueSource:
    """An entry as the report shows it, with the code that was found in it or the hit of such a code.

    `text`: left out, what the entry itself says in words. `by`: how it was recognised where there is no code.
    """
    coding = found.coding if isinstance(found, Hit) else found
    by = found.by if isinstance(found, Hit) else by or (MatchedBy.code if coding else None)
    text = text if text is not None else _text_of(entry)
    return ValueSource(
        resource=entry.name,
        date=span.words if span else None,
        code=shown(coding) if coding else None,
        text=shorten(readable(text), 200) if text else None,
        by=by,
        recorded=shorten(recorded, 200) if recorded is not None else None,
        conversion=conversion,
    )


def _text_of(entry: ResourceEntry) -> str | None:
    for key in ("code", "medicationCodeableConcept", "type"):
        concept = entry.raw.get(key)
        text = concept.get("text") if isinstance(concept, dict) else None
        if isinstance(text, str) and text.strip():
            return text
    return None


def code_in(concept: Concept | None) -> str | None:
    """The code of a status: the first that there is."""
    return next((coding.code for coding in codings_of([concept]) if coding.code), None)


def written(quantity: RecordQuantity) -> str:
    """A quantity as it was written."""
    unit = quantity.unit or quantity.code or ""
    value = "" if quantity.value is None else str(quantity.value)
    return readable(f"{quantity.comparator or ''}{value} {unit}")


@dataclass(frozen=True, slots=True)
class Measured:
    """A number in the unit of an element; or the reason why there is none."""

    reason: str | None
    element: str = ""
    value: Decimal = Decimal(0)
    conversion: Conversion | None = None


def measured(index: Index, family: str, quantity: RecordQuantity, hit: Hit | None = None) -> Measured:
    """A quantity as a value of one of the elements that hold it. Units by the list of each element, never by guess.

    `hit`: a code that stands for the quantity in one unit alone, or an entry of the local map that names the unit.
    """
    if hit is not None and hit.unit is not None and not quantity.code and not quantity.unit:
        quantity = quantity.model_copy(update={"unit": hit.unit})
    members = index.members(family) if hit is None or hit.element == family else [hit.element]
    if quantity.value is None:
        return Measured("no_value")
    if quantity.comparator:
        return Measured("comparator")
    if _units_disagree(index, family, quantity):
        return Measured("units_disagree")
    for unit in units_of(quantity):
        for name in members:
            found = _converted(index, name, Decimal(str(quantity.value)), unit)
            if found is not None:
                return found
        if unit == "":
            return Measured("no_unit")
    return Measured("unit")


def units_of(quantity: RecordQuantity) -> list[str]:
    """The unit of a quantity: its code, or its words where the code is of a hospital's own system."""
    is_own = quantity.system is not None and quantity.system.rstrip("/") not in _UCUM
    named = [quantity.code, quantity.unit] if is_own else [quantity.code or quantity.unit]
    return [readable(each) for each in named if each] or [""]


def _converted(index: Index, name: str, number: Decimal, unit: str) -> Measured | None:
    """A number in the unit of an element; None where the unit has no conversion there."""
    factor = _factor(index, name, unit)
    if factor is not None:
        return _within(index, name, number, unit, Decimal(factor))
    either = index.either_factor.get(name)
    factors = either.get(unit) if either is not None else None
    if factors is None:
        return None
    tried = [_within(index, name, number, unit, Decimal(each)) for each in factors.split()]
    possible = [each for each in tried if each.reason is None]
    return possible[0] if len(possible) == 1 else Measured("unit_counts_twice" if possible else "implausible")


def _factor(index: Index, name: str, unit: str) -> str | None:
    units = index.units.get(name)
    return units.get(unit) if units is not None else None


def _units_disagree(index: Index, family: str, quantity: RecordQuantity) -> bool:
    """Return whether the unit in words and the coded one are both known and mean different amounts."""
    if not quantity.code or not quantity.unit or quantity.code == quantity.unit:
        return False
    found = []
    for unit in (readable(quantity.code), readable(quantity.unit)):
        for name in index.members(family):
            factor = _factor(index, name, unit)
            if factor is not None:
                found.append(Decimal(factor) * index.factor_to_family(name))
                break
    return len(found) == 2 and found[0] != found[1]


def bare(index: Index, name: str, number: int | float) -> Measured:
    """A number without a unit, given as the value of an element by name."""
    return _within(index, name, Decimal(str(number)), None, Decimal(1))


def _within(index: Index, name: str, number: Decimal, unit: str | None, factor: Decimal) -> Measured:
    element = index.elements[name]
    value = number * factor
    low, high = element.accepted
    whole = element.type != "integer" or value == value.to_integral_value()
    if (low is not None and value < low) or (high is not None and value > high) or not whole:
        return Measured("implausible")
    conversion = None
    if unit is not None and factor != 1:
        conversion = Conversion(from_unit=unit, to_unit=element.unit or "", factor=format(factor, "f"))
    return Measured(None, name, value, conversion)
