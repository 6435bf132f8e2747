"""Which draft orders are of a product that the rule base covers.

Drafts are often no valid R4: a Bundle without type, a request without intent, entries without `resource` around
them. Only what tells the product is read here; what else a draft says is read by immunote.service.cds.draft_facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.hooks import OrderedAsShape, OrderWords
from immunote.service.cds.codes import is_one_of
from immunote.service.cds.phrases import holds
from immunote.service.fhir.identity import without_version

_MEDICATION_ORDERS = ("MedicationRequest", "MedicationOrder")
_REQUESTS = ("ServiceRequest", "ProcedureRequest", "ReferralRequest")
_WITHDRAWN = ("cancelled", "stopped", "revoked", "entered-in-error")
_CONCEPTS = ("medicationCodeableConcept", "medication", "code", "orderDetail", "vaccineCode")

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


@dataclass(frozen=True)
class Drafts:
    """The resources of `draftOrders`, and what each full URL among them names, as `Kind/id`."""

    resources: list[Json]
    names: dict[str, str] = field(default_factory=dict)


def drafts_in(draft_orders: Any) -> Drafts:
    """The resources of `draftOrders` but for orders that say that nothing is to be given. Raises UnreadableOrders."""
    kind = draft_orders.get("resourceType") if isinstance(draft_orders, dict) else None
    is_bundle = kind == "Bundle" or (kind is None and isinstance(draft_orders, dict) and "entry" in draft_orders)
    if not is_bundle:
        raise UnreadableOrders
    entries = draft_orders.get("entry") or []
    if not isinstance(entries, list):
        raise UnreadableOrders
    found: list[Json] = []
    names: dict[str, str] = {}
    for entry in entries:
        resource = entry.get("resource", entry) if isinstance(entry, dict) else None
        if not isinstance(resource, dict):
            continue
        url = entry.get("fullUrl")
        if isinstance(url, str) and url:
            resource = resource if resource.get("id") else {**resource, "id": re.split("[/:]", url)[-1]}
            names[url] = _name(resource)
        if not _is_withdrawn(resource):
            found.append(resource)
    return Drafts(found, names)


def _is_withdrawn(draft: Json) -> bool:
    """Whether an order is taken back, or says not to do it."""
    return draft.get("status") in _WITHDRAWN or draft.get("doNotPerform") in (True, "true")


def selected(drafts: Drafts, selections: Any) -> Drafts:
    """The drafts that the user has just selected, and the medications among the drafts; all where none is named.

    A name that is of no draft tells nothing, and no draft is passed over for it.
    """
    named = [each for each in selections if isinstance(each, str)] if isinstance(selections, list) else []
    wanted = {_named(drafts, each) for each in named}
    if wanted.isdisjoint(_name(draft) for draft in drafts.resources):
        return drafts
    kept = [each for each in drafts.resources if each.get("resourceType") == "Medication" or _name(each) in wanted]
    return Drafts(kept, drafts.names)


def _named(drafts: Drafts, reference: str) -> str:
    """What a reference names, as `Kind/id`: by a full URL, else by its last parts; a version of it is it too."""
    whole = without_version(reference)
    return drafts.names.get(whole) or "/".join(whole.split("/")[-2:])


def ordered(rulebase: RuleBase, drafts: Drafts, more: Iterable[Json] = ()) -> list[OrderedProduct]:
    """The drafts of a product that the rule base covers. `more`: medications that were fetched."""
    ordered_as = rulebase.ordered_as
    if ordered_as is None:
        return []
    every = (*drafts.resources, *more)
    medications = {_name(each): each for each in every if each.get("resourceType") == "Medication"}
    found = []
    for draft in drafts.resources:
        if draft.get("resourceType") == "Medication":
            continue
        reference = _reference(draft)
        referred = medications.get(_named(drafts, reference)) if reference is not None else None
        concepts = tuple(_concepts_of(draft, referred))
        if concepts and _is_product(rulebase, ordered_as, draft, concepts):
            found.append(OrderedProduct(draft, concepts))
    return found


def unresolved(drafts: Drafts) -> list[str]:
    """References, without versions, to medications that are not among the drafts: their codes are not known."""
    here = {_name(draft) for draft in drafts.resources if draft.get("resourceType") == "Medication"}
    found: dict[str, None] = {}
    for draft in drafts.resources:
        if draft.get("resourceType") in _MEDICATION_ORDERS:
            reference = _reference(draft)
            if reference is not None and not reference.startswith("#") and _named(drafts, reference) not in here:
                found[without_version(reference)] = None
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


def _concepts_of(draft: Json, medication: Json | None) -> Iterator[Json]:
    """Each concept that names what is ordered: of the draft, of the medication in it or among the drafts."""
    contained = draft.get("contained")
    inside = [each for each in contained if isinstance(each, dict)] if isinstance(contained, list) else []
    for resource in (draft, *inside):
        for key in _CONCEPTS:
            yield from concepts_at(resource.get(key))
        yield from _only_ingredient(resource)
    for key in ("medicationReference", "medication"):
        value = draft.get(key)
        inner = value.get("reference") if isinstance(value, dict) else None
        shown = inner if isinstance(inner, dict) else value
        if isinstance(shown, dict) and isinstance(shown.get("display"), str):
            yield {"text": shown["display"]}
    if medication is not None:
        yield from concepts_at(medication.get("code"))
        yield from _only_ingredient(medication)


def _only_ingredient(resource: Json) -> Iterator[Json]:
    """The concept of what a Medication is made of, where that is one thing."""
    listed = resource.get("ingredient") if resource.get("resourceType") == "Medication" else None
    if isinstance(listed, list) and len(listed) == 1 and isinstance(listed[0], dict):
        for key in ("itemCodeableConcept", "item"):  # the second as in R5
            yield from concepts_at(listed[0].get(key))


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
