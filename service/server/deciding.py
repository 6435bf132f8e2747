"""The one way to a note for every entry: decided, recorded, counted; what cannot be recorded is not given."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import anyio.to_thread
from sqlalchemy.exc import SQLAlchemyError

from engine.api import Disagreement, Engine, NoAnswer
from engine.faults import Fault
from engine.intake import Patient
from engine.note import Note
from engine.profile import value_json
from service.security.callers import Caller
from service.server.context import Context
from service.storage.decisions import Decision

T = TypeVar("T")


def decide(
    context: Context, patient: Patient, caller: Caller, entry: str, request_id: str, engine: Engine | None = None
) -> Note:
    """Write the note, append the decision to the log, count it. Blocks: call it through `in_thread`.

    `engine` is the one that checked the patient, where the rule base could have been loaded anew since.
    Raises engine.faults.Refused, and NoAnswer: E01 where evaluators disagree, S01 where the log takes nothing.
    """
    engine = engine or context.knowledge.engine
    start = time.perf_counter()
    try:
        decided = engine.decide(patient)
    except Disagreement:
        context.metrics.disagreement()
        raise
    note = decided.note
    truths = {name: decided.truths[name].name.lower() for name in engine.rulebase.rules}
    elements = engine.rulebase.elements
    decision = Decision(
        digest=note.digest,
        rulebase_hash=note.provenance.content_hash,
        engine_version=note.provenance.engine_version,
        status=note.status,
        outcome=note.outcome,
        truths=truths,
        facts={name: value_json(elements[name], value) for name, value in patient.given.items()},
        caller=caller.id,
        entry=entry,
        request_id=request_id,
        at=datetime.now(UTC),
    )
    try:
        context.decisions.append(decision)
    except (SQLAlchemyError, OSError) as error:
        context.metrics.not_logged()
        help_line = "ask again in a moment; nothing was recorded and no note was given"
        # the error's own words hold the row that was to be written
        raise NoAnswer(Fault("decision log", "S01", type(error).__name__, help_line)) from None
    context.metrics.note(note, truths, time.perf_counter() - start, entry)
    return note


async def in_thread(context: Context, work: Callable[[], T]) -> T:
    """Run blocking work beside the event loop, at most `threads` at a time, so that the loop always answers."""
    return await anyio.to_thread.run_sync(work, limiter=context.limiter)
