"""Texts that make careless patterns slow, by length; and records that make careless loops slow, by their number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _repeated(*parts: str, end: str = "") -> Callable[[int], str]:
    part = "".join(parts)
    return lambda length: part * max(1, length // len(part)) + end


TEXTS: dict[str, Callable[[int], str]] = {
    "one letter, then a sign": _repeated("a", end="!"),
    "a URL of short steps": lambda length: "http://" + "a/" * (length // 2),
    "kinds and ids": _repeated("A/", end="!"),
    "versions": _repeated("/_history/", end="!"),
    "square brackets": _repeated("["),
    "square brackets with quotes": _repeated("['"),
    "curly brackets": _repeated("{"),
    "round brackets": _repeated("("),
    "angle brackets": _repeated("<"),
    "open tags": _repeated("<c "),
    "open tags with attributes": _repeated('<c r="'),
    "quotes": _repeated('"'),
    "quoted fields": _repeated('"a",', end='"x"y'),
    "empty quoted fields": _repeated('"",', end='"x"y'),
    "backslashes": lambda length: 'immunote-page="' + "\\" * length,
    "escaped quotes": lambda length: 'immunote-page="' + '\\"' * (length // 2) + '"',
    "octal escapes": lambda length: 'immunote-page="' + "\\0" * (length // 2) + '"',
    "semicolons": _repeated("a=1;"),
    "commas": _repeated(","),
    "dashes, then a letter": _repeated("-", end="x"),
    "digits, then a letter": _repeated("1", end="x"),
    "digits apart": _repeated("1 "),
    "thousands": _repeated(".111", end="x"),
    "points": _repeated("."),
    "beginnings of tokens": _repeated("eyJ"),
    "tokens": _repeated("eyJa.b-"),
    "spaces within": lambda length: "a" + " " * length + "b",
    "a name, then spaces": lambda length: "score" + " " * length + "x",
    "line ends": _repeated("\n"),
    "names with lines under": _repeated("a_", end="A"),
    "backticks": _repeated("`a", end="`"),
    "sentence words": _repeated(" is not ", end="of"),
    "many words for is": _repeated("the a is has not "),
    "superscripts": _repeated("10⁰"),
    "combining marks": _repeated("a\u0301"),
    "slashes": _repeated("/"),
    "colons": _repeated(":1", end="x"),
    "at signs": _repeated("a@"),
    "percent signs": _repeated("%2"),
}
"""Kind of text -> the text of about so many characters."""

_CODE = {"coding": [{"system": "http://loinc.org", "code": "2160-0"}]}
_SUBJECT = {"reference": "Patient/1"}
_PATIENT = {"resourceType": "Patient", "id": "1"}


def _observation(number: int, **more: Any) -> dict[str, Any]:
    quantity = {"value": 1 + number / 1e5, "unit": "mg/dL", "code": "mg/dL", "system": "http://unitsofmeasure.org"}
    return {
        "resourceType": "Observation",
        "id": f"o{number}",
        "status": "final",
        "code": _CODE,
        "subject": _SUBJECT,
        "effectiveDateTime": "2024-01-01",
        "valueQuantity": quantity,
        **more,
    }


def _drug(number: int) -> dict[str, Any]:
    return {
        "resourceType": "MedicationAdministration",
        "id": f"m{number}",
        "status": "completed",
        "subject": _SUBJECT,
        "effectiveDateTime": f"20{number % 20 + 10}-0{number % 9 + 1}-1{number % 9}",
        "medicationCodeableConcept": {"text": f"drug {number}"},
    }


RECORDS: dict[str, Callable[[int], list[Any]]] = {
    "observations of one day": lambda n: [_PATIENT, *(_observation(i) for i in range(n))],
    "versions of one observation": lambda n: [_PATIENT, *(_observation(i, id="same") for i in range(n))],
    "versions of one patient": lambda n: [
        {**_PATIENT, "birthDate": f"{1900 + i % 99}-01-{i % 28 + 1:02}"} for i in range(n)
    ],
    "patients of one server": lambda n: [{**_PATIENT, "extension": [{"url": str(i)}]} for i in range(n)],
    "a chain of references": lambda n: [
        _PATIENT,
        *(_observation(i, derivedFrom=[{"reference": f"Observation/o{i + 1}"}]) for i in range(n)),
    ],
    "drugs of many days": lambda n: [_PATIENT, *(_drug(i) for i in range(n))],
    "codings of one observation": lambda n: [
        _PATIENT,
        _observation(1, code={"coding": [{"system": "http://loinc.org", "code": f"{i}-0"} for i in range(n)]}),
    ],
    "components of one observation": lambda n: [
        _PATIENT,
        _observation(1, component=[{"code": _CODE, "valueQuantity": {"value": i, "unit": "mg/dL"}} for i in range(n)]),
    ],
    "answers of one form": lambda n: [
        _PATIENT,
        {
            "resourceType": "QuestionnaireResponse",
            "id": "q",
            "status": "completed",
            "subject": _SUBJECT,
            "authored": "2024-01-01",
            "item": [{"linkId": "mrss", "answer": [{"valueInteger": i % 50}]} for i in range(n)],
        },
    ],
    "references to many servers": lambda n: [
        _PATIENT,
        *(_observation(i, subject={"reference": f"http://s{i}/{'a/' * 20}Patient/1"}) for i in range(n)),
    ],
}
"""Kind of record -> its resources, as many as that."""
