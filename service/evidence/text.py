"""A check of the evidence in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from immunote.service.evidence.checking import EvidenceCheck, SourceHit
from immunote.service.evidence.newer import KINDS
from immunote.service.evidence.retractions import MEANS
from immunote.service.render.words import counted

MOST = 12
"""So many sentences or decisions of a hit are printed; the JSON holds all."""


def lines(found: EvidenceCheck) -> Iterator[str]:
    """The check, line by line."""
    for each in found.lists:
        newest = f", newest notice {each.newest}" if each.newest else ""
        yield f"{each.file}: {each.rows} rows{newest}, {len(each.notices)} about sources of this rule base"
        if each.unreadable:
            yield f"  {each.unreadable} rows name their paper in a way that cannot be read, such as:"
            yield from (f"    {place}" for place in each.unreadable_at)
    yield f"{len(found.checked)} sources have a DOI or PMID."
    yield f"{len(found.not_checked)} sources have neither: no list can name them."
    yield f"{len(found.due)} sources are of the declared age and due to be read again."
    if found.logged is not None:
        unkept = f"; of {found.not_kept} the rules are not kept" if found.not_kept else ""
        yield f"{found.logged} logged decisions looked through{unkept}."
    for hit in found.hits:
        yield ""
        yield from _hit(hit)
    yield ""
    open_ = [each for each in found.hits if not each.marked]
    yield f"{counted(len(found.hits), 'source')} named, {len(open_)} not marked in the rule base yet."


def _hit(hit: SourceHit) -> Iterator[str]:
    done = " (marked in the rule base)" if hit.marked and hit.notices else ""
    yield f"{hit.label} [{hit.source}]: {hit.state}{done}"
    for each in hit.notices:
        reason = f"; reasons: {each.reason}" if each.reason else ""
        yield f"  {each.on} {each.nature}: {MEANS[each.nature]} ({each.notice}, by {each.matched}){reason}"
        if each.differs:
            yield f"    the row's other identifier is another one than ours: {each.differs}"
    for version in hit.newer:
        yield f"  {version.on} {version.kind}: {KINDS[version.kind]}: {version.newer} {version.note}".rstrip()
    if hit.line:
        yield f"  to mark it, in {hit.file}: {hit.line}"
    if hit.same_patients:
        yield f"  reports the same patients: {', '.join(hit.same_patients)}; to be read again too"
    for name, effect in hit.rules.items():
        yield f"  rule {name}: {effect}"
    for part in hit.parts[:MOST]:
        yield f"  {part.at}: {part.kind} {part.name}: {part.says}"
    if len(hit.parts) > MOST:
        yield f"  and {len(hit.parts) - MOST} places more; --json has all"
    if hit.decisions:
        yield f"  {len(hit.decisions)} logged decisions stated a rule that leans on it:"
        for decision in hit.decisions[:MOST]:
            outcome, rules = decision.outcome or "not settled", ", ".join(decision.rules)
            yield f"    row {decision.sequence}, {decision.at}, {outcome}: {decision.digest[:12]} ({rules})"
        if len(hit.decisions) > MOST:
            yield f"    and {len(hit.decisions) - MOST} more; --json has all"
