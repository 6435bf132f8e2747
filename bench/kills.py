"""Kill `immunote list` at random moments, again and again, let it go on, compare bytes. Exit status 1 for a difference.

    python bench/kills.py --times 500 --seed 20261122

`--times` runs, each killed one to three times before it may end: the first kill hits a run that starts anew, the others
one that resumes. Half of the runs write one file and half a folder; the list has 600 rows in parts of 20. Prints what
the kills hit. The same seed chooses the same moments, as shares of what a run takes on the machine.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.engine.api import Engine
from immunote.service import rulebases
from tests.lists.cohorts import cohort, write_parquet
from tests.support.kills import Kill, Killed, killed, moments, undisturbed

OPTIONS = ("--part-rows", "20", "--notes", "3")
ROWS = 600
PARTS = -(-ROWS // 20)
OUTPUTS = ("out.parquet", "folder")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2)
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)  # before anything can go wrong, so that it can be repeated
    with tempfile.TemporaryDirectory() as folder:
        found = kills(Path(folder), given.times, given.seed, given.at_once)
    every = [kill for each in found for kill in each.kills]
    differ = [each for each in found if each.differs]
    print(f"{len(found)} runs killed {len(every)} times, {len(differ)} differ")
    print("  run from the start killed:", _where(kill for kill in every if not kill.resumed))
    print("  resumed run killed:", _where(kill for kill in every if kill.resumed))
    for each in differ:
        print(f"  {', '.join(each.differs)} after {each.kills}")
    return 1 if differ else 0


def _where(kills: Iterable[Kill]) -> str:
    found = Counter(_hit(kill) for kill in kills)
    return ", ".join(f"{count} {name}" for name, count in found.most_common()) or "none"


def _hit(kill: Kill) -> str:
    if kill.ended:
        return "after the end"
    if kill.parts == PARTS:
        return "while finishing"
    return "between parts" if kill.parts else "before the first part"


def kills(folder: Path, times: int, seed: int, at_once: int) -> list[Killed]:
    """Runs that were killed, in turn to a file and to a folder."""
    engine = Engine.load(rulebases.folder())
    rows = cohort(engine, ROWS, seed=2)
    rows[7]["id"] = rows[250]["id"]
    source = write_parquet(folder / "list.parquet", engine, rows)
    whole = {name: undisturbed(source, folder / f"whole-{name}", name, OPTIONS) for name in OUTPUTS}
    rng = Random(seed)
    tasks = [(OUTPUTS[number % 2], moments(rng, rng.choice((1, 2, 3)))) for number in range(times)]

    def one(number: int) -> Killed:
        name, at = tasks[number]
        run = folder / f"killed-{number}"
        found = killed(source, run, name, OPTIONS, at, whole[name])
        shutil.rmtree(run)
        return found

    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, range(len(tasks))))


if __name__ == "__main__":
    sys.exit(main())
