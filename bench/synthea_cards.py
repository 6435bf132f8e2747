"""How many of the Synthea patients, of whom none has systemic sclerosis, get a card when their chart is opened.

    python bench/synthea_cards.py

Before: as in 0.1.0, where a card stood unless the patient is out of scope. After: where the rule base lets one speak.
The records stand in shared/, beside the checkout; without them nothing is measured and the exit status is 2.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).parents[1]))

from immunote.engine.api import Engine
from immunote.service.cds.speaking import may_speak
from immunote.service.fhir.mapping import map_resources
from immunote.service.lists.flatten import read_export
from tests.conftest import RULES

RECORDS = Path(__file__).parents[2] / "shared" / "data" / "fhir" / "synthea-615"
AS_OF = date(2021, 1, 1)


def main() -> int:
    """Print the table."""
    if not RECORDS.is_dir():
        print(f"no records: {RECORDS.name} stands in shared/, beside the checkout", file=sys.stderr)
        return 2
    engine = Engine.load(RULES)
    before = after = 0
    export = read_export(RECORDS)
    for lines in export.patients.values():
        mapped = map_resources([orjson.loads(line) for line in lines], engine.rulebase, AS_OF)
        before += tuple(engine.judge(mapped.patient).verdict.reachable) != ("out_of_scope",)
        after += may_speak(mapped, engine.rulebase)
    print("| Synthea patients | a card before | a card now |\n|---|---|---|")
    print(f"| {len(export.patients)} | {before} | {after} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
