"""The tables of a rule base as pages: grading, disagreements, definitions, limits, the data dictionary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from immunote.engine.elements import Element
from immunote.engine.profile import value_json
from immunote.engine.rulebase import Named, Row, RuleBase, Text
from immunote.engine.tree import Always
from immunote.engine.unparse import condition_words
from immunote.engine.words import capital
from immunote.service.html.environment import filled
from immunote.service.site.checked import scenarios_of
from immunote.service.site.conditions import asked, asked_block, capital_html
from immunote.service.site.figures import comparison_words, said, source_links
from immunote.service.site.gathered import SiteContent
from immunote.service.site.markdown import code, facts, folded, heading, html_link, link, listed, page, table, text

GRADING = "grading.yaml"
_SIDE = "side"


def grading_page(gathered: SiteContent) -> str:
    """The ordered decision list and the outcomes that it can give."""
    return page("The decision list", _grading(gathered))


def _grading(gathered: SiteContent) -> Iterator[str]:
    rulebase = gathered.rulebase
    yield "From the top: the first question that is answered with yes decides. "
    yield "An answer that is not known is never no: several rows then stay possible, and the note names them all.\n"
    steps = "".join(_step(rulebase, place, row) for place, row in enumerate(rulebase.rows, 1))
    yield f'<ol class="path">{steps}</ol>\n'
    yield from _flags(gathered)
    yield heading(2, "What each outcome says", "outcomes")
    for outcome in rulebase.outcomes.values():
        yield heading(3, outcome.title, f"outcome-{outcome.id}")
        yield "A grade.\n" if outcome.is_grade else "Not a grade.\n"
        yield table(
            ("Certainty of the deciding evidence", "The note says"),
            (
                (text(rulebase.about.certainties.get(certainty, certainty)), said(rulebase, headline))
                for certainty, headline in outcome.headlines.items()
            ),
        )
    yield heading(2, "Scenarios", "scenarios") + scenarios_of(gathered, GRADING)
    yield from _grading_program(gathered)


def _step(rulebase: RuleBase, place: int, row: Row) -> str:
    """A row as a question, an arrow and where it leads."""
    outcome = html_link(rulebase.outcomes[row.outcome].title, "grading.md", f"outcome-{row.outcome}")
    then = f'<div class="then"><p><b>{outcome}</b></p><p>{said(rulebase, row.reason)}</p></div>'
    if isinstance(row.when, Always):
        last = f'<div class="asks">{place}. In every other case</div><div class="yes">→</div>'
        return f'<li id="row-{row.name}">{last}{then}</li>'
    question = f'<div class="asks"><p>{place}.</p>{capital_html(asked(rulebase, row.when))}</div>'
    return f'<li id="row-{row.name}">{question}<div class="yes">yes →</div>{then}</li>'


def _grading_program(gathered: SiteContent) -> Iterator[str]:
    """The same rows as they are written in the rule base."""
    rulebase = gathered.rulebase
    yield heading(2, "The program", "program")
    yield "The same rows in the rule language, as the evaluators read them.\n"
    lines = (f"{row.name}: {condition_words(row.when)}" for row in rulebase.rows)
    yield "```text\n" + "\n".join(lines) + "\n```\n"
    names = {name: None for row in rulebase.rows for name in rulebase.names_under(row.when)}
    yield heading(3, "Names in the conditions", "names")
    yield listed(name_link(rulebase, name) for name in names)


def _flags(gathered: SiteContent) -> Iterator[str]:
    """Values that ask before any grade: no row, and named beside the list."""
    rulebase = gathered.rulebase
    if not rulebase.flags.flags:
        return
    yield heading(2, "Values that ask before any grade", "flags")
    held = ", ".join(text(rulebase.outcomes[name].title) for name in rulebase.flags.holds_back)
    yield f"While one is open, these are held back: {held}.\n"
    every = " ".join(value.asked_as for value in rulebase.flags.values)
    yield table(
        ("Value", "Where", "Unless", "Asks"),
        (
            (
                text(flag.title),
                asked(rulebase, flag.when),
                text(rulebase.elements[flag.unless].label) if flag.unless else "",
                said(
                    rulebase, Text(" ".join([*map(rulebase.flags.asked_as.__getitem__, flag.asks), every]), flag.place)
                ),
            )
            for flag in rulebase.flags.flags
        ),
    )


def name_link(rulebase: RuleBase, name: str) -> str:
    """A definition or rule by its title, with the name that conditions use."""
    named = rulebase.named[name]
    target = link(named.title, f"rules/{name}.md") if named.is_rule else link(named.title, "definitions.md", name)
    return f"{code(name)} {target}"


def disagreements_page(gathered: SiteContent) -> str:
    """Where sources disagree, both sides and what is done here."""
    return page("Where sources disagree", _disagreements(gathered))


def _disagreements(gathered: SiteContent) -> Iterator[str]:
    rulebase = gathered.rulebase
    found = [rule for rule in rulebase.rules_as_shown if any(each.role == _SIDE for each in rule.details)]
    yield "Each side is shown with its source. What is done here is the project's choice and marked as such.\n"
    for rule in found:
        yield f"\n## {link(rule.title, f'rules/{rule.name}.md')} {{#{rule.name}}}\n"
        yield f"{said(rulebase, rule.says)}\n" if rule.says else ""
        yield table(
            ("Part", "What it says", "Source"),
            (
                (
                    "Side" if each.role == _SIDE else "**Project’s choice**" if each.choice else "Beside it",
                    said(rulebase, each.text),
                    source_links(rulebase, each.cites),
                )
                for each in rule.details
            ),
        )


def definitions_page(gathered: SiteContent) -> str:
    """Every named expression with its condition and its reason."""
    rulebase = gathered.rulebase
    definitions = [each for each in rulebase.named.values() if not each.is_rule]
    return page("Definitions", (part for each in definitions for part in _definition(gathered, each)))


def _definition(gathered: SiteContent, definition: Named) -> Iterator[str]:
    rulebase = gathered.rulebase
    yield heading(2, definition.title, definition.name)
    yield asked_block(rulebase, definition.when)
    program = filled("<pre><code>{}</code></pre>", definition.source_text.strip())
    yield folded(f"As a program: {code(definition.name)}, {code(str(definition.place))}", program)
    yield f"\n**Project’s choice:** {text(definition.choice)}\n" if definition.choice else ""
    sources = source_links(rulebase, definition.cites)
    yield f"\nSources: {sources}\n" if sources else ""
    yield _readers(gathered, "definitions", definition.name)


def thresholds_page(gathered: SiteContent) -> str:
    """Every limit that a condition uses, and where it comes from."""
    return page("Limits", _thresholds(gathered))


def _thresholds(gathered: SiteContent) -> Iterator[str]:
    rulebase = gathered.rulebase
    yield "Every number that a condition uses. Where no source gives it, it is the project's choice, with its reason.\n"
    for name, threshold in rulebase.thresholds.items():
        yield heading(2, gathered.limit_names[name], name)
        yield f"{text(comparison_words(threshold))}\n"
        yield f"\n**Project’s choice:** {text(threshold.choice)}\n" if threshold.choice else ""
        sources = source_links(rulebase, threshold.cites)
        yield f"\nSources: {sources}\n" if sources else ""
        yield _readers(gathered, "thresholds", name)


def _readers(gathered: SiteContent, kind: str, name: str) -> str:
    titles = gathered.reviewed.titles
    parts = gathered.read_by[kind].get(name, [])
    shown = [
        link(titles[part], f"rules/{part}.md") if part in gathered.rulebase.rules else text(titles[part])
        for part in parts
    ]
    return f"\nRead by: {'; '.join(shown)}.\n" if shown else ""


def groups_of(rulebase: RuleBase) -> dict[str, list[Element]]:
    """The elements of each page of the data dictionary."""
    found: dict[str, list[Element]] = {}
    for element in rulebase.elements.values():
        found.setdefault(element.group, []).append(element)
    return found


def dictionary_page(gathered: SiteContent, group: str, elements: Iterable[Element]) -> str:
    """The questions of one group."""
    return page(group_title(gathered.rulebase, group), (part for each in elements for part in _element(gathered, each)))


def group_title(rulebase: RuleBase, group: str) -> str:
    """The name of a group as a title, each word with the capitals that questions and titles give it most often."""
    written = [
        *(each.question for each in rulebase.elements.values()),
        *(each.title for each in rulebase.named.values()),
    ]
    # the first word of a sentence has its capital anyway
    asked = Counter(word for words in written for word in re.findall(r"\w+", words)[1:])
    usual = {word.casefold(): word for word, _ in reversed(asked.most_common())}
    return capital(" ".join(usual.get(word, word) for word in group.split("_")))


def _element(gathered: SiteContent, element: Element) -> Iterator[str]:
    yield heading(2, element.question, element.name)
    unit = f" in {element.unit}" if element.unit else ""
    low_high = "" if element.low is None else f", {element.low} to {element.high} is plausible"
    values = "; ".join(f"{member}: {words}" for member, words in element.values.items())
    yield facts(
        {
            "Name": element.name,
            "Answer": {"boolean": "yes or no", "enumeration": f"one of: {values}"}.get(
                element.type, f"a number{unit}{low_high}"
            ),
            "Left out": "not known; that never means no",
            "A recorded no counts only where": None if element.no_needs is None else condition_words(element.no_needs),
            "Has a meaning only where": element.only_if and f"{element.only_if} is true",
            "Follows from": "; ".join(
                ", ".join(each.inputs) + (f" ({each.formula.called})" if each.formula else "")
                for each in element.derivations
            ),
            "Assumed for the leaning": None if element.leaning is None else _plainly(element),
            "Codes": "; ".join(f"{system} {', '.join(codes)}" for system, codes in element.codes.items()),
        }
    )
    yield _readers(gathered, "questions", element.name)


def _plainly(element: Element) -> str:
    assert element.leaning is not None
    value = value_json(element, element.leaning)
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
