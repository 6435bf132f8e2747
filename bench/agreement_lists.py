"""The four evaluators on random and adversarial profiles, as many as wanted: 0 differences is the aim.

.venv-3.11/bin/python bench/agreement_lists.py [profiles]        (100,000: some minutes; --without-spark leaves it out)

Exit status 1 where two differ, and where Spark is wanted and cannot run.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.engine.api import Engine
from tests.support.agreement import (
    Answer,
    Raw,
    answers_of_result,
    by_columns,
    by_definition_in_parallel,
    differences,
    list_of,
    only_rules,
    profiles,
)
from tests.support.spark import needs_spark

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"


def main() -> None:
    """Print how many were compared, and every profile of which two evaluators say different things."""
    from immunote.engine.columns import Columns

    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    wanted = int(words[0]) if words else 100_000
    cores = os.cpu_count() or 1
    if "--without-spark" not in sys.argv:
        needs_spark()  # ends with the reason; better now than after the other half
    engine = Engine.load(RULES)
    start = time.perf_counter()
    raws = profiles(engine, wanted, seed=wanted)
    defined = by_definition_in_parallel(RULES, raws, cores)
    print(f"{wanted} profiles, reference and chaining, {time.perf_counter() - start:.0f} s, none on which they differ")
    refused = sum(bool(each.refused) for each in defined)
    truths = sum(len(each.truths) for each in defined)
    print(f"  {refused} of them refused, each element and code compared; {truths} truths of the others")
    start = time.perf_counter()
    found = differences(raws, defined, by_columns(Columns(engine), raws))
    print(f"Polars, {time.perf_counter() - start:.0f} s: {len(found)} differences")
    if "--without-spark" not in sys.argv:
        start = time.perf_counter()
        found += differences(raws, only_rules(engine, defined), _on_spark(engine, raws, cores))
        print(f"Spark, {time.perf_counter() - start:.0f} s: {len(found)} differences in all")
    for raw, one, other in found[:10]:
        print(raw, one, other, sep="\n  ")
    sys.exit(1 if found else 0)


def _on_spark(engine: Engine, raws: list[Raw], cores: int) -> list[Answer]:
    from immunote.service.lists.spark import SparkOptions, run_on_spark

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        list_of(engine, raws).write_parquet(place / "list.parquet", row_group_size=10_000)
        run_on_spark(SparkOptions(str(place / "list.parquet"), str(place / "out"), f"local[{cores}]"), engine)
        return answers_of_result(engine, place / "out", len(raws))


if __name__ == "__main__":
    main()
