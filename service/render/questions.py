"""What is open: rules that cannot be decided, questions in order, what would settle or change the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.note import Missing, Note, Settles
from engine.rulebase import RuleBase
from service.render.page import Entry, Line, Mark, Section, Shown
from service.render.words import answers_in_words, capital, counted, leads_to, outcomes_in_words, shortened

_FIRST_QUESTIONS = 8
_FIRST_SETS = 2
_LEADING_RANKS = (1, 2)
_FEW_OUTCOMES = 2
_LABELS_SHOWN = 6
_ONE_LINE = 92


def open_section(note: Note, rulebase: RuleBase) -> Section:
    """Rules of a kind that is listed when unknown, each with what is missing for it."""
    kinds = rulebase.about.kinds
    needs: dict[str, list[Missing]] = {}
    shown = {}
    open_rules = {rule.rule: rule for rule in note.open_rules}
    for missing in note.missing:
        for rule in (open_rules[name] for name in missing.rules):
            if rule.kind not in kinds or kinds[rule.kind].when_unknown == "list":
                needs.setdefault(rule.rule, []).append(missing)
                shown[rule.rule] = rule
    recorded = {fact.element for statement in note.statements for fact in statement.facts}
    entries: list[Entry] = []
    by_domain: dict[str, list[str]] = {}
    told: set[str] = set()
    for name, missing_here in needs.items():
        rule = shown[name]
        leading = any(missing.rank in _LEADING_RANKS and missing.outcomes for missing in missing_here)
        if not leading:
            by_domain.setdefault(_domain(rulebase, name), []).append(rule.title)
        entries.append(
            Entry(
                text=rule.title,
                mark=_mark(rulebase, name, recorded),
                aside=_short_need(rule.title, missing_here),
                lines=tuple(_needed(note, rule.title, missing_here, told)),
                shown="always" if leading else "full",
            )
        )
    for domain, titles in by_domain.items():
        entries.append(Entry(text="; ".join(titles) + ".", label=domain, mark="unknown", shown="brief"))
    return Section("open", "Open", tuple(entries), about="Not decided, because something is not recorded.")


def _mark(rulebase: RuleBase, rule: str, recorded: set[str]) -> Mark:
    """Partly known where a fact that this note shows is one that the rule reads."""
    return "partly" if recorded & set(rulebase.elements_of.get(rule, ())) else "unknown"


def _domain(rulebase: RuleBase, rule: str) -> str:
    named = rulebase.named.get(rule)
    return rulebase.about.domains.get(named.domain, named.domain) if named and named.domain else "Other"


def _short_need(title: str, missing_here: Sequence[Missing]) -> str:
    """What is missing for a rule, where it goes on the line of its title."""
    words = f"not recorded: {', '.join(missing.label for missing in missing_here)}"
    return words if len(title) + len(words) <= _ONE_LINE else ""


def _needed(note: Note, title: str, missing_here: Sequence[Missing], told: set[str]) -> Iterator[Line]:
    """What is missing for a rule, and answers that leave few outcomes, each told once in the short format."""
    labels = [missing.label for missing in missing_here]
    if not _short_need(title, missing_here):
        many = len(labels) > _LABELS_SHOWN
        if many:
            yield Line(shortened(labels, _LABELS_SHOWN), label="Not recorded", shown="brief")
        yield Line(", ".join(labels), label="Not recorded", shown="full" if many else "always")
    for lead in dict.fromkeys(lead for missing in missing_here for lead in _decisive(note, missing)):
        yield Line(lead, shown="full" if lead in told else "always")
        told.add(lead)


def _decisive(note: Note, missing: Missing) -> Iterator[str]:
    """Answers that leave few outcomes."""
    for lead in missing.answers:
        if len(lead.outcomes) <= _FEW_OUTCOMES < len(note.reachable):
            yield f"{missing.label}: {lead.answer.answer} → {outcomes_in_words(note, lead.outcomes)}"


def ask_section(note: Note, rulebase: RuleBase) -> Section:
    """Questions on which the outcome depends, ranked; one that only makes sense after another stands under it."""
    deciding = {missing.element: missing for missing in note.missing if missing.outcomes}
    titles = {rule.rule: rule.title for rule in note.open_rules}
    after: dict[str, list[Missing]] = {}
    for missing in deciding.values():
        if missing.after in deciding:
            after.setdefault(str(missing.after), []).append(missing)
    first = [missing for missing in deciding.values() if missing.after not in deciding]
    entries = tuple(
        Entry(
            text=f"{place}  {missing.question}",
            mark="unknown",
            aside=rank_title(rulebase, missing.rank),
            lines=tuple(_answers(note, missing, after, titles)),
            shown="always" if place <= _FIRST_QUESTIONS else "full",
        )
        for place, missing in enumerate(first, 1)
    )
    hidden = len(first) - _FIRST_QUESTIONS
    more = f"{counted(hidden, 'more question')} on which the outcome depends" if hidden > 0 else ""
    return Section("ask", "Ask first", entries, about="What each answer leaves possible.", more=more)


def rank_title(rulebase: RuleBase, rank: int) -> str:
    """The title of a rank of questions."""
    ranks: Mapping[str, str] = {str(key): title for key, title in rulebase.about.ask_ranks.items()}
    return ranks.get(str(rank), "")


def _answers(
    note: Note, missing: Missing, after: Mapping[str, Sequence[Missing]], titles: Mapping[str, str]
) -> Iterator[Line]:
    telling = [lead for lead in missing.answers if set(lead.outcomes) != set(note.reachable)]
    for lead in missing.answers if telling else ():
        shown: Shown = "always" if lead in telling else "full"
        yield Line(leads_to(note, lead.outcomes), label=capital(lead.answer.answer), shown=shown)
    if not telling:
        yield Line("all stay possible until more is known", label="Any answer")
    if missing.rules:
        yield Line("; ".join(titles[rule] for rule in missing.rules), label="Keeps open", shown="full")
    for then in after.get(missing.element, ()):
        yield Line(then.question, label="Then", mark="unknown")
        yield from _answers(note, then, after, titles)


def also_open_section(note: Note) -> Section:
    """What is not recorded and changes no outcome, only what the note can say."""
    others = [missing for missing in note.missing if not missing.outcomes]
    titles = {rule.rule: rule.title for rule in note.open_rules}
    entries = [
        Entry(
            text=missing.question,
            mark="unknown",
            lines=tuple(Line(titles[rule]) for rule in missing.rules),
            shown="full",
        )
        for missing in others
    ]
    if others:
        labels = ", ".join(missing.label for missing in others)
        entries.append(Entry(text=f"{capital(labels)}.", mark="unknown", shown="brief"))
    title = "Also not recorded"
    return Section("also_open", title, tuple(entries), about="No outcome depends on these; what the note can say does.")


def settle_section(note: Note) -> Section:
    """Sets of answers that leave one outcome."""
    entries = list(_sets(note.settled_by))
    if note.needs_more:
        entries.append(
            Entry(text=outcomes_in_words(note, note.needs_more), label="Needs more answers than are listed here")
        )
    return Section("settle", "Could settle", tuple(entries), about="Smallest sets of answers that leave one outcome.")


def change_section(note: Note) -> Section:
    """Changes of recorded facts that give another outcome."""
    about = "Smallest changes of what is recorded that would give another outcome."
    return Section("change", "Would change it", tuple(_sets(note.would_change)), about=about)


def _sets(found: Sequence[Settles]) -> Iterator[Entry]:
    for settles in found:
        yield Entry(
            text=f"→ {settles.title}",
            lines=tuple(
                Line(f"{{{answers_in_words(answers)}}}", shown="always" if place < _FIRST_SETS else "full")
                for place, answers in enumerate(settles.sets)
            ),
        )
