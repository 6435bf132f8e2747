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


class Amount(Shape):
    """Codes of which the amount a day, in one of `units` with its factor, is the element's value.

    `among`: the boolean that is true for all of its kind; another of that kind at the same time leaves it unknown.
    """

    codes: Codes
    units: dict[str, str]
    among: str
    ingredients: list[str] = Field(default_factory=list)


class ReviewedList(Shape):
    """Lists that, reviewed on a date, close elements as "no"; `empty`: reasons for an empty list that mean none."""

    codes: Codes
    empty: list[str] = Field(default_factory=list)


class Before(Shape):
    """An element that takes the value of `of` before the latest; `days`: the element that counts the days between."""

    of: str
    days: str


class DrugTextWords(Shape):
    """How a drug is read from its own text: `local_words` name a form for local use, which then says nothing."""

    local_words: list[str]
    because: str


class RecordsFile(Shape):
    """`records.yaml`. A family is a name for several systems that share their codes, in every list of codes."""

    systems: dict[str, list[str]]
    families: dict[str, list[str]] = Field(default_factory=dict)
    notations: dict[str, Literal["icd10", "icd10cm", "atc"]] = Field(default_factory=dict)
    code_sources: dict[str, str] = Field(default_factory=dict)
    hierarchical: list[str] = Field(default_factory=list)
    drug_texts: DrugTextWords | None = None
    units: dict[str, dict[str, str]]
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
    words_against: list[str] = Field(default_factory=list)
