"""One colour an outcome and a status, wherever it is drawn. Calm, and told apart in grey too, by lightness.

Which colour follows from what the rule base says of an outcome (a grade or not, how urgent), not from its name.
"""

from __future__ import annotations

from immunote.engine.rulebase import Outcome, RuleBase

STATUSES = {"settled": "#3b6ea5", "provisional": "#c99a2e", "insufficient_data": "#8d99a6"}
HOLDS, OPEN = "#3b6ea5", "#c3cfdb"
NONE = "#8d99a6"
CERTAINTIES = ("#c3cfdb", "#8fabc8", "#5d87b3", "#3b6ea5", "#1f4a78")
"""From the lowest certainty on."""

_GRADES = ("#17607a", "#4d94a8", "#b08a3e", "#7d8ea3", "#566373")
_URGENT = {"critical": "#a3241c", "warning": "#c96f2c", "info": "#6d3a8c", "none": "#aab4bf"}


def of_outcomes(rulebase: RuleBase) -> dict[str, str]:
    """Outcome -> colour; "" for none."""
    grades = [name for name, outcome in rulebase.outcomes.items() if _is_calm_grade(outcome)]
    found = {}
    for name, outcome in rulebase.outcomes.items():
        if name in grades:
            found[name] = _GRADES[min(grades.index(name), len(_GRADES) - 1)]
        else:
            found[name] = _URGENT[outcome.indicator]
    return {**found, "": NONE}


def _is_calm_grade(outcome: Outcome) -> bool:
    return outcome.is_grade and outcome.indicator not in ("critical", "warning")
