"""How long things take, in one run on one core: load, each evaluator alone, the whole note, zen-engine beside them.

make bench
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.on_zen import decision
from bench.patients import profiles
from immunote.engine.api import Engine
from immunote.engine.lean import lean_json
from immunote.engine.loading import load
from immunote.engine.noting.digest import note_json
from immunote.engine.parsing import parse_text
from immunote.engine.profile import value_json
from immunote.engine.tree import Value
from immunote.engine.truth import TRUE

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"


def timed(work: Callable[[Any], object], inputs: Sequence[Any], rounds: int) -> tuple[float, float]:
    """Median and p99 in milliseconds over `rounds` passes through the inputs, after one to warm up."""
    for each in inputs:
        work(each)
    times = []
    for _ in range(rounds):
        for each in inputs:
            start = time.perf_counter()
            work(each)
            times.append((time.perf_counter() - start) * 1000)
    return median(times), quantiles(times, n=100)[98]


def complete_facts(engine: Engine, count: int) -> list[dict[str, Value]]:
    """Facts on every element that a condition reads, each drawn by itself: logic, not patients."""
    rng = Random(1)
    return [{name: rng.choice(cells).sample for name, cells in engine.cells.items()} for _ in range(count)]


def main() -> None:
    """Print the table."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    start = time.perf_counter()
    load(RULES)
    load_ms = (time.perf_counter() - start) * 1000
    start = time.perf_counter()
    engine = Engine.load(RULES)
    engine.note({})
    ready_ms = (time.perf_counter() - start) * 1000
    gc.collect()
    gc.freeze()  # as the service does after loading
    published = profiles(engine)
    texts = [json.dumps({n: value_json(engine.rulebase.elements[n], v) for n, v in engine.patient(raw).given.items()})
             for raw in published]  # fmt: skip
    facts = [engine.patient(raw).facts for raw in published]
    complete = complete_facts(engine, 200)
    zen = decision(engine.rulebase.program)
    for each in complete:
        truths = {name: truth is TRUE for name, truth in engine.reference(each).items()}
        assert zen(each) == truths, "zen and the reference differ on a complete profile"

    def asked(known: Any) -> object:
        return (engine.diagram.reachable(known), engine.diagram.missing(known), engine.diagram.settled_by(known),
                engine.diagram.would_change(known))  # fmt: skip

    def lean(text: str) -> bytes:
        return lean_json(engine.lean(engine.decide(engine.patient(parse_text(text)))))

    def whole(text: str) -> bytes:
        return note_json(engine.note_of_text(text))

    def first_met(write: Callable[[str], bytes]) -> Callable[[str], bytes]:
        """The engine keeps what it found of the last patients; of this one it has kept nothing."""

        def written(text: str) -> bytes:
            engine.forget()
            return write(text)

        return written

    rows = {
        "reference, published": timed(engine.reference, facts, 20),
        "chaining (durable-rules), published": timed(engine.chaining.evaluate, facts, 20),
        "diagram, four questions, published": timed(asked, facts, 5),
        "lean note, JSON in, JSON out, met before": timed(lean, texts, 20),
        "the same, each patient met first": timed(first_met(lean), texts, 5),
        "whole note, JSON in, JSON out, met before": timed(whole, texts, 20),
        "the same, whole, each patient met first": timed(first_met(whole), texts, 5),
        "compiled reference, published": timed(engine.compiled_reference, facts, 20),
        "reference, complete": timed(engine.reference, complete, 3),
        "chaining (durable-rules), complete": timed(engine.chaining.evaluate, complete, 3),
        "zen-engine, same rules, complete": timed(zen, complete, 3),
    }
    print(f"{len(engine.rulebase.program)} conditions, {len(published)} published profiles, "
          f"{len(complete)} complete ones, one core, Python {sys.version.split()[0]}")  # fmt: skip
    print(f"load the rule base {load_ms:.0f} ms; load, compile and first note {ready_ms:.0f} ms")
    base = rows["zen-engine, same rules, complete"][0]
    print(f"{'':44}{'median ms':>10}{'p99 ms':>10}{'of zen':>10}")
    for name, (middle, worst) in rows.items():
        print(f"{name:44}{middle:10.3f}{worst:10.3f}{middle / base:10.2f}")
    cold = []
    profile = texts[0]
    for _ in range(7):
        start = time.perf_counter()
        command = [sys.executable, "-m", "immunote.service.cli", "note", "-"]
        subprocess.run(command, input=profile, text=True, check=True, stdout=subprocess.DEVNULL)
        cold.append(time.perf_counter() - start)
    print(f"cold start of `immunote note`: median {median(cold):.2f} s, worst of {len(cold)} {max(cold):.2f} s")


if __name__ == "__main__":
    main()
