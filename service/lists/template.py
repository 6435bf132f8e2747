"""An empty list to fill in: a header, and below it one row that explains each column."""

from __future__ import annotations

import csv
import io

from immunote.engine.elements import Element
from immunote.engine.rulebase import RuleBase

MARK = "(explanations: delete this row)"  # in the column of the ids; no patient has such an id


def template(rulebase: RuleBase, id_column: str) -> str:
    """The empty list as CSV."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([id_column, *rulebase.elements])
    writer.writerow([MARK, *(explained(element) for element in rulebase.elements.values())])
    return written.getvalue()


def explained(element: Element) -> str:
    """What may stand in a column."""
    if element.type == "boolean":
        kind = "true or false"
    elif element.type == "enumeration":
        kind = "one of " + ", ".join(f"{name} ({label})" for name, label in element.values.items())
    else:
        unit = "" if element.unit in (None, "count") else f" in {element.unit}"
        whole = "whole number" if element.type == "integer" else f"number of up to {element.decimals} decimals"
        kind = f"{whole}{unit}, {element.low} to {element.high}"
    return f"{element.question} {kind[0].upper()}{kind[1:]}. Empty or unknown: not known, which never means no."
