"""From the fields of a form to a patient: what was typed, what counts of it, and what is wrong with the rest.

A value that is refused never stands in the way of the others: it is left out, which is the same as not known, and the
page says so beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from immunote.engine.api import Decided, Engine
from immunote.engine.elements import Element
from immunote.engine.faults import Fault, Refused
from immunote.engine.intake import Patient
from immunote.engine.profile import value_json
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Value
from immunote.engine.words import number_words

OWN = "page."
"""What the names of the page's own fields begin with; no element's name has a dot."""
UNIT = f"{OWN}unit."
YES, NO = "yes", "no"
_NUMBER = re.compile(r"[+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_ROUNDS = 12

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Reading:
    """A form as it was read. `raw`: what was typed, by element. `decided`: the note of what counts of it.

    `faults`: by field. `general`: faults that belong to no field. `left_out`: the fields that do not count.
    """

    raw: Mapping[str, Any]
    patient: Patient
    decided: Decided
    faults: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    general: tuple[Fault, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything that was typed counts."""
        return not (self.left_out or self.general)


def other_units(rulebase: RuleBase, name: str) -> tuple[str, ...]:
    """The elements that hold the same quantity in another unit, and that no group asks for by themselves."""
    scales = [each.inputs[0] for each in rulebase.elements[name].derivations if each.how == "scale"]
    if not scales:  # as for most: the page asks this of each element several times an answer
        return ()
    grouped = {each for group in rulebase.question_groups for each in group.elements}
    return tuple(each for each in scales if each not in grouped)


def fields_of_profile(rulebase: RuleBase, profile: Mapping[str, Any]) -> dict[str, str]:
    """A profile as the fields of a form. A value in another unit goes to the field of its quantity, with that unit."""
    fields = {name: _text(value) for name, value in profile.items() if value is not None}
    for name in rulebase.elements:
        for other in other_units(rulebase, name):
            if other in fields and name not in fields:
                fields[name] = fields.pop(other)
                fields[UNIT + name] = other
    return fields


def raw_of(rulebase: RuleBase, fields: Fields) -> dict[str, Any]:
    """What was typed, by element, as the intake takes it: empty fields left out, numbers as numbers."""
    raw: dict[str, Any] = {}
    for name, text in fields.items():
        if name.startswith(OWN) or not (typed := text.strip()):
            continue
        unit = fields.get(UNIT + name, name)
        element = rulebase.elements.get(name)
        if element is not None and unit in other_units(rulebase, name):
            name = unit  # noqa: PLW2901  the same quantity, under the name of its other unit
        raw[name] = _typed(element, typed)
    return raw


def read_form(engine: Engine, fields: Fields) -> Reading:
    """Read a form and write the note of what counts. Raises immunote.engine.api.NoAnswer."""
    raw = raw_of(engine.rulebase, fields)
    left = dict(raw)
    faults: dict[str, list[Fault]] = {}
    general: list[Fault] = []
    for _ in range(_ROUNDS):
        try:
            patient = engine.patient(left)
            decided = engine.decide(patient)
        except Refused as refused:
            _leave_out(left, refused.faults, faults, general)
            continue
        break
    else:
        patient = engine.patient({})
        left, decided = {}, engine.decide(patient)
    shown = {field_of(engine.rulebase, name): tuple(dict.fromkeys(each)) for name, each in faults.items()}
    gone = tuple(dict.fromkeys(field_of(engine.rulebase, name) for name in raw if name not in left))
    return Reading(raw, patient, decided, shown, tuple(general), gone)


def field_of(rulebase: RuleBase, name: str) -> str:
    """The field in which an element is shown: that of its quantity, for one in another unit."""
    return next((each for each in rulebase.elements if name in other_units(rulebase, each)), name)


def profile_json(rulebase: RuleBase, given: Mapping[str, Value]) -> dict[str, Any]:
    """What is recorded, as a profile file has it."""
    return {name: value_json(rulebase.elements[name], value) for name, value in given.items()}


def _leave_out(
    left: dict[str, Any], found: Iterable[Fault], faults: dict[str, list[Fault]], general: list[Fault]
) -> None:
    """Take the values that are refused out of `left`; all of them where no fault names one."""
    taken = False
    for each in found:
        names = [name for name in each.subjects if name in left or name in faults]
        if not names or each.place == "$":  # of no field, or of all of them together
            general.append(each)
        for name in names:
            if each.place != "$":
                faults.setdefault(name, []).append(each)
            taken = left.pop(name, None) is not None or taken
    if not taken:
        left.clear()


def _typed(element: Element | None, text: str) -> Any:
    if element is None:
        return text
    if element.type == "boolean":
        return {YES: True, NO: False}.get(text, text)
    if element.is_number and _NUMBER.fullmatch(text):
        return Decimal(text)
    return text


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, int | float | Decimal):
        return number_words(Decimal(str(value)))
    return str(value)
