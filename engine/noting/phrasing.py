"""Selects the phrases that print for a patient, and makes lists and sentences of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from immunote.engine.explain import Explanation
from immunote.engine.noting.wording import Wording
from immunote.engine.rulebase import Named
from immunote.engine.sentences import Phrase, Text, lists_in
from immunote.engine.tree import Facts
from immunote.engine.truth import TRUE, Truth
from immunote.engine.words import elements_of_sentence


class Phrasing:
    """Writes phrases of one patient."""

    def __init__(self, wording: Wording, facts: Facts, truths: Mapping[str, Truth], explanation: Explanation) -> None:
        self.wording, self.rulebase = wording, wording.rulebase
        self.facts, self.truths, self.explanation = facts, truths, explanation

    def lists_of(self, rule: Named) -> dict[str, str]:
        """Return the lists of a rule (`@name` -> text), each made of its phrases that print; without empty lists."""
        made = {name: self._printed(phrases) for name, phrases in rule.lists.items()}
        return {f"@{name}": ", ".join(dict.fromkeys(words)) for name, words in made.items() if words}

    def says(self, rule: Named, lists: Mapping[str, str]) -> str:
        """Return the sentence of a rule that holds: the first of `says_instead` that prints, else `says`."""
        assert rule.says is not None
        return self.first(rule.says_instead, lists) or self.wording.fill(rule.says, self.facts, lists)

    def short(self, rule: Named, basis: Collection[str] = ()) -> tuple[str, ...]:
        """Return the short phrases of a rule that print. `basis`: if given, only phrases with one of these."""
        if not rule.short:
            return ()
        shown = [phrase for phrase in rule.short if not basis or phrase.basis in basis]
        if len(shown) < len(rule.short) and any(phrase.otherwise for phrase in shown):
            printed = any(self._prints(each) for each in rule.short if not each.otherwise)
            shown = [phrase for phrase in shown if not (printed and phrase.otherwise)]
        return self._printed(shown, self.lists_of(rule))

    def gathered(self, deciding: Collection[str]) -> dict[str, str]:
        """Return the headline's gathered phrases (`@name` -> text), without empty ones.

        `deciding`: the names of the rules that decide.
        """
        made = {}
        for name, each in self.rulebase.headlines.gathered.items():
            rules = [
                rule
                for rule in self.rulebase.rules_as_shown
                if rule.kind in each.kinds
                and self.truths[rule.name] is TRUE
                and (not each.deciding or rule.name in deciding)
            ]
            words = dict.fromkeys(text for rule in rules for text in self.short(rule, each.basis))
            if words:
                made[f"@{name}"] = each.joined.join(words)
        return made

    def first(self, phrases: Sequence[Phrase], lists: Mapping[str, str]) -> str | None:
        """The first phrase that prints; None where none does."""
        return next(iter(self._printed(phrases, lists)), None)

    def sentence(self, text: Text, lists: Mapping[str, str]) -> str | None:
        """Return a sentence with its values; None where one of them is unknown or a list that it names is empty."""
        return self.wording.fill(text, self.facts, lists) if self._has(text, lists) else None

    def _printed(self, phrases: Sequence[Phrase], lists: Mapping[str, str] | None = None) -> tuple[str, ...]:
        named = lists or {}
        shown = [phrase for phrase in phrases if not phrase.otherwise and self._prints(phrase, named)]
        shown = shown or [phrase for phrase in phrases if phrase.otherwise and self._prints(phrase, named)]
        return tuple(self.wording.fill(phrase.text, self.facts, named) for phrase in shown)

    def _prints(self, phrase: Phrase, lists: Mapping[str, str] | None = None) -> bool:
        return (
            self._has(phrase.text, lists)
            and (phrase.when is None or self.explanation.truth(phrase.when) is TRUE)
            and (phrase.unless is None or self.explanation.truth(phrase.unless) is not TRUE)
        )

    def _has(self, text: Text, lists: Mapping[str, str] | None) -> bool:
        """Whether every value that a text shows is known, and no list that it names is empty."""
        known = all(name in self.facts for name in elements_of_sentence(self.rulebase, text))
        return known and (lists is None or all(name in lists for name in lists_in(text)))


def sentences(found: Iterable[str | None]) -> tuple[str, ...]:
    """Return the sentences that are not None or empty, each on one line and with a capital."""
    return tuple(_capital(" ".join(text.split())) for text in found if text)


def _capital(text: str) -> str:
    word = text.partition(" ")[0]
    return text if any(letter.isupper() for letter in word) else text[:1].upper() + text[1:]
