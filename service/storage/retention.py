"""Removes decisions whose retention time is over: ranges at the start of the log, each replaced by an anchor.

The anchor holds the hash at the end of its range, so that the rows after it can still be verified, and an export of the
range too. Triggers refuse to delete rows for which there is no anchor.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, text

from immunote.engine.faults import Fault, Refused
from immunote.service.storage import audit, events
from immunote.service.storage.audit import Anchor
from immunote.service.storage.chain import moment_text
from immunote.service.storage.tables import AnchorRow, CardRow, DecisionRow, ShownRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy

    from immunote.service.storage.decisions import DecisionLog

_RANGE = 10_000


def removable(log: DecisionLog, before: datetime) -> tuple[int, int] | None:
    """Return the numbers of the first and last row that `retain` would remove; None if it would remove none.

    These are all rows before the first younger one. A range has no gaps, so older rows after that one stay.
    """
    with log.engine.connect() as connection:
        return _removable(connection, before)


def retain(log: DecisionLog, before: datetime) -> list[Anchor]:
    """Remove decisions and cards from before a moment; return all anchors.

    Raises Refused (S12) for a log that does not verify, since it is evidence of tampering.
    """
    if findings := audit.verify(log):
        help_line = "`immunote audit verify` says all; nothing was removed"
        raise Refused([Fault("decision log", "S12", str(findings[0]), help_line)])
    while _remove_range(log.engine, before):
        pass
    with writing(log.engine) as connection:
        connection.execute(delete(CardRow).where(CardRow.at < before))
        connection.execute(delete(ShownRow).where(ShownRow.at < before))
    if log.engine.dialect.name == "sqlite":
        # the write-ahead log still holds what was removed until it is truncated
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
    """Remove one range and add its anchor in one short transaction, so that appending does not wait long.

    Return whether there was anything to remove.
    """
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
        detail = {"anchor": anchor.hash_of_content(), "first": first, "last": last}
        events.record(connection, "retention", f"{first}-{last}", detail, events.COMMAND_LINE)
        return True
