"""The data dictionary and the thresholds: elements, groups, numbers, and what ties elements to each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from keyword import iskeyword
from typing import Any, Literal

from immunote.engine.elements import Derivation, Element, Spoken, Threshold
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.formula import quantities_in
from immunote.engine.loading.conditions import decimal_of
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.formulas import read_formula
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.dictionary import (
    AlsoIn,
    DerivedShape,
    DictionaryFile,
    ElementShape,
    ThresholdFile,
    ToleranceShape,
)
from immunote.engine.tree import Value

CODE_SYSTEMS = ("loinc", "snomed", "icd10cm", "rxnorm", "atc", "local")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
NAME_HELP = "lower-case words joined by underscores; digits may follow the first letter"
_RELATIVE_TOLERANCE = Decimal("0.02")  # the same quantity in two units, each rounded by its laboratory
_NUMBERS_OF = {"ratio": 2, "ratio_to_square": 2, "product": 2, "difference": 2, "scale": 1}


def read_elements(folder: Folder) -> dict[str, Element]:
    """All elements, in the order of the files. `no_needs` is filled in later, when conditions can be read."""
    elements: dict[str, Element] = {}
    for document, model in folder.of(DictionaryFile):
        for name, shape in model.elements.items():
            path: Path_ = ("elements", name)
            if name in elements:
                document.fault(path, "R08", name, f"it also stands at {elements[name].place}")
                continue
            elements[name] = _element(document, path, name, shape)
            for other, also in shape.also_in.items():
                if other in elements:
                    document.fault((*path, "also_in", other), "R08", other, "give the other unit its own name")
                    continue
                elements[other] = _other_unit(elements[name], other, also, document)
    for document, model in folder.of(DictionaryFile):
        _check_references(document, model, elements)
        _add_formulas(document, model, elements)
    return elements


def _add_formulas(document: Document, model: DictionaryFile, elements: dict[str, Element]) -> None:
    """Give elements their formulas; the conditions of these are filled in later, as `no_needs` is."""
    for name, shape in model.elements.items():
        if shape.derived is None or shape.derived.how != "formula":
            continue
        formula = read_formula(document, ("elements", name, "derived"), shape.derived, elements, shape.unit)
        if formula is not None:
            reads = dict.fromkeys(each for term in formula.terms.values() for each in quantities_in(term))
            inputs = (*reads, *([formula.by] if formula.by is not None else []))
            derivation = Derivation("formula", inputs, formula=formula)
            elements[name] = replace(elements[name], derivations=(derivation, *elements[name].derivations))


def _element(document: Document, path: Path_, name: str, shape: ElementShape) -> Element:
    number = shape.type in ("integer", "decimal")
    if number and (shape.unit is None or shape.range is None):
        document.fault(path, "R06", "unit, range", "a number has a unit and a plausible range")
    if shape.type == "enumeration" and len(shape.values) < 2:
        document.fault(path, "R06", "values", "an enumeration has at least two members, each with its words")
    for system in shape.codes:
        if system not in CODE_SYSTEMS:
            document.fault((*path, "codes", system), "R33", system, nearest(system, CODE_SYSTEMS))
    derivations = []
    if shape.derived is not None and shape.derived.how != "formula":
        derived = shape.derived
        _no_formula(document, (*path, "derived"), derived)
        if len(derived.inputs) != _NUMBERS_OF.get(derived.how, len(derived.inputs)):
            document.fault((*path, "derived"), "R05", derived.how, f"needs {_NUMBERS_OF[derived.how]} inputs")
        factor = exact(document, (*path, "derived", "factor"), derived.factor)
        tolerance = Decimal(0) if isinstance(derived.tolerance, ToleranceShape) else decimal_of(derived.tolerance)
        derivations.append(Derivation(derived.how, tuple(derived.inputs), factor, tolerance))
    for other, also in shape.also_in.items():
        factor = exact(document, (*path, "also_in", other, "factor"), also.factor)
        derivations.append(Derivation("scale", (other,), factor, _RELATIVE_TOLERANCE, tolerance_is_relative=True))
    low, high = _range(document, (*path, "range"), shape.range) if shape.range else (None, None)
    mistaken = shape.mistaken_unit.model_dump(exclude_none=True) if shape.mistaken_unit else None
    if shape.mistaken_unit is not None:
        exact(document, (*path, "mistaken_unit", "factor"), shape.mistaken_unit.factor)
    made = Element(
        name=name,
        question=shape.question,
        label=shape.label,
        type=shape.type,
        place=document.place(path),
        unit=shape.unit,
        decimals=shape.decimals if shape.type == "decimal" else 0,
        low=low,
        high=high,
        values=shape.values,
        absence=shape.absence,
        closed_by_problem_list=shape.closed_by_problem_list,
        rank=shape.rank,
        mistaken_unit=mistaken,
        derivations=tuple(derivations),
        only_if=shape.only_if,
        noun=shape.noun or "",
        spoken=tuple(
            Spoken(
                None if each.below is None else Decimal(each.below),
                each.unit,
                each.one,
                None if each.times is None else exact(document, ("elements", name, "spoken", index), each.times),
            )
            for index, each in enumerate(shape.spoken)
        ),
        not_an_answer=tuple(shape.not_an_answer),
        codes={system: tuple(codes) for system, codes in (shape.codes or own_code(name)).items()},
        group=document.name.removeprefix("profile/").removesuffix(".yaml"),
    )
    for index, member in enumerate(shape.not_an_answer):
        if member not in shape.values:
            document.fault((*path, "not_an_answer", index), "R18", member, nearest(member, shape.values))
    if len(made.answers) < 2 and shape.not_an_answer:
        document.fault((*path, "not_an_answer"), "R06", name, "leave at least two members that answer the question")
    made = replace(made, may_become=_may_become(document, path, made, shape))
    if shape.leaning is None:
        return made
    leaning = value_for(made, shape.leaning)
    if leaning is None or leaning in made.not_an_answer:
        document.fault(
            (*path, "leaning"), "R36", shape.leaning, f"`{name}` is a {shape.type}; see its range or members"
        )
    return replace(made, leaning=leaning)


def _may_become(
    document: Document, path: Path_, element: Element, shape: ElementShape
) -> tuple[Value, ...] | Literal["any"]:
    """What the element may become in a note's "would change"; R36 for a value that it cannot hold or answer."""
    if shape.may_become is None or shape.may_become == "any":
        return shape.may_become or ()
    found: list[Value] = []
    for index, raw in enumerate(shape.may_become):
        value = value_for(element, raw)
        if value is None or value in element.not_an_answer or element.is_number:
            help_line = "a number may become `any`; anything else, values that answer it"
            document.fault((*path, "may_become", index), "R36", raw, help_line)
        else:
            found.append(value)
    return tuple(found)


def _no_formula(document: Document, path: Path_, derived: DerivedShape) -> None:
    """R06 where the inputs are missing, R05 where a key of a formula stands beside another way of deriving."""
    if not derived.inputs:
        document.fault(path, "R06", "inputs", "name the elements that it is worked out from")
    for key in ("called", "formula", "in_units", "result_in", "by_member", "where", "unless", "cites", "choice"):
        if getattr(derived, key):
            document.fault((*path, key), "R05", key, "only a `formula` has it")
    if isinstance(derived.tolerance, ToleranceShape):
        document.fault((*path, "tolerance"), "R05", "times, by", "a number; only a `formula` has the two")


def exact(document: Document, path: Path_, text: str) -> Decimal:
    """The decimal written in `text`; R05 where it is none."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite():
        return number
    document.fault(path, "R05", text, "write an exact decimal as quoted text")
    return Decimal(1)


def _range(document: Document, path: Path_, bounds: list[int | Decimal]) -> tuple[Decimal, Decimal]:
    low, high = (decimal_of(bound) for bound in bounds)
    if low > high:
        document.fault(path, "R05", f"{low}, {high}", "the lower bound comes first")
    return low, high


def own_code(name: str) -> dict[str, list[str]]:
    """The codes of an element that gives none: a local one, its name with hyphens."""
    return {"local": [name.replace("_", "-")]}


def _other_unit(base: Element, name: str, also: AlsoIn, document: Document) -> Element:
    low, high = _range(document, ("elements", base.name, "also_in", name, "range"), also.range)
    return Element(
        name=name,
        question=f"{base.question.rstrip('?')}, in {also.unit}?",
        label=f"{base.label} ({also.unit})",
        type="decimal",
        place=document.place(("elements", base.name, "also_in", name)),
        unit=also.unit,
        decimals=also.decimals,
        low=low,
        high=high,
        absence=base.absence,
        rank=base.rank,
        codes=base.codes,
        group=base.group,
    )


def value_for(element: Element, raw: Any) -> Value | None:
    """`raw` as the element would hold it, or None where it cannot."""
    if element.type == "boolean":
        return raw if isinstance(raw, bool) else None
    if element.type == "enumeration":
        return raw if isinstance(raw, str) and raw in element.values else None
    if isinstance(raw, bool) or not isinstance(raw, int | Decimal):
        return None
    number = decimal_of(raw)
    inside = (element.low is None or element.low <= number) and (element.high is None or number <= element.high)
    return number if inside else None


def _check_references(document: Document, model: DictionaryFile, elements: Mapping[str, Element]) -> None:
    for name, shape in model.elements.items():
        path: Path_ = ("elements", name)
        if shape.only_if is not None:
            host = elements.get(shape.only_if)
            if host is None:
                document.fault((*path, "only_if"), "R12", shape.only_if, nearest_element(shape.only_if, elements))
            elif host.type != "boolean":
                document.fault((*path, "only_if"), "R13", shape.only_if, "only_if names a boolean element")
        if shape.derived is not None and not elements[name].is_number:
            document.fault((*path, "derived"), "R13", name, f"`{name}` is a {shape.type}; only a number is derived")
        for index, source in enumerate(shape.derived.inputs if shape.derived else []):
            where: Path_ = (*path, "derived", "inputs", index)
            if source not in elements:
                document.fault(where, "R12", source, nearest_element(source, elements))
            elif (elements[source].type == "boolean") != (_how(shape) == "count") or not _countable(elements[source]):
                help_line = "`count` takes booleans, every other way of deriving takes numbers"
                document.fault(where, "R13", source, help_line)
        if (
            shape.derived is not None
            and shape.derived.inputs
            and all(each in elements for each in shape.derived.inputs)
        ):
            units = [elements[source].unit or "" for source in shape.derived.inputs]
            wanted = _unit_of(shape.derived.how, units)
            if wanted is not None and shape.unit != wanted and not document.faults:
                help_line = f"from {', '.join(units)} it is in {wanted}" if wanted else "its inputs have one unit"
                document.fault((*path, "unit"), "R40", str(shape.unit), help_line)
        if shape.also_in and shape.type != "decimal":
            document.fault((*path, "also_in"), "R13", name, f"`{name}` is a {shape.type}; a decimal has units")


_ONE = {"days": "day", "months": "month", "years": "year"}
"""A span of time as what something is counted by: grams over days are grams a day."""


def _unit_of(how: str, units: list[str]) -> str | None:
    """The unit that follows from those of the inputs; empty where they do not go together, None where any may."""
    first, last = units[0], units[-1]
    match how:
        case "ratio":
            return "ratio" if first == last else f"{first}/{_ONE.get(last, last)}"
        case "ratio_to_square":
            return f"{first}/{last}2"
        case "product" if {first, last} & {"count", "ratio"}:
            return last if first in ("count", "ratio") else first
        case "product":
            return first.removesuffix(f"/{last}") if first.endswith(f"/{last}") else f"{first}*{last}"
        case "highest" | "difference":
            return first if len(set(units)) == 1 else ""
        case "count":
            return "count"
    return None


def _how(shape: ElementShape) -> str:
    return shape.derived.how if shape.derived else ""


def _countable(element: Element) -> bool:
    return element.is_number or element.type == "boolean"


def is_name(word: str) -> bool:
    """Whether a condition can name it: lower-case words joined by underscores, digits too, no word of the language."""
    return _NAME.fullmatch(word) is not None and not iskeyword(word)


def check_names(folder: Folder, elements: Mapping[str, Element]) -> set[str]:
    """R05 for names that no condition could hold, R08 for a threshold that is called like an element. Those names."""
    misnamed: set[str] = set()

    def check(document: Document, path: Path_, name: str) -> None:
        if not is_name(name):
            misnamed.add(name)
            document.fault(path, "R05", name, NAME_HELP)

    for document, model in folder.of(DictionaryFile):
        for name, shape in model.elements.items():
            for each in (name, *shape.also_in):
                check(document, ("elements", name), each)
        for name in model.groups:
            check(document, ("groups", name), name)
    for document, table in folder.of(ThresholdFile):
        for name in table.thresholds:
            check(document, ("thresholds", name), name)
            if name in elements:
                misnamed.add(name)
                document.fault(("thresholds", name), "R08", name, f"it also stands at {elements[name].place}")
    return misnamed


def read_groups(folder: Folder, elements: Mapping[str, Element]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Group -> part -> members; the whole group is the part `members`."""
    groups: dict[str, dict[str, tuple[str, ...]]] = {}
    for document, model in folder.of(DictionaryFile):
        for name, shape in model.groups.items():
            if name in groups or name in elements:
                document.fault(("groups", name), "R08", name, "another group or an element has this name")
            for index, member in enumerate(shape.members):
                if member not in elements:
                    path: Path_ = ("groups", name, "members", index)
                    document.fault(path, "R12", member, nearest_element(member, elements))
            parts = {"members": shape.members, **shape.parts}
            for part, members in shape.parts.items():
                for member in members:
                    if member not in shape.members:
                        help_line = nearest(member, shape.members)
                        document.fault(("groups", name, "parts", part), "R12", member, help_line)
            groups[name] = {part: tuple(m for m in members if m in elements) for part, members in parts.items()}
    return groups


def read_thresholds(folder: Folder) -> dict[str, Threshold]:
    """All thresholds. One without a source and without a stated choice is refused."""
    thresholds: dict[str, Threshold] = {}
    for document, model in folder.of(ThresholdFile):
        for name, shape in model.thresholds.items():
            path: Path_ = ("thresholds", name)
            signs = [shape.comparison] if isinstance(shape.comparison, str) else shape.comparison
            for sign in signs:
                if sign not in ("<", "<=", ">", ">=", "==", "!="):
                    document.fault((*path, "comparison"), "R05", sign, "one of <, <=, >, >=, ==, !=")
            if not shape.cites and not shape.choice:
                document.fault(
                    path, "R21", name, "cite where the number comes from, or state the choice and its reason"
                )
            thresholds[name] = Threshold(
                name,
                decimal_of(shape.value),
                shape.unit,
                tuple(signs),
                tuple(shape.cites),
                shape.choice,
                document.place(path),
            )
    return thresholds
