"""What a worker tells the silent trial of one decision: the facts to decide again, and what came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import orjson

from immunote.engine.note import Note
from immunote.engine.rulebase import RuleBase


@dataclass(frozen=True, slots=True)
class SeenAtHook:
    """A call of a hook. `user`: the role of whoever it was, with a keyed hash where there is a key; never an id.

    `indicator`: how urgent the card of a note is, `none` where there is no card.
    """

    hook: str
    user: str
    indicator: Callable[[Note, RuleBase], str]


@dataclass(frozen=True, slots=True)
class SeenInputs:
    """What is known of a request beside its patient.

    `inputs`: the codes and units that were read from a record, as kinds and names of the rule base; None where no
    record was read.
    """

    inputs: tuple[tuple[str, str], ...] | None = None
    at_hook: SeenAtHook | None = None


NOTHING_SEEN = SeenInputs()
"""Of a request that brings a profile, and no record and no hook."""


@dataclass(frozen=True, slots=True)
class ServedDecision:
    """A decision that was given, as it goes to the process of the trial. It is in memory only and never kept.

    `is_true`: rules. `worker` and `number`: which worker gave it, as its how manieth, so that a gap is seen.
    """

    rulebase: str
    digest: str
    outcome: str | None
    is_true: tuple[str, ...]
    facts: Mapping[str, bool | int | float | str]
    inputs: tuple[tuple[str, str], ...] | None
    hook: str | None
    user: str | None
    indicator: str | None
    worker: str = ""
    number: int = 1

    def line(self) -> bytes:
        """As one line of JSON."""
        return orjson.dumps(asdict(self), option=orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def of_line(cls, line: bytes) -> ServedDecision:
        """The decision of a line. Raises ValueError, TypeError and KeyError for what `line` did not write."""
        found: dict[str, Any] = orjson.loads(line)
        found["is_true"] = tuple(found["is_true"])
        if found["inputs"] is not None:
            found["inputs"] = tuple((kind, name) for kind, name in found["inputs"])
        return cls(**found)
