"""Flags: recorded values that ask before any grade, checked against the dictionary and the outcomes."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from immunote.engine.faults import nearest
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.loading.dictionary import NAME_HELP, is_name
from immunote.engine.loading.folder import Folder
from immunote.engine.loading.rules import examples_of, text_place
from immunote.engine.loading.texts import SentenceChecker, surely_known
from immunote.engine.reader import Document, Path_
from immunote.engine.rulebase import Example
from immunote.engine.sentences import Text
from immunote.engine.shapes.flags import AskFirstShape, FlagsFile, FlagValueShape
from immunote.engine.tables import Flag, Flags, FlagValue
from immunote.engine.tree import Node, elements_in, refs_in

Examples = dict[str, tuple[Example, ...]]


def read_flags(
    folder: Folder,
    scope: Scope,
    texts: SentenceChecker,
    conditions: Mapping[str, Node],
    outcomes: Collection[str],
) -> tuple[Flags, Examples]:
    """The flags with the examples of each, by its entry of the program; none where the rule base has no such file."""
    for document, model in folder.of(FlagsFile):
        reader = _FlagReader(document, model, scope, texts, conditions)
        for index, outcome in enumerate(model.holds_back):
            if outcome not in outcomes:
                document.fault(("holds_back", index), "R12", outcome, nearest(outcome, outcomes))
        reader.asked(("asks",), model.asks)
        flags = tuple(reader.flag(index, shape) for index, shape in enumerate(model.flags))
        values = tuple(reader.value(index, shape) for index, shape in enumerate(model.asks_value))
        reader.check_asked_as({name for flag in flags for name in flag.asks})
        return Flags(tuple(model.holds_back), values, dict(model.asked_as), flags), reader.examples
    return Flags(), {}


class _FlagReader:
    def __init__(
        self, document: Document, model: FlagsFile, scope: Scope, texts: SentenceChecker, conditions: Mapping[str, Node]
    ) -> None:
        self.document, self.model, self.scope, self.texts = document, model, scope, texts
        self.conditions = conditions
        self.examples: Examples = {}

    def flag(self, index: int, shape: AskFirstShape) -> Flag:
        """One flag. Its sentence may name an element that is known wherever it holds; its last heading too."""
        document, path = self.document, ("flags", index)
        if shape.flag in [each.flag for each in self.model.flags[:index]]:
            document.fault((*path, "flag"), "R08", shape.flag, "another entry of this list has this name")
        if not is_name(shape.flag):
            document.fault((*path, "flag"), "R05", shape.flag, NAME_HELP)
        if not shape.cites and not shape.choice:
            document.fault(path, "R21", shape.flag, "cite where it stands, or state the choice and its reason")
        self.asked((*path, "asks"), shape.asks)
        self._unless(path, shape)
        when = self._condition((*path, "when"), shape.when)
        known = surely_known(when, self.conditions)
        self.texts.text(shape.title, document.place((*path, "title")))
        if shape.choice:
            self.texts.text(shape.choice, text_place(document, (*path, "choice")), known)
        condition = f"flag.{shape.flag}"
        child = Document(document.name)
        child.marks = {key[2:]: mark for key, mark in document.marks.items() if key[:2] == path}
        child.faults = document.faults
        self.examples[condition] = examples_of(child, shape.examples)
        return Flag(
            shape.flag,
            shape.title,
            condition,
            when,
            shape.unless,
            tuple(dict.fromkeys((*self.model.asks, *shape.asks))),
            self._headings((*path, "headings"), shape.headings, known),
            self.texts.text(shape.says, text_place(document, (*path, "says")), known),
            self.texts.cites(shape.cites, document.place((*path, "cites"))),
            " ".join(shape.choice.split()) if shape.choice else None,
            document.place(path),
        )

    def value(self, index: int, shape: FlagValueShape) -> FlagValue:
        """One value that all flags ask for. Its condition reads that element and nothing else."""
        path = ("asks_value", index)
        self.elements((*path, "element"), [shape.element])
        if shape.element in [each.element for each in self.model.asks_value[:index]]:
            self.document.fault((*path, "element"), "R08", shape.element, "another entry of this list has this name")
        when = self._condition((*path, "when"), shape.when)
        read = (*refs_in(when), *elements_in(when))
        if other := [name for name in read if name != shape.element]:
            help_line = f"it asks for a value of `{shape.element}` and reads nothing else"
            self.document.fault((*path, "when"), "R13", other[0], help_line)
        self.texts.text(shape.asked_as, self.document.place((*path, "asked_as")))
        words = self.texts.text(shape.words, text_place(self.document, (*path, "words")))
        return FlagValue(shape.element, f"flag_value.{shape.element}", when, words, shape.asked_as)

    def elements(self, path: Path_, names: list[str]) -> None:
        """R12 for each name of no element."""
        known = self.scope.elements
        for index, name in enumerate(names):
            if name not in known:
                self.document.fault((*path, index), "R12", name, nearest(name, known))

    def asked(self, path: Path_, names: list[str]) -> None:
        """R12 for each name of no element, R13 for one that has no meaning of some patients: it would stay open."""
        self.elements(path, names)
        for index, name in enumerate(names):
            element = self.scope.elements.get(name)
            if element is not None and element.only_if is not None:
                help_line = f"where `{element.only_if}` is no it has no answer, and the flag would stay open"
                self.document.fault((*path, index), "R13", name, help_line)

    def check_asked_as(self, asked: Collection[str]) -> None:
        """The few words of each question are there, and none without a question."""
        document, words = self.document, self.model.asked_as
        for name in sorted((asked & self.scope.elements.keys()) - words.keys()):
            document.fault(("asked_as",), "R06", name, "the few words that ask it in a heading")
        for name, text in words.items():
            if name not in asked:
                document.fault(("asked_as", name), "R12", name, "an element that some flag asks")
            self.texts.text(text, document.place(("asked_as", name)))

    def _unless(self, path: Path_, shape: AskFirstShape) -> None:
        if shape.unless is None:
            return
        element = self.scope.elements.get(shape.unless)
        if element is None:
            place, help_line = (*path, "unless"), nearest(shape.unless, self.scope.elements)
            self.document.fault(place, "R12", shape.unless, help_line)
        elif element.type != "boolean":
            self.document.fault((*path, "unless"), "R13", shape.unless, "the name of a boolean element")

    def _condition(self, path: Path_, text: str) -> Node:
        return parse(text, text_place(self.document, path), self.scope, self.document.faults)

    def _headings(self, path: Path_, texts: list[str], known: frozenset[str]) -> tuple[Text, ...]:
        """Each heading but the last prints only where what it names is known."""
        every, last = frozenset(self.scope.elements), len(texts) - 1
        return tuple(
            self.texts.text(text, self.document.place((*path, index)), known if index == last else every)
            for index, text in enumerate(texts)
        )
