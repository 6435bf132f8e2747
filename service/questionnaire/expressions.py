"""What a record system can fill in by itself, with FHIRPath: what the Patient says. `$populate` reads far more.

Results are not among it: LHC-Forms 40.1.3 shows no form whose expressions hang on a search that nothing answers. They
are in a form of their own (`record_form`).
"""

from __future__ import annotations

from immunote.service.fhir.index import Index
from immunote.service.questionnaire.sdc import INITIAL, LAUNCH_CONTEXT, LAUNCH_CONTEXTS, Json, extension

_BORN, _TODAY = "%patient.birthDate.toString()", "today().toString()"
# birthdays had; FHIRPath subtracts no dates, and a date of birth without its day leaves the age open
_AGE = (
    f"iif({_BORN}.length() = 10, {_TODAY}.substring(0, 4).toInteger() - {_BORN}.substring(0, 4).toInteger() - "
    f"iif({_TODAY}.substring(5, 5) < {_BORN}.substring(5, 5), 1, 0), {{}})"
)


def launch_context() -> Json:
    """The Patient, whom the record system knows under the name `patient`."""
    name = extension("name", "Coding", {"system": LAUNCH_CONTEXTS, "code": "patient"})
    return {"url": LAUNCH_CONTEXT, "extension": [name, extension("type", "Code", "Patient")]}


def initial_of(index: Index, name: str) -> Json | None:
    """The expression that fills in an item by what the Patient says: a field whose codes are members, or the age."""
    for field, person in index.records.person.items():
        if person.element == name and all(written == member for written, member in person.values.items()):
            return initial(f"%patient.{field}")
    counted = index.records.durations.get(name)
    if counted is not None and counted.since == "birth" and counted.in_ == "years":
        return initial(_AGE)
    return None


def initial(expression: str) -> Json:
    """The expression by which an item is filled in."""
    return extension(INITIAL, "Expression", {"language": "text/fhirpath", "expression": expression})
