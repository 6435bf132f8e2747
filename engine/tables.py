"""The tables beside the rules, as loaded: products, checklist, dose, questions, flags, cases, correction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from immunote.engine.elements import Threshold
from immunote.engine.places import Place
from immunote.engine.sentences import Detail, Text
from immunote.engine.tree import Node, Value

ONCE_CORRECTED = "once_corrected"
"""The list, in a headline, of the outcomes that are left once what defers is corrected."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Elements that count as not recorded, with what followed from them; `when`: only where that is true now."""

    elements: tuple[str, ...]
    when: Node | None


@dataclass(frozen=True, slots=True)
class OnceCorrected:
    """What `grade_once_corrected` means: the list without `without_row`, with `assume` in place of the facts.

    An element with a host (`only_if`) is assumed only where its host is true. `takes_out` is read of the facts as they
    are now.
    """

    outcome: str
    without_row: str
    assume: Mapping[str, Value]
    takes_out: tuple[TakenOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Product:
    """A product and what was read of it."""

    id: str
    name: str
    properties: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Why a product drops out. `wording`: contraindicated, avoid or caution. `condition` names the program entry."""

    id: str
    product: str
    title: str
    condition: str
    wording: str
    text: Text
    cites: tuple[str, ...]
    choice: str | None


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """Something to have before, during or after. `when`: it concerns this patient.

    `compared`: enough is recorded to hold it against the limits that `abnormal` names. `shows`: elements to print.
    """

    id: str
    label: str
    phase: str
    when: Node
    recorded: Node | None
    compared: Node | None
    abnormal: Node | None
    shows: tuple[str, ...]
    text: Text
    cites: tuple[str, ...]
    choice: str | None


@dataclass(frozen=True, slots=True)
class FlagValue:
    """A value that every flag asks for. It is there where `condition`, an entry of the program, is true."""

    element: str
    condition: str
    when: Node
    words: Text
    asked_as: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A recorded value that asks before any grade. It holds where `condition` is true and `unless` is not.

    `condition` names the program entry; `unless` and `asks` are elements. Of `headings` the first prints whose elements
    are known.
    """

    id: str
    title: str
    condition: str
    when: Node
    unless: str | None
    asks: tuple[str, ...]
    headings: tuple[Text, ...]
    says: Text
    cites: tuple[str, ...]
    choice: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Flags:
    """All flags, the values that each of them asks for, and the outcomes that an open one holds back.

    `asked_as`: element -> the few words of its question.
    """

    holds_back: tuple[str, ...] = ()
    values: tuple[FlagValue, ...] = ()
    asked_as: Mapping[str, str] = field(default_factory=dict)
    flags: tuple[Flag, ...] = ()

    @property
    def conditions(self) -> dict[str, Node]:
        """What a program holds of them, by name."""
        flags = {each.condition: each.when for each in self.flags}
        return flags | {each.condition: each.when for each in self.values}

    @property
    def elements(self) -> tuple[str, ...]:
        """The elements that are looked at beside the conditions: questions, and what makes a flag hold no longer."""
        found = dict.fromkeys(name for flag in self.flags for name in (*flag.asks, flag.unless) if name is not None)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class QuestionGroup:
    """Questions asked together. `none_of_these`: the words of that one answer, None where there is none.

    `stores`: the members which it answers with no. `counted_as`: what counts as unremarkable for members whose
    element names no leaning. `for_flags`: asked before all others while values that are recorded raise a question.
    """

    id: str
    title: str
    elements: tuple[str, ...]
    none_of_these: str | None
    stores: tuple[str, ...]
    counted_as: Mapping[str, Value]
    for_flags: bool


@dataclass(frozen=True, slots=True)
class Course:
    """An amount per kilogram that a source states, or that is planned (`element`)."""

    id: str
    label: str
    g_per_kg: Decimal | None
    element: str | None
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DosingBasis:
    """Which weight sets the dose where `when` holds: `actual`, `adjusted`, or `none` where no element holds it.

    `words`: why, for the note; None where the rule base says nothing beyond the basis itself.
    """

    when: Node
    basis: str
    words: Text | None
    cites: tuple[str, ...]
    choice: str | None


@dataclass(frozen=True, slots=True)
class Dose:
    """The numbers of the dose arithmetic. Ideal weight = base + per_inch x (height in inches - above_inches).

    `bases`: in order; the first that holds says which weight counts.
    """

    weight: str
    height: str
    sex: str
    bases: tuple[DosingBasis, ...]
    ideal: Mapping[str, tuple[Decimal, Decimal]]
    above_inches: Decimal
    factor: Decimal
    weight_cites: tuple[str, ...]
    weight_against: tuple[Detail, ...]
    courses: tuple[Course, ...]
    days: tuple[int, ...]
    planned_days: str
    flag: Threshold
    flag_text: Text
    flag_cites: tuple[str, ...]
    notes: tuple[Detail, ...]

    def adjusted(self, actual: Decimal, ideal: Decimal) -> Decimal:
        """The ideal weight and a part (`factor`) of what is above it, in kg."""
        return ideal + self.factor * (actual - ideal)


@dataclass(frozen=True, slots=True)
class SpeaksWhere:
    """On whose chart a card may stand: where `when` holds, or where an entry on one of `seen` could not be read surely.

    `choice`: why so.
    """

    when: Node
    seen: tuple[str, ...]
    choice: str


@dataclass(frozen=True, slots=True)
class Case:
    """A published patient as a ready profile; `completed` holds answers added for illustration."""

    name: str
    title: str
    cite: str
    about: str
    profile: Mapping[str, Any]
    completed: Mapping[str, Any]
    notes: tuple[str, ...]
    place: Place
