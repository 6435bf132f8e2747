"""What answers about one patient are worked out from: a rule base, and what was compiled from it once."""

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
    """An element that the decision list reads: the values assumed where it is open, the first that fits.

    `host`: the boolean element without which it is not asked, so not assumed either.
    """

    element: str
    host: str | None
    values: tuple[Value, ...]


class Grounds(Protocol):
    """A rule base with its compiled decision list. An engine has all of it, and compiles what is asked for."""

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
        """The decision list."""
        ...

    @property
    def corrected_diagram(self) -> Diagram:
        """The decision list without the row that `once_corrected` takes out; the whole list where nothing does."""
        ...

    @property
    def outcome_elements(self) -> tuple[str, ...]:
        """The elements that the decision list reads."""
        ...

    @property
    def leanings(self) -> tuple[LeaningStep, ...]:
        """What an open element is assumed to be, in the order in which it is tried."""
        ...

    def other_samples(self, name: str, near: Value) -> Iterator[Value]:
        """Other values of a number, one a cell, from those nearest to `near` on."""
        ...
