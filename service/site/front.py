"""The first page: a note as it is given, the way from a source to one of its sentences, and three doors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from immunote.engine.paging import Page, page_of
from immunote.engine.paging.model import GLYPHS, PageBlock, PageItem, PageMark
from immunote.engine.rulebase import RuleBase
from immunote.engine.words import dated
from immunote.service.html.environment import filled
from immunote.service.render.words import clean, counted
from immunote.service.site.gathered import SiteContent
from immunote.service.site.markdown import facts, heading, html_link, link, listed, page, text
from immunote.service.site.overviews import coverage_in_words, proofs_in_words
from immunote.service.site.tables import groups_of

DOORS = {
    "handbook/first-hour.md": ("Clinician", "Read a note, change an answer, find the source of a sentence: one hour."),
    "handbook/first-day.md": ("Hospital engineer", "From install to a card in a test record system: one day."),
    "handbook/python.md": ("Python", "Notes and whole tables from a program or a notebook."),
}
"""Who reads this first: page of the handbook -> reader and what the page leads to."""


def first_page(gathered: SiteContent, handbook: Mapping[str, str]) -> str:
    """What these rules are, shown on a patient, and where to go. `handbook`: written page -> its title."""
    return page(gathered.rulebase.title, _first(gathered, handbook))


def _first(gathered: SiteContent, handbook: Mapping[str, str]) -> Iterator[str]:
    rulebase = gathered.rulebase
    yield f"{text(rulebase.intended_use)}\n"
    shown = _example(gathered)
    doors = [
        f"<li><b>{html_link(who, name)}</b>{text(what)}</li>" for name, (who, what) in DOORS.items() if name in handbook
    ]
    yield f'<ul class="doors">{"".join(doors)}</ul>\n' if doors else ""
    if shown is not None:
        yield heading(2, "A note", "note")
        yield (
            "A published patient, with the open questions answered for illustration. Each number in brackets leads to "
            "the source.\n"
        )
        yield _note(shown)
        yield from _way(gathered, shown)
    yield heading(2, "How these rules stand", "state")
    yield facts(_state(gathered))
    yield heading(2, "Where to look", "where")
    yield listed(_where(rulebase))


def _example(gathered: SiteContent) -> Page | None:
    """The page of the first published case that can be completed; None where the rule base has none."""
    case = next((each for each in gathered.rulebase.cases.values() if each.completed), None)
    if case is None:
        return None
    return page_of(gathered.engine.note({**case.profile, **case.completed}), gathered.rulebase)


def _note(shown: Page) -> str:
    """The head of the page of a note: who, the grade, what speaks for and against."""
    sources = {each.number: (each.source, each.label) for each in shown.sources}
    verdict = filled('<p class="verdict"><b>{}</b><br>{}</p>', clean(shown.headline), clean(" ".join(shown.said)))
    blocks = "".join(_block(each, sources) for each in shown.blocks if any(item.mark != "none" for item in each.items))
    who = filled("<p>{}<br>{}</p>", clean(shown.who), clean(shown.certainty))
    return f'<section class="note" aria-label="A note">{verdict}{who}{blocks}</section>\n'


def _block(block: PageBlock, sources: Mapping[int, tuple[str, str]]) -> str:
    title = filled("<h3>{}</h3>", clean(block.title)) if block.title else ""
    return f"{title}<ul>{''.join(_item(each, sources) for each in block.items)}</ul>"


def _item(item: PageItem, sources: Mapping[int, tuple[str, str]]) -> str:
    aside = filled(' <span class="aside">{}</span>', clean(item.aside)) if item.aside else ""
    lines = "".join(f"<li>{text(each.text)}{_cites(each.cites, sources)}</li>" for each in item.lines)
    below = f"<ul>{lines}</ul>" if lines else ""
    return f"<li>{_sign(item.mark)}{text(item.text)}{_cites(item.cites, sources)}{aside}{below}</li>"


def _sign(mark: PageMark) -> str:
    glyph = GLYPHS[mark]
    return f'<span class="{mark}" aria-hidden="true">{glyph}</span> ' if glyph else ""


def _cites(numbers: tuple[int, ...], sources: Mapping[int, tuple[str, str]]) -> str:
    shown = ", ".join(html_link(str(each), f"sources/{sources[each][0]}.md") for each in numbers if each in sources)
    return f" [{shown}]" if shown else ""


def _way(gathered: SiteContent, shown: Page) -> Iterator[str]:
    """One sentence of the note, back to the figure that its rule cites."""
    rulebase = gathered.rulebase
    items = [item for block in shown.blocks for item in block.items if item.rules and item.mark == "holds"]
    found = next((each for each in items if rulebase.rules[each.rules[0]].cites), None)
    if found is None:
        return
    rule = rulebase.rules[found.rules[0]]
    name, _, key = rule.cites[0].partition(".")
    source = rulebase.sources[name]
    scenarios, claims = len(gathered.reviewed.scenarios[rule.name]), len(gathered.properties_naming(rule.name))
    questions = len(gathered.contents[rule.name]["questions"])
    steps = (
        ("Source", f"{html_link(source.label, f'sources/{name}.md')}: {text(source.read)}"),
        ("Figure", html_link(source.figures[key].title, f"sources/{name}.md", f"figure-{key}")),
        ("Rule", f"{html_link(rule.title, f'rules/{rule.name}.md')} reads {counted(questions, 'answer')}"),
        ("Sentence", text(found.text)),
        ("Checked", f"{counted(scenarios, 'scenario')}, {counted(claims, 'property', 'properties')} name the rule"),
    )
    yield heading(2, "From a source to a sentence", "way")
    yield f'<ol class="way">{"".join(f"<li><b>{title}</b>{html}</li>" for title, html in steps)}</ol>\n'


def _state(gathered: SiteContent) -> dict[str, str | None]:
    rulebase = gathered.rulebase
    states = [each.state for each in gathered.standings.values()]
    results = [gathered.result(each) for each in gathered.agreed]
    proposed = [gathered.result(each) for each in gathered.not_agreed]
    return {
        "Rule base": f"{rulebase.id} {rulebase.version}, {dated(rulebase)}",
        "Content": rulebase.content_hash[:16],
        "Reviewed by clinicians": f"{states.count('agreed')} of {len(states)} rules and tables",
        "Scenarios": f"{sum(each.passed for each in results)} of {len(results)} met",
        "Proposed or disputed scenarios": f"{sum(each.passed for each in proposed)} of {len(proposed)} met",
        "Properties proved": proofs_in_words(gathered),
        "Coverage": coverage_in_words(gathered.coverage),
    }


def _where(rulebase: RuleBase) -> Iterator[str]:
    groups = len(groups_of(rulebase))
    yield f"{link(counted(len(rulebase.rules), 'rule'), 'rules/index.md')}, a page each"
    yield f"{link(counted(len(rulebase.sources), 'source'), 'sources/index.md')}, a page each"
    yield f"{link('The decision list', 'grading.md')}: in which order the outcomes are decided"
    yield link("Where sources disagree", "disagreements.md")
    yield f"{link('Definitions', 'definitions.md')} and {link('limits', 'thresholds.md')} that the rules use"
    asked = f"{counted(len(rulebase.elements), 'question')} in {counted(groups, 'group')}"
    yield f"{link('Data dictionary', 'dictionary/index.md')}: {asked}"
    yield f"{link('Proofs', 'proofs.md')}, {link('coverage', 'coverage.md')}, {link('sign-offs', 'sign-offs.md')}"
    yield link("Search", "search.md")
