"""A report as one self-contained html file: no script, nothing fetched; for screen, phone, paper and the dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from immunote.engine.shapes.about import NOT_RATED
from immunote.service.html.environment import document
from immunote.service.lists.report import colours, department_page
from immunote.service.lists.report.blocks import (
    BasisBlock,
    Block,
    FoldedBlock,
    KeyBlock,
    LineBlock,
    RefusalsBlock,
    TableBlock,
    about,
    heading,
    plot,
    table,
)
from immunote.service.lists.report.charts import Bar
from immunote.service.lists.report.department import Department
from immunote.service.lists.report.figures import Figures, Tally
from immunote.service.lists.report.helping import Helping, WorklistStep
from immunote.service.lists.report.words import (
    STATUS_WORDS,
    item_words,
    joined,
    outcome_words,
    people,
    provenance,
    share,
    synthetic,
    three_sentences,
)

_FIRST = 12
_MOST_IDS = 200
_SAME = "The same as a table"
_UNLESS = ", unless a value among them itself asks before any grade"


def render_report(figures: Figures, department: Department | None = None) -> str:
    """The report as one html document. With `department` it has a day, and says first what to do."""
    sections = [(key, title, list(blocks)) for key, title, blocks in _sections(figures, department)]
    return document(
        "report.html",
        name=figures.manifest.input.name,
        day=department.day if department else "",
        rounded_to=department.rounded_to if department else 0,
        rulebase=figures.rulebase,
        synthetic=synthetic(figures),
        sentences=three_sentences(figures),
        sections=[section for section in sections if section[2]],
    )


def _sections(figures: Figures, department: Department | None) -> Iterator[tuple[str, str, Iterable[Block]]]:
    if department is not None:
        yield "first", "What to do first", department_page.what_first(figures, department)
    yield "outcomes", "What was found", _outcomes(figures)
    if figures.helping is not None and figures.helping.patients:
        yield "help", "What would help", _help(figures, figures.helping)
    if figures.says_something:
        yield "certainty", "How certain it is", _certainty(figures)
        yield "domains", "Where there is evidence", _domains(figures)
        yield "risks", "Risks", _risks(figures)
    if figures.flags:
        yield "flags", "Values that ask before any grade", _flags(figures, figures.flags)
    if department is not None:
        yield "centres", "Centres side by side", department_page.centres(department)
        yield "runs", "This run and those before", department_page.runs(department)
        yield "complete", "What is recorded", department_page.completeness(figures, department)
    yield "aside", "Rows set aside", [*_aside(figures), *(department_page.ignored(department) if department else ())]
    yield "basis", "What this rests on", _basis(figures)


def _outcomes(figures: Figures) -> Iterator[Block]:
    if figures.statuses is None or figures.outcomes is None:
        return
    colour, everyone = colours.of_outcomes(figures.rulebase), figures.rows.evaluated
    rows = [(f"Settled: {outcome_words(figures, n)}", c, colour[n]) for n, c in figures.outcomes.items()]
    rows += [
        (f"Open: {STATUS_WORDS[n]}", c, colours.STATUSES[n]) for n, c in figures.statuses.items() if n != "settled"
    ]
    if not rows:
        return
    if len(rows) > 1 and figures.says_something:
        yield plot(
            [Bar(name.partition(": ")[2].partition(":")[0], ((name, n, c),), _end(n, everyone)) for name, n, c in rows]
        )
        yield FoldedBlock(_SAME, table(("", "Patients", ""), _counts(rows, everyone)))
    else:
        yield table(("", "Patients", ""), _counts(rows, everyone))
    if figures.leanings and any(name for name in figures.leanings):
        number = sum(figures.leanings.values())
        yield heading("Where provisional patients lean")
        yield about(
            f"If what is not recorded turned out unremarkable, which nobody has said. "
            f"{people(number, 'provisional patient')}."
        )
        leaning = [(outcome_words(figures, n), c, colour[n]) for n, c in figures.leanings.items()]
        yield plot([Bar(name, ((name, n, c),), _end(n, number)) for name, n, c in leaning])
        yield FoldedBlock(_SAME, table(("", "Patients", ""), _counts(leaning, number)))


def _help(figures: Figures, helping: Helping) -> Iterator[Block]:
    labels = {each.element: item_words(each) for each in helping.items}
    if helping.steps:
        yield about(
            f"How many of {people(helping.patients, 'open patient')} are settled by recording these, "
            "in this order, whatever the answers turn out to be"
            f"{_UNLESS if figures.rulebase.flags.flags else ''}. Counted, not estimated."
        )
        rows = [(joined(labels[name] for name in step.items), step) for step in helping.steps]
        yield table(
            ("Record", "Newly settled", "Settled by then", ""),
            [(label, f"{s.newly:,}", f"{s.by_then:,}", share(s.by_then, helping.patients)) for label, s in rows],
        )
        yield from _ids_of(helping.steps)
    yield heading("Item by item")
    yield about("For how many open patients each item matters, and how many it would settle by itself.")
    shown = helping.items[:_FIRST]
    chart = [
        Bar(
            each.label,
            (("settles by itself", each.alone, colours.HOLDS), ("matters", each.matters - each.alone, colours.OPEN)),
            f"{each.matters:,}",
        )
        for each in shown
    ]
    if figures.says_something:
        yield KeyBlock((("settles by itself", colours.HOLDS), ("matters beside other items", colours.OPEN)))
        yield plot(chart)
    as_table = table(
        ("Item", "Matters to", "Settles by itself"),
        [(labels[each.element], f"{each.matters:,}", f"{each.alone:,}") for each in helping.items],
    )
    more = f"All {len(helping.items)} items as a table" if len(helping.items) > _FIRST else _SAME
    yield FoldedBlock(more, as_table)
    if helping.could:
        yield heading("What an answer could settle")
        yield about("Some answers to these items lead to one outcome; others may leave it open.")
        names = {name: element.label for name, element in figures.rulebase.elements.items()}
        yield table(
            ("If known", "Could settle", "On"),
            [
                (
                    joined(names[name] for name in each.elements),
                    f"{each.patients:,}",
                    _ends(figures, each.outcomes),
                )
                for each in helping.could[:_FIRST]
            ],
            numbers=(1,),
        )


def _ends(figures: Figures, outcomes: Mapping[str, int]) -> str:
    """The commonest outcomes of some answers."""
    shown = [f"{outcome_words(figures, name)} ({number:,})" for name, number in outcomes.items()]
    return "; ".join(shown[:3]) + (f"; {len(shown) - 3} more" if len(shown) > 3 else "")


def _ids_of(steps: Sequence[WorklistStep]) -> Iterator[Block]:
    for place, step in enumerate(steps, 1):
        if step.ids:
            shown = ", ".join(step.ids[:_MOST_IDS])
            more = f" and {len(step.ids) - _MOST_IDS:,} more" if len(step.ids) > _MOST_IDS else ""
            yield FoldedBlock(f"Ids of step {place}", LineBlock("ids", shown + more))


def _certainty(figures: Figures) -> Iterator[Block]:
    if not figures.certainties:
        return
    words, found = figures.rulebase.about.certainties, figures.certainties
    seen = [each for each in words if any(key[1] == each for key in found)]
    rated = [each for each in seen if each != NOT_RATED]
    shades = dict(zip((each for each in words if each != NOT_RATED), colours.CERTAINTIES, strict=False))
    yield about(
        "Certainty of the evidence that decided, for settled patients. The ratings are this "
        "project's own; what no evidence of benefit decided is not rated."
    )
    chart, rows = [], []
    for name in figures.rulebase.outcomes:
        numbers = {each: found.get((name, each), 0) for each in seen}
        if any(numbers.values()):
            rows.append((outcome_words(figures, name), *(f"{n:,}" if n else "–" for n in numbers.values())))
        if total := sum(numbers[each] for each in rated):
            parts = tuple((words[each], numbers[each], shades[each]) for each in rated)
            chart.append(Bar(outcome_words(figures, name), parts, f"{total:,}"))
    as_table = table(("Outcome", *(words[each] for each in seen)), rows)
    if not chart:
        yield as_table
        return
    yield KeyBlock([(words[each], shades[each]) for each in rated])
    yield plot(chart)
    yield FoldedBlock(_SAME, as_table)


def _domains(figures: Figures) -> Iterator[Block]:
    drawn = [each for each in figures.domains or () if each.holds or each.open]
    if not drawn:
        return
    yield about("Patients with a disease for which there is evidence of benefit, or of whom that is not known yet.")
    yield KeyBlock((("holds", colours.HOLDS), ("not known yet", colours.OPEN)))
    yield plot([_tally(each) for each in drawn])
    yield FoldedBlock(_SAME, _tallies("Domain", drawn))


def _flags(figures: Figures, flags: Sequence[Tally]) -> Iterator[Block]:
    outcomes = figures.rulebase.outcomes
    held = "; ".join(outcomes[name].title for name in figures.rulebase.flags.holds_back)
    yield about(
        "Patients with such a value, and those of them for whom something that it asks is not "
        f"answered. Until then these outcomes are not given: {held}."
    )
    yield table(
        ("Value", "Recorded", "Not answered"), [(each.title, f"{each.holds:,}", f"{each.open:,}") for each in flags]
    )


def _risks(figures: Figures) -> Iterator[Block]:
    risks = figures.risks or ()
    if not risks:
        return
    yield about("Patients with a recorded risk, or of whom it is not known yet. No risk is said to be low or absent.")
    yield KeyBlock((("recorded", colours.HOLDS), ("not known yet", colours.OPEN)))
    yield plot([_tally(each) for each in risks[:_FIRST]])
    more = f"All {len(risks)} as a table" if len(risks) > _FIRST else _SAME
    yield FoldedBlock(more, _tallies("Risk", risks))


def _tally(each: Tally) -> Bar:
    parts = (("holds", each.holds, colours.HOLDS), ("open", each.open, colours.OPEN))
    return Bar(each.title, parts, f"{each.holds:,} + {each.open:,}?" if each.open else f"{each.holds:,}")


def _tallies(head: str, found: Iterable[Tally]) -> TableBlock:
    rows = [(each.title, f"{each.holds:,}", f"{each.open:,}") for each in found]
    return table((head, "Holds", "Not known"), rows)


def _aside(figures: Figures) -> Iterator[Block]:
    if not figures.refusals:
        yield LineBlock("paragraph", "No row was set aside.")
        return
    yield about(
        f"{people(figures.rows.quarantined, 'row')} of {figures.rows.read:,}. A row can stand here "
        "more than once; the quarantine file beside the result names each."
    )
    yield RefusalsBlock(figures.refusals)


def _basis(figures: Figures) -> Iterator[Block]:
    yield BasisBlock(provenance(figures))


def _end(number: int, of: int) -> str:
    return f"{number:,} · {share(number, of)}"


def _counts(rows: Iterable[tuple[str, int, str]], of: int) -> list[tuple[str, str, str]]:
    return [(name, f"{number:,}", share(number, of)) for name, number, _ in rows]
