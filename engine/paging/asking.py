"""What a page asks first, each with what an answer does; what is not ruled out; what would change the outcome."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from immunote.engine.note import Answer, Missing
from immunote.engine.paging.material import SEPARATOR, Material, capital, filled
from immunote.engine.paging.model import PageItem
from immunote.engine.shapes.page import BlockShape

_LABELS = 12
_LABELS_SHORT = 6
_LONGEST_QUESTION = 70
YES = "yes"


@dataclass(frozen=True, slots=True)
class Effect:
    """What one answer to a question does. `rank`: by the decision list, so that the worst comes first."""

    rank: tuple[int, int]
    missing: Missing
    answer: str
    words: str


def question_items(material: Material, shape: BlockShape) -> list[PageItem]:
    """The questions whose answer does something by itself, the worst first; what may still hold; what is possible."""
    note, words = material.note, material.words
    if note.status == "settled":
        return _not_ruled_out(material, shape)
    effects = sorted(_effects(material), key=lambda each: each.rank)
    by_words: dict[str, list[Effect]] = {}
    for effect in effects:
        by_words.setdefault(effect.words, []).append(effect)
    items = [_question(material, same) for same in by_words.values()]
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
        text = material.shortened(list(labels), _LABELS if material.level < 2 else _LABELS_SHORT)
    aside = filled(material.words.effect, answer=answer, outcome=first.words)
    return PageItem(capital(text), mark="unknown", aside=aside, names=names)


def _effects(material: Material) -> Iterator[Effect]:
    """For each question, the answers that leave fewer outcomes, each with the one that it leads to."""
    reachable = material.note.reachable
    for missing in material.note.missing:
        for lead in missing.answers:
            if set(lead.outcomes) == set(reachable):
                continue
            found = _effect(material, missing, lead.outcomes)
            if found is not None:
                rank, words = found
                yield Effect(rank, missing, lead.answer.answer, words)


def _effect(material: Material, missing: Missing, left: tuple[str, ...]) -> tuple[tuple[int, int], str] | None:
    """The rank and the words of what an answer does; None where it only takes away what other answers would give.

    It takes the best grades away ("at best ..."), or it leads to the outcome of a row that reads it.
    """
    outcomes = material.rulebase.outcomes
    grades = [each for each in material.note.reachable if outcomes[each].is_grade and not _stops(material, each)]
    grades.sort(key=list(outcomes).index)
    gone = set(material.note.reachable) - set(left)
    kept = [each for each in grades if each not in gone]
    if gone <= set(grades) and kept and grades[: len(gone)] == [each for each in grades if each in gone]:
        return (1, len(grades) - len(gone)), filled(material.words.at_best, outcome=material.outcome(kept[0]))
    decided = _decided(material, missing, left)
    return None if decided is None else ((0, _place(material, decided)), material.outcome(decided))


def _stops(material: Material, outcome: str) -> bool:
    return material.rulebase.outcomes[outcome].stops


def _decided(material: Material, missing: Missing, left: tuple[str, ...]) -> str | None:
    """The outcome that an answer leads to: the only one left, the only one that no other answer leaves, or one that
    interrupts, of the first row that reads a rule which the question keeps open."""
    if len(left) == 1:
        return left[0]
    elsewhere = {each for lead in missing.answers if lead.outcomes != left for each in lead.outcomes}
    only_here = [each for each in left if each not in elsewhere]
    if len(only_here) == 1:
        return only_here[0]
    if only_here:
        return None
    outcomes, rules = material.rulebase.outcomes, set(missing.rules)
    for row in material.rulebase.rows:
        interrupts = outcomes[row.outcome].indicator in ("warning", "critical")
        if interrupts and row.outcome in left and rules & set(material.rulebase.names_under(row.when)):
            return row.outcome
    return None


def _place(material: Material, outcome: str) -> int:
    return [row.outcome for row in material.rulebase.rows].index(outcome)


def _not_ruled_out(material: Material, shape: BlockShape) -> list[PageItem]:
    """The rules of the block's kinds that cannot be decided, by title: none of them is left out."""
    found = [rule for rule in material.note.open_rules if rule.kind in shape.kinds]
    if not found:
        return []
    titles = SEPARATOR.join(rule.title for rule in found)
    text = filled(material.words.not_ruled_out, names=titles)
    return [PageItem(text, mark="unknown", rules=tuple(rule.rule for rule in found))]


def flag_items(material: Material, _shape: BlockShape) -> list[PageItem]:
    """The recorded values that ask before any grade: what nobody answered or, where all is, the answers."""
    items = []
    for flag in material.note.flags:
        asked = " ".join(each.asked_as for each in flag.questions)
        answers = SEPARATOR.join(f"{each.label}: {each.words}" for each in flag.answers)
        text = f"{flag.heading}: {asked if flag.open else answers}"
        cites = material.cites(flag.citations)
        items.append(PageItem(text, mark="unknown" if flag.open else "risk", cites=cites))
    return items


def change_items(material: Material, shape: BlockShape) -> list[PageItem]:
    """The changes that each give another outcome, one item an outcome; sets of several changes come last."""
    if material.note.nothing_to_change:
        return [PageItem(material.words.nothing_to_change)]
    items = []
    for settles in material.note.would_change:
        sets = sorted(settles.sets, key=len)
        ways = [" + ".join(_change(answer) for answer in answers) for answers in sets]
        few = material.shortened(ways, _LABELS_SHORT)
        items.append(PageItem(filled(material.words.effect, answer=few, outcome=material.outcome(settles.outcome))))
    return items[: material.most(shape)]


def _change(answer: Answer) -> str:
    if answer.sample is True:
        return answer.label
    return f"no {answer.label}" if answer.sample is False else f"{answer.label} {answer.answer}"
