"""Reads the dictionary's conditions for intake: which "no" counts, what is filled in, where a formula applies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from immunote.engine.elements import Constraint, Derivation, Element, Filling, Threshold
from immunote.engine.faults import nearest
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.loading.dictionary import value_for
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.texts import SentenceChecker
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.dictionary import DictionaryFile, ElementShape
from immunote.engine.tree import Is, Node, elements_in, refs_in
from immunote.engine.words import with_unit

_THRESHOLD = re.compile(r"\{=([a-z0-9_]+)\}")


def with_intake(folder: Folder, scope: Scope, texts: SentenceChecker) -> dict[str, Element]:
    """Return the elements with the conditions of `no_needs`, `absent_means`, `asked` and formulas, and age limits.

    Such a condition reads elements only (R11): it is asked before any definition or rule.
    """
    changed = dict(scope.elements)
    for document, model in folder.of(DictionaryFile):
        for name, shape in model.elements.items():
            if name in changed:
                reader = _IntakeReader(document, ("elements", name), scope)
                changed[name] = _asked(reader, _with_intake(reader, changed[name], shape), shape, texts)
                for derivation in changed[name].derivations:
                    if derivation.formula is not None:
                        texts.cites(derivation.formula.cites, document.place(("elements", name, "derived")))
    return changed


class _IntakeReader:
    def __init__(self, document: Document, path: Path_, scope: Scope) -> None:
        self.document, self.path, self.scope = document, path, scope

    def condition(self, text: str | None, *at: str | int) -> Node | None:
        """Return the condition at a path below the element; None if there is none."""
        if text is None:
            return None
        path = (*self.path, *at)
        node = parse(text, self.document.text_place(path), self.scope, self.document.faults)
        if refs := refs_in(node):
            self.document.fault(path, "R11", refs[0], "name elements, not definitions")
        return node


def _with_intake(reader: _IntakeReader, element: Element, shape: ElementShape) -> Element:
    return replace(
        element,
        question=_question(reader, element.question, "question"),
        label=_question(reader, element.label, "label"),
        no_needs=reader.condition(shape.no_needs, "no_needs"),
        absent_means=tuple(_fillings(reader, element, shape)),
        says_nothing_after=_age(reader, shape),
        derivations=tuple(_with_conditions(reader, each, shape) for each in element.derivations),
    )


def _asked(reader: _IntakeReader, element: Element, shape: ElementShape, texts: SentenceChecker) -> Element:
    """Return the element with its `asked` condition and the words of its question."""
    if shape.asked is None:
        return element
    words, place = shape.asked.words, reader.document.place((*reader.path, "asked", "words"))
    return replace(
        element,
        asked_when=reader.condition(shape.asked.when, "asked", "when"),
        asked_as=None if words is None else texts.text(words, place),
    )


def _question(reader: _IntakeReader, text: str, key: str) -> str:
    """Return a question or a label with each `{=threshold}` replaced by its number and unit."""

    def shown(found: re.Match[str]) -> str:
        threshold = reader.scope.thresholds.get(found[1])
        if threshold is None:
            path = (*reader.path, key)
            reader.document.fault(path, "R12", found[1], nearest(found[1], reader.scope.thresholds))
            return found[0]
        reader.scope.used_thresholds.add(threshold.name)
        return with_unit(threshold.value, threshold.unit)

    return _THRESHOLD.sub(shown, text)


def _fillings(reader: _IntakeReader, element: Element, shape: ElementShape) -> Iterator[Filling]:
    for index, filling in enumerate(shape.absent_means):
        at = (*reader.path, "absent_means", index)
        value = value_for(element, filling.value)
        if element.is_number or value is None:  # a number nobody measured is never filled in
            help_line = f"`{element.name}` is a {element.type}; a boolean or a member can be filled in"
            reader.document.fault((*at, "value"), "R36", filling.value, help_line)
            continue
        when = reader.condition(filling.when, "absent_means", index, "when")
        if when is not None and element.name in elements_in(when):
            reader.document.fault((*at, "when"), "R11", element.name, "it is not known where it is filled in")
        yield Filling(value, when, " ".join(filling.because.split()))


def _age(reader: _IntakeReader, shape: ElementShape) -> Threshold | None:
    if shape.says_nothing_after is None:
        return None
    name, path = shape.says_nothing_after.days, (*reader.path, "says_nothing_after", "days")
    threshold = reader.scope.thresholds.get(name)
    if threshold is None:
        reader.document.fault(path, "R12", name, nearest(name, reader.scope.thresholds))
        return None
    reader.scope.used_thresholds.add(name)
    if threshold.unit != "days":
        reader.document.fault(path, "R15", name, f"`{name}` is in {threshold.unit}; an age is in days")
    return threshold


def _with_conditions(reader: _IntakeReader, derivation: Derivation, shape: ElementShape) -> Derivation:
    if derivation.formula is None or shape.derived is None:
        return derivation
    where = reader.condition(shape.derived.where, "derived", "where")
    unless = reader.condition(shape.derived.unless, "derived", "unless")
    return replace(derivation, formula=replace(derivation.formula, where=where, unless=unless))


def check_formulas(folder: Folder, elements: Iterable[Element], constraints: Iterable[Constraint]) -> None:
    """Add R11 for each formula whose `unless` reads an element that can become true at intake.

    The formula may have filled its value by then. Such elements are those that a constraint can force to yes, hosts
    (`only_if`) and elements with `absent_means`.
    """
    elements = list(elements)
    late = {literal.element for clause in constraints for literal in clause.literals if isinstance(literal, Is)}
    late |= {element.only_if for element in elements if element.only_if is not None}
    late |= {element.name for element in elements if element.absent_means}
    places = {name: document for document, model in folder.of(DictionaryFile) for name in model.elements}
    for element in elements:
        for derivation in element.derivations:
            formula = derivation.formula
            unless = formula.unless if formula is not None else None
            for name in elements_in(unless) if unless is not None else ():
                if name in late:
                    path: Path_ = ("elements", element.name, "derived", "unless")
                    places[element.name].fault(path, "R11", name, f"`{name}` can follow; here it is to be recorded")
