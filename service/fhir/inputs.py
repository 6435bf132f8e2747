"""The codes and units that a record was read by, in the words of the rule base: what a silent trial watches."""

from __future__ import annotations

from immunote.service.fhir.recognition import MatchedBy
from immunote.service.fhir.report import MappingReport, ValueSource

_ITS_OWN = "its own unit"


def inputs_of(report: MappingReport) -> tuple[tuple[str, str], ...]:
    """Each code and each unit that answered an element, as its kind and name, once each.

    Only a code that the rule base lists is named; of all else stands how it was recognised, since a record might hold
    anything. A unit is one that the rule base converts, as it was written.
    """
    found: dict[tuple[str, str], None] = {}
    for mapped in report.elements:
        for source in (mapped.source, *mapped.older):
            found["code", f"{mapped.element} {_code(source)}"] = None
            if mapped.unit is not None and mapped.how == "read":
                unit = source.conversion.from_unit if source.conversion is not None else _ITS_OWN
                found["unit", f"{mapped.element} {unit}"] = None
    return tuple(found)


def _code(source: ValueSource) -> str:
    if source.code is not None and source.code.code is not None and source.by is MatchedBy.code:
        return f"{source.code.system} {source.code.code}"
    return f"by {source.by.value}" if source.by is not None else "by other means"
