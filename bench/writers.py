"""What the one head of the decision log costs: decisions a second with 1, 2 and 4 processes that append to one log.

    python bench/writers.py [--seconds 5]

On a PostgreSQL of its own that waits for the disk at each commit. Each process appends as a worker does: up to 16
decisions in one transaction, which locks the head for as long as it takes. Beside it the same rows into a table without
a head, so that the difference is the head's and not the disk's; and what a worker can decide at all, without a log.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.patients import profiles
from bench.postgres import Durable
from immunote.engine.api import Engine
from immunote.engine.profile import value_json
from immunote.service import rulebases
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage.database import connect
from immunote.service.storage.decisions import DecisionLog, ReadyDecision, RecordedDecision, ready

WRITERS = (1, 2, 4)
TOGETHER = (1, 4, 16)


def decision() -> tuple[ReadyDecision, float]:
    """A decision of a published patient, and how many of them one process decides in a second."""
    engine = Engine.load(rulebases.folder())
    patients = [engine.patient(profile) for profile in profiles(engine)]
    elements = engine.rulebase.elements
    engine.decide(patients[0])
    start = time.perf_counter()
    for each in patients[1:]:
        decided = engine.decide(each)
    rate = (len(patients) - 1) / (time.perf_counter() - start)
    note = decided.note
    recorded = RecordedDecision(
        digest=note.digest,
        rulebase_hash=note.provenance.content_hash,
        engine_version=note.provenance.engine_version,
        status=note.status,
        outcome=note.outcome,
        truths={name: decided.truths[name].name.lower() for name in engine.rulebase.rules},
        facts={name: value_json(elements[name], value) for name, value in patients[-1].given.items()},
        caller="bench",
        entry="rest",
        request_id="bench",
        at=datetime.now(UTC),
    )
    return ready(recorded), rate


def append(url: str, made: ReadyDecision, together: int, has_head: bool, seconds: float, counts: object) -> None:
    """Append until the time is over; the number goes to `counts`."""
    database = connect(StorageSettings(url=url, migrate=False))
    log = DecisionLog(database)
    count, until = 0, time.monotonic() + seconds
    statement = sqlalchemy.text("INSERT INTO headless (facts, truths) VALUES (:facts, :truths)")
    while time.monotonic() < until:
        if has_head:
            log.append_all([made] * together)
        else:
            rows = [{"facts": made.row["facts"], "truths": made.row["truths"]}] * together
            with database.begin() as connection:
                connection.execute(statement, rows)
        count += together
    database.dispose()
    counts.put(count)  # type: ignore[attr-defined]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=5.0)
    given = parser.parse_args()
    made, rate = decision()
    print(f"one process decides {rate:.0f} a second of patients met for the first time, without a log\n")
    print("| decisions in one commit | writers | with the head, a second | without, a second |\n|---|---|---|---|")
    with Durable.started() as server:
        url = server.new_database()
        database = connect(StorageSettings(url=url))
        with database.begin() as connection:
            connection.execute(sqlalchemy.text("CREATE TABLE headless (facts text, truths text)"))
        database.dispose()
        context = multiprocessing.get_context("spawn")
        for together in TOGETHER:
            for writers in WRITERS:
                found = []
                for has_head in (True, False):
                    counts = context.Queue()
                    words = (url, made, together, has_head, given.seconds, counts)
                    processes = [context.Process(target=append, args=words) for _ in range(writers)]
                    for each in processes:
                        each.start()
                    total = sum(counts.get() for _ in processes)
                    for each in processes:
                        each.join()
                    found.append(total / given.seconds)
                print(f"| {together} | {writers} | {found[0]:.0f} | {found[1]:.0f} |", flush=True)


if __name__ == "__main__":
    main()
