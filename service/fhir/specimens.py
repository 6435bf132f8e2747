"""Specimens: whether a result was measured in something else than its code says, or in what could not be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from immunote.service.fhir.identity import ReferredEntries
from immunote.service.fhir.resources import ResourceEntry
from immunote.service.fhir.wording import words_of

_FILE = Path(__file__).with_name("specimens.yaml")
_NOT_USABLE = ("unsatisfactory", "entered-in-error")


@lru_cache(maxsize=1)
def _not_blood() -> tuple[frozenset[str], frozenset[str]]:
    """Words and codes of specimens that are no blood. Raises OSError."""
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return frozenset(read["not_blood"]), frozenset(read["codes"])


def names_no_blood(texts: Iterable[str]) -> bool:
    """Return whether a text names a specimen that is no blood. Raises OSError."""
    words, _ = _not_blood()
    return any(not words.isdisjoint(words_of(text)) for text in texts)


class Specimens:
    """The specimens of a record, found by the results that refer to them."""

    def __init__(self, entries: Iterable[ResourceEntry]) -> None:
        self._sent = ReferredEntries(entry for entry in entries if entry.kind == "Specimen")

    def why_not(self, entry: ResourceEntry) -> str | None:
        """`specimen` where a result's own specimen speaks against it; None where it does not, or is not known."""
        about = entry.raw.get("specimen")
        if entry.kind != "Observation" or not isinstance(about, dict):
            return None
        specimen = self._of(entry, about.get("reference")) or {}
        if specimen.get("status") in _NOT_USABLE:
            return "specimen"
        words, codes = _not_blood()
        for text, is_code in (*_told(specimen.get("type")), (about.get("display"), False)):
            if isinstance(text, str) and (text in codes if is_code else not words.isdisjoint(words_of(text))):
                return "specimen"
        return None

    def _of(self, entry: ResourceEntry, reference: Any) -> Mapping[str, Any] | None:
        if not isinstance(reference, str):
            return None
        if reference.startswith("#"):
            contained = entry.raw.get("contained")
            for each in contained if isinstance(contained, list) else ():
                if isinstance(each, dict) and each.get("id") == reference[1:]:
                    return each
            return None
        found = self._sent.find(reference, "Specimen", entry)
        return found.raw if found is not None else None


def _told(concept: Any) -> Iterator[tuple[Any, bool]]:
    """Yield the words and codes of a type, each with whether it is a code."""
    if not isinstance(concept, dict):
        return
    yield concept.get("text"), False
    codings = concept.get("coding")
    for coding in codings if isinstance(codings, list) else ():
        if isinstance(coding, dict):
            yield coding.get("display"), False
            yield coding.get("code"), True
