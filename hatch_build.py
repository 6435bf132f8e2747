"""What a build says before anything is compiled: on Python 3.13 and later durable-rules needs a flag."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FLAG = "-DPyEval_CallObject=PyObject_CallObject"
NEEDED = (
    "On Python 3.13 and later durable-rules, which immunote rests on, compiles only with a flag: "
    f"CPPFLAGS={FLAG} pip install --no-cache-dir ."
)


class DurableRulesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Asked what the build needs before any dependency is fetched or compiled."""

    def dependencies(self) -> list[str]:
        """Nothing more; end with one line where the flag is not given and durable-rules is not there already."""
        is_new = sys.version_info >= (3, 13) and FLAG not in os.environ.get("CPPFLAGS", "")
        if is_new and find_spec("durable_rules_engine") is None:
            sys.exit(NEEDED)
        return []
