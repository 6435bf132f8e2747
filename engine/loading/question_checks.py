"""Whether `questions.yaml` names what there is, and holds each question on which an outcome can hang just once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from immunote.engine.elements import Element
from immunote.engine.faults import listed, nearest
from immunote.engine.loading.dictionary import value_for
from immunote.engine.loading.folder import Folder
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.questions import QuestionGroupShape, QuestionsFile
from immunote.engine.tables import QuestionGroup
from immunote.engine.tree import Value


def read_questions(folder: Folder, elements: Mapping[str, Element], read: Iterable[str]) -> tuple[QuestionGroup, ...]:
    """The groups in order; none where the rule base has no such file. `read`: the elements an outcome can hang on."""
    for document, model in folder.of(QuestionsFile):
        groups: list[QuestionGroup] = []
        where: dict[str, str] = {}
        for index, shape in enumerate(model.groups):
            path: Path_ = ("groups", index)
            if shape.group in [each.id for each in groups]:
                document.fault((*path, "group"), "R08", shape.group, "give each its own name")
            for place, name in enumerate(shape.elements):
                if name not in elements:
                    document.fault((*path, "elements", place), "R12", name, nearest(name, elements))
                elif name in where:
                    document.fault((*path, "elements", place), "R08", name, f"`{where[name]}` asks for it already")
                where.setdefault(name, shape.group)
            groups.append(_group(document, path, shape, elements))
        for name in read:
            if name not in where:
                names = listed([group.id for group in groups])
                help_line = f"an outcome can hang on it: add it to `elements` of a group ({names})"
                also = ", and to `stores` there if `none_of_these` answers it"
                document.fault(("groups",), "R43", name, help_line + also)
            elif elements[name].leaning is None and not any(name in group.counted_as for group in groups):
                help_line = "it has no leaning; give what counts as unremarkable under `counted_as` of its group"
                document.fault(("groups",), "R43", name, help_line)
        return tuple(groups)
    return ()


def _group(
    document: Document, path: Path_, shape: QuestionGroupShape, elements: Mapping[str, Element]
) -> QuestionGroup:
    stores: tuple[str, ...] = ()
    if shape.none_of_these is not None:
        stores = tuple(shape.none_of_these.stores)
        for place, name in enumerate(stores):
            element = elements.get(name)
            at = (*path, "none_of_these", "stores", place)
            if name not in shape.elements:
                document.fault(at, "R12", name, nearest(name, shape.elements))
            elif element is not None and (element.is_number or (element.values and element.leaning is None)):
                document.fault(at, "R13", name, "`no` is stored for a yes-or-no question, or one with a leaning member")
    counted: dict[str, Value] = {}
    for name, raw in shape.counted_as.items():
        element = elements.get(name)
        at = (*path, "counted_as", name)
        if element is None or name not in shape.elements:
            document.fault(at, "R12", name, nearest(name, shape.elements))
            continue
        value = value_for(element, raw)
        if value is None:
            document.fault(at, "R36", name, "a value that the element can hold")
        else:
            counted[name] = value
    words = None if shape.none_of_these is None else " ".join(shape.none_of_these.words.split())
    return QuestionGroup(shape.group, shape.title, tuple(shape.elements), words, stores, counted, shape.for_flags)
