"""What came of proving a property."""

from __future__ import annotations

from dataclasses import dataclass, field

from immunote.engine.proof.counterexample import Counterexample
from immunote.engine.properties import Property


@dataclass(frozen=True)
class Finding:
    """`holds`: for all patients. `words`: what was asked, counted.

    `not_answered`: z3 gave up on a part, so that it neither holds nor is refuted.
    """

    property: Property
    holds: bool
    words: str
    counterexamples: tuple[Counterexample, ...] = ()
    faults: tuple[str, ...] = ()
    not_answered: str | None = None


@dataclass
class FormFinding:
    """What a form finds while it asks."""

    questions: int = 0
    counterexamples: list[Counterexample] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    also: str = ""

    def finding(self, of: Property) -> Finding:
        """The result."""
        words = f"{self.questions} questions" if self.questions != 1 else "one question"
        return Finding(
            property=of,
            holds=not self.counterexamples and not self.faults,
            words=words + (f"; {self.also}" if self.also else ""),
            counterexamples=tuple(self.counterexamples),
            faults=tuple(self.faults),
        )
