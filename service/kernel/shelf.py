"""The knowledge of rule bases as bytes to send, made once for each: of the one in use, and of kept ones asked for."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from immunote.engine.api import Engine
from immunote.engine.lean import lean_json

_MOST = 4


@dataclass(frozen=True, slots=True)
class PackedKnowledge:
    """The knowledge of one rule base in JSON, as it is and compressed."""

    plain: bytes
    packed: bytes


@dataclass
class KnowledgeShelf:
    """Keeps the last few that were asked for. Safe to share between threads."""

    _found: dict[str, PackedKnowledge] = field(default_factory=dict)
    _making: threading.Lock = field(default_factory=threading.Lock)

    def get(self, content_hash: str, load: Callable[[], Engine]) -> PackedKnowledge:
        """The knowledge under a hash; `load` gives the engine on that rule base where it is not kept here yet."""
        with self._making:
            found = self._found.pop(content_hash, None)
            if found is None:
                plain = lean_json(load().knowledge)
                found = PackedKnowledge(plain, gzip.compress(plain, 9, mtime=0))
            self._found[content_hash] = found
            while len(self._found) > _MOST:
                del self._found[next(iter(self._found))]
            return found
