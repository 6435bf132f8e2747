"""Decides a note for every way in, writes it to the decision log and counts it; without the log there is no note."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

import anyio.to_thread
from sqlalchemy.exc import SQLAlchemyError

from immunote.engine.api import Decided, Disagreement, Engine, NoAnswer
from immunote.engine.faults import Fault
from immunote.engine.intake import Patient
from immunote.engine.profile import value_json
from immunote.service.kernel.context import Context
from immunote.service.kernel.decider import Drafted
from immunote.service.kernel.scopes import Caller
from immunote.service.shadow.messages import NOTHING_SEEN, SeenInputs, ServedDecision
from immunote.service.storage.decisions import RecordedDecision, ready

T = TypeVar("T")


@dataclass(frozen=True)
class NoteRequest:
    """What the decision log says of a request: its caller, the way in (`entry`), and its id.

    `seen`: what a silent trial counts beside that.
    """

    caller: Caller
    entry: str
    request_id: str
    seen: SeenInputs = NOTHING_SEEN


def decide(
    context: Context,
    patient: Patient,
    caller: Caller,
    entry: str,
    request_id: str,
    engine: Engine | None = None,
    seen: SeenInputs = NOTHING_SEEN,
) -> Decided:
    """Write a note, append the decision to the log, and count it. It blocks: call it through `in_thread`.

    `engine`: the one that checked the patient, since the rule base may have been reloaded meanwhile. Raises
    immunote.engine.faults.Refused, and NoAnswer: E01 where evaluators disagree, S01 where the log cannot be written.
    """
    engine = engine or context.knowledge.engine
    asked = NoteRequest(caller, entry, request_id, seen)
    draft = partial(_drafted, context, asked, engine, patient, lambda decided: decided)
    return context.decider.submit(draft, caller.id).result()


async def decide_async(
    context: Context, asked: NoteRequest, engine: Engine, read: Callable[[], Patient], finish: Callable[[Decided], T]
) -> T:
    """Do as `decide` does, without blocking the event loop.

    `read`: returns the patient. `finish`: makes the result from the note and what it rests on. Both run in the deciding
    thread. Raises what they and `decide` raise.
    """
    future = context.decider.submit(lambda: _drafted(context, asked, engine, read(), finish), asked.caller.id)
    return await asyncio.wrap_future(future)


async def in_thread(context: Context, work: Callable[[], T]) -> T:
    """Run blocking work in a thread, at most `threads` (a setting) at a time, so that the event loop stays free."""
    return await anyio.to_thread.run_sync(work, limiter=context.limiter)


async def without_trace(context: Context, work: Callable[[Engine], T]) -> T:
    """Run work on a patient in a thread, on an engine of its own that keeps nothing of the patient.

    A disagreement of evaluators is counted, and raised like whatever else the work raises.
    """

    def done() -> T:
        try:
            with context.knowledge.engine.apart() as engine:
                return work(engine)
        except Disagreement:
            context.metrics.disagreement()
            raise

    return await in_thread(context, done)


async def in_turn(context: Context, work: Callable[[], T]) -> T:
    """Run long work in a thread, one at a time, so that those who wait for it hold no thread that others need."""
    return await anyio.to_thread.run_sync(work, limiter=context.turns)


def _drafted(
    context: Context, asked: NoteRequest, engine: Engine, patient: Patient, finish: Callable[[Decided], T]
) -> Drafted[T]:
    start = time.perf_counter()
    try:
        decided = engine.decide(patient)
    except Disagreement:
        context.metrics.disagreement()
        raise
    note = decided.note
    truths = {name: decided.truths[name].name.lower() for name in engine.rulebase.rules}
    elements = engine.rulebase.elements
    decision = RecordedDecision(
        digest=note.digest,
        rulebase_hash=note.provenance.content_hash,
        engine_version=note.provenance.engine_version,
        status=note.status,
        outcome=note.outcome,
        truths=truths,
        facts={name: value_json(elements[name], value) for name, value in patient.given.items()},
        caller=asked.caller.id,
        entry=asked.entry,
        request_id=asked.request_id,
        at=datetime.now(UTC),
    )

    def given() -> T:
        context.metrics.note(note, truths, time.perf_counter() - start, asked.entry)
        if context.shadow is not None and not context.shadow.offer(_served(decision, decided, engine, asked.seen)):
            context.metrics.shadow_dropped()
        return finish(decided)

    def withheld(error: Exception) -> Exception:
        context.metrics.not_logged()
        if not isinstance(error, SQLAlchemyError | OSError):
            return error
        help_line = "ask again in a moment; nothing was recorded and no note was given"
        # the error's own words hold the row that was to be written
        return NoAnswer(Fault("decision log", "S01", type(error).__name__, help_line))

    return Drafted(ready(decision), given, withheld)


def _served(decision: RecordedDecision, decided: Decided, engine: Engine, seen: SeenInputs) -> ServedDecision:
    """A decision as the silent trial takes it: without caller, request and moment."""
    hook = seen.at_hook
    return ServedDecision(
        rulebase=decision.rulebase_hash,
        digest=decision.digest,
        outcome=decision.outcome,
        is_true=tuple(name for name, truth in decision.truths.items() if truth == "true"),
        facts=decision.facts,
        inputs=seen.inputs,
        hook=None if hook is None else hook.hook,
        user=None if hook is None else hook.user,
        indicator=None if hook is None else hook.indicator(decided.note, engine.rulebase),
    )
