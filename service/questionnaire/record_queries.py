"""FHIRPath over what a record system finds of one patient: searches, and which of their entries may answer.

It is stricter than the intake, which reads more: what it cannot be sure of fills in nothing. A search that was not
answered, or not whole, fills in nothing; an entry of which anything is unusual does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from immunote.service.fhir.index import Index
from immunote.service.questionnaire.sdc import UCUM, VARIABLE, Json, extension

PATIENT = "patient={{%patient.id}}&_count=1000"
_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_VERIFIED = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
_LONGEST_SEARCH = 1500  # characters of a list of codes in a URL
_LATIN = "[^ -~\u00a0-\u017e\u2010-\u201f]"  # beyond it, letters can look like others
_BETWEEN = "[^a-z0-9\u00df-\u017e?]+"
_ACCENTED = {"a": "a\u00e0-\u00e5", "c": "c\u00e7", "e": "e\u00e8-\u00eb", "i": "i\u00ec-\u00ef", "n": "n\u00f1",
             "o": "o\u00f2-\u00f6\u00f8", "u": "u\u00f9-\u00fc"}  # fmt: skip

Codes = dict[str, Sequence[str]]
"""URI of a code system -> codes."""


@dataclass(frozen=True)
class FormUnit:
    """A unit in which a result may answer: its UCUM code, how records write it, and the plausible values in it."""

    code: str
    spellings: tuple[str, ...]
    low: int | float
    high: int | float


def literal(text: str) -> str:
    """A text as a FHIRPath string."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def among(codes: Codes) -> str:
    """Whether a Coding is one of some codes."""
    each = (f"system = {literal(uri)} and code in ({union(listed)})" for uri, listed in codes.items())
    return " or ".join(f"({one})" for one in each)


def search_variable(name: str, query: str) -> Json:
    """A variable that holds what a search finds."""
    value = {"name": name, "language": "application/x-fhir-query", "expression": query}
    return extension(VARIABLE, "Expression", value)


def variable(name: str, expression: str) -> Json:
    """A variable that FHIRPath works out."""
    return extension(VARIABLE, "Expression", {"name": name, "language": "text/fhirpath", "expression": expression})


def variables_of_conditions(index: Index, every: Codes) -> Iterator[Json]:
    """Variables of the form as a whole: `present`, `findings`, `answered` and what they rest on.

    `every`: all codes that a question asks for. `present`: the conditions that are there beyond doubt. `findings`:
    results under one of these codes, which may deny it. `asked`: these codes; none stands beside that of a sure result.
    `answered`: linkIds that the record holds an answer to.
    """
    yield search_variable("conditions", f"Condition?{PATIENT}")
    yield search_variable("responses", f"QuestionnaireResponse?{PATIENT}")
    parts = list(_in_parts(sorted({code for listed in every.values() for code in listed})))
    names = [f"findings{number}" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield search_variable(name, f"Observation?{PATIENT}&combo-code={','.join(part)}")
    yield variable("against", literal(_against(index)))
    yield variable("asked", union(sorted({code for listed in every.values() for code in listed})))
    yield variable("findings", _combined(names, f".where({_WHOLE}).entry.resource.ofType(Observation)"))
    yield variable("forms", f"%responses.{_FORMS}")
    items = "%forms.descendants().where(answer.exists())"
    yield variable("answered", f"{items}.linkId.combine({items}.definition)")
    searches = _combined(["conditions", "responses", *names])
    yield variable("whole", f"{searches}.where(iif({_WHOLE}, false, true)).empty()")
    yield variable("present", f"iif(%whole, %conditions.entry.resource.ofType(Condition).where({_PRESENT}), {{}})")


def variables_of_results(
    name: str, loinc: Codes, units: Sequence[FormUnit], days: int | None, *, by_day: bool
) -> Iterator[Json]:
    """Variables of one quantity: the search `name`, then its `...Found`, `...Last`, `...Latest` and `...Value`.

    `days`: how old a value may be. `by_day`: other results of its day count as latest too. The latest results have to
    be of one value; that is what `...Value` is.
    """
    ((uri, codes),) = loinc.items()
    listed = ",".join(f"{uri}|{code}" for code in codes)
    yield search_variable(name, f"Observation?{PATIENT}&combo-code={listed}&_sort=-date")
    asked = f"code.coding.where({among(loinc)}).exists()"
    here = f"({asked} or component.where({asked}).exists())"
    gone = "status = 'entered-in-error' or status = 'cancelled'"
    every = f"%{name}.where({_WHOLE}).entry.resource.ofType(Observation)"
    yield variable(f"{name}Found", f"{every}.where({_OF_PATIENT} and iif({gone}, false, true) and {here})")
    when = "effective.ofType(dateTime)"
    newer = "iif($total.empty() or $this > $total, $this, $total)"
    yield variable(f"{name}Last", f"%{name}Found.{when}.aggregate({newer}).toString()")
    last = f"%{name}Last"  # a variable loses its type
    earlier = f"{when} < {last}.toDateTime()"
    if by_day:
        earlier += f" and {_day(when)} != {_day(last)}"
    yield variable(f"{name}Latest", f"%{name}Found.where(iif({earlier}, false, true))")
    dated = f"{when}.exists() and {_not_future(when)} and (issued.empty() or {_not_future('issued')})"
    if days is not None:
        dated += f" and {when} >= today() - {days} days"
    others = f"code.coding.where(system = {literal(uri)} and iif({among(loinc)}, false, true)).empty()"
    others += " and code.coding.where(code in %asked).empty()"
    parts = f"iif({asked}, $this, {{}}).combine(component.where({asked}))"
    value = f"value.ofType(Quantity).where({_measured(units)})"
    right = f"{others} and {_SOUND_CODE} and dataAbsentReason.empty() and {value}.exists()"
    sound = f"{_RESULT} and {dated} and {parts}.count() = 1 and {parts}.where({right}).exists()"
    latest = f"%{name}Latest"
    values = f"{latest}.select({parts}).value.ofType(Quantity)"
    alike = f"{values}.select(value.toString() + ' ' + code).distinct().count() = 1"
    all_sound = f"{latest}.where(iif({sound}, false, true)).empty()"
    yield variable(f"{name}Value", f"iif({_ASKED} and {all_sound} and {alike}, {values}.first(), {{}})")


def unanswered(link_id: str, codes: Codes) -> str:
    """Whether no form in the record can have answered a question: by its linkId, its definition or one of its codes.

    A form that a response contains may ask by codes, so it counts as an answer to each question; so does the answer
    "none of these".
    """
    names = f"$this = {literal(link_id)} or endsWith({literal('#' + link_id)}) or startsWith('none_of_these.')"
    listed = union(code for each in codes.values() for code in each)
    asked = f"{names} or replaceMatches('^.*/', '') in ({listed})"
    return f"(%forms.contained.empty() and %answered.where({asked}).empty())"


def _measured(units: Sequence[FormUnit]) -> str:
    """Whether a Quantity is a plausible value in one of some units, of which words and code say the same."""
    each = (
        f"(code = {literal(unit.code)} and unit in ({union(unit.spellings)}) and value >= {unit.low} and "
        f"value <= {unit.high})"
        for unit in units
    )
    plain = "value.exists() and comparator.empty() and extension.empty()"
    return f"{plain} and system = {literal(UCUM)} and ({' or '.join(each)})"


def union(codes: Iterable[str]) -> str:
    """Texts as one FHIRPath collection."""
    return " | ".join(literal(code) for code in codes)


def _combined(names: Sequence[str], then: str = "") -> str:
    first, *others = (f"%{name}{then}" for name in names)
    return first + "".join(f".combine({each})" for each in others)


def _in_parts(codes: Iterable[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for code in codes:
        if part and len(",".join((*part, code))) > _LONGEST_SEARCH:
            yield part
            part = []
        part.append(code)
    if part:
        yield part


def _day(when: str) -> str:
    return f"{when}.toString().substring(0, 10)"


def _not_future(when: str) -> str:
    return f"{_day(when)} <= today().toString()"


def _against(index: Index) -> str:
    """A pattern of all words that deny, doubt, turn around or lie in the past, wherever in a text they stand."""
    records = index.records
    phrases = [*records.words_against, *records.words_against_at_start, *records.words_against_at_end]
    phrases += records.another_person.words if records.another_person else []
    phrases += [*records.words_past, *records.words_past_at_start, *records.words_past_at_end, *records.words_invalid]
    phrases += [word for each in records.contrary.values() for word in each.words]
    written = sorted({_pattern(phrase) for phrase in phrases if re.search(r"\w", phrase)})
    return f"[?]|(^|{_BETWEEN})({'|'.join(written)})($|{_BETWEEN})"


def _pattern(phrase: str) -> str:
    words = re.findall(r"[^\W_]+\*?", phrase.casefold())
    return _BETWEEN.join(_letters(word.rstrip("*")) + ("[^ ]*" if word.endswith("*") else "") for word in words)


def _letters(word: str) -> str:
    plain = {each: letters for letters in _ACCENTED.values() for each in (letters[0], *_spread(letters[1:]))}
    return "".join(f"[{plain[each]}]" if each in plain else each for each in word)


def _spread(letters: str) -> Iterator[str]:
    for each in re.findall(".-.|.", letters):
        yield from (chr(number) for number in range(ord(each[0]), ord(each[-1]) + 1))


# an absolute reference can be of another server, whose ids are others
_OF_PATIENT = "subject.reference = 'Patient/' + %patient.id"
_WHOLE = (
    "($this is Bundle) and link.where(relation = 'next').empty() and iif(total > entry.count(), false, true) and "
    "entry.resource.ofType(OperationOutcome).empty()"
)
_ASKED = f"%responses.where({_WHOLE}).exists()"
_FORMS = "entry.resource.ofType(QuestionnaireResponse).where(iif(status = 'entered-in-error', false, true))"
_TEXTS = "code.text.combine(code.coding.display).combine(category.text).combine(category.coding.display)"
_SOUND_CODE = (
    "code.extension.empty() and code.coding.extension.empty() and code.coding.where(code.matches('[:=]')).empty() and "
    f"code.text.combine(code.coding.display).where(matches({literal(_LATIN)}) or lower().matches(%against)).empty()"
)
_SOUND = (
    "implicitRules.empty() and modifierExtension.empty() and note.empty() and "
    "descendants().modifierExtension.empty() and "
    f"{_TEXTS}.combine(category.coding.code).where(matches({literal(_LATIN)}) or lower().matches(%against)).empty()"
)
_RESULT = (
    f"(status = 'final' or status = 'amended' or status = 'corrected') and {_SOUND} and focus.empty() and "
    "specimen.empty() and extension.where(url.endsWith('/observation-focusCode')).empty()"
)
_PRESENT = (
    f"{_OF_PATIENT} and {_SOUND} and {_SOUND_CODE} and "
    "clinicalStatus.coding.count() = 1 and verificationStatus.coding.count() = 1 and abatement.empty() and "
    f"clinicalStatus.coding.where(system = '{_CLINICAL}' and code = 'active').exists() and "
    f"verificationStatus.coding.where(system = '{_VERIFIED}' and code = 'confirmed').exists() and "
    f"(onset.empty() or {_not_future('onset.ofType(dateTime)')}) and "
    f"(recordedDate.empty() or {_not_future('recordedDate')})"
)
