"""The report of a silent trial as text: for whoever decides whether the second rule base comes into use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from immunote.service.shadow import falls
from immunote.service.shadow.drift import KINDS, YEARS, WatchedStream
from immunote.service.shadow.tally import AlertBurden
from immunote.service.shadow.trial import SilentTrial

_MOST_RULES = 6
_MOST_DIGESTS = 3
_SOON = 500
"""Records within which an input that stops should be found; those that take longer are named."""


def report_lines(trial: SilentTrial) -> Iterator[str]:
    """The report, line by line."""
    tally = trial.tally
    yield f"silent trial of {trial.shadow[:12]} ({trial.shadow_version}) beside {trial.served[:12]}"
    yield f"from {trial.started} to {trial.ended or 'now'}"
    yield ""
    refused = tally.decisions - tally.same - tally.moved - tally.disagreed
    yield f"{tally.decisions} decisions: {tally.same} the same, {tally.moved} moved, {refused} refused"
    if tally.disagreed:
        yield f"{tally.disagreed} where the evaluators disagreed under the second rule base: it is not to be used"
    if tally.dropped:
        yield f"{tally.dropped} more were given and not counted, since the queue was full or the trial did not run"
    for code, count in tally.refused.items():
        yield f"  refused with {code}: {count}"
    for name, count in tally.left_out.items():
        yield f"  left out, since the second rule base does not have it: {name} ({count})"
    yield from _moves(trial)
    yield from _alerts(trial)
    yield from _drift(trial)


def watched(trial: SilentTrial) -> list[tuple[WatchedStream, int | None]]:
    """Each stream with the number of records without it after which it is reported at the latest."""
    threshold = trial.drift.threshold
    return [
        (each, falls.records_to_find(each.floor, threshold) if trial.drift.is_watching(KINDS[each.kind]) else None)
        for each in trial.drift.streams.values()
    ]


def _moves(trial: SilentTrial) -> Iterator[str]:
    if not trial.tally.moves:
        return
    yield ""
    yield "who would move"
    for (before, after), move in sorted(trial.tally.moves.items(), key=lambda item: (-item[1].count, item[0])):
        yield f"  {move.count:>6}  {before} -> {after}"
        rules = ", ".join(f"{name} ({count})" for name, count in move.rules.most_common(_MOST_RULES))
        yield f"          rules: {rules or 'the same, so the decision list'}"
        yield f"          decisions: {', '.join(each[:12] for each in move.digests[-_MOST_DIGESTS:])}"


def _alerts(trial: SilentTrial) -> Iterator[str]:
    if not trial.tally.alerts:
        return
    hooks: dict[str, list[tuple[str, AlertBurden]]] = defaultdict(list)
    for (hook, user), burden in sorted(trial.tally.alerts.items()):
        hooks[hook].append((user, burden))
    yield ""
    yield "cards, before what was shown or set aside earlier is left out"
    for hook, users in hooks.items():
        yield f"  {hook}"
        yield from (
            f"    {user}: {each.served} now, {each.shadow} under the second, of {each.decisions} decisions"
            for user, each in users
        )


def _drift(trial: SilentTrial) -> Iterator[str]:
    drift = trial.drift
    yield ""
    for kind, seen in drift.seen.items():
        if seen and seen < drift.baseline:
            yield f"inputs by {kind}: still learning, {seen} of {drift.baseline}"
    if drift.alarms:
        yield "stopped coming"
        yield from (
            f"  {each.kind} {each.name}: came in {each.count} of the first {drift.baseline}, last at {each.last}, "
            f"reported at {each.alarm}"
            for each in drift.alarms
        )
    else:
        yield "nothing that came before has stopped coming"
    found = watched(trial)
    late = [each for each, needed in found if needed is not None and needed > _SOON]
    if any(needed is not None for _, needed in found):
        yield (
            f"{len(found) - len(late)} inputs are found within {_SOON} records of a stop, {len(late)} later; "
            f"less than one false alarm in {YEARS} years of {drift.records_a_year} records"
        )
