"""What a record system's record holds, as a form carries it: sealed, so that only this service wrote it.

The service keeps nothing of a patient. What was read of the record goes along with the form, and tells its patient from
another: a form of one patient is never taken for that of another, whatever was launched in the same browser since.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from immunote.engine.faults import Fault
from immunote.service.kernel.problems import Problem
from immunote.service.page.reading import OWN
from immunote.service.security.launched import Launched
from immunote.service.security.session import current_visit

RECORD = f"{OWN}record"
"""The field of a form that carries it."""
_PURPOSE = "record"
_LONGEST_SECONDS = 86_400


class RecordFact(BaseModel):
    """One value of the record. `origin`: the entry, in its own words; `date`: its day as recorded, or empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    element: str
    label: str
    value: Any
    words: str
    origin: str
    date: str


class RecordShown(BaseModel):
    """What was read. `about`: which patient, as the launch tells it. `name`, `born`: of the Patient, to be looked at.

    `read`: when, to the minute, in UTC. `gaps`: what was not read, and why. `notices`: what else is to be known first.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    about: str
    system: str
    name: str
    born: str
    read: str
    facts: tuple[RecordFact, ...]
    gaps: tuple[str, ...]
    notices: tuple[str, ...] = ()

    @property
    def by_element(self) -> dict[str, RecordFact]:
        """The facts by the element that they answer."""
        return {each.element: each for each in self.facts}


def sealed_record(record: RecordShown, launched: Launched) -> str:
    """The record as the field of a form."""
    return launched.sealed.seal(_PURPOSE, record.model_dump_json().encode())


def record_of(fields: Mapping[str, str]) -> RecordShown | None:
    """The record that a form carries; None for a form of no record, or where nothing was launched.

    Raises Problem: S07 where this service did not write it today, S57 where it is of another patient than the launch.
    """
    launched, text = current_visit().launched, fields.get(RECORD, "")
    if launched is None or not text:
        return None
    opened = launched.sealed.open(_PURPOSE, text, _LONGEST_SECONDS)
    try:
        record = None if opened is None else RecordShown.model_validate_json(opened)
    except ValidationError:  # of an earlier version of this program
        record = None
    if record is None:
        fault = Fault("form", "S07", RECORD, "open the app from the chart again")
        raise Problem(422, "The form is refused", [fault])
    if record.about != launched.session.about:
        help_line = "another patient was opened in this browser since; open this one from the chart again"
        raise Problem(409, "Conflict", [Fault("form", "S57", "a form of another patient", help_line)])
    return record
