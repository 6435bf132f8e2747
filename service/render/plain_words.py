"""Conditions, limits and sentences for readers who know no rule language: labels and titles in place of names."""

from __future__ import annotations

import re

from immunote.engine.elements import Threshold
from immunote.engine.rulebase import RuleBase
from immunote.engine.sentences import Text
from immunote.engine.tree import Always, And, AtLeast, Compare, Is, Known, Node, Not, OneOf, Or, Ref, refuse
from immunote.engine.unparse import sentence
from immunote.engine.words import BOUNDS, capital, with_unit, within

_OF_PATIENT = re.compile(r"\{(\w+)\}")
_LIMIT = re.compile(r"\{=(\w+)\}")
_LIST = re.compile(r"\{@(\w+)\}")
_NAME = re.compile(r"\b[a-z][a-z0-9]*(?:[_.][a-z0-9]+)+\b")
_ABBREVIATION = re.compile(r"\b[A-Za-z]*[A-Z][A-Za-z]*[A-Z]\b")
_HASH = re.compile(r"\b[0-9a-f]{12,}\b")


def condition_in_words(rulebase: RuleBase, node: Node, inside: bool = False) -> str:
    """A condition as a reader says it: `weight 60 kg or more, and two of the following`."""
    match node:
        case Always():
            return "in every other case"
        case Not(Always()):
            return "in no case"
        case Is(name):
            return rulebase.elements[name].label
        case Ref(name):
            return within(rulebase.named[name].title) if name in rulebase.named else name.replace("_", " ")
        case Known(name):
            return f"{rulebase.elements[name].label} is recorded"
        case Compare(element, op, value, _):
            limit = with_unit(value, rulebase.elements[element].unit)
            return f"{rulebase.elements[element].label}: {BOUNDS.get(op, op + ' {}').format(limit)}"
        case OneOf(element, values):
            words = " or ".join(rulebase.elements[element].values.get(each, each) for each in values)
            return f"{rulebase.elements[element].label}: {words}"
        case Not(child):
            return f"not {condition_in_words(rulebase, child, True)}"
        case AtLeast(_, children, threshold):
            count = with_unit(rulebase.thresholds[threshold].value, rulebase.thresholds[threshold].unit)
            return f"{count} or more of: {'; '.join(condition_in_words(rulebase, each, True) for each in children)}"
        case And(children) | Or(children):
            word = ", and " if isinstance(node, And) else ", or "
            text = word.join(condition_in_words(rulebase, each, True) for each in children)
            return f"({text})" if inside else text
    refuse(node, "plain words")


def limit_in_words(threshold: Threshold) -> str:
    """A limit as a reader says it: `65 years or more`. A count stands alone."""
    value = with_unit(threshold.value, threshold.unit)
    return "; ".join(BOUNDS.get(each, "{}").format(value) for each in threshold.comparison) or value


def limit_names(rulebase: RuleBase) -> dict[str, str]:
    """The names of all limits as headings, abbreviations as the rule base writes them elsewhere: `LVEF reduced`."""
    texts = [text for each in rulebase.elements.values() for text in (each.label, each.question)]
    for each in rulebase.named.values():
        texts += [each.title, *(text.template for text in each.sentences)]
    written = {word.lower(): word for text in texts for word in _ABBREVIATION.findall(text)}
    found = {}
    for name in rulebase.thresholds:
        first, *rest = (written.get(word, word) for word in name.split("_"))
        found[name] = " ".join([capital(first) if first.islower() else first, *rest])
    return found


def sentence_in_words(rulebase: RuleBase, words: Text) -> str:
    """A sentence of the rule base; in place of what comes from the patient stands its label in brackets."""
    return named_in_words(rulebase, sentence(rulebase, words))


def named_in_words(rulebase: RuleBase, text: str) -> str:
    """A text with the names in it as a reader knows them: labels of questions, titles of rules, limits, no hash."""
    text = _LIMIT.sub(lambda found: _value(rulebase, found[1]), text)
    text = _OF_PATIENT.sub(lambda found: f"[{_known(rulebase, found[1])}]", text)
    text = _LIST.sub(lambda found: f"[{found[1].replace('_', ' ')}]", text)
    return _HASH.sub("…", _NAME.sub(lambda found: _known(rulebase, found[0]), text))


def _value(rulebase: RuleBase, name: str) -> str:
    threshold = rulebase.thresholds.get(name)
    return name.replace("_", " ") if threshold is None else with_unit(threshold.value, threshold.unit)


def _known(rulebase: RuleBase, name: str) -> str:
    if name in rulebase.elements:
        return rulebase.elements[name].label
    if name in rulebase.named:
        return within(rulebase.named[name].title)
    if name in rulebase.thresholds:
        return limit_in_words(rulebase.thresholds[name])
    return name.replace("_", " ").replace(".", ", ")
