"""Heads of the log, signed and kept outside of the database: what was written until then cannot be written anew.

A line is JSON: `at`, `decisions` and `events` (each NUMBER:HASH, the ends of the two chains), `key` (its id) and
`signature`: Ed25519 over `immunote log head 1`, a line feed, and the line without its signature as canonical JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immunote.engine.faults import Fault, Refused, shorten
from immunote.service.signatures.ed25519 import holds, key_id
from immunote.service.storage.chain import End, canonical, moment_text
from immunote.service.storage.events import SIGNED, EventLog

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

    from immunote.service.storage.decisions import DecisionLog

_PREFIX = b"immunote log head 1\n"
_END = re.compile(r"(0|[1-9][0-9]{0,17}):([0-9a-f]{64})")
_LONGEST = 4096
Broken = tuple[str, int, str]
"""A chain (`decisions` or `events`, or empty for neither), a number in it, and a sentence."""


@dataclass(frozen=True)
class SignedHead:
    """Where both chains ended at a moment. `line`: the line of its file, from 1."""

    at: str
    decisions: End
    events: End
    key: str
    signature: str
    line: int = 0

    def content(self) -> dict[str, str]:
        """What is signed, as plain data."""
        return {"at": self.at, "decisions": str(self.decisions), "events": str(self.events), "key": self.key}

    def text(self) -> str:
        """The line, without a line end."""
        return json.dumps({**self.content(), "signature": self.signature})

    def is_signed(self, keys: Sequence[Ed25519PublicKey]) -> bool:
        """Whether one of the keys signed it."""
        return holds(bytes.fromhex(self.signature), _PREFIX + canonical(self.content()), keys) is not None


def sign(decisions: End, events: End, key: Ed25519PrivateKey) -> SignedHead:
    """Sign the ends of both chains, as of now."""
    head = SignedHead(moment_text(datetime.now(UTC)), decisions, events, key_id(key.public_key()), "")
    return SignedHead(**{**head.__dict__, "signature": key.sign(_PREFIX + canonical(head.content())).hex()})


def read(file: Path) -> tuple[list[SignedHead], list[int]]:
    """Read the heads of a file, and the numbers of its lines that are none: a power cut can leave half a line.

    A line may begin with what syslog puts before the JSON. Raises Refused (S98) where there is no head at all.
    """
    found, others = [], []
    try:
        with file.open("rb") as opened:
            for number, line in enumerate(opened, 1):
                if not line.strip():
                    continue
                head = _head(line, number)
                if head is None:
                    others.append(number)
                else:
                    found.append(head)
    except OSError as error:
        raise Refused([Fault("--anchors", "S98", str(file), shorten(error.strerror or "not read"))]) from None
    if not found:
        raise Refused([Fault("--anchors", "S98", str(file), "there is no signed head in it")])
    return found, others


def _head(line: bytes, number: int) -> SignedHead | None:
    begin = line.find(b'{"at":')
    if begin < 0 or len(line) > _LONGEST:
        return None
    try:
        raw: Any = json.loads(line[begin:])
        ends = {name: _END.fullmatch(raw[name]) for name in ("decisions", "events")}
        bytes.fromhex(raw["signature"])
        decisions, events = (End(int(end[1]), end[2]) for end in ends.values() if end is not None)
        texts = [raw[name] for name in ("at", "key", "signature")]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not all(isinstance(text, str) and text.isascii() for text in texts):
        return None
    return SignedHead(texts[0], decisions, events, texts[1], texts[2], number)


def check(
    log: DecisionLog, removed: Sequence[End], heads: Iterable[SignedHead], keys: Sequence[Ed25519PublicKey]
) -> list[Broken]:
    """Check both chains against signed heads, and the signature of each event; what does not fit.

    `removed`: the ends of the ranges that retention removed.
    """
    found: list[Broken] = []
    believed = []
    for head in heads:
        if head.is_signed(keys):
            believed.append(head)
        else:
            found.append(("", 0, f"line {head.line} of the anchors: none of the keys given signed it"))
    events = EventLog(log.engine)
    decided = {end.sequence: end.chain for end in removed} | {link.sequence: link.chain for link in log.links()}
    cleared = max((end.sequence for end in removed), default=0)
    found += _unfit("decisions", [head.decisions for head in believed], decided, cleared)
    happened = {link.sequence: link.chain for link in events.links()}
    found += _unfit("events", [head.events for head in believed], happened, 0)
    # whoever signed a head signed every event after it: signatures that are gone do not say that there never were any
    found += _unsigned(events, keys, min((head.events.sequence for head in believed), default=None))
    return found


def _unfit(chain: str, noted: Iterable[End], ends: dict[int, str], removed: int) -> Iterator[Broken]:
    last = max(ends, default=0)
    seen = set[End]()
    for end in noted:
        at = end.sequence
        if end in seen or at == 0:
            continue
        seen.add(end)
        if at > last:
            yield chain, at, "the log was longer when this head was signed"
        elif at in ends and ends[at] != end.chain:
            yield chain, at, "its hash is not the one that was signed"
        elif at not in ends and at > removed:
            yield chain, at, "a signed head says that it was there"


def _unsigned(events: EventLog, keys: Sequence[Ed25519PublicKey], since: int | None) -> Iterator[Broken]:
    """Yield each event without a signature that holds, from the first on that has one, and after number `since`."""
    is_signing = False
    for event in events.entries():
        is_signing = is_signing or event.signature is not None or (since is not None and event.sequence > since)
        if not is_signing:
            continue
        try:
            signature = bytes.fromhex(event.signature or "")
        except (ValueError, TypeError):
            signature = b""
        if holds(signature, SIGNED + event.chain.encode(), keys) is None:
            yield "events", event.sequence, "none of the keys given signed it"
