"""Decides once what a note shows, where, in which order and with which marks.

No medicine here: titles and words come from the note and from `rulebase.yaml`. The order: what was decided or why
nothing can be, what is not known, what speaks for and against; then what to ask, what it takes in practice, sources.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from immunote.engine.note import Note, ShownFlag
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import SEPARATOR, capital, dated, names_of, review_words
from immunote.service.render.dossier import Dossier, DossierEntry, DossierLine, Lead, Mark, Section
from immunote.service.render.practice import (
    checklist_section,
    dose_section,
    products_section,
    recorded_section,
    set_aside_section,
    sources_section,
)
from immunote.service.render.questions import (
    also_open_section,
    ask_section,
    change_section,
    open_section,
    partly_known,
    rank_title,
    settle_section,
)
from immunote.service.render.statements import Entries
from immunote.service.render.words import cleaned, outcomes_in_words

_NOT_RECORDED_SHOWN = 7
_LONGEST_CAPITALS = 60
_STATUS = {"settled": "settled", "provisional": "provisional", "insufficient_data": "insufficient data"}


def arrange(note: Note, rulebase: RuleBase) -> Dossier:
    """The note as a page. Every string in it is on one line and free of control characters."""
    about = rulebase.about
    provenance = note.provenance
    outcome, rest = outcome_and_rest(note)
    certainty = about.certainties.get(note.certainty, note.certainty)
    patient = [*note.profile]
    if about.profile_line and not patient:
        patient.append("nothing recorded that says who this is")
    if about.jurisdictions and note.jurisdiction is None:
        patient.append("jurisdiction not given")
    words = f"{_STATUS[note.status]}{SEPARATOR}certainty of the deciding evidence: {certainty}"
    page = Dossier(
        title=rulebase.title,
        edition=f"{provenance.rulebase} {provenance.version}{SEPARATOR}{dated(rulebase)}",
        patient=capital(SEPARATOR.join(patient)),
        review=review_words(note.review),
        outcome=outcome,
        status=note.status,
        status_words=words,
        leads=tuple(_leads(note, rulebase, rest)),
        sections=tuple(section for section in _sections(note, rulebase) if section.entries),
        ending=(
            note.intended_use,
            f"Rules {provenance.rulebase} {provenance.version}, content {provenance.content_hash}; "
            f"engine {provenance.engine_version}.",
            f"Digest {note.digest}",
        ),
    )
    return cleaned(page)


def outcome_and_rest(note: Note) -> tuple[str, str]:
    """The line in capitals, and what is left of the headline below it; not yet cleaned."""
    first, dot, rest = note.headline.partition(". ")
    first = first if dot else first.rstrip(".")
    if note.outcome is None:
        return (first, rest) if len(first) <= _LONGEST_CAPITALS else ("No outcome yet", note.headline)
    title = note.titles.get(note.outcome, note.outcome)
    return capital(title), rest if first.casefold() == title.casefold() else note.headline


def _leads(note: Note, rulebase: RuleBase, rest: str) -> Iterator[Lead]:
    if rest:
        yield Lead(rest)
    risks, not_recorded = list(_risks(note, rulebase)), list(_not_recorded(note, rulebase))
    if note.status == "settled":
        yield from (*_flags(note), *risks, *_once_corrected(note), *not_recorded)
        return
    yield from _flags(note)
    yield from not_recorded
    yield Lead(outcomes_in_words(note, note.reachable), label="Still possible")
    if note.leaning is not None and note.titles.get(note.leaning, note.leaning) not in note.headline:
        yield Lead(f"{note.titles[note.leaning]}, on answers that nobody has given", label="Leaning")
    yield from (*_once_corrected(note), *risks)


def _flags(note: Note) -> Iterator[Lead]:
    """The values that ask before any grade, each with what nobody answered or, where nothing is open, the answers."""
    for flag in note.flags:
        if flag.open and _is_said(flag, note.headline):
            continue
        if flag.open:
            yield Lead(" ".join(each.asked_as for each in flag.questions), label=flag.heading, mark="unknown")
        else:
            answers = SEPARATOR.join(f"{each.label}: {each.words}" for each in flag.answers)
            yield Lead(answers, label=flag.heading, mark="risk")


def _is_said(flag: ShownFlag, headline: str) -> bool:
    """Whether a headline has the value of a flag and all that it asks."""
    values = flag.heading.split(", ")
    return all(each in headline for each in (*values, *(question.asked_as for question in flag.questions)))


def _once_corrected(note: Note) -> Iterator[Lead]:
    left = (note.grade_once_corrected,) if note.grade_once_corrected else note.reachable_once_corrected
    if all(note.titles.get(each, each) in note.headline for each in left):
        return  # the headline has it
    if note.grade_once_corrected is not None:
        yield Lead(note.titles.get(note.grade_once_corrected, note.grade_once_corrected), label="Once corrected")
    elif note.reachable_once_corrected:
        yield Lead(outcomes_in_words(note, note.reachable_once_corrected), label="Once corrected, still possible")


def _risks(note: Note, rulebase: RuleBase) -> Iterator[Lead]:
    """The risks that hold, by name. Where none holds nothing is said: that nothing is recorded is no comfort."""
    named: dict[str, str] = {}
    for statement in note.statements:
        if statement.mark == "risk":
            for words in names_of(rulebase, statement):
                named.setdefault(words.removesuffix(" ○"), words)
    if named:
        yield Lead(SEPARATOR.join(named.values()), label="Risks", mark="risk")


def _not_recorded(note: Note, rulebase: RuleBase) -> Iterator[Lead]:
    """The first of what is missing, those first on which the outcome depends, and how much more by rank."""
    deciding = [missing for missing in note.missing if missing.outcomes or missing.flags]
    missing = sorted(deciding or note.missing, key=lambda missing: (not missing.flags, missing.rank))
    if not missing:
        return
    text = ", ".join(each.label for each in missing[:_NOT_RECORDED_SHOWN])
    left = missing[_NOT_RECORDED_SHOWN:]
    if left:
        counts = Counter(rank_title(rulebase, each.rank) for each in left)
        text += f" and {len(left)} more ({', '.join(f'{title} {count}' for title, count in counts.items())})"
    if not deciding:
        text += "; this outcome does not depend on these"
    yield Lead(text, label="Not recorded", mark="unknown")


def _sections(note: Note, rulebase: RuleBase) -> Iterator[Section]:
    """The rule base's sections in its order. What is open follows the last section that lists open rules; what to ask,
    and what it takes in practice, follow the disagreements."""
    about = rulebase.about
    entries = Entries(note, rulebase)
    listing = {kind.section for kind in about.kinds.values() if kind.when_unknown == "list"}
    yield _flags_section(note)
    names = list(about.sections)
    last_listing = max((names.index(name) for name in listing if name in names), default=0)
    middle = max(last_listing, names.index("conflicts") if "conflicts" in names else 0)
    statements = {statement.rule: statement for statement in note.every_statement}
    for place, name in enumerate(names):
        here = [statement for statement in statements.values() if statement.section == name]
        here.sort(key=lambda statement: (not statement.decides, statement.mark == "none"))
        shown = [entries.of(statement) for statement in here]
        marked = sum(entry.mark != "none" for entry in shown)
        partly = partly_known(note, rulebase, name)
        yield Section(name, about.sections[name], (*shown[:marked], *partly, *shown[marked:]))
        if place == last_listing:
            yield open_section(note, rulebase)
        if place == middle:
            yield from _practical(note, rulebase)
    others = [statement for statement in statements.values() if statement.section not in about.sections]
    yield Section("other", "Other", tuple(entries.of(statement) for statement in others))
    yield set_aside_section(note, rulebase)
    yield recorded_section(note)
    yield sources_section(note, rulebase, entries.plots.values())


def _flags_section(note: Note) -> Section:
    """The flags that hold, each with its source or choice, the limit, what is asked and what was answered."""
    entries = []
    said: set[str] = set()  # a question, or an answer, of several flags is printed at the first of them
    for flag in note.flags:
        new = [each for each in flag.questions if each.element not in said]
        again = [each.asked_as for each in flag.questions if each.element in said]
        lines = [DossierLine(each.question, label="Asks", mark="unknown") for each in new]
        lines += [DossierLine(" ".join(again), label="Asks, as above", mark="unknown")] if again else []
        lines += [
            DossierLine(each.words, label=capital(each.label)) for each in flag.answers if each.element not in said
        ]
        said |= {each.element for each in flag.questions} | {each.element for each in flag.answers}
        if flag.choice:
            lines.append(DossierLine(flag.choice, mark="choice"))
        mark: Mark = "unknown" if flag.open else "risk"
        entries.append(
            DossierEntry(text=flag.text, label=flag.heading, mark=mark, cites=flag.citations, lines=tuple(lines))
        )
    return Section("flags", "Asked before any grade", tuple(entries), about="Values that are recorded and ask first.")


def _practical(note: Note, rulebase: RuleBase) -> Iterator[Section]:
    yield ask_section(note, rulebase)
    yield settle_section(note)
    yield change_section(note)
    yield also_open_section(note)
    yield checklist_section(note)
    yield products_section(note, rulebase)
    if note.dose is not None:
        yield dose_section(note.dose, rulebase)
