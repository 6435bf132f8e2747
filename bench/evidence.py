"""A retracted source from one end to the other: a list of 100,000 notices, the hits, one line, what moves.

The list is drawn here, with the columns and the disorder of the public one: a mark at its start, cells with line feeds
and quotation marks, bytes of another encoding, `unavailable`, PMIDs of 0. Prints seconds, and the ratio to reading the
same file with Python's csv alone.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from immunote.engine.api import Engine
from immunote.engine.loading import load
from immunote.engine.proof import Prover
from immunote.engine.proof.forms import in_order, proved
from immunote.engine.rulebase import RuleBase
from immunote.service.diffing.comparing import compared
from immunote.service.diffing.grades import grades_of
from immunote.service.evidence.checking import checked
from immunote.service.evidence.retractions import RetractionList, read_retractions

T = TypeVar("T")
RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"
HEADER = [
    "Record ID",
    "Title",
    "Subject",
    "Institution",
    "Journal",
    "Publisher",
    "Country",
    "Author",
    "URLS",
    "ArticleType",
    "RetractionDate",
    "RetractionDOI",
    "RetractionPubMedID",
    "OriginalPaperDate",
    "OriginalPaperDOI",
    "OriginalPaperPubMedID",
    "RetractionNature",
    "Reason",
    "Paywalled",
    "Notes",
]
NATURES = ["Retraction"] * 8 + ["Expression of concern", "Correction", "Reinstatement"]


def draw(path: Path, rows: int, seed: int, rulebase: RuleBase, source: str) -> None:
    """Write a list of so many rows, one of them about the source."""
    chance = random.Random(seed)
    hit = chance.randrange(rows)
    with path.open("w", encoding="utf-8-sig", newline="", errors="surrogateescape") as file:
        written = csv.writer(file)
        written.writerow(HEADER)
        for at in range(rows):
            doi = f"10.{chance.randrange(1000, 9999)}/made.up.{at}"
            if at == hit:
                doi = f" https://doi.org/{rulebase.sources[source].citation['doi'].upper()} "
            doi = "unavailable" if at != hit and chance.random() < 0.1 else doi
            title = 'A "quoted" title,\nin two lines' if chance.random() < 0.05 else f"Title {at}"
            author = "M\udcfcller, A;Ro, B" if chance.random() < 0.05 else "Ro, B"  # one byte of Latin-1
            nature = "Retraction" if at == hit else chance.choice(NATURES)
            day = f"{chance.randrange(1, 13)}/{chance.randrange(1, 29)}/{chance.randrange(2000, 2026)} 0:00"
            paper = [day, doi, "0", nature, "+Error in Data;+Retract and Replace;", "No", ""]
            about = [str(at), title, "(HSC) Medicine;", "", "", "", "", author, "", "Research Article;"]
            written.writerow([*about, day, f"10.1000/notice.{at}", "0", *paper])


def marked(rules: Path, to: Path, source: str, line: str) -> Path:
    """A copy of a rule base with one line more, in the file of a source."""
    shutil.copytree(rules, to)
    path = to / "evidence" / f"{source}.yaml"
    path.write_text(path.read_text(encoding="utf-8") + f"{line}\n", encoding="utf-8")
    return to


def _timed(what: str, work: Callable[[], T]) -> tuple[T, float]:
    start = time.perf_counter()
    made = work()
    took = time.perf_counter() - start
    print(f"{what}: {took:.2f} s", flush=True)
    return made, took


def _bare(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="", errors="surrogateescape") as file:
        return sum(1 for _ in csv.reader(file))


def _told(engine: Engine) -> dict[str, bool]:
    prover = Prover(engine)
    return {each.id: proved(prover, each).holds for each in in_order(engine.rulebase.properties)}


def main() -> None:
    """Run it and print what was found and how long each step took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rows", type=int, nargs="?", default=100_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--source", default="sanges-2017")
    options.add_argument("--prove", action="store_true", help="all properties too, before and after")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rulebase, _ = _timed("load the rule base", lambda: load(RULES))
        path = Path(folder) / "retractions.csv"
        draw(path, given.rows, given.seed, rulebase, given.source)
        _, bare = _timed(f"read {given.rows} rows with csv alone", lambda: _bare(path))
        found: RetractionList
        found, took = _timed("read and match", lambda: read_retractions(path, rulebase.sources))
        print(f"  {took / bare:.1f} times csv alone")
        check, _ = _timed("find what leans on the hits", lambda: checked(rulebase, [found], []))
        (hit,) = check.hits
        print(f"  {hit.source}: {hit.state}; {len(hit.rules)} rules, {len(hit.parts)} places; one line: {hit.line}")
        after = Engine.load(marked(RULES, Path(folder) / "rules", given.source, hit.line))
        again = checked(after.rulebase, [found], [])
        print(f"  marked: nothing left to do: {not again.needs_work}")
        before = Engine.load(RULES)
        changes = compared(before.rulebase, after.rulebase)
        grades, _ = _timed("prove whose grade can move", lambda: grades_of(before, after, changes))
        for move in grades.moves:
            print(f"  {move.old_title} -> {move.new_title}")
        if given.prove:
            told = [_timed("prove all properties", lambda each=each: _told(each))[0] for each in (before, after)]
            print("  no longer hold:", [name for name, holds in told[0].items() if holds and not told[1][name]])


if __name__ == "__main__":
    main()
