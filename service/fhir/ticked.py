"""The answer "none of these" of a questionnaire: a no to each question of a group that nothing else answers."""

from __future__ import annotations

from collections.abc import Mapping

from immunote.engine.intake import Patient
from immunote.engine.questions import no_to, stored_by
from immunote.service.fhir.choosing import Chosen, is_in_doubt
from immunote.service.fhir.models import RecordItem
from immunote.service.fhir.record_reading import FoundValue, RecordReading

NONE_OF_THESE = "none_of_these."
"""What the linkId of such an item begins with; the id of the group follows. No element's name has a dot."""


def group_of_tick(reading: RecordReading, item: RecordItem) -> str | None:
    """The id of the group that an item answers as a whole; None for any other item."""
    name = (item.link_id or "").removeprefix(NONE_OF_THESE)
    known = (group.id for group in reading.index.rulebase.question_groups if group.none_of_these)
    return name if name != item.link_id and name in known else None


def add_ticked(reading: RecordReading, chosen: Mapping[str, Chosen], patient: Patient) -> dict[str, Chosen]:
    """Return the no of each open member of the ticked groups. An answer is never overruled, and doubt is left open."""
    rulebase = reading.index.rulebase
    groups = {group.id: group for group in rulebase.question_groups}
    added: dict[str, Chosen] = {}
    for tick in reading.ticked:
        group = groups[tick.group]
        open_ = [name for name in group.stores if not (name in patient.facts or name in chosen or name in added)]
        for name in stored_by(rulebase, group, patient.facts, open_):
            found = FoundValue(name, no_to(rulebase, name), tick.source, tick.span)
            if is_in_doubt(reading, reading.index.family[name], found):
                reading.pass_over(tick.source, "in_doubt", [name])
            else:
                added[name] = Chosen(found)
    return added
