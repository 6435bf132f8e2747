"""Statements about all patients that a rule base makes of itself, to be proved (immunote.engine.proof)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from immunote.engine.places import Place
from immunote.engine.tree import Node, Value

Form = Literal[
    "nothing_is_dead",
    "exactly_one_outcome",
    "implies",
    "never_improves",
    "never_worsens",
    "worse_never_improves",
    "learning_keeps",
    "agrees_with_diagram",
    "everything_decides",
    "nothing_is_implied",
    "everything_has_wording",
    "flags_hold_back",
]
Direction = Literal["higher", "lower"]
"""Which way a value gets worse; of a boolean `higher` is from no to yes."""
FORMS: tuple[Form, ...] = get_args(Form)
"""In the order in which they are proved: a condition that can never hold would make the others hold for nothing."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A rule that another one implies, with the reason why that is wanted."""

    rule: str
    implies: str
    because: str


@dataclass(frozen=True, slots=True)
class Property:
    """One statement. What the arguments mean depends on `form`; docs/proof.md.

    `answers`: element -> the values that it takes on.
    `given_outcomes` and `then_outcomes`: that the outcome is one of these. None: nothing is said of it.
    """

    id: str
    says: str
    form: Form
    place: Place
    given: Node | None = None
    given_outcomes: tuple[str, ...] | None = None
    then: Node | None = None
    then_outcomes: tuple[str, ...] | None = None
    adding: tuple[str, ...] = ()
    worsening: Mapping[str, Direction] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    answers: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    declared: tuple[Declared, ...] = ()
    kinds_that_share: tuple[str, ...] = ()
