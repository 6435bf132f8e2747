"""The URIs of the code systems that the rule base names in short, and how a code from a record is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.hooks import OrderedAsShape

_USUAL = {
    "loinc": ("http://loinc.org",),
    "snomed": ("http://snomed.info/sct",),
    "icd10cm": ("http://hl7.org/fhir/sid/icd-10-cm",),
    "rxnorm": ("http://www.nlm.nih.gov/research/umls/rxnorm",),
    "atc": ("http://www.whocc.no/atc",),
}
_NDC = "http://hl7.org/fhir/sid/ndc"
_PRODUCT_DIGITS = 9  # of an NDC: five of the labeler and four of the product, the package left out


def uris(rulebase: RuleBase, system: str) -> tuple[str, ...]:
    """The URIs under which codes of `system` are found; the first is the one to write."""
    records = rulebase.records
    named = tuple(records.systems.get(system, ())) if records is not None else ()
    ordered_as = rulebase.ordered_as
    named = named or (tuple(ordered_as.systems.get(system, ())) if ordered_as is not None else ())
    return named or _USUAL.get(system, ())


def is_one_of(
    rulebase: RuleBase, ordered_as: OrderedAsShape, codes: Mapping[str, Sequence[str]], uri: str, code: str
) -> bool:
    """Whether a code from a record is one of those that the rule base lists by system."""
    bare = uri.split("|", maxsplit=1)[0].strip().rstrip("/")
    for system, listed in codes.items():
        known = uris(rulebase, system)
        if bare not in known and not (system == "snomed" and bare.startswith(f"{known[0]}/")):
            continue
        if _NDC in known:
            return not _products_of(code).isdisjoint(each for one in listed for each in _products_of(one))
        found = code.strip().upper()
        if found in listed or (system in ordered_as.prefixed and found.startswith(tuple(listed))):
            return True
    return False


def _products_of(code: str) -> set[str]:
    """Labeler and product of an NDC in nine digits: of any way in which it is written, the packages left out.

    Ten digits without hyphens may have been cut in three ways, so they stand for three products.
    """
    parts = code.strip().split("-")
    if not all(part.isascii() and part.isdigit() for part in parts):
        return set()
    if len(parts) in (2, 3) and len(parts[0]) <= 5 and len(parts[1]) <= 4:
        return {parts[0].zfill(5) + parts[1].zfill(4)}
    if len(parts) != 1:
        return set()
    digits = parts[0]
    if len(digits) in (_PRODUCT_DIGITS, 11):
        return {digits[:_PRODUCT_DIGITS]}
    return set(_of_ten(digits)) if len(digits) == 10 else set()


def _of_ten(digits: str) -> Iterable[str]:
    yield "0" + digits[:8]  # 4-4-2
    yield digits[:5] + "0" + digits[5:8]  # 5-3-2
    yield digits[:9]  # 5-4-1
