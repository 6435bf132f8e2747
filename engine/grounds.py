"""The interface through which a verdict and a note read a rule base and what was compiled from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from immunote.engine.diagram import Diagram
from immunote.engine.intake import Intake
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Value


@dataclass(frozen=True, slots=True)
class LeaningStep:
    """An element that is assumed for a leaning while it is unknown. `values`: in the order in which they are tried.

    `host`: the boolean element (`only_if`) that must be true for this element to be assumed, None where there is none.
    """

    element: str
    host: str | None
    values: tuple[Value, ...]


class Grounds(Protocol):
    """A rule base with its compiled decision list. `Engine` implements it, and compiles some parts when first read."""

    @property
    def rulebase(self) -> RuleBase:
        """The rule base itself."""
        ...

    @property
    def intake(self) -> Intake:
        """What checks and completes facts."""
        ...

    @property
    def diagram(self) -> Diagram:
        """The decision list, compiled."""
        ...

    @property
    def corrected_diagram(self) -> Diagram:
        """The decision list without the row named by `once_corrected`, compiled; the whole list where none is named."""
        ...

    @property
    def outcome_elements(self) -> tuple[str, ...]:
        """The elements that the decision list reads, directly or through definitions and rules."""
        ...

    @property
    def leanings(self) -> tuple[LeaningStep, ...]:
        """The elements that are assumed for a leaning, each with the values to try, in order."""
        ...

    def other_samples(self, name: str, near: Value) -> Iterator[Value]:
        """Yield one value of each cell of a number element, the nearest to `near` first; nothing for other types."""
        ...
