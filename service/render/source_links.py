"""Where a citation names a DOI or a PMID, the address at which the source is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_NAMED = re.compile(r"\b(?:doi: (10\.[0-9]{4,9}/[^\s\"]+)|pmid: ([0-9]{1,9})\b)")


@dataclass(frozen=True, slots=True)
class LinkedText:
    """A piece of a citation; `address` where it is a link."""

    text: str
    address: str = ""


def linked(text: str) -> tuple[LinkedText, ...]:
    """A citation in pieces: each DOI and PMID a link, all else plain."""
    pieces, end = [], 0
    for found in _NAMED.finditer(text):
        doi, pmid = found[1], found[2]
        shown = found[0].rstrip(".,;")
        address = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else f"https://doi.org/{quote(doi.rstrip('.,;'))}"
        pieces += [LinkedText(text[end : found.start()]), LinkedText(shown, address)]
        end = found.start() + len(shown)
    return tuple(each for each in (*pieces, LinkedText(text[end:])) if each.text)


def links(text: str) -> tuple[LinkedText, ...]:
    """Only the DOIs and PMIDs of a citation."""
    return tuple(each for each in linked(text) if each.address)
