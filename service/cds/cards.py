"""From a note to cards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import orjson

from immunote.engine.faults import Refused
from immunote.engine.note import Missing, Note, Statement
from immunote.engine.noting.flags import values_and_questions
from immunote.engine.paging.card import WORDS, count_words
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.about import NOT_RATED
from immunote.engine.words import dated
from immunote.service.cds.codes import uris
from immunote.service.cds.detail import Pages, detail_of, leaning
from immunote.service.cds.models import Action, Card, CardSource, Coding, Link, Suggestion
from immunote.service.cds.reasons import OVERRIDE_REASONS
from immunote.service.render.layout import outcome_and_rest
from immunote.service.render.markdown import escaped
from immunote.service.render.words import clean
from immunote.service.settings.cds import CdsSettings

_LONGEST_SUMMARY = 139
_LONGEST_LABEL = 120
_LONGEST_ASKED = 70
_MOST_FAULTS = 3
_URGENCY = ("none", "info", "warning", "critical")
_HL7_CERTAINTY = "http://terminology.hl7.org/CodeSystem/certainty-rating"
_HL7_CERTAINTIES = ("high", "moderate", "low", "very-low")


@dataclass(frozen=True)
class CardWithSources:
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
    note: Note,
    rulebase: RuleBase,
    patient: str,
    base_url: str,
    settings: CdsSettings,
    asides: Sequence[str] = (),
    recorded: str = "",
    app: str | None = None,
) -> CardWithSources | None:
    """The card of a note; None where it was evaluated and there is nothing to say.

    `asides`: on the record itself. `recorded`: values of the record with their days. `app`: where the SMART app of this
    service is launched, for a record system that may; an unsettled note then leads there, to be answered.
    """
    indicator = indicator_of(note, rulebase)
    if indicator == "none":
        return None
    pages, uuid = Pages(base_url), str(uuid4())
    statements = leaning(note)
    suggestions = tuple(_suggestions(note, rulebase, patient, settings.suggestions))
    link = _link(note, pages, uuid, settings, app)
    summary, source = summary_of(note, rulebase), _source(rulebase, pages)
    # all that is read on the card counts among its words, but for the reasons to set it aside
    others = (summary, source.label, link.label, *(each.label for each in suggestions))
    room = WORDS - sum(count_words(each) for each in others)
    card = Card(
        uuid=uuid,
        summary=summary,
        detail=detail_of(note, rulebase, room, asides, recorded),
        indicator=indicator,
        source=source,
        suggestions=suggestions or None,
        selectionBehavior="any" if suggestions else None,
        overrideReasons=OVERRIDE_REASONS,
        links=(link,),
        extension=_extension(note, rulebase, pages, settings.namespace),
    )
    return CardWithSources(card, _rules(statements), _sources(note, statements))


def _link(note: Note, pages: Pages, uuid: str, settings: CdsSettings, app: str | None) -> Link:
    """The one link: to the app while answers are missing, else to the note, or to the rules where none is kept."""
    if app is not None and note.status != "settled":
        # which rules the card is by; the launch itself says which patient
        context = orjson.dumps({"ruleBaseHash": note.provenance.content_hash}).decode()
        return Link(label="Answer the open questions", url=app, type="smart", appContext=context)
    if settings.note_hours:
        return Link(label="The whole note", url=pages.note(uuid))
    return Link(label="The rules", url=pages.rulebase)


def refused_card(
    refused: Refused, rulebase: RuleBase, base_url: str, settings: CdsSettings, asides: Iterable[str] = ()
) -> CardWithSources:
    """The card that says that what is recorded cannot be assessed, since it contradicts itself or cannot be."""
    pages = Pages(base_url)
    lines = [
        "**Could not be assessed**",
        "",
        "What the record says contradicts itself or cannot be, so no note was written:",
        "",
    ]
    lines += [
        f"- {escaped(clean(fault.text))}: {escaped(clean(fault.help))}" for fault in refused.faults[:_MOST_FAULTS]
    ]
    lines += [f"- {escaped(clean(words))}" for words in list(asides)[:_MOST_FAULTS]]
    card = Card(
        uuid=str(uuid4()),
        summary=_fitted(f"{clean(rulebase.title)}: could not be assessed, what is recorded contradicts itself"),
        detail="\n".join(lines) + "\n",
        indicator="info",
        source=_source(rulebase, pages),
        overrideReasons=OVERRIDE_REASONS,
        extension={f"{settings.namespace}.status": "not_assessed"},
    )
    return CardWithSources(card, (), ())


def summary_of(note: Note, rulebase: RuleBase) -> str:
    """One line: the grade with its certainty or, where there is none, that there is none and what is missing."""
    title = clean(rulebase.title)
    if note.status == "settled":
        certainty = clean(rulebase.about.certainties.get(note.certainty, note.certainty))
        rated = "" if note.certainty == NOT_RATED else f" (certainty: {certainty})"
        first, *more = clean(note.headline).removesuffix(".").split(". ")
        return _whole(f"{title}: {_lower(first)}{rated}", more)
    # counted as on the page of the note: what the outcome depends on, or all where it depends on nothing yet
    if note.status == "provisional" and any(flag.open for flag in note.flags):
        values, asked = values_and_questions(note.flags)
        return _fitted(f"{title}: not graded yet. {clean(values)}", f": {clean(asked)}"[:_LONGEST_ASKED])
    deciding = [each for each in note.missing if each.outcomes]
    missing = sorted(deciding or note.missing, key=lambda each: each.rank)
    what = "could not be assessed" if note.status == "insufficient_data" else _lower(clean(outcome_and_rest(note)[0]))
    return _listed(f"{title}: {what}; not recorded: ", [clean(each.label) for each in missing])


def _listed(start: str, labels: list[str]) -> str:
    """Return `start` and as many labels as the summary has room for, then how many more there are."""
    for shown in range(len(labels), 0, -1):
        left = len(labels) - shown
        text = start + ", ".join(labels[:shown]) + (f" and {left} more" if left else "")
        if len(text) <= _LONGEST_SUMMARY:
            return text
    return _fitted(start + (labels[0] if labels else ""))


def _whole(start: str, sentences: list[str]) -> str:
    """Return `start` and as many whole sentences after it as the summary has room for."""
    text = _fitted(start)
    for sentence in sentences:
        longer = f"{text}. {sentence}"
        if len(longer) > _LONGEST_SUMMARY:
            break
        text = longer
    return text


def _fitted(text: str, end: str = "") -> str:
    room = _LONGEST_SUMMARY - len(end)
    return (text if len(text) <= room else text[: max(room - 1, 0)] + "…") + end


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _source(rulebase: RuleBase, pages: Pages) -> CardSource:
    title = clean(rulebase.title)
    label = f"{title}, {clean(rulebase.version)}, {clean(dated(rulebase))}"
    topic = Coding(system=pages.rulebase, code=rulebase.id, display=title)
    return CardSource(label=label, url=pages.rulebase, topic=topic)


def _rules(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.rule for each in statements))


def _sources(note: Note, statements: Iterable[Statement]) -> tuple[str, ...]:
    """The sources of the statements and of the lines below them, in the order cited."""
    numbers = {number for each in statements for number in each.citations}
    numbers |= {number for each in statements for line in each.lines for number in line.citations}
    return tuple(citation.source for citation in note.citations if citation.number in numbers)


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
        "openFlags": [flag.flag for flag in note.flags if flag.open],
        "digest": note.digest,
        "ruleBaseHash": note.provenance.content_hash,
    }
    return {
        f"{namespace}.certainty": codings,
        f"{namespace}.note": {key: value for key, value in about.items() if value},
    }


def _suggestions(note: Note, rulebase: RuleBase, patient: str, most: int) -> Iterator[Suggestion]:
    """A draft request for each missing test that could change the outcome and that LOINC has a code for.

    None while it is not recorded that the patient is one whom the rule base is for.
    """
    known = {fact.element for fact in note.recorded if fact.value is True}
    if not known.issuperset(rulebase.about.insufficient_unless_known):
        return
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
    """The LOINC code of the measurement that would answer; None for what is asked or worked out from others."""
    element = rulebase.elements[missing.element]
    if not element.is_number or any(derivation.how != "scale" for derivation in element.derivations):
        return None
    return next(iter(element.codes.get("loinc", ())), None)
