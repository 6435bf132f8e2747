"""What is missing, as FHIR R4 DataRequirement: the resource and the codes by which the intake would find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field

from immunote.engine.elements import Element
from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.index import Index, index_of

_PATHS = {"MedicationRequest": "medication"}


class RequirementPart(BaseModel):
    """Base: no keys beyond R4."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FilterCoding(RequirementPart):
    """Coding."""

    system: str = Field(min_length=1)
    code: str = Field(min_length=1)


class CodeFilter(RequirementPart):
    """DataRequirement.codeFilter: a path, never together with a search parameter (drq-1)."""

    path: str = Field(min_length=1)
    code: list[FilterCoding] = Field(min_length=1)


class DataRequirement(RequirementPart):
    """DataRequirement. Its id says which element it would answer."""

    id: str = Field(min_length=1)
    type: str = Field(min_length=1)
    mustSupport: list[str] | None = None  # noqa: N815
    codeFilter: list[CodeFilter] | None = None  # noqa: N815


def requirements(note: Note, rulebase: RuleBase) -> list[DataRequirement]:
    """One for each kind of resource that could answer a missing element on which the outcome depends, in its order."""
    names = [missing.element for missing in note.missing if missing.outcomes]
    known = {fact.element for fact in note.recorded}
    names += [name for name in rulebase.about.insufficient_unless_known if name not in known]
    index = index_of(rulebase)
    made: dict[str, DataRequirement] = {}
    for name in dict.fromkeys(names):
        for requirement in _of(index, name):
            made.setdefault(requirement.id, requirement)
    return list(made.values())


def _of(index: Index, name: str) -> Iterator[DataRequirement]:
    records = index.records
    duration = records.durations.get(name)
    if duration is not None and duration.since == "birth":
        yield _person(name, "birthDate")
        return
    for field, answers in records.person.items():
        if answers.element == name:
            yield _person(name, field)
            return
    if duration is not None and duration.of is not None:
        yield from _coded(index, name, index.elements[duration.of])
        return
    if name in records.reactions:
        codes = _filter_codes(index, records.reactions[name].codes)
        yield _requirement(name, "AllergyIntolerance", codes)
    yield from _coded(index, name, index.elements[name])


def _person(name: str, field: str) -> DataRequirement:
    return DataRequirement(id=f"{name}.Patient", type="Patient", mustSupport=[field])


def _coded(index: Index, name: str, element: Element) -> Iterator[DataRequirement]:
    by_kind: dict[str, list[FilterCoding]] = {}
    for system, codes in element.codes.items():
        found = _filter_codes(index, {system: codes})
        if found:
            by_kind.setdefault(_kind(system, element), []).extend(found)
    for kind, codings in by_kind.items():
        yield _requirement(name, kind, codings)


def _kind(system: str, element: Element) -> str:
    """The kind of resource that carries codes of a system, in the way in which the intake reads them."""
    if system in ("rxnorm", "atc"):
        return "MedicationRequest"
    return "Condition" if system in ("snomed", "icd10cm") and element.type == "boolean" else "Observation"


def _requirement(name: str, kind: str, codes: list[FilterCoding]) -> DataRequirement:
    filters = [CodeFilter(path=_PATHS.get(kind, "code"), code=codes)] if codes else None
    return DataRequirement(id=f"{name}.{kind}", type=kind, codeFilter=filters)


def _filter_codes(index: Index, codes: Mapping[str, Sequence[str]]) -> list[FilterCoding]:
    made = []
    for system, listed in codes.items():
        uri = index.uri(system)
        if uri is not None:
            made += [FilterCoding(system=uri, code=code) for code in listed]
    return made
