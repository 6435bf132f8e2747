"""Whether `codes/*.yaml` names only what there is; its codes are then added to those of the elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from immunote.engine.elements import Element
from immunote.engine.faults import nearest, nearest_element
from immunote.engine.loading.folder import Folder
from immunote.engine.notations import listed_form
from immunote.engine.reader import Document, Path_
from immunote.engine.shapes.codes import CodesFile, KnownCodes, SeenCodes
from immunote.engine.shapes.records import Codes, Raises, RecordsFile

_PLAIN_WORDS = re.compile(r"[a-z0-9]+( [a-z0-9]+)*")


def read_codes(
    folder: Folder, elements: dict[str, Element], records: RecordsFile | None
) -> tuple[dict[str, Element], RecordsFile | None, CodesFile]:
    """The elements with the codes of `codes/`, `records` with what comes near, and all files of `codes/` as one."""
    whole = CodesFile()
    for document, model in folder.of(CodesFile):
        if records is None:
            if not (folder.root / "records.yaml").is_file():  # else its own faults are told
                document.fault((), "R06", "records.yaml", "the systems of codes are declared there")
            continue
        _check(document, model, elements, records, whole)
        whole = CodesFile(
            elements={**whole.elements, **model.elements},
            members={**whole.members, **model.members},
            near=[*whole.near, *model.near],
        )
    if records is None:
        return elements, records, whole
    for name, known in whole.elements.items():
        if name in elements:
            elements = {**elements, name: _with_codes(elements[name], known.codes, records)}
    near = [
        Raises(
            elements=each.elements,
            codes=in_systems(each.codes, records),
            because=each.because,
            ingredients=each.ingredients,
        )
        for each in whole.near
    ]
    return elements, records.model_copy(update={"raises": [*records.raises, *near]}), whole


def in_systems(codes: SeenCodes, records: RecordsFile) -> Codes:
    """Codes by single system: those of a family stand under each of its systems."""
    found: Codes = {}
    for name, listed in codes.items():
        for system in records.families.get(name, [name]):
            found.setdefault(system, []).extend(listed)
    return found


def _with_codes(element: Element, codes: SeenCodes, records: RecordsFile) -> Element:
    merged = dict(element.codes)
    for system, listed in in_systems(codes, records).items():
        merged[system] = tuple(dict.fromkeys([*merged.get(system, ()), *listed]))
    return replace(element, codes=merged)


def _check(
    document: Document, model: CodesFile, elements: Mapping[str, Element], records: RecordsFile, before: CodesFile
) -> None:
    for path, name in _names_in(model):
        if name not in elements:
            document.fault(path, "R12", name, nearest_element(name, elements))
    for name in model.elements:
        if name in before.elements:
            document.fault(("elements", name), "R07", name, "its codes stand in another file of codes/ already")
    for name, members in model.members.items():
        if name in before.members:
            document.fault(("members", name), "R07", name, "its codes stand in another file of codes/ already")
        if name not in elements:
            continue
        if elements[name].type != "enumeration":
            document.fault(("members", name), "R13", name, f"`{name}` is a {elements[name].type}; it has no members")
            continue
        for member in members:
            if member not in elements[name].values:
                document.fault(("members", name, member), "R18", member, nearest(member, elements[name].values))
    known = {*records.systems, *records.families}
    for path, codes in _codes_in(model):
        for system, listed in codes.items():
            if system not in known:
                document.fault((*path, system), "R33", system, nearest(system, known))
                continue
            for code, source in listed.items():
                _check_code(document, (*path, system, code), system, source, records)
    for path, ingredient in _ingredients_in(model):
        if _PLAIN_WORDS.fullmatch(ingredient) is None:
            document.fault(path, "R05", ingredient, "write the name in small letters without accents or signs")


def _check_code(document: Document, path: Path_, system: str, source: str, records: RecordsFile) -> None:
    code = str(path[-1])
    if source not in records.code_sources:
        document.fault(path, "R12", source, nearest(source, records.code_sources))
    for each in records.families.get(system, [system]):
        notation = records.notations.get(each)
        if notation is not None and listed_form(notation, code) is None:
            document.fault(path, "R05", code, f"a code of `{each}` has another form")
            return


def _names_in(model: CodesFile) -> Iterator[tuple[Path_, str]]:
    yield from ((("elements", name), name) for name in model.elements)
    yield from ((("members", name), name) for name in model.members)
    for index, near in enumerate(model.near):
        yield from ((("near", index, "elements", place), name) for place, name in enumerate(near.elements))


def _known_in(model: CodesFile) -> Iterator[tuple[Path_, KnownCodes]]:
    yield from ((("elements", name), known) for name, known in model.elements.items())
    for name, members in model.members.items():
        yield from ((("members", name, member), known) for member, known in members.items())


def _codes_in(model: CodesFile) -> Iterator[tuple[Path_, SeenCodes]]:
    for path, known in _known_in(model):
        yield (*path, "codes"), known.codes
        yield (*path, "except"), known.except_
        yield (*path, "below"), known.below
    yield from ((("near", index, "codes"), near.codes) for index, near in enumerate(model.near))


def _ingredients_in(model: CodesFile) -> Iterator[tuple[Path_, str]]:
    for path, known in _known_in(model):
        yield from (((*path, "ingredients", index), each) for index, each in enumerate(known.ingredients))
    for place, near in enumerate(model.near):
        yield from ((("near", place, "ingredients", index), each) for index, each in enumerate(near.ingredients))
