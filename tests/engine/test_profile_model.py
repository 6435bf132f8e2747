"""The model that describes a profile refuses what the engine refuses, and reads what it reads."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from immunote.engine.profile import profile_model, profile_validator, read_values
from tests.columns.raw_rows import BAD_NUMBERS, BAD_WORDS, RULEBASES, engine_of

RULEBASE = engine_of(RULEBASES[0]).rulebase
MODEL, VALIDATOR = profile_model(RULEBASE), profile_validator(RULEBASE.elements)
ODD: list[Any] = [None, "unknown", True, False, 0, 1, 4.5, Decimal("7.25"), [], {}, *BAD_NUMBERS, *BAD_WORDS]
MEMBERS = [member for element in RULEBASE.elements.values() for member in element.values]
VALUES = st.sampled_from([*ODD, *MEMBERS]) | st.integers(-5, 300) | st.decimals(0, 300, places=2)


def as_described(raw: dict[str, Any]) -> tuple[dict[str, Any], set[tuple[str, str]]]:
    """What the model reads, or the name and code of each field that it refuses."""
    try:
        found = MODEL.model_validate(raw).__dict__
    except ValidationError as error:
        return {}, {(str(each["loc"][0]), each["type"]) for each in error.errors()}
    return {name: value for name, value in found.items() if value is not None}, set()


@given(st.dictionaries(st.sampled_from([*RULEBASE.elements]), VALUES, max_size=12))
def test_the_model_and_the_engine_read_and_refuse_the_same(raw: dict[str, Any]) -> None:
    values, faults = read_values(VALIDATOR, RULEBASE.elements, raw)
    described, refused = as_described(raw)
    assert {(fault.subjects[0], fault.code) for fault in faults} == refused
    assert refused or values == described
