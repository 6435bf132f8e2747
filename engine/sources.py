"""Documents that were read, what each shows, and what became of them since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from immunote.engine.places import Place


@dataclass(frozen=True, slots=True)
class Figure:
    """One finding of a source: the numbers, as text, that a sentence may show, and numbers to plot."""

    key: str
    title: str
    values: Mapping[str, str]
    plot: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice about a publication. `on`: its day, as `2026-05-01`. `notice`: its DOI or address."""

    on: str
    notice: str


@dataclass(frozen=True, slots=True)
class Source:
    """One document that was read, in whole or in part.

    `retracted`: it no longer counts. `concern`: the journal has doubts, and it counts. `corrected`: its figures were
    read beside that correction. `due_after`: the declared age in years, where the source is at least that old.
    `context`: figures kept for whoever reads the source; nothing rests on them.
    """

    id: str
    label: str
    citation: Mapping[str, str]
    kind: str
    design: str
    n: str | None
    population: str | None
    dose: str | None
    read: str
    limits: str | None
    same_patients_as: str | None
    indirect: str | None
    figures: Mapping[str, Figure]
    place: Place
    retracted: Notice | None = None
    concern: Notice | None = None
    corrected: Notice | None = None
    due_after: int | None = None
    context: tuple[str, ...] = ()

    @property
    def shown_label(self) -> str:
        """The label as notes print it, which says wherever it stands that the source is retracted or doubted."""
        if self.retracted is not None:
            return f"{self.label} (RETRACTED)"
        return f"{self.label} (expression of concern)" if self.concern is not None else self.label

    @property
    def caveats(self) -> Iterator[str]:
        """What is to be known before its figures are read: a retraction, a concern, its age."""
        if self.retracted is not None:
            yield f"RETRACTED on {self.retracted.on} ({self.retracted.notice}): it does not count as evidence."
        if self.concern is not None:
            yield f"Expression of concern on {self.concern.on} ({self.concern.notice}): it counts meanwhile."
        if self.corrected is not None:
            yield f"Corrected on {self.corrected.on} ({self.corrected.notice}): its figures were read beside that."
        if self.due_after is not None:
            yield (
                f"Published in {self.citation['year']}, {self.due_after} years or more before the last search: due to "
                "be read again beside newer evidence ○."
            )


def source_of(cite: str) -> str:
    """The source that a citation `source.figure` names."""
    return cite.partition(".")[0]
