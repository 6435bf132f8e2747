"""Whether `worklist.yaml` names only outcomes and elements that the rule base has."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from immunote.engine.elements import Element
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.folder import Folder
from immunote.engine.shapes.worklist import WorklistFile


def read_worklist(folder: Folder, elements: Mapping[str, Element], outcomes: Collection[str]) -> WorklistFile | None:
    """The order of a work list; None where the rule base does not say. Notes faults R08, R12 and R13."""
    for document, model in folder.of(WorklistFile):
        seen = set()
        for index, each in enumerate(model.priorities):
            if each.id in seen:
                document.fault(("priorities", index, "id"), "R08", each.id, "give each its own id")
            seen.add(each.id)
            if each.outcome is not None and each.outcome not in outcomes:
                document.fault(("priorities", index, "outcome"), "R12", each.outcome, nearest(each.outcome, outcomes))
            for place, name in enumerate(each.where):
                if name not in elements:
                    path = ("priorities", index, "where", place)
                    document.fault(path, "R12", name, nearest_element(name, elements))
                elif elements[name].type != "boolean":
                    document.fault(("priorities", index, "where", place), "R13", name, "name one that is true or false")
        return model
    return None
