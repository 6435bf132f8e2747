"""From a z3 model to a profile that a clinician can read and `immunote note` accepts.

z3 names a patient; the engine is asked whether this patient shows what is claimed. Then elements are left out, one
after the other, as long as the profile still shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from immunote.engine.api import Engine
from immunote.engine.faults import Refused
from immunote.engine.profile import value_json
from immunote.engine.tree import Facts, Value
from immunote.engine.truth import Truth

Json = bool | int | float | str
Shows = Callable[[Facts, Mapping[str, Truth]], bool]
"""Whether a patient's facts and the truths of all conditions show what is claimed."""


@dataclass(frozen=True)
class Counterexample:
    """A patient who refutes a property. `profile` and `before` are what `immunote note` reads."""

    words: str
    profile: Mapping[str, Json]
    before: Mapping[str, Json] | None = None


def recordable(engine: Engine, values: Mapping[str, Value]) -> dict[str, Json]:
    """The values of a patient as a profile, without those that have no meaning for this patient."""
    elements = engine.rulebase.elements
    kept = {
        name: value_json(elements[name], value)
        for name, value in values.items()
        if (host := elements[name].only_if) is None or values.get(host) is True
    }
    return {name: kept[name] for name in elements if name in kept}


def accepted(engine: Engine, profile: Mapping[str, Json], shows: Shows) -> bool:
    """Whether the profile passes intake and shows what is claimed."""
    try:
        facts = engine.patient(profile).facts
    except Refused:
        return False
    return shows(facts, engine.reference(facts))


def shortest(engine: Engine, values: Mapping[str, Value], shows: Shows) -> dict[str, Json] | None:
    """Return a profile of few elements for which `shows` is true; None where none that can be recorded is found."""
    profile = recordable(engine, values)
    if not accepted(engine, profile, shows):
        return None
    for name in list(profile):
        smaller = {key: value for key, value in profile.items() if key != name}
        if accepted(engine, smaller, shows):
            profile = smaller
    return _ordinary(engine, profile, shows)


def _ordinary(engine: Engine, profile: dict[str, Json], shows: Shows) -> dict[str, Json]:
    """Return the profile with numbers from the middle of their range where `shows` stays true.

    z3 mostly chooses the ends of a range.
    """
    for name in list(profile):
        element = engine.rulebase.elements[name]
        if not element.is_number or element.low is None or element.high is None:
            continue
        middle = (element.low + element.high) / 2
        samples = [cell.sample for cell in engine.cells.get(name, ()) if isinstance(cell.sample, Decimal)]
        for sample in sorted(samples, key=lambda each: abs(each - middle)):
            tried = {**profile, name: value_json(element, sample)}
            if accepted(engine, tried, shows):
                profile = tried
                break
    return profile
