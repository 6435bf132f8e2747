"""Verifies the hash chain of the decision log, and says which rows were changed, removed, added or moved.

The chain cannot show that somebody wrote the whole log anew with new hashes. To find that, the end of the chain has to
be noted elsewhere from time to time, and is given to `verify` as a witness.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from immunote.service.storage import damage, guards, readiness, recorded
from immunote.service.storage import heads as signed_heads
from immunote.service.storage.chain import START, ChainLink, End, canonical, chain_of, moment_text
from immunote.service.storage.event_tables import EventsHeadRow, ReadinessRow
from immunote.service.storage.events import EventLog
from immunote.service.storage.tables import AnchorRow, DecisionRow, HeadRow

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from immunote.service.storage.decisions import DecisionLog
    from immunote.service.storage.heads import SignedHead

Kind = Literal[
    "changed",
    "missing",
    "reordered",
    "added",
    "anchor",
    "head",
    "witness",
    "guard",
    "event",
    "kept",
    "copy",
    "signed",
    "damaged",
]
Links = Callable[[], Iterator[ChainLink]]
_PAIRED = 200


@dataclass(frozen=True)
class AuditFinding:
    """One thing that is wrong with the rows `first` to `last`; 0 stands for the log as a whole."""

    kind: Kind
    first: int
    last: int
    says: str

    def __str__(self) -> str:
        rows = f"row {self.first}" if self.first == self.last else f"rows {self.first} to {self.last}"
        return f"{self.kind}: {rows}: {self.says}" if self.first else f"{self.kind}: {self.says}"

    def line(self) -> dict[str, object]:
        """As plain data."""
        return asdict(self)


@dataclass(frozen=True)
class Anchor:
    """A record in the place of a range of rows that was removed.

    `before`, `chain`: the hashes before the range and at its end. `hash`: covers `before` and all other fields.
    """

    first: int
    last: int
    first_at: str
    last_at: str
    before: str
    chain: str
    removed_at: str
    hash: str

    def hash_of_content(self) -> str:
        """Return the hash of the anchor's content, which `hash` equals unless the anchor was changed."""
        content = {name: value for name, value in asdict(self).items() if name not in ("hash", "before")}
        return chain_of(self.before, canonical(content))

    @property
    def is_intact(self) -> bool:
        """Whether its hash is that of its content; not where something was written over it that has none."""
        try:
            return self.hash == self.hash_of_content()
        except (TypeError, ValueError, AttributeError):
            return False


def anchors(log: DecisionLog) -> list[Anchor]:
    """The anchors, the oldest first."""
    with log.engine.connect() as connection:
        rows = connection.execute(select(AnchorRow.__table__).order_by(AnchorRow.last)).mappings().all()
    moments = ("first_at", "last_at", "removed_at")
    return [Anchor(**{**row, **{name: moment_text(row[name]) for name in moments}}) for row in rows]


def verify(
    log: DecisionLog,
    witness: End | None = None,
    heads: Sequence[SignedHead] = (),
    keys: Sequence[Ed25519PublicKey] = (),
) -> list[AuditFinding]:
    """Verify a log, the events, and what is kept; return the findings, none if all is intact.

    `witness`: an end of the chain that was noted before. `heads`: those kept outside, and the keys that may have signed
    them.
    """
    findings = [AuditFinding("damaged", 0, 0, says) for says in damage.faults(log.engine)]
    try:
        return findings + _verify(log, witness, heads, keys)
    except DBAPIError as error:
        if not (findings and damage.is_damage(error)):
            raise
        return findings


def _verify(
    log: DecisionLog, witness: End | None, heads: Sequence[SignedHead], keys: Sequence[Ed25519PublicKey]
) -> list[AuditFinding]:
    # the end is read first: rows that are appended meanwhile come after it and are not checked
    head = log.head()
    start, findings = _anchored(anchors(log))
    findings += [AuditFinding("guard", 0, 0, says) for says in guards.faults(log.engine)]
    if head is None:
        findings.append(AuditFinding("head", 0, 0, "the record of where the log ends is gone"))
    findings += check_chain(log.links, start, head)
    # where an anchor is not believed, its end says nothing of the rows before it
    findings += _added(log, START if any(each.kind == "anchor" for each in findings) else start)
    findings += _twice(log)
    if witness is not None:
        findings += _witnessed(log, start, head, witness)
    findings += _of_events(log)
    # what the chain itself says of an anchor is not said once more
    is_said = any(each.kind in ("anchor", "missing") for each in findings)
    findings += [AuditFinding("kept", 0, 0, says) for says in recorded.faults(log.engine, has_anchors=not is_said)]
    if heads:
        removed = [End(anchor.last, anchor.chain) for anchor in anchors(log)]
        findings += [
            AuditFinding("signed", 0, 0, f"event {at}: {says}")
            if chain == "events"
            else AuditFinding("signed", at, at, says)
            for chain, at, says in signed_heads.check(log, removed, heads, keys)
        ]
    if readiness.is_copy(log.engine):
        says = "a plain copy of a database in use: what stood in its write-ahead log may be missing"
        findings.append(AuditFinding("copy", 0, 0, f"{says}; `immunote database backup` makes a whole one"))
    return findings


def _of_events(log: DecisionLog) -> list[AuditFinding]:
    """Return the findings on the chain of events; its rows are named in the sentence, for they are no decisions."""
    events = EventLog(log.engine)
    head = events.head()
    if head is None:
        return [AuditFinding("event", 0, 0, "the record of where the events end is gone")]
    found = check_chain(events.links, START, head)
    numbers = [link.sequence for link in events.links()]
    first, last = min(numbers, default=1), max(numbers, default=0)
    if first < 1:
        found.append(AuditFinding("added", first, first, "written before the start of the events"))
    end = events.head()
    if end is not None and last > end.sequence:
        found.append(AuditFinding("added", end.sequence + 1, last, "written past the end of the events"))
    return [AuditFinding("event", 0, 0, f"event {each.first} to {each.last}: {each.says}") for each in found]


def _anchored(found: Iterable[Anchor]) -> tuple[End, list[AuditFinding]]:
    at, findings = START, []
    for anchor in found:
        if not anchor.is_intact:
            findings.append(AuditFinding("anchor", anchor.first, anchor.last, "the anchor of this range was changed"))
        elif anchor.first != at.sequence + 1 or anchor.before != at.chain:
            findings.append(AuditFinding("anchor", anchor.first, anchor.last, f"it does not follow row {at.sequence}"))
        at = End(anchor.last, anchor.chain)
    return at, findings


def check_chain(links: Links, start: End, head: End | None) -> list[AuditFinding]:
    """Check the rows after `start` up to `head`; return findings for rows changed, missing, moved or added."""
    findings: list[AuditFinding] = []
    changed: list[ChainLink] = []
    at, is_linked = start, True
    for link in _up_to(links(), start, head):
        if link.sequence > at.sequence + 1:
            findings.append(_missing(at.sequence + 1, link.sequence - 1))
        elif link.previous != at.chain and link.is_intact:
            is_linked = False
        if not link.is_intact:
            changed.append(link)
        at = End(link.sequence, link.chain)
    if not is_linked:
        findings += _out_of_place(links, start, head, {link.sequence for link in changed})
    findings += _changed(changed)
    if head is not None and at.sequence < head.sequence:
        findings.append(_missing(at.sequence + 1, head.sequence))
    elif head is not None and at.chain != head.chain and all(each.last != at.sequence for each in findings):
        findings.append(
            AuditFinding("changed", at.sequence, at.sequence, "its hash is not the one at which the log ends")
        )
    return sorted(findings, key=lambda each: (each.first, each.last))


def _up_to(links: Iterator[ChainLink], start: End, head: End | None) -> Iterator[ChainLink]:
    for link in links:
        if head is not None and link.sequence > head.sequence:
            return
        if link.sequence > start.sequence:
            yield link


def _added(log: DecisionLog, start: End) -> list[AuditFinding]:
    """Return findings for rows before the start of the log, or after its recorded end.

    A row and the end are written in one transaction, so an end that is read after the last row is never before it.
    """
    with log.engine.connect() as connection:
        last = connection.execute(select(func.max(DecisionRow.sequence))).scalar_one()
        before = select(DecisionRow.sequence).where(DecisionRow.sequence <= start.sequence)
        early = connection.execute(before.order_by(DecisionRow.sequence)).scalars().all()
    says = f"written where {'an anchor stands for all rows' if start.sequence else 'no row stands'}"
    found = [AuditFinding("added", at, at, says) for at in early]
    end = log.head()
    if last is not None and end is not None and last > max(end.sequence, start.sequence):
        says = "written past the end of the log, which does not know of it"
        found.append(AuditFinding("added", end.sequence + 1, last, says))
    return found


def _twice(log: DecisionLog) -> Iterator[AuditFinding]:
    """Yield a finding for each table that has one row and no other, and has more; or none, of readiness."""
    with log.engine.connect() as connection:
        for table in (HeadRow, EventsHeadRow, ReadinessRow):
            count = connection.execute(select(func.count()).select_from(table)).scalar_one()
            if count > 1 or (not count and table is ReadinessRow):
                yield AuditFinding("head", 0, 0, f"{table.__tablename__} has {count} rows and is to have one")


def _missing(first: int, last: int) -> AuditFinding:
    return AuditFinding("missing", first, last, "not there, and no anchor stands for it")


def _changed(links: list[ChainLink]) -> Iterator[AuditFinding]:
    """Yield a finding for each of these rows, whose content does not fit its hash; it may be another row's content."""
    few = links[:_PAIRED]
    for link in links:
        from_row = next(
            (
                other.sequence
                for other in few
                if other is not link
                and link.content is not None
                and chain_of(other.previous, link.content) == other.chain
            ),
            None,
        )
        if from_row is not None:
            yield AuditFinding("reordered", link.sequence, link.sequence, f"it holds the content of row {from_row}")
        elif link.content is None:
            yield AuditFinding("changed", link.sequence, link.sequence, "it cannot be read as a decision any more")
        else:
            yield AuditFinding("changed", link.sequence, link.sequence, "its content is not what its hash covers")


def _out_of_place(links: Links, start: End, head: End | None, changed: set[int]) -> Iterator[AuditFinding]:
    """Follow the chain by hashes, not by row numbers; yield a finding for each row that stands at a wrong number."""
    rows = {link.sequence: (link.previous, link.chain) for link in _up_to(links(), start, head)}
    chains = {chain for _, chain in rows.values()}
    after: dict[str, int] = {}
    for sequence, (previous, _) in rows.items():
        after.setdefault(previous, sequence)
    placed: dict[int, int] = {}
    # a row whose previous hash no row has (after a gap or a rewritten row) starts a new run at its own number
    begins = [sequence for sequence, (previous, _) in rows.items() if previous not in chains]
    for begin in begins:
        previous = rows[begin][0]
        if begin == start.sequence + 1 and previous != start.chain and begin not in changed:
            says = f"it does not follow {f'the anchor at row {start.sequence}' if start.sequence else 'the start'}"
            yield AuditFinding(
                "anchor" if start.sequence else "missing", begin, begin, f"{says}; rows before it were removed"
            )
        elif previous != start.chain and begin - 1 in rows and begin - 1 not in changed:
            says = f"row {begin} does not follow it: its content and hash were replaced, or a row between was removed"
            yield AuditFinding("changed", begin - 1, begin - 1, says)
        current: int | None = begin
        place = start.sequence + 1 if previous == start.chain else begin
        while current is not None and current not in placed:
            placed[current] = place
            place += 1
            current = after.get(rows[current][1])
    for sequence in rows:
        belongs = placed.get(sequence)
        if belongs is None:
            yield AuditFinding("added", sequence, sequence, "another row stands already where its hash belongs")
        elif belongs != sequence:
            yield AuditFinding("reordered", sequence, sequence, f"by its hash it belongs at row {belongs}")


def witnessed(log: DecisionLog, witness: End) -> list[AuditFinding]:
    """Compare one end that was noted before with the log, and nothing else; what does not fit."""
    start, _ = _anchored(anchors(log))
    return [] if 0 < witness.sequence < start.sequence else _witnessed(log, start, log.head(), witness)


def _witnessed(log: DecisionLog, start: End, head: End | None, witness: End) -> list[AuditFinding]:
    at = witness.sequence
    if at == 0:
        return []
    if head is not None and at > head.sequence:
        return [AuditFinding("witness", at, at, "the log was longer when the witness was noted")]
    known = {anchor.last: anchor.chain for anchor in anchors(log)}
    if at in known:
        found: str | None = known[at]
    elif at <= start.sequence:
        return [AuditFinding("witness", at, at, "lies inside a removed range; note an end at or after its anchor")]
    else:
        with log.engine.connect() as connection:
            query = select(DecisionRow.chain).where(DecisionRow.sequence == at)
            found = connection.execute(query).scalar_one_or_none()
    return [] if found == witness.chain else [AuditFinding("witness", at, at, "its hash is not the one that was noted")]
