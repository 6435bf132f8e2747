"""What is wrong with something that was handed in: a code, a place, the offending text and one line of help.

Every code stands in docs/errors.md, and a test keeps the two equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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
    "Q02": "no rule, definition or row of that name",
    "Q03": "a format, jurisdiction or schema that does not exist",
    "Q04": "no element of that name, label or question",
    # the engine itself
    "E01": "the evaluators disagree, so no note is given",
    "E02": "durable-rules is not built for this Python",
    "E03": "packages that are not installed",
    "E04": "an installed immunote runs in a checkout of another one",
    "E05": "a rule base in an installed package, where nothing is written",
    # a list of patients
    "L01": "a list that cannot be read",
    "L02": "a kind of file that is not read or written",
    "L03": "a list without rows",
    "L04": "a header that cannot be used",
    "L05": "no column with the patients' ids",
    "L06": "a column that is no element",
    "L07": "fields that are not separated by commas",
    "L08": "a column of a type that does not fit",
    "L09": "a quote that is not closed",
    "L10": "a row with too few or too many fields",
    "L11": "a row that cannot be read",
    "L12": "a last row that may be cut off",
    "L13": "a row without an id",
    "L14": "an id that stands more than once",
    "L15": "the template's row of explanations",
    "L16": "an output that is there already",
    "L17": "an output that cannot be written",
    "L18": "an output that would change its input",
    "L19": "another run that writes the same output",
    "L20": "nothing that could be resumed",
    "L21": "a run that differs from the one to resume",
    "L22": "a list that changed while it was read",
    "L23": "an option that cannot be used",
    "L24": "a result that cannot be read",
    "L25": "a rule base without figures for a synthetic cohort",
    "L26": "figures of a synthetic cohort that contradict a constraint",
    "L27": "Spark that does not start or answer",
    "L28": "work that Spark gave up",
    "L29": "a Spark worker that is not as its driver is",
    # the service
    "S01": "a note that cannot be recorded, so it is not given",
    "S02": "a setting that cannot be used",
    "S03": "an unknown setting",
    "S04": "development mode on an address that others can reach",
    "S05": "a media type that is not offered, or not read",
    "S06": "nothing of that path, id or digest",
    "S07": "a request that cannot be read",
    "S08": "a method that this path does not have",
    "S09": "an error of the program",
    "S11": "a database of another version",
    "S12": "a decision log that does not hold together",
    "S13": "no decision of that digest",
    "S14": "a rule base that is not kept, or no longer what was kept",
    "S15": "a moment, an end of the log or an export that cannot be read",
    "S16": "an address that is of no database",
    "S20": "no credentials",
    "S21": "a key that is not valid",
    "S22": "a key or token in a URL",
    "S23": "a scope that the caller does not have",
    "S24": "a token that cannot be read",
    "S25": "a signature that is not accepted",
    "S26": "an issuer or key that is not on the list",
    "S27": "a token for another audience",
    "S28": "a token outside its time",
    "S29": "a token that was used before",
    "S30": "public keys that cannot be fetched",
    "S31": "a body or URL that is too large",
    "S32": "JSON that is too deep, too full or not UTF-8",
    "S33": "a request that comes too slowly",
    "S34": "header fields that are too many or too large",
    "S35": "too many requests",
    "S36": "an answer that took too long",
    "S37": "a path or host that is not served",
    "S38": "a FHIR server that is not on the list",
    "S39": "a key that cannot be made or found",
    "S40": "FHIR that is not JSON",
    "S41": "something that is no FHIR resource",
    "S42": "resources of more than one patient",
    "S43": "more resources than are read at once",
    "S44": "a day that cannot be read",
    "S60": "a CDS Hooks request that cannot be read",
    "S61": "no CDS service of that id",
    "S62": "a hook that this service is not for",
    "S63": "records of more than one patient",
    "S64": "data that is needed and could not be obtained",
    "S66": "feedback that cannot be read",
    "S67": "a review entry that cannot be closed",
    "S70": "traces are asked for, and OpenTelemetry is not installed",
    "S71": "the note of a canary patient changed",
    "S72": "the digests of canary patients cannot be kept or read",
    "S73": "the database does not answer",
    # scenarios
    "V01": "no scenarios can be read there",
    "V02": "a file that is no Gherkin",
    "V03": "two scenarios of one name in a file",
    "V04": "a sentence that no scenario has",
    "V05": "a sentence that the rule base cannot read, or that stands in the wrong place",
    "V06": "a fact that cannot be written as a sentence",
    # the review of the rules
    "V20": "a spreadsheet that cannot be read",
    "V21": "a column that is missing, or stands twice",
    "V22": "a scenario twice in a spreadsheet",
    "V23": "a verdict that is neither agree nor disagree",
    "V24": "two verdicts for one scenario",
    "V25": "a scenario that is not the one that was reviewed",
    "V26": "a row of no scenario",
    "V27": "a formula where words belong",
    "V28": "an opinion that is not whole",
    "V29": "a disagreement that cannot fail",
    "V30": "a sign-off that lacks something",
    "V31": "a sign-off of content that is not kept, or not what stands",
    "V33": "something that cannot be written",
    # two versions compared
    "V40": "a version that is neither a folder nor a git revision",
    "V41": "a git revision that does not hold the rule base",
    "V42": "git gives no answer",
    "V43": "a cohort that cannot be read",
    "V44": "a row of a cohort that cannot be read",
    # the documentation site
    "V60": "findings that cannot be read",
    "V61": "findings about other rules",
    "V62": "a folder that holds something else",
    "V63": "a page that the site generator refuses",
    "V64": "a link that leads nowhere",
    "V65": "something that a page would fetch from elsewhere",
    "V80": "proposed scenarios would overwrite a file",
    "V81": "a folder in which no rule base can be begun",
}


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
        place = tuple(int(part) if index % 2 else part for index, part in enumerate(parts))
        return place, self.code, self.text, self.help

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {CODES[self.code]}: `{self.text}`\n    help: {self.help}"


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
    try:
        if isinstance(value, bool | None):
            text = {True: "true", False: "false", None: "null"}[value]
        else:
            text = _REPR.repr(value) if isinstance(value, dict | list | tuple) else str(value)
    except ValueError:  # Python writes out no integer of more than 4300 digits
        text = "a number of thousands of digits"
    text = " ".join(re.split(r"[ \t\r\n]+", text.strip(" \t\r\n")))
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def listed(words: Sequence[str]) -> str:
    """Words as a readable list in backticks."""
    return ", ".join(f"`{word}`" for word in words)
