"""Checklist, products and dose arithmetic of one patient."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from engine.explain import Explanation
from engine.intake import Patient
from engine.note import ChecklistState, CourseAmount, DailyAmount, DoseArithmetic, ProductExcluded
from engine.noting.citing import Bibliography
from engine.noting.words import figures_in, fill
from engine.profile import number_json
from engine.reference import truth_of
from engine.rulebase import RuleBase
from engine.tables import ChecklistLine, Course, Dose, Exclusion
from engine.tree import Facts, Node
from engine.truth import FALSE, TRUE, Truth

_TENTH = Decimal("0.1")
_CM_PER_INCH = Decimal("2.54")


def checklist_of(
    rulebase: RuleBase, patient: Patient, truths: Mapping[str, Truth], bibliography: Bibliography
) -> tuple[ChecklistState, ...]:
    """The lines that concern this patient, or may concern: a line drops only where its condition is false."""

    def truth(node: Node) -> Truth:
        return truth_of(node, patient.facts, truths)

    def state(line: ChecklistLine) -> Literal["recorded", "missing", "abnormal"] | None:
        if line.abnormal is not None and truth(line.abnormal) is TRUE:
            return "abnormal"
        if line.recorded is None:
            return None
        return "recorded" if truth(line.recorded) is TRUE else "missing"

    return tuple(
        ChecklistState(
            id=line.id,
            label=line.label,
            phase=_phase(line.phase),
            state=state(line),
            text=fill(rulebase, line.text, patient.facts),
            citations=bibliography.numbers((*line.cites, *figures_in(line.text))),
            choice=line.choice,
        )
        for line in rulebase.checklist
        if truth(line.when) is not FALSE
    )


def _phase(phase: str) -> Literal["before", "during", "after"]:
    if phase == "before":
        return "before"
    return "during" if phase == "during" else "after"


def products_of(
    rulebase: RuleBase,
    patient: Patient,
    truths: Mapping[str, Truth],
    explanation: Explanation,
    bibliography: Bibliography,
) -> tuple[ProductExcluded, ...]:
    """Products that drop out, and those that may: unknown is shown as open, never left out."""
    found = []
    for exclusion in rulebase.exclusions:
        truth = truths[exclusion.condition]
        if truth is FALSE:
            continue
        missing = () if truth is TRUE else tuple(explanation.open_elements(exclusion.condition))
        found.append(_excluded(rulebase, patient, exclusion, missing, bibliography))
    return tuple(found)


def _excluded(
    rulebase: RuleBase, patient: Patient, exclusion: Exclusion, missing: tuple[str, ...], bibliography: Bibliography
) -> ProductExcluded:
    known = patient.facts
    text = exclusion.title if missing else fill(rulebase, exclusion.text, known)
    choice = exclusion.choice
    return ProductExcluded(
        product=exclusion.product,
        name=rulebase.products[exclusion.product].name,
        reason=exclusion.title,
        wording=_wording(exclusion.wording),
        status="open" if missing else "holds",
        missing=missing,
        text=text,
        citations=bibliography.numbers((*exclusion.cites, *figures_in(exclusion.text))),
        choice=fill(rulebase, choice, known) if choice and not missing else choice,
    )


def _wording(wording: str) -> Literal["contraindicated", "avoid", "caution"]:
    if wording == "contraindicated":
        return "contraindicated"
    return "avoid" if wording == "avoid" else "caution"


def dose_of(
    rulebase: RuleBase, patient: Patient, truths: Mapping[str, Truth], bibliography: Bibliography
) -> DoseArithmetic | None:
    """Grams for this patient's weight, as arithmetic; what is missing for it where it cannot be done."""
    dose = rulebase.dose
    if dose is None:
        return None
    facts = patient.facts
    weight, basis, missing = _weight(rulebase, dose, facts, truths)
    notes = [*dose.weight_against, *dose.notes]
    actual = facts.get(dose.weight)
    return DoseArithmetic(
        weight_kg=number_json(actual) if isinstance(actual, Decimal) else None,
        weight_used_kg=None if weight is None else number_json(weight.quantize(_TENTH, ROUND_HALF_UP)),
        weight_basis=basis,
        courses=() if weight is None else tuple(_courses(dose, weight, facts, bibliography)),
        flag=fill(rulebase, dose.flag_text, facts),
        flag_citations=bibliography.numbers((*dose.flag_cites, *dose.weight_cites)),
        missing=missing,
        notes=tuple(bibliography.line(note, facts) for note in notes),
    )


def _weight(
    rulebase: RuleBase, dose: Dose, facts: Facts, truths: Mapping[str, Truth]
) -> tuple[Decimal | None, str, tuple[str, ...]]:
    """The weight a dose is worked out with, on what basis, and the elements missing for it."""
    actual, height, sex = (facts.get(name) for name in (dose.weight, dose.height, dose.sex))
    if not isinstance(actual, Decimal):
        return None, "no weight recorded", (dose.weight,)
    if truth_of(dose.adjusted_when, facts, truths) is not TRUE:
        return actual, "actual weight", ()
    if not isinstance(height, Decimal) or sex not in dose.ideal:
        missing = tuple(name for name in (dose.height, dose.sex) if name not in facts)
        members = " or ".join(dose.ideal)
        return actual, f"actual weight; an adjusted weight needs height, and sex recorded as {members}", missing
    base, per_inch = dose.ideal[str(sex)]
    ideal = base + per_inch * (height / _CM_PER_INCH - dose.above_inches)
    if actual <= ideal:
        return actual, "actual weight, which is not above the ideal weight", ()
    adjusted = ideal + dose.factor * (actual - ideal)
    ideal_words = ideal.quantize(_TENTH, ROUND_HALF_UP)
    return adjusted, f"adjusted weight: ideal weight {ideal_words} kg plus {dose.factor} of what is above it", ()


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
