"""Which draft orders are of a product that the rule base covers.

Drafts are often no valid R4: a Bundle without type, a request without intent, entries without `resource` around
them. Only what tells the product is read here; what else a draft says is read by immunote.service.cds.draft_facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.hooks import OrderedAsShape, OrderWords
from immunote.service.cds.codes import is_one_of
from immunote.service.cds.phrases import holds

_MEDICATION_ORDERS = ("MedicationRequest", "MedicationOrder")
_REQUESTS = ("ServiceRequest", "ProcedureRequest", "ReferralRequest")
_WITHDRAWN = ("cancelled", "stopped", "revoked", "entered-in-error")
_CONCEPTS = ("medicationCodeableConcept", "medication", "code", "vaccineCode")

Json = dict[str, Any]


class UnreadableOrders(Exception):
    """`draftOrders` is no Bundle."""


@dataclass(frozen=True)
class OrderedProduct:
    """A draft of a product that is covered, with the concepts that name it."""

    draft: Json
    concepts: tuple[Json, ...]

    @property
    def texts(self) -> list[str]:
        """All words that name the product."""
        return [text for concept in self.concepts for text in texts_of(concept)]


def drafts_in(draft_orders: Any) -> list[Json]:
    """The resources of `draftOrders` but for orders that say that nothing is to be given. Raises UnreadableOrders."""
    if not isinstance(draft_orders, dict) or not isinstance(entries := draft_orders.get("entry", []), list):
        raise UnreadableOrders
    found = [entry.get("resource", entry) if isinstance(entry, dict) else None for entry in entries]
    return [resource for resource in found if isinstance(resource, dict) and not _is_withdrawn(resource)]


def _is_withdrawn(draft: Json) -> bool:
    """Whether an order is taken back, or says not to do it."""
    return draft.get("status") in _WITHDRAWN or draft.get("doNotPerform") in (True, "true")


def selected(drafts: list[Json], selections: Any) -> list[Json]:
    """The drafts that the user has just selected, and the medications among the drafts; all where none is named.

    A name that is of no draft tells nothing, and no draft is passed over for it.
    """
    named = [each for each in selections if isinstance(each, str)] if isinstance(selections, list) else []
    wanted = {"/".join(each.split("/")[-2:]) for each in named}
    if wanted.isdisjoint(_name(draft) for draft in drafts):
        return drafts
    return [draft for draft in drafts if draft.get("resourceType") == "Medication" or _name(draft) in wanted]


def ordered(rulebase: RuleBase, drafts: list[Json], more: Iterable[Json] = ()) -> list[OrderedProduct]:
    """The drafts of a product that the rule base covers. `more`: medications that were fetched."""
    ordered_as = rulebase.ordered_as
    if ordered_as is None:
        return []
    medications = {_name(each): each for each in (*drafts, *more) if each.get("resourceType") == "Medication"}
    found = []
    for draft in drafts:
        if draft.get("resourceType") == "Medication":
            continue
        concepts = tuple(_concepts_of(draft, medications))
        if concepts and _is_product(rulebase, ordered_as, draft, concepts):
            found.append(OrderedProduct(draft, concepts))
    return found


def unresolved(drafts: list[Json]) -> list[str]:
    """References to medications that are not among the drafts, so that their codes are not known."""
    here = {_name(draft) for draft in drafts if draft.get("resourceType") == "Medication"}
    found: dict[str, None] = {}
    for draft in drafts:
        if draft.get("resourceType") in _MEDICATION_ORDERS:
            reference = _reference(draft)
            if reference is not None and not reference.startswith("#") and reference not in here:
                found[reference] = None
    return list(found)


def codings_of(concept: Json) -> Iterator[tuple[str, str]]:
    """System and code of each coding that has both."""
    codings = concept.get("coding")
    for coding in codings if isinstance(codings, list) else ():
        if isinstance(coding, dict) and isinstance(coding.get("system"), str) and isinstance(coding.get("code"), str):
            yield coding["system"], coding["code"].strip()


def texts_of(concept: Json) -> Iterator[str]:
    """The text of a concept, and the displays of its codings."""
    codings = concept.get("coding")
    displays = [each.get("display") for each in codings if isinstance(each, dict)] if isinstance(codings, list) else []
    yield from (text for text in (concept.get("text"), *displays) if isinstance(text, str))


def says(rulebase: RuleBase, ordered_as: OrderedAsShape, words: OrderWords, concepts: Iterable[Json]) -> bool:
    """Whether a code or a word of the concepts is one of `words`."""
    return any(
        any(is_one_of(rulebase, ordered_as, words.codes, uri, code) for uri, code in codings_of(concept))
        or any(holds(text, words.words) for text in texts_of(concept))
        for concept in concepts
    )


def concepts_at(value: Any) -> Iterator[Json]:
    """CodeableConcepts at a key: one, a list of them, or each one level down (R5 writes `{concept: ...}`)."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            inner = each.get("concept")
            yield inner if isinstance(inner, dict) else each


def _concepts_of(draft: Json, medications: dict[str, Json]) -> Iterator[Json]:
    """Each concept that names what is ordered: of the draft, of the medication in it or among the drafts."""
    contained = draft.get("contained")
    inside = [each for each in contained if isinstance(each, dict)] if isinstance(contained, list) else []
    for resource in (draft, *inside):
        for key in _CONCEPTS:
            yield from concepts_at(resource.get(key))
    for key in ("medicationReference", "medication"):
        value = draft.get(key)
        inner = value.get("reference") if isinstance(value, dict) else None
        shown = inner if isinstance(inner, dict) else value
        if isinstance(shown, dict) and isinstance(shown.get("display"), str):
            yield {"text": shown["display"]}
    reference = _reference(draft)
    if reference in medications:
        yield from concepts_at(medications[reference].get("code"))


def _reference(draft: Json) -> str | None:
    for key in ("medicationReference", "medication"):
        value = draft.get(key)
        inner = value.get("reference") if isinstance(value, dict) else None
        if isinstance(inner, dict):
            inner = inner.get("reference")
        if isinstance(inner, str):
            return inner
    return None


def _name(resource: Json) -> str:
    return f"{resource.get('resourceType')}/{resource.get('id')}"


def _is_product(rulebase: RuleBase, ordered_as: OrderedAsShape, draft: Json, concepts: tuple[Json, ...]) -> bool:
    # a code or a word that says what else it is counts before one that it shares with many
    if says(rulebase, ordered_as, ordered_as.not_as, concepts):
        return False
    words = _words(rulebase, ordered_as, draft)
    return says(rulebase, ordered_as, OrderWords(codes=ordered_as.codes, words=words), concepts)


def _words(rulebase: RuleBase, ordered_as: OrderedAsShape, draft: Json) -> list[str]:
    """The words that name the product. A request for a test may hold the same ones, so requests have their own."""
    kind = draft.get("resourceType")
    if kind in _MEDICATION_ORDERS:
        return [*ordered_as.words, *(product.name for product in rulebase.products.values())]
    return ordered_as.requests if kind in _REQUESTS else []
