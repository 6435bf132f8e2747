"""What is wrong with something that was handed in: a code, a place, the offending text and one line of help.

Every code stands in docs/errors.md, and a test keeps the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from reprlib import Repr

from immunote.engine.near import near
from immunote.engine.places import Place

CODES: dict[str, str] = {
    # the rule base
    "R01": "a file cannot be read as YAML",
    "R02": "a key stands twice",
    "R03": "YAML that the rule base does not use: an anchor, an alias, a tag, a second document",
    "R04": "an unknown key",
    "R05": "a value of the wrong kind",
    "R06": "a key is missing",
    "R07": "the file name differs from the id inside",
    "R08": "a name is defined twice",
    "R09": "a file or folder that is missing, or that nothing would read",
    "R10": "a condition cannot be parsed",
    "R11": "a condition uses something that is not in the language",
    "R12": "an unknown name",
    "R13": "a name is used as something that it is not",
    "R14": "a bare number in a condition",
    "R15": "a threshold has another unit than the element",
    "R16": "a threshold is compared in a way that it does not declare",
    "R17": "an element is compared with an element",
    "R18": "an unknown member of an enumeration",
    "R19": "definitions that read each other in a circle",
    "R20": "known() where an outcome could depend on it",
    "R21": "a criterion with neither evidence nor a stated choice",
    "R22": "a citation that leads nowhere",
    "R23": "a source that nothing cites",
    "R24": "a threshold that nothing uses",
    "R25": "a digit in a sentence outside a placeholder",
    "R26": "a word that a note never uses",
    "R27": "a placeholder for an element that could be unknown where the sentence prints",
    "R28": "an example that comes out otherwise",
    "R29": "an example is missing",
    "R30": "a disagreement with fewer than two sides",
    "R31": "an outcome without wording for a certainty that it can have",
    "R32": "the decision list does not end in `otherwise`, or goes on after it",
    "R33": "an unknown kind, section, domain, certainty, role or code system",
    "R34": "an example with a profile that would be refused",
    "R35": "a certainty without its reasons, or reasons without a certainty",
    "R36": "an assumed value that its element cannot hold",
    "R37": "a decision list too large to compile",
    "R38": "names that durable-rules cannot tell apart, or too many of them",
    "R39": "a definition that nothing reads",
    "R40": "a derived element whose unit does not follow from those of its inputs",
    "R41": "figures of a synthetic cohort that cannot be drawn",
    "R42": "a property without what its form needs, or with what it does not take",
    "R43": "a question on which an outcome can hang and that no group asks, or that cannot be counted",
    "R44": "two rule bases in one folder",
    "R45": "a rule base of which a part is missing",
    "R60": "a statement that could be left without words",
    "R61": "words of a headline that do not rest on what they say",
    # a profile
    "P01": "not JSON or YAML",
    "P02": "not a flat object of elements",
    "P03": "a key stands twice",
    "P04": "an unknown element",
    "P05": "a value of the wrong type",
    "P06": "a number written as text",
    "P07": "a value outside the plausible range",
    "P08": "a value that only makes sense in another unit",
    "P09": "facts that contradict each other",
    "P10": "not a number, or infinite",
    "P11": "more than a profile can be",
    "P12": "nested too deeply",
    "P13": "an unknown member of an enumeration",
    "P14": "not a whole number",
    "P15": "a given value differs from the one that follows from other elements",
    "P16": "a file that cannot be read",
    "P17": "not UTF-8 text",
    # asking for something that is not there
    "Q01": "no published case of that name",
    "Q02": "no rule, definition, row or threshold of that name",
    "Q03": "a format, jurisdiction or schema that does not exist",
    "Q04": "no element of that name, label or question",
    # the program itself
    "E01": "the evaluators disagree, so no note is given",
    "E02": "durable-rules is not built for this Python",
    "E03": "packages that are not installed",
    "S09": "an error of the program",
    # the review of the rules
    "V33": "something that cannot be written",
    "V31": "a sign-off of content that is not kept, or not what stands",
}
"""What each code says. Those of a room of the service stand in its `fault_codes.py`, added when it is imported."""


def explain(codes: Mapping[str, str]) -> None:
    """Add the codes of a room. Raises ValueError where one of them says something else already."""
    for code, words in codes.items():
        if CODES.setdefault(code, words) != words:
            raise ValueError(f"{code} is both `{CODES[code]}` and `{words}`")


LISTED = "`immunote fields` lists the elements"
TEXT_IS_A_NAME = frozenset({"R08", "R12", "R18", "R22", "R23", "R24", "R33", "R39"})
"""Codes whose offending text is a name, or several joined by points."""
SUGGESTED = 10  # of many unknown names, as many get a suggestion: whoever mistook more needs the list


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `place` is `file:line:column` or a JSON path; `text` is the offending text itself.

    `subjects`: the names that it is about, for whoever acts on it. Faults that read alike are one, whatever these are.
    """

    place: str
    code: str
    text: str
    help: str
    subjects: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def at(cls, place: Place, code: str, text: object, help_line: str, subjects: Iterable[str] = ()) -> Fault:
        """A fault in a file of a rule base. Where no subjects are given they are the names in a text that is a name."""
        about = tuple(subjects)
        if not about and code in TEXT_IS_A_NAME:
            about = tuple(str(text).lstrip("=@").split("."))  # `source.figure.field`, `=threshold`, `@list`
        return cls(f"{place.file}:{place.line}:{place.column}", code, shorten(text), help_line, about)

    def __lt__(self, other: Fault) -> bool:
        """In order of place: line 9 stands before line 10."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[object, ...]:
        parts = re.split(r"([0-9]+)", self.place)  # text and digits in turn, so like is compared with like
        place = tuple(_as_number(part) if index % 2 else part for index, part in enumerate(parts))
        return place, self.code, self.text, self.help

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {CODES[self.code]}: `{self.text}`\n    help: {self.help}"


def _as_number(digits: str) -> tuple[int, str]:
    """Digits in the order of the numbers that they write, however many they are: Python reads no more than 4300."""
    plain = digits.lstrip("0")
    return len(plain), plain


class Refused(Exception):
    """Input refused whole, with every fault found, in order of place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(word: str, known: Iterable[str], otherwise: str = "no known name is near it") -> str:
    """`did you mean ...` with the known names that may be meant; where there is none, `otherwise`."""
    found = [f"`{name}`" for name in near(word, known)]
    if not found:
        return otherwise
    return f"did you mean {' or '.join(filter(None, (', '.join(found[:-1]), found[-1])))}?"


def nearest_element(word: str, elements: Iterable[str]) -> str:
    """As `nearest`, of the data dictionary; where no element is near, the command that lists them."""
    return nearest(word, elements, LISTED)


class _Plainly(Repr):
    def repr_Decimal(self, value: object, _level: int) -> str:  # noqa: N802 - reprlib finds it by the type's name
        return str(value)

    def repr_bool(self, value: bool, _level: int) -> str:
        return str(value).lower()

    def repr_NoneType(self, _value: None, _level: int) -> str:  # noqa: N802
        return "null"


_REPR = _Plainly()
_REPR.maxother = _REPR.maxstring = _REPR.maxlong = 100


def shorten(value: object, limit: int = 80) -> str:
    """The offending text on one line, cut to `limit` characters; what cannot be seen is written as an escape."""
    if isinstance(value, str) and len(value) <= limit and value.isprintable() and _is_one_line(value):
        return value  # as most are
    try:
        if isinstance(value, bool | None):
            text = {True: "true", False: "false", None: "null"}[value]
        else:
            text = _REPR.repr(value) if isinstance(value, dict | list | tuple) else str(value)
    except ValueError:  # Python writes out no integer of more than 4300 digits
        text = "a number of thousands of digits"
    text = " ".join(re.split(r"[ \t\r\n]+", text.strip(" \t\r\n")))
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def _is_one_line(text: str) -> bool:
    return "  " not in text and text[:1] != " " and text[-1:] != " "


def listed(words: Sequence[str]) -> str:
    """Words as a readable list in backticks."""
    return ", ".join(f"`{word}`" for word in words)
