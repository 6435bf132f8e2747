"""`records.yaml`: how the entries of a record answer elements, beyond the codes of the data dictionary.

Optional. `engine/` checks it at load and does not use it: it is data for whoever fills profiles from records.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from immunote.engine.shapes.base import Shape

Codes = dict[str, list[str]]


class Duration(Shape):
    """An element that counts time: since birth, since the value of `of` was taken, or since the onset of `of`."""

    since: Literal["birth", "value", "onset"]
    in_: Literal["days", "months", "years"] = Field(alias="in")
    of: str | None = None
    not_dated_by: Codes = Field(default_factory=dict)


class PersonField(Shape):
    """A field of a person's record that answers an element, member by member."""

    element: str
    values: dict[str, str]


class Truths(Shape):
    """Coded and written results that mean yes or no, whatever was asked."""

    yes: Codes
    no: Codes
    words_for_yes: list[str] = Field(default_factory=list)
    words_for_no: list[str] = Field(default_factory=list)
    words_of_doubt: list[str] = Field(default_factory=list)


class Raises(Shape):
    """Codes that leave an element unknown and raise its question, even where the dictionary lists them."""

    elements: list[str] = Field(min_length=1)
    codes: Codes
    because: str
    ingredients: list[str] = Field(default_factory=list)


class Reaction(Shape):
    """A reaction to a substance, recorded as of the worst degree, that `sets` an element to one of its members."""

    codes: Codes
    sets: str


class Passing(Shape):
    """How long an entry answers an element: a yes for `yes_days`, a no for `no_days`; left out, for good.

    `choice`: the reason for the numbers, which no source gives; so in the blocks below.
    """

    yes_days: int | None = Field(default=None, gt=0)
    no_days: int | None = Field(default=None, gt=0)
    choice: str


class Speaks(Shape):
    """What speaks for an element without answering it: a list without the element is then not believed.

    `above` and `below`: values of other elements with the named threshold.
    """

    codes: Codes = Field(default_factory=dict)
    words: list[str] = Field(default_factory=list)
    above: dict[str, str] = Field(default_factory=dict)
    below: dict[str, str] = Field(default_factory=dict)
    by_drugs: bool = False
    choice: str


class Way(Shape):
    """The ways into the body by which what is taken counts for `elements`, and those by which it does not."""

    elements: list[str] = Field(min_length=1)
    choice: str
    counts: Codes
    words_that_count: list[str] = Field(default_factory=list)
    does_not_count: Codes
    words_that_do_not: list[str] = Field(default_factory=list)


class StatedOutcome(Shape):
    """Words and codes of a reason to stop that mean a member. `months`: how long it must surely have been taken."""

    words: list[str] = Field(default_factory=list)
    codes: Codes = Field(default_factory=dict)
    months: int | None = Field(default=None, gt=0)


class ReasonToStop(Shape):
    """What a reason to stop says of `elements`: one of their members; `otherwise`: the member without a reason."""

    elements: list[str] = Field(min_length=1)
    choice: str
    members: dict[str, StatedOutcome]
    otherwise: str


class Given(Shape):
    """What is surely given by a completed administration, and then answers an element with yes.

    `not_given`: words of a note or a reason that say that it was not, whatever the status.
    """

    codes: Codes
    not_given: list[str] = Field(default_factory=list)


class Pattern(Shape):
    """A pattern that the result of one of `codes` names beside its titre, and that is a yes."""

    codes: Codes
    words: list[str] = Field(min_length=1)


class WordedNumber(Shape):
    """A number that a report's conclusion gives in words: the names that stand before it, and its unit."""

    words: list[str] = Field(min_length=1)
    unit: str
    not_beside: list[str] = Field(default_factory=list)


class Certainty(Shape):
    """An extension of a code, or of the entry that holds it, that says how certain it is: the ends of its URLs."""

    extensions: list[str] = Field(min_length=1)
    refuted: list[str]
    unconfirmed: list[str]
    past: list[str]
    certain: list[str]


class AnotherPerson(Shape):
    """Categories and codes of an entry that is about relatives."""

    codes: Codes = Field(default_factory=dict)
    words: list[str] = Field(default_factory=list)


class Amount(Shape):
    """Codes of which the amount a day, in one of `units` with its factor, is the element's value.

    `among`: the boolean that is true for all of its kind; another of that kind at the same time leaves it unknown.
    `changing`: words of a dosage by which its amount does not stay.
    """

    codes: Codes
    units: dict[str, str]
    among: str
    ingredients: list[str] = Field(default_factory=list)
    changing: list[str] = Field(default_factory=list)


class ReviewedList(Shape):
    """Lists that, reviewed on a date, close elements as "no" for so many `days`.

    `empty`: reasons for an empty list that mean none.
    """

    codes: Codes
    days: int = Field(gt=0)
    choice: str
    empty: list[str] = Field(default_factory=list)


class Before(Shape):
    """An element that takes the value of `of` before the latest; `days`: the element that counts the days between."""

    of: str
    days: str


class DrugTextWords(Shape):
    """How a drug is read from its own text: `local_words` name a form for local use, which then says nothing."""

    local_words: list[str]
    because: str


class Contrary(Shape):
    """What says that an entry is of something else than an element asks for: codes and words of others.

    `names`: words that name the element itself, beyond those of `spoken_of`, so that other words beside them do not.
    """

    codes: Codes = Field(default_factory=dict)
    words: list[str] = Field(default_factory=list)
    names: list[str] = Field(default_factory=list)


class InForce(Shape):
    """For how many days the last date of an order or a statement on a drug says that it is taken now."""

    days: int = Field(gt=0)
    choice: str


class WordLists(Shape):
    """Why the lists of words are what they are, where no source gives them."""

    choice: str


class RecordsFile(Shape):
    """`records.yaml`. A family is a name for several systems that share their codes, in every list of codes.

    `either_factor`: a unit that is counted in several ways, with the factor of each. A number is read only where one of
    them alone gives a value in the range of the element.
    """

    systems: dict[str, list[str]]
    families: dict[str, list[str]] = Field(default_factory=dict)
    notations: dict[str, Literal["icd10", "icd10cm", "atc"]] = Field(default_factory=dict)
    code_sources: dict[str, str] = Field(default_factory=dict)
    hierarchical: list[str] = Field(default_factory=list)
    drug_texts: DrugTextWords | None = None
    units: dict[str, dict[str, str]]
    unit_words: dict[str, str] = Field(default_factory=dict)
    either_factor: dict[str, dict[str, list[str]]] = Field(default_factory=dict)
    person: dict[str, PersonField] = Field(default_factory=dict)
    durations: dict[str, Duration] = Field(default_factory=dict)
    ever: list[str] = Field(default_factory=list)
    lasting: list[str] = Field(default_factory=list)
    truths: Truths | None = None
    answers: dict[str, dict[str, Codes]] = Field(default_factory=dict)
    denied: dict[str, Codes] = Field(default_factory=dict)
    raises: list[Raises] = Field(default_factory=list)
    reactions: dict[str, Reaction] = Field(default_factory=dict)
    amounts: dict[str, Amount] = Field(default_factory=dict)
    reviewed_list: ReviewedList | None = None
    lowest_of_a_day: dict[str, int] = Field(default_factory=dict)
    upper_limit_of: dict[str, str] = Field(default_factory=dict)
    before: dict[str, Before] = Field(default_factory=dict)
    panels: Codes = Field(default_factory=dict)
    word_lists: WordLists | None = None
    words_against: list[str] = Field(default_factory=list)
    words_against_at_start: list[str] = Field(default_factory=list)
    words_against_at_end: list[str] = Field(default_factory=list)
    words_harmless: list[str] = Field(default_factory=list)
    words_past: list[str] = Field(default_factory=list)
    words_past_at_start: list[str] = Field(default_factory=list)
    words_past_at_end: list[str] = Field(default_factory=list)
    words_not_taken: list[str] = Field(default_factory=list)
    words_invalid: list[str] = Field(default_factory=list)
    codes_against: Codes = Field(default_factory=dict)
    codes_past: Codes = Field(default_factory=dict)
    contrary: dict[str, Contrary] = Field(default_factory=dict)
    in_force: InForce | None = None
    another_person: AnotherPerson | None = None
    certainty: Certainty | None = None
    passing: dict[str, Passing] = Field(default_factory=dict)
    ever_no: Passing | None = None
    spoken_of: dict[str, list[str]] = Field(default_factory=dict)
    speaks_for: dict[str, Speaks] = Field(default_factory=dict)
    ways: list[Way] = Field(default_factory=list)
    stopped: list[ReasonToStop] = Field(default_factory=list)
    given: dict[str, Given] = Field(default_factory=dict)
    in_place: list[str] = Field(default_factory=list)
    patterns: dict[str, Pattern] = Field(default_factory=dict)
    answer_words: dict[str, dict[str, list[str]]] = Field(default_factory=dict)
    worded_numbers: dict[str, WordedNumber] = Field(default_factory=dict)
