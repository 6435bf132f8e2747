"""Which element a header may mean: by its name, its label, and what the rule base says that people call it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.headers import HeadersFile, UnsureNames
from immunote.service.lists.mapping.units import every_unit, plain_unit, unit_names

_BRACKETED = re.compile(r"[\(\[\{]([^\(\)\[\]\{\}]*)[\)\]\}]")
# what is normal, beside the unit; any other words in brackets belong to the name: `Age (at onset) (years)`
_NORMAL_RANGE = re.compile(
    r"[(\[{] ?(?:(?:normal|norm|normwert|ref|reference|referenz)[.:]? ?)?"
    r"(?:[<>≤≥] ?\d[\d.,]*|\d[\d.,]* ?[-–] ?\d[\d.,]*) ?[)\]}]",
    re.IGNORECASE,
)
_MISSING = re.compile(r"(?<![\w.])(-?\d+(?:\.\d+)?)\s*[=:]\s*([^,;)\]|]+)")
_NEXT_CODE = re.compile(r" ?[/| ] ?(?=-?\d+(?:\.\d+)? ?[=:])")
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_SHORTEST_PART = 3


def plain_words(text: str) -> str:
    """A text as it is compared: no case, accents or punctuation; `ä` and `ae` are one, as are `_` and a space."""
    split = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in split if not unicodedata.combining(each))
    for long, short in _UMLAUTS:
        bare = bare.replace(long, short)
    return " ".join(re.findall(r"[^\W_]+|%", re.sub(r"(?<=\w)'s\b", "s", bare)))


@dataclass(frozen=True)
class HeaderParts:
    """A header taken apart: its words, the unit it names, codes that it says mean not known, and labels of others."""

    words: str
    unit: str | None
    missing: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass
class NameIndex:
    """What every name may mean. Each name is as `plain_words` gives it."""

    elements: dict[str, set[str]] = field(default_factory=dict)
    dates: dict[str, set[str]] = field(default_factory=dict)
    unsure: dict[str, UnsureNames] = field(default_factory=dict)

    def add(self, names: Iterable[str], element: str, dates: bool = False) -> None:
        """Add names of an element, or of the dates from which it counts."""
        for name in names:
            if words := plain_words(name):
                (self.dates if dates else self.elements).setdefault(words, set()).add(element)

    def means(self, words: str) -> set[str]:
        """The elements that a name may mean, by itself or by a date, whether or not it is sure."""
        doubted = self.unsure.get(words)
        return {
            *self.elements.get(words, ()),
            *self.dates.get(words, ()),
            *(() if doubted is None else doubted.may_be),
        }

    def near(self, words: str) -> list[str]:
        """Elements of which a name stands within the words, or the words within a name; the longest match first."""
        padded = f" {words} "
        found = [
            (len(name), element)
            for name, elements in (*self.elements.items(), *((name, set(e.may_be)) for name, e in self.unsure.items()))
            if len(name) >= _SHORTEST_PART
            and (f" {name} " in padded or (len(words) > _SHORTEST_PART and padded in f" {name} "))
            for element in elements
        ]
        return list(dict.fromkeys(element for _, element in sorted(found, key=lambda each: (-each[0], each[1]))))[:3]


def name_index(rulebase: RuleBase) -> NameIndex:
    """The names of all elements. Of one quantity in two units, a word that is no name of its own means the first."""
    index, headers = NameIndex(), rulebase.headers or HeadersFile()
    for name, element in rulebase.elements.items():
        index.add([name, element.label], name)
    for name, names in headers.columns.items():
        index.add(names, name)
    for name, names in headers.dates.items():
        index.add(names, name, dates=True)
    for each in headers.unsure:
        index.unsure |= {words: each for name in each.names if (words := plain_words(name))}
    return index


def header_parts(header: str, rulebase: RuleBase) -> HeaderParts:
    """Take a header apart: `Kreatinin mg/dl`, `IgA [g/L]`, `CK (U/L), -9 = not done`."""
    unknown = {plain_words(each) for each in (rulebase.headers.unknown if rulebase.headers else ())} - {""}
    header = " ".join(header.split())
    coded = _NEXT_CODE.sub(", ", header)
    missing = tuple(code for code, means in _MISSING.findall(coded) if plain_words(means) in unknown)
    labels = {code: means.strip() for code, means in _MISSING.findall(coded) if code not in missing}
    rest = _MISSING.sub(" ", coded) if missing or labels else header
    known = known_units(rulebase)
    units = [each for each in _BRACKETED.finditer(rest) if plain_unit(each[1]) in known]
    if len({plain_unit(each[1]) for each in units}) > 1:
        return HeaderParts(plain_words(rest), None, missing, labels)
    if units:
        found = units[0]
        others = rest[: found.start()] + " " + rest[found.end() :]
        return HeaderParts(plain_words(_NORMAL_RANGE.sub(" ", others)), found[1].strip(), missing, labels)
    pieces = rest.replace(",", " ").split()
    for count in (2, 1):
        tail = " ".join(pieces[-count:])
        if len(pieces) > count and plain_unit(tail) in known and ("/" in tail or "%" in tail):
            return HeaderParts(plain_words(" ".join(pieces[:-count])), tail, missing, labels)
    return HeaderParts(plain_words(rest), None, missing, labels)


def known_units(rulebase: RuleBase) -> frozenset[str]:
    """Every unit that a header can name, as units are compared."""
    return frozenset({*map(plain_unit, every_unit(rulebase)), *unit_names(rulebase)}) - {""}


def says_its_unit(words: str, name: str, rulebase: RuleBase) -> bool:
    """Whether a header is the very name of an element, or holds the word for its unit (`months since`)."""
    unit = rulebase.elements[name].unit or ""
    names = unit_names(rulebase)
    own = {plain_unit(unit)}
    return words == plain_words(name) or any(names.get(each, each) in own for each in words.split())


def words_of_members(rulebase: RuleBase, name: str) -> dict[str, str]:
    """How people write the answers to an element, compared by `plain_words` -> the value as a profile has it."""
    headers: HeadersFile = rulebase.headers or HeadersFile()
    element = rulebase.elements[name]
    found: dict[str, str] = {}
    if element.type == "boolean":
        found |= {plain_words(each): "false" for each in ("false", "0", *headers.no)}
        found |= {plain_words(each): "true" for each in ("true", "1", *headers.yes)}
    for member, label in element.values.items():
        spoken: Mapping[str, list[str]] = headers.members.get(name, {})
        found |= {plain_words(each): member for each in (member, label, *spoken.get(member, ()))}
    return found


def every_name(rulebase: RuleBase) -> set[str]:
    """Names that the header of a list may hold, as they are written in the rule base."""
    headers = rulebase.headers or HeadersFile()
    unsure = (each.names for each in headers.unsure)
    groups = (*headers.columns.values(), *headers.dates.values(), *headers.long.values(), headers.ids, *unsure)
    return {*rulebase.elements, *(name for group in groups for name in group)}
