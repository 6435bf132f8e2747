"""Kill `immunote list` at random moments, let it go on, compare bytes. Exit status 1 where one result differs.

    python bench/kills.py --times 500

Half of the runs write one file and half a folder; the list has 600 rows in parts of 20. Prints how many runs were
killed before their first part, between parts and after their last one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from engine.api import Engine
from service import rulebases
from tests.lists.cohorts import cohort, files_in, write_parquet
from tests.support.kills import Kill, killed, moments, undisturbed

OPTIONS = ("--part-rows", "20", "--notes", "3")
ROWS = 600


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--times", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--at-once", type=int, default=2)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = kills(Path(folder), given.times, given.seed, given.at_once)
    total = -(-ROWS // 20)
    where = Counter(
        "after the end"
        if each.finished
        else "before the first part"
        if not each.parts
        else "between parts"
        if each.parts < total
        else "while finishing"
        for each in found
    )
    differ = sum(not each.identical for each in found)
    print(
        f"{len(found)} runs killed ({', '.join(f'{count} {name}' for name, count in where.items())}): {differ} differ"
    )
    return 1 if differ else 0


def kills(folder: Path, times: int, seed: int, at_once: int) -> list[Kill]:
    engine = Engine.load(rulebases.folder())
    rows = cohort(engine, ROWS, seed=2)
    rows[7]["id"] = rows[250]["id"]
    source = write_parquet(folder / "list.parquet", engine, rows)
    rng = Random(seed)
    tasks = []
    for name in ("out.parquet", "folder"):
        seconds = undisturbed(source, folder / f"whole-{name}", name, OPTIONS)
        expected = files_in(folder / f"whole-{name}")
        tasks += [(name, after, expected) for after in moments(rng, times // 2, seconds)]

    def one(number: int) -> Kill:
        name, after, expected = tasks[number]
        run = folder / f"killed-{number}"
        found = killed(source, run, name, OPTIONS, after, expected)
        shutil.rmtree(run)
        return found

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, range(len(tasks))))


if __name__ == "__main__":
    sys.exit(main())
