"""What a review pack holds: for each scenario what is given, what is expected, and what the note says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from immunote.engine.loading.reviews import hash_of
from immunote.engine.note import Note
from immunote.service.render.words import clean
from immunote.service.review.reviewed import Reviewed
from immunote.service.scenarios.features import Scenario
from immunote.service.scenarios.note_reading import CANNOT_BE_DECIDED, HOLDS, NoteReading
from immunote.service.scenarios.running import Runner
from immunote.service.scenarios.writing import spelled_out

_KEY = 12


@dataclass(frozen=True)
class PackRow:
    """One scenario as a reviewer sees it. `key`: which scenario, and a hash of all that the row shows."""

    part: str
    rule: str
    name: str
    given: tuple[str, ...]
    expected: tuple[str, ...]
    says: tuple[str, ...]
    is_met: bool
    which: str
    scenario: Scenario

    @property
    def key(self) -> str:
        """`s-<which scenario>-<what it shows>`: no spreadsheet takes that for a number."""
        shown = [self.rule, self.name, *self.given, "", *self.expected, "", *self.says]
        return f"s-{self.which}-{hash_of(shown)[:_KEY]}"


def rows_of(reviewed: Reviewed, runner: Runner, parts: Iterable[str] | None = None) -> list[PackRow]:
    """A row for each scenario, in the order of the parts. `parts`: those about these alone.

    Raises Refused where a scenario cannot be read, NoAnswer where the engine gives no note.
    """
    wanted = list(reviewed.titles if parts is None else parts)
    found: dict[int, tuple[str, Scenario]] = {}
    for part in wanted:
        for scenario in reviewed.scenarios[part]:
            first = reviewed.parts_of_scenario(scenario)[0]
            if first == part or first not in wanted:
                found.setdefault(id(scenario), (part, scenario))
    times: Counter[str] = Counter()
    return [_row(reviewed, runner, part, scenario, times) for part, scenario in found.values()]


def _row(reviewed: Reviewed, runner: Runner, part: str, scenario: Scenario, times: Counter[str]) -> PackRow:
    ready = runner.compiled(scenario)
    note = runner.engine.note(ready.profile)
    is_met = all(claim.ask(NoteReading(note), runner.sentences).is_met for claim in ready.claims)
    same = f"{scenario.rule}\n{scenario.name}"
    times[same] += 1  # rows of an outline can share a name
    return PackRow(
        part=part,
        rule=clean(reviewed.titles.get(scenario.rule or part, scenario.rule or "")),
        name=clean(scenario.name),
        given=tuple(clean(each) for each in spelled_out(reviewed.rulebase, scenario.sentences("given"))),
        expected=tuple(clean(each) for each in scenario.sentences("then")),
        says=tuple(clean(each) for each in _says(reviewed, note, reviewed.parts_of_scenario(scenario))),
        is_met=is_met,
        which=hash_of([same, times[same]])[:_KEY],
        scenario=scenario,
    )


def _says(reviewed: Reviewed, note: Note, parts: Iterable[str]) -> Iterator[str]:
    """The headline, the reasons, and what the note says by each rule that the scenario is about."""
    yield note.headline
    yield from dict.fromkeys(note.decision.reasons)
    reading = NoteReading(note)
    labels = {missing.element: missing.label for missing in note.missing}
    for part in parts:
        if part not in reviewed.rulebase.rules:
            continue
        truth, title = reading.truth_of_rule(part), reviewed.titles[part]
        if truth == HOLDS:
            yield from (f"{title}: {each.text}" for each in reading.statements if each.rule == part)
        elif truth == CANNOT_BE_DECIDED:
            needs = [each.label for each in note.missing if part in each.rules]
            yield f"{title}: open until this is known: {', '.join(needs or labels.values())}"
        else:
            yield f"{title}: not stated"
