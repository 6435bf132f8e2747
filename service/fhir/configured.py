"""A record read as the settings of the service say: with the local map, and with what a terminology server knows."""

from __future__ import annotations

from datetime import date

from immunote.engine.rulebase import RuleBase
from immunote.service.fhir.index import index_of
from immunote.service.fhir.local_map import map_of
from immunote.service.fhir.mapping import Mapped, map_resources
from immunote.service.fhir.resources import Collected
from immunote.service.fhir.terminology import above_codes
from immunote.service.settings.service import Settings


def map_collected(settings: Settings, collected: Collected, rulebase: RuleBase, as_of: date) -> Mapped:
    """Do as `map_resources` does, with the local map and the terminology server of the settings. It may block.

    Raises Refused, as `map_resources` does, and where the local map cannot be read.
    """
    local = map_of(settings.fhir.map, rulebase)
    above = above_codes(settings.terminology, collected, index_of(rulebase, local))
    return map_resources(collected, rulebase, as_of, local, above)
