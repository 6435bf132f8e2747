"""The URIs of the code systems that the rule base names in short."""

from __future__ import annotations

from immunote.engine.rulebase import RuleBase

_USUAL = {
    "loinc": ("http://loinc.org",),
    "snomed": ("http://snomed.info/sct",),
    "icd10cm": ("http://hl7.org/fhir/sid/icd-10-cm",),
    "rxnorm": ("http://www.nlm.nih.gov/research/umls/rxnorm",),
    "atc": ("http://www.whocc.no/atc",),
}
_USUALLY_HIERARCHICAL = ("atc",)  # there a code stands for all that begin with it


def uris(rulebase: RuleBase, system: str) -> tuple[str, ...]:
    """The URIs under which codes of `system` are found; the first is the one to write."""
    records = rulebase.records
    named = tuple(records.systems.get(system, ())) if records is not None else ()
    return named or _USUAL.get(system, ())


def is_one_of(rulebase: RuleBase, codes: dict[str, list[str]], uri: str, code: str) -> bool:
    """Whether a code from a record is one of those that the rule base lists by system."""
    records = rulebase.records
    hierarchical = records.hierarchical if records is not None else _USUALLY_HIERARCHICAL
    return any(
        uri in uris(rulebase, system)
        and (code in listed or (system in hierarchical and code.startswith(tuple(listed))))
        for system, listed in codes.items()
    )
