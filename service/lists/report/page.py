"""A report as one self-contained html file: no script, nothing fetched; for screen, phone, paper and the dark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from immunote.engine.shapes.about import NOT_RATED
from immunote.service.lists.report import colours
from immunote.service.lists.report.charts import Bar, bars
from immunote.service.lists.report.figures import Figures, Tally
from immunote.service.lists.report.helping import Helping, WorklistStep
from immunote.service.lists.report.style import STYLE
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

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_FIRST = 12
_MOST_IDS = 200
_UNLESS = ", unless a value among them itself asks before any grade"


def render_report(figures: Figures) -> str:
    """The report as one html document."""
    return "\n".join(_page(figures)) + "\n"


def _page(figures: Figures) -> Iterator[str]:
    title = escape(f"Report on {figures.manifest.input.name}")
    sections = [(key, name, list(body)) for key, name, body in _sections(figures)]
    sections = [(key, name, body) for key, name, body in sections if body]
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>"
    yield f'<body>\n<div class="page">\n<header>\n<h1>{escape(figures.rulebase.title)}: report on a list</h1>'
    yield f"<p>{escape(figures.manifest.input.name)}</p>\n</header>\n<main>"
    if said := synthetic(figures):
        yield f'<p role="note"><strong>{escape(said)}</strong></p>'
    first, *others = three_sentences(figures)
    yield '<section class="outcome" aria-label="In short">'
    yield f'<p class="first">{escape(first)}</p>'
    yield from (f"<p>{escape(sentence)}</p>" for sentence in others)
    yield "</section>"
    yield '<nav aria-label="Sections">'
    yield from (f'<a href="#{key}">{escape(name)}</a>' for key, name, _ in sections)
    yield "</nav>"
    for key, name, body in sections:
        yield f'<section aria-labelledby="{key}">\n<h2 id="{key}">{escape(name)}</h2>'
        yield from body
        yield "</section>"
    yield f"</main>\n<footer>\n<p>{escape(figures.rulebase.intended_use)}</p>"
    yield "<p>Counts of patients. Nothing here is a rate of anything in patients at large.</p>"
    yield "</footer>\n</div>\n</body>\n</html>"


def _sections(figures: Figures) -> Iterator[tuple[str, str, Iterable[str]]]:
    yield "outcomes", "What was found", _outcomes(figures)
    if figures.helping is not None and figures.helping.patients:
        yield "help", "What would help", _help(figures, figures.helping)
    if figures.says_something:
        yield "certainty", "How certain it is", _certainty(figures)
        yield "domains", "Where there is evidence", _domains(figures)
        yield "risks", "Risks", _risks(figures)
    if figures.flags:
        yield "flags", "Values that ask before any grade", _flags(figures, figures.flags)
    yield "aside", "Rows set aside", _aside(figures)
    yield "basis", "What this rests on", _basis(figures)


def _outcomes(figures: Figures) -> Iterator[str]:
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
        yield _plot(
            [Bar(name.partition(": ")[2].partition(":")[0], ((name, n, c),), _end(n, everyone)) for name, n, c in rows]
        )
        yield from _folded("The same as a table", _table(("", "Patients", ""), _counts(rows, everyone)))
    else:
        yield from _table(("", "Patients", ""), _counts(rows, everyone))
    if figures.leanings and any(name for name in figures.leanings):
        number = sum(figures.leanings.values())
        yield "<h3>Where provisional patients lean</h3>"
        yield (
            f'<p class="about">If what is not recorded turned out unremarkable, which nobody has said. '
            f"{people(number, 'provisional patient')}.</p>"
        )
        leaning = [(outcome_words(figures, n), c, colour[n]) for n, c in figures.leanings.items()]
        yield _plot([Bar(name, ((name, n, c),), _end(n, number)) for name, n, c in leaning])
        yield from _folded("The same as a table", _table(("", "Patients", ""), _counts(leaning, number)))


def _help(figures: Figures, helping: Helping) -> Iterator[str]:
    labels = {each.element: item_words(each) for each in helping.items}
    if helping.steps:
        yield (
            f'<p class="about">How many of {people(helping.patients, "open patient")} are settled by recording these, '
            "in this order, whatever the answers turn out to be"
            f"{_UNLESS if figures.rulebase.flags.flags else ''}. Counted, not estimated.</p>"
        )
        rows = [(joined(labels[name] for name in step.items), step) for step in helping.steps]
        yield from _table(
            ("Record", "Newly settled", "Settled by then", ""),
            [(label, f"{s.newly:,}", f"{s.by_then:,}", share(s.by_then, helping.patients)) for label, s in rows],
        )
        yield from _ids_of(helping.steps)
    yield "<h3>Item by item</h3>"
    yield '<p class="about">For how many open patients each item matters, and how many it would settle by itself.</p>'
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
        yield _key((("settles by itself", colours.HOLDS), ("matters beside other items", colours.OPEN)))
        yield _plot(chart)
    table = _table(
        ("Item", "Matters to", "Settles by itself"),
        [(labels[each.element], f"{each.matters:,}", f"{each.alone:,}") for each in helping.items],
    )
    more = f"All {len(helping.items)} items as a table" if len(helping.items) > _FIRST else "The same as a table"
    yield from _folded(more, table)
    if helping.could:
        yield "<h3>What an answer could settle</h3>"
        yield '<p class="about">Some answers to these items lead to one outcome; others may leave it open.</p>'
        names = {name: element.label for name, element in figures.rulebase.elements.items()}
        yield from _table(
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


def _ids_of(steps: Sequence[WorklistStep]) -> Iterator[str]:
    for place, step in enumerate(steps, 1):
        if step.ids:
            shown = ", ".join(step.ids[:_MOST_IDS])
            more = f" and {len(step.ids) - _MOST_IDS:,} more" if len(step.ids) > _MOST_IDS else ""
            yield from _folded(f"Ids of step {place}", [f'<p class="mono">{escape(shown)}{more}</p>'])


def _certainty(figures: Figures) -> Iterator[str]:
    if not figures.certainties:
        return
    words, found = figures.rulebase.about.certainties, figures.certainties
    seen = [each for each in words if any(key[1] == each for key in found)]
    rated = [each for each in seen if each != NOT_RATED]
    shades = dict(zip((each for each in words if each != NOT_RATED), colours.CERTAINTIES, strict=False))
    yield (
        '<p class="about">Certainty of the evidence that decided, for settled patients. The ratings are this '
        "project's own; what no evidence of benefit decided is not rated.</p>"
    )
    chart, rows = [], []
    for name in figures.rulebase.outcomes:
        numbers = {each: found.get((name, each), 0) for each in seen}
        if any(numbers.values()):
            rows.append((outcome_words(figures, name), *(f"{n:,}" if n else "–" for n in numbers.values())))
        if total := sum(numbers[each] for each in rated):
            parts = tuple((words[each], numbers[each], shades[each]) for each in rated)
            chart.append(Bar(outcome_words(figures, name), parts, f"{total:,}"))
    table = _table(("Outcome", *(words[each] for each in seen)), rows)
    if not chart:
        yield from table
        return
    yield _key((words[each], shades[each]) for each in rated)
    yield _plot(chart)
    yield from _folded("The same as a table", table)


def _domains(figures: Figures) -> Iterator[str]:
    drawn = [each for each in figures.domains or () if each.holds or each.open]
    if not drawn:
        return
    yield '<p class="about">Patients for whom a rule with evidence of benefit holds, or is still open, by domain.</p>'
    yield _key((("holds", colours.HOLDS), ("not known yet", colours.OPEN)))
    yield _plot([_tally(each) for each in drawn])
    yield from _folded("The same as a table", _tallies("Domain", drawn))


def _flags(figures: Figures, flags: Sequence[Tally]) -> Iterator[str]:
    outcomes = figures.rulebase.outcomes
    held = "; ".join(outcomes[name].title for name in figures.rulebase.flags.holds_back)
    yield (
        '<p class="about">Patients with such a value, and those of them for whom something that it asks is not '
        f"answered. Until then these outcomes are not given: {escape(held)}.</p>"
    )
    yield from _table(
        ("Value", "Recorded", "Not answered"), [(each.title, f"{each.holds:,}", f"{each.open:,}") for each in flags]
    )


def _risks(figures: Figures) -> Iterator[str]:
    risks = figures.risks or ()
    if not risks:
        return
    yield (
        '<p class="about">Patients for whom a rule about a risk holds, or is not known yet. No risk is said to be low '
        "or absent.</p>"
    )
    yield _key((("recorded", colours.HOLDS), ("not known yet", colours.OPEN)))
    yield _plot([_tally(each) for each in risks[:_FIRST]])
    more = f"All {len(risks)} as a table" if len(risks) > _FIRST else "The same as a table"
    yield from _folded(more, _tallies("Risk", risks))


def _tally(each: Tally) -> Bar:
    parts = (("holds", each.holds, colours.HOLDS), ("open", each.open, colours.OPEN))
    return Bar(each.title, parts, f"{each.holds:,} + {each.open:,}?" if each.open else f"{each.holds:,}")


def _tallies(head: str, found: Iterable[Tally]) -> Iterator[str]:
    rows = [(each.title, f"{each.holds:,}", f"{each.open:,}") for each in found]
    return _table((head, "Holds", "Not known"), rows)


def _aside(figures: Figures) -> Iterator[str]:
    if not figures.refusals:
        yield "<p>No row was set aside.</p>"
        return
    yield (
        f'<p class="about">{people(figures.rows.quarantined, "row")} of {figures.rows.read:,}. A row can stand here '
        "more than once; the quarantine file beside the result names each.</p>"
    )
    yield '<table><thead><tr><th>Code</th><th>What</th><th>Column</th><th class="count">Rows</th></tr></thead><tbody>'
    for each in figures.refusals:
        text = f'<br><span class="help">{escape(each.help)}</span>' if each.help else ""
        yield (
            f"<tr><td>{escape(each.code)}</td><td>{escape(each.what)}{text}</td>"
            f'<td class="mono">{escape(each.column)}</td><td class="count">{each.rows:,}</td></tr>'
        )
    yield "</tbody></table>"


def _basis(figures: Figures) -> Iterator[str]:
    yield "<table><tbody>"
    for name, value in provenance(figures):
        kind = ' class="mono"' if len(value) == 64 and " " not in value else ""
        yield f'<tr><th scope="row">{escape(name)}</th><td{kind}>{escape(value)}</td></tr>'
    yield "</tbody></table>"


def _end(number: int, of: int) -> str:
    return f"{number:,} · {share(number, of)}"


def _counts(rows: Iterable[tuple[str, int, str]], of: int) -> list[tuple[str, str, str]]:
    return [(name, f"{number:,}", share(number, of)) for name, number, _ in rows]


def _plot(chart: Sequence[Bar]) -> str:
    return f'<div class="plot">{bars(chart)}</div>'


def _key(entries: Iterable[tuple[str, str]]) -> str:
    shown = "".join(f'<span><i style="background:{colour}"></i>{escape(word)}</span>' for word, colour in entries)
    return f'<p class="key" aria-hidden="true">{shown}</p>'


def _folded(summary: str, body: Iterable[str]) -> Iterator[str]:
    yield f"<details><summary>{escape(summary)}</summary>"
    yield from body
    yield "</details>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] | None = None) -> Iterator[str]:
    """A table; `numbers` are the columns of numbers, all but the first where nothing is said."""
    right = set(range(1, len(head)) if numbers is None else numbers)
    marks = [' class="count"' if at in right else "" for at in range(len(head))]
    cells = "".join(f'<th scope="col"{mark}>{escape(name)}</th>' for name, mark in zip(head, marks, strict=True))
    yield f"<table><thead><tr>{cells}</tr></thead><tbody>"
    for row in rows:
        yield "<tr>" + "".join(f"<td{m}>{escape(cell)}</td>" for cell, m in zip(row, marks, strict=True)) + "</tr>"
    yield "</tbody></table>"
