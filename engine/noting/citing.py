"""Sources, numbered in the order in which a note cites them, with the figures that it leans on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from immunote.engine.note import Citation, CitedFigure, Line
from immunote.engine.noting.wording import Wording
from immunote.engine.profile import number_json
from immunote.engine.rulebase import Source
from immunote.engine.sentences import Detail, figures_in
from immunote.engine.tree import Facts


class Bibliography:
    """The citations of one note."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self._figures: dict[str, dict[str, None]] = {}
        self._number: dict[str, int] = {}

    def numbers(self, cites: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the sources of `source.figure` citations, each once, in the order given."""
        found: dict[int, None] = {}
        for cite in cites:
            source, _, key = cite.partition(".")
            self._figures.setdefault(source, {})[key] = None
            found[self._number.setdefault(source, len(self._number) + 1)] = None
        return tuple(found)

    def line(self, detail: Detail, facts: Facts, lists: Mapping[str, str] | None = None) -> Line:
        """A detail as a line of the note; `lists`: the words of those that it names."""
        cites = dict.fromkeys((*detail.cites, *figures_in(detail.text)))
        return Line(
            text=self.wording.fill(detail.text, facts, lists),
            role=detail.role,
            citations=self.numbers(cites),
            choice=detail.choice,
        )

    def citations(self) -> tuple[Citation, ...]:
        """All sources cited so far, in full."""
        return tuple(
            citation_of(self.wording, number, self.wording.rulebase.sources[source], figures)
            for number, (source, figures) in enumerate(self._figures.items(), 1)
        )


def citation_of(wording: Wording, number: int, source: Source, keys: Iterable[str]) -> Citation:
    """A source under a number, with some of its figures."""
    text = wording.citations.get(source.id)
    if text is None:
        text = wording.citations[source.id] = citation_text(source)
    return Citation(
        number=number,
        source=source.id,
        label=source.shown_label,
        text=text,
        design=source.design,
        n=source.n,
        read=source.read,
        limits=" ".join([*source.caveats, source.limits or ""]).strip() or None,
        indirect=source.indirect,
        same_patients_as=source.same_patients_as,
        figures=tuple(cited_figure(wording, source, key) for key in keys),
    )


def cited_figure(wording: Wording, source: Source, key: str) -> CitedFigure:
    """A figure of a source, as notes show it."""
    figure = source.figures[key]

    def made() -> CitedFigure:
        return CitedFigure(key=key, title=figure.title, values=dict(figure.values), plot=_plot(source, key))

    return wording.kept((CitedFigure, source.id, key), made)


def _plot(source: Source, key: str) -> dict[str, bool | int | float | str] | None:
    plot = source.figures[key].plot
    if plot is None:
        return None
    return {name: number_json(value) if isinstance(value, Decimal) else value for name, value in plot.items()}


_ORDER = ("authors", "title", "journal", "issuer", "publisher", "product", "version", "date", "year", "volume", "pages")


def citation_text(source: Source) -> str:
    """A source in full, on one line; identifiers last."""
    parts = [source.citation[key] for key in _ORDER if key in source.citation]
    known = {*_ORDER}
    parts += [f"{key}: {value}" for key, value in source.citation.items() if key not in known]
    return ". ".join(part.rstrip(".") for part in parts) + "."
