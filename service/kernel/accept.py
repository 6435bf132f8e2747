"""Content negotiation: which of the types on offer the Accept header prefers (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from immunote.engine.faults import Fault, listed, shorten
from immunote.service.kernel.problems import Problem


def accepted(header: str | None, offered: Sequence[str]) -> str:
    """The type to answer with; the first on offer where all are equally welcome. Raises Problem 406 (S05)."""
    ranges = list(_ranges(header if header is not None and header.strip() else "*/*"))
    quality = {media: _quality(media, ranges) for media in offered}
    best = max(offered, key=lambda media: quality[media])  # the first of equals
    if quality[best] > 0:
        return best
    raise Problem(
        406,
        "No such type is on offer",
        [Fault("Accept", "S05", shorten(header), f"one of {listed(offered)}")],
    )


def is_wanted(header: str | None, coding: str) -> bool:
    """Whether the Accept-Encoding header takes a coding (RFC 9110, 12.5.3); without the header it does not."""
    qualities = dict(_ranges(header or ""))
    return qualities.get(coding, qualities.get("*", 0.0)) > 0


def must_be(content_type: str | None, read: Sequence[str]) -> None:
    """Raises Problem 415 (S05) where the body is of a type that is not read. No type at all is taken on trust."""
    given = (content_type or read[0]).partition(";")[0].strip().lower()
    if given not in read:
        raise Problem(
            415,
            "No such type is read",
            [Fault("Content-Type", "S05", shorten(given), f"one of {listed(read)}")],
            {"Accept": ", ".join(read)},
        )


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(","):
        media, *parameters = (each.strip().lower() for each in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        if media:
            yield media, quality


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality that the most specific range gives; 0 where none fits."""
    for wanted in (media, f"{media.partition('/')[0]}/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0
