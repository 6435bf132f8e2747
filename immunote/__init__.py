"""From a patient profile to a graded, cited note on IVIG suitability in systemic sclerosis.

>>> import immunote
>>> note = immunote.note({"age_years": 56, "sex": "female", "has_systemic_sclerosis": True})
>>> note.status
'provisional'
>>> len(immunote.rules().rules) > 200
True

`note` takes one patient, `decide` a frame of patients, `rules` gives the rule base and `engine` what decides by it.
docs/python.md describes them and says what is stable. Nothing is loaded before it is asked for.
"""

import sys
from importlib import import_module

from immunote.engine import version

# `typing` alone would take most of the 20 ms that importing this may take; type checkers know the name
TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType
    from typing import Any

    from immunote.engine.api import Disagreement, Engine, NoAnswer
    from immunote.engine.faults import Fault, Refused
    from immunote.engine.rulebase import RuleBase
    from immunote.service.python.frames import DecidedFrame, decide
    from immunote.service.python.notes import PatientNote, note
    from immunote.service.python.rulebases import engine, rules
else:
    ModuleType = type(sys)

__version__ = version.VERSION
__all__ = [
    "DecidedFrame",
    "Disagreement",
    "Engine",
    "Fault",
    "NoAnswer",
    "PatientNote",
    "Refused",
    "RuleBase",
    "__version__",
    "decide",
    "engine",
    "note",
    "rules",
]

_FOUND_IN = {
    "DecidedFrame": "immunote.service.python.frames",
    "Disagreement": "immunote.engine.api",
    "Engine": "immunote.engine.api",
    "Fault": "immunote.engine.faults",
    "NoAnswer": "immunote.engine.api",
    "PatientNote": "immunote.service.python.notes",
    "Refused": "immunote.engine.faults",
    "RuleBase": "immunote.engine.rulebase",
    "decide": "immunote.service.python.frames",
    "note": "immunote.service.python.notes",
}


def __getattr__(name: str) -> "Any":
    if name not in _FOUND_IN:
        raise AttributeError(f"module `immunote` has no attribute `{name}`")
    found = globals()[name] = getattr(import_module(_FOUND_IN[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _EnginePackage(ModuleType):
    """The package `immunote.engine`, which is the function `immunote.engine(...)` too."""

    def __call__(self, rules: "str | Path | Engine" = "ssc_ivig") -> "Engine":
        from immunote.service.python.rulebases import engine

        return engine(rules)


class _RulesPackage(ModuleType):
    """The package `immunote.rules`, which is the function `immunote.rules(...)` too."""

    def __call__(self, rules: "str | Path | Engine" = "ssc_ivig") -> "RuleBase":
        from immunote.service.python.rulebases import rules as loaded

        return loaded(rules)


# Python binds a package to its parent when it is first imported, over any function of that name. So the two packages
# (each a docstring) are imported here, and can be called, whoever imports what afterwards.
import_module("immunote.engine")
import_module("immunote.rules")
sys.modules["immunote.engine"].__class__ = _EnginePackage
sys.modules["immunote.rules"].__class__ = _RulesPackage
