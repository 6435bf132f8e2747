"""The mapping report: where each element of a profile came from, what was seen and not used, what is absent."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

from immunote.service.fhir.recognition import MatchedBy

Json = bool | int | float | str

REASONS: dict[str, str] = {
    "entered_in_error": "the entry is marked as entered in error",
    "refuted": "it was ruled out; that does not say that nothing else of the kind is there",
    "unconfirmed": "it is not confirmed",
    "not_current": "it is over, or not in force",
    "status_missing": "it does not say whether it is present or past",
    "future": "it is dated after the day of the assessment",
    "other_person": "it is about somebody else",
    "subject_not_known": "it does not say whom it is about in a way that can be checked",
    "other_focus": "it was found on somebody or something beside the patient",
    "relative": "it is about a relative",
    "modifier_extension": "it has a modifier extension that is not understood, so nothing in it may be read",
    "implicit_rules": "it follows rules that are not understood, so nothing in it may be read",
    "deleted": "it was deleted",
    "request_failed": "it stands in the answer to a request that failed",
    "specimen": "it was measured in a specimen of another kind, or in one that could not be used",
    "several_values": "it has more than one value",
    "versions_differ": "copies of it differ, and none is surely the newest",
    "state_unclear": "its state is not one of the standard's, or there are two that differ",
    "words": "its words speak of this, and words alone are not read",
    "way": "it was not given in a way that counts here",
    "way_not_known": "the way in which it was given is not one that is known",
    "ended": "its own bounds ended it",
    "course_not_dated": "its bounds do not say whether it has ended",
    "outcome_not_certain": "the reason to stop does not say enough for an outcome",
    "units_disagree": "its unit in words and its coded unit are two",
    "passed": "it is older than an entry on what passes may be",
    "in_doubt": "another entry, not read with certainty, may say yes",
    "contradicted": "another entry contradicts it",
    "spoken_for": "the list lacks it, and something in the record speaks for it",
    "not_understood": "the list lacks it, and the record holds entries that may speak for it and were not understood",
    "list_contradicted": "the list lacks a condition that the record holds as present",
    "list_old": "the list was reviewed too long ago",
    "another_version": "a newer version of the same entry was used",
    "not_done": "it says that something was not done",
    "contained": "it stands within another entry, and what it means there is not said",
    "elsewhere": "it refers to a resource that was not sent",
    "unreadable": "the entry does not have the form of FHIR R4",
    "words_against": "its words turn its code around, or lay it on somebody else",
    "words_past": "its words or codes lay it in the past, and this asks for now",
    "words_of_another": "its words are of something else than its code",
    "codes_against": "a code beside it is of a screening, a suspicion or a family history",
    "codes_disagree": "its codes are of different things",
    "note_against": "a note in it says that it is not so, or not to be used",
    "not_taken": "its words or notes say that it was stopped or is not taken",
    "no_code": "it has no code and no words for what it is",
    "ingredients": "it names ingredients alone, which are not put together to a drug",
    "before_birth": "it is dated before the patient was born",
    "deceased": "the patient is recorded as dead on that day, so nothing here is a question of now",
    "replaced": "the record of this patient was replaced by another one, which may hold more",
    "inactive_record": "the record of this patient is marked as no longer in use, so another may hold more",
    "order_old": "its last date is too long ago to say that it is taken now",
    "stopped_later": "a later entry says that the same drug was stopped or is not taken",
    "panel_in_error": "the panel or report that it belongs to is marked as entered in error, or of another specimen",
    "interpretation_against": "its interpretation or its words say something else than its value",
    "search_outcome": "it tells how a search went, and is no match of it",
    "may_be_deleted": "a request deletes what a search finds, and this may be among it",
    "expression": "it is a composed expression, which is not taken apart",
    "no_value": "it has no value",
    "value_absent": "it says why there is no value",
    "no_unit": "its number has no unit",
    "unit_counts_twice": "its unit is counted in two ways, and both give a possible value",
    "unit": "its unit is not among those that are converted",
    "comparator": "it is a bound, not a value",
    "range": "it is a range, not a value",
    "range_of_others": "its reference range is of other people or another purpose, or there are several",
    "text": "its value is a text that is not read",
    "coded_value": "its coded value is not one that answers this",
    "value_kind": "its value is of another kind than the element",
    "implausible": "the number is outside the plausible range, or only makes sense in another unit",
    "near": "it comes near the question without answering it",
    "outcome_not_said": "it says that something was given, not what came of it",
    "no_needs": "it says no, which does not count without another value, or with the value that there is",
    "severity_not_said": "it does not say that a reaction was severe",
    "older": "a newer entry was used",
    "ambiguous": "entries of the same time differ",
    "overruled": "an entry that says yes counts for good here",
    "disagree": "entries say yes and no, and neither is surely the newer",
    "worked_out": "it is worked out from other elements that are recorded",
    "contradicts": "it contradicts another entry, so neither is used",
    "date_not_read": "its date has not the form of a date",
    "date_too_wide": "its date is too wide: an answer would depend on the day meant",
    "undated": "it has no date",
    "too_old": "it is too old to answer this today",
    "stated_earlier": "a time stated on another day has gone on since",
    "later_unread": "another entry, not read with certainty, may be of a later event",
    "several_drugs": "more than one entry of its kind is in force, and their amounts may add up",
    "dose_not_read": "the amount a day cannot be read with certainty",
    "dose_disagrees": "its words name another amount than its dose",
    "list_not_read": "the list holds an entry that cannot be read, so it closes nothing",
    "list_not_dated": "the list has no date, or lies before an entry that was recorded later",
    "list_not_whole": "the list is not one that was reviewed as a whole",
}


class ReportPart(BaseModel):
    """Base of all parts of the report."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Code(ReportPart):
    """A code as it stood in the record."""

    system: str | None
    code: str | None
    display: str | None


class Conversion(ReportPart):
    """From the unit recorded to the unit of the element: value times factor."""

    from_unit: str
    to_unit: str
    factor: str


class ValueSource(ReportPart):
    """The entry that a value came from. `recorded`: the value as it was written; `text`: what the entry calls itself.

    `by`: how it was recognised.
    """

    resource: str
    date: str | None = None
    code: Code | None = None
    text: str | None = None
    recorded: str | None = None
    conversion: Conversion | None = None
    by: MatchedBy | None = None


class MappedElement(ReportPart):
    """An element of the profile. `how`: read, counted (time from a date) or closed (by a list that was reviewed)."""

    element: str
    label: str
    value: Json
    unit: str | None
    how: Literal["read", "counted", "closed"]
    source: ValueSource
    older: tuple[ValueSource, ...] = ()


class NotUsed(ReportPart):
    """An entry that was seen and not used, with the element that it could have answered, where there is one."""

    source: ValueSource
    element: str | None
    reason: str
    words: str


class SeenElement(ReportPart):
    """An element that is open although the record holds something on it: `words` say why it was not read."""

    element: str
    label: str
    words: str
    sources: tuple[ValueSource, ...]


class UnknownCode(ReportPart):
    """A code that no element reads."""

    system: str | None
    code: str | None
    display: str | None
    count: int


class Follows(ReportPart):
    """An element that follows from those read."""

    element: str
    value: Json
    because: str


class MappingReport(ReportPart):
    """What became of the resources. `incomplete`: the record says that there is more of it elsewhere.

    `absent`: elements without a value, in two parts: `seen`, with what was not read with certainty, and `not_recorded`,
    on which the record holds nothing.
    """

    as_of: str
    resources: int
    elements: tuple[MappedElement, ...]
    follows: tuple[Follows, ...]
    not_used: tuple[NotUsed, ...]
    unknown_codes: tuple[UnknownCode, ...]
    not_read: dict[str, int]
    absent: tuple[str, ...]
    seen: tuple[SeenElement, ...]
    not_recorded: tuple[str, ...]
    incomplete: bool
