"""Whether `vignettes.yaml` names what there is, and tells each element in words that fit its type."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from immunote.engine.elements import Element
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.dictionary import value_for
from immunote.engine.loading.folder import Folder
from immunote.engine.reader import Document
from immunote.engine.sentences import PLACEHOLDER
from immunote.engine.shapes.rules import CaseFile
from immunote.engine.shapes.vignettes import ToldAsShape, VignettesFile


def read_vignettes(folder: Folder, elements: Mapping[str, Element], kinds: Collection[str]) -> VignettesFile | None:
    """The vignettes, checked; None where the rule base has no such file."""
    cases = {model.case for _, model in folder.of(CaseFile)}
    for document, model in folder.of(VignettesFile):
        _check_words(document, model, elements)
        _check_vignettes(document, model, elements, cases)
        for place, kind in enumerate(model.kinds_shown):
            if kind not in kinds:
                document.fault(("kinds_shown", place), "R33", kind, nearest(kind, kinds))
        return model
    return None


def _check_words(document: Document, model: VignettesFile, elements: Mapping[str, Element]) -> None:
    for place, words in enumerate(model.opens):
        for name in PLACEHOLDER.findall(words):
            if name not in elements:
                document.fault(("opens", place), "R12", name, nearest_element(name, elements))
    where: dict[str, int] = {}
    for index, sentence in enumerate(model.sentences):
        if PLACEHOLDER.findall(sentence.says) != ["facts"]:
            document.fault(("sentences", index, "says"), "R05", sentence.says, "expected: words with {facts} once")
        for place, name in enumerate(sentence.elements):
            path = ("sentences", index, "elements", place)
            if name not in elements:
                document.fault(path, "R12", name, nearest_element(name, elements))
            elif name in where:
                document.fault(path, "R08", name, "it is told in one sentence, once")
            where[name] = index
    for key in ("otherwise", "denied", "not_recorded"):
        if PLACEHOLDER.findall(getattr(model, key)) != ["facts"]:
            document.fault((key,), "R05", getattr(model, key), "expected: words with {facts} once")
    for name, told in model.told_as.items():
        if name not in elements:
            document.fault(("told_as", name), "R12", name, nearest_element(name, elements))
        else:
            _check_told(document, told, elements[name])


def _check_told(document: Document, told: ToldAsShape, element: Element) -> None:
    path = ("told_as", element.name)
    if element.type == "boolean":
        if told.value is not None:
            document.fault((*path, "value"), "R13", element.name, "a yes-or-no question is told as `yes` and `no`")
    elif told.yes is not None or told.no is not None:
        document.fault(path, "R13", element.name, "only a yes-or-no question has a `yes` and a `no`; give `value`")
    if told.value is not None and PLACEHOLDER.findall(told.value) not in (["value"], []):
        document.fault((*path, "value"), "R05", told.value, "expected: words with {value} once, or none")
    for place, member in enumerate(told.not_told):
        if member not in element.values:
            document.fault((*path, "not_told", place), "R18", member, nearest(member, element.values))


def _check_vignettes(
    document: Document, model: VignettesFile, elements: Mapping[str, Element], cases: Collection[str]
) -> None:
    seen: set[str] = set()
    for index, each in enumerate(model.vignettes):
        path = ("vignettes", index)
        if each.vignette in seen:
            document.fault((*path, "vignette"), "R08", each.vignette, "give each its own name")
        seen.add(each.vignette)
        if each.case not in cases:
            document.fault((*path, "case"), "R12", each.case, nearest(each.case, cases))
        for name, raw in each.but.items():
            if name not in elements:
                document.fault((*path, "but", name), "R12", name, nearest_element(name, elements))
            elif value_for(elements[name], raw) is None:
                document.fault((*path, "but", name), "R13", str(raw), f"no answer to `{name}`")
        for place, name in enumerate(each.without):
            if name not in elements:
                document.fault((*path, "without", place), "R12", name, nearest_element(name, elements))
