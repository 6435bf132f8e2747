"""Mutates records many times, as a scheduler does at night; prints what was read wrongly, with its seed.

    python bench/record_mutations.py 20000 --seed 20261122

The exit status is 1 if anything was read wrongly. The records of the shared folder are mutated too where it is there.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from immunote.engine.api import Engine
from tests.conftest import RULES
from tests.fhir.test_mutations import records, run

NOTE_EVERY = 20


def main() -> int:
    """Run as many mutations as are asked for, divided among the records."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("times", type=int, nargs="?", default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    engine, names, wrong = Engine.load(RULES), list(records()), []
    started = time.perf_counter()
    for name in names:
        wrong += run(engine, name, given.seed, given.times // len(names), note_every=NOTE_EVERY)
    print(*wrong, sep="\n")
    took = time.perf_counter() - started
    print(
        f"{given.times} mutations of {len(names)} records, {len(wrong)} read wrongly, {took:.0f} s, seed {given.seed}"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
