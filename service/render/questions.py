"""What is open: rules that cannot be decided, questions in order, what would settle or change the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from immunote.engine.note import Missing, Note, OpenRule, Settles
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import SEPARATOR, capital
from immunote.service.render.dossier import DossierEntry, DossierLine, Section
from immunote.service.render.statements import detail_lines, strength_words
from immunote.service.render.words import answers_in_words, leads_to, outcomes_in_words, shortened

_FEW_OUTCOMES = 2
_LABELS_SHOWN = 6
_ONE_LINE = 92


def partly_known(note: Note, rulebase: RuleBase, section: str) -> Iterator[DossierEntry]:
    """Open rules that carry evidence, of which something is recorded already: they stand with those that hold."""
    for rule, missing_here in _open(note, rulebase):
        if rule.section == section and _is_partly_known(note, rulebase, rule):
            needed = DossierLine(shortened([each.label for each in missing_here], _LABELS_SHOWN), label="Not recorded")
            rated = rule.certainty if rule.certainty in rulebase.about.certainties else None
            words = strength_words(rulebase, rule.strength, rated)
            lines = (needed, *detail_lines(rule.lines))
            yield DossierEntry(text=rule.title, mark="partly", aside=SEPARATOR.join(words), lines=lines)


def open_section(note: Note, rulebase: RuleBase) -> Section:
    """Rules that cannot be decided, each with what is missing for it."""
    entries: list[DossierEntry] = []
    for rule, missing_here in _open(note, rulebase):
        if _is_partly_known(note, rulebase, rule):
            continue
        lines = tuple(_needed(note, rule.title, missing_here))
        aside = _short_need(rule.title, missing_here)
        entries.append(DossierEntry(text=rule.title, mark="unknown", aside=aside, lines=lines))
    return Section("open", "Open", tuple(entries), about="Not decided, because something is not recorded.")


def _open(note: Note, rulebase: RuleBase) -> Iterator[tuple[OpenRule, list[Missing]]]:
    """The open rules of a kind that is listed when unknown, with what is missing for each, most urgent first."""
    kinds = rulebase.about.kinds
    listed = {
        rule.rule: rule for rule in note.open_rules if rule.kind not in kinds or kinds[rule.kind].when_unknown == "list"
    }
    needs: dict[str, list[Missing]] = {}
    for missing in note.missing:
        for name in missing.rules:
            if name in listed:
                needs.setdefault(name, []).append(missing)
    for name, missing_here in needs.items():
        yield listed[name], missing_here


def _is_partly_known(note: Note, rulebase: RuleBase, rule: OpenRule) -> bool:
    """Evidence of which something is recorded: a fact that it reads, other than what is known of every patient."""
    kind = rulebase.about.kinds.get(rule.kind)
    recorded = {fact.element for fact in note.recorded if fact.value is not False}
    recorded -= set(rulebase.about.insufficient_unless_known)
    return kind is not None and kind.evidence and bool(recorded & set(rulebase.elements_of.get(rule.rule, ())))


def _short_need(title: str, missing_here: Sequence[Missing]) -> str:
    """What is missing for a rule, where it goes on the line of its title."""
    words = f"not recorded: {', '.join(missing.label for missing in missing_here)}"
    return words if len(title) + len(words) <= _ONE_LINE else ""


def _needed(note: Note, title: str, missing_here: Sequence[Missing]) -> Iterator[DossierLine]:
    """What is missing for a rule, and answers that leave few outcomes."""
    labels = [missing.label for missing in missing_here]
    if not _short_need(title, missing_here):
        yield DossierLine(", ".join(labels), label="Not recorded")
    for lead in dict.fromkeys(lead for missing in missing_here for lead in _decisive(note, missing)):
        yield DossierLine(lead)


def _decisive(note: Note, missing: Missing) -> Iterator[str]:
    """Answers that leave few outcomes."""
    for lead in missing.answers:
        if len(lead.outcomes) <= _FEW_OUTCOMES < len(note.reachable):
            yield f"{missing.label}: {lead.answer.answer} → {outcomes_in_words(note, lead.outcomes)}"


def ask_section(note: Note, rulebase: RuleBase) -> Section:
    """Questions on which the outcome depends, in order; one that only makes sense after another stands under it.

    Each group of questions opens with its title and the words of its one stroke; without groups the rank stands aside.
    """
    deciding = {missing.element: missing for missing in note.missing if missing.outcomes or missing.flags}
    titles = {rule.rule: rule.title for rule in note.open_rules}
    after: dict[str, list[Missing]] = {}
    for missing in deciding.values():
        if missing.after in deciding:
            after.setdefault(str(missing.after), []).append(missing)
    first = [missing for missing in deciding.values() if missing.after not in deciding]
    grouped = {name: group.title for group in note.questions for name in group.elements}
    told: set[str] = set()
    entries: list[DossierEntry] = []
    for place, missing in enumerate(first, 1):
        title = grouped.get(missing.element)
        if title is not None and title not in told:
            told.add(title)
            entries += _group_entry(note, title)
        entries.append(
            DossierEntry(
                text=f"{place}  {missing.question}",
                mark="unknown",
                aside="" if title is not None else rank_title(rulebase, missing.rank),
                lines=tuple(_answers(note, missing, after, titles)),
            )
        )
    needed = note.answers_needed
    about = "What each answer leaves possible."
    if needed is not None:
        about = f"Answers needed for a grade: {needed}, if each is unremarkable. {about}"
    return Section("ask", "Ask first", tuple(entries), about=about)


def _group_entry(note: Note, title: str) -> Iterator[DossierEntry]:
    """The title of a group, and the stroke that answers several of its questions with no."""
    for group in note.questions:
        if group.title == title:
            lines: tuple[DossierLine, ...] = ()
            if group.none_of_these is not None:
                count = len(group.stores)
                stroke = f"stored as an explicit no for {count} of these questions" if count > 1 else "stored as a no"
                lines = (DossierLine(stroke, label=group.none_of_these),)
            yield DossierEntry(text=group.title, lines=lines)


def rank_title(rulebase: RuleBase, rank: int) -> str:
    """The title of a rank of questions."""
    ranks: Mapping[str, str] = {str(key): title for key, title in rulebase.about.ask_ranks.items()}
    return ranks.get(str(rank), "")


def _answers(
    note: Note, missing: Missing, after: Mapping[str, Sequence[Missing]], titles: Mapping[str, str]
) -> Iterator[DossierLine]:
    telling = [lead for lead in missing.answers if set(lead.outcomes) != set(note.reachable)]
    for lead in missing.answers if telling else ():
        yield DossierLine(leads_to(note, lead.outcomes), label=capital(lead.answer.answer))
    if missing.flags:
        yield DossierLine("a recorded value asks it", label="Before any grade")
    elif not telling:
        yield DossierLine("all stay possible until more is known", label="Any answer")
    if missing.rules:
        yield DossierLine("; ".join(titles[rule] for rule in missing.rules), label="Keeps open")
    for then in after.get(missing.element, ()):
        yield DossierLine(then.question, label="Then", mark="unknown")
        yield from _answers(note, then, after, titles)


def also_open_section(note: Note) -> Section:
    """What is not recorded and changes no outcome, only what the note can say."""
    others = [missing for missing in note.missing if not missing.outcomes and not missing.flags]
    titles = {rule.rule: rule.title for rule in note.open_rules}
    entries = [
        DossierEntry(
            text=missing.question,
            mark="unknown",
            lines=tuple(DossierLine(titles[rule]) for rule in missing.rules),
        )
        for missing in others
    ]
    title = "Also not recorded"
    return Section("also_open", title, tuple(entries), about="No outcome depends on these; what the note can say does.")


def settle_section(note: Note) -> Section:
    """Sets of answers that leave one outcome."""
    assert note.settled_by is not None  # a dossier is drawn of a whole note
    entries = list(_sets(note.settled_by))
    if note.needs_more:
        entries.append(
            DossierEntry(text=outcomes_in_words(note, note.needs_more), label="Needs more answers than are listed here")
        )
    return Section("settle", "Could settle", tuple(entries), about="Smallest sets of answers that leave one outcome.")


def change_section(note: Note) -> Section:
    """Changes of recorded facts that give another outcome."""
    about = "Smallest changes of what is recorded that would give another outcome."
    entries = tuple(_sets(note.would_change))
    if note.nothing_to_change:
        what = "outcome" if note.grade is None else "grade"
        entries = (DossierEntry(text=f"Nothing that can be changed changes this {what}."),)
    return Section("change", "Would change it", entries, about="" if note.nothing_to_change else about)


def _sets(found: Sequence[Settles]) -> Iterator[DossierEntry]:
    for settles in found:
        yield DossierEntry(
            text=f"→ {settles.title}",
            lines=tuple(DossierLine(f"{{{answers_in_words(answers)}}}") for answers in settles.sets),
        )
