"""Kill one of two servers on one PostgreSQL, behind the proxy, under load. Exit status 1 for a note lost or doubled.

    python bench/two_servers.py [--times 20] [--seconds 6] [--callers 8] [--seed 1]

Lost: a note that was given and does not stand in the decision log. Doubled: a request that stands there twice. The
chain is verified after each kill. A request that was under way on the server that dies gets 503 from the proxy, and
its caller asks again; these are counted apart, for a decision may stand in the log that nobody was told.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.service import rulebases
from immunote.service.settings.storage import StorageSettings
from immunote.service.storage import audit
from immunote.service.storage.database import opened
from immunote.service.storage.decisions import DecisionLog
from tests.support.two_servers import Asked, two_servers


@dataclass(frozen=True)
class Kept:
    """What the log says of what callers saw. `untold`: decisions that nobody was told."""

    answered: int
    lost: int
    doubled: int
    findings: int
    asked_again: int
    untold: int


def judged(database: str, asked: Asked) -> Kept:
    """Compare the decision log with what callers were given."""
    engine = opened(StorageSettings(url=database))
    try:
        log = DecisionLog(engine)
        logged = Counter((entry.decision.request_id, entry.decision.digest) for entry in log.entries())
        findings = len(audit.verify(log))
    finally:
        engine.dispose()
    rows = Counter(request for request, _ in logged.elements())
    return Kept(
        len(asked.answered),
        sum(each not in logged for each in asked.answered),
        sum(count > 1 for count in rows.values()),
        findings,
        asked.others.total(),
        len({request for request, _ in logged} - {request for request, _ in asked.answered}),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--callers", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rules", type=Path, default=Path(__file__).parents[1] / "tests" / "rulebases" / "soup")
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    random = Random(given.seed)
    rules = given.rules if given.rules.exists() else rulebases.folder()
    whole = Asked()
    with tempfile.TemporaryDirectory() as folder, two_servers(Path(folder), rules) as found:
        for number in range(1, given.times + 1):
            asked = found.ask(given.callers, given.seconds, lambda: found.kill_one(random))
            whole.answered += asked.answered
            whole.others += asked.others
            result = judged(found.database, whole)
            print(f"kill {number}: {result}", flush=True)
            if number < given.times:
                found.start_again()
    wrong = result.lost + result.doubled + result.findings + sum(n for kind, n in whole.others.items() if kind != "503")
    print(f"{given.times} kills: {result.lost} lost, {result.doubled} doubled, {result.findings} findings")
    print(f"other answers: {dict(whole.others)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
