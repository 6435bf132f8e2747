"""How the time of reading a record, and of its card, grows with the number of its resources.

    python bench/record_size.py

Each record is one of a patient with systemic sclerosis, filled up with what records are full of: results, diagnoses,
orders and encounters, known and unknown, each of another day. Medians of several runs, as ratios to reading a record of
1,000; the last column is 1 where the time of both grows as the record does. The exit status is 1 where it is over 2.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from immunote.engine.api import Engine
from immunote.service.cds.cards import card_of
from immunote.service.cds.detail import asides_of, recorded_of
from immunote.service.fhir.mapping import Mapped, map_resources
from immunote.service.server.memory import keep_what_is_loaded
from immunote.service.settings.cds import CdsSettings
from tests.conftest import RULES
from tests.fhir.conftest import ICD, LOINC, RXNORM, SNOMED, concept, condition, medication, observation, quantity
from tests.fhir.test_mutations import WHOLE

AS_OF = date(2026, 11, 28)
SIZES = (10, 1_000, 20_000)
COMPARED = 1_000  # the size to which the others are compared
STEEPEST = 2.0


def record(size: int) -> list[Any]:
    """So many resources about one patient."""
    made = [each["resource"] for each in WHOLE[:size]]
    return made + [_filling(number) for number in range(size - len(made))]


def _filling(number: int) -> Any:
    """One more resource of a kind that records are full of, at most ten years old."""
    day = (AS_OF - timedelta(days=1 + number % 3650)).isoformat()
    about = {"id": f"f{number}", "subject": {"reference": "Patient/p"}}
    shade = number // 8 % 50
    kinds: tuple[Callable[[], Any], ...] = (
        lambda: observation("2160-0", day, valueQuantity=quantity(1 + shade / 100, "mg/dL"), **about),
        lambda: observation("718-7", day, valueQuantity=quantity(11 + shade / 50, "g/dL"), **about),
        lambda: observation(f"{10000 + shade}-0", day, valueString="see comment of the laboratory", **about),
        lambda: condition(ICD, f"J{shade % 40:02}.{shade % 10}", recordedDate=day, **about),
        lambda: condition(SNOMED, str(900000000 + number), recordedDate=day, **about),
        lambda: medication(RXNORM, str(800000 + shade), authoredOn=day, status="completed", **about,
                           medicationCodeableConcept=concept(RXNORM, str(800000 + shade), "amoxicillin 500 mg")),
        lambda: {"resourceType": "Encounter", "status": "finished", "period": {"start": day}, **about},
        lambda: observation("85354-9", day, **about, component=[
            {"code": concept(LOINC, "8480-6"), "valueQuantity": quantity(120 + shade, "mm[Hg]")},
            {"code": concept(LOINC, "8462-4"), "valueQuantity": quantity(70 + shade / 2, "mm[Hg]")}]),
    )  # fmt: skip
    return kinds[number % len(kinds)]()


def read(engine: Engine, resources: list[Any]) -> Mapped:
    """Map the resources as one Bundle."""
    entries = [{"resource": each} for each in resources]
    return map_resources({"resourceType": "Bundle", "entry": entries}, engine.rulebase, AS_OF)


def card(engine: Engine, resources: list[Any]) -> None:
    """Read the resources and make their card."""
    rulebase, found = engine.rulebase, read(engine, resources)
    note = engine.whole(engine.decide(found.patient))
    asides, recorded = asides_of({}, found.report, rulebase), recorded_of(note, found.report, rulebase)
    card_of(note, rulebase, "p", "http://localhost", CdsSettings(), asides, recorded)


def seconds(work: Callable[[], object], times: int) -> float:
    """The median of so many runs."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return median(taken)


def main() -> int:
    """Print a row a size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args()
    engine = Engine.load(RULES)
    card(engine, record(SIZES[0]))  # to warm up
    records = {size: record(size) for size in SIZES}
    keep_what_is_loaded()  # as in a worker
    reading = {size: seconds(lambda size=size: read(engine, records[size]), given.times) for size in SIZES}
    whole = {size: seconds(lambda size=size: card(engine, records[size]), given.times) for size in SIZES}
    unit, steepest = reading[COMPARED], 0.0
    print("| resources | reading | with its card | a resource, to one of 1,000 |\n|---|---|---|---|")
    for size in SIZES:
        growth = (whole[size] / size) / (whole[COMPARED] / COMPARED)
        steepest = max(steepest, growth if size > COMPARED else 0.0)
        print(f"| {size:,} | {reading[size] / unit:.2f} | {whole[size] / unit:.2f} | {growth:.2f} |")
    print(f"reading 1,000 resources took {unit * 1000:.0f} ms")
    return 1 if steepest > STEEPEST else 0


if __name__ == "__main__":
    sys.exit(main())
