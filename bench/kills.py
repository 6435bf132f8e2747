"""Kill `immunote list` at random moments, again and again, let it go on, compare bytes. Exit status 1 for a difference.

    python bench/kills.py --times 500 --seed 20261122

`--times` runs, each killed one to three times before it may end: the first kill hits a run that starts anew, the others
one that resumes. They take turns over every kind of input, and over runs with `--since`; half of them write one file
and half a folder. The list has 600 rows in parts of 20. Prints what the kills hit. The same seed chooses the same
moments, as shares of what a run takes on the machine. `--rules FOLDER` takes another rule base, such as a small one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.engine.api import Engine
from immunote.service import rulebases
from tests.lists.cohorts import Row, cohort, write_parquet
from tests.support.kills import Kill, Killed, Undisturbed, killed, moments, undisturbed
from tests.support.list_sources import SOURCES, ListSource, postgresql
from tests.support.postgres import Postgres

OPTIONS = ("--part-rows", "20", "--notes", "3")
ROWS = 600
PARTS = -(-ROWS // 20)
OUTPUTS = ("out.parquet", "folder")
CHANGED_ROWS = 60
_TOLD_EVERY = 20


@dataclass(frozen=True)
class KillCase:
    """A kind of input into a kind of output, and what a run leaves that nothing disturbs."""

    kind: str
    output: str
    source: ListSource
    options: tuple[str, ...]
    whole: Undisturbed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--rules", type=Path, default=None)
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)  # before anything can go wrong, so that it can be repeated
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        made = cases(Path(folder), given.rules, servers)
        found = kills(Path(folder), made, given.times, given.seed, given.at_once)
    every = [kill for _, each in found for kill in each.kills]
    differ = [(case, each) for case, each in found if each.differs]
    print(f"{len(found)} runs killed {len(every)} times, {len(differ)} differ")
    print("  run from the start killed:", _where(kill for kill in every if not kill.resumed))
    print("  resumed run killed:", _where(kill for kill in every if kill.resumed))
    of_kinds = Counter[str]()
    for case, each in found:
        of_kinds[case.kind] += len(each.kills)
    print("  kills by input:", ", ".join(f"{kind} {count}" for kind, count in of_kinds.items()))
    for case, each in differ:
        print(f"  {case.kind} into {case.output}: {', '.join(each.differs)} after {each.kills}")
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


def cases(folder: Path, rules: Path | None, servers: ExitStack) -> list[KillCase]:
    """Every kind of input, each into a file and a folder; each is run once without a kill."""
    engine = Engine.load(rules or rulebases.folder())
    rows = cohort(engine, ROWS, seed=2)
    rows[7]["id"] = rows[250]["id"]
    given = (*OPTIONS, *(("--rules", str(rules)) if rules else ()))
    sources = {}
    for kind, write in SOURCES.items():
        (folder / kind).mkdir()
        sources[kind] = write(folder / kind, engine, rows)
    try:
        server = servers.enter_context(Postgres.started())
    except pytest.skip.Exception as reason:
        print(f"without PostgreSQL: {reason}")
    else:
        (folder / "postgresql").mkdir()
        sources["postgresql"] = postgresql(server, folder / "postgresql", engine, rows)
    sources["since"] = _since(folder / "since", engine, rows, given)
    found = []
    for (kind, source), output in product(sources.items(), OUTPUTS):
        options = (*given, *source.options)
        whole = undisturbed(source.name, folder / f"whole-{kind}-{output}", output, options)
        found.append(KillCase(kind, output, source, options, whole))
    return found


def _since(folder: Path, engine: Engine, rows: Sequence[Row], given: tuple[str, ...]) -> ListSource:
    """The list after a former one, whose first rows were other patients."""
    folder.mkdir()
    former = [*cohort(engine, CHANGED_ROWS, seed=3), *rows[CHANGED_ROWS:]]
    before = write_parquet(folder / "before.parquet", engine, former)
    undisturbed(before, folder / "former", "result", given)
    source = SOURCES["parquet"](folder, engine, rows)
    return ListSource(source.name, ("--since", str(folder / "former" / "result")))


def kills(folder: Path, made: list[KillCase], times: int, seed: int, at_once: int) -> list[tuple[KillCase, Killed]]:
    """Runs that were killed, the kinds in turn."""
    rng = Random(seed)
    tasks = [(made[number % len(made)], moments(rng, rng.choice((1, 2, 3)))) for number in range(times)]

    def one(number: int) -> tuple[KillCase, Killed]:
        case, at = tasks[number]
        run = folder / f"killed-{number}"
        found = killed(case.source.name, run, case.output, case.options, at, case.whole)
        shutil.rmtree(run)
        return case, found

    found = []
    with ThreadPoolExecutor(at_once) as pool:
        for case, each in pool.map(one, range(len(tasks))):
            found.append((case, each))
            if len(found) % _TOLD_EVERY == 0:  # what was found so far is not lost where the bench itself is stopped
                differ = sum(bool(other.differs) for _, other in found)
                print(f"{len(found)} of {len(tasks)} runs, {differ} differ", flush=True)
    return found


if __name__ == "__main__":
    sys.exit(main())
