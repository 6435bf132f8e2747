"""The scenarios beside the rule base in use, which a sign-off is bound to; a service without them signs nothing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from immunote.engine.api import Engine
from immunote.engine.faults import Refused

if TYPE_CHECKING:
    from immunote.service.review.reviewed import Reviewed

_lock = threading.Lock()
_kept: list[tuple[Engine, Reviewed | None]] = []


def reviewed_beside(engine: Engine) -> Reviewed | None:
    """Every part of the rule base with its scenarios; None where there are none, or no reader of them is installed.

    Read once for each rule base that is loaded: a reload reads them again.
    """
    with _lock:
        if not _kept or _kept[0][0] is not engine:
            _kept[:] = [(engine, _read(engine))]
        return _kept[0][1]


def _read(engine: Engine) -> Reviewed | None:
    from immunote.service.review.reviewed import Reviewed, features_beside

    try:
        return Reviewed(engine.rulebase, features_beside(Path(engine.rulebase.folder), None))
    except (Refused, ImportError):  # no scenarios, or no reader of them
        return None
