"""Dose, checklist and products of a page, each in a line or two."""

from __future__ import annotations

from decimal import Decimal

from immunote.engine.note import CourseAmount
from immunote.engine.paging.material import Material, filled
from immunote.engine.paging.model import GLYPHS, PageItem
from immunote.engine.shapes.page import PageBlockShape
from immunote.engine.words import SEPARATOR, number_words

_LEAST = 4


def dose_items(material: Material, _shape: PageBlockShape) -> list[PageItem]:
    """The first course, which is the planned one where there is a plan, in grams; then the flag where it is met."""
    dose, words, rules = material.note.dose, material.words, material.rulebase.dose
    if dose is None:
        return []
    if dose.weight_used_kg is None or not dose.courses:
        studied = next((each for each in rules.courses if each.g_per_kg is not None), None) if rules else None
        if studied is None:
            return [PageItem(words.no_weight, mark="unknown")]
        per_kg = filled(words.per_kg, g_per_kg=number_words(studied.g_per_kg or Decimal(0)), label=studied.label)
        return [PageItem(f"{per_kg}: {words.no_weight}", mark="unknown")]
    course = planned(material) or dose.courses[0]
    parts = [
        filled(words.per_kg, g_per_kg=number(course.g_per_kg), label=course.label)
        + filled(words.grams, weight=number(dose.weight_used_kg), grams=number(course.total_grams))
    ]
    for daily in reversed(course.daily):
        flagged = f" {GLYPHS['risk']}" if daily.flagged else ""
        parts.append(filled(words.over_days, days=daily.days, grams=number(daily.grams)) + flagged)
    items = [PageItem(SEPARATOR.join(parts), cites=material.cites(course.citations))]
    if any(daily.flagged for daily in course.daily):
        items.append(PageItem(dose.flag, mark="risk", cites=material.cites(dose.flag_citations)))
    return items


def planned(material: Material) -> CourseAmount | None:
    """The course that is planned for this patient, where one is recorded."""
    dose = material.rulebase.dose
    if dose is None or material.note.dose is None:
        return None
    from_plan = {course.id for course in dose.courses if course.element is not None}
    return next((course for course in material.note.dose.courses if course.id in from_plan), None)


def number(value: float) -> str:
    """A number of the note without trailing zeros."""
    return number_words(Decimal(str(value)))


def checklist_items(material: Material, shape: PageBlockShape) -> list[PageItem]:
    """How many were compared, the abnormal ones with values, what is missing; then what comes during and after."""
    words, lines = material.words, material.note.checklist
    if not lines:
        return []
    before = [line for line in lines if line.phase == "before"]
    abnormal = [line for line in lines if line.state == "abnormal"]
    compared = [line for line in lines if line.state in ("abnormal", "in_range")]
    parts = [filled(words.compared, compared=len(compared), abnormal=len(abnormal))]
    if abnormal:
        names = ", ".join(f"{line.label}: {line.shown}" if line.shown else line.label for line in abnormal)
        parts.append(filled(words.abnormal, names=names))
    missing = [line.label for line in before if line.state == "missing"]
    if missing:
        parts.append(filled(words.missing, names=material.shortened(missing, max(material.most(shape), _LEAST))))
    for phase, template in (("during", words.during), ("after", words.after)):
        names = ", ".join(line.label for line in lines if line.phase == phase and line.state is None)
        if names and material.level == 0:
            parts.append(filled(template, names=names))
    cites = material.cites(dict.fromkeys(number for line in abnormal for number in line.citations[:1]))
    return [PageItem(SEPARATOR.join(parts), mark="risk" if abnormal else "none", cites=cites)]


def product_items(material: Material, _shape: PageBlockShape) -> list[PageItem]:
    """The products that drop out for this patient."""
    holding = [each for each in material.note.products_excluded if each.status == "holds"]
    return [
        PageItem(
            filled(material.words.excluded, text=each.text.rstrip("."), wording=each.wording),
            mark="risk",
            cites=material.cites(each.citations),
        )
        for each in holding
    ]
