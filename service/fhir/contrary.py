"""What speaks against the code of an entry within the entry itself: other codes, words of another disease, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from immunote.service.fhir.datatypes import Concept
from immunote.service.fhir.index import Hit, Index, MatchedBy, codings_of, texts_of

_NOTES = ("note", "notes", "comment", "comments")  # the first in R4 and R5, the others in STU3 and DSTU2
_MOST_NOTES = 50
_MOST_CODINGS = 20
_EXPRESSION = frozenset(":=|+{}<")


def why_contrary(index: Index, concept: Concept | None, hits: Iterable[Hit], hit: Hit, area: str) -> str | None:
    """Return why an entry does not say what one of its codes says; None where nothing in its name speaks against it.

    `hits`: all that its codes answer or come near. `area`: the kind of entry, as for words that speak of an element.
    An entry of the local map means what the hospital says.
    """
    if hit.by is MatchedBy.local_map:
        return None
    records = index.records
    if index.among(records.codes_against, [concept]) is not None:
        return "codes_against"
    contrary = records.contrary.get(hit.element)
    if contrary is not None and index.among(contrary.codes, [concept]) is not None:
        return "codes_disagree"
    texts = texts_of([concept])
    named = {index.family[each.element] for each in hits}
    if index.wording.names_another(hit.element, texts) or _speak_of_another(index, hit.element, named, texts, area):
        return "words_of_another"
    return "codes_disagree" if _codes_disagree(index, concept, hit) else None


def _speak_of_another(index: Index, element: str, named: set[str], texts: list[str], area: str) -> bool:
    """Return whether the words of an entry speak of other elements and of none that its codes answer."""
    if element not in index.records.spoken_of or index.wording.names_it(element, texts):
        return False
    spoken = [name for name in index.wording.spoken_of(texts) if area in index.areas[name]]
    return bool(spoken) and named.isdisjoint(index.family[name] for name in spoken)


def _codes_disagree(index: Index, concept: Concept | None, hit: Hit) -> bool:
    """Return whether another code of the entry answers other elements alone.

    Two codes of classifications in which a disease has one code and its manifestation another are no disagreement.
    """
    codings = codings_of([concept])[:_MOST_CODINGS]
    if len(codings) < 2:
        return False
    answered = [
        (
            index.system(coding) in index.records.hierarchical,
            {index.family[each.element]: each.because for each in index.recognition.hits([coding])},
        )
        for coding in codings
    ]
    family = index.family[hit.element]
    mine = [(stands_above, found) for stands_above, found in answered if family in found]
    for stands_above, found in mine:
        for other_stands_above, other in answered:
            plainly = {name for name, because in other.items() if because is None}
            if plainly and found.keys().isdisjoint(other) and not (stands_above and other_stands_above):
                return True
    return False


def is_past(index: Index, concept: Concept | None) -> bool:
    """Return whether an entry's words or a code beside the one that is read lay it in the past."""
    return index.wording.is_past(texts_of([concept])) or index.among(index.records.codes_past, [concept]) is not None


def is_expression(index: Index, concept: Concept | None) -> bool:
    """Return whether a code is a composed expression of a known system, which can deny what stands in it."""
    return any(
        coding.code and not _EXPRESSION.isdisjoint(coding.code) and index.system(coding) not in (None, "local")
        for coding in codings_of([concept])
        if index.system(coding) not in index.records.notations
    )


def category_texts(raw: Mapping[str, Any]) -> list[str]:
    """Return the words of an entry's categories."""
    category = raw.get("category")
    listed = category if isinstance(category, list) else [category]
    found: list[Any] = []
    for concept in listed[:_MOST_CODINGS]:
        if isinstance(concept, dict):
            codings = concept.get("coding")
            found.append(concept.get("text"))
            for each in codings[:_MOST_CODINGS] if isinstance(codings, list) else []:
                found.append(each.get("display") if isinstance(each, dict) else None)
    return [each for each in found if isinstance(each, str)]


def notes_of(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield the notes that stand beside an entry, under the names that they have in any version of FHIR."""
    for name in _NOTES:
        notes = raw.get(name)
        for each in notes[:_MOST_NOTES] if isinstance(notes, list) else [notes]:
            text = each.get("text") if isinstance(each, dict) else each
            if isinstance(text, str):
                yield text


def why_note_is_against(index: Index, raw: Mapping[str, Any], element: str) -> str | None:
    """Return `note_against` where a note says that an entry is not to be used, or denies what it is read as."""
    wording = index.wording
    for text in notes_of(raw):
        if wording.is_invalid([text]) or wording.is_denial_alone(text) or wording.denies_in_a_sentence(element, text):
            return "note_against"
    return None
