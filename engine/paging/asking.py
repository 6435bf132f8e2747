"""What a page asks first, each with what an answer does; what is not ruled out; what would change the outcome."""

from __future__ import annotations

from immunote.engine.note import Answer
from immunote.engine.paging.effects import Effect
from immunote.engine.paging.material import Material, filled
from immunote.engine.paging.model import PageItem
from immunote.engine.shapes.page import PageBlockShape
from immunote.engine.words import SEPARATOR, capital

_LABELS = 12
_LABELS_SHORT = 6
_LONGEST_QUESTION = 70
YES = "yes"


def question_items(material: Material, shape: PageBlockShape) -> list[PageItem]:
    """The questions whose answer does something by itself, the worst first; what may still hold; what is possible."""
    note, words = material.note, material.words
    if note.status == "settled":
        return _not_ruled_out(material, shape)
    alike: dict[tuple[str, bool], list[Effect]] = {}
    for effect in material.effects:
        alike.setdefault((effect.outcome, effect.at_best), []).append(effect)
    items = [_question(material, same) for same in alike.values()]
    items = items[: max(material.most(shape), 1)]
    items += _not_ruled_out(material, shape)
    possible = SEPARATOR.join(material.outcome(each) for each in note.reachable)
    return [*items, PageItem(filled(words.still_possible, outcomes=possible))]


def _question(material: Material, same: list[Effect]) -> PageItem:
    """The questions whose answers do the same, on one line. An answer other than yes stands beside its question."""
    first = same[0]
    names = tuple(dict.fromkeys(each.missing.element for each in same))
    if len(same) == 1:
        text, answer = first.missing.question, first.answer
        if len(text) > _LONGEST_QUESTION:
            text = first.missing.label
    else:
        answer = material.words.any_answer
        labels = dict.fromkeys(each.missing.label + (f": {each.answer}" if each.answer != YES else "") for each in same)
        most = _LABELS if material.level < 2 else _LABELS_SHORT
        text = material.shortened(list(labels), most, SEPARATOR)
    outcome = material.outcome(first.outcome)
    outcome = filled(material.words.at_best, outcome=outcome) if first.at_best else outcome
    aside = filled(material.words.effect, answer=answer, outcome=outcome)
    return PageItem(capital(text), mark="unknown", aside=aside, names=names)


def _not_ruled_out(material: Material, shape: PageBlockShape) -> list[PageItem]:
    """The rules of the block's kinds that cannot be decided, by title: none of them is left out."""
    found = [rule for rule in material.note.open_rules if rule.kind in shape.kinds]
    if not found:
        return []
    titles = SEPARATOR.join(rule.title for rule in found)
    text = filled(material.words.not_ruled_out, names=titles)
    return [PageItem(text, mark="unknown", rules=tuple(rule.rule for rule in found))]


def flag_items(material: Material, _shape: PageBlockShape) -> list[PageItem]:
    """The recorded values that ask before any grade: what nobody answered or, where all is, the answers.

    One that the headline says, with all that it asks, is not said again.
    """
    items = []
    for flag in material.note.flags:
        said = (*flag.heading.split(", "), *(each.asked_as for each in flag.questions))
        if flag.open and all(each in material.note.headline for each in said):
            continue
        asked = " ".join(each.asked_as for each in flag.questions)
        answers = SEPARATOR.join(f"{each.label}: {each.words}" for each in flag.answers)
        text = f"{flag.heading}: {asked if flag.open else answers}"
        cites = material.cites(flag.citations)
        items.append(PageItem(text, mark="unknown" if flag.open else "risk", cites=cites))
    return items


def change_items(material: Material, shape: PageBlockShape) -> list[PageItem]:
    """The changes that each give another outcome, one item an outcome; where there are none, sets of two and more."""
    if material.note.nothing_to_change:
        return [PageItem(material.words.nothing_to_change)]
    items = []
    least = min((len(answers) for settles in material.note.would_change for answers in settles.sets), default=0)
    for settles in material.note.would_change:
        ways = [" + ".join(map(_change, answers)) for answers in settles.sets if len(answers) == least]
        if not ways:
            continue
        few = material.shortened(ways, _LABELS_SHORT)
        items.append(PageItem(filled(material.words.effect, answer=few, outcome=material.outcome(settles.outcome))))
    return items[: material.most(shape)]


def _change(answer: Answer) -> str:
    if answer.sample is True:
        return answer.label
    return f"no {answer.label}" if answer.sample is False else f"{answer.label} {answer.answer}"
