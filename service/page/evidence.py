"""Evidence as a screen shows it: the lines below a rule, the findings of a source, before and after drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from immunote.engine.profile import number_json
from immunote.engine.rulebase import Detail, Figure, RuleBase, Source
from immunote.engine.words import capital
from immunote.service.html.environment import Html
from immunote.service.render.drawing import drawn
from immunote.service.render.plain_words import condition_in_words, sentence_in_words
from immunote.service.render.plot import plot_of
from immunote.service.site.figures import said_once

_ROLES = {"against": "Against", "limit": "Limit"}


@dataclass(frozen=True)
class LineShown:
    """A line below a rule. `where`: the condition under which it prints. `sources`: id and label of each."""

    text: str
    role: str
    where: str
    choice: bool
    sources: list[tuple[str, str]]


@dataclass(frozen=True)
class DrawnFigure:
    """A finding. `values`: name and value of each. `drawing`: before and after, where the source gives both."""

    title: str
    values: list[tuple[str, str]]
    drawing: Html | None
    caption: str


@dataclass(frozen=True)
class EvidenceShown:
    """A source with the findings that are cited."""

    source: Source
    figures: list[DrawnFigure]


def lines_of(rulebase: RuleBase, details: Iterable[Detail]) -> list[LineShown]:
    """The lines, in order."""
    return [
        LineShown(
            text=sentence_in_words(rulebase, each.text),
            role=_ROLES.get(each.role, ""),
            where="" if each.when is None else condition_in_words(rulebase, each.when),
            choice=each.choice,
            sources=labels_of(rulebase, each.cites),
        )
        for each in details
    ]


def labels_of(rulebase: RuleBase, cites: Iterable[str]) -> list[tuple[str, str]]:
    """Id and label of the sources of citations, each once."""
    names = dict.fromkeys(cite.partition(".")[0] for cite in cites)
    return [(name, rulebase.sources[name].label) for name in names]


def evidence_of(rulebase: RuleBase, cites: Iterable[str]) -> list[EvidenceShown]:
    """Each source that is cited, with the findings cited, in the order in which they are."""
    keys: dict[str, dict[str, None]] = {}
    for cite in cites:
        name, _, key = cite.partition(".")
        keys.setdefault(name, {})[key] = None
    return [
        EvidenceShown(rulebase.sources[name], figures_shown(rulebase.sources[name], found))
        for name, found in keys.items()
    ]


def figures_shown(source: Source, keys: Iterable[str]) -> list[DrawnFigure]:
    """Findings of a source."""
    return [_figure(source, source.figures[key]) for key in keys]


def _figure(source: Source, figure: Figure) -> DrawnFigure:
    given: Mapping[str, object] = figure.plot or {}
    plain = {name: number_json(value) if isinstance(value, Decimal) else value for name, value in given.items()}
    plot = plot_of(figure.title, figure.values.get("p", ""), plain, source.label)  # type: ignore[arg-type]
    values = [(_name(name, figure.values[name]), figure.values[name]) for name in said_once(figure)]
    drawing, caption = (None, "") if plot is None else (drawn(plot), plot.caption)
    return DrawnFigure(capital(figure.title), values, drawing, caption)


def _name(name: str, value: str) -> str:
    """What stands before a value; nothing where the value says it itself."""
    if name == "result" or value.startswith(f"{name} "):
        return ""
    words = name.split("_")
    said_by_value = len(words) > 1 and value.startswith(f"{words[-1]} ")
    return " ".join(words[:-1] if said_by_value else words)
