"""How many questions lead to a settled note, adaptive against static, and how long `$next-question` takes.

A patient of whom all is known answers each form. Adaptive: the groups that `$next-question` gives, each question of
which is answered. Static: the questions of the static form that have a meaning, from the top, until the note is
settled; and all of them, which is what a form that does not know when to stop asks. "None of these" is not used, so
that each question counts one. Times are of the work of a call without HTTP, with empty caches as in the service: wall
clock and processor, of all calls for the published cases.

python bench/questionnaire.py [number of synthetic patients, 2000]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from statistics import mean, median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from immunote.engine.api import Engine
from immunote.engine.noting.outcome import standing_of
from immunote.engine.profile import value_json
from immunote.engine.questions import has_meaning
from immunote.engine.tree import Value
from immunote.service.fhir.index import index_of
from immunote.service.questionnaire.filled import answer_of
from immunote.service.questionnaire.forms import FormKind, form_url
from immunote.service.questionnaire.next_question import next_response
from immunote.service.settings.service import Settings
from tests.support.interviews import completed, interview, of_the_groups
from tests.support.patients import random_patient

RULES = Path(__file__).parent.parent / "rules" / "ssc_ivig"
BASE, DAY = "http://localhost/fhir", date(2026, 6, 15)
Json = dict[str, Any]
Truth = Mapping[str, Value]


@dataclass(frozen=True)
class FormLength:
    """What one patient was asked: `adaptive` questions in `calls`; `static` until settled, of `whole` in all."""

    adaptive: int
    calls: int
    static: int
    whole: int
    is_settled: bool


def length_of(engine: Engine, truth: Truth) -> FormLength:
    """Both forms, answered from the truth."""
    given: dict[str, Value] = {}
    asked: set[str] = set()
    calls = 0
    while True:
        patient = engine.intake.complete_given(given)
        truths = engine.compiled_reference(patient.facts)
        found = engine.forms.next_group(patient, truths, asked)
        calls += 1
        if found is None:
            break
        asked.update(found.elements)
        given |= {name: truth[name] for name in found.elements if name in truth}
    settled = standing_of(engine, patient, truths).status == "settled"
    static = interview(engine, truth, of_the_groups, together=False)
    return FormLength(len(asked), calls, len(static.asked), _whole(engine, truth), settled and static.is_settled)


def _whole(engine: Engine, truth: Truth) -> int:
    elements = engine.rulebase.elements
    names = [name for group in engine.rulebase.question_groups for name in group.elements]
    return sum(has_meaning(elements[name], truth) for name in names)


def timed_calls(engine: Engine, truth: Truth) -> Iterator[tuple[float, float]]:
    """Milliseconds of wall clock and of the processor of each call of one patient."""
    settings, index, seen = Settings(development=True), index_of(engine.rulebase), set[str]()
    response: Json = {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": form_url(engine.rulebase, BASE, FormKind.adaptive),
        "status": "in-progress",
        "authored": DAY.isoformat(),
        "item": [],
    }
    while response["status"] != "completed":
        engine.forget()
        wall, processor = time.perf_counter(), time.process_time()
        response = next_response(settings, engine, response, BASE, DAY)
        yield (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000
        for group in response["contained"][0]["item"]:
            for item in group.get("item", ()):
                link = item["linkId"]
                if link in truth and link not in seen:
                    raw = value_json(engine.rulebase.elements[link], truth[link])
                    response["item"].append({"linkId": link, "answer": [answer_of(index, link, raw)]})
                seen.add(link)


def row(label: str, found: list[FormLength]) -> str:
    """A row of the table: medians, and the largest number of questions."""

    def numbers(values: list[int]) -> str:
        return f"{median(values):.0f} ({min(values)}-{max(values)})"

    settled = sum(each.is_settled for each in found)
    columns = [numbers([getattr(each, name) for each in found]) for name in ("adaptive", "static", "whole", "calls")]
    return f"| {label} | {len(found)} | {settled} | {' | '.join(columns)} |"


def main(synthetic: int) -> None:
    """Print both tables."""
    engine = Engine.load(RULES)
    cases = [completed(engine, {**case.profile, **case.completed}) for case in engine.rulebase.cases.values()]
    people = (completed(engine, _raw(engine, random_patient(engine, Random(seed), 0.3))) for seed in range(synthetic))
    print("| patients | number | settled by both | adaptive | static until settled | static, all | calls |")
    print("|---|---|---|---|---|---|---|")
    print(row("published cases, completed", [length_of(engine, truth) for truth in cases]), flush=True)
    if synthetic:
        print(row("synthetic", [length_of(engine, truth) for truth in people]), flush=True)
    times = [each for truth in cases for each in timed_calls(engine, truth)]
    print(f"\n{len(times)} calls of `$next-question`, milliseconds: median, mean, 95th percentile")
    for name, values in zip(("wall clock", "processor"), zip(*times, strict=True), strict=True):
        print(f"{name}: {median(values):.1f}, {mean(values):.1f}, {quantiles(values, n=20)[-1]:.1f}")


def _raw(engine: Engine, values: Truth) -> Json:
    return {name: value_json(engine.rulebase.elements[name], value) for name, value in values.items()}


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
