"""Checklist, products and dose arithmetic of one patient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from immunote.engine.explain import Explanation
from immunote.engine.intake import Patient
from immunote.engine.note import ChecklistState, CourseAmount, DailyAmount, DoseArithmetic, ProductExcluded
from immunote.engine.noting.citing import Bibliography
from immunote.engine.noting.wording import Wording
from immunote.engine.profile import number_json
from immunote.engine.reference import truth_of
from immunote.engine.sentences import figures_in
from immunote.engine.tables import ChecklistLine, Course, Dose, Exclusion
from immunote.engine.tree import Facts, Node
from immunote.engine.truth import FALSE, TRUE, Truth
from immunote.engine.words import value_words

_TENTH = Decimal("0.1")
_CM_PER_INCH = Decimal("2.54")


def checklist_of(
    wording: Wording, patient: Patient, truths: Mapping[str, Truth], bibliography: Bibliography
) -> tuple[ChecklistState, ...]:
    """The lines that concern this patient, or may concern: a line drops only where its condition is false."""

    def truth(node: Node) -> Truth:
        return truth_of(node, patient.facts, truths)

    def state(line: ChecklistLine) -> Literal["in_range", "abnormal", "recorded", "missing"] | None:
        if line.abnormal is not None and truth(line.abnormal) is TRUE:
            return "abnormal"
        if line.recorded is None:
            return None
        if truth(line.recorded) is not TRUE:
            return "missing"
        return "in_range" if line.compared is not None and truth(line.compared) is TRUE else "recorded"

    def shown(line: ChecklistLine) -> str:
        elements = wording.rulebase.elements
        return ", ".join(
            value_words(elements[name], patient.facts[name])
            if len(line.shows) == 1
            else f"{_beside(line.label, elements[name].label)} {value_words(elements[name], patient.facts[name])}"
            for name in line.shows
            if name in patient.facts
        )

    return tuple(
        ChecklistState(
            id=line.id,
            label=line.label,
            phase=_phase(line.phase),
            state=state(line),
            shown=shown(line),
            text=wording.fill(line.text, patient.facts),
            citations=bibliography.numbers((*line.cites, *figures_in(line.text))),
            choice=line.choice,
        )
        for line in wording.rulebase.checklist
        if truth(line.when) is not FALSE
    )


def _beside(title: str, label: str) -> str:
    """The words of a label that the title of its line does not say already; all of them where none is left."""
    said = title.casefold().split()
    return " ".join(word for word in label.split() if word.casefold() not in said) or label


def _phase(phase: str) -> Literal["before", "during", "after"]:
    if phase == "before":
        return "before"
    return "during" if phase == "during" else "after"


def products_of(
    wording: Wording,
    patient: Patient,
    truths: Mapping[str, Truth],
    explanation: Explanation,
    bibliography: Bibliography,
) -> tuple[ProductExcluded, ...]:
    """Products that drop out, and those that may: unknown is shown as open, never left out."""
    found = []
    for exclusion in wording.rulebase.exclusions:
        truth = truths[exclusion.condition]
        if truth is FALSE:
            continue
        missing = () if truth is TRUE else tuple(explanation.open_elements(exclusion.condition))
        found.append(_excluded(wording, patient, exclusion, missing, bibliography))
    return tuple(found)


def _excluded(
    wording: Wording, patient: Patient, exclusion: Exclusion, missing: tuple[str, ...], bibliography: Bibliography
) -> ProductExcluded:
    known = patient.facts
    text = exclusion.title if missing else wording.fill(exclusion.text, known)
    choice = exclusion.choice
    return ProductExcluded(
        product=exclusion.product,
        name=wording.rulebase.products[exclusion.product].name,
        reason=exclusion.title,
        wording=_wording(exclusion.wording),
        status="open" if missing else "holds",
        missing=missing,
        text=text,
        citations=bibliography.numbers((*exclusion.cites, *figures_in(exclusion.text))),
        choice=wording.fill(choice, known) if choice and not missing else choice,
    )


def _wording(wording: str) -> Literal["contraindicated", "avoid", "caution"]:
    if wording == "contraindicated":
        return "contraindicated"
    return "avoid" if wording == "avoid" else "caution"


def dose_of(
    wording: Wording, patient: Patient, truths: Mapping[str, Truth], bibliography: Bibliography
) -> DoseArithmetic | None:
    """Grams for this patient's weight, as arithmetic; what is missing for it where it cannot be done."""
    dose = wording.rulebase.dose
    if dose is None:
        return None
    facts = patient.facts
    used = _weight(wording, dose, facts, truths)
    weight = used.kg
    notes = [*dose.weight_against, *dose.notes]
    actual = facts.get(dose.weight)
    ideal = _ideal(dose, facts)
    return DoseArithmetic(
        weight_kg=number_json(actual) if isinstance(actual, Decimal) else None,
        weight_used_kg=None if weight is None else number_json(weight.quantize(_TENTH, ROUND_HALF_UP)),
        ideal_weight_kg=None if ideal is None else number_json(ideal.quantize(_TENTH, ROUND_HALF_UP)),
        weight_basis=used.words,
        weight_citations=bibliography.numbers((*used.cites, *dose.weight_cites)),
        weight_choice=used.choice,
        courses=() if weight is None else tuple(_courses(dose, weight, facts, bibliography)),
        flag=wording.fill(dose.flag_text, facts),
        flag_citations=bibliography.numbers(dose.flag_cites),
        missing=used.missing,
        notes=tuple(bibliography.line(note, facts) for note in notes),
    )


@dataclass(frozen=True, slots=True)
class _Used:
    """The weight that sets the dose (None: not worked out), why, and the elements missing to know better."""

    kg: Decimal | None
    words: str
    missing: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    choice: str | None = None


def _weight(wording: Wording, dose: Dose, facts: Facts, truths: Mapping[str, Truth]) -> _Used:
    """The first basis that holds; what leaves an earlier one open is missing, and that one is passed over."""
    actual = facts.get(dose.weight)
    if not isinstance(actual, Decimal):
        return _Used(None, "no weight recorded", (dose.weight,))
    open_: dict[str, None] = {}
    basis = dose.bases[-1]
    for basis in dose.bases:
        truth = truth_of(basis.when, facts, truths)
        if truth is TRUE:
            break
        if truth is not FALSE:
            open_.update(
                dict.fromkeys(name for name in wording.rulebase.elements_under(basis.when) if name not in facts)
            )
    missing = tuple(open_)
    words, cites = "", basis.cites
    if basis.words is not None:
        words, cites = wording.fill(basis.words, facts), (*basis.cites, *figures_in(basis.words))
    if basis.basis == "none":
        return _Used(None, words or "the weight that counts is not recorded", missing, cites, basis.choice)
    if basis.basis == "actual":
        return _Used(actual, f"actual; {words}" if words else "actual weight", missing, cites, basis.choice)
    ideal = _ideal(dose, facts)
    if ideal is None:
        missing = tuple(dict.fromkeys([*missing, *(name for name in (dose.height, dose.sex) if name not in facts)]))
        members = " or ".join(dose.ideal)
        needs = f"actual weight; an adjusted weight needs height, and sex recorded as {members}"
        return _Used(actual, needs, missing, cites, basis.choice)
    if actual <= ideal:
        return _Used(actual, "actual weight, which is not above the ideal weight", missing, cites, basis.choice)
    if not words:
        shown = ideal.quantize(_TENTH, ROUND_HALF_UP)
        words = f"ideal weight {shown} kg plus {dose.factor} of what is above it"
    return _Used(dose.adjusted(actual, ideal), f"adjusted; {words}", missing, cites, basis.choice)


def _ideal(dose: Dose, facts: Facts) -> Decimal | None:
    """The ideal weight, where height and a sex that has a formula are recorded."""
    height, sex = facts.get(dose.height), facts.get(dose.sex)
    if not isinstance(height, Decimal) or sex not in dose.ideal:
        return None
    base, per_inch = dose.ideal[str(sex)]
    return base + per_inch * (height / _CM_PER_INCH - dose.above_inches)


def _courses(dose: Dose, weight: Decimal, facts: Facts, bibliography: Bibliography) -> list[CourseAmount]:
    courses = []
    planned_days = facts.get(dose.planned_days)
    for course in dose.courses:
        per_kg = _per_kg(course, facts)
        if per_kg is None:
            continue
        total = per_kg * weight
        days = list(dose.days)
        if course.element is not None and isinstance(planned_days, Decimal) and planned_days > 0:
            days = [int(planned_days)]
        courses.append(
            CourseAmount(
                id=course.id,
                label=course.label,
                g_per_kg=number_json(per_kg),
                total_grams=_grams(total),
                daily=tuple(
                    DailyAmount(days=day, grams=_grams(total / day), flagged=total / day >= dose.flag.value)
                    for day in days
                ),
                citations=bibliography.numbers(course.cites),
            )
        )
    return courses


def _per_kg(course: Course, facts: Facts) -> Decimal | None:
    if course.element is None:
        return course.g_per_kg
    planned = facts.get(course.element)
    return planned if isinstance(planned, Decimal) else None


def _grams(amount: Decimal) -> int | float:
    return number_json(amount.quantize(_TENTH, ROUND_HALF_UP))
