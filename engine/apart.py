"""A second engine on what was compiled for a first, with caches of its own."""

from __future__ import annotations

from copy import copy
from typing import Any

from immunote.engine.diagram import PATIENTS_KEPT
from immunote.engine.last_patients import LastPatients

_OF_THE_RULES = (
    "chaining",
    "compiled_reference",
    "corrected_diagram",
    "cells",
    "outcome_elements",
    "wording",
    "signed",
    "untouched_rules",
    "forms",
    "leanings",
)
"""What an engine works out once and what holds no patient."""


def apart_from(engine: Any) -> Any:  # Engine; its module imports this one
    """A copy of an engine that shares what is the same for all patients. Raises Refused (R38), NoAnswer (E02)."""
    for name in _OF_THE_RULES:  # worked out here, so that no copy works it out again
        getattr(engine, name)
    own = copy(engine)
    own.intake, own.diagram = engine.intake.apart(), engine.diagram.apart()
    is_same = engine.corrected_diagram is engine.diagram
    own.corrected_diagram = own.diagram if is_same else engine.corrected_diagram.apart()
    own._decided, own._idle = LastPatients(PATIENTS_KEPT), []
    own.forms = engine.forms.on(own)
    return own
