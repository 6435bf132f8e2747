"""What a draft order of a covered product says of the plan: product, way, reason, amount and days of a course.

Which elements these answer stands under `ordered_as` of the rule base. What a draft does not say, or says in two ways,
stays unknown. An amount is used only with a timing: FHIR gives it for each time, and the elements are of a course.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from immunote.engine.faults import Refused
from immunote.engine.intake import Patient
from immunote.engine.profile import value_json
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.hooks import OrderedAsShape, OrderWords
from immunote.engine.tree import Value
from immunote.service.cds.orders import Json, OrderedProduct, concepts_at, says, texts_of
from immunote.service.cds.phrases import holds
from immunote.service.fhir.datatypes import Concept
from immunote.service.fhir.index import index_of
from immunote.service.fhir.mapping import Mapped
from immunote.service.fhir.standing import UNCLEAR, verification_of, why_modified

_GRAMS = {"g": Decimal(1), "mg": Decimal("0.001"), "kg": Decimal(1000)}
_GRAMS_A_KG = {"g/kg": Decimal(1), "mg/kg": Decimal("0.001")}
_DAYS = {"d": 1, "wk": 7}
_LONGEST_TEXT = 500
_AMOUNT = r"(?P<value>\d{1,5}(?:\.\d{1,3})?) ?(?P<unit>mg/kg|g/kg|mg|g)"
_WHOLE_COURSE = re.compile(
    rf"(?<![\d.]){_AMOUNT}(?! ?/)\D{{0,40}}?\b(?:over|divided over|in) (?P<days>\d{{1,2}}) days\b"
)
_EACH_DAY = re.compile(
    rf"(?<![\d.]){_AMOUNT} ?(?:/ ?d(?:ay)?|a day|per day|daily|once daily|every day)\b\D{{0,30}}?"
    r"\b(?:for|x|times|on)? ?(?P<days>\d{1,2}) (?:consecutive )?days\b"
)


@dataclass(frozen=True)
class DraftCourse:
    """The amount of one course, all its days together, in grams or grams for each kilogram; and its days."""

    days: int | None = None
    grams: Decimal | None = None
    grams_a_kg: Decimal | None = None


def covered_by_route(rulebase: RuleBase, order: OrderedProduct) -> bool:
    """Whether the way in which it is to be given is not one that the rule base leaves out."""
    ordered_as = rulebase.ordered_as
    if ordered_as is None or ordered_as.route is None or why_modified(order.draft) is not None:
        return True
    route = ordered_as.route
    said = [*_routes(order.draft), *order.concepts]
    if _members(rulebase, ordered_as, route.values, _routes(order.draft)):
        return True
    return not says(rulebase, ordered_as, route.not_covered, said)


def facts_of(rulebase: RuleBase, orders: Iterable[OrderedProduct], conditions: Iterable[Json]) -> dict[str, Value]:
    """What all these drafts say alike. `conditions`: the record's, to which a draft may refer for its reason.

    Nothing is read of a draft that has a modifier extension, or follows rules, that are not understood.
    """
    record = {f"{each.get('resourceType')}/{each.get('id')}": each for each in conditions}
    found: dict[str, set[Value]] = {}
    for order in orders:
        if why_modified(order.draft) is not None:
            continue
        for name, value in _facts(rulebase, order, record):
            found.setdefault(name, set()).add(value)
    return {name: next(iter(values)) for name, values in found.items() if len(values) == 1}


def with_draft(mapped: Mapped, rulebase: RuleBase, facts: Mapping[str, Value]) -> tuple[Patient, tuple[str, ...]]:
    """The patient of the record with what the draft says, which counts before the record; and the elements of the
    draft that contradict the record, which are left out.
    """
    kept = dict(facts)
    intake = index_of(rulebase).intake
    while kept:
        drafted = {name: value_json(rulebase.elements[name], value) for name, value in kept.items()}
        try:
            return intake.check({**mapped.profile, **drafted}), tuple(name for name in facts if name not in kept)
        except Refused as refused:
            named = {name for fault in refused.faults for name in fault.subjects} & kept.keys()
            kept = {name: value for name, value in kept.items() if named and name not in named}
    return mapped.patient, tuple(facts)


def _facts(rulebase: RuleBase, order: OrderedProduct, record: Mapping[str, Json]) -> Iterator[tuple[str, Value]]:
    ordered_as = rulebase.ordered_as
    assert ordered_as is not None
    if ordered_as.product is not None:
        products = {
            name for name, phrases in ordered_as.products.items() if any(holds(text, phrases) for text in order.texts)
        }
        if len(products) == 1:
            yield ordered_as.product, products.pop()
    route = ordered_as.route
    if route is not None:
        # what the instruction says counts before the name of the product, which may be for several ways
        for concepts in (_routes(order.draft), list(order.concepts)):
            members = _members(rulebase, ordered_as, route.values, concepts)
            if members:
                if len(members) == 1:
                    yield route.element, members.pop()
                break
    if ordered_as.reason is not None:
        members = _reasons(rulebase, ordered_as, order.draft, record)
        if len(members) == 1:
            yield ordered_as.reason.element, members.pop()
    if ordered_as.amounts is not None:
        yield from _amounts(rulebase, ordered_as, order.draft)


def _members(
    rulebase: RuleBase, ordered_as: OrderedAsShape, values: Mapping[str, OrderWords], concepts: list[Json]
) -> set[str]:
    return {name for name, words in values.items() if says(rulebase, ordered_as, words, concepts)}


def _routes(draft: Json) -> list[Json]:
    return [concept for dosage in _dosages(draft) for concept in concepts_at(dosage.get("route"))]


def _dosages(draft: Json) -> list[Json]:
    found = draft.get("dosageInstruction")
    return [each for each in (found if isinstance(found, list) else [found]) if isinstance(each, dict)]


def _reasons(rulebase: RuleBase, ordered_as: OrderedAsShape, draft: Json, record: Mapping[str, Json]) -> set[str]:
    assert ordered_as.reason is not None
    concepts = [each for key in ("reasonCode", "reason") for each in concepts_at(draft.get(key))]
    concepts += [each for resource in _referred(draft, record) for each in concepts_at(resource.get("code"))]
    wording = index_of(rulebase).wording
    concepts = [each for each in concepts if not wording.is_against(texts_of(each))]
    return {
        name
        for name, reason in ordered_as.reason.values.items()
        if says(rulebase, ordered_as, reason, concepts) or _answers(rulebase, reason.elements, concepts)
    }


def _referred(draft: Json, record: Mapping[str, Json]) -> Iterator[Json]:
    """The conditions that a draft gives as its reasons, from the record or contained in the draft."""
    inside = draft.get("contained")
    contained = (
        {f"#{each.get('id')}": each for each in inside if isinstance(each, dict)} if isinstance(inside, list) else {}
    )
    for key in ("reasonReference", "reason"):
        listed = draft.get(key)
        for each in listed if isinstance(listed, list) else [listed]:
            reference = each.get("reference") if isinstance(each, dict) else None
            if isinstance(reference, dict):
                reference = reference.get("reference")
            if isinstance(reference, str):
                found = contained.get(reference) or record.get("/".join(reference.split("/")[-2:]))
                if found is not None and _may_be_a_reason(found):
                    yield found


def _may_be_a_reason(resource: Json) -> bool:
    """Whether a condition stands as a reason: it is not ruled out or entered in error, and nothing modifies it."""
    try:
        verification = verification_of(Concept.model_validate(resource.get("verificationStatus") or {}))
    except ValidationError:
        return False
    return verification not in ("refuted", "entered-in-error", UNCLEAR) and why_modified(resource) is None


def _answers(rulebase: RuleBase, elements: list[str], concepts: list[Json]) -> bool:
    """Whether a code of the concepts answers one of the elements."""
    read = []
    for concept in concepts:
        try:
            read.append(Concept.model_validate(concept))
        except ValidationError:
            continue
    hits = index_of(rulebase).hits(read)
    return any(hit.element in elements and hit.because is None for hit in hits)


def _amounts(rulebase: RuleBase, ordered_as: OrderedAsShape, draft: Json) -> Iterator[tuple[str, Value]]:
    amounts = ordered_as.amounts
    assert amounts is not None
    found = {course_of(dosage) for dosage in _dosages(draft)}
    if len(found) != 1:
        return
    course = found.pop()
    a_day = course.grams / course.days if course.grams is not None and course.days else None
    said = {amounts.days: course.days, amounts.grams: course.grams, amounts.grams_a_kg: course.grams_a_kg}
    for name, value in {**said, amounts.grams_a_day: a_day}.items():
        element = rulebase.elements[name]
        if value is not None:
            yield name, Decimal(value).quantize(Decimal(1).scaleb(-element.decimals))


def course_of(dosage: Json) -> DraftCourse:
    """What a dosage says of a course, by its timing; else by its words in one of two usual forms.

    What timing and words say differently stays unknown: `2 g/kg` each day for 5 days beside "2 g/kg over 5 days".
    """
    times = _times(dosage)
    worded = [each for key in ("text", "patientInstruction") if (each := _in_words(dosage.get(key))) is not None]
    if times is not None:
        return _agreed([_by_timing(dosage, *times), *worded])
    return _agreed(worded) if worded else DraftCourse()


def _by_timing(dosage: Json, each_day: int, days: int) -> DraftCourse:
    amount = _dose(dosage)
    if amount is None:
        return DraftCourse(days=days)
    value, per_kg = amount
    total = value * each_day * days
    return DraftCourse(days, None if per_kg else total, total if per_kg else None)


def _agreed(courses: list[DraftCourse]) -> DraftCourse:
    """What the first of them says, but for what another one says otherwise; no amount where the days differ."""
    first, *others = courses

    def is_said_alike(mine: int | Decimal | None, *theirs: int | Decimal | None) -> bool:
        return all(mine is None or each is None or each == mine for each in theirs)

    if not is_said_alike(first.days, *(each.days for each in others)):
        return DraftCourse()
    grams = first.grams if is_said_alike(first.grams, *(each.grams for each in others)) else None
    a_kg = first.grams_a_kg if is_said_alike(first.grams_a_kg, *(each.grams_a_kg for each in others)) else None
    return DraftCourse(first.days, grams, a_kg)


def _times(dosage: Json) -> tuple[int, int] | None:
    """How often on each day, and on how many days in a row; None where the timing does not say both."""
    timing = dosage.get("timing")
    repeat = timing.get("repeat") if isinstance(timing, dict) else None
    if not isinstance(repeat, dict) or dosage.get("asNeededBoolean") or dosage.get("asNeeded"):
        return None
    frequency, period = _whole(repeat.get("frequency", 1)), _whole(repeat.get("period"))
    count = _whole(repeat.get("count"))
    if count == 1 and "frequency" not in repeat and "period" not in repeat:
        return 1, 1
    if frequency is None or period != 1 or repeat.get("periodUnit", repeat.get("periodUnits")) != "d":
        return None
    if repeat.keys() & {"frequencyMax", "periodMax", "countMax", "dayOfWeek"}:
        return None
    bounds = repeat.get("boundsDuration")
    if isinstance(bounds, dict):
        if bounds.get("comparator"):
            return None
        value, unit = _whole(bounds.get("value")), _DAYS.get(str(bounds.get("code") or bounds.get("unit") or ""))
        return (frequency, value * unit) if value and unit else None
    if count is not None and count % frequency == 0:
        return frequency, count // frequency
    return None


def _dose(dosage: Json) -> tuple[Decimal, bool] | None:
    """The amount of one time in grams, and whether it is for each kilogram; None where it is not plain."""
    rates = dosage.get("doseAndRate")
    quantities = (
        [each.get("doseQuantity") for each in rates if isinstance(each, dict)] if isinstance(rates, list) else []
    )
    quantities.append(dosage.get("doseQuantity"))  # as DSTU2 and STU3 write it
    found = [each for each in quantities if isinstance(each, dict)]
    if len(found) != 1 or found[0].get("comparator"):
        return None
    value = _number(found[0].get("value"))
    unit = str(found[0].get("code") or found[0].get("unit") or "").strip()
    for units, per_kg in ((_GRAMS, False), (_GRAMS_A_KG, True)):
        if value is not None and unit in units:
            return value * units[unit], per_kg
    return None


def _in_words(text: Any) -> DraftCourse | None:
    """`2 g/kg over 5 days`, or `0.4 g/kg/day for 5 days`."""
    if not isinstance(text, str):
        return None
    read = " ".join(text[:_LONGEST_TEXT].casefold().split())
    whole, each_day = _WHOLE_COURSE.search(read), _EACH_DAY.search(read)
    match = each_day or whole
    if match is None or (whole is not None and each_day is not None):
        return None
    days, unit = int(match["days"]), match["unit"]
    times = days if each_day is not None else 1
    per_kg = unit in _GRAMS_A_KG
    total = Decimal(match["value"]) * (_GRAMS_A_KG[unit] if per_kg else _GRAMS[unit]) * times
    return DraftCourse(days, None if per_kg else total, total if per_kg else None)


def _number(value: Any) -> Decimal | None:
    """A number that is written as one: a text may be anything."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    number = Decimal(str(value))
    return number if number.is_finite() and 0 < number < 100_000 else None


def _whole(value: Any) -> int | None:
    number = _number(value)
    return int(number) if number is not None and number == number.to_integral_value() else None
