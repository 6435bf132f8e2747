"""What the blocks of a page are made from: the note, the rule base, and how far the page has to give way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from immunote.engine.note import Note, Statement
from immunote.engine.paging.effects import Effect
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.page import PageBlockShape, PageWords
from immunote.engine.words import names_of

MOST_CITES = 2


@dataclass(frozen=True)
class Material:
    """A note with its rule base, and what answers do. `level`: the higher, the less each block of the page may hold."""

    note: Note
    rulebase: RuleBase
    level: int
    effects: tuple[Effect, ...] = ()

    @property
    def words(self) -> PageWords:
        """The words that the rule base gives its pages."""
        return self.rulebase.page.words

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of the note, in its order."""
        return self.note.every_statement

    @cached_property
    def holding(self) -> frozenset[str]:
        """The rules that have a statement."""
        return frozenset(each.rule for each in self.statements)

    def most(self, shape: PageBlockShape) -> int:
        """How many items a block may hold now; none where it gave way altogether."""
        if shape.gives_way is None or self.level < shape.gives_way:
            return shape.most
        return shape.most >> (self.level - shape.gives_way + 1)

    def of_kinds(self, shape: PageBlockShape) -> list[Statement]:
        """The statements that a block may show, in the order of its kinds.

        One that holds of every patient is no news on a page. It stands there only if it is a risk, if the block names
        it under `always`, or `beside` another rule that holds.
        """
        found = [each for each in self.statements if each.kind in shape.kinds and self._is_news(each, shape)]
        found.sort(key=lambda each: shape.kinds.index(each.kind))
        always = [each for name in shape.always for each in self.statements if each.rule == name]
        return [*(each for each in found if each not in always), *always]

    def _is_news(self, statement: Statement, shape: PageBlockShape) -> bool:
        if statement.mark == "risk":
            return True
        if statement.rule in shape.beside:
            return any(rule in self.holding for rule in shape.beside[statement.rule])
        known_of_all = self.rulebase.about.insufficient_unless_known
        return any(fact.element not in known_of_all for fact in statement.facts)

    def names(self, statement: Statement) -> tuple[str, ...]:
        """What a statement is about in a few words."""
        return names_of(self.rulebase, statement)

    def cites(self, numbers: Iterable[int]) -> tuple[int, ...]:
        """The first sources of a line; where room is short, only one."""
        return tuple(numbers)[: MOST_CITES if self.level < 1 else 1]

    def outcome(self, outcome: str) -> str:
        """An outcome as a page says it."""
        return self.rulebase.page.outcomes.get(outcome, self.note.titles.get(outcome, outcome))

    def labels(self, elements: Iterable[str]) -> list[str]:
        """The labels of elements."""
        return [self.rulebase.elements[name].label for name in elements]

    def shortened(self, names: Sequence[str], most: int, joined: str = ", ") -> str:
        """The first names, and how many more there are."""
        if len(names) <= most:
            return joined.join(names)
        return f"{joined.join(names[:most])} {filled(self.words.and_more, count=len(names) - most)}"


def filled(template: str, **values: object) -> str:
    """A page's own words with the values in their places."""
    for name, value in values.items():
        template = template.replace(f"{{{name}}}", str(value))
    return template
