"""Whether `headers.yaml` names only elements, members and units that the rule base has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from immunote.engine.elements import Element
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.folder import Folder
from immunote.engine.reader import Document
from immunote.engine.shapes.headers import HeadersFile


def read_headers(folder: Folder, elements: Mapping[str, Element]) -> HeadersFile | None:
    """What people call elements; None where the rule base does not say. Notes faults R08, R12, R13 and R36."""
    for document, model in folder.of(HeadersFile):
        parts: tuple[tuple[str, Iterable[str]], ...] = (
            ("columns", model.columns),
            ("dates", model.dates),
            ("members", model.members),
            ("not_in", model.not_in),
        )
        for part, named in parts:
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
        _check_unsure(document, model, elements)
        return model
    return None


def _check_unsure(document: Document, model: HeadersFile, elements: Mapping[str, Element]) -> None:
    """Note R12 and R13 for elements that an unsure name cannot mean, and R08 for a name that is sure elsewhere."""
    groups = (model.ids, *model.columns.values(), *model.dates.values())
    taken = {name.casefold(): "among the names that are sure" for names in groups for name in names}
    for index, each in enumerate(model.unsure):
        for place, name in enumerate(each.may_be):
            if name not in elements:
                document.fault(("unsure", index, "may_be", place), "R12", name, nearest_element(name, elements))
            elif each.dates and not elements[name].is_number:
                document.fault(("unsure", index, "may_be", place), "R13", name, "name a number that counts time")
        own = f"with `or: {each.or_}`"
        for place, name in enumerate(each.names):
            if (other := taken.setdefault(name.casefold(), own)) != own:
                document.fault(("unsure", index, "names", place), "R08", name, f"it also stands {other}")
