"""From a note to cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from engine.faults import Refused
from engine.note import Missing, Note
from engine.rulebase import RuleBase
from service.cds.codes import uris
from service.cds.detail import Pages, detail_of, leaning, records_in_words
from service.cds.models import Action, Card, Coding, Link, Source, Suggestion
from service.cds.prefetch import State
from service.cds.reasons import OVERRIDE_REASONS
from service.cds.settings import CdsSettings
from service.render.layout import arrange
from service.render.markdown import escaped
from service.render.words import clean

_LONGEST_SUMMARY = 139
_LONGEST_LABEL = 120
_URGENCY = ("none", "info", "warning", "critical")
_HL7_CERTAINTY = "http://terminology.hl7.org/CodeSystem/certainty-rating"
_HL7_CERTAINTIES = ("high", "moderate", "low", "very-low")


@dataclass(frozen=True)
class Made:
    """A card with the rules and sources that it leans on, so that feedback can be counted by them."""

    card: Card
    rules: tuple[str, ...]
    sources: tuple[str, ...]


def indicator_of(note: Note, rulebase: RuleBase) -> str:
    """How urgent a note is: `none`, shown by no card at all, only where an outcome of that kind is settled.

    While several outcomes are possible the least urgent counts: a card is never more urgent than what is settled.
    """
    possible = [rulebase.outcomes[outcome].indicator for outcome in note.reachable]
    least = min(possible, key=_URGENCY.index, default="info")
    return "info" if least == "none" and note.status != "settled" else least


def card_of(
    note: Note, rulebase: RuleBase, patient: str, base_url: str, settings: CdsSettings, states: Mapping[str, State]
) -> Made | None:
    """The card of a note; None where it was evaluated and there is nothing to say."""
    indicator = indicator_of(note, rulebase)
    if indicator == "none":
        return None
    pages = Pages(base_url)
    statements = leaning(note)
    names = {citation.number: citation.source for citation in note.citations}
    numbers = {number for each in statements for number in each.citations}
    numbers |= {number for each in statements for line in each.lines for number in line.citations}
    rules = tuple(dict.fromkeys(each.rule for each in statements))
    sources = tuple(names[number] for number in sorted(numbers) if number in names)
    suggestions = tuple(_suggestions(note, rulebase, patient, settings.suggestions))
    card = Card(
        uuid=str(uuid4()),
        summary=summary_of(note, rulebase),
        detail=detail_of(note, rulebase, pages, states),
        indicator=indicator,
        source=_source(rulebase, pages),
        suggestions=suggestions or None,
        selectionBehavior="any" if suggestions else None,
        overrideReasons=OVERRIDE_REASONS,
        links=tuple(_links(note, rulebase, pages, rules, sources))[: settings.links] or None,
        extension=_extension(note, rulebase, pages, settings.namespace),
    )
    return Made(card, rules, sources)


def refused_card(
    refused: Refused, rulebase: RuleBase, base_url: str, settings: CdsSettings, states: Mapping[str, State]
) -> Made:
    """The card that says that what is recorded cannot be assessed, since it contradicts itself or cannot be."""
    pages = Pages(base_url)
    lines = [
        "**Could not be assessed**",
        "",
        "What the record says contradicts itself or cannot be, so no note was written:",
        "",
    ]
    lines += [f"- {escaped(clean(fault.text))}: {escaped(clean(fault.help))}" for fault in refused.faults]
    lines += [f"- {escaped(words)}" for words in records_in_words(states)]
    card = Card(
        uuid=str(uuid4()),
        summary=_fitted(f"{clean(rulebase.title)}: could not be assessed, what is recorded contradicts itself"),
        detail="\n".join(lines) + "\n",
        indicator="info",
        source=_source(rulebase, pages),
        overrideReasons=OVERRIDE_REASONS,
        extension={f"{settings.namespace}.status": "not_assessed"},
    )
    return Made(card, (), ())


def summary_of(note: Note, rulebase: RuleBase) -> str:
    """One line: the grade with its certainty or, where there is none, that there is none and what is missing."""
    title, page = clean(rulebase.title), arrange(note, rulebase)
    if note.status == "settled":
        certainty = clean(rulebase.about.certainties.get(note.certainty, note.certainty))
        rated = "" if note.certainty == "not_rated" else f" (certainty: {certainty})"
        return _fitted(f"{title}: {_lower(page.outcome)}", rated)
    missing = sorted(note.missing, key=lambda each: (not each.outcomes, each.rank))
    what = "could not be assessed" if note.status == "insufficient_data" else _lower(page.outcome)
    return _listed(f"{title}: {what}; not recorded: ", [clean(each.label) for each in missing])


def _listed(start: str, labels: list[str]) -> str:
    """As many labels as there is room for, and how many more there are."""
    for shown in range(len(labels), 0, -1):
        left = len(labels) - shown
        text = start + ", ".join(labels[:shown]) + (f" and {left} more" if left else "")
        if len(text) <= _LONGEST_SUMMARY:
            return text
    return _fitted(start + (labels[0] if labels else ""))


def _fitted(text: str, end: str = "") -> str:
    room = _LONGEST_SUMMARY - len(end)
    return (text if len(text) <= room else text[: max(room - 1, 0)] + "…") + end


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _source(rulebase: RuleBase, pages: Pages) -> Source:
    title = clean(rulebase.title)
    label = f"{title}, {clean(rulebase.version)}, evidence as of {clean(rulebase.evidence_as_of)}"
    topic = Coding(system=pages.rulebase, code=rulebase.id, display=title)
    return Source(label=label, url=pages.rulebase, topic=topic)


def _links(
    note: Note, rulebase: RuleBase, pages: Pages, rules: tuple[str, ...], sources: tuple[str, ...]
) -> Iterator[Link]:
    for rule in rules:
        yield Link(label=_label(f"Rule: {rulebase.rules[rule].title}"), url=pages.rule(rule))
    labels = {citation.source: f"[{citation.number}] {citation.label}" for citation in note.citations}
    for source in sources:
        yield Link(label=_label(f"Source {labels[source]}"), url=pages.source(source))


def _label(text: str) -> str:
    shown = clean(text)
    return shown if len(shown) <= _LONGEST_LABEL else shown[: _LONGEST_LABEL - 1] + "…"


def _extension(note: Note, rulebase: RuleBase, pages: Pages, namespace: str) -> dict[str, Any]:
    """What a program reads: the certainty as codes, ours and HL7's where it has one, and which note this is."""
    words = clean(rulebase.about.certainties.get(note.certainty, note.certainty))
    codings = [{"system": f"{pages.rulebase}#certainties", "code": note.certainty, "display": words}]
    code = note.certainty.replace("_", "-")
    if code in _HL7_CERTAINTIES:
        codings.append({"system": _HL7_CERTAINTY, "code": code, "display": f"{words} quality".capitalize()})
    about = {
        "status": note.status,
        "outcome": note.outcome,
        "grade": note.grade,
        "reachable": list(note.reachable),
        "digest": note.digest,
        "ruleBaseHash": note.provenance.content_hash,
    }
    return {
        f"{namespace}.certainty": codings,
        f"{namespace}.note": {key: value for key, value in about.items() if value},
    }


def _suggestions(note: Note, rulebase: RuleBase, patient: str, most: int) -> Iterator[Suggestion]:
    """A draft request for each missing test that the outcome depends on and that LOINC has a code for."""
    tests = [each for each in note.missing if each.outcomes and _code(rulebase, each) is not None]
    for missing in sorted(tests, key=lambda each: each.rank)[:most]:
        label = clean(missing.label)
        resource = {
            "resourceType": "ServiceRequest",
            "status": "draft",
            "intent": "proposal",
            "code": {
                "coding": [{"system": uris(rulebase, "loinc")[0], "code": _code(rulebase, missing)}],
                "text": label,
            },
            "subject": {"reference": f"Patient/{patient}"},
        }
        action = Action(description=_label(f"Draft a request: {label}"), resource=resource)
        yield Suggestion(label=_label(f"Draft a request: {label}"), uuid=str(uuid4()), actions=(action,))


def _code(rulebase: RuleBase, missing: Missing) -> str | None:
    """The LOINC code of the test that would answer; None for what is worked out from other elements."""
    element = rulebase.elements[missing.element]
    if any(derivation.how != "scale" for derivation in element.derivations):
        return None
    return next(iter(element.codes.get("loinc", ())), None)
