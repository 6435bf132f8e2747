"""Whether `form.yaml` names groups, members and answers that there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from immunote.engine.elements import Element
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.dictionary import value_for
from immunote.engine.loading.folder import Folder
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.form import Answers, FormFile
from immunote.engine.tables import QuestionGroup


def read_form(folder: Folder, elements: Mapping[str, Element], groups: Sequence[QuestionGroup]) -> FormFile:
    """How the questions stand on a screen; nothing is said of it where the rule base has no such file."""
    for document, model in folder.of(FormFile):
        if groups:  # without questions.yaml nothing stands in groups, and parts show nothing
            _check_parts(document, model, {group.id: group for group in groups})
        _check_elements(document, ("first",), model.first, elements)
        starts: list[str] = []
        for index, start in enumerate(model.starts):
            if start.start in starts:
                document.fault(("starts", index, "start"), "R08", start.start, "give each its own name")
            starts.append(start.start)
            _check_answers(document, ("starts", index, "answers"), start.answers, elements)
        if model.next_visit is not None:
            _check_elements(document, ("next_visit", "asks_again"), model.next_visit.asks_again, elements)
            _check_answers(document, ("next_visit", "answers"), model.next_visit.answers, elements)
        return model
    return FormFile()


def _check_parts(document: Document, model: FormFile, groups: Mapping[str, QuestionGroup]) -> None:
    where: dict[str, int] = {}
    for index, part in enumerate(model.parts):
        path: Path_ = ("parts", index)
        group = groups.get(part.group)
        if group is None:
            document.fault((*path, "group"), "R12", part.group, nearest(part.group, groups))
            continue
        for place, name in enumerate(part.elements):
            if name not in group.elements:
                document.fault((*path, "elements", place), "R12", name, nearest(name, group.elements))
            elif name in where:
                document.fault((*path, "elements", place), "R08", name, "it stands in an earlier part already")
            where[name] = index
        for name in part.words:
            if name not in part.elements:
                document.fault((*path, "words", name), "R12", name, nearest(name, part.elements))


def _check_elements(document: Document, path: Path_, names: Iterable[str], elements: Mapping[str, Element]) -> None:
    for place, name in enumerate(names):
        if name not in elements:
            document.fault((*path, place), "R12", name, nearest_element(name, elements))


def _check_answers(document: Document, path: Path_, answers: Answers, elements: Mapping[str, Element]) -> None:
    for name, raw in answers.items():
        element = elements.get(name)
        if element is None:
            document.fault((*path, name), "R12", name, nearest_element(name, elements))
        elif value_for(element, raw) is None:
            document.fault((*path, name), "R36", name, "a value that the element can hold")
