"""Records used tokens, so that each is accepted only once in all processes (against replay)."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from immunote.service.storage.chain import canonical
from immunote.service.storage.tables import TokenRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy

_CLEAN_EVERY_SECONDS = 60.0
# the clock of whoever checks `exp` may be behind this one
_KEPT_LONGER = timedelta(minutes=10)
_FORGOTTEN = "-" * 64
"""The row that says until which end tokens were forgotten: those count as used, whatever the clock says."""


@dataclass
class JtiStore:
    """The ids of used tokens, until they have expired. What was forgotten stays used, whatever the clock says then."""

    engine: sqlalchemy.Engine
    _cleaned: float = field(default=float("-inf"), init=False, repr=False)

    def use_once(self, issuer: str, jti: str, expires: datetime) -> bool:
        """Record a token; return True at its first use and False at any later one.

        Raises sqlalchemy.exc.SQLAlchemyError.
        """
        hashed = hashlib.sha256(canonical([issuer, jti])).hexdigest()
        try:
            with writing(self.engine) as connection:
                forgotten = connection.execute(select(TokenRow.expires).where(TokenRow.hash == _FORGOTTEN)).scalar()
                if time.monotonic() - self._cleaned > _CLEAN_EVERY_SECONDS:
                    forgotten = max(filter(None, (forgotten, datetime.now(UTC) - _KEPT_LONGER)))
                    connection.execute(delete(TokenRow).where(TokenRow.expires <= forgotten))
                    connection.execute(insert(TokenRow).values(hash=_FORGOTTEN, expires=forgotten))
                    self._cleaned = time.monotonic()
                if forgotten is not None and expires <= forgotten:
                    return False
                connection.execute(insert(TokenRow).values(hash=hashed, expires=expires))
        except IntegrityError:
            return False
        return True
