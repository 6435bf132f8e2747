"""A REDCap data dictionary: fields, their labels and choices, and which columns of an export they become."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from immunote.service.lists.source import refuse

_NAME, _LABEL, _TYPE = "Variable / Field Name", "Field Label", "Field Type"
_CHOICES, _CHECK = "Choices, Calculations, OR Slider Labels", "Text Validation Type OR Show Slider Number"
_TAGS = re.compile(r"<[^<>]+>")
TECHNICAL = re.compile(
    r"redcap_(event_name|repeat_instrument|repeat_instance|data_access_group|survey_identifier)|.*_complete|.*_timestamp"
)
"""Columns that REDCap adds to every export."""
_LABELLED = {
    "event name",
    "repeat instrument",
    "repeat instance",
    "data access group",
    "survey identifier",
    "complete?",
}


@dataclass(frozen=True)
class RedcapField:
    """A field. `choices`: code -> label; `ticked`: for a column of a checkbox, the choice that it stands for."""

    name: str
    label: str
    type: str
    choices: Mapping[str, str] = field(default_factory=dict)
    ticked: str | None = None


def is_technical(column: str) -> bool:
    """Whether REDCap itself has added a column, in a raw or a labelled export."""
    return TECHNICAL.fullmatch(column) is not None or column.strip().casefold() in _LABELLED


def read_redcap(path: Path) -> dict[str, RedcapField]:
    """The columns of an export, raw (`drug___1`) and labelled (`Drug (choice=Methotrexate)`), by name.

    Raises Refused (L01) where it is no data dictionary of REDCap.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise refuse(path, "L01", str(error)[:60], "a data dictionary of REDCap is a CSV in UTF-8") from None
    rows = csv.DictReader(io.StringIO(text))
    if rows.fieldnames is None or not {_NAME, _LABEL, _TYPE} <= set(rows.fieldnames):
        raise refuse(
            path, "L01", "no data dictionary", f"its header has `{_NAME}` and `{_LABEL}`; export it from REDCap"
        )
    found: dict[str, RedcapField] = {}
    for row in rows:
        for each in _columns(row):
            found.setdefault(each.name, each)
    return found


def _columns(row: Mapping[str, str | None]) -> Iterator[RedcapField]:
    name, kind = (row.get(_NAME) or "").strip(), (row.get(_TYPE) or "").strip()
    label = " ".join(_TAGS.sub(" ", row.get(_LABEL) or "").split())
    choices = dict(_choices(row.get(_CHOICES) or "")) if kind in ("radio", "dropdown", "checkbox") else {}
    if kind in ("yesno", "truefalse"):
        choices = {"1": "Yes", "0": "No"}
    if kind == "checkbox":
        for code, choice in choices.items():
            raw = f"{name}___{re.sub(r'[^a-z0-9_]', '_', code.lower())}"
            yield RedcapField(raw, f"{label}: {choice}", kind, {"1": "Checked", "0": "Unchecked"}, choice)
            yield RedcapField(f"{label} (choice={choice})", f"{label}: {choice}", kind, {}, choice)
    elif name and kind != "descriptive":
        yield RedcapField(name, label, kind, choices)
        yield RedcapField(label, label, kind, choices)


def _choices(text: str) -> Iterator[tuple[str, str]]:
    for each in text.split("|"):
        code, comma, label = each.partition(",")
        if comma:
            yield code.strip(), label.strip()
