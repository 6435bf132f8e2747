"""Patients of every outcome: published cases, and one with facts changed for each outcome that no report has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.note import Note

_NO_STEROID = {
    "takes_corticosteroid": False,
    "corticosteroid_failed": None,
    "prednisone_mg_day": None,
    "prednisone_months": None,
    "prednisone_highest_3_months_mg_day": None,
    "prednisone_highest_6_months_mg_day": 0,
}
_NO_TARGET = {"muscle_is_active": False, "upper_gi_is_active": False, **_NO_STEROID}
CHANGED: Mapping[str, Mapping[str, Any]] = {
    "may_consider": {
        **_NO_STEROID,
        "has_hypertension": False,
        "has_ever_had_ivig": True,
        "had_ivig_thrombosis": False,
        "had_ivig_haemolysis": False,
        "had_ivig_acute_kidney_injury": False,
        "had_trali_after_ivig": False,
        "had_aseptic_meningitis_after_ivig": False,
    },
    "uncertain": {"failed_for_muscle": False, **_NO_STEROID},
    "not_supported": _NO_TARGET,
    "contraindicated": {"immunoglobulin_reaction": "severe"},
    "deferred": {"has_acute_kidney_injury": True},
    "review": {"has_ever_had_ivig": True, "on_ivig_now": True, "ivig_benefit": "benefit", "months_on_ivig": 7},
}
"""What is changed of the first published case, completed, for each outcome that no published case has."""


def notes_of_every_outcome(engine: Engine, published: tuple[str, ...]) -> dict[str, Note]:
    """Notes by name: of the published cases named, of the completed ones, and one for each outcome of CHANGED."""
    cases = engine.rulebase.cases
    found = {name: engine.note(cases[name].profile) for name in published}
    completed = {name: {**case.profile, **case.completed} for name, case in cases.items() if case.completed}
    found |= {f"{name} completed": engine.note(raw) for name, raw in completed.items()}
    base = next(iter(completed.values()))
    for outcome, changes in CHANGED.items():
        changed = {**base, **changes}
        found[outcome] = engine.note({name: value for name, value in changed.items() if value is not None})
    return found
