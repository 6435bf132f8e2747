"""DOIs and PMIDs as lists have them, made comparable."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

NOTHING = frozenset(("", "0", "unavailable", "na", "n/a", "none", "null", "nan", "-", "unknown"))
"""What stands in a cell where a paper has no such identifier; Retraction Watch writes `unavailable` and `0`."""

_PREFIX = re.compile(r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi\.org/|doi:)", re.IGNORECASE)
_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_PMID = re.compile(r"(?:pmid:)?0*([1-9][0-9]{0,8})(?:\.0+)?", re.IGNORECASE)


def doi_of(text: str) -> str | None:
    """A DOI in small letters without prefix, spaces, invisible marks or closing full stop; None where it is none."""
    bare = _bare(text)
    while (shorter := _PREFIX.sub("", bare)) != bare:
        bare = shorter
    if "%" in bare:
        bare = unquote(bare)
    bare = bare.rstrip(".,;").casefold()
    return bare if _DOI.fullmatch(bare) else None


def pmid_of(text: str) -> str | None:
    """A PMID without leading zeros; `12345.0`, as spreadsheets write it, is read. None where it is none."""
    found = _PMID.fullmatch(_bare(text))
    return found[1] if found else None


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is no identifier."""
    return _bare(text).casefold() in NOTHING


def _bare(text: str) -> str:
    """Without spaces and without what is not seen."""
    if text.isascii() and text.isprintable():  # nearly every cell of a long list
        return "".join(text.split())
    folded = unicodedata.normalize("NFKC", text)
    return "".join(each for each in folded if not each.isspace() and unicodedata.category(each) not in ("Cf", "Cc"))
