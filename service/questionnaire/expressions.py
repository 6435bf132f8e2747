"""What a record system can fill in by itself, with FHIRPath: what the Patient says, and the newest of a few results.

It is less than `$populate` reads. A result is among these only where it never grows too old and its age is not asked,
since an expression does not know how old a value may be; and only in the unit of its question.
"""

from __future__ import annotations

from immunote.service.fhir.index import Index
from immunote.service.questionnaire.items import loinc_of, type_of
from immunote.service.questionnaire.sdc import (
    INITIAL,
    LAUNCH_CONTEXT,
    LAUNCH_CONTEXTS,
    VARIABLE,
    Json,
    extension,
)
from immunote.service.questionnaire.units import own_unit

_STATUSES = "final,amended,corrected"
_FHIRPATH, _QUERY = "text/fhirpath", "application/x-fhir-query"


def launch_context() -> Json:
    """The Patient, whom the record system knows under the name `patient`."""
    name = extension("name", "Coding", {"system": LAUNCH_CONTEXTS, "code": "patient"})
    return {"url": LAUNCH_CONTEXT, "extension": [name, extension("type", "Code", "Patient")]}


def variables(index: Index) -> list[Json]:
    """The search for each result that an item takes its value from."""
    return [
        _expression(VARIABLE, _search(index, name), language=_QUERY, name=_variable(name)) for name in _results(index)
    ]


def initial_of(index: Index, name: str) -> Json | None:
    """The expression that fills in an item; None for most."""
    for field, person in index.records.person.items():
        if person.element == name and all(written == member for written, member in person.values.items()):
            return _expression(INITIAL, f"%patient.{field}")
    if name not in _results(index):
        return None
    unit = own_unit(index, name)
    value = (
        f"%{_variable(name)}.entry.resource.where(resourceType = 'Observation').value.where(code = '{unit}').first()"
    )
    return _expression(INITIAL, value if type_of(index, name) == "quantity" else f"{value}.value")


def _results(index: Index) -> list[str]:
    dated = {duration.of for duration in index.records.durations.values()}
    grouped = [name for group in index.rulebase.question_groups for name in group.elements]
    return [
        name
        for name in grouped
        if loinc_of(index, name) is not None
        and index.elements[name].says_nothing_after is None
        and name not in dated
        and name not in index.records.before
        and own_unit(index, name) is not None
    ]


def _search(index: Index, name: str) -> str:
    codes = ",".join(f"{index.uri('loinc')}|{code}" for code in index.elements[name].codes["loinc"])
    return f"Observation?patient={{{{%patient.id}}}}&code={codes}&status={_STATUSES}&_sort=-date&_count=1"


def _variable(name: str) -> str:
    return "Newest" + "".join(part.capitalize() for part in name.split("_"))


def _expression(url: str, written: str, language: str = _FHIRPATH, name: str | None = None) -> Json:
    value = {"name": name, "language": language, "expression": written}
    return extension(url, "Expression", {key: each for key, each in value.items() if each is not None})
