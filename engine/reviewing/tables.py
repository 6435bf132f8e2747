"""The tables beside the rules that a note prints from; each is signed as a whole, under its file's name."""

from __future__ import annotations

from typing import Any

from immunote.engine.rulebase import RuleBase

GRADING, PRODUCTS, CHECKLIST, DOSE = "grading.yaml", "products.yaml", "checklist.yaml", "dose.yaml"
FLAGS = "flags.yaml"
THRESHOLDS = "thresholds.yaml"
TITLES = {
    GRADING: "The decision list",
    FLAGS: "Values that ask before any grade",
    PRODUCTS: "Products and what excludes them",
    CHECKLIST: "The checklist",
    DOSE: "The dose arithmetic",
    THRESHOLDS: "Thresholds and choices",
}


def tables_used(rulebase: RuleBase, whole: bool) -> tuple[str, ...]:
    """The tables that a note uses. `whole`: it prints all of itself, not only why it ends early."""
    there: dict[str, Any] = {GRADING: True, FLAGS: rulebase.flags.flags}
    if whole:
        there |= {PRODUCTS: rulebase.products, CHECKLIST: rulebase.checklist, DOSE: rulebase.dose}
    return tuple(name for name, is_there in there.items() if is_there)
