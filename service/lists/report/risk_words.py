"""What a risk is called in a report: the short words that a note has for it, without the values of a patient."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from immunote.engine.rulebase import Named

_ASIDE = re.compile(r"\s*\([^()]*\{[^()]*\)|\s*○")


def risk_words(rules: Sequence[Named]) -> dict[str, str]:
    """Rule -> words. Two risks of the same words are told apart by what kind of risk each is."""
    words = {rule.name: _words(rule) for rule in rules}
    counts = Counter(words.values())
    kinds = {rule.name: rule.kind.replace("_", " ") for rule in rules}
    return {name: said if counts[said] == 1 else f"{said} ({kinds[name]})" for name, said in words.items()}


def _words(rule: Named) -> str:
    """The words of a note where they hold for every patient; a risk that has none is called by its title."""
    plain = [_ASIDE.sub("", phrase.text.template) for phrase in rule.short if phrase.when is None]
    said = plain[0] if len(plain) == len(rule.short) == 1 and "{" not in plain[0] else rule.title
    return said[:1].upper() + said[1:]
