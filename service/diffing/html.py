"""A comparison as one self-contained html file: no script, nothing fetched, printable, readable without colour."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from html import escape

from immunote.service.diffing import words
from immunote.service.diffing.model import Cause, CauseCount, Change, Cohort, Diff, FieldChange, Grades, Witness
from immunote.service.render.style import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_MORE_STYLE = """
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--rule); }
th { color: var(--quiet); font-weight: 600; }
td { overflow-wrap: anywhere; }
td.count { text-align: right; white-space: nowrap; width: 1%; padding-right: 1rem; }
del { background: #fbe9e7; } ins { background: #e3f3e8; text-decoration: underline; }
.side { white-space: pre-line; }
code { font-size: .85rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1.6rem 0 .3rem; }
.change { margin: 1rem 0; }
.change > p { margin: 0 0 .2rem; }
"""


def render(diff: Diff) -> str:
    """The comparison as one html document."""
    return "\n".join(_page(diff)) + "\n"


def _page(diff: Diff) -> Iterator[str]:
    title = escape(words.heading(diff))
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{STYLE}{_MORE_STYLE}</style>\n</head>"
    yield f'<body>\n<div class="page">\n<header>\n<h1>{title}</h1>'
    yield f"<p>old: {escape(words.version_words(diff.old))}</p>\n<p>new: {escape(words.version_words(diff.new))}</p>"
    yield "</header>\n<main>"
    yield from _grades(diff.grades)
    if diff.cohort is not None:
        yield from _cohort(diff.cohort)
    yield f'<section>\n<h2 id="changes">What changed</h2>\n<p>{escape(words.changes_words(diff))}</p>'
    for section, name in words.SECTIONS.items():
        changes = [each for each in diff.changes if each.section == section]
        if changes:
            yield f"<h3>{escape(name)}</h3>"
        for change in changes:
            yield from _change(change)
    yield "</section>\n</main>\n</div>\n</body>\n</html>"


def _grades(grades: Grades) -> Iterator[str]:
    tone = "" if grades.verdict == "equivalent" else " open"
    yield f'<section class="outcome{tone}">\n<h2 id="grades">Can grades differ?</h2>'
    yield f"<p>{escape(words.grades_words(grades))}</p>"
    yield from (f"<p>{escape(each)}</p>" for each in grades.not_covered)
    yield "</section>"
    for witness in grades.moves:
        yield from _witness(witness)


def _witness(witness: Witness) -> Iterator[str]:
    yield f'<div class="change">\n<p class="label">{_arrow(witness.old_title, witness.new_title)}</p>'
    yield from _causes(witness.causes)
    said = escape(words.profile_words(witness))
    if witness.old_profile is None:
        yield f"<p>{said}</p>"
    else:
        yield _folded(said, witness.old_profile)
        if witness.new_profile != witness.old_profile:
            yield _folded("profile for the new version", witness.new_profile)
    yield "</div>"


def _cohort(cohort: Cohort) -> Iterator[str]:
    yield '<section>\n<h2 id="cohort">The cohort</h2>'
    yield from (f"<p>{escape(line)}</p>" for line in words.cohort_words(cohort))
    if cohort.moves:
        rows = [
            (str(each.patients), _arrow(each.before, each.after), escape(words.WHAT[each.what]))
            for each in cohort.moves
        ]
        yield from _table(("patients", "from and to", "what moved"), rows)
    if cohort.by_cause:
        yield "<h3>By what changed</h3>\n<p class=about>A patient can hang on more than one change.</p>"
        causes = [(str(each.patients), _cause_told(each)) for each in cohort.by_cause]
        yield from _table(("patients", "change"), causes)
    if cohort.patients:
        yield "<h3>Who moves</h3>"
    for patient in cohort.patients:
        old, new = (words.state_words(state, patient.what) for state in (patient.old, patient.new))
        yield f'<div class="change">\n<p><span class="label">{escape(patient.id)}</span> (row {patient.row}): '
        yield f"{_arrow(old, new)}</p>"
        yield from (f'<p class="aside">{escape(words.brief_words(cause))}</p>' for cause in patient.causes)
        yield "</div>"
    if cohort.refused_rows:
        yield "<h3>Refused</h3>"
        refused = [
            (str(each.row), *(escape(side) for side in (each.id or "none", ", ".join(each.old), ", ".join(each.new))))
            for each in cohort.refused_rows
        ]
        yield from _table(("row", "id", "old version", "new version"), refused)
    yield "</section>"


def _causes(causes: Iterable[Cause]) -> Iterator[str]:
    found = list(causes)
    if found:
        shown = (f"<li>{escape(words.cause_words(cause))}{_below(cause)}</li>" for cause in found)
        yield f'<ul class="lines">{"".join(shown)}</ul>'


def _cause_told(cause: CauseCount) -> str:
    return f"{escape(f'{cause.kind} {cause.id} ({cause.title}) was {cause.how}')}{_below(cause)}"


def _below(cause: Cause | CauseCount) -> str:
    """Thresholds and citations of a change."""
    lines = [*words.threshold_words(cause), *words.citation_words(cause)]
    return f'<ul class="lines">{"".join(f"<li>{escape(line)}</li>" for line in lines)}</ul>' if lines else ""


def _change(change: Change) -> Iterator[str]:
    yield f'<div class="change">\n<p class="label">{escape(words.change_words(change))}</p>'
    if change.how == "added":
        yield from _table(("field", "now"), [(escape(each.field), _side(each.after)) for each in change.fields])
    elif change.how == "removed":
        yield from _table(("field", "before"), [(escape(each.field), _side(each.before)) for each in change.fields])
    else:
        yield from _table(("field", "before", "now"), [(escape(each.field), *_sides(each)) for each in change.fields])
    yield from (f'<p class="aside">{escape(line)}</p>' for line in words.reach_words(change))
    yield "</div>"


def _sides(field: FieldChange) -> tuple[str, str]:
    """Both sides; where each is one text, with the words marked that differ."""
    if len(field.before) != 1 or len(field.after) != 1:
        return _side(field.before), _side(field.after)
    left, right = _tokens(field.before[0]), _tokens(field.after[0])
    old, new = [], []
    for what, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        gone, come = escape("".join(left[a:b])), escape("".join(right[c:d]))
        old.append(gone if what == "equal" else f"<del>{gone}</del>" if gone else "")
        new.append(come if what == "equal" else f"<ins>{come}</ins>" if come else "")
    return f'<div class="side">{"".join(old)}</div>', f'<div class="side">{"".join(new)}</div>'


def _tokens(text: str) -> list[str]:
    """Words, each with the blank behind it."""
    return [f"{word} " for word in text.split(" ")]


def _side(lines: Iterable[str]) -> str:
    return "".join(f'<div class="side">{escape(line)}</div>' for line in lines)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table of cells that are html already."""
    names = list(heads)
    count = ' class="count"' if names[0] in ("patients", "row") else ""
    yield "<table>\n<tr>" + "".join(f"<th>{escape(name)}</th>" for name in names) + "</tr>"
    for row in rows:
        first, *rest = row
        yield f"<tr><td{count}>{first}</td>" + "".join(f"<td>{cell}</td>" for cell in rest) + "</tr>"
    yield "</table>"


def _arrow(before: str, after: str) -> str:
    return f'{escape(before)} <span aria-label="to">→</span> {escape(after)}'


def _folded(head: str, profile: object) -> str:
    """A profile to be opened, ready to be copied into a file."""
    text = escape(json.dumps(profile, ensure_ascii=False), quote=False)
    return f"<details><summary>{head}</summary><code>{text}</code></details>"
