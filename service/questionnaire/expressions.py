"""What a record system can fill in by itself, with FHIRPath: what the Patient says. `$populate` reads far more.

Results are not among it. An expression does not know how old a value may be, and LHC-Forms 40.1.3 shows no form whose
expressions hang on a search that nothing answers.
"""

from __future__ import annotations

from immunote.service.fhir.index import Index
from immunote.service.questionnaire.sdc import INITIAL, LAUNCH_CONTEXT, LAUNCH_CONTEXTS, Json, extension


def launch_context() -> Json:
    """The Patient, whom the record system knows under the name `patient`."""
    name = extension("name", "Coding", {"system": LAUNCH_CONTEXTS, "code": "patient"})
    return {"url": LAUNCH_CONTEXT, "extension": [name, extension("type", "Code", "Patient")]}


def initial_of(index: Index, name: str) -> Json | None:
    """The expression that fills in an item: the field of the Patient whose codes are the members of the element."""
    for field, person in index.records.person.items():
        if person.element == name and all(written == member for written, member in person.values.items()):
            return extension(INITIAL, "Expression", {"language": "text/fhirpath", "expression": f"%patient.{field}"})
    return None
