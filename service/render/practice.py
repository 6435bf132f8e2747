"""Checklist, products, dose arithmetic, what was set aside, and the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from immunote.engine.note import ChecklistState, Citation, CourseAmount, DoseArithmetic, Note, ProductExcluded
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import SEPARATOR, capital
from immunote.service.render.dossier import DossierEntry, DossierLine, Mark, Plot, Section
from immunote.service.render.statements import detail_lines
from immunote.service.render.words import amount, fact_in_words

_STATE_MARKS: dict[str | None, Mark] = {
    "abnormal": "risk",
    "missing": "unknown",
    "recorded": "none",
    "in_range": "holds",
    None: "none",
}
_STATES = {
    "abnormal": "abnormal",
    "missing": "missing",
    "recorded": "recorded, not compared",
    "in_range": "in range",
}
_NOT_FIGURES = ("units", "n", "direction")


def checklist_section(note: Note) -> Section:
    """Counts, then the lines of each phase."""
    entries = []
    for phase in ("before", "during", "after"):
        lines = [line for line in note.checklist if line.phase == phase]
        if not lines:
            continue
        entries.append(DossierEntry(text="", label=capital(phase), lines=tuple(_checklist_lines(lines))))
    about = f"{capital(checklist_counts(note.checklist))}." if note.checklist else ""
    return Section("checklist", "Checklist", tuple(entries), about=about)


def checklist_counts(lines: Iterable[ChecklistState]) -> str:
    """How many lines are out of line among those that were compared, and how many could not be."""
    counts = Counter(line.state for line in lines)
    compared = counts["abnormal"] + counts["in_range"]
    return (
        f"{counts['abnormal']} abnormal of {compared} compared, {counts['recorded']} recorded without a limit, "
        f"{counts['missing']} missing"
    )


def _checklist_lines(lines: list[ChecklistState]) -> Iterator[DossierLine]:
    for state in (*_STATES, None):
        here = [line for line in lines if line.state == state]
        for line in here:
            name = f"{line.label} {line.shown}" if line.shown else line.label
            label = f"{name}: {_STATES[state]}" if state else name
            yield DossierLine(line.text, label=label, mark=_STATE_MARKS[state], cites=line.citations)
            if line.choice:
                yield DossierLine(line.choice, label="Project's choice", mark="choice")


def products_section(note: Note, rulebase: RuleBase) -> Section:
    """Products that drop out, and those that may."""
    entries = [_product(found, rulebase) for found in note.products_excluded]
    return Section("products", "Products", tuple(entries), about=note.products_not_listed)


def _product(found: ProductExcluded, rulebase: RuleBase) -> DossierEntry:
    lines = []
    if found.missing:
        lines.append(DossierLine(labels_in_words(rulebase, found.missing), label="Not recorded"))
    if found.choice:
        lines.append(DossierLine(found.choice, label="Project's choice", mark="choice"))
    holds = found.status == "holds"
    return DossierEntry(
        text=found.text,
        label=found.name,
        mark="risk" if holds else "unknown",
        aside=found.wording if holds else f"{found.wording} if so",
        cites=found.citations,
        lines=tuple(lines),
    )


def labels_in_words(rulebase: RuleBase, names: Iterable[str]) -> str:
    """Labels of elements."""
    return ", ".join(rulebase.elements[name].label if name in rulebase.elements else name for name in names)


def dose_section(dose: DoseArithmetic, rulebase: RuleBase) -> Section:
    """The arithmetic of each course; amounts from the flag on are marked."""
    used = dose.weight_used_kg
    text = dose.weight_basis if used is None else f"{amount(used, 'kg')} ({dose.weight_basis})"
    lines = []
    if dose.missing:
        lines.append(DossierLine(labels_in_words(rulebase, dose.missing), label="Not recorded", mark="unknown"))
    if dose.weight_choice:
        lines.append(DossierLine(dose.weight_choice, label="Project's choice", mark="choice"))
    sign = "○" if dose.weight_choice else ""
    entries = [
        DossierEntry(text=text, label="Dose weight", aside=sign, cites=dose.weight_citations, lines=tuple(lines))
    ]
    entries += [_course(course) for course in dose.courses]
    flagged = any(daily.flagged for course in dose.courses for daily in course.daily)
    entries.append(DossierEntry(text=dose.flag, mark="risk" if flagged else "none", cites=dose.flag_citations))
    entries += [
        DossierEntry(text=line.text, label=line.label, mark=line.mark, cites=line.cites)
        for line in detail_lines(dose.notes)
    ]
    return Section("dose", "Dose, for orientation", tuple(entries))


def _course(course: CourseAmount) -> DossierEntry:
    days = SEPARATOR.join(
        f"{'▲ ' if daily.flagged else ''}{daily.days} {'day' if daily.days == 1 else 'days'}: "
        f"{amount(daily.grams, 'g/day')}"
        for daily in course.daily
    )
    return DossierEntry(
        text=f"{amount(course.g_per_kg, 'g/kg')} = {amount(course.total_grams, 'g')}",
        label=capital(course.label),
        mark="risk" if any(daily.flagged for daily in course.daily) else "none",
        cites=course.citations,
        lines=(DossierLine(days, label="Spread over"),),
    )


def recorded_section(note: Note) -> Section:
    """All that was recorded."""
    entries = [DossierEntry(text=f"{SEPARATOR.join(fact_in_words(fact) for fact in note.recorded)}.")]
    return Section("recorded", "Recorded", tuple(entries) if note.recorded else ())


def set_aside_section(note: Note, rulebase: RuleBase) -> Section:
    """Recorded answers that do not count yet, and what they need."""
    entries = tuple(
        DossierEntry(
            text=f"recorded no, not counted because it needs: {labels_in_words(rulebase, found.needs)}",
            label=capital(found.label),
            mark="unknown",
        )
        for found in note.set_aside
    )
    return Section("set_aside", "Set aside", entries)


def sources_section(note: Note, rulebase: RuleBase, undrawn: Iterable[Plot]) -> Section:
    """Every source: design, number of patients, how much was read; then the whole of it."""
    plots: dict[int, list[Plot]] = {}
    for plot in undrawn:
        plots.setdefault(plot.cites[0], []).append(plot)
    entries = tuple(_source(found, rulebase, tuple(plots.get(found.number, ()))) for found in note.citations)
    return Section("sources", "Sources", entries, about="In the order cited, each with how much of it was read.")


def _source(found: Citation, rulebase: RuleBase, plots: tuple[Plot, ...]) -> DossierEntry:
    parts = []
    if found.n:
        parts.append(f"n = {found.n}")
    parts.append(f"read: {found.read}")
    if found.indirect:
        parts.append(f"indirect: {found.indirect}")
    if found.same_patients_as:
        other = rulebase.sources.get(found.same_patients_as)
        parts.append(f"same patients as {other.label if other else found.same_patients_as}")
    lines = [DossierLine(found.text)]
    if found.limits:
        lines.append(DossierLine(found.limits, label="Limits"))
    for figure in found.figures:
        values = SEPARATOR.join(
            value if key in ("p", "result") else f"{key.replace('_', ' ')}: {value}"
            for key, value in figure.values.items()
            if key not in _NOT_FIGURES
        )
        lines.append(DossierLine(values, label=figure.title, on_paper=False))
    return DossierEntry(
        text=SEPARATOR.join([found.design, *parts]),
        label=found.label,
        lines=tuple(lines),
        plots=plots,
        number=found.number,
    )
