"""What the rules say as a reader of the site sees it: a sentence, a finding with its drawing, a limit in words."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from immunote.engine.elements import Threshold
from immunote.engine.profile import number_json
from immunote.engine.rulebase import Figure, RuleBase, Source, Text
from immunote.engine.words import BOUNDS, capital, with_unit
from immunote.service.html.environment import filled
from immunote.service.render.drawing import drawn
from immunote.service.render.plain_words import sentence_in_words
from immunote.service.render.plot import plot_of
from immunote.service.render.words import clean
from immunote.service.site.markdown import link, text

_FIGURE = '<figure class="plot">{}<figcaption>{}</figcaption></figure>'


def said(rulebase: RuleBase, words: Text) -> str:
    """A sentence of the rule base; in place of what comes from the patient stands its label in brackets."""
    return text(sentence_in_words(rulebase, words))


def source_links(rulebase: RuleBase, cites: Iterable[str]) -> str:
    """The sources of `source.figure` citations, each once, as links."""
    names = dict.fromkeys(cite.partition(".")[0] for cite in cites)
    return "; ".join(link(rulebase.sources[name].label, f"sources/{name}.md") for name in names)


def figure_shown(source: Source, figure: Figure, anchor: str = "") -> str:
    """A finding: its title, its values, and before and after as a drawing where the source gives both."""
    values = "; ".join(_value(name, figure.values[name]) for name in said_once(figure))
    place = filled('<span id="{}"></span>', anchor) if anchor else ""
    line = f"- {place}**{text(capital(figure.title))}**" + (f": {values}" if values else "") + "\n"
    given = (figure.plot or {}).items()
    plain = {name: number_json(value) if isinstance(value, Decimal) else value for name, value in given}
    plot = plot_of(figure.title, figure.values.get("p", ""), plain, source.label)
    if plot is None:
        return line
    drawing = filled(_FIGURE, drawn(plot), clean(plot.caption))
    return f"{line}\n{drawing}\n"


def _value(name: str, value: str) -> str:
    says_itself = name == "result" or value.startswith(f"{name} ")
    return text(value) if says_itself else f"{text(name.replace('_', ' '))}: {text(value)}"


def said_once(figure: Figure) -> list[str]:
    """The names of its values, less the parts of a value before or after that stand beside it for sentences."""
    whole = figure.values.get("before", ""), figure.values.get("after", "")
    parts = {f"{end}_{part}" for end in ("before", "after") for part in ("mean", "sd")} | {"units"}
    return [
        name
        for name, value in figure.values.items()
        if name not in parts or not all(whole) or not any(value in each for each in whole)
    ]


def comparison_words(threshold: Threshold) -> str:
    """A limit as a reader says it: `65 years or more`. A count stands alone."""
    value = with_unit(threshold.value, threshold.unit)
    return "; ".join(BOUNDS.get(each, "{}").format(value) for each in threshold.comparison) or value
