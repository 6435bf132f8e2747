"""Whether `properties.yaml` names only what the rule base has, and each property has what its form needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from immunote.engine.faults import listed, nearest
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.loading.dictionary import value_for
from immunote.engine.loading.folder import Folder
from immunote.engine.properties import Declared, Property
from immunote.engine.reader import Document, Path_
from immunote.engine.rulebase import Named
from immunote.engine.shapes.properties import PropertiesFile, PropertyShape
from immunote.engine.tree import Node, Value

_IMPLIES = frozenset({"given", "given_outcome", "then", "then_outcome"})
_TAKES: dict[str, frozenset[str]] = {
    "implies": _IMPLIES,
    "never_improves": frozenset({"adding", "without", "answers"}),
    "never_worsens": frozenset({"answers"}),
    "worse_never_improves": frozenset({"worsening", "given"}),
    "nothing_is_implied": frozenset({"declared", "kinds_that_share"}),
}
"""The arguments that a form takes; the others take none."""


def read_properties(
    folder: Folder, scope: Scope, named: Mapping[str, Named], outcomes: Iterable[str], kinds: Iterable[str]
) -> tuple[Property, ...]:
    """The properties, in the order written; none where the rule base has no such file."""
    found: list[Property] = []
    for document, model in folder.of(PropertiesFile):
        reader = _PropertyReader(document, scope, named, tuple(outcomes), tuple(kinds))
        for index, shape in enumerate(model.properties):
            if shape.property in [each.id for each in found]:
                document.fault(("properties", index, "property"), "R08", shape.property, "give each its own name")
            found.append(reader.property(("properties", index), shape))
    return tuple(found)


class _PropertyReader:
    def __init__(
        self,
        document: Document,
        scope: Scope,
        named: Mapping[str, Named],
        outcomes: tuple[str, ...],
        kinds: tuple[str, ...],
    ) -> None:
        self.document, self.scope, self.named, self.outcomes, self.kinds = document, scope, named, outcomes, kinds

    def property(self, path: Path_, shape: PropertyShape) -> Property:
        """One property, its faults noted."""
        self._arguments(path, shape)
        for key, names, known in self._names(shape):
            for index, name in enumerate(names):
                if name not in known:
                    self.document.fault((*path, key, index), "R12", name, nearest(name, known))
        for index, each in enumerate(shape.declared or []):
            for key, name in (("rule", each.rule), ("implies", each.implies)):
                if name not in self.named:
                    self.document.fault((*path, "declared", index, key), "R12", name, nearest(name, self.named))
        return Property(
            id=shape.property,
            says=" ".join(shape.says.split()),
            form=shape.form,
            place=self.document.place(path),
            given=self._condition((*path, "given"), shape.given),
            given_outcomes=_tuple(shape.given_outcome),
            then=self._condition((*path, "then"), shape.then),
            then_outcomes=_tuple(shape.then_outcome),
            adding=tuple(shape.adding or ()),
            worsening=shape.worsening or {},
            without=tuple(shape.without or ()),
            answers=self._answers((*path, "answers"), shape.answers or {}),
            declared=tuple(Declared(each.rule, each.implies, each.because) for each in shape.declared or ()),
            kinds_that_share=tuple(shape.kinds_that_share or ()),
        )

    def _names(self, shape: PropertyShape) -> Iterator[tuple[str, Iterable[str], tuple[str, ...]]]:
        names = tuple(self.named)
        yield "given_outcome", shape.given_outcome or (), self.outcomes
        yield "then_outcome", shape.then_outcome or (), self.outcomes
        yield "adding", shape.adding or (), names
        yield "without", shape.without or (), names
        yield "kinds_that_share", shape.kinds_that_share or (), self.kinds

    def _arguments(self, path: Path_, shape: PropertyShape) -> None:
        takes = _TAKES.get(shape.form, frozenset())
        for key in sorted(shape.model_fields_set - {"property", "says", "form"} - takes):
            help_line = f"`{shape.form}` takes " + (listed(sorted(takes)) if takes else "nothing more")
            self.document.fault((*path, key), "R42", key, help_line)
        if shape.form == "implies":
            if shape.given is None and shape.given_outcome is None:
                self.document.fault(path, "R42", shape.property, "say of whom: `given`, `given_outcome` or both")
            if (shape.then is None) == (shape.then_outcome is None):
                self.document.fault(path, "R42", shape.property, "say what holds: one of `then` and `then_outcome`")
        if shape.form == "never_improves" and not (shape.adding or shape.answers):
            self.document.fault(path, "R42", shape.property, "say what is added: `adding` or `answers`")
        if shape.form == "never_worsens" and not shape.answers:
            self.document.fault(path, "R42", shape.property, "say which answers are given: `answers`")
        if shape.form == "worse_never_improves" and not shape.worsening:
            self.document.fault(path, "R42", shape.property, "say what gets worse: `worsening`")
        for name in shape.worsening or {}:
            element = self.scope.elements.get(name)
            if element is None:
                help_line = nearest(name, self.scope.elements)
                self.document.fault((*path, "worsening", name), "R12", name, help_line)
            elif element.type == "enumeration":
                help_line = f"`{name}` is an enumeration, which has no order"
                self.document.fault((*path, "worsening", name), "R13", name, help_line)

    def _answers(self, path: Path_, found: Mapping[str, list[bool | str]]) -> dict[str, tuple[Value, ...]]:
        elements = self.scope.elements
        answers: dict[str, tuple[Value, ...]] = {}
        for name, values in found.items():
            if name not in elements:
                self.document.fault((*path, name), "R12", name, nearest(name, elements))
                continue
            element = elements[name]
            for index, value in enumerate(values):
                if value_for(element, value) is None or value in element.not_an_answer:
                    help_line = f"`{name}` is a {element.type}; see its members"
                    self.document.fault((*path, name, index), "R36", value, help_line)
            answers[name] = tuple(values)
        return answers

    def _condition(self, path: Path_, text: str | None) -> Node | None:
        if text is None:
            return None
        return parse(text, self.document.text_place(path), self.scope, self.document.faults)


def _tuple(names: list[str] | None) -> tuple[str, ...] | None:
    return None if names is None else tuple(names)
