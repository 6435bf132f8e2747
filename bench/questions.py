"""How many answers it takes to a settled note: in the page's order, on paper, and by asking the largest split.

    python bench/questions.py [--patients 2000] [--splits 50] [--seed 1] [--only "the page"]

Over the published cases, their open questions answered as unremarkable, and over patients drawn from `synthetic.yaml`.
"None of these" is one answer where it is true of the patient. The largest split looks at every question before each
answer and takes long, so it is asked of the first `--splits` drawn patients; the page stands beside it for the same.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.engine.api import Engine
from immunote.engine.diagram.graph import NOT_KNOWN, Graph, narrowed, restricted
from immunote.engine.elements import Element
from immunote.engine.faults import Refused
from immunote.engine.tree import Value
from immunote.service.lists.synth.drawing import SyntheticCohort
from immunote.service.rulebases.in_use import engine_of
from tests.conftest import RULES
from tests.support.interviews import (
    Interview,
    Order,
    Standpoint,
    completed,
    interview,
    of_the_dictionary,
    of_the_groups,
    of_the_largest_split,
    of_the_page,
)

Patient = Mapping[str, Value]
SAY_EVERY = 250  # patients


class InSteps:
    """The diagram restricted to what is known, from where the last question left it, which is most of the way."""

    def __init__(self, whole: Graph) -> None:
        self._whole, self._graph = whole, whole
        self._known: tuple[int, ...] = ()

    def __call__(self, known: tuple[int, ...]) -> Graph:
        goes_on = self._known and all(was in (NOT_KNOWN, now) for was, now in zip(self._known, known, strict=True))
        if known != self._known:
            self._graph = narrowed(self._graph, known) if goes_on else restricted(self._whole, known)
        self._known = known
        return self._graph

    def cache_clear(self) -> None:
        """Forget the patient."""
        self._known, self._graph = (), self._whole


def in_steps(engine: Engine) -> Engine:
    """An engine on the same compiled rules that restricts its diagram step by step."""
    found = Engine(engine.rulebase, engine.compiled)
    found.diagram = found.diagram.apart()
    found.diagram._restricted = InSteps(found.diagram.graph)  # type: ignore[assignment]
    return found


def published(engine: Engine) -> list[Patient]:
    cases = engine.rulebase.cases.values()
    return [completed(engine, {**case.profile, **case.completed}) for case in cases]


def drawn(engine: Engine, count: int, seed: int, skip: int = 0) -> list[Patient]:
    assert engine.rulebase.synthetic is not None
    cohort = SyntheticCohort(engine.rulebase, engine.rulebase.synthetic, seed)
    found: list[Patient] = []
    for row in cohort.complete(skip, count).to_dicts():
        elements = engine.rulebase.elements
        raw = {
            name: _value(elements[name], value)
            for name, value in row.items()
            if value is not None and name in elements and _has_host(elements[name], row)
        }
        try:
            found.append(completed(engine, raw))
        except Refused:
            continue
    return found


def _value(element: Element, counted: Any) -> Value | float | int:
    """A value of the cohort, which holds members by their place and numbers as whole counts of their last decimal."""
    if element.type == "boolean":
        return bool(counted)
    if element.type == "enumeration":
        return list(element.values)[int(counted)]
    return Decimal(int(counted)).scaleb(-element.decimals)


def _has_host(element: Element, row: Mapping[str, Any]) -> bool:
    return element.only_if is None or bool(row.get(element.only_if))


def line(words: str, found: Sequence[Interview], seconds: float) -> None:
    counts = [len(each.asked) for each in found]
    tenths = quantiles(counts, n=10) if len(counts) > 1 else counts * 9
    settled = sum(each.is_settled for each in found)
    print(
        f"  {words:<44} median {median(counts):>5.1f}   p90 {tenths[8]:>6.1f}   most {max(counts):>4}   "
        f"settled {settled}/{len(found)}   {seconds:.0f} s",
        flush=True,
    )


def compare(
    engine: Engine,
    title: str,
    patients: Sequence[Patient],
    ways: Mapping[str, tuple[Order, bool]],
    counts: Path | None = None,
) -> None:
    """Ask each patient in each way; the figures so far are printed now and then, so that a long run can be ended.

    `counts`: a file to which the number of answers of each patient is added, by which runs over parts are put together.
    """
    found: dict[str, list[Interview]] = {words: [] for words in ways}
    seconds = dict.fromkeys(ways, 0.0)
    orders = {words: (remembered(order), together) for words, (order, together) in ways.items()}
    for number, truth in enumerate(patients, 1):
        for words, (order, together) in orders.items():
            start = time.perf_counter()
            found[words].append(interview(engine, truth, order, together=together))
            engine.forget()
            seconds[words] += time.perf_counter() - start
        if counts is not None:
            last = {
                words: {"asked": len(each[-1].asked), "settled": each[-1].is_settled} for words, each in found.items()
            }
            with counts.open("a", encoding="utf-8") as file:
                print(json.dumps(last), file=file)
        if number % SAY_EVERY == 0 or number == len(patients):
            print(f"{title}: {number} of {len(patients)} patients", flush=True)
            tell(found, seconds)


def remembered(order: Order) -> Order:
    """The same order, which is not worked out again for patients who gave the same answers so far."""
    first: dict[tuple[frozenset[tuple[str, Value]], frozenset[str]], str | None] = {}

    def asked(at: Standpoint) -> Iterator[str]:
        key = frozenset(at.patient.given.items()), at.in_vain
        if key not in first:
            first[key] = next((each for each in order(at) if at.is_open(each)), None)
        found = first[key]
        return iter(() if found is None else (found,))

    return asked


def tell(found: Mapping[str, list[Interview]], seconds: Mapping[str, float]) -> None:
    for words, each in found.items():
        line(words, each, seconds[words])
    first, *others = found
    for other in others:
        worse = sum(len(a.asked) > len(b.asked) for a, b in zip(found[first], found[other], strict=True))
        print(f"  {first} asked more than {other}: {worse} of {len(found[first])}", flush=True)


PAPER = {
    "the page": (of_the_page, True),
    "the page, without none of these": (of_the_page, False),
    "the groups on paper": (of_the_groups, False),
    "the dictionary on paper": (of_the_dictionary, False),
}
SPLIT = {"the page": (of_the_page, True), "the largest split": (of_the_largest_split, True)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--patients", type=int, default=2000)
    parser.add_argument("--splits", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip", type=int, default=0, help="with --only: so many drawn patients are left out first")
    parser.add_argument("--counts", type=Path, help="with --only: a file to which the counts of each patient are added")
    help_ = "ask in these ways alone, of the drawn patients alone; the first is compared with each other"
    parser.add_argument("--only", nargs="+", choices=[*PAPER, *SPLIT], help=help_)
    options = parser.parse_args()
    engine = in_steps(engine_of(RULES))
    if options.only is not None:
        ways = {words: {**PAPER, **SPLIT}[words] for words in dict.fromkeys(options.only)}
        patients = drawn(engine, options.patients, options.seed, options.skip)
        compare(engine, "drawn", patients, ways, options.counts)
        return
    cases = published(engine)
    compare(engine, "published cases", cases, {**PAPER, "the largest split": (of_the_largest_split, True)})
    patients = drawn(engine, options.patients, options.seed)
    compare(engine, "drawn", patients[: options.splits], SPLIT)
    compare(engine, "drawn", patients, PAPER)


if __name__ == "__main__":
    main()
