"""Whether `headers.yaml` names only elements, members and units that the rule base has."""

from __future__ import annotations

from collections.abc import Mapping

from immunote.engine.elements import Element
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.folder import Folder
from immunote.engine.shapes.headers import HeadersFile


def read_headers(folder: Folder, elements: Mapping[str, Element]) -> HeadersFile | None:
    """What people call elements; None where the rule base does not say. Notes faults R12, R13 and R36."""
    for document, model in folder.of(HeadersFile):
        for part, named in (("columns", model.columns), ("dates", model.dates), ("members", model.members)):
            for name in named:
                element = elements.get(name)
                if element is None:
                    document.fault((part, name), "R12", name, nearest_element(name, elements))
                elif part == "dates" and not element.is_number:
                    document.fault((part, name), "R13", name, "name a number that counts time")
                elif part == "members":
                    for member in model.members[name]:
                        if member not in element.values:
                            document.fault((part, name, member), "R36", member, nearest(member, element.values))
        known = {element.unit for element in elements.values()} | {
            str(element.mistaken_unit["unit"]) for element in elements.values() if element.mistaken_unit
        }
        for unit in model.units:
            if unit not in known:
                document.fault(("units", unit), "R12", unit, nearest(unit, [each for each in known if each]))
        return model
    return None
