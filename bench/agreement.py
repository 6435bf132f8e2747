"""`reference` and `chaining` on 100,000 random profiles with facts dropped, and memory over 200,000 notes.

Exit status 1 where they disagree.

.venv-3.11/bin/python bench/agreement.py [profiles] [notes]
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.patients import profiles
from immunote.engine import reference
from immunote.engine.api import Engine
from tests.support.patients import random_patient

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"


def resident_mb() -> float:
    """Resident memory of this process, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Print what was compared, and the memory as notes are written."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    notes = int(sys.argv[2]) if len(sys.argv) > 2 else 200_000
    engine = Engine.load(RULES)
    rng, wrong, start = Random(56), 0, time.perf_counter()
    for _ in range(wanted):
        facts = engine.patient(random_patient(engine, rng, rng.random())).facts
        wrong += engine.chaining.evaluate(facts).truths != reference.evaluate(engine.rulebase.program, facts)
    seconds = time.perf_counter() - start
    rules = wanted * len(engine.rulebase.program)
    print(f"{wanted} profiles, {rules} evaluations of a condition, {wrong} disagreements, {seconds:.0f} s")
    published = profiles(engine)
    measured = []
    for number in range(notes):
        engine.note(published[number % len(published)])
        if number in (1_000, notes // 4, notes // 2, 3 * notes // 4, notes - 1):
            measured.append((number + 1, resident_mb()))
    for number, megabytes in measured:
        print(f"after {number:>7} notes: {megabytes:.1f} MB resident")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
