"""Whether what hooks are answered by names only what the rule base has: `hooks.yaml`, and `ordered_as`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from immunote.engine.elements import Element
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.conditions import Scope, parse
from immunote.engine.loading.dictionary import CODE_SYSTEMS
from immunote.engine.loading.folder import Folder
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.hooks import Codes, HooksFile, OrderedAsShape, OrderWords
from immunote.engine.shapes.tables import ProductsFile
from immunote.engine.tables import SpeaksWhere
from immunote.engine.tree import refs_in

_PHRASE = re.compile(r"\w+\*?(?: \w+\*?)*")
_PLACE: Path_ = ("ordered_as",)


def read_speaks_where(folder: Folder, scope: Scope) -> SpeaksWhere | None:
    """On whose chart a card may stand; None where the rule base does not say. Its condition reads elements only."""
    for document, model in folder.of(HooksFile):
        shape = model.speaks_where
        path: Path_ = ("speaks_where",)
        when = parse(shape.when, document.text_place((*path, "when")), scope, document.faults)
        if refs := refs_in(when):
            document.fault((*path, "when"), "R11", refs[0], "name elements, not definitions")
        for index, name in enumerate(shape.seen):
            _element(document, (*path, "seen", index), name, scope.elements, "boolean")
        return SpeaksWhere(when, tuple(shape.seen), " ".join(shape.choice.split()))
    return None


def read_ordered_as(folder: Folder, elements: Mapping[str, Element]) -> OrderedAsShape | None:
    """How an order of a product is recognised; None where the rule base does not say."""
    for document, model in folder.of(ProductsFile):
        shape = model.ordered_as
        if shape is not None:
            _check(document, shape, model, elements)
            return shape
    return None


def _check(document: Document, shape: OrderedAsShape, model: ProductsFile, elements: Mapping[str, Element]) -> None:
    systems = [*CODE_SYSTEMS, *shape.systems]
    for path, codes in _codes_in(shape):
        for system in codes:
            if system not in systems:
                document.fault((*path, system), "R33", system, nearest(system, systems))
    for index, system in enumerate(shape.prefixed):
        if system not in systems:
            document.fault((*_PLACE, "prefixed", index), "R33", system, nearest(system, systems))
    for path, phrases in _phrases_in(shape):
        for index, phrase in enumerate(phrases):
            if not _PHRASE.fullmatch(phrase):
                help_line = "words with single spaces between them; `*` stands at the end of a word"
                document.fault((*path, index), "R05", phrase, help_line)
    for product in shape.products:
        if product not in model.products:
            document.fault((*_PLACE, "products", product), "R12", product, nearest(product, model.products))
    if shape.product is not None:
        _members(document, (*_PLACE, "product"), shape.product, shape.products, elements)
    for part in ("route", "reason"):
        found = getattr(shape, part)
        if found is not None:
            _members(document, (*_PLACE, part), found.element, found.values, elements)
    if shape.reason is not None:
        for member, reason in shape.reason.values.items():
            for index, name in enumerate(reason.elements):
                path = (*_PLACE, "reason", "values", member, "elements", index)
                _element(document, path, name, elements, "boolean")
    for key, name in shape.amounts or ():
        _element(document, (*_PLACE, "amounts", key), name, elements, "number")


def _codes_in(shape: OrderedAsShape) -> Iterator[tuple[Path_, Codes]]:
    yield (*_PLACE, "codes"), shape.codes
    for path, words in _words_in(shape):
        yield (*path, "codes"), words.codes


def _phrases_in(shape: OrderedAsShape) -> Iterator[tuple[Path_, list[str]]]:
    yield (*_PLACE, "words"), shape.words
    yield (*_PLACE, "requests"), shape.requests
    yield from (((*_PLACE, "products", name), phrases) for name, phrases in shape.products.items())
    for path, words in _words_in(shape):
        yield (*path, "words"), words.words


def _words_in(shape: OrderedAsShape) -> Iterator[tuple[Path_, OrderWords]]:
    yield (*_PLACE, "not_as"), shape.not_as
    if shape.route is not None:
        yield (*_PLACE, "route", "not_covered"), shape.route.not_covered
        yield from (((*_PLACE, "route", "values", name), each) for name, each in shape.route.values.items())
    if shape.reason is not None:
        yield from (((*_PLACE, "reason", "values", name), each) for name, each in shape.reason.values.items())


def _members(
    document: Document, path: Path_, name: str, members: Iterable[str], elements: Mapping[str, Element]
) -> None:
    element = elements.get(name)
    if element is None:
        document.fault(path, "R12", name, nearest_element(name, elements))
        return
    if not element.values:
        document.fault(path, "R13", name, "an enumeration is needed here")
        return
    for member in members:
        if member not in element.values:
            document.fault(path, "R36", member, f"`{name}` has {', '.join(f'`{each}`' for each in element.values)}")


def _element(document: Document, path: Path_, name: str, elements: Mapping[str, Element], kind: str) -> None:
    element = elements.get(name)
    if element is None:
        document.fault(path, "R12", name, nearest_element(name, elements))
    elif (element.is_number if kind == "number" else element.type == kind) is False:
        document.fault(path, "R13", name, f"a {kind} is needed here")
