"""Whether a draft order is one of a product that the rule base covers.

Drafts are often no valid R4: a Bundle without type, a request without intent, entries without `resource` around
them. Only what tells the product is read. That somebody orders it answers no element of the data dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from immunote.engine.rulebase import RuleBase
from immunote.service.cds.codes import is_one_of

_MEDICATION_ORDERS = ("MedicationRequest", "MedicationOrder")
_CONCEPTS = ("medicationCodeableConcept", "medication", "code", "concept")


class UnreadableOrders(Exception):
    """`draftOrders` is no Bundle."""


def drafts_in(draft_orders: Any) -> list[dict[str, Any]]:
    """The resources of `draftOrders`. Raises UnreadableOrders."""
    if not isinstance(draft_orders, dict) or not isinstance(entries := draft_orders.get("entry", []), list):
        raise UnreadableOrders
    found = [entry.get("resource", entry) if isinstance(entry, dict) else None for entry in entries]
    return [resource for resource in found if isinstance(resource, dict)]


def is_covered(rulebase: RuleBase, drafts: list[dict[str, Any]]) -> bool:
    """Whether any draft is of a product that the rule base covers."""
    return any(_is_product(rulebase, resource, concept) for resource, concept in _products(drafts))


def unresolved(drafts: list[dict[str, Any]]) -> list[str]:
    """References to medications that are not among the drafts, so that their codes are not known."""
    here = {f"Medication/{draft.get('id')}" for draft in drafts if draft.get("resourceType") == "Medication"}
    found: dict[str, None] = {}
    for draft in drafts:
        if draft.get("resourceType") in _MEDICATION_ORDERS:
            reference = _reference(draft)
            if reference is not None and not reference.startswith("#") and reference not in here:
                found[reference] = None
    return list(found)


def _products(drafts: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each concept that names what is ordered, with the resource that it stands in."""
    for draft in drafts:
        contained = draft.get("contained")
        for resource in (draft, *(contained if isinstance(contained, list) else ())):
            if isinstance(resource, dict):
                for key in _CONCEPTS:
                    yield from ((resource, concept) for concept in _concepts(resource.get(key)))
        reference = draft.get("medicationReference")
        if isinstance(reference, dict):
            yield draft, {"text": reference.get("display")}


def _concepts(value: Any) -> Iterator[dict[str, Any]]:
    """A CodeableConcept as it is, or one level down (R5 writes `medication: {concept: ...}`)."""
    if isinstance(value, dict):
        yield value
        inner = value.get("concept")
        if isinstance(inner, dict):
            yield inner


def _reference(draft: dict[str, Any]) -> str | None:
    for key in ("medicationReference", "medication"):
        value = draft.get(key)
        inner = value.get("reference") if isinstance(value, dict) else None
        if isinstance(inner, dict):
            inner = inner.get("reference")
        if isinstance(inner, str):
            return inner
    return None


def _is_product(rulebase: RuleBase, resource: dict[str, Any], concept: dict[str, Any]) -> bool:
    ordered_as = rulebase.ordered_as
    if ordered_as is None:
        return False
    codings = concept.get("coding")
    codings = [each for each in codings if isinstance(each, dict)] if isinstance(codings, list) else []
    for coding in codings:
        uri, code = coding.get("system"), coding.get("code")
        if isinstance(uri, str) and isinstance(code, str) and is_one_of(rulebase, ordered_as.codes, uri, code.strip()):
            return True
    # the name of a test or of a procedure may hold the same words, so words count for medicines alone
    if resource.get("resourceType") not in (*_MEDICATION_ORDERS, "Medication"):
        return False
    words = [*ordered_as.words, *(product.name for product in rulebase.products.values())]
    texts = [concept.get("text"), *(coding.get("display") for coding in codings)]
    return any(_holds(text, word) for text in texts if isinstance(text, str) for word in words)


def _holds(text: str, words: str) -> bool:
    """Whether the words stand in the text as whole words, whatever their case and what is unseen between them."""
    return f" {_plain(words)} " in f" {_plain(text)} "


def _plain(text: str) -> str:
    seen = "".join(char for char in unicodedata.normalize("NFKC", text[:1000]) if unicodedata.category(char) != "Cf")
    return " ".join(re.findall(r"\w+", seen.casefold()))
