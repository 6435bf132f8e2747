"""A page for each source: what it shows, how much of it was read, and what leans on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from immunote.engine.noting.citing import citation_text
from immunote.engine.rulebase import RuleBase, Source
from immunote.service.render.source_links import linked, links
from immunote.service.render.words import clean
from immunote.service.site.figures import figure_shown
from immunote.service.site.gathered import SiteContent
from immunote.service.site.markdown import code, facts, heading, link, listed, page, text


def source_page(gathered: SiteContent, source: Source) -> str:
    """A source on one page."""
    return page(source.label, _parts(gathered, source))


def cited_in_full(source: Source) -> str:
    """The citation, its DOI and PMID as links to where the source is found."""
    pieces = linked(clean(citation_text(source)))
    shown = (f"[{text(each.text)}]({each.address})" if each.address else text(each.text) for each in pieces)
    return re.sub(r" (?=[.,;])", "", " ".join(shown))


def found_at(source: Source) -> str:
    """The DOI and PMID alone, as links; nothing where the citation has none."""
    return ", ".join(f"[{text(each.text)}]({each.address})" for each in links(clean(citation_text(source))))


def part_link(rulebase: RuleBase, part: str, title: str) -> str:
    """A link to where a rule or table stands on the site."""
    return link(title, f"rules/{part}.md") if part in rulebase.rules else link(title, "sign-offs.md", part)


def _parts(gathered: SiteContent, source: Source) -> Iterator[str]:
    rulebase = gathered.rulebase
    yield f"{cited_in_full(source)}\n"
    yield f"Source {code(source.id)}, {code(str(source.place))}.\n{{ .about }}"
    yield heading(2, "What it is", "what-it-is")
    same = source.same_patients_as
    yield facts(
        {
            "State": " ".join(source.caveats) or None,
            "Lists of retractions and newer versions": _listed_state(gathered, source),
            "Kind": source.kind.replace("_", " "),
            "Design": source.design,
            "Number": source.n,
            "Population": source.population,
            "Dose": source.dose,
            "How much was read": source.read,
            "Limits": source.limits,
            "Indirect": source.indirect,
        }
    )
    if same:
        shown = link(rulebase.sources[same].label, f"sources/{same}.md") if same in rulebase.sources else text(same)
        yield listed([f"**Same patients as:** {shown}"])
    yield heading(2, "What it shows", "what-it-shows")
    yield from (figure_shown(source, each, anchor=f"figure-{key}") for key, each in source.figures.items())
    yield heading(2, "Which rules lean on it", "leaning")
    yield from _leaning(gathered, source)


def _listed_state(gathered: SiteContent, source: Source) -> str:
    """What the lists that were looked through last say of a source."""
    found = gathered.evidence
    if found is None:
        return "no list was looked through"
    hit = gathered.hits.get(source.id)
    if hit is not None:
        said = [f"{each.on} {each.nature} ({each.notice})" for each in hit.notices]
        said += [f"{each.on} {each.kind}: {each.newer}" for each in hit.newer]
        return "; ".join(said)
    if source.id not in found.checked:
        return "it has no DOI and no PMID, so no list can name it"
    newest = max((each.newest for each in found.lists), default="")
    return f"not named; newest notice {newest}" if newest else "not named"


def _leaning(gathered: SiteContent, source: Source) -> Iterator[str]:
    rulebase = gathered.rulebase
    leaning = gathered.leaning_on[source.id]
    yield listed(
        f"{part_link(rulebase, part, gathered.reviewed.titles[part])}: "
        + ", ".join(text(source.figures[key].title) for key in keys)
        for part, keys in leaning.items()
    )
    cases = [each for each in rulebase.cases.values() if each.cite.partition(".")[0] == source.id]
    yield listed(f"Published case: {text(each.title)}" for each in cases)
    if not leaning and not cases:
        yield "No rule and no table leans on it.\n"
