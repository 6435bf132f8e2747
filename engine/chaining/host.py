"""The only module that touches durable-rules: a lean host around its C engine.

The stock `durable.engine.Host` is not used. It starts two timer threads that leave evaluations incomplete, runs
Python actions whose exceptions vanish into the state, and wraps each firing in JSON. Here nothing runs in an action:
the engine matches, and the host reads which productions fired for which facts.
"""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterator, Mapping
from itertools import count
from types import TracebackType
from typing import Any, Protocol, Self, cast

from immunote.engine.chaining.names import GATE, CannotCompileError

try:
    import durable_rules_engine  # type: ignore[import-not-found]
except ImportError as cause:
    _HELP = (
        "durable-rules has no working C engine here. It is built from source when it is installed: that needs gcc "
        "and the Python headers (python3-dev). On Python 3.13 and later, install it with "
        "CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject set, with --no-cache-dir --force-reinstall if it is there."
    )
    raise ImportError(_HELP) from cause


class _CEngine(Protocol):
    """The part of the C engine that is used."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str, /) -> int: ...
    def delete_ruleset(self, ruleset: int, /) -> None: ...
    def assert_fact(self, ruleset: int, fact: str, /) -> tuple[int, int]: ...
    def start_action_for_state(self, ruleset: int, state: int, /) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, ruleset: int, state: int, /) -> str | None: ...
    def delete_state(self, ruleset: int, session: str, /) -> None: ...


_engine = cast(_CEngine, durable_rules_engine)
_rulesets = count(1)
_MATCH = f'{{"m":{{"{GATE}":'
_WARM_UP_GATE = -1


class InferenceError(RuntimeError):
    """The engine lost or refused a fact, or contradicted itself: there is no answer."""


class Host:
    """One ruleset inside the engine. Not thread-safe: the caller holds a lock around a session."""

    def __init__(self, ruleset: Mapping[str, Any]) -> None:
        self._sessions = count(1)
        try:
            self._ruleset = _engine.create_ruleset(f"immunote-{next(_rulesets)}", json.dumps(ruleset))
        except _engine.error as cause:
            msg = f"durable-rules cannot hold these rules: {cause}"
            raise CannotCompileError(msg) from cause
        weakref.finalize(self, _engine.delete_ruleset, self._ruleset).atexit = False
        self._warm_up()

    def _warm_up(self) -> None:
        """Run one action in a first session, whose slot in the C engine all later sessions use in turn.

        Without it the engine frees an uninitialised pointer when a session is deleted before any action has run.
        """
        session = self.session()
        session.tell(_WARM_UP_GATE, "")
        if not list(session.fired()):
            msg = "the catch-all production did not fire"
            raise CannotCompileError(msg)
        session.end()

    def session(self) -> Session:
        """Return a new session, to be used in a `with` block.

        Its id is a number that counts up, since the engine would mix the facts of ids with the same hash.
        """
        return Session(self, self._ruleset, str(next(self._sessions)))


class Session:
    """The facts of one evaluation; gone from the engine when the `with` block ends, however it ends."""

    def __init__(self, host: Host, ruleset: int, number: str) -> None:
        self._host = host  # keeps the host alive: its ruleset is deleted with it
        self._ruleset = ruleset
        self._number = number
        self._state = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """Delete the session with all its facts."""
        try:
            _engine.delete_state(self._ruleset, self._number)
        except _engine.error as cause:
            if self._state:  # a first fact that was refused may have left nothing to delete
                msg = f"durable-rules did not end a session: {cause}"
                raise InferenceError(msg) from cause

    def tell(self, gate: int, known: str) -> None:
        """Assert one fact: its gate and what is known, as `,"field":bit` for each. Raises InferenceError."""
        fact = f'{{"{GATE}":{gate},"id":"{gate}","sid":"{self._number}"{known}}}'
        try:
            result, self._state = _engine.assert_fact(self._ruleset, fact)
        except _engine.error as cause:
            msg = f"durable-rules refused a fact: {cause}"
            raise InferenceError(msg) from cause
        if result:
            msg = f"durable-rules did not take a fact (result {result})"
            raise InferenceError(msg)

    def fired(self) -> Iterator[tuple[str, set[str]]]:
        """Run the engine until nothing more fires: each production that fired and the gates of its facts.

        Branches of an `or` that hold together fire together; the set counts them once.
        """
        try:
            first = _engine.start_action_for_state(self._ruleset, self._state)
            firing = first[1] if first else None
            while firing:
                # {"production":[{"m":{"fact":7,...}},...]}, written by the engine from facts that hold no text
                gates = {match[: match.index(",")] for match in firing.split(_MATCH)[1:]}
                yield firing[2 : firing.index('"', 2)], gates
                firing = _engine.complete_and_start_action(self._ruleset, self._state)
        except _engine.error as cause:
            msg = f"durable-rules stopped while firing: {cause}"
            raise InferenceError(msg) from cause
