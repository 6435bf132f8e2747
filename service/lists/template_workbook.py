"""An empty list as a workbook: a column an element, with choices to pick from and its explanation as a comment."""

from __future__ import annotations

import io
from typing import Any

import xlsxwriter

from immunote.engine.elements import Element
from immunote.engine.rulebase import RuleBase
from immunote.service.lists.template import explained

_ROWS = 5_000
_LONGEST = 255  # characters of a list of choices inside a cell's rule


def template_workbook(rulebase: RuleBase, id_column: str) -> bytes:
    """The empty list as xlsx, with choices for its first 5,000 rows."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("list")
        choices = book.add_worksheet("choices")
        choices.hide()
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 45)
        sheet.set_column(0, len(rulebase.elements), 18)
        sheet.set_column(0, 0, 14, book.add_format({"num_format": "@"}))  # so that 001 stays 001
        sheet.write_string(0, 0, id_column, bold)
        sheet.write_comment(0, 0, "Your own id of the patient: a pseudonym, not a name. Each id once.")
        for at, element in enumerate(rulebase.elements.values(), start=1):
            sheet.write_string(0, at, element.name, bold)
            sheet.write_comment(0, at, explained(element), {"x_scale": 2.5, "y_scale": 1.5})
            sheet.data_validation(1, at, _ROWS, at, _rule(element, choices, at))
    return made.getvalue()


def _rule(element: Element, choices: Any, at: int) -> dict[str, Any]:
    """What a cell of an element may hold; anything else is stopped with the reason."""
    rule: dict[str, Any] = {"error_title": element.name[:32], "error_message": explained(element)[:_LONGEST]}
    if element.is_number:
        kind = "integer" if element.type == "integer" else "decimal"
        low, high = element.accepted
        return {
            **rule,
            "validate": kind,
            "criteria": "between",
            "minimum": float(low or 0),
            "maximum": float(high or 0),
        }
    words = (
        ["true", "false", "unknown"] if element.type == "boolean" else [*dict.fromkeys([*element.values, "unknown"])]
    )
    if len(",".join(words)) <= _LONGEST:
        return {**rule, "validate": "list", "source": words}
    for row, word in enumerate(words):
        choices.write_string(row, at, word)
    column = xlsxwriter.utility.xl_col_to_name(at, col_abs=True)
    return {**rule, "validate": "list", "source": f"=choices!{column}$1:{column}${len(words)}"}
