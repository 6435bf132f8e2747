"""What a risk is called in a report: the short words that a note has for it, without the values of a patient."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from immunote.engine.rulebase import Named, RuleBase
from immunote.engine.words import with_unit
from immunote.service.lists.mapping.dates import counts_time

_ENDING = re.compile(r"\s*\([^()]*\)$")
_ASIDE = re.compile(r"\s*\([^()]*\{[^()=][^()]*\)|\s*○")
_THRESHOLD = re.compile(r"\{=([a-z0-9_]+)\}")
_MOST_LABELS = 3


def risk_words(rules: Sequence[Named], rulebase: RuleBase) -> dict[str, str]:
    """Rule -> words. Two risks of the same words are told apart by what kind of risk each is."""
    words = {rule.name: _words(rule, rulebase) for rule in rules}
    counts = Counter(words.values())
    kinds = {rule.name: rule.kind.replace("_", " ") for rule in rules}
    return {name: said if counts[said] == 1 else f"{said} ({kinds[name]})" for name, said in words.items()}


def _words(rule: Named, rulebase: RuleBase) -> str:
    """The words of a note that hold for every patient, else those of the elements that the rule reads.

    The title of a rule is written for those who keep the rules; it is shown only of a rule that reads no element.
    """
    shown = {phrase.text: _of_everyone(phrase.text.template, rulebase) for phrase in rule.short}
    plain = [shown[phrase.text] for phrase in rule.short if phrase.when is None and "{" not in shown[phrase.text]]
    every = list(dict.fromkeys(_ENDING.sub("", each) for each in shown.values()))
    if plain:
        said = plain[-1]  # the last is what is said where none of the closer ones can be
    elif len(every) == 1 and "{" not in every[0]:
        said = every[0]
    else:
        said = _labels(rule, rulebase) or rule.title
    return said[:1].upper() + said[1:]


def _of_everyone(template: str, rulebase: RuleBase) -> str:
    """A phrase without asides on one patient, with its thresholds as numbers."""

    def number(found: re.Match[str]) -> str:
        threshold = rulebase.thresholds[found[1]]
        return with_unit(threshold.value, threshold.unit)

    return _THRESHOLD.sub(number, _ASIDE.sub("", template))


def _labels(rule: Named, rulebase: RuleBase) -> str:
    """The elements that a rule reads, in the words of the dictionary.

    Left out are words that stand within those of another element, and times beside something that happened.
    """
    read = {each.label: each for name in rulebase.elements_of.get(rule.name, ()) if (each := rulebase.elements[name])}
    own = [each for each in read if not any(each != other and each in other for other in read)]
    own = [each for each in own if not counts_time(read[each])] or own
    if len(own) > _MOST_LABELS:
        return f"{', '.join(own[:_MOST_LABELS])} or others"
    return " or ".join([", ".join(own[:-1]), own[-1]]) if len(own) > 1 else "".join(own)
