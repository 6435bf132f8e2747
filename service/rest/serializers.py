"""The rule base as `/v1` shows it: plain data for other programs, made from the loaded rule base and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from immunote.engine.api import Engine
from immunote.engine.noting.citing import citation_text
from immunote.engine.profile import number_json
from immunote.engine.reviewing.content import parts_of
from immunote.engine.rulebase import Detail, Named, RuleBase, Source
from immunote.engine.tables import Flag
from immunote.engine.unparse import condition_words, sentence
from immunote.service.rest.models import (
    DetailShown,
    ExampleShown,
    Fields,
    FieldShown,
    FigureShown,
    FlagListed,
    OutcomeShown,
    QuestionGroupShown,
    RowListed,
    RuleBaseShown,
    RuleListed,
    Rules,
    RuleShown,
    SourceCited,
    SourceListed,
    SourceShown,
)
from immunote.service.rulebases.dictionary import element_json
from immunote.service.rulebases.readers import deciders, readers_of


def fields(rulebase: RuleBase) -> Fields:
    """The data dictionary, and how its questions are grouped."""
    groups = tuple(
        QuestionGroupShown(
            id=each.id, title=each.title, elements=each.elements, none_of_these=each.none_of_these, stores=each.stores
        )
        for each in rulebase.question_groups
    )
    found = tuple(FieldShown.model_validate(element_json(each)) for each in rulebase.elements.values())
    return Fields(fields=found, groups=groups)


def rules(rulebase: RuleBase) -> Rules:
    """All rules, in the order of the sections of a note, the decision list, and the flags beside it."""
    order = list(rulebase.about.sections)
    listed = [RuleListed(**_listed(rulebase, named)) for named in rulebase.rules.values()]
    rows = tuple(
        RowListed(
            row=row.name,
            outcome=row.outcome,
            title=rulebase.outcomes[row.outcome].title,
            condition=condition_words(row.when),
            reason=sentence(rulebase, row.reason),
        )
        for row in rulebase.rows
    )
    return Rules(
        rules=tuple(sorted(listed, key=lambda each: order.index(each.section))),
        decision_list=rows,
        flags=tuple(_flag(rulebase, each) for each in rulebase.flags.flags),
        held_back_by_flags=rulebase.flags.holds_back,
    )


def _flag(rulebase: RuleBase, flag: Flag) -> FlagListed:
    return FlagListed(
        id=flag.id,
        title=flag.title,
        condition=condition_words(flag.when),
        unless=flag.unless,
        asks=flag.asks,
        asks_values=tuple(condition_words(each.when) for each in rulebase.flags.values),
        says=sentence(rulebase, flag.says),
        cites=flag.cites,
        choice=flag.choice,
    )


def rule(rulebase: RuleBase, named: Named) -> RuleShown:
    """One rule."""
    details = [*named.certainty_because, *named.details]
    cites = dict.fromkeys([*named.cites, *(cite for detail in details for cite in detail.cites)])
    return RuleShown(
        **_listed(rulebase, named),
        says=None if named.says is None else sentence(rulebase, named.says),
        condition=named.source_text.strip(),
        elements=rulebase.elements_of[named.name],
        read_by=tuple(readers_of(rulebase, named.name)),
        can_decide={outcome: tuple(rows) for outcome, rows in deciders(rulebase, named.name).items()},
        choice=named.choice,
        cites=named.cites,
        certainty_because=tuple(_detail(rulebase, each) for each in named.certainty_because),
        details=tuple(_detail(rulebase, each) for each in named.details),
        examples=tuple(ExampleShown(given=_plain(each.given), then=each.then) for each in named.examples),
        sources=_cited(rulebase, cites),
    )


def source(rulebase: RuleBase, found: Source) -> SourceShown:
    """One source."""
    return SourceShown(
        id=found.id,
        label=found.label,
        text=citation_text(found),
        citation=found.citation,
        kind=found.kind,
        design=found.design,
        n=found.n,
        population=found.population,
        dose=found.dose,
        read=found.read,
        limits=found.limits,
        same_patients_as=found.same_patients_as,
        indirect=found.indirect,
        figures=tuple(
            FigureShown(key=each.key, title=each.title, values=each.values) for each in found.figures.values()
        ),
        cited_by=tuple(name for name, named in rulebase.rules.items() if found.id in _sources_of(named)),
        href=f"/v1/sources/{found.id}",
    )


def rulebase(engine: Engine) -> RuleBaseShown:
    """The rule base in use."""
    found = engine.rulebase
    about = found.about
    counts = {
        "elements": len(found.elements),
        "rules": len(found.rules),
        "definitions": len(found.named) - len(found.rules),
        "rows": len(found.rows),
        "sources": len(found.sources),
        "signed": sum(state == "agreed" for state in engine.signed.values()),
        "to_sign": len(parts_of(found)),
    }
    agreed = {part for part, state in engine.signed.items() if state == "agreed"}
    standing = [each for each in found.sign_offs if each.part in agreed and each.verdict == "agree"]
    return RuleBaseShown(
        id=found.id,
        version=found.version,
        title=found.title,
        content_hash=found.content_hash,
        evidence_as_of=found.evidence_as_of,
        engine_version=engine.version,
        intended_use=found.intended_use,
        not_for=about.not_for,
        reviewers=tuple(dict.fromkeys(each.reviewer for each in standing)),
        jurisdictions=about.jurisdictions,
        certainties=about.certainties,
        strengths=about.strengths,
        outcomes=tuple(OutcomeShown(id=key, title=o.title, is_grade=o.is_grade) for key, o in found.outcomes.items()),
        sources=tuple(
            SourceListed(id=each.id, label=each.label, read=each.read, href=f"/v1/sources/{each.id}")
            for each in found.sources.values()
        ),
        counts=counts,
    )


def _listed(rulebase: RuleBase, named: Named) -> dict[str, Any]:
    return {
        "id": named.name,
        "title": named.title,
        "kind": named.kind,
        "section": rulebase.about.kinds[named.kind].section,
        "domain": named.domain,
        "strength": named.strength,
        "certainty": named.certainty,
        "href": f"/v1/rules/{named.name}",
    }


def _detail(rulebase: RuleBase, detail: Detail) -> DetailShown:
    return DetailShown(
        text=sentence(rulebase, detail.text),
        role=detail.role,
        cites=detail.cites,
        choice=detail.choice,
        condition=None if detail.when is None else condition_words(detail.when),
    )


def _sources_of(named: Named) -> set[str]:
    details = [*named.certainty_because, *named.details]
    cites = [*named.cites, *(cite for detail in details for cite in detail.cites)]
    return {cite.partition(".")[0] for cite in cites}


def _cited(rulebase: RuleBase, cites: Iterable[str]) -> tuple[SourceCited, ...]:
    keys: dict[str, list[str]] = {}
    for cite in cites:
        name, _, key = cite.partition(".")
        keys.setdefault(name, []).append(key)
    return tuple(
        SourceCited(source=name, label=rulebase.sources[name].label, figures=tuple(each), href=f"/v1/sources/{name}")
        for name, each in keys.items()
    )


def _plain(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: number_json(value) if isinstance(value, Decimal) else value for name, value in given.items()}
