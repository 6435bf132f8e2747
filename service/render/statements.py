"""Statements as entries: the sentence, the facts that it rests on, and the lines below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immunote.engine.note import Line, Note, Statement
from immunote.engine.paging.model import MARKED
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import SEPARATOR
from immunote.service.render.dossier import DossierEntry, DossierLine, Mark, Plot
from immunote.service.render.plot import plot_of
from immunote.service.render.words import fact_in_words

_LABELS = {"against": "Against", "limit": "Limit"}


class Entries:
    """Turns statements into entries. Each plot is drawn once, at the first statement whose rule cites its figure."""

    def __init__(self, note: Note, rulebase: RuleBase) -> None:
        self.rulebase = rulebase
        self.plots = {f"{source}.{key}": plot for source, key, plot in _plots(note)}

    def of(self, statement: Statement) -> DossierEntry:
        """A statement with all that belongs to it."""
        return DossierEntry(
            text=statement.text,
            mark=MARKED.get(statement.mark, "none"),
            aside=self._aside(statement),
            cites=statement.citations,
            lines=tuple(self._lines(statement)),
            plots=tuple(self._plots(statement.rule)),
        )

    def _aside(self, statement: Statement) -> str:
        rated = statement.certainty if statement.certainty_because else None
        parts = strength_words(self.rulebase, statement.strength, rated)
        chosen = any(_is_choice(line) for line in statement.lines)
        if statement.mark not in MARKED and chosen and "○" not in statement.text:
            parts.append("○")
        return SEPARATOR.join(parts)

    def _lines(self, statement: Statement) -> Iterator[DossierLine]:
        yield from self._facts(statement)
        limits = [fact.limit for fact in statement.facts if fact.limit]
        chosen_below = any(_is_choice(line) for line in statement.lines)
        if statement.choice and (chosen_below or not self._tells_when_chosen(statement.rule)):
            yield DossierLine(statement.choice, label="Project's choice", mark="choice")
        yield from detail_lines(statement.lines)
        for text in dict.fromkeys(limit.choice for limit in limits if limit.choice):
            yield DossierLine(text, label="Why this limit", mark="choice")
        for line in statement.certainty_because:
            mark: Mark = "choice" if line.choice else "none"
            yield DossierLine(line.text, label="Why this certainty", mark=mark, cites=line.citations)

    def _tells_when_chosen(self, rule: str) -> bool:
        """Whether lines of the rule say for whom its choice was made; where none prints it is no choice here."""
        named = self.rulebase.named.get(rule)
        chosen = [line for line in named.details if line.role == "choice"] if named else []
        return bool(chosen) and all(line.when is not None for line in chosen)

    def _facts(self, statement: Statement) -> Iterator[DossierLine]:
        """What is recorded, with the limits that it was compared with."""
        always_known = set(self.rulebase.about.insufficient_unless_known)
        if all(fact.element in always_known for fact in statement.facts) and statement.mark not in MARKED:
            return  # it holds for every patient of this rule base
        limits = [fact.limit for fact in statement.facts if fact.limit]
        cites = tuple(dict.fromkeys(number for limit in limits for number in limit.citations))
        whole = list(dict.fromkeys(fact_in_words(fact) for fact in statement.facts))
        yield DossierLine(SEPARATOR.join(whole), label="Recorded", cites=cites)

    def _plots(self, rule: str) -> Iterator[Plot]:
        named = self.rulebase.named.get(rule)
        if named is None:
            return
        for cite in [*(cite for detail in named.details for cite in detail.cites), *named.cites]:
            if cite in self.plots:
                yield self.plots.pop(cite)


def strength_words(rulebase: RuleBase, strength: str | None, certainty: str | None) -> list[str]:
    """How strong the evidence is held to be, and how certain; a rating is always the project's own."""
    parts = [rulebase.about.strengths.get(strength, strength)] if strength else []
    if certainty:
        parts.append(f"certainty {rulebase.about.certainties.get(certainty, certainty)} ○")
    return parts


def detail_lines(lines: Iterable[Line]) -> Iterator[DossierLine]:
    """The lines below a statement."""
    sides = 0
    for line in lines:
        sides += line.role == "side"
        chosen = _is_choice(line)
        yield DossierLine(
            text=line.text,
            label=_label(line.role, chosen, sides),
            mark="choice" if chosen else "none",
            cites=line.citations,
        )


def _is_choice(line: Line) -> bool:
    """A decision of this project. A limit names a gap, which nobody decided, also where no source carries it."""
    return line.role == "choice" or (line.choice and line.role != "limit")


def _label(role: str, chosen: bool, side: int) -> str:
    if chosen:
        return "Project's choice"
    return f"Side {side}" if role == "side" else _LABELS.get(role, "")


def _plots(note: Note) -> Iterator[tuple[str, str, Plot]]:
    for citation in note.citations:
        for figure in citation.figures:
            p, cites = figure.values.get("p", ""), (citation.number,)
            found = plot_of(figure.title, p, figure.plot or {}, citation.label, cites)
            if found is not None:
                yield citation.source, figure.key, found
