"""Removing decisions whose time is over: whole ranges from the start of the log, each with an anchor in its place.

The anchor holds the hash at the end of its range, so that what stands after it is verified as before, and an export of
the range can still be verified against it. Triggers let nothing be deleted that no anchor stands for.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, text

from immunote.engine.faults import Fault, Refused
from immunote.service.storage import audit
from immunote.service.storage.audit import Anchor
from immunote.service.storage.chain import moment_text
from immunote.service.storage.tables import AnchorRow, CardRow, DecisionRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy

    from immunote.service.storage.decisions import DecisionLog

_RANGE = 10_000


def removable(log: DecisionLog, before: datetime) -> tuple[int, int] | None:
    """The numbers of the first and last row that `retain` would remove; None for none.

    Everything up to the first row that is younger: a range has no holes, so an older row behind it stays.
    """
    with log.engine.connect() as connection:
        return _removable(connection, before)


def retain(log: DecisionLog, before: datetime) -> list[Anchor]:
    """Remove what was decided before that moment; the anchors left. Cards of that time go as well.

    Raises Refused (S12) for a log that does not hold together: it is evidence.
    """
    if findings := audit.verify(log):
        help_line = "`immunote audit verify` says all; nothing was removed"
        raise Refused([Fault("decision log", "S12", str(findings[0]), help_line)])
    while _remove_range(log.engine, before):
        pass
    with writing(log.engine) as connection:
        connection.execute(delete(CardRow).where(CardRow.at < before))
    if log.engine.dialect.name == "sqlite":
        # what was removed still stands in the file of writes ahead until that is emptied
        with log.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    return audit.anchors(log)


def _removable(connection: sqlalchemy.Connection, before: datetime) -> tuple[int, int] | None:
    younger = connection.execute(select(func.min(DecisionRow.sequence)).where(DecisionRow.at >= before)).scalar_one()
    query = select(func.min(DecisionRow.sequence), func.max(DecisionRow.sequence))
    query = query if younger is None else query.where(DecisionRow.sequence < younger)
    first, last = connection.execute(query).one()
    return None if first is None else (first, last)


def _remove_range(database: sqlalchemy.Engine, before: datetime) -> bool:
    """One range and its anchor in one transaction, short enough for whoever appends."""
    with writing(database) as connection:
        found = _removable(connection, before)
        if found is None:
            return False
        first, last = found[0], min(found[1], found[0] + _RANGE - 1)
        ends = {
            row.sequence: row
            for row in connection.execute(select(DecisionRow.__table__).where(DecisionRow.sequence.in_([first, last])))
        }
        span = select(func.min(DecisionRow.at), func.max(DecisionRow.at)).where(DecisionRow.sequence <= last)
        first_at, last_at = connection.execute(span).one()
        moments = {"first_at": first_at, "last_at": last_at, "removed_at": datetime.now(UTC)}
        texts = {name: moment_text(moment) for name, moment in moments.items()}
        anchor = Anchor(first=first, last=last, before=ends[first].previous, chain=ends[last].chain, hash="", **texts)
        content = {"first": first, "last": last, "before": anchor.before, "chain": anchor.chain, **moments}
        connection.execute(insert(AnchorRow).values(**content, hash=anchor.hash_of_content()))
        connection.execute(delete(DecisionRow).where(DecisionRow.sequence <= last))
        return True
