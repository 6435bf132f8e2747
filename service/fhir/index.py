"""What codes and units mean, from the data dictionary and `records.yaml`: nothing else knows an element's name."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from copy import copy
from decimal import Decimal
from functools import cached_property

from immunote.engine.cells import Cell, cut
from immunote.engine.elements import Element
from immunote.engine.faults import shorten
from immunote.engine.intake import Intake
from immunote.engine.rulebase import RuleBase
from immunote.engine.shapes.records import Codes, RecordsFile
from immunote.service.fhir.datatypes import Concept, RecordCoding
from immunote.service.fhir.drug_texts import DrugTexts
from immunote.service.fhir.local_map import NOTHING, LocalMap
from immunote.service.fhir.recognition import Hit, MatchedBy, Recognition, plain
from immunote.service.fhir.report import Code
from immunote.service.fhir.unit_spellings import Units
from immunote.service.fhir.wording import EntryWording, Phrases, words_of

__all__ = ["LINK_ID", "Hit", "Index", "MatchedBy", "codings_of", "index_of", "plain", "readable", "shown", "texts_of"]

LINK_ID = "linkId"  # in place of a system: what a questionnaire calls its question


class Index:
    """One rule base, ready to look codes up."""

    def __init__(self, rulebase: RuleBase, local: LocalMap = NOTHING) -> None:
        self.rulebase = rulebase
        self.local = local
        self.above: Mapping[str, Collection[str]] = {}
        self.elements: Mapping[str, Element] = rulebase.elements
        self.records = rulebase.records or RecordsFile(systems={}, units={})
        self._uris = {name: uris[0] for name, uris in self.records.systems.items() if uris}
        self.recognition = Recognition(self.elements, self.records, rulebase.codes)
        self.drug_texts = DrugTexts(self.records, rulebase.codes)
        words = self.records.unit_words
        self.units = {name: Units(factors, words) for name, factors in self.records.units.items()}
        self.either_factor = {
            name: Units({unit: " ".join(each) for unit, each in factors.items()}, words)
            for name, factors in self.records.either_factor.items()
        }
        self.amount_units = {name: Units(each.units, words) for name, each in self.records.amounts.items()}
        self._others = [
            *self.records.denied.values(),
            *(each.codes for each in self.records.reactions.values()),
            *(each.codes for each in self.records.amounts.values()),
            *([self.records.reviewed_list.codes] if self.records.reviewed_list else []),
        ]
        self._other_codes = _together(self._others)
        self._stated_codes = _together(members.get("true", {}) for members in self.records.answers.values())
        self.wording = EntryWording(self.records)
        self._changing = {name: Phrases(each.changing) for name, each in self.records.amounts.items()}
        self._not_given = {name: Phrases(each.not_given) for name, each in self.records.given.items()}
        about = self.records.another_person
        self.family_words = Phrases(about.words if about else ())
        self.areas = {name: self._areas(name) for name in self.elements}
        self.family = {name: self._root(name) for name in self.elements}
        self._members: dict[str, list[str]] = {}
        for name in sorted(self.family, key=lambda name: name != self.family[name]):
            self._members.setdefault(self.family[name], []).append(name)

    def uri(self, system: str) -> str | None:
        """The first URI of a system of the rule base."""
        return self._uris.get(system)

    def system(self, coding: RecordCoding) -> str | None:
        """What the rule base calls the system of a code; SNOMED CT editions and versions are its system too."""
        return self.recognition.system(coding)

    def hits(self, concepts: Iterable[Concept | None]) -> list[Hit]:
        """Return the elements that the codes answer or come near, each once, with how each was recognised."""
        concepts = list(concepts)
        mapped = self.local.hits(concepts)
        codings = codings_of(concepts)
        below = self.recognition.hits_below(codings, self.above) if self.above else []
        found: dict[str, Hit] = {}
        for hit in (*mapped, *self.recognition.hits(codings), *below):
            found.setdefault(hit.element, hit)
        return list(found.values())

    def with_above(self, above: Mapping[str, Collection[str]]) -> Index:
        """The same index for one record, with what a terminology server says of its codes."""
        other = copy(self)
        other.above = above
        return other

    def drug_hits(self, concept: Concept | None) -> list[Hit]:
        """The same for a drug: by its codes, else by the ingredient that its own text names."""
        return self.hits([concept]) or ([] if self.knows_otherwise([concept]) else self.drug_texts.hits(concept))

    def is_amount(self, name: str, hit: Hit) -> bool:
        """Whether a hit is the drug whose amount an element counts."""
        amount = self.records.amounts[name]
        if hit.by is MatchedBy.local_map:
            return False
        if hit.ingredient is not None:
            return hit.ingredient in amount.ingredients
        return self.among(amount.codes, [Concept(coding=[hit.coding])]) is not None

    def among(self, codes: Codes, concepts: Iterable[Concept | None]) -> RecordCoding | None:
        """Return the first coding of the concepts that is one of `codes`; None where there is none."""
        return self.recognition.among(codes, codings_of(concepts))

    def knows(self, concepts: Iterable[Concept | None]) -> bool:
        """Return whether any of the codes is in the data dictionary or in `records.yaml`."""
        concepts = list(concepts)
        return bool(self.hits(concepts)) or self.knows_otherwise(concepts)

    def knows_otherwise(self, concepts: Iterable[Concept | None]) -> bool:
        """Return whether a code that answers no element is in `records.yaml` for something else."""
        return self.among(self._other_codes, concepts) is not None

    def is_turned_around(self, concept: Concept | None) -> bool:
        """Return whether the text of an entry negates its code or says that it is about another person."""
        return self.wording.is_against(texts_of([concept]))

    def given_by(self, concepts: Iterable[Concept | None]) -> list[tuple[str, RecordCoding]]:
        """Return the elements that a completed administration of one of the concepts answers, with the code."""
        concepts = list(concepts)
        found = [(name, self.among(given.codes, concepts)) for name, given in self.records.given.items()]
        return [(name, coding) for name, coding in found if coding is not None]

    def is_said_to_change(self, name: str, texts: Iterable[str]) -> bool:
        """Return whether one of the texts says that an amount a day does not stay as it is."""
        return any(self._changing[name].are_in(words_of(text)) for text in texts)

    def is_said_not_given(self, name: str, texts: Iterable[str]) -> bool:
        """Return whether one of the texts says that what answers an element of `given` was not given."""
        return any(self._not_given[name].are_in(words_of(text)) for text in texts)

    def stated(self, concepts: Iterable[Concept | None]) -> list[Hit]:
        """Return the hits of an entry that says that something is there: also codes that are the answer yes."""
        concepts = list(concepts)
        hits = self.hits(concepts)
        if self.among(self._stated_codes, concepts) is None:
            return hits
        known = {hit.element for hit in hits}
        for name, members in self.records.answers.items():
            coding = self.among(members.get("true", {}), concepts)
            if coding is not None and name not in known:
                hits.append(Hit(name, coding))
        return hits

    def members(self, family: str) -> list[str]:
        """Return the elements that hold one quantity in different units, first that to which others are converted."""
        return self._members.get(family, [])

    def limits_of(self, name: str) -> list[str]:
        """Return the elements that the reference range of a result answers."""
        limits = self.records.upper_limit_of.items()
        return [limit for limit, of in limits if self.family.get(of) == self.family[name]]

    def factor_to_family(self, name: str) -> Decimal:
        """Return the factor that converts a value of this element to the first unit of its quantity."""
        root = self.elements[self.family[name]]
        factors = [each.factor for each in root.derivations if each.how == "scale" and each.inputs == (name,)]
        return factors[0] if factors else Decimal(1)

    @cached_property
    def intake(self) -> Intake:
        """The intake of the rule base."""
        return Intake(self.rulebase)

    @cached_property
    def cells(self) -> dict[str, tuple[Cell, ...]]:
        """The cells into which all conditions cut each element: no rule tells two values of one cell apart."""
        conditions = list(self.rulebase.program.values())
        conditions += [literal for clause in self.rulebase.constraints for literal in clause.literals]
        conditions += [each.no_needs for each in self.elements.values() if each.no_needs is not None]
        return cut(self.elements, conditions)

    def _areas(self, name: str) -> frozenset[str]:
        """Return the kinds of entry of which the words can speak of an element."""
        element = self.elements[name]
        if name in self.records.reactions or name in self.records.denied:
            return frozenset({"allergy", "finding"})
        if name in self.records.given or {"rxnorm", "atc"} & set(element.codes):
            return frozenset({"drug"})
        if element.is_number:
            return frozenset({"result"})
        return frozenset({"finding", "result"})

    def _root(self, name: str) -> str:
        for other, element in self.elements.items():
            for derivation in element.derivations:
                if derivation.tolerance_is_relative and derivation.inputs == (name,):
                    return other
        return name


_READY: dict[str, Index] = {}
_MOST_READY = 4


def index_of(rulebase: RuleBase, local: LocalMap = NOTHING) -> Index:
    """The index of a rule base and a local map, made once."""
    key = f"{rulebase.content_hash} {local.key}"
    found = _READY.get(key)
    if found is None:
        while len(_READY) >= _MOST_READY:
            _READY.pop(next(iter(_READY)), None)
        found = _READY[key] = Index(rulebase, local)
    return found


def _together(lists: Iterable[Codes]) -> Codes:
    """Several lists of codes as one."""
    found: Codes = {}
    for codes in lists:
        for system, listed in codes.items():
            found.setdefault(system, []).extend(listed)
    return found


def codings_of(concepts: Iterable[Concept | None]) -> list[RecordCoding]:
    """All codes of some concepts."""
    return [coding for concept in concepts if concept is not None for coding in concept.coding]


def texts_of(concepts: Iterable[Concept | None]) -> list[str]:
    """All words of some concepts: their texts, and what their codes are called."""
    given = [concept for concept in concepts if concept is not None]
    return [
        text
        for concept in given
        for text in (concept.text, *(coding.display for coding in concept.coding))
        if text is not None
    ]


def readable(text: str) -> str:
    """A text without what cannot be seen, such as zero-width spaces, with single spaces."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    seen = "".join(" " if each.isspace() else each for each in text if unicodedata.category(each) != "Cf")
    return " ".join(seen.split())


def shown(coding: RecordCoding) -> Code:
    """A code as the report shows it."""
    return Code(
        system=shorten(coding.system, 200) if coding.system else None,
        code=shorten(readable(coding.code), 80) if coding.code else None,
        display=shorten(readable(coding.display), 200) if coding.display else None,
    )
