"""Which elements a code answers or comes near: whole codes, categories above them, and codes named as exceptions."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from immunote.engine.elements import Element
from immunote.engine.loading.code_checks import in_systems
from immunote.engine.notations import listed_form
from immunote.engine.shapes.codes import CodesFile, KnownCodes
from immunote.engine.shapes.records import Codes, RecordsFile
from immunote.service.fhir.datatypes import RecordCoding

_LONGEST_CODE = 64
_LONGEST_URI = 300
_MOST_KEPT = 4096


class MatchedBy(StrEnum):
    """How an entry was recognised. A category is a code of a classification that stands for all below it.

    `text`: by words of the entry that name no drug; `question`: by the name of an element that an answer carries;
    `person`: by a field of the patient's own resource.
    """

    code = "code"
    category = "category"
    ingredient_text = "ingredient text"
    local_map = "local map"
    terminology_server = "terminology server"
    text = "text"
    question = "question"
    person = "person"


@dataclass(frozen=True, slots=True)
class Hit:
    """A code that answers an element, or that comes near it. `because`: why it then leaves the element unknown.

    `member`: the member of an enumeration that it means; a boolean is answered with yes. `ingredient`: the drug that
    was read from the text. `unit`: the unit of a result that names none, as the local map says.
    """

    element: str
    coding: RecordCoding
    because: str | None = None
    by: MatchedBy = MatchedBy.code
    member: bool | str | None = None
    ingredient: str | None = None
    unit: str | None = None

    @property
    def value(self) -> bool | str:
        """What the code says of its element."""
        return True if self.member is None else self.member


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a listed code means for an element; an exception means nothing, whatever the category above it says."""

    element: str
    because: str | None = None
    member: str | None = None
    is_exception: bool = False

    @property
    def rank(self) -> int:
        """Of meanings of one code for one element the highest counts: what leaves it open, then an exception."""
        return 2 if self.because is not None else 1 if self.is_exception else 0


class Recognition:
    """The codes of one rule base, ready to be looked up in a time that does not grow with the record."""

    def __init__(self, elements: Mapping[str, Element], records: RecordsFile, codes: CodesFile) -> None:
        self._records = records
        self._places = lru_cache(_MOST_KEPT)(self._places_of)
        self._system_of = lru_cache(_MOST_KEPT)(self._named)
        self._lists: dict[tuple[int, str], tuple[Codes, frozenset[str | None]]] = {}
        self._systems = {plain_uri(uri): name for name, uris in records.systems.items() for uri in uris}
        self._families: dict[str, list[str]] = {}
        for family, systems in records.families.items():
            for system in systems:
                self._families.setdefault(system, []).append(family)
        self._meanings: dict[tuple[str, str], list[_Meaning]] = {}
        self._codes_of: dict[tuple[str, str], set[str]] = {}
        self._widest: dict[tuple[str, str], set[str]] = {}
        for name, element in elements.items():
            self._add(element.codes, _Meaning(name))
        for raised in records.raises:
            for name in raised.elements:
                self._add(raised.codes, _Meaning(name, raised.because))
        self._below: dict[tuple[str, str], list[str]] = {}
        self._not_below: dict[str, set[tuple[str, str]]] = {}
        for name, known in codes.elements.items():
            self._add_exceptions(name, known)
            self._add_below(name, known)
        for name, members in codes.members.items():
            for member, known in members.items():
                self._add(in_systems(known.codes, records), _Meaning(name, member=member))
                self._add_exceptions(name, known)

    def system(self, coding: RecordCoding) -> str | None:
        """What the rule base calls the system of a code; an edition, a version or a path below its URI is it too."""
        return self._system_of(coding.system or "")

    def _named(self, uri: str) -> str | None:
        uri = plain_uri(uri)
        found = self._systems.get(uri)
        if found is not None or len(uri) > _LONGEST_URI:
            return found
        above = [known for known in self._systems if uri.startswith(f"{known}/")]
        return self._systems[max(above, key=len)] if above else None

    def hits(self, codings: Iterable[RecordCoding]) -> list[Hit]:
        """The elements that codes answer or come near, each once.

        Of several codes for an element the longest listed one counts; of two equally long ones that which says less.
        """
        best: dict[str, tuple[tuple[int, int], Hit | None]] = {}
        for coding in codings:
            system = self.system(coding)
            for length, listed, whole in self._above(system, coding.code):
                for meaning in self._meanings.get((system or "", listed), ()):
                    place = (length, meaning.rank)
                    known = best.get(meaning.element)
                    if known is None or place > known[0]:
                        best[meaning.element] = place, _hit(meaning, coding, whole)
        return [hit for _, hit in best.values() if hit is not None]

    def is_whole(self, hit: Hit) -> bool:
        """Whether a code is all that its element asks: the only one that others count below, or the only one listed."""
        system, code = self.system(hit.coding), hit.coding.code
        if hit.by is not MatchedBy.code or system is None or code is None:
            return False
        place = (hit.element, system)
        return (self._widest.get(place) or self._codes_of.get(place)) == {self._form(system, code)}

    @property
    def declared(self) -> list[str]:
        """The codes below which others count where a terminology server says so, and the exceptions among them."""
        return sorted({code for _, code in {*self._below, *chain.from_iterable(self._not_below.values())}})

    def hits_below(self, codings: Iterable[RecordCoding], above: Mapping[str, Collection[str]]) -> list[Hit]:
        """What codes answer by the declared codes that a terminology server puts above them."""
        found: dict[str, Hit] = {}
        for coding in codings:
            system = self.system(coding)
            if system is None or not coding.code:
                continue
            places = {(system, code) for code in (*above.get(coding.code, ()), coding.code)}
            for place in places:
                for name in self._below.get(place, ()):
                    if places.isdisjoint(self._not_below.get(name, ())):
                        found.setdefault(name, Hit(name, coding, None, MatchedBy.terminology_server))
        return list(found.values())

    def among(self, codes: Codes, codings: Iterable[RecordCoding]) -> RecordCoding | None:
        """The first coding that is one of `codes` or below one; None where there is none."""
        for coding in codings:
            system = self.system(coding)
            if system is None:
                continue
            listed = self._listed_in(codes, system)
            if any(above in listed for _, above, _ in self._above(system, coding.code)):
                return coding
        return None

    def _listed_in(self, codes: Codes, system: str) -> frozenset[str | None]:
        """The forms of a list's codes of one system, made once: a list of the rule base stays the same object."""
        kept = self._lists.get((id(codes), system))
        if kept is None or kept[0] is not codes:
            lists = [codes.get(name, ()) for name in (system, *self._families.get(system, ()))]
            if len(self._lists) >= _MOST_KEPT:
                self._lists.clear()
            kept = codes, frozenset(self._form(system, code) for each in lists for code in each)
            self._lists[id(codes), system] = kept
        return kept[1]

    def _above(self, system: str | None, code: str | None) -> tuple[tuple[int, str, bool], ...]:
        """The listed codes that a code may stand below, itself first, as (length, code, whether it is itself)."""
        if system is None or code is None or len(code) > _LONGEST_CODE:
            return ()
        return self._places(system, code)

    def _places_of(self, system: str, code: str) -> tuple[tuple[int, str, bool], ...]:
        form = self._form(system, code)
        if form is None:
            return ()
        shortest = 1 if system in self._records.hierarchical else len(form)
        return tuple((length, form[:length], length == len(form)) for length in range(len(form), shortest - 1, -1))

    def _form(self, system: str, code: str) -> str | None:
        notation = self._records.notations.get(system)
        return plain(code) if notation is None else listed_form(notation, plain(code))

    def _add(self, codes: Mapping[str, Iterable[str]], meaning: _Meaning) -> None:
        for name, listed in codes.items():
            for system in self._records.families.get(name, [name]):
                for code in listed:
                    form = self._form(system, code)
                    if form is not None:
                        self._meanings.setdefault((system, form), []).append(meaning)
                        if meaning.because is None and not meaning.is_exception:
                            self._codes_of.setdefault((meaning.element, system), set()).add(form)

    def _add_exceptions(self, name: str, known: KnownCodes) -> None:
        self._add(in_systems(known.except_, self._records), _Meaning(name, is_exception=True))

    def _add_below(self, name: str, known: KnownCodes) -> None:
        for system, listed in in_systems(known.below, self._records).items():
            for code in listed:
                self._below.setdefault((system, plain(code)), []).append(name)
                self._widest.setdefault((name, system), set()).add(plain(code))
            excepted = known.except_.get(system, {})
            self._not_below.setdefault(name, set()).update((system, plain(code)) for code in excepted)


def _hit(meaning: _Meaning, coding: RecordCoding, whole: bool) -> Hit | None:
    if meaning.is_exception:
        return None
    by = MatchedBy.code if whole else MatchedBy.category
    return Hit(meaning.element, coding, meaning.because, by, meaning.member)


def plain_uri(uri: str) -> str:
    """A URI as it is compared: without version, trailing slash and the difference of http and https."""
    bare = uri.split("|", maxsplit=1)[0].strip().rstrip("/")
    return "http://" + bare[8:] if bare.startswith("https://") else bare


def plain(code: str) -> str:
    """A code as it is compared: without what cannot be seen, in capitals."""
    if code.isascii() and code.isalnum():  # as most are
        return code.upper()
    return "".join(each for each in code if unicodedata.category(each) not in ("Cf", "Cc", "Zs")).upper()
