"""Rules and sources: an index to filter and search, a page for each rule and for each source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from immunote.engine.api import Engine
from immunote.engine.faults import Fault, nearest, shorten
from immunote.engine.noting.citing import citation_text
from immunote.engine.rulebase import Named, RuleBase
from immunote.service.kernel.context import Context, shared_context
from immunote.service.kernel.problems import Problem
from immunote.service.page.access import Reader
from immunote.service.page.evidence import EvidenceShown, evidence_of, figures_shown, lines_of
from immunote.service.page.scenarios_beside import reviewed_beside
from immunote.service.page.shell import screen
from immunote.service.render.plain_words import condition_in_words, named_in_words, sentence_in_words
from immunote.service.render.source_links import linked
from immunote.service.rulebases.readers import deciders, rules_named_in
from immunote.service.site.searching import LONGEST, SearchIndex

router = APIRouter(include_in_schema=False)
Shared = Annotated[Context, Depends(shared_context)]
_ANY = ""
_MOST_SCENARIOS = 40
_indexes: list[tuple[RuleBase, SearchIndex]] = []
SIGNED = {"agreed": "signed", "disputed": "disputed", "changed": "changed since it was signed", "never": "not signed"}


@dataclass(frozen=True)
class RuleInIndex:
    """A rule of the index, in words."""

    name: str
    title: str
    says: str
    section: str
    domain: str
    strength: str
    certainty: str
    signed: str


@dataclass(frozen=True)
class RuleFilter:
    """What the index is filtered by; empty: any."""

    find: str
    section: str
    strength: str
    certainty: str
    signed: str


@router.get("/page/rules")
def index(
    context: Shared,
    reader: Reader,
    find: Annotated[str, Query(max_length=LONGEST)] = _ANY,
    section: Annotated[str, Query(max_length=80)] = _ANY,
    strength: Annotated[str, Query(max_length=80)] = _ANY,
    certainty: Annotated[str, Query(max_length=80)] = _ANY,
    signed: Annotated[str, Query(max_length=80)] = _ANY,
) -> Response:
    """All rules, or those that fit; what else a search finds stands above them."""
    engine = context.knowledge.engine
    rulebase = engine.rulebase
    wanted = RuleFilter(find.strip(), section, strength, certainty, signed)
    found = _index(rulebase).find(wanted.find) if wanted.find else []
    listed = [each for each in _listed(engine) if _fits(each, wanted)]
    if wanted.find:
        places = {each.name: place for place, each in enumerate(found) if each.kind == "rule"}
        listed = sorted((each for each in listed if each.name in places), key=lambda each: places[each.name])
    every = _listed(engine)
    choices = {
        "section": ("Part of the note", list(dict.fromkeys(each.section for each in every))),
        "strength": ("Strength", list(rulebase.about.strengths.values())),
        "certainty": ("Certainty", list(rulebase.about.certainties.values())),
        "signed": ("Sign-off", list(SIGNED.values())),
    }
    return screen(
        "app_rules.html",
        "rules",
        "Rules and sources",
        rulebase,
        wanted=wanted,
        choices=choices,
        sections=_by_section(listed, bool(wanted.find)),
        count=len(listed),
        total=len(every),
        others=[each for each in found if each.kind != "rule"],
        titles={name: rule.title for name, rule in rulebase.rules.items()},
        sources=list(rulebase.sources.values()),
    )


@router.get("/page/rules/{id}")
def rule(context: Shared, reader: Reader, id: Annotated[str, Path(max_length=200)]) -> Response:
    """A rule: its words, its evidence drawn, the scenarios that cover it, what is proved of it, its sign-off."""
    engine = context.knowledge.engine
    rulebase = engine.rulebase
    if id not in rulebase.rules:
        raise _not_there("rule", id, nearest(id, rulebase.rules))
    named = rulebase.rules[id]
    reviewed = reviewed_beside(engine)
    scenarios = [] if reviewed is None else reviewed.scenarios[id]
    return screen(
        "app_rule.html",
        "rules",
        named.title,
        rulebase,
        rule=_listed_rule(engine, named),
        says=None if named.says is None else sentence_in_words(rulebase, named.says),
        lines=lines_of(rulebase, named.details),
        because=lines_of(rulebase, named.certainty_because),
        condition=condition_in_words(rulebase, named.when),
        terms=_terms(rulebase, named),
        choice=named.choice and named_in_words(rulebase, named.choice),
        asks=[rulebase.elements[each] for each in rulebase.elements_of[id]],
        decides=[rulebase.outcomes[outcome].title for outcome in deciders(rulebase, id)],
        evidence=_evidence(rulebase, named),
        scenarios=scenarios[:_MOST_SCENARIOS],
        more=len(scenarios) - _MOST_SCENARIOS,
        there_are_scenarios=reviewed is not None,
        proofs=[each.says for each in rulebase.properties if id in rules_named_in(rulebase, each)],
        sign_offs=[each for each in rulebase.sign_offs if each.part == id],
    )


@router.get("/page/sources/{id}")
def source(context: Shared, reader: Reader, id: Annotated[str, Path(max_length=200)]) -> Response:
    """A source: its citation with links, how much of it was read, its findings drawn, and what rests on it."""
    engine = context.knowledge.engine
    rulebase = engine.rulebase
    if id not in rulebase.sources:
        raise _not_there("source", id, nearest(id, rulebase.sources))
    found = rulebase.sources[id]
    facts = (
        ("Design", found.design),
        ("Number", found.n),
        ("Population", found.population),
        ("Dose", found.dose),
        ("Read", found.read),
        ("Limits", found.limits),
        ("Same patients as", found.same_patients_as and rulebase.sources[found.same_patients_as].label),
        ("Indirect", found.indirect),
    )
    return screen(
        "app_source.html",
        "rules",
        found.label,
        rulebase,
        source=found,
        citation=linked(citation_text(found)),
        facts=[(name, value) for name, value in facts if value],
        figures=figures_shown(found, found.figures),
        resting=[_listed_rule(engine, each) for each in rulebase.rules.values() if id in _sources_of(each)],
        limits=[each for each in rulebase.thresholds.values() if id in {cite.partition(".")[0] for cite in each.cites}],
    )


def _index(rulebase: RuleBase) -> SearchIndex:
    """The index of the rule base in use, made at the first search and again for another one."""
    if not _indexes or _indexes[0][0] is not rulebase:
        _indexes[:] = [(rulebase, SearchIndex(rulebase))]
    return _indexes[0][1]


def _listed(engine: Engine) -> list[RuleInIndex]:
    return [_listed_rule(engine, each) for each in engine.rulebase.rules_as_shown]


def _listed_rule(engine: Engine, rule: Named) -> RuleInIndex:
    rulebase, about = engine.rulebase, engine.rulebase.about
    rated = rule.certainty_because or about.kinds[rule.kind].evidence
    return RuleInIndex(
        name=rule.name,
        title=rule.title,
        says="" if rule.says is None else sentence_in_words(rulebase, rule.says),
        section=about.sections[about.kinds[rule.kind].section],
        domain=about.domains.get(rule.domain or "", ""),
        strength=about.strengths.get(rule.strength, rule.strength) if rule.strength else "",
        certainty=about.certainties[rule.certainty] if rated else "",
        signed=SIGNED[engine.signed.get(rule.name, "never")],
    )


def _fits(rule: RuleInIndex, wanted: RuleFilter) -> bool:
    return all(
        not asked or asked == has
        for asked, has in (
            (wanted.section, rule.section),
            (wanted.strength, rule.strength),
            (wanted.certainty, rule.certainty),
            (wanted.signed, rule.signed),
        )
    )


def _by_section(listed: list[RuleInIndex], is_search: bool) -> list[tuple[str, list[RuleInIndex]]]:
    """The rules under the headings of a note; what a search found stands in its own order."""
    if is_search:
        return [("Rules", listed)] if listed else []
    names = dict.fromkeys(each.section for each in listed)
    return [(name, [each for each in listed if each.section == name]) for name in names]


def _evidence(rulebase: RuleBase, rule: Named) -> list[EvidenceShown]:
    details = [*rule.certainty_because, *rule.details]
    return evidence_of(rulebase, [*rule.cites, *(cite for each in details for cite in each.cites)])


def _terms(rulebase: RuleBase, rule: Named) -> list[tuple[str, str]]:
    """The definitions that a rule reads, also through others: title and condition of each."""
    names = (name for name in rulebase.names_under(rule.when) if name in rulebase.named)
    found = [rulebase.named[name] for name in names if not rulebase.named[name].is_rule]
    return [(each.title, condition_in_words(rulebase, each.when)) for each in found]


def _sources_of(rule: Named) -> set[str]:
    details = [*rule.certainty_because, *rule.details]
    return {cite.partition(".")[0] for cite in (*rule.cites, *(cite for each in details for cite in each.cites))}


def _not_there(what: str, id: str, help_line: str) -> Problem:
    return Problem(404, f"There is no such {what}", [Fault("request", "S06", shorten(id), help_line)])
