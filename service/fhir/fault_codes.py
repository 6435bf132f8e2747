"""The codes of faults in FHIR records."""

from __future__ import annotations

from immunote.engine.faults import explain

explain(
    {
        "S40": "FHIR that is not JSON",
        "S41": "something that is no FHIR resource",
        "S42": "resources of more than one patient",
        "S43": "more resources than are read at once",
        "S44": "a day that cannot be read",
        "S45": "a parameter that the operation does not have",
        "S46": "no FHIR server to read a patient from",
        "S48": "an entry of the local map that cannot be used",
    }
)
