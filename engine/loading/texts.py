"""Sentences: which placeholders they may hold, and which words and digits they may not.

A number in a sentence comes from a source, a threshold or the patient, never from the author's keyboard.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePath

from immunote.engine.elements import Element, Threshold
from immunote.engine.faults import Fault, nearest, nearest_element
from immunote.engine.places import Place
from immunote.engine.rulebase import Source
from immunote.engine.sentences import PLACEHOLDER, Text, listing_of
from immunote.engine.shapes.about import QuotedShape
from immunote.engine.tree import Always, And, AtLeast, Known, Node, Not, Or, Ref

_DIGITS = re.compile(r"[0-9]+")
# An allele as its nomenclature writes it, `HLA-B*58:01` or `TPMT*3A`: the digits are a name and count nothing.
_ALLELE = re.compile(r"(?<![\w*:-])[A-Z][A-Z0-9]*(?:-[A-Z][A-Z0-9]*)*\*[0-9]+(?::[0-9]+){0,3}[A-Z]?(?![\w*:])")
# A word that may be a name with digits, `B12`, `HbA1c` or `IL-6`: digits follow a capital, or a capital and a hyphen.
_NAME = re.compile(r"(?<![\w*:-])[A-Za-z](?:[A-Za-z-]|(?<=[A-Z])[0-9]+|(?<=[A-Z]-)[0-9]+)*(?![\w*:%]|[.,/][0-9])")
_QUOTED = re.compile(r'"[^"]*"')


class SentenceChecker:
    """Checks sentences and citations against what was loaded, and notes which sources and thresholds are used."""

    def __init__(
        self,
        elements: Mapping[str, Element],
        thresholds: Mapping[str, Threshold],
        sources: Mapping[str, Source],
        never: Iterable[str],
        faults: list[Fault],
        groups: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None,
        quoted: Iterable[QuotedShape] = (),
    ) -> None:
        self.elements, self.thresholds, self.sources, self.faults = elements, thresholds, sources, faults
        self.groups = groups or {}
        words = "|".join(re.escape(word) for word in never)
        self.never = re.compile(rf"\b({words})\b", re.IGNORECASE) if words else None
        self.quoted = {(each.rule, each.words.casefold()): each for each in quoted}
        self.quotations: dict[tuple[str, str], list[Place]] = {}
        self.used_sources: set[str] = set()
        self.used_thresholds: set[str] = set()

    def fault(self, place: Place, code: str, text: object, help_line: str) -> None:
        """Note a fault at a place."""
        self.faults.append(Fault.at(place, code, text, help_line))

    def text(
        self, template: str, place: Place, known: frozenset[str] | None = frozenset(), lists: Collection[str] = ()
    ) -> Text:
        """Check a sentence. `known`: the elements that are known whenever it prints; None: it prints only with them.

        `lists`: those that it may name as `{@list}`.
        """
        for name in PLACEHOLDER.findall(template):
            if name.startswith("@"):
                if name[1:] not in lists:
                    self.fault(place, "R12", name, nearest(name[1:], lists))
                continue
            self._placeholder(name, place, known)
        bare = PLACEHOLDER.sub(" ", template)
        if stray := re.search(r"[{}]", bare):
            self.fault(place, "R05", stray.group(), "a placeholder is a name between one `{` and one `}`")
        if found := _DIGITS.search(_NAME.sub(" ", _ALLELE.sub(" ", bare))):
            help_line = "let a placeholder fetch the number: {source.figure.field}, {=threshold} or {element}"
            self.fault(place, "R25", found.group(), help_line)
        self._never(template, place)
        return Text(" ".join(template.split()), place)

    def _never(self, template: str, place: Place) -> None:
        """The first word that no sentence may hold, unless it is the one quotation that may."""
        blank = PLACEHOLDER.sub(lambda found: " " * len(found.group()), template)
        for word in self.never.finditer(blank) if self.never else ():
            key = (PurePath(place.file).stem, word.group().casefold())
            allowed = self.quoted.get(key)
            help_line = "say what was seen, by whom and in how many, instead"
            if allowed is not None:
                marks = any(each.start() < word.start() and word.end() < each.end() for each in _QUOTED.finditer(blank))
                self.quotations.setdefault(key, []).append(place)
                if marks and f"{{{allowed.count}}}" in template:
                    continue
                help_line = f"here only in quotation marks, in a sentence that prints {{{allowed.count}}}"
            self.fault(place, "R26", word.group(), help_line)
            return

    def _placeholder(self, name: str, place: Place, known: frozenset[str] | None) -> None:
        if name.startswith("named("):
            self._listed(name, place)
        elif name.startswith("="):
            self.used_thresholds.add(name[1:])
            if name[1:] not in self.thresholds:
                self.fault(place, "R12", name, nearest(name[1:], self.thresholds))
        elif "." in name:
            self._figure(name, place)
        elif name not in self.elements:
            self.fault(place, "R12", name, nearest_element(name, self.elements))
        elif known is not None and name not in known:
            help_line = "the sentence also prints where this is not known; name it in a `when` that needs it"
            self.fault(place, "R27", name, help_line)

    def _listed(self, name: str, place: Place) -> None:
        """`{named(group.part, member, ...)}`: the nouns of the elements of a group that hold one of these members."""
        listing = listing_of(name)
        known = [f"{group}.{part}" for group, parts in self.groups.items() for part in parts]
        if listing is None:
            self.fault(place, "R05", name, "write {named(group.part, member, ...)}")
            return
        group, part, members = listing
        elements = self.groups.get(group, {}).get(part)
        if elements is None:
            self.fault(place, "R12", f"{group}.{part}", nearest(f"{group}.{part}", known))
            return
        for each in (self.elements[element] for element in elements):
            if not each.noun:
                self.fault(place, "R06", each.name, "it is named in a sentence: give it a `noun` in the dictionary")
            for member in members:
                if member not in each.values:
                    self.fault(place, "R18", member, nearest(member, each.values))
            if not members and each.type != "boolean":
                self.fault(place, "R13", each.name, f"`{each.name}` is no boolean: say which members count")

    def _figure(self, name: str, place: Place) -> None:
        parts = name.split(".")
        source = self.sources.get(parts[0])
        if source is None:
            self.fault(place, "R22", name, nearest(parts[0], self.sources))
            return
        self.used_sources.add(source.id)
        figure = source.figures.get(parts[1])
        if figure is None:
            self.fault(place, "R22", name, nearest(parts[1], source.figures))
        elif len(parts) != 3 or parts[2] not in figure.values:
            self.fault(place, "R22", name, f"`{parts[0]}.{parts[1]}` has {', '.join(figure.values)}")

    def cites(self, found: Iterable[str], place: Place) -> tuple[str, ...]:
        """Check citations of the form `source.figure`."""
        cited = tuple(found)
        for cite in cited:
            source_id, _, key = cite.partition(".")
            source = self.sources.get(source_id)
            if source is None:
                self.fault(place, "R22", cite, nearest(source_id, self.sources))
                continue
            self.used_sources.add(source_id)
            if key not in source.figures:
                help_line = f"cite `source.figure`; {nearest(key, source.figures)}"
                self.fault(place, "R22", cite, help_line)
        return cited


def asked_for(node: Node | None) -> frozenset[str]:
    """The elements that are known wherever a line prints, since its `when` asks for them: `known(x) and ...`."""
    parts = node.children if isinstance(node, And) else (node,)
    return frozenset(part.element for part in parts if isinstance(part, Known))


def surely_known(node: Node, conditions: Mapping[str, Node], holds: bool = True) -> frozenset[str]:
    """The elements that must be known whenever a condition is true (`holds`) or false."""
    match node:
        case Always() | Known():
            return frozenset()
        case Ref(name):
            return surely_known(conditions[name], conditions, holds) if name in conditions else frozenset()
        case Not(child):
            return surely_known(child, conditions, not holds)
        case And(children):
            needed = len(children) if holds else 1
        case Or(children):
            needed = 1 if holds else len(children)
        case AtLeast(count, children, _):
            needed = count if holds else len(children) - count + 1
        case _:
            return frozenset({node.element})
    known = [surely_known(child, conditions, holds) for child in children]
    everything = frozenset().union(*known)
    return frozenset(e for e in everything if sum(e not in each for each in known) < needed)
