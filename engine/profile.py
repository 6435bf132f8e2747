"""The profile as a pydantic model, made from the data dictionary: the only list of fields there is.

A profile is a flat object. `null` and the word `unknown` mean not known, which is the same as leaving the element
out. Numbers are exact decimals; text that looks like a number is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, WithJsonSchema, create_model
from pydantic_core import PydanticCustomError, SchemaValidator, core_schema

from immunote.engine.elements import Element
from immunote.engine.faults import LISTED, SUGGESTED, Fault, listed, nearest, nearest_element, shorten
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Value

NOT_KNOWN = "unknown"
_MOST_KEYS = 1000
_LARGEST_EXPONENT = 100
_FOUR_FIGURES = Context(prec=4)


def profile_model(rulebase: RuleBase) -> type[BaseModel]:
    """The pydantic model of a profile: one optional field for each element, nothing else allowed.

    It describes a profile, as in OpenAPI. `profile_validator` reads one by the same functions, and is made in a
    fiftieth of the time.
    """
    fields: dict[str, Any] = {name: (_type_of(element), None) for name, element in rulebase.elements.items()}
    config = ConfigDict(
        extra="forbid", title="Profile", protected_namespaces=(), json_schema_extra={"description": _DESCRIPTION}
    )
    return create_model("Profile", __config__=config, **fields)


def profile_validator(elements: Mapping[str, Element]) -> SchemaValidator:
    """What pydantic reads the values of a profile by: None for each that is recorded as not known."""
    fields = {
        name: core_schema.typed_dict_field(core_schema.no_info_plain_validator_function(_reader(each)), required=False)
        for name, each in elements.items()
    }
    return SchemaValidator(core_schema.typed_dict_schema(fields, extra_behavior="forbid"))


_DESCRIPTION = (
    "One patient as a flat object of elements. An element left out, null or the word `unknown` is not known; "
    "that never means no."
)


def read_values(
    validator: SchemaValidator, elements: Mapping[str, Element], raw: Mapping[str, Any]
) -> tuple[dict[str, Value], list[Fault]]:
    """The known values of a profile in the dictionary's order, and every fault (codes P04 to P14).

    `validator`: that of these elements.
    """
    faults: list[Fault] = []
    if len(raw) > _MOST_KEYS:
        help_line = f"a profile has at most {len(elements)} elements"
        return {}, [Fault("$", "P11", f"{len(raw)} keys", help_line)]
    for key in raw:
        if key not in elements:
            help_line = nearest_element(str(key), elements) if len(faults) < SUGGESTED else LISTED
            faults.append(Fault(json_path(str(key)), "P04", shorten(key), help_line, (str(key),)))
    named = {name: value for name, value in raw.items() if name in elements}
    try:
        given = validator.validate_python(named)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        faults += [
            Fault(json_path(name), each["type"], shorten(each["input"]), each["msg"], (name,))
            for each in errors
            for name in (str(each["loc"][0]),)
        ]
        wrong = {each["loc"][0] for each in errors}
        given = validator.validate_python({name: value for name, value in named.items() if name not in wrong})
    return {name: given[name] for name in elements if given.get(name) is not None}, faults


def value_json(element: Element, value: Value) -> bool | int | float | str:
    """A value as JSON carries it: whole numbers as integers."""
    return number_json(value) if isinstance(value, Decimal) else value


def number_json(value: Decimal) -> int | float:
    """An exact number as JSON carries it: whole ones as integers, none that needs an exponent.

    Raises ValueError for a number so small that languages write it differently; no dictionary allows one.
    """
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    if "e" in repr(number):
        msg = f"{value} has more decimals than a note carries"
        raise ValueError(msg)
    return number


def json_path(name: str) -> str:
    """The JSON path of an element, quoted where it is no plain name."""
    return f"$.{name}" if name.isidentifier() else f"$['{shorten(name)}']"


def element_at(place: str) -> str:
    """The element that a JSON path of one step names; the way back from `json_path`, for plain names."""
    return place.removeprefix("$.")


def _type_of(element: Element) -> Any:
    return Annotated[Any, BeforeValidator(_reader(element)), WithJsonSchema(_json_schema(element))]


def _reader(element: Element) -> Callable[[Any], Value | None]:
    readers: dict[str, Callable[[Element, Any], Value]] = {"boolean": _boolean, "enumeration": _member}
    read = readers.get(element.type, _number)

    def validate(raw: Any) -> Value | None:
        if raw is None or raw == NOT_KNOWN:
            return None
        return read(element, raw)

    return validate


def _json_schema(element: Element) -> dict[str, Any]:
    schema: dict[str, Any] = {"description": element.question}
    known: dict[str, Any]
    if element.type == "boolean":
        known = {"type": "boolean"}
    elif element.type == "enumeration":
        known = {"enum": list(element.values)}
    else:
        assert element.low is not None
        assert element.high is not None
        low, high = value_json(element, element.low), value_json(element, element.high)
        known = {"type": "integer" if element.type == "integer" else "number", "minimum": low, "maximum": high}
        schema["x-unit"] = element.unit
    return {**schema, "anyOf": [known, {"const": NOT_KNOWN}, {"type": "null"}]}


def _refuse(code: str, help_line: str) -> PydanticCustomError:
    # braces in the help would be taken for a template by pydantic
    return PydanticCustomError(code, "{help}", {"help": help_line})


def _boolean(element: Element, raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    raise _refuse("P05", f"`{element.name}` is true or false; leave it out, or null, where it is not known")


def _member(element: Element, raw: Any) -> str:
    members = listed(list(element.values))
    if not isinstance(raw, str):
        raise _refuse("P05", f"`{element.name}` is one of {members}")
    if raw not in element.values:
        raise _refuse("P13", f"`{element.name}` is one of {members}; {nearest(raw, element.values)}")
    return raw


def _number(element: Element, raw: Any) -> Decimal:
    unit = "" if element.unit in (None, "count") else f" {element.unit}"
    if isinstance(raw, str):
        raise _refuse(
            "P06", f"write `{element.name}` as a bare number in{unit or ' figures'}, without quotes or a unit"
        )
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise _refuse("P05", f"`{element.name}` is a number in{unit or ' figures'}")
    number = Decimal(str(raw)) if isinstance(raw, float) else Decimal(raw)
    if not number.is_finite():
        raise _refuse("P10", "leave the element out where it is not known")
    if number.adjusted() > _LARGEST_EXPONENT:  # arithmetic on it could overflow
        raise _refuse("P07", _plausible(element, unit))
    _check_unit(element, number)
    if element.low is None or element.high is None or not element.low <= number <= element.high:
        raise _refuse("P07", _plausible(element, unit))
    if element.type == "integer" and number != number.to_integral_value():
        raise _refuse("P14", f"`{element.name}` is a whole number of {element.unit}")
    return number.quantize(Decimal(1).scaleb(-element.decimals), ROUND_HALF_EVEN) + 0


def _plausible(element: Element, unit: str) -> str:
    return f"`{element.name}` is plausible from {element.low} to {element.high}{unit}; see `immunote fields`"


def _check_unit(element: Element, number: Decimal) -> None:
    mistaken = element.mistaken_unit
    if mistaken is None:
        return
    above, below = mistaken.get("above"), mistaken.get("below")
    if (above is not None and number > above) or (below is not None and number < below):
        in_ours = (number * Decimal(mistaken["factor"])).normalize(_FOUR_FIGURES)
        help_line = (
            f"in {element.unit} that would be extraordinary; if it was measured in {mistaken['unit']}, "
            f"it is {in_ours:f} {element.unit}"
        )
        raise _refuse("P08", help_line)
