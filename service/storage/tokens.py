"""Records used tokens, so that each is accepted only once in all processes (against replay)."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from immunote.service.storage.chain import canonical
from immunote.service.storage.tables import TokenRow
from immunote.service.storage.transactions import writing

if TYPE_CHECKING:
    import sqlalchemy

_CLEAN_EVERY_SECONDS = 60.0
# the clock of whoever checks `exp` may be behind this one
_KEPT_LONGER = timedelta(minutes=10)


@dataclass
class JtiStore:
    """The ids of used tokens, until they have expired."""

    engine: sqlalchemy.Engine
    _cleaned: float = field(default=float("-inf"), init=False, repr=False)

    def use_once(self, issuer: str, jti: str, expires: datetime) -> bool:
        """Record a token; return True at its first use and False at any later one.

        Raises sqlalchemy.exc.SQLAlchemyError.
        """
        hashed = hashlib.sha256(canonical([issuer, jti])).hexdigest()
        try:
            with writing(self.engine) as connection:
                if time.monotonic() - self._cleaned > _CLEAN_EVERY_SECONDS:
                    connection.execute(delete(TokenRow).where(TokenRow.expires < datetime.now(UTC) - _KEPT_LONGER))
                    self._cleaned = time.monotonic()
                connection.execute(insert(TokenRow).values(hash=hashed, expires=expires))
        except IntegrityError:
            return False
        return True
