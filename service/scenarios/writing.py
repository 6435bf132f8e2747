"""The scenario of a profile: `Given` for each fact, `Then` for what its note decides. Read back it is the profile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.elements import Element
from immunote.engine.faults import Fault, Refused
from immunote.engine.note import Note
from immunote.engine.profile import NOT_KNOWN
from immunote.engine.rulebase import RuleBase
from immunote.engine.tree import Value
from immunote.service.scenarios.note_reading import CANNOT_BE_DECIDED, DOES_NOT_HOLD, HOLDS, TRUTHS, NoteReading
from immunote.service.scenarios.sentences import CASE

_MOST_RULES = 12


def scenario_of(
    engine: Engine,
    raw: Mapping[str, Any],
    name: str,
    tags: Sequence[str] = (),
    then: Sequence[str] | None = None,
    indent: str = "    ",
) -> str:
    """One `Scenario:` block of a profile. `then`: its claims; left out, what the note says now.

    Raises Refused where the profile is refused, or a fact cannot be written as a sentence (V06).
    """
    given = given_sentences(engine, raw)
    claims = list(then) if then is not None else claims_of(engine.rulebase, engine.note(raw))
    lines = [*([" ".join(f"@{tag}" for tag in tags)] if tags else []), f"Scenario: {one_line(name)}"]
    lines += [f"  {'And' if place else 'Given'} {sentence}" for place, sentence in enumerate(given)]
    lines += [f"  {'And' if place else 'Then'} {sentence}" for place, sentence in enumerate(claims)]
    return "\n".join(indent + line for line in lines) + "\n"


def feature_of(rule: str, scenarios: Sequence[str], title: str, about: str = "") -> str:
    """A whole file of scenarios, in one `Rule:` block."""
    head = f"Feature: {one_line(title)}\n" + (f"  {one_line(about)}\n" if about else "")
    return f"{head}\n  Rule: {one_line(rule)}\n\n" + "\n".join(scenarios)


def given_sentences(engine: Engine, raw: Mapping[str, Any]) -> list[str]:
    """A sentence for each fact of a profile, in the order of the dictionary. Raises Refused."""
    given = engine.patient(raw).given
    elements = engine.rulebase.elements
    if not given:
        first = next(iter(elements.values()))
        return [f"{_not_split(first.label)} is {NOT_KNOWN.replace('unknown', 'not known')}"]
    faults = [fault for name in given if (fault := _unsayable(elements[name])) is not None]
    if faults:
        raise Refused(faults)
    return [_sentence(elements[name], given[name]) for name in elements if name in given]


def spelled_out(rulebase: RuleBase, given: Iterable[str]) -> Iterator[str]:
    """`Given` sentences as someone reads them who has no case file at hand: a published case as its facts."""
    for sentence in given:
        found = re.fullmatch(CASE, sentence)
        case = rulebase.cases.get(found["case"]) if found is not None else None
        if found is None or case is None:
            yield sentence
            continue
        facts = {**case.profile, **case.completed} if found["completed"] else case.profile
        for name, value in facts.items():
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            yield _sentence(rulebase.elements[name], Decimal(str(value)) if is_number else value)


def _sentence(element: Element, value: Value) -> str:
    label = _not_split(element.label)
    if isinstance(value, bool):
        return f"{label}: {'yes' if value else 'no'}"
    if isinstance(value, Decimal):
        unit = "" if element.unit in ("count", "ratio", "score") else f" {element.unit}"
        return f"{label} is {format(value.normalize() + 0, 'f')}{unit}"
    return f"{label}: {element.values[value]}"


def _unsayable(element: Element) -> Fault | None:
    if ":" in element.label:
        return Fault(f"$.{element.name}", "V06", element.label, "a label with a colon cannot be read back; change it")
    return None


def _not_split(label: str) -> str:
    return one_line(label)


def claims_of(rulebase: RuleBase, note: Note) -> list[str]:
    """What a note decides, as sentences: its outcome or what is left open, the rules that decide, what is missing."""
    return list(_claims(rulebase, note))


def _claims(rulebase: RuleBase, note: Note) -> Iterator[str]:
    titles = {name: outcome.title for name, outcome in rulebase.outcomes.items()}
    if note.status == "settled" and note.outcome is not None:
        yield f'the outcome is "{titles[note.outcome]}"'
    else:
        yield "the note is provisional" if note.status == "provisional" else "the note has insufficient data"
        yield from (f'"{titles[each]}" is still possible' for each in note.reachable)
        if note.leaning is not None:
            yield f'the note leans to "{titles[note.leaning]}"'
    for flag in note.flags:
        yield flag_claim(rulebase, flag.flag, NoteReading(note).state_of_flag(flag.flag))
    if note.grade_once_corrected is not None:
        yield f'the grade once corrected is "{titles[note.grade_once_corrected]}"'
    rules = [each.rule for each in note.statements if each.decides] or list(note.decision.rules)
    for rule in list(dict.fromkeys(rules))[:_MOST_RULES]:
        truth = NoteReading(note).truth_of_rule(rule)
        yield rule_claim(rulebase, rule, truth)
    for missing in note.missing:
        if missing.outcomes and len(note.reachable) > 1 and missing.rank <= 1:
            yield f"the outcome turns on {_not_split(missing.label)}"


def rule_claim(rulebase: RuleBase, rule: str, truth: str) -> str:
    """The sentence on the truth of a rule: `holds`, `does not hold` or `cannot be decided`."""
    assert truth in TRUTHS
    return f'the rule "{rulebase.rules[rule].title}" {truth}'


def flag_claim(rulebase: RuleBase, flag: str, state: str) -> str:
    """The sentence on the state of a flag."""
    title = next(each.title for each in rulebase.flags.flags if each.id == flag)
    return f'the flag "{title}" {state}'


def in_words(truth: str) -> str:
    """TRUE, FALSE and UNKNOWN as scenarios say them."""
    return {"TRUE": HOLDS, "FALSE": DOES_NOT_HOLD, "UNKNOWN": CANNOT_BE_DECIDED}[truth]


def one_line(text: str) -> str:
    """Text that stays one line of Gherkin, and cannot begin a comment, a tag or a table."""
    return " ".join(text.split()).lstrip("#@| ") or "-"
