"""Strict YAML 1.2 with line marks, on libyaml's composer.

PyYAML's own safe loader reads YAML 1.1: `no` becomes false, `012` ten, `12:30` seven hundred and fifty, and of two
equal keys the last wins in silence. Here a plain scalar is `true`, `false`, `null`, a decimal number or text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from copy import copy
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from immunote.engine.faults import Fault, shorten
from immunote.engine.places import Place

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
FILES_KEPT = 1024
"""The most files that are not read anew while their text is the same: two rule bases, such as before and after."""
_LONGEST_INT = 1000
_DEEPEST = 50
_OLD_BREAKS = "\u0085\u2028\u2029"
_SURELY_COMPOSED = 2000
_FLAT = "nothing here is nested like that; look for unbalanced brackets"
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}

Path_ = tuple[str | int, ...]


class Document:
    """One file: its text, plain data, and for every path into it the place where it was written."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.text: str | None = None
        self.data: Any = None
        self.marks: dict[Path_, Place] = {}
        self.faults: list[Fault] = []
        self.template_name: str | None = None

    def again(self) -> Document:
        """The same document with a list of faults of its own."""
        same = copy(self)
        same.faults = [*self.faults]
        return same

    def written(self, path: Path_) -> Path_:
        """The path itself, or the nearest parent that was written."""
        while path and path not in self.marks:
            path = path[:-1]
        return path

    def place(self, path: Path_) -> Place:
        """Where `path` was written; the nearest parent's place where it was not written at all."""
        return self.marks.get(self.written(path), Place(self.name, 1))

    def text_place(self, path: Path_) -> Place:
        """Where the text of a value starts: past the key, the quote or the mark of a block."""
        return self.marks.get((*path, "#text")) or self.place(path)

    def fault(self, path: Path_, code: str, text: object, help_line: str, subjects: Iterable[str] = ()) -> None:
        """Add a fault at a path; its subjects as `Fault.at` has them."""
        self.faults.append(Fault.at(self.place(path), code, text, help_line, subjects))


def read_yaml(text: str, name: str) -> Document:
    """Read one document. Faults (R01 to R03) are collected in it, never raised."""
    document = Document(name)
    text, restored = _without_old_breaks(text)
    if _nests_too_deeply(text):
        document.fault((), "R01", "nested too deeply", _FLAT)
        return document
    try:
        nodes = list(yaml.compose_all(text, Loader=_Loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if mark is not None:
            document.marks[()] = Place(name, mark.line + 1, mark.column + 1)
        problem = getattr(error, "problem", None) or "not YAML"
        document.fault((), "R01", problem, "see the line named; a colon or a bracket in a sentence needs quotes")
        return document
    if len(nodes) != 1:
        document.fault((), "R03", f"{len(nodes)} documents", "one file holds exactly one document")
        return document
    if "&" in text or "!" in text:  # the composer forgets an anchor without an alias, and which tags were written
        _refuse_anchors_and_tags(document, text)
    document.data = _NodeReading(document, re.split(r"\r\n|\r|\n", text), restored).value(nodes[0], ())
    return document


def _without_old_breaks(text: str) -> tuple[str, dict[int, int]]:
    """The text with a stand-in for each character that ends a line in YAML 1.1 and is a character like others in 1.2.

    And the way back, for `str.translate`. libyaml would fold `U+0085` in a quoted text to a space, and count a line.
    """
    old = [each for each in _OLD_BREAKS if each in text]
    if not old:
        return text, {}
    free = (code for code in range(0xE000, 0xF900) if chr(code) not in text)
    there = dict(zip(map(ord, old), free, strict=False))
    return text.translate(there), {stand_in: each for each, stand_in in there.items()}


def _nests_too_deeply(text: str) -> bool:
    """Whether libyaml's composer, which is recursive, could run out of stack and take the process with it."""
    if sum(map(text.count, "[{-?:")) <= _SURELY_COMPOSED:  # each level needs one of these
        return False
    depth = 0
    with suppress(yaml.YAMLError):  # what is wrong is said when it is composed
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    return True
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    return False


def _refuse_anchors_and_tags(document: Document, text: str) -> None:
    def fault(mark: Any, offending: str, help_line: str) -> None:
        where = f"{document.name}:{mark.line + 1}:{mark.column + 1}"
        document.faults.append(Fault(where, "R03", shorten(offending), help_line))

    for event in yaml.parse(text, Loader=_Loader):
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor and not isinstance(event, yaml.AliasEvent):
            fault(event.start_mark, f"&{anchor}", "anchors are not used; write a value out where it stands")
        if tag:
            fault(event.start_mark, tag, "tags are not used; leave it out")


def read_file(path: Path, root: Path) -> Document:
    """Read a file below the folder `root`; its name in faults is relative to that folder.

    Of a file with the text of one that was read before, the data are the same object: nobody may change them.
    """
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        document = Document(name)
        document.fault((), "R01", type(error).__name__, "the file must be readable UTF-8 text")
        return document
    return _read_before(text, name).again()


@lru_cache(maxsize=FILES_KEPT)
def _read_before(text: str, name: str) -> Document:
    document = read_yaml(text, name)
    document.text = text
    return document


class _NodeReading:
    """Turns composed nodes into data; notes marks and faults in the document."""

    def __init__(self, document: Document, lines: list[str], restored: dict[int, int]) -> None:
        self.document, self.lines, self.restored = document, lines, restored
        self.seen: set[int] = set()

    def value(self, node: Any, path: Path_) -> Any:
        mark = node.start_mark
        self.document.marks.setdefault(path, Place(self.document.name, mark.line + 1, mark.column + 1))
        if len(path) > _DEEPEST:
            self.document.fault(path, "R01", "nested too deeply", _FLAT)
            return None
        if id(node) in self.seen:
            self.document.fault(path, "R03", "alias", "write the value out; a reader looks in one place")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        self.document.marks[(*path, "#text")] = self._text_place(node)
        return _scalar(node.value.translate(self.restored), bool(node.style))

    def _text_place(self, node: Any) -> Place:
        mark = node.start_mark
        if node.style in ("|", ">"):  # block text starts on the line after the mark
            first = self.lines[mark.line + 1] if mark.line + 1 < len(self.lines) else ""
            return Place(self.document.name, mark.line + 2, len(first) - len(first.lstrip()) + 1)
        return Place(self.document.name, mark.line + 1, mark.column + (2 if node.style else 1))

    def _pairs(self, node: Any, path: Path_) -> Iterator[tuple[str, Any]]:
        keys: set[str] = set()
        for key_node, value_node in node.value:
            key = str(key_node.value).translate(self.restored) if isinstance(key_node, yaml.ScalarNode) else ""
            here = (*path, key)
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                self.document.marks[here] = Place(self.document.name, mark.line + 1, mark.column + 1)
                self.document.fault(here, "R03", "a key that is a list or a mapping", "a key is a word")
                continue
            if key in keys:
                self.document.marks[here] = Place(self.document.name, mark.line + 1, mark.column + 1)
                self.document.fault(here, "R02", key, "keep one of the two")
                continue
            keys.add(key)
            self.document.marks[here] = Place(self.document.name, mark.line + 1, mark.column + 1)
            yield key, self.value(value_node, here)


def _scalar(text: str, is_text: bool) -> Any:
    if is_text:  # quoted or block
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        # Python reads no integer of more than 4300 digits
        return Decimal(text) if "." in text or len(text) > _LONGEST_INT else int(text)
    return text
