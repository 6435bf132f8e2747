"""How soon a silent trial finds an input that stops, and how often it is wrong. Exit status 1 where it is not as said.

    python bench/drift.py [--years 1000] [--seeds 100] [--seed 20261130]

Planted: a trial learns from its first 1,000 records, as by default; some time later one input of those that come in at
least a tenth of the records stops; it is to be found within 500 records in 95 of 100 seeds. Clean: so many years of
20,000 records, of 300 inputs each, nothing stops; fewer than one alarm in 1,000 years. The rates of the inputs are
those of elements and rules in decisions on invented patients (`immunote synth`). The clean years run beside each
other in numpy, each with a first stretch of its own; the sums are those of `falls`, which is compared first.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from random import Random

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.engine.api import Engine
from immunote.engine.truth import TRUE
from immunote.service import rulebases
from immunote.service.shadow import falls
from immunote.service.shadow.drift import CHANCE, MOST_STREAMS, YEARS, DriftWatch
from tests.lists.cohorts import cohort

BASELINE, A_YEAR, STREAMS = 1000, 20_000, 300
WITHIN, OF_SEEDS = 500, 0.95
RARE = 0.1
Came = list[tuple[str, str]]


def decided(count: int) -> list[Came]:
    """What came in with each of so many invented patients."""
    engine = Engine.load(rulebases.folder())
    found = []
    for row in cohort(engine, count, seed=7):
        facts = {name: value for name, value in row.items() if name in engine.rulebase.elements and value is not None}
        patient = engine.patient(facts)
        truths = engine.compiled_reference(patient.facts)
        came = [("element", name) for name in facts]
        came += [("rule", name) for name in engine.rulebase.rules if truths[name] is TRUE]
        found.append(came)
    return found


def planted(records: list[Came], seeds: int, first: int) -> tuple[int, list[int], int]:
    """In how many seeds the stop was found in time, after how many records, and how many other alarms there were."""
    counts: dict[tuple[str, str], int] = {}
    for came in records:
        for stream in came:
            counts[stream] = counts.get(stream, 0) + 1
    often = sorted(stream for stream, count in counts.items() if count >= RARE * len(records))
    found, after, others = 0, [], 0
    for seed in range(first, first + seeds):
        random = Random(seed)
        drift = DriftWatch(BASELINE, A_YEAR)
        stopped = random.choice(often)
        before = BASELINE + random.randrange(500)
        for _ in range(before):
            others += len(drift.add("decision", random.choice(records)))
        for number in range(1, WITHIN + 1):
            alarms = drift.add("decision", [each for each in random.choice(records) if each != stopped])
            others += sum((each.kind, each.name) != stopped for each in alarms)
            if any((each.kind, each.name) == stopped for each in alarms):
                found += 1
                after.append(number)
                break
    return found, after, others


def clean(rates: np.ndarray, years: int, seed: int) -> tuple[int, float]:
    """How many alarms so many clean years raise, each lane latched at its first; and the largest evidence seen."""
    random = np.random.default_rng(seed)
    threshold = falls.threshold_of(YEARS * A_YEAR, MOST_STREAMS)
    table = np.array([falls.floor_of(count, BASELINE, CHANCE / MOST_STREAMS) for count in range(BASELINE + 1)])
    alarms, largest = 0, 0.0
    together = 20  # years at once: what fits into the cache of a processor
    for begin in range(0, years, together):
        lanes = np.tile(rates, min(together, years - begin)).astype(np.float32)
        floors = table[random.binomial(BASELINE, lanes.astype(np.float64))]
        missed = [((1 - left * floors) / (1 - floors)).astype(np.float32) for left in falls.LEFT]
        sums = [np.zeros(len(lanes), np.float32) for _ in falls.LEFT]
        most = np.zeros(len(lanes), np.float32)
        for _ in range(A_YEAR):
            came = random.random(len(lanes), dtype=np.float32) < lanes
            total = np.zeros(len(lanes), np.float32)
            for index, left in enumerate(falls.LEFT):
                sums[index] += 1
                sums[index] *= np.where(came, np.float32(left), missed[index])
                total += sums[index]
            np.maximum(most, total, out=most)
        most /= len(falls.LEFT)
        alarms += int((most >= threshold).sum())
        largest = max(largest, float(most.max()))
    return alarms, largest


def agrees() -> None:
    """The sums in numpy are those of `falls`. Raises AssertionError."""
    random = Random(1)
    sums, other = [0.0] * len(falls.LEFT), np.zeros(len(falls.LEFT), np.float32)
    floor = 0.3
    left = np.array(falls.LEFT, np.float32)
    for _ in range(200):
        came = random.random() < 0.35
        sums = falls.next_sums(sums, floor, came)
        other = (other + 1) * (left if came else (1 - left * floor) / (1 - floor))
        assert np.allclose(sums, other, rtol=1e-3)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=YEARS)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patients", type=int, default=2000)
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    agrees()
    records = decided(given.patients)
    start = time.monotonic()
    found, after, others = planted(records, given.seeds, given.seed)
    middle = sorted(after)[len(after) // 2] if after else None
    print(
        f"planted: found within {WITHIN} records in {found} of {given.seeds} seeds, half within {middle}, "
        f"all after {max(after, default=None)}; {others} other alarms ({time.monotonic() - start:.0f} s)",
        flush=True,
    )
    counts: dict[tuple[str, str], int] = {}
    for came in records:
        for stream in came:
            counts[stream] = counts.get(stream, 0) + 1
    rates = np.resize(np.array(sorted(counts.values())) / len(records), STREAMS)
    start = time.monotonic()
    alarms, largest = clean(rates, given.years, given.seed)
    threshold = falls.threshold_of(YEARS * A_YEAR, MOST_STREAMS)
    print(
        f"clean: {alarms} alarms in {given.years} years of {A_YEAR} records and {STREAMS} inputs; the largest evidence "
        f"was {largest:.2g} of {threshold:.2g} ({time.monotonic() - start:.0f} s)"
    )
    is_late = found < OF_SEEDS * given.seeds
    is_loud = alarms >= max(1, given.years / YEARS) or others > 0
    return 1 if is_late or is_loud else 0


if __name__ == "__main__":
    sys.exit(main())
