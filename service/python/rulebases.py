"""A rule base by the name that it ships under, by its folder, or as the engine that holds it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, Refused, listed, nearest
from immunote.engine.rulebase import RuleBase
from immunote.service.rulebases import SHIPPED, folder
from immunote.service.rulebases.in_use import engine_of
from immunote.service.rulebases.working_folder import rulebases_in

Given = str | Path | Engine
"""How a rule base is named: `"ssc_ivig"`, a folder, or an engine."""


def engine(rules: Given = SHIPPED) -> Engine:
    """The engine on a rule base: on one that ships, by its name, or on the one in a folder, by its path.

    >>> immunote.engine("ssc_ivig").rulebase.id
    'ssc_ivig'

    One that ships is loaded once in a process; a folder is loaded again where a file in it has changed, or where nobody
    kept the engine. Keep it and give it to `note` and `decide` as `rules`.

    Raises Refused with every fault of the rule base.
    """
    if isinstance(rules, Engine):
        return rules
    if isinstance(rules, Path) or not rules.isidentifier():
        return engine_of(Path(rules))
    return _shipped(rules)


def rules(rules: Given = SHIPPED) -> RuleBase:
    """The rule base itself: its rules, elements, sources and thresholds, each by its id.

    >>> immunote.rules().rules["muscle_target"].title
    'Active muscle disease with two objective signs'

    Raises Refused as `engine` does.
    """
    return engine(rules).rulebase


@cache
def _shipped(name: str) -> Engine:
    found = folder(name)
    if not found.is_dir():
        names = [path.name for path in rulebases_in(found.parent)]
        hint = nearest(name, names, f"of those that ship there is {listed(names)}.")
        raise Refused([Fault("rules", "R09", name, f"{hint} A folder is given as a path, such as `./{name}`")])
    return engine_of(found)
