"""A page for each rule: what it says, for whom, why, on which evidence, what it needs, and its limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from immunote.engine.rulebase import Detail, Named, RuleBase
from immunote.engine.words import SEPARATOR, capital
from immunote.service.render.plain_words import condition_in_words
from immunote.service.render.statements import strength_words
from immunote.service.rulebases.readers import deciders, readers_of
from immunote.service.site.checked import changed_in, coverage_of, proofs_of, scenarios_of, sign_off_of
from immunote.service.site.conditions import asked_block
from immunote.service.site.figures import comparison_words, figure_shown, said, source_links
from immunote.service.site.gathered import SiteContent
from immunote.service.site.markdown import code, heading, link, listed, page, table, text

_LIMITS = ("against", "limit")
_ROLES = {"against": "Against: ", "limit": "Limit: "}


def rule_page(gathered: SiteContent, rule: Named) -> str:
    """A rule on one page."""
    return page(rule.title, _parts(gathered, rule))


def about_line(rulebase: RuleBase, rule: Named) -> str:
    """What kind of rule it is, in a few words."""
    about = rulebase.about
    words = [about.sections[about.kinds[rule.kind].section], rule.kind.replace("_", " ")]
    words += [about.domains.get(rule.domain, rule.domain)] if rule.domain else []
    words += [capital(each) for each in strength_words(rulebase, rule.strength, None)]
    rated = rule.certainty if rule.certainty_because else None
    words += [f"certainty {about.certainties.get(rated, rated)} (the project's rating)"] if rated else []
    return SEPARATOR.join(words)


def _parts(gathered: SiteContent, rule: Named) -> Iterator[str]:
    rulebase = gathered.rulebase
    standing = gathered.standings[rule.name]
    yield f"{text(about_line(rulebase, rule))}\n{{ .about }}\n"
    yield f"{sign_off_of(standing, brief=True)}\n{{ .about }}"
    yield heading(2, "What it says", "says")
    yield f"> {said(rulebase, rule.says)}" if rule.says else ""
    yield "\n" + listed(_detail(rulebase, each) for each in rule.details if each.role not in _LIMITS)
    yield from _for_whom(gathered, rule)
    yield from _why(rulebase, rule)
    yield from _evidence(gathered, rule)
    yield from _needed(gathered, rule)
    yield from _effect(rulebase, rule)
    yield from _limits(gathered, rule)
    yield heading(2, "Scenarios", "scenarios") + scenarios_of(gathered, rule.name)
    yield heading(2, "Coverage", "coverage") + coverage_of(gathered, rule.name)
    yield heading(2, "Proofs that touch it", "proofs") + proofs_of(gathered, rule.name)
    yield heading(2, "Sign-off", "sign-off") + sign_off_of(standing)
    yield from _program(gathered, rule)
    yield heading(2, "Changed in", "changed-in") + changed_in(gathered, rule.place.file)


def _detail(rulebase: RuleBase, detail: Detail) -> str:
    where = f" (where {text(condition_in_words(rulebase, detail.when))})" if detail.when is not None else ""
    chosen = "**Project’s choice:** " if detail.choice else ""
    words = _ROLES.get(detail.role, "") + said(rulebase, detail.text)
    return f"{chosen}{words}{where}{_cites(rulebase, detail.cites)}"


def _cites(rulebase: RuleBase, cites: Iterable[str]) -> str:
    shown = source_links(rulebase, cites)
    return f" [{shown}]" if shown else ""


def _for_whom(gathered: SiteContent, rule: Named) -> Iterator[str]:
    rulebase, content = gathered.rulebase, gathered.contents[rule.name]
    yield heading(2, "For whom", "for-whom")
    yield "It holds where this is so. What is not known leaves it open.\n"
    yield asked_block(rulebase, rule.when)
    yield table(
        ("Limit", "Value", "From"),
        (
            (
                link(gathered.limit_names[name], "thresholds.md", name),
                text(comparison_words(rulebase.thresholds[name])),
                _behind(rulebase, rulebase.thresholds[name].cites, rulebase.thresholds[name].choice),
            )
            for name in content["thresholds"]
        ),
    )


def _program(gathered: SiteContent, rule: Named) -> Iterator[str]:
    """The rule as the evaluators read it."""
    rulebase, content = gathered.rulebase, gathered.contents[rule.name]
    yield heading(2, "The program", "program")
    yield f"Rule {code(rule.name)}, {code(str(rule.place))}.\n{{ .about }}\n"
    yield f"```text\n{rule.source_text.strip()}\n```\n"
    definitions = [rulebase.named[name] for name in content["definitions"]]
    yield table(
        ("What the names in it mean", "Condition"),
        (
            (f"{link(each.title, 'definitions.md', each.name)} {code(each.name)}", code(each.source_text))
            for each in definitions
        ),
    )


def _behind(rulebase: RuleBase, cites: Iterable[str], choice: str | None) -> str:
    parts = [source_links(rulebase, cites)]
    parts += [f"Project’s choice: {text(choice)}"] if choice else []
    return ". ".join(filter(None, parts))


def _why(rulebase: RuleBase, rule: Named) -> Iterator[str]:
    yield heading(2, "Why", "why")
    if rule.choice:
        yield f"**Project’s choice:** {text(rule.choice)}\n"
    if rule.certainty_because:
        certainty = rulebase.about.certainties.get(rule.certainty, rule.certainty)
        yield f"Certainty **{text(certainty)}** (the project's rating), because:\n"
        yield listed(_detail(rulebase, each) for each in rule.certainty_because)
    if rule.cites:
        yield f"It rests on{_cites(rulebase, rule.cites)}.\n"
    elif not rule.choice:
        yield "Its conditions have their reasons where they are defined.\n"


def _evidence(gathered: SiteContent, rule: Named) -> Iterator[str]:
    """Each source that stands behind the rule with the figures cited, those that it cites itself first."""
    rulebase, cited = gathered.rulebase, gathered.contents[rule.name]["sources"]
    yield heading(2, "Evidence", "evidence")
    if not cited:
        yield "No source stands behind this rule."
    details = [*rule.certainty_because, *rule.details]
    cites = [*rule.cites, *(cite for each in details for cite in each.cites)]
    own = dict.fromkeys(cite.partition(".")[0] for cite in cites)
    for name in (*own, *(each for each in cited if each not in own)):
        source = rulebase.sources[name]
        yield f"\n### {link(source.label, f'sources/{name}.md')} {{#source-{name}}}\n"
        words = [source.design, f"number: {source.n}" if source.n else "", f"read: {source.read}"]
        words += [] if name in own else ["cited by a definition or limit below this rule"]
        yield f"{text(capital('; '.join(filter(None, words))))}.\n{{ .about }}\n"
        for key in cited[name]["figures"]:
            yield figure_shown(source, source.figures[key])


def _needed(gathered: SiteContent, rule: Named) -> Iterator[str]:
    rulebase = gathered.rulebase
    yield heading(2, "What is needed", "needed")
    yield "The rule reads these answers. Not every one is needed for every patient.\n"
    yield listed(
        link(rulebase.elements[name].question, f"dictionary/{rulebase.elements[name].group}.md", name)
        for name in gathered.contents[rule.name]["questions"]
    )


def _effect(rulebase: RuleBase, rule: Named) -> Iterator[str]:
    yield heading(2, "What it can decide", "decides")
    found = deciders(rulebase, rule.name)
    lines = [
        f"**{text(rulebase.outcomes[outcome].title)}**, by "
        + ", ".join(link(f"row {row.replace('_', ' ')}", "grading.md", f"row-{row}") for row in rows)
        for outcome, rows in found.items()
    ]
    yield listed(lines) or "No outcome depends on it; it only prints.\n"
    readers = readers_of(rulebase, rule.name)
    yield "\nRead by: " + ", ".join(code(each) for each in readers) + ".\n" if readers else ""


def _limits(gathered: SiteContent, rule: Named) -> Iterator[str]:
    rulebase = gathered.rulebase
    yield heading(2, "Limits", "limits")
    lines = [_detail(rulebase, each) for each in rule.details if each.role in _LIMITS]
    for name in gathered.contents[rule.name]["sources"]:
        source = rulebase.sources[name]
        limits = [each for each in (source.limits, source.indirect and f"Indirect: {source.indirect}") if each]
        lines += [f"{link(source.label, f'sources/{name}.md')}: {text(each)}" for each in limits]
    yield listed(lines) or "None is stated beyond how much of each source was read.\n"
